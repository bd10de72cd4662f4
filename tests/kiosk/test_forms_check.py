"""`madobe forms check`: green over all shipped forms, and every mistake with form, code and place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms.answers import NO_ANSWERS
from forms.loader import load_catalogue, shipped_forms
from forms.settings import load_town
from kiosk import selfcheck
from kiosk.cli import run
from kiosk.config import Config
from kiosk.forms_check import check_all, check_catalogue, check_file
from kiosk.longest import longest
from kiosk.paper import contents
from kiosk.selfcheck import State
from printing.content import Cells, Options
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Procedure

CATALOGUE = load_catalogue()
TOWN = load_town()
JUMINHYO = (shipped_forms() / "juminhyo.toml").read_text("utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in JUMINHYO
    path = folder / "juminhyo.toml"
    path.write_text(JUMINHYO.replace(old, new, 1), "utf-8")
    return path


CHECK = 'when = { all = [{ field = "relation", is = "その他（第三者）" }'
"""What juminhyo refuses first."""


def test_all_shipped_forms_are_proved() -> None:
    report = check_all(Config(), TODAY)
    assert report.mistakes == ()
    assert set(report.forms) == set(CATALOGUE.procedures)
    assert [(item.form, item.where) for item in report.due] == [("town", "amount.kaigo_gendo_3")]


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('name = "', 'naem = "', "DEF-02", "name"),
        ('fee = "juminhyo"', 'fee = "nothing"', "DEF-20", "fee.nothing"),
        ("checked_on = 2026-11-24", "checked_on = 2027-11-24", "DEF-22", "checked_on"),
        (CHECK, CHECK.replace("relation", "nobody"), "DEF-07", "check[0].when.all[0].field"),
        ("longest = 180", "longest = 400", "FORM-01", "reason3"),
        (
            CHECK,
            f'{CHECK}, {{ field = "relation", is = "本人" }}',
            "DEF-16",
            "check[0].when",
        ),
    ],
)
def test_each_mistake_with_its_code_and_place(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    report = check_file(changed(tmp_path, old, new), TODAY)
    assert [(item.form, item.code, item.where) for item in report.mistakes] == [("juminhyo", code, where)]


def test_what_is_due_is_told_and_fails_only_when_strict(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = changed(tmp_path, "checked_on = 2026-11-24", "checked_on = 2026-11-24\nreview_by = 2026-11-25")
    report = check_file(path, date(2026, 11, 26))
    assert report.mistakes == ()
    assert [(item.code, item.where, item.detail) for item in report.due] == [("DEF-23", "checked_on", "2026-11-25")]
    path = changed(tmp_path, "checked_on = 2026-11-24", "checked_on = 2020-11-24")
    assert run(["forms", "check", str(path)]) == 0
    assert "見直しの日" in capsys.readouterr().out
    assert run(["forms", "check", str(path), "--strict", "--json"]) == 2
    out = capsys.readouterr()
    assert json.loads(out.out)["review_due"][0]["where"] == "checked_on"
    assert json.loads(out.err)["code"] == "DEF-00"


def test_the_morning_check_names_what_is_due_and_what_is_broken() -> None:
    found = {item.what: item for item in selfcheck.check_definitions(CATALOGUE, TOWN, TODAY)}
    assert found["due"].state is State.NOTE
    assert found["due"].params == {"count": 1, "names": "town amount.kaigo_gendo_3"}
    assert found["unapproved"].params["count"] == len(CATALOGUE.procedures)
    juminhyo = replace(CATALOGUE.procedures["juminhyo"], fee="nothing")
    catalogue = replace(CATALOGUE, procedures={**CATALOGUE.procedures, "juminhyo": juminhyo})
    broken = [item for item in selfcheck.check_definitions(catalogue, TOWN, TODAY) if item.state is State.FAILED]
    assert [(item.what, item.params["names"]) for item in broken] == [("broken", "juminhyo")]
    assert check_catalogue(catalogue, TOWN, TODAY).mistakes[0].where == "fee.nothing"


@pytest.mark.parametrize("procedure", CATALOGUE.procedures.values(), ids=list(CATALOGUE.procedures))
def test_the_longest_fills_everything_but_what_a_pen_fills_in(procedure: Procedure) -> None:
    filled = longest(procedure)
    assert set(filled) == set(contents(procedure, NO_ANSWERS))
    for key, content in filled.items():
        field = procedure.field(key.rpartition(".")[2])
        if field.kind in ("my_number", "signature", "seal", "photo", "blank_box", "staff"):
            assert content == contents(procedure, NO_ANSWERS)[key]
        elif isinstance(content, Options):
            assert len(content.chosen) == len(content.labels)
        elif isinstance(content, Cells):
            assert " " not in content.digits
            assert content.digits
        else:
            assert content != contents(procedure, NO_ANSWERS)[key], key
