"""Clips made at build time: played in place of the voice where they fit, never where they do not, and of words only."""

from __future__ import annotations

import shutil
import sys
import tomllib
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.japanese.furigana import plain
from kiosk.i18n import Words, to_staff
from kiosk.services.speech import SpeechService
from kiosk.speech import render as render_module
from kiosk.speech import rendered as rendered_module
from kiosk.speech import synthesis
from kiosk.speech.reading import phrases
from kiosk.speech.render import PACE, Counts, fixed_phrases, render
from kiosk.speech.rendered import Rendered, clip_key, clip_name, clips_folder
from kiosk.speech.sounds import sounds

LIMIT_MS = 30_000
PHRASES = ("はい", "｜氏名《しめい》", "｜手続《てつづ》きの｜名前《なまえ》から｜選《えら》ぶ")
SENTENCE = "。".join(PHRASES)
NAME = "｜髙﨑　𠮷郎《タカサキ　ヨシロウ》"
ASSETS = Path(__file__).parents[3] / "assets"
VOICE = (
    "from pathlib import Path; from kiosk.speech.process import main; sys.exit(main('NULL', clips=Path(sys.argv[1])))"
)
"""The voice's process with a folder of clips of the test's own."""
WITHOUT_OPEN_JTALK = "sys.modules['pyopenjtalk'] = None; "


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips") / "made"
    assert render(folder, PHRASES) == Counts(ready=3, made=3, removed=0)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The clips, to be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "clips"))


@pytest.fixture
def voice_of(qtbot: QtBot) -> Iterator[Callable[[str, Path], SpeechService]]:
    del qtbot
    services: list[SpeechService] = []

    def start(how: str, folder: Path) -> SpeechService:
        services.append(SpeechService((sys.executable, "-c", f"import sys; {how}{VOICE}", str(folder))))
        return services[-1]

    yield start
    for service in services:
        service.close()


def said(sentence: str, folder: Path, pace: float = PACE) -> bytes:
    return b"".join(sounds(sentence, pace, 0.8, Rendered(folder)))


def clip_of(folder: Path, phrase: str) -> Path:
    (path,) = folder.glob(f"{clip_key(phrase, PACE)}-*.ogg")
    return path


# --- what is said ---


def test_where_there_are_clips_a_page_is_said_to_its_end_without_the_synthesiser(
    made: Path, voice_of: Callable[[str, Path], SpeechService], qtbot: QtBot
) -> None:
    voice = voice_of(WITHOUT_OPEN_JTALK, made)
    with qtbot.waitSignal(voice.done, timeout=LIMIT_MS):
        voice.say([SENTENCE, "はい。"], PACE, 0.8)
    with qtbot.waitSignal(voice.failed, timeout=LIMIT_MS):
        voice.say([SENTENCE, NAME], PACE, 0.8)


def test_a_name_is_made_when_it_is_said_and_leaves_nothing_among_the_clips(
    folder: Path, voice_of: Callable[[str, Path], SpeechService], qtbot: QtBot
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.parent.rglob("*")}
    voice = voice_of("", folder)
    with qtbot.waitSignal(voice.done, timeout=LIMIT_MS):
        voice.say(["はい。", NAME, "いいえ。"], PACE, 0.8)
    assert {path.name: path.stat().st_mtime_ns for path in folder.parent.rglob("*")} == before


def test_a_clip_sounds_as_what_the_synthesiser_makes(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesised = said(SENTENCE, tmp_path)

    def never(phrase: str, pace: float) -> bytes:
        raise AssertionError(phrase, pace)

    monkeypatch.setattr(synthesis, "synthesise", never)
    played = said(SENTENCE, made)
    assert len(played) == len(synthesised) > 48_000
    pairs = list(zip(array("h", played), array("h", synthesised), strict=True))
    loss = sum((one - other) ** 2 for one, other in pairs)
    assert 0 < loss < sum(other**2 for _, other in pairs) / 20


@pytest.mark.parametrize(
    ("phrase", "pace"),
    [("｜氏名《うじな》", PACE), ("氏名", PACE), ("｜氏名《しめい》", 0.9)],
    ids=["another reading", "none", "another pace"],
)
def test_another_reading_or_pace_is_no_clip(made: Path, phrase: str, pace: float) -> None:
    rendered = Rendered(made)
    assert rendered.clip(clip_key("｜氏名《しめい》", PACE)) is not None
    assert rendered.clip(clip_key(phrase, pace)) is None


def test_another_voice_has_other_clips(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {clip_key("はい", PACE)}
    for changed in ({"_MAKING": 2}, {"version": lambda _: "0.5"}):
        with monkeypatch.context() as other:
            for name, value in changed.items():
                other.setattr(rendered_module, name, value)
            rendered_module._voice.cache_clear()
            keys.add(clip_key("はい", PACE))
    rendered_module._voice.cache_clear()
    assert len(keys) == 3


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _one_byte(path: Path) -> None:
    ogg = bytearray(path.read_bytes())
    ogg[-100] ^= 1
    path.write_bytes(ogg)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _no_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _no_sound(path: Path) -> None:
    path.unlink()
    noise = b"OggS is not what this is"
    path.with_name(clip_name(clip_key("はい", PACE), noise)).write_bytes(noise)


@pytest.mark.parametrize("spoil", [_half, _one_byte, _emptied, _no_file, _no_sound])
def test_what_is_not_a_whole_clip_is_made_as_if_there_were_none(
    spoil: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    whole = said("はい", folder)
    spoil(clip_of(folder, "はい"))
    assert said("はい", folder) == said("はい", tmp_path / "none") != whole


def test_a_clip_that_goes_while_the_program_runs_is_made(folder: Path, tmp_path: Path) -> None:
    rendered = Rendered(folder)
    shutil.rmtree(folder)
    assert b"".join(sounds("はい", PACE, 0.8, rendered)) == said("はい", tmp_path / "none")


# --- what is rendered ---


def test_a_second_run_makes_what_is_missing_or_spoilt_and_removes_what_is_not_said_any_more(folder: Path) -> None:
    kept = clip_of(folder, PHRASES[1])
    foreign = [folder / "music.ogg", folder / "notes.txt"]
    for path in foreign:
        path.write_bytes(b"somebody's")
    _half(clip_of(folder, PHRASES[0]))
    before = kept.stat().st_mtime_ns
    assert render(folder, ("はい", "いいえ", PHRASES[1])) == Counts(ready=3, made=2, removed=2)
    assert kept.stat().st_mtime_ns == before
    assert len(Rendered(folder)) == 3
    assert all(path.is_file() for path in foreign)
    assert render(folder, ("はい", "いいえ", PHRASES[1])) == Counts(ready=3, made=0, removed=0)


def test_the_same_words_give_the_same_files(made: Path, tmp_path: Path) -> None:
    render(tmp_path, PHRASES[:2])
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) == 2
    assert names < {path.name for path in made.iterdir()}


@pytest.fixture(scope="module")
def fixed() -> frozenset[str]:
    return fixed_phrases()


@cache
def staffs() -> frozenset[str]:
    """What is addressed to staff is never said."""
    both = (Words(language, marked=False) for language in ("ja", "ja-easy"))
    return frozenset(words.text(key) for words in both for key in words.keys() if to_staff(key))  # noqa: SIM118


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    else:
        assert isinstance(value, str)
        yield value


VALUES = frozenset({"units.toml", "examples.toml"})
"""Said within a sentence, behind a number or after 例."""


@pytest.mark.parametrize("catalogue", ["ja/ruby", "ja-easy", "ja-easy/definitions"])
def test_every_sentence_of_the_catalogues_is_rendered_but_for_what_holds_a_value(
    fixed: frozenset[str], catalogue: str
) -> None:
    held = [path for path in (ASSETS / "words" / catalogue).glob("*.toml") if path.name not in VALUES]
    written = (text for path in held for text in _texts(tomllib.loads(path.read_text("utf-8"))))
    sentences = [text for text in written if plain(text) not in staffs()]
    missing = [one for text in sentences for one in phrases(text) if "{" not in one and one not in fixed]
    assert (len(sentences) > 400, missing) == (True, [])


def test_words_without_kanji_are_rendered_and_the_words_around_a_value(fixed: frozenset[str]) -> None:
    assert {"はい", "わからない", "タッチしてはじめる", "いつまで", "｜窓口《まどぐち》"} <= fixed


def test_nothing_is_rendered_that_is_not_written_in_the_catalogues(fixed: frozenset[str]) -> None:
    written = "\n".join(plain(path.read_text("utf-8")) for path in ASSETS.rglob("*.toml"))
    assert [phrase for phrase in fixed if plain(phrase) not in written or "{" in phrase] == []


def test_every_phrase_has_a_clip_of_its_own(fixed: frozenset[str]) -> None:
    assert len({clip_key(phrase, PACE) for phrase in fixed}) == len(fixed) > 5000


def test_the_step_renders_the_catalogues_where_the_program_looks_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render_module, "ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(render_module, "fixed_phrases", lambda: frozenset(("はい", "いいえ")))
    monkeypatch.setattr(render_module, "clips_folder", lambda: tmp_path)
    render_module.main([])
    assert capsys.readouterr().out.endswith(f"{tmp_path}: 2 clips, 2 made, 0 removed\n")
    assert said("はい。いいえ", tmp_path)
    assert len(Rendered(tmp_path)) == 2


def test_the_packed_program_carries_its_clips_a_checkout_has_them_where_it_builds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = Path(__file__).parents[3]
    assert clips_folder() == root / "build" / "clips"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert clips_folder() == root / "assets" / "clips"
