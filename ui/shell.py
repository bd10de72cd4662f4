"""The window's fixed frame with one page in it: rail at the left, footer below, a notice above the page when needed.

職員を呼ぶ, voice, text size, colours and language are in the rail on every page; もどる, やめる and つぎへ always at
the same places of the footer. The shell reads views and sends session events; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from forms.japanese.furigana import plain
from kiosk.i18n import LANGUAGES, Words
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings
from ui import view
from ui.arrows import ARROWS, target
from ui.focus import reveal
from ui.frame import Frame
from ui.later import Later
from ui.locked import LockedWindow
from ui.screen import Screen, announce
from ui.screens import screen_for
from ui.stage import Above, Stage
from ui.theme import Clock, Theme, palette_of
from ui.tokens import Screen as Display
from ui.widgets.button import TURNED_S

if TYPE_CHECKING:
    from forms.settings import Town
    from kiosk.previewbox import PreviewBox
    from kiosk.session.events import ResidentEvent
    from kiosk.session.state import Hand, SessionState
    from kiosk.signaturebox import SignatureBox
    from ui.near import NearTouch
    from ui.notice_view import Notice
    from ui.panels import Panels
    from ui.presence import Presence


class Shell(LockedWindow):
    """The whole window. ``show_state`` is called after every step; ``intent`` carries what was touched."""

    intent = Signal(object)
    appeared = Signal(object)
    """A page or a notice stands there now: its ``Screen``."""
    turned = Signal(object)
    """The page or notice that stands there shows another face: its ``Screen``."""
    complained = Signal(str)
    """The page says what is missing."""
    settled = Signal()
    """Another page is there, laid out, with the focus on its first control."""

    def __init__(
        self,
        display: Display,
        clock: Clock,
        box: SecretBox,
        names: Mapping[str, str],
        *,
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("shell", parent, locked=locked)
        self._display, self._clock, self._box, self._names = display, clock, box, names
        self.town: Town | None = None
        """Set as soon as its settings are loaded; the first page needs only the name."""
        self._settings: Settings | None = None
        self._state: SessionState | None = None
        self._in_turn = False
        self._going_on = False
        self._staff_event: Callable[[], ResidentEvent] = self._staff_called
        self.stage = Stage(self._screen_for, self._screen_above, self)
        self.stage.intent.connect(self._act)
        self.stage.complained.connect(self.complained)
        self.stage.turned.connect(self.turned)
        self.stage.appeared.connect(self._introduce)
        self.stage.moved.connect(self._show_scroll)
        self.theme = Theme(display, clock, Words(LANGUAGES[0]))
        self._frame: Frame | None = None
        self._near: NearTouch | None = None
        self._presence: Presence | None = None
        self._focusing = Later(self, self._focus_first)

    def sizeHint(self) -> QSize:
        """Return the smallest window all pages are made for: 217 x 136 mm."""
        return QSize(self._display.px(217), self._display.px(136))

    @property
    def settings(self) -> Settings:
        """What the resident chose for this visit."""
        return self._settings or Settings()

    @property
    def state(self) -> SessionState | None:
        """What is shown; None before there is a session."""
        return self._state

    @property
    def screen_shown(self) -> Screen[Any] | None:
        """The page, or what lies above it, that can be touched now."""
        return self.stage.shown

    @cached_property
    def panels(self) -> Panels:
        """What this window lays over the page by itself; loaded with the first session."""
        from ui.panels import Panels  # noqa: PLC0415 - nothing lies over the first page

        panels = Panels(lambda: self.settings, self)
        panels.chosen.connect(self._change)
        panels.touched.connect(self.touched)
        panels.changed.connect(self._show_again)
        return panels

    @cached_property
    def signature(self) -> SignatureBox:
        """Where the pad for a signature leaves its strokes; loaded with the first session."""
        from kiosk.signaturebox import SignatureBox  # noqa: PLC0415 - the first page has no pad

        return SignatureBox()

    @cached_property
    def preview(self) -> PreviewBox:
        """Where the check page finds the pictures of the sheets."""
        from kiosk.previewbox import PreviewBox  # noqa: PLC0415 - the first page shows none
        from ui.tokens import MARGIN, PAPER  # noqa: PLC0415 - as above

        page = self._frame.page_size() if self._frame else self.size()
        room = page.width() - 2 * self.theme.px(MARGIN)
        return PreviewBox(min(room, self.theme.px(PAPER)))

    @property
    def frame(self) -> Frame:
        """Rail and footer."""
        if self._frame is None:
            raise RuntimeError("show_state comes first")
        return self._frame

    def set_display(self, display: Display) -> None:
        """The window moves to another screen: the same page in its millimetres, with what is typed on it."""
        if display == self._display:
            return
        self._display = display
        if self._settings is not None and self._state is not None:
            self._dress(self._settings)
            self.show_state(self._state)
        elif self._settings is not None:
            self.show_first(self._settings)

    # --- show ---

    def show_first(self, settings: Settings) -> None:
        """Show the attract page before there is a session: nothing else has to be loaded for it."""
        self._dress(settings)
        page = view.Attract(view.town_name(self._names, settings.language))
        self.stage.show(page)
        self._show_footer(page.footer)

    def show_state(self, state: SessionState) -> None:
        """Show ``state``: the page of its phase, and what lies above."""
        if self._near is None:
            from ui.near import NearTouch  # noqa: PLC0415 - the first page acts wherever it is touched
            from ui.presence import Presence  # noqa: PLC0415 - nobody is asked whether they are there before

            self._near, self._presence = NearTouch(self), Presence(self, self._clock)
            self._presence.watch()
        from kiosk.session.policy import left_alone  # noqa: PLC0415 - there is a session: it is loaded

        ended = self._state is not None and self._state.visit.today is not None and state.visit.today is None
        over = ended or left_alone(state)
        if over:
            # What this window alone knows of the visit ends with it.
            self.panels.forget()
        if state.settings != self._settings:
            self._dress(state.settings)
        before, self._state = self._state, state
        page = self._page_of(state)
        notice = self._overlay(state)
        told = before is not None and before.overlay == state.overlay
        may_end = told and notice.ends if notice is not None else page.footer.stop
        # The question before やめる is about the page on which it was asked; the other hand may have gone on.
        went = before is not None and state.station.policy.assisted and _place(before) != _place(state)
        if not (may_end and not went if self.panels.open == "stop" else notice is None):
            # What is told anew goes before what this window asks.
            self.panels.open = ""
        above = self.panels.view(self.theme.words) or notice
        # Who holds the input is no answer: what is typed and open stays.
        went_on = before is None or (before.visit is not state.visit and before.visit.hand is state.visit.hand)
        self.stage.show(page, above, anew=went_on)
        if over:
            self.stage.unsent.clear()  # the question just left is in it as well
        self._show_footer(page.footer if self.stage.above is None else view.Footer())
        self._show_hand(state)

    def _page_of(self, state: SessionState) -> view.PageView:
        return view.page(state, self.theme.words, self._names, self.town)

    def _watches(self, state: SessionState) -> bool:
        """Tell whether another hand holds the input: touches here do not count."""
        from kiosk.session.state import Hand  # noqa: PLC0415 - nobody holds the first page
        from ui import hand_view  # noqa: PLC0415 - as above

        return hand_view.watches(state, Hand.RESIDENT)

    def _watching(self, state: SessionState) -> str:
        """Return what stands where つぎへ is meanwhile."""
        from ui import hand_view  # noqa: PLC0415 - nobody holds the first page

        return hand_view.watching(state, self.theme.words)

    def _show_hand(self, state: SessionState) -> None:
        """Where a clerk assists: the button that gives or takes the input, and the page only mirrored meanwhile."""
        if not state.station.policy.assisted:
            return
        from ui import hand_view  # noqa: PLC0415 - nobody holds the first page

        button = hand_view.button(state, self.theme.words)
        self._staff_event = partial(self._hand_given, button.to) if button else self._staff_called
        # What only this window knows of, and what either may answer, can be touched all the same.
        live = self.panels.open or getattr(self.stage.above, "kind", "") in _EITHERS
        watched = not live and self._watches(state)
        if self.frame.show_hand(button, self._watching(state) if watched else "", watched=watched):
            self._focusing.start()

    def _overlay(self, state: SessionState) -> Notice | None:
        if not state.overlays:
            return None
        from ui import notice_view  # noqa: PLC0415 - no notice lies over the first page

        return notice_view.overlay(state, self.theme.words, in_turn=self._in_turn)

    def show_in_turn(self, *, in_turn: bool) -> None:
        """Stand on one screen in turn with a clerk's window, or no longer."""
        if in_turn is not self._in_turn:
            self._in_turn = in_turn
            self._show_again()

    def _dress(self, settings: Settings) -> None:
        """Build the frame anew in the language and text size of these settings; what is typed moves along."""
        self._settings = settings
        self.theme = Theme(
            self._display, self._clock, Words(settings.words), settings.text_size, settings.scheme, reads=settings.reads
        )
        self.setPalette(palette_of(self.theme.colours))
        self._frame = Frame(self.theme, self._names["ja"], self)
        self.stage.move_to(self._frame)
        self._frame.voice.setChecked(settings.voice and not self.panels.mute)
        self._connect(self._frame)
        self.fill(self._frame)

    def _connect(self, frame: Frame) -> None:
        frame.text_size.activated.connect(self._other_size)
        frame.scheme.activated.connect(self._other_scheme)
        frame.voice.activated.connect(self._ask_voice)
        frame.language.activated.connect(self._ask_language)
        frame.staff.activated.connect(self._call_staff)
        frame.back.activated.connect(self.go_back)
        frame.stop.activated.connect(self._ask_to_stop)
        frame.onward.activated.connect(self.go_on)
        frame.up.activated.connect(self._scroll_up)
        frame.down.activated.connect(self._scroll_down)

    def _screen_for(self, page: view.PageView) -> Screen[Any]:
        return screen_for(page, self.theme, self._box, lambda: self.signature, lambda: self.preview)

    def _screen_above(self, above: Above) -> Screen[Any]:
        return self.panels.screen(above, self.theme)

    @Slot(object)
    def _introduce(self, screen: Screen[Any]) -> None:
        """Tell the page's title to window list and screen reader, and put the focus on its first control."""
        self.setWindowTitle(plain(self.theme.text("window_title", heading=screen.title)))
        screen.setAccessibleName(plain(screen.title))
        # Layouts show their widgets by a posted event; what is not shown yet cannot take the focus.
        self._focusing.start()
        announce(screen, plain(screen.spoken()))
        self.appeared.emit(screen)

    @Slot()
    def _focus_first(self) -> None:
        screen = self.screen_shown
        if screen is not None and not self.frame.body.isEnabled():
            self._while_watching().setFocus(Qt.FocusReason.OtherFocusReason)
        elif screen is not None:
            onward = self.frame.onward if self.frame.onward.isVisible() else None
            (screen.first_in_sight() or onward or screen).setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def focus_anew(self) -> None:
        """Put the focus where it begins: what had it does something else now."""
        self._focusing.start()

    def _while_watching(self) -> QWidget:
        """Return what has the focus while another hand holds the input."""
        return self.frame.staff

    def _show_footer(self, footer: view.Footer) -> None:
        self.frame.show_footer(footer, getattr(self.stage.above, "code", ""))
        self._show_scroll()

    @Slot()
    def _show_scroll(self) -> None:
        self.frame.show_scroll(self.screen_shown.scroller if self.screen_shown else None)

    @Slot()
    def _scroll_up(self) -> None:
        self.stage.scroll(-1)

    @Slot()
    def _scroll_down(self) -> None:
        self.stage.scroll(1)

    # --- what is touched ---

    @Slot(object)
    def _act(self, event: ResidentEvent) -> None:
        """Tell the session; after an answer that went on by itself つぎへ is quiet for a moment."""
        from kiosk.session.events import Answered  # noqa: PLC0415 - loaded with the event

        if isinstance(event, Answered) and not self._going_on:
            # はい and then つぎへ, as on other pages: the second touch was meant for the page that went.
            self.frame.onward.hush(TURNED_S)
        self._send(event)

    @Slot(object)
    def _send(self, event: ResidentEvent) -> None:
        """Tell the session; the only place where the shell emits."""
        self.intent.emit(event)

    @Slot()
    def go_back(self) -> None:
        """もどる or Esc."""
        if self.panels.open == "stop":
            self.panels.answer("keep")
        elif self.screen_shown is not None and (self.stage.above is not None or self.frame.body.isEnabled()):
            self.screen_shown.back()  # a page that is only mirrored goes back with the one that is touched

    @Slot()
    def go_on(self) -> None:
        """つぎへ."""
        if self.stage.page is not None and self.stage.above is None:
            self._going_on = True
            try:
                self.stage.page.forward()
            finally:
                self._going_on = False

    @Slot()
    def _other_size(self) -> None:
        from ui.wishes import next_size  # noqa: PLC0415 - nothing is wished for before the first page is painted

        if self._settings is not None:
            self._change(next_size(self._settings))

    @Slot()
    def _other_scheme(self) -> None:
        from ui.wishes import next_scheme  # noqa: PLC0415 - as above

        if self._settings is not None:
            self._change(next_scheme(self._settings))

    @Slot()
    def _ask_voice(self) -> None:
        if self._settings is not None:
            self.panels.ask_voice()

    @Slot()
    def _ask_language(self) -> None:
        self.panels.ask_language()

    @Slot()
    def _ask_to_stop(self) -> None:
        self.panels.ask_to_stop()

    @Slot()
    def _show_again(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    @Slot()
    def fall_silent(self) -> None:
        """The voice cannot be heard on this machine: say so in writing, where it was asked for."""
        self.panels.fall_silent()

    @Slot(object)
    def _change(self, settings: Settings) -> None:
        # Events are loaded when the first one is sent: the first page is painted before.
        from kiosk.session.events import SettingsChanged  # noqa: PLC0415

        self._send(SettingsChanged(self._clock.now(), settings))

    @Slot()
    def touched(self) -> None:
        """Tell the session that somebody is there."""
        from kiosk.session.events import Touched  # noqa: PLC0415

        self._send(Touched(self._clock.now()))

    @Slot()
    def _call_staff(self) -> None:
        self._send(self._staff_event())

    def _staff_called(self) -> ResidentEvent:
        from kiosk.session.events import StaffCalled  # noqa: PLC0415

        return StaffCalled(self._clock.now())

    def _hand_given(self, to: Hand) -> ResidentEvent:
        from kiosk.session.events import HandGiven  # noqa: PLC0415

        return HandGiven(self._clock.now(), to)

    def forget_secret(self) -> None:
        """The box was emptied from outside: the pad shows none."""
        if self.stage.page is not None:
            self.stage.page.emptied()

    # --- what the window does not do ---

    def showEvent(self, event: QShowEvent) -> None:
        """See what reaches the window."""
        super().showEvent(event)
        if self._presence is not None:
            self._presence.watch()
        if self._state is not None and not event.spontaneous():
            # In turn with another window: a page that came while this one was hidden has no focus yet.
            self._focusing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is もどる, arrows move the focus; the page may write; any other key says that somebody is there."""
        if event.isAutoRepeat():
            return
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in _SCROLLS:
            self.stage.scroll(_SCROLLS[event.key()])
        elif event.key() in ARROWS:
            self.focus_on(target(self, ARROWS[event.key()]))
            self.touched()
        elif not (self.screen_shown and self.frame.body.isEnabled() and self.screen_shown.type_key(event)):
            self.touched()
        elif self.focusWidget() is focus and self.frame.onward.isVisible():
            # Where no line took the focus, Enter goes on, instead of pressing whatever key of a pad has it.
            self.frame.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Tab was Qt's own: show where it led, and that somebody is there."""
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not event.isAutoRepeat():
            reveal(self.focusWidget())
            self.touched()

    def focus_on(self, control: QWidget | None) -> None:
        """Put the focus on a control and the control in sight."""
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
            reveal(control)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside every target: somebody is there."""
        self.touched()
        super().mousePressEvent(event)


def _place(state: SessionState) -> tuple[object, ...]:
    return state.phase, state.visit.question, state.visit.purpose.question


_EITHERS = frozenset({"still", "help", "staff", "leaving"})
"""Notices that whoever sees them may answer (``hands.refused``)."""
_SCROLLS = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}
