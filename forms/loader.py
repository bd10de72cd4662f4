"""Definitions from ``assets/forms/<id>.toml``: read whole, checked whole, each mistake with its code and place.

docs/forms.md tells staff how a file is written. What a file may refer to is checked by forms.validation.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.authority import Authority
from forms.definition import (
    AgeOf,
    Attachment,
    BrokenDefinition,
    Catalogue,
    Check,
    Choose,
    Compute,
    Confidence,
    Fact,
    Field,
    Kind,
    Limits,
    Phrase,
    Prefill,
    Procedure,
    Repeat,
    SameAs,
    StopRule,
)
from forms.fields.standard import STANDARD_OPTIONS, STANDARD_OPTIONS_EN
from forms.figures import NO_FIGURES, with_figures
from forms.problems import DefinitionCode, DefinitionError
from forms.settings import load_town
from forms.toml_table import Table
from forms.validation import validate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from enum import StrEnum
    from importlib.resources.abc import Traversable
    from typing import TypeVar

    from forms.figures import Figure
    from forms.settings import Town

    E = TypeVar("E", bound=StrEnum)


def shipped_forms() -> Traversable:
    """Return the folder of the definitions that come with the program."""
    return files("assets") / "forms"


def load_catalogue(
    folder: Traversable | None = None,
    town: Town | None = None,
    own: Traversable | None = None,
    only: Collection[str] | None = None,
) -> Catalogue:
    """Return every procedure of a folder (default: the shipped ones); a broken file breaks only itself.

    A file of the town's ``own`` folder stands in place of the one of the same name, and is not made up for by it when
    it is broken: the town never gets another sheet than it believes in. The numbers that definitions name are those of
    ``town``, by default the shipped one. ``only`` leaves all other procedures unread: reading all takes longer than
    drawing one. Raises SettingsError, and OSError for a folder that is not there.
    """
    figures = (town or load_town()).figures
    procedures: dict[str, Procedure] = {}
    broken: list[BrokenDefinition] = []
    for path in definition_files(folder, own):
        name = path.name.removesuffix(".toml")
        if only is not None and name not in only:
            continue
        try:
            procedures[name] = load_procedure(path, figures)
        except DefinitionError as error:
            broken.append(BrokenDefinition(name, error.code, error.where, error.detail, _title(path)))
    return Catalogue(MappingProxyType(procedures), tuple(broken))


def definition_files(folder: Traversable | None = None, own: Traversable | None = None) -> tuple[Traversable, ...]:
    """Return the files of a catalogue in the order of their names; see ``load_catalogue``."""
    found: dict[str, Traversable] = {}
    for place in (folder or shipped_forms(), *([own] if own is not None else [])):
        found |= {path.name: path for path in place.iterdir() if path.name.endswith(".toml")}
    return tuple(found[name] for name in sorted(found))


def _title(path: Traversable) -> str:
    """Return the name of a procedure whose file is broken, empty when that cannot be read either."""
    try:
        name = tomllib.loads(path.read_text("utf-8")).get("name")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return name if isinstance(name, str) else ""


def load_procedure(path: Traversable, figures: Mapping[str, Figure] = NO_FIGURES) -> Procedure:
    """Return the procedure of one file; raises DefinitionError with the code and the key path."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(DefinitionCode.UNREADABLE, path.name, str(error)) from error
    procedure = parse_procedure(raw, figures)
    if path.name != f"{procedure.id}.toml":
        raise DefinitionError(DefinitionCode.FILE_NAME, "id", f"{procedure.id} / {path.name}")
    return replace(procedure, folder=path.parent) if isinstance(path, Path) else procedure


def parse_procedure(raw: Mapping[str, object], figures: Mapping[str, Figure] = NO_FIGURES) -> Procedure:
    """Return the procedure of a parsed TOML file with the ``figures`` it names; raises DefinitionError."""
    top = Table(with_figures(raw, figures), "")
    identity = top.text("id")
    checked_on = top.day("checked_on")
    if checked_on is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, "checked_on")
    procedure = Procedure(
        id=identity,
        name=top.text("name"),
        name_en=top.text("name_en", ""),
        category=top.text("category"),
        pittari_no=top.text("pittari_no", ""),
        office=top.text("office"),
        addressee=top.text("addressee"),
        legal_basis=top.text("legal_basis"),
        style_no=top.text("style_no", ""),
        applicant=top.texts("applicant"),
        applicant_rule=top.text("applicant_rule", ""),
        takes_my_number=top.flag("takes_my_number", default=False),
        my_number_of=top.texts("my_number_of"),
        my_number_strict=top.flag("my_number_strict", default=False),
        my_number_note=top.text("my_number_note", ""),
        my_number_law=top.text("my_number_law", ""),
        fee=top.text("fee", ""),
        fee_note=top.text("fee_note", ""),
        paper=top.text("paper", ""),
        described=top.text("described", ""),
        note=top.text("note", ""),
        confidence=_member(top, "confidence", Confidence),
        sources=top.texts("sources"),
        checked_on=checked_on,
        review_by=top.day("review_by"),
        approved_by=top.text("approved_by", ""),
        approved_on=top.day("approved_on"),
        sections=top.texts("sections"),
        sections_en=top.texts("sections_en"),
        fields=tuple(_field(item) for item in top.tables("field")),
        repeats=tuple(_repeat(item) for item in top.tables("repeat")),
        stops=tuple(_stop(item, identity) for item in top.tables("stop")),
        checks=tuple(_check(item) for item in top.tables("check")),
        attachments=tuple(_attachment(item) for item in top.tables("attachment")),
        sheet=MappingProxyType(_sheet(top)),
    )
    top.done()
    validate(procedure)
    return procedure


def _sheet(top: Table) -> dict[str, object]:
    raw = top.raw("sheet")
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise DefinitionError(DefinitionCode.WRONG_TYPE, "sheet", "dict")
    return raw


def _member(table: Table, name: str, of: type[E]) -> E:
    text = table.text(name)
    if text not in of.__members__.values():
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at(name), text)
    return of(text)


def _phrase(table: Table, name: str, default: str | None = "") -> Phrase:
    return Phrase(table.text(name, default), table.text(f"{name}_en", ""))


def _field(table: Table) -> Field:
    kind, options = _member(table, "kind", Kind), table.texts("options")
    field = Field(
        id=table.text("id"),
        label=table.text("label"),
        label_en=table.text("label_en", ""),
        kind=kind,
        required=table.flag("required", default=False),
        section=table.text("section"),
        ask=_phrase(table, "ask"),
        help=_phrase(table, "help"),
        example=table.text("example", ""),
        options=options or STANDARD_OPTIONS.get(kind, ()),
        options_en=table.texts("options_en") if options else STANDARD_OPTIONS_EN.get(kind, ()),
        digits=table.wholes("digits"),
        pad=table.flag("pad", default=False),
        bank=table.flag("bank", default=False),
        about=table.flag("about", default=False),
        check_digit=table.text("check_digit", ""),
        statement=_phrase(table, "statement"),
        limits=_limits(table.table("limits")),
        unit=table.text("unit", ""),
        prefill=_prefill(table),
        prefill_if=_condition_at(table, "prefill_if"),
        default=_default(table),
        show_if=_condition_at(table, "show_if"),
        repeat=table.text("repeat", ""),
        shares=table.text("shares", ""),
        printed=table.flag("print", default=True),
        asked=table.flag("asked", default=True),
        authority=_authority(table, options),
        note=table.text("note", ""),
    )
    table.done()
    return field


def _authority(table: Table, options: tuple[str, ...]) -> Mapping[str, str]:
    """Return which option takes which authority; in the file they stand side by side, "" where there is none."""
    raw, place = table.raw("authority"), table.at("authority")
    if raw is None:
        return MappingProxyType({})
    if not isinstance(raw, list) or len(raw) != len(options):
        raise DefinitionError(DefinitionCode.WRONG_TYPE, place, str(raw))
    known = {"", *Authority}
    for number, name in enumerate(raw):
        if not isinstance(name, str) or name not in known:
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, f"{place}[{number}]", str(name))
    return MappingProxyType({option: name for option, name in zip(options, raw, strict=True) if name})


_ENDS = (("at_least", "at_most"), ("earliest_days", "latest_days"), ("age_at_least", "age_at_most"))


def _limits(table: Table) -> Limits:
    limits = Limits(
        at_least=table.whole("at_least"),
        at_most=table.whole("at_most"),
        longest=table.whole("longest"),
        earliest_days=table.whole("earliest_days"),
        latest_days=table.whole("latest_days"),
        age_at_least=table.whole("age_at_least"),
        age_at_most=table.whole("age_at_most"),
        school_age_at_most=table.whole("school_age_at_most"),
    )
    table.done()
    for low, high in _ENDS:
        least, most = getattr(limits, low), getattr(limits, high)
        if least is not None and most is not None and least > most:
            # No answer could keep to both: whoever is asked would never get on.
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at(high), str(most))
    return limits


def _prefill(parent: Table) -> Prefill | None:
    if "prefill" not in parent:
        return None
    if parent.holds_text("prefill"):
        return Fact(parent.text("prefill"))
    table = parent.table("prefill")
    prefill: Prefill
    if "same_as" in table:
        prefill = SameAs(table.text("same_as"))
    elif "age_of" in table:
        prefill = AgeOf(table.text("age_of"))
    elif "compute" in table:
        prefill = Compute(table.text("compute"), table.texts("of"))
    else:
        prefill = Choose(tuple(_chosen(item) for item in table.tables("choose")))
    table.done()
    return prefill


def _chosen(table: Table) -> tuple[c.Condition, str]:
    chosen = (_condition(table.table("when")), table.text("option"))
    table.done()
    return chosen


def _default(table: Table) -> str | int | bool | tuple[str, ...] | None:
    raw = table.raw("default")
    match raw:
        case None | str() | int():
            return raw
        case [*items] if all(isinstance(item, str) for item in items):
            return tuple(str(item) for item in items)
        case _:
            raise DefinitionError(DefinitionCode.WRONG_TYPE, table.at("default"), str(raw))


def _repeat(table: Table) -> Repeat:
    max_rows = table.whole("max_rows")
    min_rows = table.whole("min_rows") or 0
    if max_rows is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at("max_rows"))
    if not 0 <= min_rows <= max_rows:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("min_rows"), str(min_rows))
    identity, label, label_en = table.text("id"), table.text("label"), table.text("label_en", "")
    count = Field(
        id=f"{identity}.count",
        label=label,
        label_en=label_en,
        kind=Kind.NUMBER,
        required=True,
        section=table.text("section"),
        ask=_phrase(table, "ask", None),
        help=_phrase(table, "help"),
        limits=Limits(at_least=min_rows, at_most=max_rows),
        unit=table.text("unit", ""),
        default=table.whole("default"),
        show_if=_condition_at(table, "show_if"),
    )
    repeat = Repeat(
        identity,
        label,
        count,
        max_rows,
        min_rows,
        shares=table.text("shares", ""),
        label_en=label_en,
        who=_phrase(table, "who"),
        besides=table.text("besides", ""),
    )
    table.done()
    return repeat


def _stop(table: Table, procedure: str) -> StopRule:
    rule = StopRule(procedure, _condition(table.table("when")), _phrase(table, "text", None), _phrase(table, "where"))
    table.done()
    return rule


def _check(table: Table) -> Check:
    check = Check(_condition(table.table("when")), table.text("field"), _phrase(table, "text", None))
    table.done()
    return check


def _attachment(table: Table) -> Attachment:
    attachment = Attachment(_phrase(table, "text", None), _condition_at(table, "when"))
    table.done()
    return attachment


def _condition_at(table: Table, name: str) -> c.Condition | None:
    return _condition(table.table(name)) if name in table else None


def _condition(table: Table) -> c.Condition:
    condition = _read_condition(table)
    table.done()
    return condition


def _read_condition(table: Table) -> c.Condition:  # noqa: PLR0912 - one line a condition, nothing else
    if "any" in table:
        return c.AnyOf(_conditions(table, "any"))
    if "all" in table:
        return c.AllOf(_conditions(table, "all"))
    if "not" in table:
        return c.Not(_condition(table.table("not")))
    if "answered" in table:
        return c.Answered(table.text("answered"))
    if "known" in table:
        return c.Known(table.text("known"))
    if "same" in table:
        return c.Same(table.texts("same"))
    if "before" in table:
        return c.Before(table.texts("before"))
    if "row" in table:
        return c.Row(table.whole("row") or 0)
    if "count" in table:
        return c.Count(table.texts("count"), *_range(table, "at_least", "at_most"))
    if "age" in table:
        return c.Age(table.text("age"), *_range(table, "at_least", "below"))
    field = table.text("field")
    if "in" in table:
        return c.In(field, table.texts("in"))
    if "has" in table:
        return c.Has(field, table.text("has"))
    if "is" in table:
        value = table.raw("is")
        if not isinstance(value, (str, int)):
            raise DefinitionError(DefinitionCode.WRONG_TYPE, table.at("is"), str(value))
        return c.Is(field, value)
    return c.Between(field, *_range(table, "at_least", "at_most"))


def _conditions(table: Table, name: str) -> tuple[c.Condition, ...]:
    found = tuple(_condition(item) for item in table.tables(name))
    if not found:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at(name))
    return found


def _range(table: Table, low: str, high: str) -> tuple[int | None, int | None]:
    lowest, highest = table.whole(low), table.whole(high)
    if lowest is None and highest is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at(low))
    return lowest, highest
