"""What is said: the reading that is given, in the voice's own melody wherever it reads rightly by itself."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from forms.japanese.furigana import kana, plain
from kiosk.speech import HEADROOM, LOUDEST
from kiosk.speech.reading import heard, phrases, shown, with_readings
from kiosk.speech.rendered import Rendered
from kiosk.speech.sounds import sounds
from kiosk.speech.synthesis import read, synthesise

RUBY = files("assets") / "words" / "ja" / "ruby"
SECTIONS = sorted(entry.name.removesuffix(".toml") for entry in RUBY.iterdir() if entry.name.endswith(".toml"))
_NUMBERS = re.compile(r"[0-9０-９①-⑳○{A-Za-zＡ-Ｚ]")
"""What furigana say nothing of."""


NO_CLIPS = Rendered(Path("nowhere"))


def fake(**readings: str) -> dict[str, str]:
    return readings


def given(marked: str, read: Callable[[str], str]) -> list[str]:
    """Return what the voice is shown of a sentence, phrase by phrase."""
    return [shown(phrase, read) for phrase in phrases(marked)]


def said(sentence: str, pace: float, volume: float) -> list[bytes]:
    return list(sounds(sentence, pace, volume, NO_CLIPS))


def peak(samples: bytes) -> int:
    return max(map(abs, array("h", samples)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("おうさま", "オーサマ"),
        ("せいと", "セート"),
        ("はをみがく", "ワオミガク"),
        ("つづき", "ツズキ"),
        ("いいえ", "イーエ"),
    ],
)
def test_what_sounds_alike_is_heard_alike(one: str, other: str) -> None:
    assert heard(one) == heard(other)


@pytest.mark.parametrize(("one", "other"), [("かた", "ほう"), ("まち", "ちょう"), ("おい", "おおい")])
def test_what_sounds_otherwise_is_not(one: str, other: str) -> None:
    assert heard(one) != heard(other)


def test_a_marked_sentence_is_text_and_reading() -> None:
    marked = "｜町《ちょう》の｜方《かた》へ"
    assert (plain(marked), kana(marked)) == ("町の方へ", "ちょうのかたへ")


def test_only_the_word_that_is_misread_is_shown_in_kana() -> None:
    known = fake(**{"窓口の方": "マドグチノホー", "窓口のカタ": "マドグチノカタ", "マドグチの方": "マドグチノホー"})
    assert given("｜窓口《まどぐち》の｜方《かた》", lambda text: known[text]) == ["窓口のカタ"]


def test_a_clause_that_is_read_rightly_stays_as_it_is() -> None:
    assert given("｜窓口《まどぐち》へ", lambda _: "マドグチエ") == ["窓口へ"]


def test_beside_a_word_without_a_reading_one_that_is_read_rightly_stays_as_it_is() -> None:
    known = fake(砂川橋="スナガワバシ", スナガワ橋="スナガワバシ", 町橋="マチバシ", チョー橋="チョーバシ")
    assert given("｜砂川《すながわ》橋。｜町《ちょう》橋", known.__getitem__) == ["砂川橋", "チョー橋"]


def test_several_words_misread_in_one_clause_are_all_shown_in_kana() -> None:
    assert given("｜町《ちょう》の｜方《かた》", lambda text: "" if "町" in text or "方" in text else text) == [
        "チョーのカタ"
    ]


def test_brackets_and_points_part_phrases_and_numbers_stay_in_theirs() -> None:
    known = {"年": "ネン", "月": "ツキ", "第": "ダイ", "号": "ゴー"}
    assert given("｜年《ねん》（｜月《つき》）。｜第《だい》12｜号《ごう》", known.__getitem__) == [
        "年",
        "月",
        "第12号",
    ]


def test_names_get_the_reading_that_was_given_but_not_inside_a_marked_word() -> None:
    readings = {"空知": "ソラチ", "空知太": "ソラチブト"}
    assert with_readings("空知太と空知", readings) == "｜空知太《ソラチブト》と｜空知《ソラチ》"
    assert with_readings("｜空知川《そらちがわ》", readings) == "｜空知川《そらちがわ》"
    assert with_readings("空知", {}) == "空知"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_sentence_of_the_window_is_said_as_its_furigana_say(section: str) -> None:
    misread = [
        (marked, phrase)
        for marked in tomllib.loads((RUBY / f"{section}.toml").read_text("utf-8")).values()
        if not _NUMBERS.search(plain(marked))
        and heard("".join(map(read, phrase := given(marked, read)))) != heard(kana(marked))
    ]
    assert misread == []


def test_the_name_of_the_town_is_said_as_its_people_say_it() -> None:
    assert read("上砂川町") != "カミスナガワチョー", "the voice has learned it: the reading is not needed any more"
    assert [read(one) for one in given(with_readings("上砂川町です", {"上砂川町": "カミスナガワチョウ"}), read)] == [
        "カミスナガワチョーデス"
    ]


def test_slower_is_longer_and_softer_is_softer() -> None:
    quick, slow, soft = (b"".join(said("こんにちは", *how)) for how in ((1.0, 1.0), (0.5, 1.0), (1.0, 0.25)))
    assert len(slow) > 1.8 * len(quick) > 0
    assert len(soft) == len(quick)
    assert 3 < peak(quick) / peak(soft) < 5


def test_what_is_said_softly_was_not_cut_at_the_loudness_of_the_voice() -> None:
    phrase = "あてはまるものを｜選《えら》んでください"
    loud, soft = (b"".join(said(phrase, 0.75, volume)) for volume in (1.0, 0.5))
    voice = peak(synthesise(phrase, 0.75)) * HEADROOM
    assert voice > LOUDEST == peak(loud)
    assert peak(soft) == pytest.approx(voice / 2, abs=1)


def test_a_sentence_comes_phrase_by_phrase_with_a_pause_between_them() -> None:
    first, second = said("はい。いいえ。", 0.5, 0.5)
    assert first == b"".join(said("はい", 0.5, 0.5))
    alone = b"".join(said("いいえ", 0.5, 0.5))
    assert second == bytes(len(second) - len(alone)) + alone
    assert len(second) - len(alone) == 2 * 48_000 * 0.15 / 0.5


@pytest.mark.parametrize("text", ["", "、。", "　"])
def test_where_there_is_nothing_to_say_nothing_is_said(text: str) -> None:
    assert said(text, 1.0, 1.0) == []
