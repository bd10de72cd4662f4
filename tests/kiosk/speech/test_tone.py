"""The two notes: soft, low enough for old ears, without clicks; played and stopped by the voice's process."""

from __future__ import annotations

import subprocess
import sys
from array import array
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from kiosk.services.speech import SpeechService
from kiosk.speech import LOUDEST, SAMPLES_PER_SECOND
from kiosk.speech.command import voice_command
from kiosk.speech.tone import NOTES_HZ, two_notes

LIMIT_S = 30
TOLD = """
import sys
from kiosk.speech import player, process
class Recorder:
    def __init__(self, backend): pass
    def play(self, samples): sys.stderr.write(f"{len(samples)} ")
    def stop(self): sys.stderr.write("stop ")
    def close(self): sys.stderr.write("closed")
player.Player = Recorder
sys.exit(process.main())
"""


def hertz(samples: array[int]) -> float:
    """Return the pitch: how often a second it rises through nothing."""
    rises = sum(one < 0 <= other for one, other in pairwise(samples))
    return rises * SAMPLES_PER_SECOND / len(samples)


def test_two_notes_below_what_old_ears_lose() -> None:
    samples = array("h", two_notes(1.0))
    first, second = samples[:9600], samples[14400:24000]
    assert [hertz(first), hertz(second)] == [pytest.approx(note, abs=10) for note in NOTES_HZ]
    assert max(NOTES_HZ) < 2500
    assert len(samples) / SAMPLES_PER_SECOND == pytest.approx(0.9, abs=0.01)


def test_it_is_soft_as_loud_as_wanted_and_begins_and_ends_in_silence() -> None:
    loud, soft = (array("h", two_notes(volume)) for volume in (1.0, 0.25))
    assert 0.2 < max(map(abs, loud)) / LOUDEST < 0.45
    assert max(map(abs, loud)) / max(map(abs, soft)) == pytest.approx(4, abs=0.05)
    steps = [abs(one - other) for one, other in pairwise((0, *loud, 0))]
    assert max(steps) < LOUDEST * 0.05, "a click"


def test_the_process_plays_it_and_is_silent_when_told() -> None:
    lines = '{"tone": 0.5}\n{"stop": true}\n'
    ended = subprocess.run(
        [sys.executable, "-c", TOLD], input=lines, capture_output=True, text=True, timeout=LIMIT_S, check=True
    )
    assert ended.stderr.split() == [str(len(two_notes(0.5))), "stop", "closed"]


def test_it_goes_through_the_loudspeaker_of_the_machine_and_none_is_no_error(qtbot: QtBot) -> None:
    absent = "WASAPI" if sys.platform != "win32" else "ALSA"
    service = SpeechService(voice_command(absent))
    with qtbot.waitSignal(service.failed, timeout=LIMIT_S * 1000):
        service.tone(0.5)
    service.close()


def test_the_process_goes_with_the_card_and_is_missed_by_nobody(qtbot: QtBot) -> None:
    service = SpeechService(voice_command("NULL"))
    service.tone(0.5)
    process = service._process
    assert process is not None
    with qtbot.assertNotEmitted(service.failed), qtbot.waitSignal(process.finished, timeout=LIMIT_S * 1000):
        service.leave()
    service.tone(0.5)
    assert service._process is not None
    service.close()
