"""Residents who touch nothing: a keyboard, a pad of five keys, two switches. Each goes through the real window.

``robot.choose("つぎへ")`` gets to the button and presses it; ``robot.presses`` counts every key. A ``Sitting`` is the
window with its session and no devices: what the card and the printer would say is told by hand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cardreader.states import NoCard
from forms import banks
from forms.definition import Compute, Field, Kind, Limits
from forms.values import UNKNOWN
from kiosk.session.events import CardChecked, CardRead, Event, PagesDrawn, PagesSent, ReaderChanged, ReadReviewed
from kiosk.session.state import Phase, Policy, SessionState, new_session
from printing.job import Sent
from tests.support.pages import CARD, CHECK, READER, READING, after
from tests.support.pictures import settle
from tests.support.visit import EVENTS, PERSON, SECTION, Visit, small_procedure
from ui.arrows import ARROWS, Place, controls, nearest
from ui.scanning import Scanning
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.answer import control_of
from ui.widgets.button import BigButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.definition import Procedure
    from ui.shell import Shell

FAR = 80
"""Keys to any one control; more is a trap."""


class TrappedError(AssertionError):
    """The robot did not get where it wanted."""


class Robot(ABC):
    """Somebody who presses keys."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.presses = shell, 0
        shell.activateWindow()  # a keyboard is heard by the active window
        self._rest()

    def _rest(self) -> None:
        settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests

    def press(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press and let go of a key, as the window system would tell it."""
        window = self.shell.windowHandle()
        assert window is not None
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window, key, modifier)
        self.presses += 1
        self._rest()

    def button(self, name: str) -> BigButton:
        """Return what can be chosen now, by its accessible name or its words."""
        self._rest()
        found = [one for one in self._buttons() if name in (one.accessibleName(), "".join(one.words.split("\n")))]
        if not found:
            raise TrappedError(f"no {name!r} among {[one.accessibleName() for one in self._buttons()]}")
        return found[0]

    def _buttons(self) -> list[BigButton]:
        return [one for one in self.shell.findChildren(BigButton) if one.isVisible() and one.isEnabled()]

    def choose(self, *names: str) -> None:
        """Get to each button and press it."""
        for name in names:
            self.press_button(self.button(name))

    @abstractmethod
    def press_button(self, button: BigButton) -> None:
        """Get to the button and press it."""

    def digits(self, digits: str) -> None:
        """Enter a number."""
        self.choose(*digits)

    def write(self, kana: str, roman: str) -> None:
        """Write a word in the line of the page; ``roman`` is how a keyboard writes it."""
        del roman
        self.choose(self.shell.theme.text("board.open"), *kana)


class Typist(Robot):
    """A keyboard: Tab and Shift+Tab, Enter, digits and letters as they are typed."""

    def press_button(self, button: BigButton) -> None:
        order = [widget for widget, _ in controls(self.shell)]
        here = order.index(focus) if (focus := self.shell.focusWidget()) in order else 0
        back = (order.index(button) - here) % len(order) > len(order) // 2
        for _ in range(FAR):
            if self.shell.focusWidget() is button:
                self.press(Qt.Key.Key_Return)
                return
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, shift=back)
        raise TrappedError(f"Tab never comes to {button.accessibleName()}")

    def digits(self, digits: str) -> None:
        for digit in digits:
            self.press(Qt.Key(int(Qt.Key.Key_0) + int(digit)))

    def write(self, kana: str, roman: str) -> None:
        del kana
        window = self.shell.windowHandle()
        for letter in roman:
            QTest.keyClick(window, letter)  # type: ignore[call-overload]  # a letter with its text
            self.presses += 1
        self._rest()


class FiveKeys(Robot):
    """A pad of five keys: four arrows and Enter, by the shortest way that somebody who sees the page would take."""

    def press_button(self, button: BigButton) -> None:
        for _ in range(FAR):
            if self.shell.focusWidget() is button:
                self.press(Qt.Key.Key_Return)
                return
            for arrow, led in self._way(button):
                self.press(arrow)
                if self.shell.focusWidget() is not led:
                    break  # the page scrolled: look again
        raise TrappedError(f"the arrows never come to {button.accessibleName()}")

    def _way(self, button: QWidget) -> list[tuple[Qt.Key, QWidget]]:
        """Return the shortest way as the page stands: arrows, and where each leads."""
        found = [(widget, part) for widget, part in controls(self.shell)]
        places = [Place(QRect(one.mapTo(self.shell, QPoint(0, 0)), one.size()), part) for one, part in found]
        widgets = [widget for widget, _ in found]
        focus = self.shell.focusWidget()
        if focus not in widgets:
            return [(Qt.Key.Key_Down, widgets[0])]
        start, wanted = widgets.index(focus), widgets.index(button)
        # What is out of sight moves once the focus is on it: plan by what is seen, as far as that leads.
        seen = [not one.visibleRegion().isEmpty() for one in widgets]
        before = _steps(places, start, seen)
        if wanted not in before:
            before = _steps(places, start, [True] * len(places))
        way: list[tuple[Qt.Key, QWidget]] = []
        while wanted != start:
            if wanted not in before:
                raise TrappedError(f"no arrows lead to {button.accessibleName()}")
            here, arrow = before[wanted]
            way.insert(0, (arrow, widgets[wanted]))
            wanted = here
        return way


def _steps(places: list[Place], start: int, passable: list[bool]) -> dict[int, tuple[int, Qt.Key]]:
    """Return from where, and by which arrow, each place is reached first."""
    before: dict[int, tuple[int, Qt.Key]] = {}
    todo = [start]
    for here in todo:
        for arrow in ARROWS.values() if passable[here] else ():
            led = nearest(places[here], places, arrow)
            if led is not None and led != start and led not in before:
                before[led] = (here, arrow)
                todo.append(led)
    return before


class TwoSwitches(Robot):
    """Two switches: one goes on, the other chooses."""

    ON, CHOOSE = Qt.Key.Key_F1, Qt.Key.Key_F2

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._scanning = Scanning(shell, ("F1", "F2"), 0.3)

    def press_button(self, button: BigButton) -> None:
        for _ in range(FAR):
            highlighted = self._scanning.highlighted
            chooses = button in highlighted
            self.press(self.CHOOSE if chooses else self.ON)
            if highlighted == (button,):
                return
        raise TrappedError(f"the highlight never comes to {button.accessibleName()}")


ROBOTS: tuple[type[Robot], ...] = (Typist, FiveKeys, TwoSwitches)


class Sitting:
    """A window with its session: what is pressed is heard, what the devices would say is told with ``tell``."""

    def __init__(self, shell: Shell, state: SessionState) -> None:
        self.shell, self.state = shell, state
        shell.intent.connect(self.tell)

    def tell(self, event: Event) -> None:
        """Let the session hear of something."""
        self.state = after(self.state, event)
        self.shell.show_state(self.state)

    def insert(self) -> None:
        """The card lies on the reader and asks for its PIN."""
        self.tell(ReaderChanged(4, CARD))
        self.tell(CardChecked(5, self.state.station.jobs, 1, CHECK))

    def read(self) -> None:
        """The card is read and taken away."""
        self.tell(CardRead(7, self.state.station.jobs, 1, READING))
        self.tell(ReaderChanged(8, NoCard(READER)))

    def draw(self) -> None:
        """The sheets can be printed."""
        self.tell(PagesDrawn(20, self.state.station.jobs, "K-0001", 2))

    def print(self) -> None:
        """The printer has them."""
        self.tell(PagesSent(22, self.state.station.jobs, Sent("1")))


class Seat(Protocol):
    """A window with its session, and what happens beside it: a ``Sitting``, or the whole program."""

    @property
    def shell(self) -> Shell:
        """The window."""
        ...

    @property
    def state(self) -> SessionState:
        """The session."""
        ...

    def insert(self) -> None:
        """A card is put on the reader."""
        ...

    def read(self) -> None:
        """It is read and taken away."""
        ...

    def draw(self) -> None:
        """The sheets are drawn."""
        ...

    def print(self) -> None:
        """The sheets are printed."""
        ...


def answer(robot: Robot, sitting: Seat) -> None:
    """Answer the question on the page by keys alone, whatever its kind; the next page is there after it."""
    view = page(sitting.state, sitting.shell.theme.words, sitting.shell.town)
    assert isinstance(view, Ask), sitting.state.phase
    _ANSWERS[control_of(view)](robot, view)
    same = sitting.state.phase is Phase.ANSWER and sitting.state.visit.question == view.key
    assert not same, (view.key, view.kind, sitting.state.visit.problems)
    given = sitting.state.visit.answers.get(view.key)
    assert given is not None, view.key
    assert given.value is not UNKNOWN, view.key


def _onward(robot: Robot) -> None:
    robot.choose("つぎへ")


def _choice(robot: Robot, view: Ask) -> None:
    if view.kind is Kind.CHECKBOX:
        robot.choose("はい")
    elif view.kind is Kind.MULTI:
        robot.choose(view.options[0].text, view.options[-1].text)
        _onward(robot)
    else:
        robot.choose(view.options[0].text)


def _relation(robot: Robot, view: Ask) -> None:
    robot.choose(view.options[0].text)
    _onward(robot)


def _count(robot: Robot, view: Ask) -> None:
    robot.choose(f"{max(view.low or 0, 1)}{view.unit}")


def _digits(robot: Robot, view: Ask) -> None:
    lengths = {Kind.PHONE: "0125622222", Kind.POSTAL: "0730201"}
    robot.digits(lengths.get(view.kind) or "1234567890"[: max(view.digits, default=3)])
    _onward(robot)


def _date(robot: Robot, view: Ask) -> None:
    del view
    robot.choose("昭和")
    robot.digits("210304")
    _onward(robot)


def _time(robot: Robot, view: Ask) -> None:
    if view.kind is Kind.DATETIME:
        robot.choose("令和")
        robot.digits("080701")
    robot.choose("午前")
    robot.digits("0930")
    _onward(robot)


def _text(robot: Robot, view: Ask) -> None:
    if offered := view.known or view.readings:
        robot.choose(offered[0])
        return
    robot.write("さとう", "satou")
    if view.kind is Kind.NAME and not isinstance(robot, Typist):
        robot.choose(robot.shell.theme.text("board.kanji_name"), "佐藤")
    _onward(robot)


def _address(robot: Robot, view: Ask) -> None:
    del view
    robot.choose(robot.shell.theme.text("address.by_postcode"))
    robot.digits("0730201")
    _onward(robot)
    robot.choose("4", "0", "番地")
    _onward(robot)
    robot.choose(robot.shell.theme.text("address.no_building"))
    _onward(robot)


def _bank(robot: Robot, view: Ask) -> None:
    assert view.account is not None
    number = (
        banks.branches_read(view.account.bank, "")[0].code
        if view.account.bank
        else banks.banks_of(view.account.kind)[0].code
    )
    robot.choose(robot.shell.theme.text("find.by_number", count=len(number)))
    robot.digits(number)
    _onward(robot)


_ANSWERS: dict[str, Callable[[Robot, Ask], None]] = {
    "text": _text,
    "address": _address,
    "bank": _bank,
    "choice": _choice,
    "relation": _relation,
    "count": _count,
    "digits": _digits,
    "date": _date,
    "time": _time,
}


def every_kind() -> Procedure:
    """Return a procedure that asks one question of each kind, and of each way its control can look."""

    def field(id_: str, kind: Kind, **more: object) -> Field:
        return Field(id_, id_, kind, True, SECTION, **more)  # type: ignore[arg-type]  # the fields of Field

    options = ("通所", "訪問", "入所")
    code = Compute("branch_code", ("bank_kind", "bank_name", "bank_branch"))
    fields = (
        field("text", Kind.TEXT),
        field("name", Kind.NAME),
        field("kana", Kind.KANA),
        field("textarea", Kind.TEXTAREA),
        field("date", Kind.DATE),
        field("about", Kind.DATE, about=True),
        field("datetime", Kind.DATETIME),
        field("time", Kind.TIME),
        field("phone", Kind.PHONE),
        field("postal", Kind.POSTAL),
        field("address", Kind.ADDRESS),
        field("relation", Kind.RELATION, options=("夫", "妻", "子")),
        field("choice", Kind.CHOICE, options=options),
        field("care_level", Kind.CARE_LEVEL, options=("要支援1", "要介護1", "要介護5")),
        field("multi", Kind.MULTI, options=options),
        field("count", Kind.NUMBER, limits=Limits(at_least=1, at_most=5), unit="人"),
        field("number", Kind.NUMBER, limits=Limits(at_least=1, at_most=999)),
        field("digits", Kind.DIGITS, digits=(7,)),
        field("money", Kind.MONEY),
        field("checkbox", Kind.CHECKBOX),
        field("bank_kind", Kind.CHOICE, options=("銀行", "信用金庫")),
        field("bank_name", Kind.TEXT),
        field("bank_branch", Kind.TEXT),
        Field("bank_code", "bank_code", Kind.DIGITS, False, SECTION, digits=(3,), prefill=code, asked=False),
    )
    return replace(small_procedure("every"), fields=fields, stops=())


def questions() -> SessionState:
    """Return the first question of a visit for ``every_kind``."""
    visit = Visit()
    visit.state = new_session({"every": every_kind()}, Policy(), events=EVENTS)
    return visit.start("every").read(PERSON).do(ReadReviewed, mine=True).state


def journey(robot: Robot, seat: Seat) -> None:
    """Go from the first page to the last, for one's own 住民票, by keys alone."""
    robot.choose("タッチしてはじめる", "手続きの名前から選ぶ", "証明書", "住民票の写し等交付請求書", "つぎへ")
    robot.choose("カードと暗証番号 数字4けたの暗証番号を入れます")
    seat.insert()
    robot.digits("1234")
    robot.choose("つぎへ")
    seat.read()
    robot.choose("はい")
    while seat.state.phase is Phase.ANSWER:
        answer(robot, seat)
    seat.draw()
    robot.choose("印刷する")
    seat.print()
    robot.choose("はい、出ました")
