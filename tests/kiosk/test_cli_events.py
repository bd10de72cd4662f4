"""``madobe events list|ask``: asked on the terminal or read from a file, told to a person or to a machine."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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
    assert move["reasons"] == ["Everyone who moves in notifies the town."]
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
