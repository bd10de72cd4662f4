"""The window's fixed frame with one page in it: rail at the left, footer below, a notice above the page when needed.

職員を呼ぶ, voice, text size, colours and language are in the rail on every page; もどる, やめる and つぎへ always at
the same places of the footer. The shell reads views and sends session events; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QWidget,
)

from forms.japanese.furigana import plain
from kiosk.i18n import LANGUAGES, Words
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings
from ui import view
from ui.arrows import ARROWS, target
from ui.focus import order_focus, reveal
from ui.frame import Frame
from ui.locked import LockedWindow
from ui.page import Screen, announce
from ui.screens import languages_screen, notice_screen, screen_for, voice_screen
from ui.theme import Clock, Theme, palette_of
from ui.tokens import Screen as Display
from ui.wishes import in_language, next_scheme, next_size, with_voice

if TYPE_CHECKING:
    from forms.settings import Town
    from kiosk.session.events import ResidentEvent
    from kiosk.session.state import Hand, SessionState
    from ui.notice_view import Notice


class Shell(LockedWindow):
    """The whole window. ``show_state`` is called after every step; ``intent`` carries what was touched."""

    intent = Signal(object)
    appeared = Signal(object)
    """A page or a notice stands there now: its ``Screen``."""
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
        super().__init__(parent, locked=locked)
        self._display, self._clock, self._box, self._names = display, clock, box, names
        self.town: Town | None = None
        """Set as soon as its settings are loaded; the first page needs only the name."""
        self._settings: Settings | None = None
        self._state: SessionState | None = None
        self._screen: Screen[Any] | None = None
        self._notice: Screen[Any] | None = None
        self._page_key: object = None
        self._notice_key: Notice | view.Languages | view.VoicePanel | None = None
        self._staff_event: Callable[[], ResidentEvent] = self._staff_called
        self._above: str = ""
        """What the window itself laid over the page, of which the session knows nothing: "stop" or "languages"."""
        self.mute = False
        """Whether the voice was found to be missing."""
        self.theme = Theme(display, clock, Words(LANGUAGES[0]))
        self._frame: Frame | None = None
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        # The screen is as large as it is: a page must never make the window larger.
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setObjectName("shell")
        self.setAutoFillBackground(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

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
        """The page or the notice that can be touched now."""
        return self._notice or self._screen

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
        self._show_page(page, _page_key(page))
        self._show_footer(page.footer)

    def show_state(self, state: SessionState) -> None:
        """Show ``state``: the page of its phase, and what lies above."""
        if self._state is not None and self._state.visit.today is not None and state.visit.today is None:
            # The visit ended: what this window alone knows of it ends too, and the voice may be tried again.
            self._above, self.mute = "", False
        if state.settings != self._settings:
            self._dress(state.settings)
        self._state = state
        page = self._page_of(state)
        notice = self._overlay(state)
        if notice is not None or (self._above == "stop" and not page.footer.stop):
            self._above = ""
        above = notice or self._own_notice()
        old = self._show_page(page, _page_key(page), covered=above is not None)
        self._show_notice(above)
        self._drop(old)
        self._show_footer(page.footer if self._notice is None else view.Footer())
        self._show_hand(state)

    def _page_of(self, state: SessionState) -> view.PageView:
        return view.page(state, self.theme.words, self._names, self.town)

    def _watching(self, state: SessionState) -> str:
        """Return what stands where つぎへ is while another hand holds the input; empty while touches here count."""
        from ui import hand_view  # noqa: PLC0415 - nobody holds the first page

        return hand_view.watching(state, self.theme.words)

    def _show_hand(self, state: SessionState) -> None:
        """Where a clerk assists: the button that gives or takes the input, and the page only mirrored meanwhile."""
        if not state.station.policy.assisted:
            return
        from ui import hand_view  # noqa: PLC0415 - nobody holds the first page

        button = hand_view.button(state, self.theme.words)
        self._staff_event = partial(self._hand_given, button.to) if button else self._staff_called
        # What only this window knows of, and つづける, can be touched all the same.
        live = self._above or getattr(self._notice_key, "kind", "") == "still"
        if self.frame.show_hand(button, "" if live else self._watching(state)):
            QTimer.singleShot(0, self, self._focus_first)

    def draft(self) -> object:
        """Return what is typed on the page and not sent, for the same page in another window; never a secret."""
        return (self._page_key, self._screen.draft()) if self._screen else None

    def take_draft(self, draft: object) -> None:
        """Show what was typed in another window, if the same page is open here."""
        if isinstance(draft, tuple) and self._screen is not None and draft[0] == self._page_key:
            self._screen.restore(draft[1])

    def _overlay(self, state: SessionState) -> Notice | None:
        if not state.overlays:
            return None
        from ui import notice_view  # noqa: PLC0415 - no notice lies over the first page

        return notice_view.overlay(state, self.theme.words)

    def _dress(self, settings: Settings) -> None:
        """Build the frame anew in the language and text size of these settings; what is typed moves along."""
        self._settings = settings
        draft = self._screen.draft() if self._screen else None
        self.theme = Theme(
            self._display, self._clock, Words(settings.words), settings.text_size, settings.scheme, reads=settings.reads
        )
        self.setPalette(palette_of(self.theme.colours))
        old, old_key = self._frame, self._page_key
        self._drop_notice()
        self._screen, self._page_key = None, None
        self._frame = Frame(self.theme, self._names["ja"], self)
        self._frame.voice.setChecked(settings.voice and not self.mute)
        self._connect(self._frame)
        if old is not None:
            self._outer.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._outer.addWidget(self._frame)
        self._frame.show()
        self._pending_draft = (old_key, draft)

    _pending_draft: tuple[object, object] = (None, None)

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

    def _show_page(self, page: view.PageView, key: object, *, covered: bool = False) -> Screen[Any] | None:
        """Show the page, unless it is ``covered``; return the one before, to be dropped when another is in sight."""
        old = None
        if key != self._page_key or self._screen is None:
            draft_key, draft = self._pending_draft
            self._pending_draft = (None, None)
            old, self._screen = self._screen, self._make(page)
            self._page_key = key
            if old is not None:
                old.leave()
            self._fill(self._screen, page)
            order_focus(self._screen)
            if draft_key == key:
                self._screen.restore(draft)
            if not covered:
                self.frame.pages.setCurrentWidget(self._screen)
            self._introduce(self._screen)
        else:
            self._screen.present(page)
            if problem := getattr(page, "problem", ""):
                self.complained.emit(problem)
        return old

    def _make(self, page: view.PageView) -> Screen[Any]:
        screen = screen_for(page, self.theme, self._box)
        screen.intent.connect(self._pass_on)
        screen.complained.connect(self.complained)
        return screen

    def _fill(self, screen: Screen[Any], shown: object) -> None:
        """Present on a page that has its size and is not in sight: all of it is laid out once, and painted once."""
        screen.resize(self.frame.page_size())
        screen.present(shown)
        self.frame.pages.addWidget(screen)
        self._watch_scroll(screen)

    def _watch_scroll(self, screen: Screen[Any]) -> None:
        if screen.scroller is not None:
            screen.scroller.moved.connect(self._show_scroll)

    def _show_notice(self, notice: Notice | view.Languages | view.VoicePanel | None) -> None:
        if notice is None:
            if self._notice is not None:
                self._drop_notice()
                if self._screen is not None:
                    self.frame.pages.setCurrentWidget(self._screen)
                    self._introduce(self._screen)
            return
        key = notice if isinstance(notice, view.Languages | view.VoicePanel) else notice._replace(seconds=None)
        if key != self._notice_key:
            old, self._notice, self._notice_key = self._notice, self._make_notice(notice), key
            self._notice.intent.connect(self._pass_on)
            self._fill(self._notice, notice)
            order_focus(self._notice)
            self.frame.pages.setCurrentWidget(self._notice)
            self._drop(old)
            self._introduce(self._notice)
        elif self._notice is not None:
            self._notice.present(notice)

    def _make_notice(self, notice: Notice | view.Languages | view.VoicePanel) -> Screen[Any]:
        if isinstance(notice, view.Languages):
            return languages_screen(self.theme, self._choose_language)
        if isinstance(notice, view.VoicePanel):
            return voice_screen(self.theme, self._turn_voice)
        return notice_screen(self.theme, self._local)

    def _own_notice(self) -> Notice | view.Languages | view.VoicePanel | None:
        match self._above:
            case "stop":
                return self._stop_notice()
            case "languages":
                return view.languages(self._settings or Settings())
            case "voice":
                return view.voice(self._settings or Settings(), self.theme.words, failed=self.mute)
            case _:
                return None

    def _drop_notice(self) -> None:
        self._drop(self._notice)
        self._notice, self._notice_key = None, None

    def _drop(self, screen: Screen[Any] | None) -> None:
        if screen is not None:
            self.frame.pages.removeWidget(screen)
            screen.hide()
            screen.deleteLater()

    def _introduce(self, screen: Screen[Any]) -> None:
        """Tell the page's title to window list and screen reader, and put the focus on its first control."""
        self.setWindowTitle(plain(self.theme.text("window_title", heading=screen.title)))
        screen.setAccessibleName(plain(screen.title))
        # Layouts show their widgets by a posted event; what is not shown yet cannot take the focus.
        QTimer.singleShot(0, self, self._focus_first)
        announce(screen, plain(screen.spoken()))
        self.appeared.emit(screen)

    @Slot()
    def _focus_first(self) -> None:
        screen = self.screen_shown
        if screen is not None and not self.frame.body.isEnabled():
            self.frame.staff.setFocus(Qt.FocusReason.OtherFocusReason)
        elif screen is not None:
            onward = self.frame.onward if self.frame.onward.isVisible() else None
            (screen.first() or onward or screen).setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def _show_footer(self, footer: view.Footer) -> None:
        self.frame.show_footer(footer, getattr(self._notice_key, "code", ""))
        self._show_scroll()

    @Slot()
    def _show_scroll(self) -> None:
        self.frame.show_scroll(self.screen_shown.scroller if self.screen_shown else None)

    @Slot()
    def _scroll_up(self) -> None:
        self._scroll(-1)

    @Slot()
    def _scroll_down(self) -> None:
        self._scroll(1)

    def _scroll(self, direction: int) -> None:
        if self.screen_shown and self.screen_shown.scroller:
            self.screen_shown.scroller.go(direction)

    # --- what is touched ---

    @Slot(object)
    def _pass_on(self, event: ResidentEvent) -> None:
        self._send(event)

    def _send(self, event: ResidentEvent) -> None:
        """Tell the session; the only place where the shell emits."""
        self.intent.emit(event)

    @Slot()
    def go_back(self) -> None:
        """もどる or Esc."""
        if self._above == "stop":
            self._local("keep")
        elif self.screen_shown is not None:
            self.screen_shown.back()

    @Slot()
    def go_on(self) -> None:
        """つぎへ."""
        if self._screen is not None and self._notice is None:
            self._screen.forward()

    @Slot()
    def _other_size(self) -> None:
        if self._settings is not None:
            self._change(next_size(self._settings))

    @Slot()
    def _other_scheme(self) -> None:
        if self._settings is not None:
            self._change(next_scheme(self._settings))

    @Slot()
    def _ask_voice(self) -> None:
        """Speak from now on; where the voice speaks already, or cannot, tell more of it."""
        if self._settings is None:
            return
        if self._settings.speaks and not self._settings.voice and not self.mute:
            self._change(replace(self._settings, voice=True))
        else:
            self._lay_above("" if self._above == "voice" else "voice")

    def _turn_voice(self, act: str) -> None:
        """Do what was touched on the voice's page, which stays until it is left or the voice is turned off."""
        changed = with_voice(self.settings, act)
        if not changed.voice or changed == self.settings:
            self._above = ""
        if changed != self.settings:
            self._change(changed)
        else:
            self.touched()
            self._lay_above("")

    def fall_silent(self) -> None:
        """The voice cannot be heard on this machine: say so in writing, where it was asked for."""
        self.mute = True
        if self._settings is not None and self._settings.voice:
            self._above = "voice"
            self._change(replace(self._settings, voice=False))

    @Slot()
    def _ask_language(self) -> None:
        self._lay_above("" if self._above == "languages" else "languages")

    def _choose_language(self, language: str) -> None:
        """Speak ``language`` from now on, or turn furigana; an empty one or the present one only closes the page."""
        self._above = ""
        chosen = in_language(self.settings, language)
        if chosen != self.settings:
            self._change(chosen)
        else:
            self.touched()

    def _change(self, settings: Settings) -> None:
        # Events are loaded when the first one is sent: the first page is painted before.
        from kiosk.session.events import SettingsChanged  # noqa: PLC0415

        self._send(SettingsChanged(self._clock.now(), settings))

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

    @Slot()
    def _ask_to_stop(self) -> None:
        self._lay_above("stop")

    def _lay_above(self, above: str) -> None:
        self._above = above
        if self._state is not None:
            self.show_state(self._state)

    def _stop_notice(self) -> Notice:
        from ui import notice_view  # noqa: PLC0415

        return notice_view.stop(self.theme.words)

    def _local(self, act: str) -> None:
        if act == "keep":
            self._above = ""
            self.touched()

    def forget_secret(self) -> None:
        """The box was emptied from outside: the pad shows none."""
        if self._screen is not None:
            self._screen.emptied()

    # --- what the window does not do ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is もどる, arrows move the focus; the page may write; any other key says that somebody is there."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in _SCROLLS:
            self._scroll(_SCROLLS[event.key()])
        elif event.key() in ARROWS:
            self.focus_on(target(self, ARROWS[event.key()]))
            self.touched()
        elif not (self.screen_shown and self.frame.body.isEnabled() and self.screen_shown.type_key(event)):
            self.touched()
        elif self.frame.onward.isVisible():
            # Enter goes on, instead of pressing whatever key of a pad has the focus.
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


_SCROLLS = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}


def _page_key(page: view.PageView) -> object:
    """Return what makes two views the same page: a question, a door, a sentence."""
    match page:
        case view.Ask():
            return (view.Ask, page.key)
        case view.SecretEntry():
            return (view.SecretEntry, page.door, page.tries_left)
        case view.CardPlace():
            return view.CardPlace
        case view.Pick():
            return (view.Pick, page.name)
        case view.Doors():
            return (view.Doors, page.heading, len(page.options))
        case view.Check():
            return page
        case _:
            return type(page)
