"""What the loudspeaker is given: clip after clip, nothing of a clip that was dropped, and no end told too early."""

from __future__ import annotations

import queue
from collections.abc import Generator

import pytest

from kiosk.speech.clips import Clips

ONE, OTHER = b"\1", b"\2"


@pytest.fixture
def clips() -> Clips:
    return Clips()


@pytest.fixture
def device(clips: Clips) -> Generator[bytes, int, None]:
    stream = clips.stream()
    next(stream)
    return stream


def test_clips_follow_one_another_without_a_gap(clips: Clips, device: Generator[bytes, int, None]) -> None:
    clips.add(ONE * 300)
    clips.add(OTHER * 100)
    assert device.send(150) == ONE * 300
    assert device.send(100) == OTHER * 100 + b"\0" * 100
    assert not clips.over, "the device asks for more when it has played this"
    assert device.send(100) == b"\0" * 200
    assert clips.over


def test_a_dropped_clip_is_not_gone_on_with_when_the_next_comes_at_once(
    clips: Clips, device: Generator[bytes, int, None]
) -> None:
    clips.add(ONE * 4000)
    assert device.send(100) == ONE * 200
    clips.drop()
    assert clips.over
    clips.add(OTHER * 400)
    assert device.send(100) == OTHER * 200
    assert not clips.wait(0)


def test_the_end_of_one_clip_is_not_taken_for_the_end_of_the_one_that_just_began(
    clips: Clips, device: Generator[bytes, int, None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clips.add(ONE * 200)
    device.send(100)

    class Late(queue.SimpleQueue[tuple[int, int, bytes]]):
        """The next order comes when the device has just seen that there is nothing more."""

        def get_nowait(self) -> tuple[int, int, bytes]:
            if self.empty():
                monkeypatch.undo()
                clips.drop()
                clips.add(OTHER * 200)
                raise queue.Empty
            return super().get_nowait()

    monkeypatch.setattr(clips, "_waiting", Late())
    assert device.send(100) == b"\0" * 200
    assert not clips.over
    assert not clips.wait(0)
    assert device.send(100) == OTHER * 200
    device.send(100)
    assert clips.wait(0)


def test_whoever_waits_is_woken_by_the_end_and_by_a_drop(clips: Clips, device: Generator[bytes, int, None]) -> None:
    assert clips.wait(0), "nothing was added"
    clips.add(ONE * 200)
    assert not clips.wait(0)
    device.send(100)
    device.send(100)
    assert clips._moved.is_set()
    assert clips.wait(0)
    clips.add(ONE * 200)
    assert not clips.wait(0)
    clips.drop()
    assert clips._moved.is_set()
