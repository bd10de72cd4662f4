"""The watcher against a PC/SC service that fails in every way, without a daemon and without real time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from smartcard import scard

from cardreader import watcher
from cardreader.states import CardPresent, CardUnusable, NoCard, NoReader, ReaderState, ServiceDown
from cardreader.watcher import Outlook, ReaderWatcher, Slot
from tests.cardreader.pcsc.fake_scard import ATR, CODES, READER, UNKNOWN_TO_PYSCARD, FakeReaderService

Step = Callable[[FakeReaderService], int | None]
EMPTY, PRESENT, MUTE = scard.SCARD_STATE_EMPTY, scard.SCARD_STATE_PRESENT, scard.SCARD_STATE_MUTE
UNAVAILABLE = scard.SCARD_STATE_UNAVAILABLE
OTHER = "Fake Reader 01"


def put(state: int | None, reader: str = READER) -> Step:
    """The reader's state becomes this; None: the reader is gone."""

    def step(service: FakeReaderService) -> None:
        if state is None:
            service.readers.pop(reader, None)
        else:
            service.readers[reader] = state

    return step


def serve(up: bool) -> Step:
    def step(service: FakeReaderService) -> None:
        service.up = up

    return step


def fail(code: int) -> Step:
    return lambda _service: code


def nothing(_service: FakeReaderService) -> None:
    """A wait in which nothing happens."""


def watch(
    monkeypatch: pytest.MonkeyPatch, service: FakeReaderService, reader: str | None = None
) -> list[tuple[float, ReaderState]]:
    """Run a watcher through all steps of the service; return what it published, and when."""
    told: list[tuple[float, ReaderState]] = []
    monkeypatch.setattr(watcher, "scard", service)
    one = ReaderWatcher(
        lambda state: told.append((round(service.now, 1), state)), reader, clock=service.clock, pause=service.pause
    )
    one.start()
    assert service.done.wait(10), "the watcher died or stalled"
    assert one.stop()
    assert service.contexts == 0
    return told


def states(told: list[tuple[float, ReaderState]]) -> list[ReaderState]:
    return [state for _, state in told]


def test_a_card_comes_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(PRESENT), put(EMPTY), put(PRESENT | MUTE), put(EMPTY), put(PRESENT))
    assert states(watch(monkeypatch, service)) == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        NoCard(READER),
        CardUnusable(READER, 2),
        NoCard(READER),
        CardPresent(READER, ATR, 3),
    ]


def test_only_the_present_and_mute_bits_count(monkeypatch: pytest.MonkeyPatch) -> None:
    in_use = scard.SCARD_STATE_INUSE | scard.SCARD_STATE_EXCLUSIVE
    service = FakeReaderService(
        put(PRESENT), put(PRESENT | in_use), put(PRESENT | 5 << 16), put(PRESENT), put(PRESENT | MUTE), put(PRESENT)
    )
    assert states(watch(monkeypatch, service)) == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        CardUnusable(READER, 1),
        CardPresent(READER, ATR, 1),
    ]


def test_a_card_without_an_atr_is_unusable_but_one_that_lost_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_atr(service: FakeReaderService) -> None:
        service.atr = b""
        service.readers[READER] = PRESENT | 1 << 16

    service = FakeReaderService(put(PRESENT), without_atr, put(EMPTY), without_atr)
    assert states(watch(monkeypatch, service)) == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        NoCard(READER),
        CardUnusable(READER, 2),
    ]


def test_a_service_that_dies_is_waited_for_ever_more_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    no_service = scard.SCARD_E_NO_SERVICE
    service = FakeReaderService(put(PRESENT), fail(no_service), put(PRESENT | 1 << 16), fail(no_service))
    service.establish = [0] + [no_service] * 7
    told = watch(monkeypatch, service)
    assert states(told) == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        ServiceDown(),
        CardPresent(READER, ATR, 2),
        ServiceDown(),
        CardPresent(READER, ATR, 3),
    ]
    # 0.2 s after each good spell, doubling to 5 s
    assert service.pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0, 0.2]


@pytest.mark.parametrize("code", [*CODES.values(), UNKNOWN_TO_PYSCARD], ids=[*CODES, "unknown"])
@pytest.mark.parametrize("call", ["establish", "list", "wait"])
def test_the_watcher_survives_every_code(monkeypatch: pytest.MonkeyPatch, code: int, call: str) -> None:
    def inject(service: FakeReaderService) -> int | None:
        if call == "wait":
            return code
        (service.establish if call == "establish" else service.list_readers).append(code)
        return scard.SCARD_E_NO_SERVICE if call == "establish" else None

    service = FakeReaderService(inject, nothing, put(PRESENT))
    told = states(watch(monkeypatch, service))
    assert told[0] == NoCard(READER)
    assert told[-1] == CardPresent(READER, ATR, 1)


@pytest.mark.parametrize("code", [0x8010001D, 0x8010001E, 0x80100013, 0x80100003], ids=hex)
@pytest.mark.parametrize("call", ["list", "wait"])
def test_these_codes_mean_that_the_service_is_down(monkeypatch: pytest.MonkeyPatch, code: int, call: str) -> None:
    def inject(service: FakeReaderService) -> int | None:
        if call == "wait":
            return code
        service.list_readers.append(code)
        return None

    service = FakeReaderService(inject)
    assert states(watch(monkeypatch, service)) == [NoCard(READER), ServiceDown(), NoCard(READER)]


def test_no_reader_at_the_start_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(nothing, put(EMPTY))
    service.readers = {}
    assert watch(monkeypatch, service) == [(0.0, NoReader()), (5.0, NoCard(READER))]


def test_a_reader_lost_for_a_moment_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(None), put(EMPTY), nothing, put(None), put(PRESENT))
    assert watch(monkeypatch, service) == [(0.0, NoCard(READER)), (5.0, CardPresent(READER, ATR, 1))]


def test_a_reader_lost_for_longer_is_told_after_a_second_and_a_half(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(PRESENT), put(None), nothing, nothing, nothing, put(PRESENT))
    told = watch(monkeypatch, service)
    assert [state for _, state in told] == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        NoReader(),
        CardPresent(READER, ATR, 2),
    ]
    assert told[2][0] == 1.5
    assert service.waits == [5001, 5001, 1501, 5001, 5001, 5001, 5001]


def test_a_reader_that_leaves_between_two_calls_is_lost_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(service: FakeReaderService) -> int:
        service.readers = {}
        return scard.SCARD_E_UNKNOWN_READER

    service = FakeReaderService(vanish, nothing, nothing)
    assert watch(monkeypatch, service) == [(0.0, NoCard(READER)), (1.7, NoReader())]


def test_a_reader_that_blinks_with_its_card_counts_as_a_new_insertion(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(PRESENT), put(None), put(PRESENT))
    assert states(watch(monkeypatch, service)) == [
        NoCard(READER),
        CardPresent(READER, ATR, 1),
        CardPresent(READER, ATR, 2),
    ]


def test_a_reader_the_driver_calls_unavailable_is_a_lost_one(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(UNAVAILABLE), nothing, nothing, put(EMPTY))
    assert watch(monkeypatch, service) == [(0.0, NoCard(READER)), (1.5, NoReader()), (6.5, NoCard(READER))]


def test_after_the_service_returns_readers_have_time_to_appear(monkeypatch: pytest.MonkeyPatch) -> None:
    def restart(service: FakeReaderService) -> int:
        service.readers = {}
        return scard.SCARD_E_NO_SERVICE

    service = FakeReaderService(restart, put(EMPTY))
    assert states(watch(monkeypatch, service)) == [NoCard(READER), ServiceDown(), NoCard(READER)]


def test_a_reader_missing_before_and_after_a_restart_gets_the_whole_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def pass_a_second(service: FakeReaderService) -> int:
        service.now += 1.0
        return scard.SCARD_E_NO_SERVICE

    service = FakeReaderService(put(None), pass_a_second, nothing, nothing)
    assert watch(monkeypatch, service) == [(0.0, NoCard(READER)), (1.0, ServiceDown()), (2.7, NoReader())]


def test_a_second_card_on_another_reader_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(PRESENT, OTHER), put(PRESENT), put(EMPTY))
    service.readers = {READER: EMPTY, OTHER: EMPTY}
    assert states(watch(monkeypatch, service)) == [NoCard(READER), CardPresent(OTHER, ATR, 1)]


def test_a_named_reader_is_the_only_one_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(EMPTY, OTHER), put(PRESENT, OTHER), put(PRESENT), put(None), nothing, nothing)
    assert states(watch(monkeypatch, service, OTHER)) == [NoReader(), NoCard(OTHER), CardPresent(OTHER, ATR, 1)]


def test_without_a_name_the_reader_with_a_card_counts_until_that_card_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(put(PRESENT, OTHER), put(PRESENT), put(EMPTY, OTHER), put(EMPTY))
    service.readers = {READER: EMPTY, OTHER: EMPTY}
    assert states(watch(monkeypatch, service)) == [
        NoCard(READER),
        CardPresent(OTHER, ATR, 1),
        CardPresent(READER, ATR, 2),
        NoCard(READER),
    ]


def test_a_driver_that_keeps_forgetting_its_reader_is_asked_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService(*[fail(scard.SCARD_E_UNKNOWN_READER)] * 3)
    watch(monkeypatch, service)
    assert service.pauses == [0.2, 0.2, 0.2]


def test_stop_repeats_a_cancel_that_came_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService()
    cancels = iter([False, True])
    monkeypatch.setattr(service, "SCardCancel", lambda _context: next(cancels) and service.cancelled.set())
    assert states(watch(monkeypatch, service)) == [NoCard(READER)]


def test_stop_gives_up_after_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeReaderService()
    monkeypatch.setattr(service, "SCardCancel", lambda _context: 0)
    monkeypatch.setattr(watcher, "scard", service)
    one = ReaderWatcher(lambda _state: None)
    one.start()
    assert service.done.wait(10)
    assert one.stop(limit_s=0.1) is False
    service.cancelled.set()
    assert one.stop() is True


def test_nothing_is_published_once_stop_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[ReaderState] = []
    in_step, go_on = threading.Event(), threading.Event()

    def late(service: FakeReaderService) -> None:
        in_step.set()
        go_on.wait()
        service.readers[READER] = PRESENT

    service = FakeReaderService(late)
    monkeypatch.setattr(watcher, "scard", service)
    one = ReaderWatcher(told.append)
    one.start()
    assert in_step.wait(10)
    assert one.stop(limit_s=0) is False
    go_on.set()
    assert one.stop()
    assert told == [NoCard(READER)]


def test_the_epoch_never_repeats_whatever_the_readers_do() -> None:
    outlook = Outlook(None)
    epochs = []
    for turn in range(50):
        outlook.see([Slot(READER, present=False, mute=False, atr=b"")], turn)
        if turn % 3 == 0:
            outlook.service_lost()
        state = outlook.see([Slot(READER, present=True, mute=turn % 2 == 0, atr=ATR)], turn)
        assert isinstance(state, CardPresent | CardUnusable)
        epochs.append(state.epoch)
    assert epochs == list(range(1, 51))
