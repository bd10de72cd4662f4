"""The services between threads and Qt: one event a job, nothing swallowed, nothing told after the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cardreader.connection import CardConnection
from cardreader.errors import CardBusy, CardError, CardRemoved, CardUnresponsive, ReaderUnavailable, ServiceUnavailable
from cardreader.secret import Door
from cardreader.states import NoCard, ReaderState
from cardreader.virtual import VirtualReader, load_profile
from forms.answers import NO_ANSWERS
from kiosk.drawing import Document, Drawn
from kiosk.failures import FailureCode
from kiosk.numberbox import NumberBox
from kiosk.previewbox import PreviewBox
from kiosk.secretbox import SecretBox
from kiosk.services.card import CardService
from kiosk.services.clock import SystemClock
from kiosk.services.printing import PrintService
from kiosk.services.reader import ReaderService
from kiosk.services.runtime import Runtime
from kiosk.services.worker import Broken, Worker
from kiosk.session.effects import CheckCard, ClearSecret, DrawPages, ReadCard, SendPages
from kiosk.session.events import CardChecked, CardFailed, CardRead, PagesSent, PrinterChanged, ReaderChanged, Tick
from kiosk.session.state import Policy, new_session
from printing.job import Failed, PrinterProblem, PrinterStatus, Sent
from printing.raster import Raster
from tests.kiosk.test_headless import NOW
from tests.support.visit import reading

CHECK = CheckCard(1, 1, Door.PIN)
READ = ReadCard(2, 1, Door.PIN, 3, False)


def now() -> float:
    return 5.0


class _Source:
    """A card source that fails, or hands out a virtual card."""

    def __init__(self, error: type[CardError] | None = None) -> None:
        self._error = error
        self.reader = VirtualReader(lambda _: None)
        self.reader.insert(load_profile("plain"))

    def connect(self) -> CardConnection:
        if self._error is not None:
            raise self._error
        return self.reader.connect()


@pytest.fixture
def box() -> SecretBox:
    return SecretBox()


def service(source: _Source, box: SecretBox) -> tuple[CardService, list[object]]:
    made = CardService(source, box, now)
    told: list[object] = []
    made.told.connect(told.append)
    return made, told


def test_a_check_and_a_read(qtbot: QtBot, box: SecretBox) -> None:
    cards, told = service(_Source(), box)
    cards.check(CHECK)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], CardChecked)
    assert (told[0].job, told[0].epoch, told[0].check.tries_left) == (1, 1, 3)
    for digit in (1, 2, 3, 4):
        box.add(digit)
    cards.read(READ)
    assert len(box) == 0, "taken at once, on the thread of the pad"
    qtbot.waitUntil(lambda: len(told) == 2)
    assert isinstance(told[1], CardRead)
    assert cards.close(1.0)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CardRemoved, FailureCode.CARD_REMOVED),
        (CardUnresponsive, FailureCode.CARD_NOT_READ),
        (CardBusy, FailureCode.CARD_BUSY),
        (ReaderUnavailable, FailureCode.READER_NONE),
        (ServiceUnavailable, FailureCode.READER_SERVICE),
    ],
)
def test_card_errors_become_codes(qtbot: QtBot, box: SecretBox, error: type[CardError], code: FailureCode) -> None:
    cards, told = service(_Source(error), box)
    cards.check(CHECK)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CardFailed)
    assert told[0].failure is not None
    assert told[0].failure.code is code
    assert cards.close(1.0)


def test_a_refused_pin_is_marked_in_the_box(qtbot: QtBot, box: SecretBox) -> None:
    cards, told = service(_Source(), box)
    for digit in (9, 9, 9, 9):
        box.add(digit)
    cards.read(READ)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CardFailed)
    for digit in (9, 9, 9, 9):
        box.add(digit)
    assert box.same_as_refused()
    assert cards.close(1.0)


def test_a_job_given_up_sends_nothing_more(qtbot: QtBot, box: SecretBox) -> None:
    source = _Source()
    held, go = threading.Event(), threading.Event()
    connect = source.connect

    def slow() -> CardConnection:
        held.set()
        assert go.wait(10)
        return connect()

    source.connect = slow  # type: ignore[method-assign]  # a reader that takes its time
    cards, told = service(source, box)
    for digit in (1, 2, 3, 4):
        box.add(digit)
    cards.read(READ)
    assert held.wait(10)
    cards.cancel(READ.job)
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CardFailed)
    assert told[0].failure is None
    card = source.reader.card
    assert card is not None
    assert not card.transcript
    assert cards.close(1.0)


def test_a_job_that_never_comes_back_does_not_hold_the_end(qapp: QApplication) -> None:
    worker, stuck = Worker("stuck"), threading.Event()
    told: list[object] = []
    worker.told.connect(told.append)
    worker.run(lambda: PagesSent(float(stuck.wait(10)), 1, Failed("late")))
    assert not worker.close(0.05)
    stuck.set()
    assert worker.close(5.0)
    qapp.processEvents()
    assert told == [], "nothing is told after the end"


def test_what_still_waits_at_the_end_is_not_begun_and_not_waited_for(qapp: QApplication) -> None:
    worker, stuck, begun = Worker("queue"), threading.Event(), list[str]()
    worker.run(lambda: stuck.wait(5.0) and None)  # type: ignore[arg-type,return-value]
    worker.run(lambda: begun.append("second"))  # type: ignore[func-returns-value,return-value]
    assert not worker.close(0.05)
    stuck.set()
    assert worker.close(5.0)
    assert begun == []


def test_a_bug_is_told_as_a_bug(qtbot: QtBot) -> None:
    worker = Worker("bug")
    told: list[object] = []
    worker.told.connect(told.append)
    worker.run(lambda: 1 // 0)  # type: ignore[arg-type, return-value]  # raises before it returns anything
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Broken)
    assert isinstance(told[0].error, ZeroDivisionError)
    assert worker.close(1.0)


def test_digits_are_overwritten_even_if_no_card_is_reached(qtbot: QtBot) -> None:
    taken: list[bytearray] = []

    class Box(SecretBox):
        def take(self) -> bytearray:
            taken.append(super().take())
            return taken[-1]

    box = Box()
    cards, told = service(_Source(CardRemoved), box)
    for digit in (1, 2, 3, 4):
        box.add(digit)
    cards.read(READ)
    qtbot.waitUntil(lambda: bool(told))
    assert taken == [bytearray(4)]
    assert cards.close(1.0)


class _Printer:
    def __init__(self) -> None:
        self.problem: PrinterProblem | None = None

    def print(self, pdf: bytes, title: str) -> Failed:
        del pdf, title
        return Failed("PRN-02")

    def status(self) -> PrinterStatus:
        return PrinterStatus(self.problem)

    def clear(self) -> bool:
        return True


def test_the_printer_is_told_of_only_when_it_changes(qtbot: QtBot) -> None:
    printer = _Printer()
    made = PrintService(lambda _: pytest.fail("draws nothing"), printer, now)
    told: list[object] = []
    made.told.connect(told.append)
    made.look()
    made.run(lambda: PagesSent(5.0, 1, Failed("mark")))
    qtbot.waitUntil(lambda: len(told) == 1)
    printer.problem = PrinterProblem.PAPER
    made.look()
    made.look()
    made.run(lambda: PagesSent(5.0, 2, Failed("mark")))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert isinstance(told[1], PrinterChanged)
    assert told[1].failure is not None
    assert told[1].failure.code is FailureCode.PRINTER_PAPER
    assert made.close(1.0)


def test_without_pages_nothing_is_sent_as_printed(qtbot: QtBot) -> None:
    made = PrintService(lambda _: pytest.fail("draws nothing"), _Printer(), now)
    told: list[object] = []
    made.told.connect(told.append)
    made.send(SendPages(3))
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], PagesSent)
    assert isinstance(told[0].outcome, Failed)
    assert made.close(1.0)


def test_the_reader_is_heard_until_the_end(qtbot: QtBot) -> None:
    readers = ReaderService(now)
    told: list[object] = []
    readers.told.connect(told.append)
    published: list[Callable[[ReaderState], None]] = []

    class Watcher:
        def start(self) -> None:
            published.append(readers.publish)

        def stop(self) -> None:
            published.clear()

    readers.watch(Watcher())
    published[0](NoCard("r"))
    assert told == [ReaderChanged(5.0, NoCard("r"))]
    readers.close()
    assert published == []
    readers.publish(NoCard("late"))
    assert len(told) == 1


def test_the_clock_ticks_and_jumps_only_forward(qtbot: QtBot) -> None:
    clock = SystemClock()
    told: list[Tick] = []
    clock.told.connect(told.append)
    before = clock.now()
    clock.jump(100)
    assert told[0].at >= before + 100
    assert clock.now() >= told[0].at


def test_the_number_goes_into_its_own_box_and_into_no_event(qtbot: QtBot, box: SecretBox) -> None:
    number, told = NumberBox(), list[object]()
    cards = CardService(_Source(), box, now, number=number)
    cards.told.connect(told.append)
    for digit in (1, 2, 3, 4):
        box.add(digit)
    cards.read(replace(READ, my_number=True))
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CardRead)
    with number.lent({0}) as digits:
        assert digits == {0: b"123456789018"}
    assert "123456789018" not in repr(told)
    assert cards.close(1.0)


def test_a_page_with_the_number_is_drawn_when_it_is_sent_and_not_kept(qtbot: QtBot) -> None:
    number, printed, told = NumberBox(), list[bytes](), list[object]()
    page = Document("x", "x", b"empty", 1, {"n": 0}, again=lambda digits, _: bytes(digits["n"]))

    class Keeping(_Printer):
        def print(self, pdf: bytes, title: str) -> Sent:  # type: ignore[override]  # this one prints
            printed.append(pdf)
            return Sent(title)

    made = PrintService(lambda _: Drawn("S", NOW, (page,)), Keeping(), now, number=number)
    made.told.connect(told.append)
    made.draw(DrawPages(1, ("x",), NO_ANSWERS))
    number.put(0, bytearray(b"123456789018"))
    made.send(SendPages(2))
    qtbot.waitUntil(lambda: len(told) == 2)
    number.clear()
    made.send(SendPages(3))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert printed == [b"123456789018", b"empty"]
    assert made.close(1.0)


def test_pictures_of_the_sheets_wait_for_the_check_page_and_go_with_the_pages(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the documents; a print goes before the pictures that are not made yet."""
    order, told, sending = list[str](), list[object](), False

    def rasters(pdf: bytes, width: int) -> Iterator[Raster]:
        for number in range(2):
            order.append(f"{pdf.decode()}{number}")
            if sending and len(order) == 1:
                made.send(SendPages(3))
            yield Raster(width, 1, pdf)

    class Noting(_Printer):
        def print(self, pdf: bytes, title: str) -> Sent:  # type: ignore[override]  # this one prints
            order.append("print")
            return Sent(title)

    monkeypatch.setattr("printing.raster.sheets", rasters)
    preview = PreviewBox(7)
    pages = Drawn("S", NOW, (Document("a", "a", b"a", 2), Document("slip", "b", b"b", 2)))
    made = PrintService(lambda _: pages, Noting(), now, preview=preview)
    made.told.connect(told.append)
    made.draw(DrawPages(1, ("a",), NO_ANSWERS))
    qtbot.waitUntil(lambda: len(preview) == 4)
    assert order == ["a0", "a1", "b0", "b1"]
    assert [preview.sheet(number) for number in range(4)] == [Raster(7, 1, one) for one in (b"a", b"a", b"b", b"b")]
    order.clear()
    sending = True
    made.draw(DrawPages(2, ("a",), NO_ANSWERS))
    qtbot.waitUntil(lambda: len(order) == 6)
    assert order[:4] == ["a0", "print", "print", "a1"], "between two pictures, not after all"
    qtbot.waitUntil(lambda: len(preview) == 4)
    made.forget()
    assert not len(preview)
    made.draw(DrawPages(4, ("a",), NO_ANSWERS))
    made.forget()
    qtbot.waitUntil(lambda: len(told) == 4)
    assert made.close(1.0)
    assert not len(preview), "a picture under way when the visit ended is dropped too"


def test_the_window_shares_one_box_and_drops_the_number_of_a_reading_given_up(qtbot: QtBot, box: SecretBox) -> None:
    number, restful = NumberBox(), SystemClock()
    cards, readers = CardService(_Source(), box, now, number=number), ReaderService(now)
    pages = PrintService(lambda _: pytest.fail("draws nothing"), _Printer(), now, number=number)
    runtime = Runtime(
        new_session({}, Policy()), box=box, clock=restful, reader=readers, card=cards, printer=pages, number=number
    )
    number.put(0, bytearray(b"123456789018"))
    runtime.take(CardRead(5.0, 2, 1, reading()))
    assert not number, "nobody's visit took the reading"
    for person in (0, 1):
        number.put(person, bytearray(b"123456789018"))
    runtime._carry_out(ClearSecret(keep=1))
    assert number.persons() == {0}, "a second card takes nothing from the first person"
    number.put(0, bytearray(b"123456789018"))
    assert runtime.stop()
    assert not number
