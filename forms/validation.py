"""What a definition may refer to, and that no condition depends on itself, so that every question has an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms import conditions as c
from forms.computed import COMPUTED
from forms.definition import ONE_OF, AgeOf, Choose, Compute, Fact, Field, Kind, Procedure, SameAs
from forms.evaluation import FACTS
from forms.fields import KINDS
from forms.fields.digits import CHECK_RULES
from forms.fields.multi import Multi
from forms.japanese.eras import ERAS
from forms.number_cells import NUMBER, owner
from forms.people import PARTS, SPOUSE
from forms.problems import DefinitionCode, DefinitionError
from forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(r"[a-z][a-z0-9_]*")
_CHOICES = (*ONE_OF, Kind.MULTI)
_WITH_OPTIONS = (*_CHOICES, Kind.RELATION, Kind.DATE, Kind.STAFF)
_TEXTS = (Kind.TEXT, Kind.NAME, Kind.RELATION, Kind.ADDRESS)
_NUMBERS = (Kind.NUMBER, Kind.MONEY)
_ERAS = tuple(era.short for era in ERAS)


def validate(procedure: Procedure) -> None:
    """Check everything inside one procedure; raises DefinitionError at the first mistake."""
    _identities("id", [procedure.id])
    _identities("field", [item.id for item in procedure.fields])
    _identities("repeat", [item.id for item in procedure.repeats])
    if procedure.sections_en and len(procedure.sections_en) != len(procedure.sections):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, "sections_en", str(len(procedure.sections_en)))
    for repeat in procedure.repeats:
        place = f"repeat.{repeat.id}"
        _section(procedure, repeat.count, place)
        _default(repeat.count, place)
        _condition(procedure, repeat.count.show_if, f"{place}.show_if", None)
        if repeat.besides:
            _only(_known(procedure, repeat.besides, f"{place}.besides").kind in _TEXTS, f"{place}.besides")
    for field in procedure.fields:
        _field(procedure, field)
    for number, stop in enumerate(procedure.stops):
        _condition(procedure, stop.when, f"stop[{number}].when", None)
    for number, check in enumerate(procedure.checks):
        target = _known(procedure, check.field, f"check[{number}].field")
        _condition(procedure, check.when, f"check[{number}].when", target)
    for number, attachment in enumerate(procedure.attachments):
        _condition(procedure, attachment.when, f"attachment[{number}].when", None)
    _no_loops(procedure)


def _identities(place: str, names: list[str]) -> None:
    for name in names:
        if not _ID.fullmatch(name):
            raise DefinitionError(DefinitionCode.NOT_ALLOWED, place, name)
        if names.count(name) > 1:
            raise DefinitionError(DefinitionCode.DUPLICATE, place, name)


def _known(procedure: Procedure, field_id: str, place: str) -> Field:
    if "." in field_id:
        return _entry(procedure, field_id, place)
    for item in procedure.fields:
        if item.id == field_id:
            return item
    raise DefinitionError(DefinitionCode.UNKNOWN_FIELD, place, field_id)


def _entry(procedure: Procedure, name: str, place: str) -> Field:
    """Return what an entry of the vocabulary looks like, whichever form asks it."""
    shared = vocabulary().get(name)
    if shared is None:
        raise DefinitionError(DefinitionCode.UNKNOWN_SHARED, place, name)
    return Field(name, name, shared.kind, False, procedure.sections[0], options=shared.options)


def _section(procedure: Procedure, field: Field, place: str) -> None:
    if field.section not in procedure.sections:
        raise DefinitionError(DefinitionCode.UNKNOWN_SECTION, f"{place}.section", field.section)


def _repeats(procedure: Procedure, names: tuple[str, ...], place: str) -> None:
    for name in names:
        if name not in {item.id for item in procedure.repeats}:
            raise DefinitionError(DefinitionCode.UNKNOWN_REPEAT, place, name)


def _field(procedure: Procedure, field: Field) -> None:
    place = f"field.{field.id}"
    _section(procedure, field, place)
    _repeats(procedure, (field.repeat,) if field.repeat else (), f"{place}.repeat")
    if field.authority and field.kind is not Kind.CHOICE:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, f"{place}.authority", field.kind)
    if field.kind is Kind.MY_NUMBER and not procedure.takes_my_number:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, f"{place}.kind", "takes_my_number = false")
    _my_number(procedure, field, f"{place}.prefill")
    _options(field, place)
    _only(field.kind is Kind.DIGITS or not (field.digits or field.pad), f"{place}.digits")
    _only(field.kind is Kind.KANA or not field.bank, f"{place}.bank")
    _only(bool(field.digits) or not field.pad, f"{place}.pad")
    _only(field.kind is Kind.DATE or not field.about, f"{place}.about")
    _only(field.kind is Kind.CHECKBOX or not field.statement.ja, f"{place}.statement")
    _only(
        not field.check_digit or (field.kind is Kind.DIGITS and field.check_digit in CHECK_RULES),
        f"{place}.check_digit",
    )
    _prefill(procedure, field, place)
    _default(field, place)
    _shares(procedure, field, place)
    _condition(procedure, field.show_if, f"{place}.show_if", field)
    _condition(procedure, field.prefill_if, f"{place}.prefill_if", field)
    askable = KINDS[field.kind].askable
    if askable and field.asked and not field.ask.ja:
        raise DefinitionError(DefinitionCode.MISSING_KEY, f"{place}.ask")
    if askable and field.required and not field.asked and field.default is None and not isinstance(field.prefill, Fact):
        raise DefinitionError(DefinitionCode.NEVER_GIVEN, f"{place}.asked")


def _my_number(procedure: Procedure, field: Field, place: str) -> None:
    """The card's number fills in cells of that kind alone, once a sheet, under a law, beside the name of its owner."""
    if field.kind is not Kind.MY_NUMBER:
        _only(field.prefill != NUMBER, place)
    elif field.prefill is not None:
        _only(field.prefill == NUMBER and not field.repeat and owner(procedure, field) is not None, place)
        if not procedure.my_number_law:
            raise DefinitionError(DefinitionCode.MISSING_KEY, "my_number_law", place)


def _only(allowed: bool, place: str) -> None:
    if not allowed:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, place)


def _options(field: Field, place: str) -> None:
    if field.kind in _CHOICES and not field.options:
        raise DefinitionError(DefinitionCode.MISSING_KEY, f"{place}.options")
    _only(field.kind in _WITH_OPTIONS or not field.options, f"{place}.options")
    if field.options_en and len(field.options_en) != len(field.options):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, f"{place}.options_en", str(len(field.options_en)))
    if field.kind is Kind.DATE:
        for option in field.options:
            if option not in _ERAS:
                raise DefinitionError(DefinitionCode.UNKNOWN_OPTION, f"{place}.options", option)


def _prefill(procedure: Procedure, field: Field, place: str) -> None:
    match field.prefill:
        case Fact(name):
            if name not in FACTS and name not in vocabulary():
                raise DefinitionError(DefinitionCode.UNKNOWN_FACT, f"{place}.prefill", name)
        case SameAs(source):
            other = _known(procedure, source, f"{place}.prefill.same_as")
            same = _alike(other.kind) is _alike(field.kind)
            _only(same and other.repeat in ("", field.repeat), f"{place}.prefill.same_as")
        case AgeOf(source):
            other = _known(procedure, source, f"{place}.prefill.age_of")
            fits = other.kind is Kind.DATE and field.kind is Kind.NUMBER and other.repeat in ("", field.repeat)
            _only(fits, f"{place}.prefill.age_of")
        case Compute(name, of):
            _only(name in COMPUTED, f"{place}.prefill.compute")
            _only(field.kind in COMPUTED[name].gives and len(of) == len(COMPUTED[name].takes), f"{place}.prefill.of")
            for source, kinds in zip(of, COMPUTED[name].takes, strict=True):
                other = _known(procedure, source, f"{place}.prefill.of")
                _only(other.kind in kinds and other.repeat in ("", field.repeat), f"{place}.prefill.of")
        case Choose(options):
            _only(bool(options), f"{place}.prefill.choose")
            for number, (when, option) in enumerate(options):
                _condition(procedure, when, f"{place}.prefill.choose[{number}].when", field)
                if field.kind is Kind.CHECKBOX:
                    _only(option == "はい", f"{place}.prefill.choose[{number}].option")
                elif _alike(field.kind) is not Kind.TEXT:
                    _option(field, option, f"{place}.prefill.choose[{number}].option")
        case _:
            _only(field.prefill_if is None, f"{place}.prefill_if")


def _default(field: Field, place: str) -> None:
    default = field.default
    if default is None:
        return
    kind = KINDS[field.kind]
    fits = not isinstance(kind, Multi) or isinstance(default, tuple)
    if not kind.askable or not fits or kind.parse(default, field) != default or kind.check(default, field, None):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, f"{place}.default", str(default))


def _shares(procedure: Procedure, field: Field, place: str) -> None:
    if not field.shares:
        return
    if field.repeat:
        # Inside a shared table any name is a vocabulary of its own; in another, what is asked of every person.
        _only(bool(procedure.repeat(field.repeat).shares) or field.shares in PARTS, f"{place}.shares")
        return
    shared = vocabulary().get(field.shares)
    if shared is None:
        raise DefinitionError(DefinitionCode.UNKNOWN_SHARED, f"{place}.shares", field.shares)
    same = _alike(shared.kind) is _alike(field.kind)
    _only(same and (not shared.options or shared.options == field.options), f"{place}.shares")


def _alike(kind: Kind) -> Kind:
    """A name and a relation are texts, a care level is a choice: what one form calls so another may share as such."""
    if kind is Kind.CARE_LEVEL:
        return Kind.CHOICE
    return Kind.TEXT if kind in (Kind.NAME, Kind.RELATION) else kind


def _option(field: Field, option: str, place: str) -> None:
    if field.kind not in _CHOICES or option not in field.options:
        raise DefinitionError(DefinitionCode.UNKNOWN_OPTION, place, option)


def _condition(procedure: Procedure, condition: c.Condition | None, place: str, owner: Field | None) -> None:
    match condition:
        case None:
            pass
        case c.AnyOf(of) | c.AllOf(of):
            for number, item in enumerate(of):
                name = "any" if isinstance(condition, c.AnyOf) else "all"
                _condition(procedure, item, f"{place}.{name}[{number}]", owner)
        case c.Not(of):
            _condition(procedure, of, f"{place}.not", owner)
        case c.Row(number):
            _only(owner is not None and bool(owner.repeat) and number >= 1, f"{place}.row")
        case c.Count(repeats):
            _repeats(procedure, repeats, f"{place}.count")
        case c.Known(person):
            _only(person == SPOUSE, f"{place}.known")
        case c.Same() | c.Before():
            _compared(procedure, condition, place)
        case c.Answered(name):
            _only(KINDS[_known(procedure, name, f"{place}.answered").kind].askable, f"{place}.answered")
        case c.Age(name):
            _only(_known(procedure, name, f"{place}.age").kind is Kind.DATE, f"{place}.age")
        case _:
            _comparison(_known(procedure, condition.field, f"{place}.field"), condition, place)


def _compared(procedure: Procedure, condition: c.Same | c.Before, place: str) -> None:
    """Check the fields a condition compares with one another: texts, or two days."""
    place = f"{place}.{'same' if isinstance(condition, c.Same) else 'before'}"
    kinds = [_known(procedure, name, place).kind for name in condition.fields]
    if isinstance(condition, c.Same):
        _only(len(kinds) > 1 and all(kind in _TEXTS for kind in kinds), place)
    else:
        _only(kinds in ([Kind.DATE] * 2, [Kind.DATETIME] * 2), place)


def _comparison(field: Field, condition: c.Is | c.In | c.Has | c.Between, place: str) -> None:
    match condition:
        case c.Is(_, bool()):
            _only(field.kind is Kind.CHECKBOX, f"{place}.is")
        case c.Is(_, int()):
            _only(field.kind in _NUMBERS, f"{place}.is")
        case c.Is(_, str(option)):
            _only(field.kind in ONE_OF, f"{place}.is")
            _option(field, option, f"{place}.is")
        case c.In(_, options):
            _only(field.kind in ONE_OF, f"{place}.in")
            for option in options:
                _option(field, option, f"{place}.in")
        case c.Has(_, option):
            _only(field.kind is Kind.MULTI, f"{place}.has")
            _option(field, option, f"{place}.has")
        case _:  # Between
            _only(field.kind in _NUMBERS, f"{place}.field")


def _no_loops(procedure: Procedure) -> None:
    """Follow what each field waits for; a count question waits for its own condition only."""
    waits: dict[str, set[str]] = {}
    repeats = {item.id: item.count.id for item in procedure.repeats}
    table_of = {item.id: repeats[item.repeat] for item in procedure.fields if item.repeat}
    for field in (*procedure.fields, *(item.count for item in procedure.repeats)):
        named = set(_named(field.show_if, repeats)) | set(_named(field.prefill_if, repeats))
        match field.prefill:
            case SameAs(source) | AgeOf(source) if source != field.id:
                named.add(source)
            case Compute(_, of):
                named.update(of)
            case Choose(options):
                named.update(name for when, _ in options for name in _named(when, repeats))
            case _:
                pass
        waits[field.id] = named | {table_of[name] for name in (field.id, *named) if name in table_of}
    done: set[str] = set()
    for start in waits:
        _walk(start, waits, (), done)


def _walk(name: str, waits: dict[str, set[str]], path: tuple[str, ...], done: set[str]) -> None:
    if name in path:
        loop = (*path[path.index(name) :], name)
        raise DefinitionError(DefinitionCode.LOOP, f"field.{name}", " → ".join(loop))
    if name in done:
        return
    for following in sorted(waits.get(name, ())):
        _walk(following, waits, (*path, name), done)
    done.add(name)


def _named(condition: c.Condition | None, repeats: dict[str, str]) -> Iterator[str]:
    for comparison in c.comparisons(condition):
        if isinstance(comparison, c.Count):
            yield from (repeats[name] for name in comparison.repeats)
        else:
            yield from c.fields_of(comparison)
