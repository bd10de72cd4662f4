"""Staff change forms from the command line: workbooks out and in, approval, the one before kept, new definitions."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from forms.loader import load_catalogue, load_procedure
from forms.problems import DefinitionError
from forms.settings import load_town
from forms.workbook.canonical import canonical
from forms.workbook.difference import Action, difference
from forms.workbook.problems import CellProblem, WorkbookCode
from kiosk import clock, paper
from kiosk.cli import run
from kiosk.cli.workbook import problem_sentence, sentence
from kiosk.i18n import STAFF_LANGUAGES, Words
from kiosk.sample import sample
from printing.errors import LAYOUT_CODES
from tests.printing.test_overlay import town_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 11, 26)
SHIPPED = load_catalogue().procedures


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A machine whose town has a folder for its own definitions; its configuration lies beside it."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "madobe.toml").write_text(f'forms_dir = "{tmp_path}/forms"\n', "utf-8")
    return tmp_path


def madobe(town: Path, *words: str) -> int:
    return run([*words, "--config", str(town / "madobe.toml")])


def cell_of(sheet: Worksheet, identity: str, title: str) -> Any:
    titles = {cell.value: cell.column for cell in sheet[1]}
    row = next(cell.row for cell in sheet["A"] if cell.value == identity)
    return sheet.cell(row, titles[title])


def changed(town: Path, form: str, *cells: tuple[str, str, str, object]) -> str:
    """Export a form, change cells of it (sheet, id of the row, heading, value), and return the workbook's path."""
    assert madobe(town, "forms", "export-xlsx", form, "--out", str(town)) == 0
    path = town / f"{form}.xlsx"
    workbook = openpyxl.load_workbook(path)
    for sheet, identity, title, value in cells:
        cell_of(workbook[sheet], identity, title).value = value
    workbook.save(path)
    return str(path)


NOT_REQUIRED = ("項目", "v_tel", "必須", "いいえ")


def test_a_change_is_told_in_words_and_taken_in(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed(town, "juminhyo", NOT_REQUIRED)
    assert madobe(town, "forms", "import-xlsx", path) == 0
    said = capsys.readouterr().out
    assert "項目『電話番号（日中連絡がつく番号）』の必須を『いいえ』に変えました" in said
    own = load_procedure(town / "forms" / "juminhyo.toml")
    assert not own.field("v_tel").required
    assert not own.approved
    for name in ("blank", "sample"):
        assert (town / "forms" / "preview" / f"juminhyo-{name}.pdf").read_bytes().startswith(b"%PDF")
    assert not (town / "forms" / "old").exists()
    # Every command uses the town's own from now on.
    assert madobe(town, "forms", "check") == 0
    assert load_catalogue(own=town / "forms").procedures["juminhyo"] == own


def test_checking_changes_nothing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed(town, "juminhyo", NOT_REQUIRED)
    assert madobe(town, "forms", "import-xlsx", path, "--check", "--json", "--preview", str(town / "look")) == 0
    told = json.loads(capsys.readouterr().out.split("\n", 1)[1])
    assert len(told["forms"][0]["changes"]) == 1
    assert list((town / "forms").iterdir()) == []
    assert len(list((town / "look").iterdir())) == 2


def test_approval_sets_who_and_when_and_the_one_before_is_kept(town: Path) -> None:
    path = changed(town, "juminhyo", NOT_REQUIRED)
    assert madobe(town, "forms", "import-xlsx", path, "--approve", "住民課 砂川次郎") == 0
    own = load_procedure(town / "forms" / "juminhyo.toml")
    assert (own.approved_by, own.approved_on) == ("住民課 砂川次郎", TODAY)
    first = (town / "forms" / "juminhyo.toml").read_bytes()

    again = changed(town, "juminhyo", ("項目", "v_tel", "例", "0125-62-0000"))
    for _ in range(2):
        assert madobe(town, "forms", "import-xlsx", again) == 0
    own = load_procedure(town / "forms" / "juminhyo.toml")
    # What changed has to be approved anew; taking in the same once more changes nothing.
    assert not own.approved
    kept = [path.name for path in (town / "forms" / "old").iterdir()]
    assert kept == ["juminhyo-2026-11-26-1.toml"]
    assert (town / "forms" / "old" / kept[0]).read_bytes() == first


def test_nobody_approves_inside_the_workbook(town: Path) -> None:
    assert madobe(town, "forms", "export-xlsx", "juminhyo", "--out", str(town)) == 0
    workbook = openpyxl.load_workbook(town / "juminhyo.xlsx")
    basic = workbook["基本"]
    basic.cell(next(cell.row for cell in basic["A"] if cell.value == "承認した職員"), 2).value = "だれか"
    cell_of(workbook["項目"], "v_tel", "必須").value = "いいえ"
    workbook.save(town / "juminhyo.xlsx")
    assert madobe(town, "forms", "import-xlsx", str(town / "juminhyo.xlsx")) == 0
    assert not load_procedure(town / "forms" / "juminhyo.toml").approved


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("選択肢", "relation", "選択肢", "ご本人"), "条件 E"),
        (("項目", "v_tel", "種類", "電話"), "項目 "),
        (("項目", "v_tel", "欄の ID", "v_phone"), "配置(mm) "),
        (("基本", "受け付ける窓口", "値", "どこか"), "基本 "),
        (("項目", "v_tel", "必須", "どちらでも"), "項目 "),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_nothing_is_written(
    town: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str, str, object], where: str
) -> None:
    path = changed(town, "juminhyo", change)
    capsys.readouterr()
    assert madobe(town, "forms", "import-xlsx", path, path, "--json") == 2
    told = json.loads(capsys.readouterr().out)
    first = told["problems"][0]
    assert f"{first['sheet']} {first['cell']}".startswith(where)
    assert first["message"]
    assert list((town / "forms").iterdir()) == []


def test_a_sheet_that_grew_too_long_is_told_by_its_row(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert madobe(town, "forms", "export-xlsx", "juminhyo", "--out", str(town)) == 0
    workbook = openpyxl.load_workbook(town / "juminhyo.xlsx")
    sheet = workbook["配置(mm)"]
    heading = next(cell.column for cell in sheet[1] if cell.value == "高さ")
    row = next(cell.row for cell in sheet["B"] if cell.value == "行")
    sheet.cell(row, heading).value = 400
    workbook.save(town / "juminhyo.xlsx")
    capsys.readouterr()
    assert madobe(town, "forms", "import-xlsx", str(town / "juminhyo.xlsx"), "--json") == 2
    told = json.loads(capsys.readouterr().out)["problems"]
    assert (told[0]["code"], told[0]["sheet"]) == ("sheet-page", "配置(mm)")


def test_without_a_folder_or_a_file_it_says_so(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = changed(town, "juminhyo", NOT_REQUIRED)
    assert run(["forms", "import-xlsx", path]) == 2
    assert "forms_dir" in capsys.readouterr().err
    assert run(["forms", "new", "x"]) == 2
    assert madobe(town, "forms", "import-xlsx", str(town / "gone.xlsx")) == 2
    assert "WBK-01" in capsys.readouterr().err
    assert madobe(town, "forms", "import-xlsx", path, "--approve", " ") == 2
    assert madobe(town, "forms", "export-xlsx", "nothing") == 2


def test_a_broken_own_definition_is_never_made_up_for_by_the_shipped_one(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "forms" / "juminhyo.toml").write_text("id = ", "utf-8")
    catalogue = load_catalogue(own=town / "forms")
    assert "juminhyo" not in catalogue.procedures
    assert [one.id for one in catalogue.broken] == ["juminhyo"]
    assert len(catalogue.procedures) == len(SHIPPED) - 1
    assert madobe(town, "forms", "check") == 2
    assert "juminhyo" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["new", "my_form"], ["new", "my_form", "--from", "juminhyo"]])
def test_a_new_definition_is_whole_and_nobodys(town: Path, words: list[str]) -> None:
    assert madobe(town, "forms", *words) == 0
    made = load_procedure(town / "forms" / "my_form.toml")
    assert (made.id, made.checked_on, made.approved) == ("my_form", TODAY, False)
    assert paper.draw(made, sample(made, TODAY), load_town()).problems == ()
    assert madobe(town, "forms", "check") == 0
    assert madobe(town, "forms", *words) == 2
    assert madobe(town, "forms", "new", "juminhyo") == 2


def test_a_new_id_that_cannot_be_is_refused(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert madobe(town, "forms", "new", "住民票") == 2
    assert "DEF-05" in capsys.readouterr().err
    assert list((town / "forms").iterdir()) == []


@pytest.mark.parametrize("form", SHIPPED)
def test_every_form_has_a_sample_filled_in(form: str) -> None:
    procedure = SHIPPED[form]
    drawn = paper.draw(procedure, sample(procedure, TODAY), load_town())
    assert drawn.pdf != paper.draw_blank(procedure, load_town()).pdf


def test_a_form_over_the_towns_own_pdf(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert madobe(town, "forms", "new", "over") == 0
    path = town / "forms" / "over.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    places = "".join(
        f'  {{ field = "{field["id"]}", x = 40, y = {50 + 20 * n}, w = 100, h = 10 }},\n'
        for n, field in enumerate(raw["field"])
    )
    text = path.read_text("utf-8")
    path.write_text(f'{text[: text.index("[sheet]")]}[sheet]\nbackground = "town.pdf"\nplace = [\n{places}]\n', "utf-8")
    assert madobe(town, "forms", "check") == 2
    assert "sheet-background" in capsys.readouterr().err
    (town / "forms" / "town.pdf").write_bytes(town_sheet())
    assert madobe(town, "forms", "check") == 0
    made = load_procedure(path)
    assert b"TOWN" not in paper.draw(made, sample(made, TODAY), load_town()).pdf[:20]
    # And through a workbook.
    book_path = changed(town, "over", ("項目", "ap_tel", "必須", "いいえ"))
    assert madobe(town, "forms", "import-xlsx", book_path) == 0


def test_the_page_to_calibrate(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "madobe.toml").write_text(
        '[printing]\nshift_right_mm = -1.5\nfolder = "' + str(town / "out") + '"', "utf-8"
    )
    assert madobe(town, "forms", "calibrate", "--out", str(town), "--print", "--json") == 0
    assert json.loads(capsys.readouterr().out)["shift_right_mm"] == -1.5
    assert (town / "calibration.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((town / "out").iterdir())) == 1


def test_the_schema_is_told(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert madobe(town, "forms", "schema") == 0
    assert json.loads(capsys.readouterr().out)["properties"]["field"]


OLD = canonical(tomllib.loads((load_catalogue().procedures["juminhyo"].folder / "juminhyo.toml").read_text("utf-8")))


def told(new: dict[str, Any], language: str = "ja") -> list[str]:
    return [sentence(change, Words(language)) for change in difference(OLD, new)]


def test_every_kind_of_change_has_its_sentence() -> None:
    new = copy.deepcopy(OLD)
    fields = new["field"]
    fields[0], fields[1] = fields[1], fields[0]
    removed = fields.pop()
    fields.append({"id": "x", "label": "足した欄", "kind": "text", "section": "使いみち", "ask": "？"})
    kind = next(field for field in fields if field["id"] == "relation")
    kind["options"] = [kind["options"][1], kind["options"][0], *kind["options"][2:-1], "足した選択肢"]
    new["name"] = "新しい名前"
    new["name_en"] = ""
    del new["note"]
    new["sources"] = [*reversed(new["sources"][1:]), "新しい出典"]
    new["sections"] = [*new["sections"], "足した枠"]
    new["attachment"] = [*new.get("attachment", []), {"text": "足した持ち物"}]
    new["sheet"]["margin"] = [10, 10, 10, 10]
    grid = next(part for part in new["sheet"]["part"] if part["kind"] == "grid")
    grid["rows"][0]["h"] = 33
    new["sheet"]["part"].append({"kind": "space", "h": 3})
    said = told(new)
    for expected in (
        "基本の手続の名前を『新しい名前』に変えました（前は『住民票の写し等交付請求書』）",
        f"項目『{removed['label']}』を消しました",
        "項目『足した欄』を足しました",
        f"項目『{kind['label']}』の選択肢『足した選択肢』を足しました",
        f"項目『{kind['label']}』の選択肢の順番を変えました",
        "出典『新しい出典』を足しました",
        "出典の順番を変えました",
        "枠『足した枠』を足しました",
        "添付『足した持ち物』を足しました",
    ):
        assert expected in said, said
    assert any(one.startswith("基本の覚え書きを空にしました") for one in said)
    assert any("の順番を変えました" in one and one.startswith("項目") for one in said)
    assert any(one.startswith("紙面の余白(mm)を『10・10・10・10』に") for one in said)
    assert any(one.startswith("配置『") and "高さを『33』に" in one for one in said)
    assert any("すき間" in one and "足しました" in one for one in said)
    assert len(told(new, "en")) == len(said)


def test_no_change_is_no_sentence() -> None:
    assert told(OLD) == []


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_code_and_action_has_its_words(language: str) -> None:
    words = Words(language)
    codes = [*WorkbookCode, *LAYOUT_CODES, "DEF-02", "DEF-20"]
    assert all(problem_sentence(CellProblem(code, "項目", "A3", "値"), words) for code in codes)
    assert {f"workbook.change.{action}" for action in Action} <= set(words.keys())
    said = set(filter(re.compile(r"workbook\.sheet\.").match, words.keys()))
    assert said == {f"workbook.sheet.{code.removeprefix('sheet-')}" for code in LAYOUT_CODES}


def test_a_broken_definition_has_no_workbook(town: Path) -> None:
    (town / "forms" / "juminhyo.toml").write_text('id = "juminhyo"', "utf-8")
    with pytest.raises(DefinitionError):
        load_procedure(town / "forms" / "juminhyo.toml")
    assert madobe(town, "forms", "export-xlsx", "juminhyo", "--out", str(town)) == 2
