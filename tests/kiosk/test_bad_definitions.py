"""A definition with any key missing, misspelt or of the wrong type: a code, a file and a place, never a traceback.

Each such key is tried once in ``./test``; every key of every shipped form with ``./test --long``.
"""

from __future__ import annotations

import copy
import re
import shutil
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from forms.definition import Catalogue
from forms.loader import load_catalogue, parse_procedure, shipped_forms
from forms.problems import DefinitionError
from forms.settings import load_town
from kiosk.fill_request import FillRequest
from kiosk.forms_check import Mistake, check_catalogue, check_procedure
from kiosk.headless import run_fill
from kiosk.sheets import usable
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOWN = load_town()
RAW = {
    path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8"))
    for path in sorted(shipped_forms().iterdir(), key=lambda item: item.name)
    if path.name.endswith(".toml")
}
Path_ = tuple[str | int, ...]


class Slip(NamedTuple):
    """One slip of the pen: in which form, at which key, and which."""

    form: str
    key: Path_
    how: str

    @property
    def shape(self) -> tuple[str, str]:
        """The key without row numbers: what the reader of the file sees as one rule."""
        return ".".join("#" if isinstance(part, int) else part for part in self.key), self.how


def keys(raw: Any, place: Path_ = ()) -> Iterator[Path_]:
    if isinstance(raw, dict):
        for name, value in raw.items():
            yield (*place, name)
            yield from keys(value, (*place, name))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from keys(value, (*place, number))


def slips(form: str) -> Iterator[Slip]:
    for key in keys(RAW[form]):
        for how in ("missing", "misspelt", "wrong type"):
            yield Slip(form, key, how)


def once() -> list[Slip]:
    """Each key of the language once: the shortest form that has it, whose sheet is the soonest proved."""
    found: dict[tuple[str, str], Slip] = {}
    for form in sorted(RAW, key=lambda one: len(RAW[one]["field"])):
        for slip in slips(form):
            found.setdefault(slip.shape, slip)
    return list(found.values())


def wrong(value: object) -> object:
    """Return a value of another type; never one that this key takes too."""
    if isinstance(value, str) and re.fullmatch(r"-?\{[a-z_.0-9]+\}", value):
        return [value]
    match value:
        case bool():
            return "yes"
        case str():
            return 12_345
        case int() | float() | date():
            return "x"
        case list():
            return {"x": 1}
        case _:
            return [1]


def spoilt(slip: Slip) -> dict[str, Any]:
    raw = copy.deepcopy(RAW[slip.form])
    parent: Any = raw
    for part in slip.key[:-1]:
        parent = parent[part]
    last = slip.key[-1]
    match slip.how:
        case "missing":
            del parent[last]
        case "misspelt":
            parent[f"{last}x"] = parent.pop(last)
        case _:
            parent[last] = wrong(parent[last])
    return raw


def told(slip: Slip) -> list[Mistake]:
    """Return what is told of the slip; anything but a typed mistake is a bug and ends the test."""
    try:
        procedure = parse_procedure(spoilt(slip), TOWN.figures)
    except DefinitionError as error:
        return [Mistake(slip.form, error.code, error.where, error.detail)]
    return list(check_procedure(procedure, TOWN, TODAY))


def tried(slip: Slip) -> None:
    mistakes = told(slip)
    assert mistakes or slip.how == "missing", slip
    for mistake in mistakes:
        assert mistake.form
        assert re.fullmatch(r"DEF-\d\d|FORM-0[12]|sheet-[a-z]+", mistake.code), slip
        assert mistake.where, slip


def test_every_key_of_the_language_spoilt_once() -> None:
    sample = once()
    assert len(sample) > 300
    for slip in sample:
        tried(slip)


@pytest.mark.long
@pytest.mark.parametrize("form", RAW)
def test_every_key_of_every_form_spoilt(form: str) -> None:
    for slip in slips(form):
        tried(slip)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three procedures, to spoil one of them."""
    forms = tmp_path / "forms"
    forms.mkdir()
    for name in ("juminhyo", "inkan_shomei", "suido"):
        shutil.copy(str(shipped_forms() / f"{name}.toml"), forms)
    return forms


def spoil(folder: Path, old: str, new: str) -> Catalogue:
    path = folder / "juminhyo.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load_catalogue(folder, TOWN)


ONE = [
    ('name = "', 'naem = "', "DEF-02"),
    ("name = ", "name ", "DEF-01"),
    ('fee = "juminhyo"', 'fee = "nothing"', "DEF-20"),
    ('field = "v_name"', 'field = "v_naem"', "sheet-field"),
    ('id = "copies"', 'id = "copies"\nshow_if = { answered = "copies" }', "DEF-13"),
]


@pytest.mark.parametrize(("old", "new", "code"), ONE)
def test_the_broken_one_goes_to_the_counter_and_the_others_work(
    folder: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    catalogue = spoil(folder, old, new)
    found = usable(catalogue, TOWN)
    assert set(found.procedures) == {"inkan_shomei", "suido"}
    assert [(one.id, one.code) for one in found.broken] == [("juminhyo", code)]
    assert [mistake.code for mistake in check_catalogue(catalogue, TOWN, TODAY).mistakes] == [code]

    def nothing(_: object) -> Any:
        raise AssertionError("nothing is drawn")

    request = FillRequest(("juminhyo",), tmp_path / "out")
    result = run_fill(request, catalogue, TOWN, nothing, TODAY)
    assert result.exit == 2
    assert result.failure is not None
    assert (result.failure.code, result.failure.params["detail_code"]) == ("DEF-00", code)


def test_a_page_nobody_reaches_is_told_and_keeps_nobody_from_the_rest(folder: Path) -> None:
    never = '{ all = [{ field = "relation", is = "本人" }, { field = "relation", is = "代理人" }] }'
    catalogue = spoil(folder, 'id = "copies"', f'id = "copies"\nshow_if = {never}')
    assert usable(catalogue, TOWN).broken == ()
    mistakes = check_catalogue(catalogue, TOWN, TODAY).mistakes
    assert ("juminhyo", "DEF-16", "field.copies.show_if") in [(one.form, one.code, one.where) for one in mistakes]
