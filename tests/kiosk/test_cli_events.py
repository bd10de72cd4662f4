"""``madobe events list|ask``: asked on the terminal or read from a file, told to a person or to a machine."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from forms.definition import Catalogue, Phrase
from forms.life_events.deadline import TimeLimit
from forms.life_events.loader import load_events, shipped_events
from forms.life_events.outcome import outcome
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk.cli import run
from kiosk.guidance import Guidance, page, record, until_text
from kiosk.i18n import Words
from kiosk.selfcheck import State, check_events

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 24)
NOUN = Phrase("住み始めた日", "the day you moved in")


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.clock.today", lambda: TODAY)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    class Keyboard(io.StringIO):
        terminal = False

        def isatty(self) -> bool:
            return self.terminal

    def put(*lines: str, terminal: bool = False) -> None:
        keyboard = Keyboard("".join(f"{line}\n" for line in lines))
        keyboard.terminal = terminal
        monkeypatch.setattr("sys.stdin", keyboard)

    return put


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the event files that a test may break."""
    folder = tmp_path / "life_events"
    shutil.copytree(Path(str(shipped_events())), folder)
    monkeypatch.setattr("forms.life_events.loader.shipped_events", lambda: folder)
    return folder


def failure(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    told = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert isinstance(told, dict)
    return told


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert lines[0] == "tennyu　上砂川町に引っ越してきた（転入）"
    assert run(["events", "list", "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["events"][15] == {"id": "suido", "name": "Water supply"}
    assert told["broken"] == []


def test_asked_on_the_terminal(typed: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    typed("はい", "令和8年12月10日", "いいえ", "わからない", "no")
    assert run(["events", "ask", "suido"]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines()[0] == "水道を使い始めますか（はい・いいえ・わからない）"
    assert "使い始めるのは、いつですか（例：" in told.err
    lines = told.out.splitlines()
    assert lines[0] == "水道のこと"
    assert lines[2] == "【必要なお手続き】"
    assert "水道・下水道 使用開始（中止・名義変更）届〔suido〕" in lines[3]
    assert "　　いつまで　令和8年12月7日（あと13日）。過ぎた方も、お早めに" in lines
    assert any(line.startswith("　　窓口　　　") and "0125-62-2222" in line for line in lines)
    assert any(line.endswith("（令和8年11月24日 確認）") for line in lines)


def test_a_wrong_answer_is_asked_again_on_a_terminal(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("さあ", "いいえ", "いいえ", "いいえ", "いいえ", terminal=True)
    assert run(["events", "ask", "suido"]) == 0
    told = capsys.readouterr()
    assert "「はい」か「いいえ」を選んでください。（ANS-19）" in told.err
    assert told.err.count("水道を使い始めますか") == 2
    assert "見つかりませんでした" in told.out


def test_a_wrong_answer_out_of_a_pipe_leaves_with_4(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("はい", "来週", "いいえ")
    assert run(["events", "ask", "suido"]) == 4
    told = capsys.readouterr()
    assert "start_on" in told.err
    assert "ANS-10" in told.err
    assert "ANS-00" in told.err
    assert told.out == ""


def test_where_the_input_ends_the_rest_is_not_known(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("いいえ", "はい")
    assert run(["events", "ask", "suido", "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    (due,) = json.loads(told.out)["due"]
    assert due["until"] == {
        "text": "水道をやめる日の3日前まで。過ぎた方も、お早めに",
        "opens_on": None,
        "last_day": None,
        "days_left": None,
    }


def test_answers_from_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('living_here = true\nmoved_on = 2026-11-20\nwater = false\nkokuho = true\ndog = "わからない"\n')
    assert run(["events", "ask", "tennyu", "--answers", str(path), "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["event"] == "tennyu"
    assert told["approved"] is None
    due = {item["id"]: item for item in told["due"]}
    assert list(due) == ["jumin_ido", "kokuho_ido"]
    move = due["jumin_ido"]
    assert move["until"] == {
        "text": "2026-12-04 (10 days left)",
        "opens_on": None,
        "last_day": "2026-12-04",
        "days_left": 10,
    }
    assert move["reasons"] == ["Everyone who moves in must notify the town."]
    assert move["office"]["where"] == "Residents Division counter, town hall"
    assert move["sources"][0]["checked_on"] == "2026-11-24"
    assert move["sources"][0]["confidence"] == "official_page"
    counter = {item["id"]: item for item in told["at_counter"]}
    assert counter["dog_henko"]["unsure"] == ["Do you keep a dog?"]
    assert "The dog's licence tag and vaccination tag" in told["bring"]
    assert told["advice"][0]["see"] is None


def test_stops_say_where_to_go(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("receiving = false\ncivil_servant = true\nmedical = false\nsingle = false\nnursery = false\n")
    assert run(["events", "ask", "kosodate", "--answers", str(path)]) == 0
    told = capsys.readouterr().out
    assert "【ここでは受け付けていないお手続き】\n・公務員の方の児童手当は、勤務先から支給されます。" in told
    assert "　　窓口など　勤務先の担当の方に、お尋ねください。" in told


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("moved_on = 2026-11-25", "ANS-13"),
        ("living_here = 1", "ANS-19"),
        ("cat = true", "ANS-25"),
        ("living_here =", "ANS-28"),
        (None, "ANS-28"),
    ],
)
def test_answers_that_do_not_hold_leave_with_4(
    content: str | None, code: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_text(content)
    assert run(["events", "ask", "tennyu", "--answers", str(path)]) == 4
    told = capsys.readouterr()
    assert f"（{code}）" in told.err
    assert "[ANS-00]" in told.err
    assert told.out == ""


def test_an_event_that_is_not_there_leaves_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "ask", "hikkoshi", "--json"]) == 2
    told = failure(capsys)
    assert told["code"] == "USE-04"
    assert "tennyu" in str(told["do"])


def test_a_broken_event_is_told_with_file_place_and_code_and_breaks_only_itself(
    shipped: Path, typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    path = shipped / "inu.toml"
    path.write_text(path.read_text("utf-8").replace('procedure = "dog_toroku"', 'procedure = "cat_toroku"'), "utf-8")
    assert run(["events", "ask", "inu", "--json"]) == 2
    told = failure(capsys)
    assert told["code"] == "DEF-00"
    assert "life_events/inu.toml" in str(told["message"])
    assert "rule[0].procedure" in str(told["do"])
    assert "DEF-05" in str(told["do"])
    typed("いいえ", "いいえ", "いいえ", "いいえ")
    assert run(["events", "ask", "suido"]) == 0
    capsys.readouterr()
    assert run(["events", "list", "--json"]) == 0
    listed = capsys.readouterr()
    assert [item["id"] for item in json.loads(listed.out)["broken"]] == ["inu"]
    assert "life_events/inu.toml" in listed.err


def test_without_what_is_common_no_event_can_be_asked(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shipped / "common.toml").unlink()
    assert run(["events", "ask", "inu", "--json"]) == 2
    assert "life_events/common.toml" in str(failure(capsys)["message"])


DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("limit", "ja", "en"),
    [
        (None, "", ""),
        (TimeLimit(DAY, None, 10), "令和8年12月4日（あと10日）", "2026-12-04 (10 days left)"),
        (TimeLimit(DAY, None, 1), "令和8年12月4日（あと1日）", "2026-12-04 (1 day left)"),
        (
            TimeLimit(DAY, None, -1),
            "令和8年12月4日（1日過ぎています。そのまま窓口へお越しください）",
            "2026-12-04 (1 day over; please come all the same)",
        ),
        (TimeLimit(DAY, None, 0), "令和8年12月4日（今日まで）", "2026-12-04 (today)"),
        (
            TimeLimit(DAY, None, -3),
            "令和8年12月4日（3日過ぎています。そのまま窓口へお越しください）",
            "2026-12-04 (3 days over; please come all the same)",
        ),
        (
            TimeLimit(DAY, TODAY, 10),
            "令和8年11月24日から令和8年12月4日（あと10日）",
            "from 2026-11-24 until 2026-12-04 (10 days left)",
        ),
        (
            TimeLimit(DAY, None, 10, note=Phrase("お早めに", "please soon")),
            "令和8年12月4日（あと10日）。お早めに",
            "2026-12-04 (10 days left); please soon",
        ),
        (TimeLimit(note=Phrase("お早めに", "please soon")), "お早めに", "please soon"),
        (TimeLimit(days=14, since=NOUN), "住み始めた日から14日以内", "within 14 days of the day you moved in"),
        (
            TimeLimit(days=14, since=NOUN, first_day=True),
            "住み始めた日を入れて14日以内",
            "within 14 days, counting the day you moved in",
        ),
        (TimeLimit(days=-3, since=NOUN), "住み始めた日の3日前まで", "3 days before the day you moved in"),
        (TimeLimit(days=0, since=NOUN), "住み始めた日まで", "until the day you moved in"),
    ],
)
def test_until_when_in_words(limit: TimeLimit | None, ja: str, en: str) -> None:
    assert (until_text(limit, Words("ja")), until_text(limit, Words("en"))) == (ja, en)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_event_has_a_page_with_nothing_known(language: str) -> None:
    loaded, catalogue, town, words = load_events(), load_catalogue(), load_town(), Words(language)
    for event in loaded.events.values():
        found = Guidance(event, outcome(event, {}, TODAY), loaded.common)
        told = page(found, catalogue, town, words)
        assert told.startswith(event.name.text(language))
        assert all(words.text(f"events.heading.{part}") in told for part in ("at_counter", "due") if _any(found, part))
        json.dumps(record(found, catalogue, town, words))


def _any(found: Guidance, part: str) -> bool:
    return bool(getattr(found.outcome, part))


def test_a_form_that_is_not_there_is_told_with_the_counter() -> None:
    """A broken form file takes no procedure from what is told."""
    loaded, nothing = load_events(), Catalogue({}, ())
    event = loaded.events["inu"]
    found = Guidance(event, outcome(event, {"new": False, "died": True}, TODAY), loaded.common)
    told = page(found, nothing, load_town(), Words("ja"))
    assert "犬の登録事項変更届・死亡届〔dog_henko〕" in told
    assert "　　窓口など　役場の窓口" in told


def test_a_broken_event_is_found_by_forms_check_and_the_morning_check(
    shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shipped / "inu.toml").write_text("id = ")
    assert run(["forms", "check", "--json"]) == 2
    told = capsys.readouterr()
    mistake = json.loads(told.out)["mistakes"][-1]
    assert (mistake["form"], mistake["code"], mistake["where"]) == ("life_events/inu.toml", "DEF-01", "inu.toml")
    assert "life_events/inu.toml" in told.err
    finding = check_events(load_events())
    assert (finding.state, finding.params["names"]) == (State.FAILED, "life_events/inu.toml")


def test_the_morning_check_counts_the_events_that_wait_for_the_town() -> None:
    loaded = load_events()
    finding = check_events(loaded)
    assert (finding.state, finding.params) == (State.NOTE, {"count": 16, "all": 16})
    approved = {name: replace(event, approved_by="住民課") for name, event in loaded.events.items()}
    assert check_events(replace(loaded, events=approved)).state is State.READY


# --- madobe fill --events

EVENT = """
event = "tennyu"
[answers]
water = false
living_here = true
moved_on = 2026-11-20
has_card = true
kokuho = "わからない"
pension = false
children = true
civil_servant = true
nursery = false
care = false
dog = true
moped = false
seal = false
"""


def fill(tmp_path: Path, event: str, *more: str) -> int:
    path = tmp_path / "e.toml"
    path.write_text(event, "utf-8")
    return run(["fill", *more, "--events", str(path), "--card", "none", "--out", str(tmp_path / "out"), "--json"])


def slip(tmp_path: Path) -> str:
    document = pypdfium2.PdfDocument(tmp_path / "out" / "slip.pdf")
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "").replace("\n", "")


def test_fill_adds_what_the_event_makes_due(tmp_path: Path) -> None:
    assert fill(tmp_path, EVENT, "juminhyo", "mnc_shomei") == 0
    told = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    made = [form["id"] for form in told["forms"]]
    assert made == ["juminhyo", "mnc_shomei", "jumin_ido", "mnc_kisai", "iryohi", "dog_henko"]
    assert all((tmp_path / "out" / f"{name}.pdf").is_file() for name in made)
    event = told["event"]
    assert event["event"] == "tennyu"
    assert {item["id"] for item in event["due"]} == {*made} - {"juminhyo"}
    assert [item["id"] for item in event["at_counter"]] == ["kokuho_ido"]
    assert event["stops"][0]["procedures"] == ["jidoteate_nintei", "jidoteate_kakunin", "jidoteate_bekkyo"]
    assert "answers" not in event


def test_the_slip_says_until_when_what_to_bring_and_where_else_to_go(tmp_path: Path) -> None:
    assert fill(tmp_path, EVENT) == 0
    text = slip(tmp_path)
    assert "令和8年12月4日まで" in text
    asked = text.index("窓口でお聞きになること")
    assert text.index("国民健康保険 被保険者異動届") > asked
    assert text.index("勤務先から支給されます") > text.index("ほかにしていただくこと") > asked
    # For a form that is printed the form itself says what to bring; for the others the event does.
    assert "世帯主と対象の方のマイナンバーがわかるもの" in text
    assert "転出証明書（カードを使って転出届をした方はいりません）" not in text


def test_a_day_that_has_passed_is_not_held_against_anyone(tmp_path: Path) -> None:
    assert fill(tmp_path, EVENT.replace("2026-11-20", "2026-11-01")) == 0
    text = slip(tmp_path)
    assert "令和8年11月15日" not in text
    assert "令和8年12月1日まで" in text, "the dog's 30 days have not passed"


def test_without_an_event_manifest_and_slip_say_nothing_of_it(tmp_path: Path) -> None:
    assert run(["fill", "juminhyo", "--card", "none", "--out", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["event"] is None
    assert "窓口でお聞きになること" not in slip(tmp_path)


@pytest.mark.parametrize(
    ("event", "exit_code", "code"),
    [
        ("event = ", 4, "ANS-00"),
        ("[answers]", 4, "ANS-00"),
        ("event = 5", 4, "ANS-00"),
        ('event = "suido"\nanswers = 3', 4, "ANS-00"),
        ('event = "suido"\nstart = true', 4, "ANS-00"),
        ('event = "suido"\n[answers]\nstart = 3', 4, "ANS-00"),
        ('event = "mizu"', 2, "USE-04"),
        # Nothing to fill: the stop of the event, or that no form is due.
        (
            'event = "ninshin"\n[answers]\nconfirmed = false\nnursery = false\ntalk = false\nresident = true',
            4,
            "ANS-90",
        ),
        ('event = "suido"\n[answers]\nstart = false\nstop = false\nname = false\ntrouble = true', 2, "USE-01"),
    ],
)
def test_an_event_that_cannot_be_used_says_so_and_writes_nothing(
    event: str, exit_code: int, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fill(tmp_path, event) == exit_code
    assert failure(capsys)["code"] == code
    assert not (tmp_path / "out").exists()
