"""The voice as a process: lines of JSON in, lines of JSON out. Ends when its input ends, and so with the window.

In:  {"say": ["｜町《まち》の…", …], "pace": 0.75, "volume": 0.8, "town": "上砂川町", "job": 7}   {"stop": true}
     {"tone": 0.8}   the two notes of kiosk.speech.tone, so loud
Out: {"ready": true}   {"failed": "why"}   {"done": 7}

A new ``say`` ends what is being said. Nothing that is said is kept or logged.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from kiosk.speech.rendered import Rendered, clips_folder
from kiosk.speech.tone import two_notes

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.speech.player import Player

_TICK_S = 0.05


@dataclass(frozen=True, slots=True)
class _Order:
    sentences: tuple[str, ...]
    pace: float
    volume: float
    town: str
    job: int


class Speaker:
    """Says one order after the other on a thread, the newest only."""

    def __init__(self, player: Player, rendered: Rendered, out: TextIO) -> None:
        self._player, self._rendered, self._out = player, rendered, out
        self._changed = threading.Condition()
        self._order: _Order | None = None
        self._newest = 0
        threading.Thread(target=self._work, name="speaker", daemon=True).start()

    def say(self, order: dict[str, Any]) -> None:
        """Say this instead of what is being said."""
        with self._changed:
            self._newest += 1
            self._player.stop()
            say, pace, volume, town, job = (order[key] for key in ("say", "pace", "volume", "town", "job"))
            self._order = _Order(tuple(say), pace, volume, town, job)
            self._changed.notify()

    def stop(self) -> None:
        """Be silent."""
        with self._changed:
            self._newest += 1
            self._order = None
            self._player.stop()

    def _work(self) -> None:
        try:
            self._serve()
        except BaseException:
            # A voice that says nothing any more must not look alive: its end is what the window is told.
            traceback.print_exc()
            os._exit(1)

    def _serve(self) -> None:
        from kiosk.speech.sounds import sounds  # noqa: PLC0415 - miniaudio prints when it is loaded

        while True:
            with self._changed:
                while self._order is None:
                    self._changed.wait()
                order, self._order, mine = self._order, None, self._newest
            how = order.pace, order.volume, self._rendered, order.town
            for samples in (sound for sentence in order.sentences for sound in sounds(sentence, *how)):
                with self._changed:
                    if mine != self._newest:
                        break
                    self._player.play(samples)
            while mine == self._newest and not self._player.wait(_TICK_S):
                pass
            if mine == self._newest:
                _tell(self._out, done=order.job)


def _tell(out: TextIO, **line: object) -> None:
    out.write(json.dumps(line) + "\n")
    out.flush()


def main(backend: str = "", *, clips: Path | None = None) -> int:
    """Serve until the input ends; returns the exit code. ``clips``: the folder, default: that of the program."""
    # Open JTalk prints what it wonders about; the lines of this process are for the window only.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from kiosk.speech.player import NoLoudspeakerError, Player  # noqa: PLC0415 - prints when it is loaded

    try:
        player = Player(backend)
    except NoLoudspeakerError as error:
        _tell(out, failed=str(error))
        return 1
    speaker = Speaker(player, Rendered(clips or clips_folder()), out)
    _tell(out, ready=True)
    for line in sys.stdin:
        order = json.loads(line)
        if "say" in order:
            speaker.say(order)
        elif "tone" in order:
            player.play(two_notes(order["tone"]))
        else:
            speaker.stop()
    player.close()
    return 0
