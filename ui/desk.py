"""Assisted mode: the resident's window and the clerk's, two views of one session, on one screen or on two.

Whatever happens to the screens, the session lies elsewhere and what is typed moves along: nothing entered is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from ui.clerk import ClerkWindow
from ui.later import Later
from ui.places import Arrangement, Monitor, Places, places
from ui.shell import Shell
from ui.theme import Clock, Density, screen_of
from ui.tokens import Screen as Display
from ui.widgets.button import TURNED_S, BigButton

if TYPE_CHECKING:
    from forms.settings import Town
    from kiosk.previewbox import PreviewBox
    from kiosk.secretbox import SecretBox
    from kiosk.session.events import ResidentEvent
    from kiosk.session.settings import Settings
    from kiosk.session.state import Hand, SessionState
    from kiosk.signaturebox import SignatureBox

MIRROR_MS = 300
"""How often what one of them types is shown to the other."""


def monitors_of_qt(density: Density = screen_of) -> list[Monitor]:
    """Return the screens that are there, the desktop's main one first, each in its own millimetres."""
    main = QGuiApplication.primaryScreen()
    there = sorted(QGuiApplication.screens(), key=lambda one: one is not main)
    areas = [(one.geometry(), density(one).px_per_mm) for one in there]
    return [Monitor(area.x(), area.y(), area.width(), area.height(), dense) for area, dense in areas]


class Desk(QObject):
    """Both windows. Stands where a single ``Shell`` would: ``show_state`` shows, ``intent`` tells what was touched."""

    intent = Signal(object)

    def __init__(
        self,
        clock: Clock,
        box: SecretBox,
        names: Mapping[str, str],
        *,
        locked: bool = False,
        monitors: Callable[[], Sequence[Monitor]] = monitors_of_qt,
        mirror_ms: int = MIRROR_MS,
    ) -> None:
        super().__init__()
        self._monitors, self._locked = monitors, locked
        self.places: Places = places(monitors())
        self.resident = Shell(Display(self.places.resident.px_per_mm), clock, box, names, locked=locked)
        self.clerk = ClerkWindow(Display(self.places.clerk.px_per_mm), clock, names, locked=locked)
        if locked:
            for window in (self.resident, self.clerk):
                window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.resident.intent.connect(self._by_resident)
        self.clerk.intent.connect(self._by_clerk)
        self.resident.appeared.connect(self._tell_clerk)
        self.clerk.kept.connect(self._keep)
        self._state: SessionState | None = None
        self._shown = False
        self._behind: Shell | ClerkWindow | None = None
        """The window that still shows what was before."""
        self._following, self._placing = Later(self, self.follow), Later(self, self.place_anew)
        self._keyboard = Later(self, self.clerk.activateWindow)
        self._mirrored: object = None
        self._mirror = QTimer(self)
        self._mirror.setInterval(mirror_ms)
        self._mirror.timeout.connect(self.mirror)
        self._screens: list[QScreen] = []
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screens_changed)
            application.screenRemoved.connect(self._screens_changed)
            application.primaryScreenChanged.connect(self._screens_changed)
        self._watch_screens()

    # --- show ---

    @property
    def town(self) -> Town | None:
        """The town's settings, set as soon as they are loaded."""
        return self.resident.town

    @town.setter
    def town(self, town: Town) -> None:
        self.resident.town = self.clerk.town = town

    @property
    def signature(self) -> SignatureBox:
        """Where the resident's pad leaves its strokes; the clerk's window has none."""
        return self.resident.signature

    @property
    def preview(self) -> PreviewBox:
        """Where the resident's check page finds the pictures of the sheets; the clerk's window has none."""
        return self.resident.preview

    def show_first(self, settings: Settings) -> None:
        """Show the first page before there is a session."""
        self.resident.show_first(settings)
        self.clerk.show_first(settings)

    def show_state(self, state: SessionState) -> None:
        """Show ``state``, to whoever acts next first: two pages take longer than a touch may. The other one follows.

        What was typed goes over with the input.
        """
        before = self._state
        if before is not None and before.visit.hand is not state.visit.hand:
            self._mirrored = None
            self.mirror()
        self._state = state
        if not state.visit.procedures:
            self._mirrored = None  # what somebody typed does not outlive the visit
        windows = (self.clerk, self.resident) if self._clerks_turn(state) else (self.resident, self.clerk)
        windows[0].show_state(state)
        self._behind = windows[1]
        if before is None or _at_once(before, state):
            self.follow()
        else:
            self._following.start()  # once what is posted by then, the first page's picture, is done
        self._take_turns()
        if self._clerks_turn(state) and not (before and self._clerks_turn(before)):
            self.clerk.activateWindow()  # the keyboard on the counter is the clerk's
        if state.station.policy.assisted and not self._mirror.isActive():
            self._mirror.start()

    @Slot()
    def follow(self) -> None:
        """Have the other window show the same state, if it does not yet, and the clerk's how far the forms are."""
        behind, self._behind = self._behind, None
        if behind is not None and self._state is not None:
            behind.show_state(self._state)
            self.clerk.show_progress()

    def forget_secret(self) -> None:
        """The box was emptied from outside: the pad shows none."""
        self.resident.forget_secret()

    # --- what is typed and not sent ---

    def _windows(self, state: SessionState) -> tuple[Shell, Shell]:
        """Return the page of the hand that holds the input, and the other's."""
        from kiosk.session.hands import holder  # noqa: PLC0415 - not before the first page is painted
        from kiosk.session.state import Hand  # noqa: PLC0415 - as above

        here, there = self.resident, self.clerk.shell
        return (here, there) if holder(state) is Hand.RESIDENT else (there, here)

    @Slot()
    def mirror(self) -> None:
        """Show what is being typed to whoever watches; the draft of a secret holds no digit."""
        self.follow()
        if self._state is not None:
            self._mirror_from(self._windows(self._state))

    def _mirror_from(self, windows: tuple[Shell, Shell]) -> None:
        holds, watches = windows
        draft = holds.stage.draft()
        if draft != self._mirrored:
            self._mirrored = draft
            watches.stage.take_draft(draft)

    # --- where they stand ---

    def show_locked(self) -> None:
        """Fill the screens, with nothing around the windows."""
        self._shown = True
        self._place()

    def show_within(self, room: Monitor) -> None:
        """Stand beside each other in a part of one screen, as ordinary windows: for the demo."""
        self._monitors = partial(_only, room)
        self._shown = True
        self._place()

    def _watch_screens(self) -> None:
        """Hear when a screen is turned or set to another size."""
        there = QGuiApplication.screens()
        for one in there:
            if one not in self._screens:
                one.geometryChanged.connect(self._screens_changed)
        self._screens = there

    @Slot()
    def _screens_changed(self) -> None:
        self._watch_screens()
        # Qt tells of a screen that goes while it still counts it: look once it has gone.
        self._placing.start()

    @Slot()
    def place_anew(self) -> None:
        """A screen came or went: both windows go where there is room now."""
        if self._shown and self._monitors():
            self._place()

    def _place(self) -> None:
        self.places = places(self._monitors())
        for window, place in ((self.resident, self.places.resident), (self.clerk, self.places.clerk)):
            window.set_display(Display(place.px_per_mm))
            area = QRect(place.x, place.y, place.width, place.height)
            screen = QGuiApplication.screenAt(area.topLeft())
            whole = self._locked and screen is not None and screen.geometry() == area
            window.setWindowState(Qt.WindowState.WindowNoState)
            if screen is not None:
                window.setScreen(screen)
            window.setGeometry(area)
            if whole:
                # Above the desktop's own bars, as a single window is.
                window.setWindowState(Qt.WindowState.WindowFullScreen)
        self.resident.show_in_turn(in_turn=self.places.arrangement is Arrangement.IN_TURN)
        self._take_turns()

    def _take_turns(self) -> None:
        """Show both windows, or on a single narrow screen that of the hand that holds the input."""
        if not self._shown:
            return
        if self.places.arrangement is not Arrangement.IN_TURN:
            self.resident.show()
            self.clerk.show()
            return
        clerks = self._state is None or self._clerks_turn(self._state)
        on_top, below = (self.clerk, self.resident) if clerks else (self.resident, self.clerk)
        came = on_top.isHidden()
        on_top.show()
        below.hide()
        if came:
            for button in on_top.findChildren(BigButton):
                button.hush(TURNED_S)  # the second half of a double touch was meant for the other window

    @staticmethod
    def _clerks_turn(state: SessionState) -> bool:
        """Tell whether it is the clerk who acts next: nobody's visit, the clerk's hand, or a clerk's decision."""
        from kiosk.session import hands  # noqa: PLC0415 - not before the first page is painted
        from kiosk.session.state import IDLE_PAGES, Hand  # noqa: PLC0415 - as above

        return state.phase in IDLE_PAGES or hands.for_clerk(state) or hands.holder(state) is Hand.CLERK

    # --- what the resident's window asks by itself ---

    @Slot()
    def _tell_clerk(self) -> None:
        """While the resident is asked whether to stop, a clerk's answer would take the question away unanswered."""
        if self._state is not None:
            self.clerk.show_leaving(leaving=self.resident.panels.open == "stop")

    @Slot()
    def _keep(self) -> None:
        self.resident.panels.answer("keep")

    # --- what is touched ---

    @Slot(object)
    def _by_resident(self, event: ResidentEvent) -> None:
        from kiosk.session.state import Hand  # noqa: PLC0415 - not before the first page is painted

        self._send(Hand.RESIDENT, event)
        if self._state is not None and self._clerks_turn(self._state):
            # A touch made it the active window: the clerk's next letters would be the resident's keys.
            self._keyboard.start()

    @Slot(object)
    def _by_clerk(self, event: ResidentEvent) -> None:
        from kiosk.session.state import Hand  # noqa: PLC0415 - not before the first page is painted

        self._send(Hand.CLERK, event)

    def _send(self, hand: Hand, event: ResidentEvent) -> None:
        from kiosk.session.events import By  # noqa: PLC0415 - not before the first page is painted

        self.intent.emit(By(hand, event))

    # --- the end ---

    def unlock(self) -> None:
        """The program ends: closing is allowed again."""
        self.resident.unlock()
        self.clerk.unlock()

    def close(self) -> bool:
        """Close both."""
        self._mirror.stop()
        return self.resident.close() and self.clerk.close()


def _at_once(before: SessionState, after: SessionState) -> bool:
    """Tell whether neither window may show what was before a moment longer.

    Where a secret or a signature ends, where the input goes over on the same page, and where the visit or what was
    known of a person is gone. A secret that begins is in the resident's window first: no other holds any of it.
    """
    from kiosk.session.hands import RESIDENTS_OWN  # noqa: PLC0415 - not before the first page is painted
    from kiosk.session.state import IDLE_PAGES  # noqa: PLC0415 - as above

    given = before.visit.hand is not after.visit.hand and before.phase is after.phase
    gone = len(before.visit.answers) > 0 and len(after.visit.answers) == 0
    return given or gone or before.phase in RESIDENTS_OWN or after.phase in IDLE_PAGES


def _only(room: Monitor) -> Sequence[Monitor]:
    return (room,)
