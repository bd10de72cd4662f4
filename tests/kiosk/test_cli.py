"""The command line contract of design/product.md, in this process: exit codes, JSON, and where the secret goes."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cardreader.secret import Door
from kiosk.cli import run
from kiosk.cli.secret import read_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Put bytes on standard input, as a pipe does."""
    with ExitStack() as stack:

        def put(data: bytes) -> None:
            reading, writing = os.pipe()
            os.write(writing, data)
            os.close(writing)
            monkeypatch.setattr("sys.stdin", stack.enter_context(os.fdopen(reading)))

        yield put


def _failure(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    told = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("line", "digits"),
    [
        (b"1234\n", b"1234"),
        (b"1234", b"1234"),
        (b" 12 34\r\nrest", b"1234"),
        (b"", b""),
    ],
)
def test_a_pin_is_read_into_its_bytearray(line: bytes, digits: bytes, typed: Callable[[bytes], None]) -> None:
    typed(line)
    with read_secret(Door.PIN) as secret:
        assert isinstance(secret.digits, bytearray)
        assert bytes(secret.digits) == digits


@pytest.mark.parametrize(
    "line", [b"55021720352285", b"S550217 2035 2285\n", b"19550217-2035-2285", b"S55.02.17/2035/2285"]
)
def test_the_printed_number_as_it_stands_on_the_card(line: bytes, typed: Callable[[bytes], None]) -> None:
    typed(line)
    with read_secret(Door.CODE_B) as secret:
        assert bytes(secret.digits) == b"55021720352285"


def test_card_status_spends_no_try(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["card", "status", "--card", "virtual:one-try-left", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "my_number"
    assert told["tries_left"]["pin"] == 1


def test_card_read_gives_the_four_attributes(
    typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(b"1234\n")
    assert run(["card", "read", "--card", "virtual:plain"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "name": "窓辺　太郎",
        "address": "北海道空知郡上砂川町字鶉２５４番地１",
        "birth": "1980-02-17",
        "sex": "male",
        "integrity": "consistent",
        "apdus": 9,
    }


@pytest.mark.parametrize(
    ("card", "secret", "code"),
    [
        ("plain", b"9999", "PIN-01"),
        ("plain", b"12a4", "PIN-03"),
        ("plain", b"12345", "PIN-03"),
        ("one-try-left", b"1234", "PIN-04"),
        ("pin-locked", b"1234", "PIN-02"),
        ("face-only", b"1234", "PIN-02"),
        ("other-card", b"1234", "CARD-03"),
        ("mute-card", b"1234", "CARD-02"),
        ("garbage", b"1234", "READ-01"),
    ],
)
def test_what_can_go_wrong_with_a_card_leaves_with_3(
    card: str, secret: bytes, code: str, typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(secret)
    assert run(["card", "read", "--card", f"virtual:{card}", "--json"]) == 3
    assert _failure(capsys)["code"] == code


def test_the_last_try_needs_the_clerk(typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]) -> None:
    typed(b"1234")
    assert run(["card", "read", "--card", "virtual:one-try-left", "--allow-last-try"]) == 0
    assert json.loads(capsys.readouterr().out)["sex"] == "male"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["card", "frobnicate"], "USE-01"),
        (["fill"], "USE-01"),
        (["card", "status", "--card", "virtual:nobody"], "USE-03"),
        (["card", "status", "--card", "magnet"], "USE-03"),
        (["card", "emulate", "nobody"], "USE-03"),
        (["demo", "--headless", "--card", "nobody"], "USE-03"),
        (["forms", "show", "nothing"], "USE-02"),
        (["events", "ask", "nothing"], "USE-04"),
        (["forms", "blank", "nothing"], "USE-02"),
        (["fill", "nothing", "--card", "none", "--out", "x"], "USE-02"),
        (["fill", "juminhyo", "--card", "none", "--out", "x", "--print", "pigeon:1"], "CFG-04"),
        (["forms", "list", "--config", "does-not-exist.toml"], "CFG-01"),
        (["selfcheck", "--config", "does-not-exist.toml"], "CFG-01"),
    ],
)
def test_a_wrong_line_leaves_with_2(
    line: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*line, "--json"]) == 2
    assert _failure(capsys)["code"] == code


def test_messages_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["card", "frobnicate"]) == 2
    assert "書き方" in capsys.readouterr().err
    assert run(["--lang", "en", "card", "frobnicate"]) == 2
    assert "USE-01" in (told := capsys.readouterr().err)
    assert "書き方" not in told


def test_forms_list_show_check_blank(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["forms", "list", "--json"]) == 0
    ids = [form["id"] for form in json.loads(capsys.readouterr().out)["forms"]]
    assert {"juminhyo", "jidoteate_nintei", "kaigo_shinki"} <= set(ids)

    assert run(["forms", "show", "juminhyo", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["confidence"] == "official_page"
    assert told["approved"] is None
    assert len(told["sources"]) == 5

    assert run(["forms", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mistakes"] == []

    assert run(["forms", "blank", "juminhyo", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "juminhyo.pdf").read_bytes().startswith(b"%PDF")


def test_forms_check_names_the_mistake_in_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "juminhyo.toml"
    broken.write_text('id = "juminhyo"\nnaem = "x"\n', "utf-8")
    assert run(["forms", "check", str(broken), "--json"]) == 2
    out = capsys.readouterr()
    assert json.loads(out.out)["mistakes"][0]["form"] == "juminhyo"
    assert json.loads(out.err)["code"] == "DEF-00"


def test_fill_writes_form_and_manifest(
    typed: Callable[[bytes], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed(b"1234")
    line = ["fill", "juminhyo", "--card", "virtual:plain", "--secret", "pin"]
    line += ["--answers", str(ANSWERS / "juminhyo.toml"), "--out", str(tmp_path / "out"), "--json"]
    assert run(line) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["card"]["apdus"]["total"] == 6
    assert told["forms"][0]["fields"]["v_name"] == "card"
    assert told == json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (tmp_path / "out" / "juminhyo.pdf").is_file()


def test_fill_prints_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["fill", "juminhyo", "--card", "none", "--answers", str(ANSWERS / "juminhyo.toml")]
    line += ["--out", str(tmp_path / "out"), "--print", f"folder:{tmp_path / 'tray'}"]
    assert run(line) == 0
    assert capsys.readouterr().out
    assert [path.suffix for path in (tmp_path / "tray").iterdir()].count(".pdf") >= 1


def test_wrong_answers_leave_with_4_and_name_the_field(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('[juminhyo]\nrelation = "隣の人"\n', "utf-8")
    line = ["fill", "juminhyo", "--card", "none", "--answers", str(answers), "--out", str(tmp_path / "out")]
    assert run(line) == 4
    told = capsys.readouterr().err
    assert "juminhyo.relation" in told
    assert "ANS-18" in told
    assert not (tmp_path / "out" / "juminhyo.pdf").exists()


def test_an_unwritable_place_leaves_with_6(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    assert run(["forms", "blank", "juminhyo", "--out", str(blocked), "--json"]) == 6
    assert _failure(capsys)["code"] == "SYS-02"


def test_keys_new_and_show(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["keys", "new", "--out", str(tmp_path), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert run(["keys", "show", made["public"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kid"] == made["kid"]
    assert (Path(made["private"]).stat().st_mode & 0o077) == 0


def test_the_morning_check_reports_each_part(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cardreader.pcsc.reader_names", lambda: ("Some Reader 00",))
    report = tmp_path / "check.pdf"
    assert run(["selfcheck", "--out", str(report), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is True
    assert {part["part"] for part in told["parts"]} == {
        "reader",
        "printer",
        "disk",
        "clock",
        "fonts",
        "events",
        "voice",
        "screens",
        "keys",
        "definitions",
    }
    assert report.read_bytes().startswith(b"%PDF")
    monkeypatch.setattr("cardreader.pcsc.reader_names", lambda: ())
    assert run(["selfcheck", "--json"]) == 3
