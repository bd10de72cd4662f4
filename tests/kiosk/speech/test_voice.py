"""The voice as a process of its own, playing to nobody; and the window's end of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.selfcheck import State, check_voice
from kiosk.services.speech import SpeechService
from kiosk.speech import command, reading, sounds, synthesis
from kiosk.speech.command import can_speak, voice_command

LIMIT_MS = 30_000
ABSENT = "WASAPI" if sys.platform != "win32" else "ALSA"
"""Another system's way to the loudspeaker."""


@pytest.fixture
def voice(qtbot: QtBot) -> Iterator[SpeechService]:
    del qtbot
    service = SpeechService(voice_command("NULL"))
    yield service
    service.close()


def test_it_tells_when_all_is_said(voice: SpeechService, qtbot: QtBot) -> None:
    with qtbot.waitSignal(voice.done, timeout=LIMIT_MS):
        voice.say(["｜町《ちょう》です。", "はい。"], 2.0, 0.5)


def test_a_new_order_ends_the_old_one(voice: SpeechService, qtbot: QtBot) -> None:
    told: list[None] = []
    voice.done.connect(lambda: told.append(None))
    voice.say(["とても長いお話です。" * 40], 0.5, 0.5)
    with qtbot.waitSignal(voice.done, timeout=LIMIT_MS):
        voice.say(["はい。"], 2.0, 0.5)
    assert told == [None]


def test_what_was_stopped_is_never_done(voice: SpeechService, qtbot: QtBot) -> None:
    voice.say(["とても長いお話です。" * 40], 0.5, 0.5)
    voice.stop()
    with qtbot.assertNotEmitted(voice.done, wait=1500):
        pass


def test_without_a_loudspeaker_it_says_so_once_and_can_be_asked_again(qtbot: QtBot) -> None:
    service = SpeechService(voice_command(ABSENT))
    for _ in range(2):
        with qtbot.waitSignal(service.failed, timeout=LIMIT_MS):
            service.say(["はい。"], 1.0, 1.0)
    service.close()


def test_a_program_that_is_not_there_is_a_missing_voice(qtbot: QtBot) -> None:
    service = SpeechService(("/nonexistent/voice",))
    with qtbot.waitSignal(service.failed, timeout=LIMIT_MS):
        service.say(["はい。"], 1.0, 1.0)
    service.close()


def test_silence_starts_nothing(qtbot: QtBot) -> None:
    service = SpeechService(("/nonexistent/voice",))
    with qtbot.assertNotEmitted(service.failed, wait=200):
        service.stop()
    service.close()


def test_it_ends_with_the_window(voice: SpeechService, qtbot: QtBot) -> None:
    with qtbot.waitSignal(voice.done, timeout=LIMIT_MS):
        voice.say(["はい。"], 2.0, 0.5)
    process = voice._process
    assert process is not None
    voice.close()
    assert process.exitCode() == 0


def test_the_morning_check_tells_whether_there_is_a_loudspeaker() -> None:
    there, absent = (
        check_voice(lambda backend=backend: can_speak(voice_command(backend)), 0) for backend in ("NULL", ABSENT)
    )
    assert (there.state, there.what) == (State.READY, "ready")
    assert (absent.state, absent.what) == (State.NOTE, "none")


def test_the_morning_check_tells_how_much_was_made_beforehand() -> None:
    ready, silent = (check_voice(lambda there=there: there, 4711) for there in (True, False))
    assert (ready.state, ready.what, ready.params) == (State.READY, "clips", {"count": 4711})
    assert (silent.state, silent.what) == (State.NOTE, "none")


def test_nothing_of_what_was_said_stays_in_the_process() -> None:
    parts = (synthesis, sounds, reading)
    kept = [name for part in parts for name, one in vars(part).items() if hasattr(one, "cache_info")]
    assert kept == []


def test_a_loudspeaker_that_never_answers_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_LIMIT_S", 0.2)
    assert not can_speak((sys.executable, "-c", "import threading; threading.Event().wait()"))
