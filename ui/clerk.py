"""The clerk's window: what to say, the form's own words, the same page to type on, the state of the whole form.

Made for a mouse and a keyboard at arm's length, so everything stands at about half the resident's size. It holds no
box for a secret: while one is typed, its page is not here at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.i18n import Words
from kiosk.secretbox import SecretBox
from kiosk.session.settings import Settings
from ui import tokens, view
from ui.focus import order_focus
from ui.form_tree import FormTree
from ui.locked import LockedWindow
from ui.screens import notice_screen
from ui.shell import Shell
from ui.theme import Clock, Theme
from ui.tokens import Screen as Display
from ui.widgets.button import TURNED_S, BigButton
from ui.widgets.look import Look
from ui.widgets.panel import Panel
from ui.widgets.sentence import Sentence, Voice

if TYPE_CHECKING:
    from forms.settings import Town
    from kiosk.session.events import ResidentEvent
    from kiosk.session.state import SessionState
    from ui.clerk_view import Progress, Side
    from ui.notice_view import Notice
    from ui.screen import Screen
    from ui.stage import Above

SCALE = 0.55
"""Of the resident's sizes: body text of 13 pt, targets of 11 mm."""

LEAST_MM = (120, 130)
"""The smallest window all of this is made for."""
ROOMY_MM = 180
"""A window of this height has room for the form's own words above a page with a pad."""

LANGUAGE = "ja"
"""What staff read, whatever language the resident chose."""


class ClerkShell(Shell):
    """The page of the visit in the staff's language, without rail; live while the clerk holds the input."""

    kept = Signal()
    """続ける was touched instead of the resident."""
    accessible_role = None  # a part of the clerk's window
    beside: QWidget | None = None
    """What has the focus while the page is only to be read: nothing of it, nor what would take the input back."""
    leaving = False
    """Whether the resident's window asks if やめる was meant: the page takes no answer meanwhile."""

    def show_state(self, state: SessionState) -> None:
        """Show ``state``, whatever the resident chose for their own window."""
        super().show_state(replace(state, settings=Settings(language=LANGUAGE)))

    def _dress(self, settings: Settings) -> None:
        super()._dress(settings)
        self.frame.hide_rail()

    def _page_of(self, state: SessionState) -> view.PageView:
        from ui import clerk_view  # noqa: PLC0415 - not before the first page is painted

        return clerk_view.page(state, self.theme.words, self._names, self.town)

    def _overlay(self, state: SessionState) -> Notice | None:
        from kiosk.session.state import Hand  # noqa: PLC0415 - as above
        from ui import notice_view  # noqa: PLC0415 - as above

        if self.leaving:
            return notice_view.leaving(self.theme.words)
        return notice_view.overlay(state, self.theme.words, Hand.CLERK)

    def _screen_above(self, above: Above) -> Screen[Any]:
        return notice_screen(self.theme, self._keep) if self.leaving else super()._screen_above(above)

    def _keep(self, act: str) -> None:
        del act  # it has but one button
        self.kept.emit()

    def _while_watching(self) -> QWidget:
        return self.beside or super()._while_watching()

    def _watches(self, state: SessionState) -> bool:
        from ui import clerk_view  # noqa: PLC0415 - as above

        return clerk_view.watches(state)

    def _watching(self, state: SessionState) -> str:
        from ui import clerk_view  # noqa: PLC0415 - as above

        return clerk_view.watching(state, self.theme.words)


class ClerkWindow(LockedWindow):
    """The whole window. ``show_state`` is called after every step; ``intent`` carries what was touched."""

    intent = Signal(object)
    kept = Signal()
    """The resident goes on, by a touch here."""

    def __init__(
        self,
        display: Display,
        clock: Clock,
        names: Mapping[str, str],
        *,
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("clerk", parent, locked=locked)
        self._clock, self._names = clock, names
        self._display = display
        self._town: Town | None = None
        self._state: SessionState | None = None
        self._side: Side | None = None
        self._progress: Progress | None = None
        self._told: SessionState | None = None
        """Of which state the form's is shown."""
        self._leaving = self._left = False
        """Whether the resident's window asks if やめる was meant; whether it was, and no visit followed."""
        self._build()

    def _build(self) -> None:
        """Make everything in the millimetres of this screen."""
        self.theme = theme = Theme(Display(self._display.px_per_mm * SCALE), self._clock, Words(LANGUAGE))
        self.setWindowTitle(theme.words.text("staff.window_title"))
        desk = self._desk = QWidget(self)
        gap, margin = theme.px(tokens.GAP), theme.px(tokens.MARGIN)
        self.hand = Sentence(theme, "", Voice.STRONG)
        self.give = BigButton(theme, theme.words.text("staff.hand.give"), Look.PRIMARY)
        self.give.setFixedWidth(theme.px(90))
        self.give.activated.connect(self._give)
        top = QHBoxLayout()
        top.addWidget(self.hand, 1)
        top.addWidget(self.give)
        self.say, self.do = Sentence(theme, "", Voice.HEADING), Sentence(theme, "", Voice.SMALL)
        self.term, self.where = Sentence(theme, "", Voice.STRONG), Sentence(theme, "", Voice.SMALL)
        for told in (self.say, self.do, self.term, self.where):
            told.be_wide()
        self.shell = ClerkShell(theme.screen, self._clock, SecretBox(), self._names, locked=self._locked, parent=self)
        self.shell.town = self._town
        self.shell.intent.connect(self._pass_on)
        self.shell.kept.connect(self.kept)
        self.shell.appeared.connect(self._order)
        asking = self._asking = QVBoxLayout()
        asking.setSpacing(gap)
        asking.addLayout(top)
        asking.addWidget(self._panel(self._head("say"), self.say, self.do))
        self._term_panel = self._panel(self._head("term"), self.term, self.where)
        asking.addWidget(self.shell, 1)
        self.problems = Sentence(theme, "", Voice.ERROR)
        self._problems_head = self._head("problems")
        self.shell.beside = self.tree = FormTree(theme, theme.words, self)
        form = self._form = QVBoxLayout()
        form.setSpacing(gap)
        for part in (self._problems_head, self.problems, self._head("form")):
            form.addWidget(part)
        form.addWidget(self.tree, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, desk)
        self._halves.setContentsMargins(margin, margin, margin, margin)
        self._halves.setSpacing(margin)
        self._halves.addLayout(asking, 11)
        self._halves.addLayout(form, 9)
        self._arrange(self.size())
        self._side = self._progress = self._told = None
        self.fill(desk)

    def _head(self, name: str) -> Sentence:
        return Sentence(self.theme, self.theme.words.text(f"staff.head.{name}"), Voice.SMALL)

    def _panel(self, *parts: QWidget) -> QWidget:
        panel = Panel(self.theme, self)
        column = QVBoxLayout(panel)
        pad = self.theme.px(4.0)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        return panel

    @property
    def town(self) -> Town | None:
        """The town's settings, set as soon as they are loaded."""
        return self._town

    @town.setter
    def town(self, town: Town) -> None:
        self._town = self.shell.town = town

    def sizeHint(self) -> QSize:
        """Return the smallest window this is made for."""
        return QSize(*(self._display.px(mm) for mm in LEAST_MM))

    def set_display(self, display: Display) -> None:
        """The window moves to another screen: the same in its millimetres, with what is typed."""
        if display == self._display:
            return
        draft, unsent, state = self.shell.stage.draft(), self.shell.stage.unsent, self._state
        self._display = display
        self._build()
        if state is None:
            self.show_first(Settings())
        else:
            self.shell.stage.unsent = unsent
            self.show_state(state)
            self.show_progress()
            self.shell.stage.take_draft(draft)

    # --- show ---

    def show_first(self, settings: Settings) -> None:
        """Show the first page before there is a session."""
        del settings
        self.shell.show_first(Settings(language=LANGUAGE))
        self.hand.say(self.theme.words.text("staff.hand.idle"))
        self.give.hide()
        self._term_panel.hide()

    def show_state(self, state: SessionState) -> None:
        """Show the page and what stands around it; how far the forms are takes as long again (``show_progress``)."""
        from ui import clerk_view  # noqa: PLC0415 - the forms' machinery comes with the first session

        before, self._state = self._state, state
        # Time passes every second; what stands around the page follows the visit alone, and whether it is left.
        news = self._look_who_leaves(before, state)
        if news or self._side is None or before is None or not _same_visit(before, state):
            side = clerk_view.side(state, self.theme.words, leaving=self.shell.leaving, left=self._left)
            if side != self._side:
                self._show_side(side)
                # The page is laid out once, for the room that is left.
                self._halves.activate()
        self.shell.show_state(state)

    def _look_who_leaves(self, before: SessionState | None, state: SessionState) -> bool:
        """Look whether the resident is about to leave, or did; tell whether that is news.

        That they left is said until the next visit begins, or for a while.
        """
        from kiosk.session.policy import left_alone  # noqa: PLC0415 - there is a session: it is loaded
        from kiosk.session.state import IDLE_PAGES  # noqa: PLC0415 - as above

        told = self.shell.leaving, self._left
        nobodys = state.phase in IDLE_PAGES
        ended = nobodys and before is not None and before.phase not in IDLE_PAGES
        self._left = nobodys and not left_alone(state) and (self._left or (ended and self._leaving))
        self.shell.leaving = self._leaving
        return told != (self.shell.leaving, self._left)

    def show_leaving(self, *, leaving: bool) -> None:
        """Say that the resident's window asks whether to stop, or no longer; until then nothing is answered here."""
        if leaving is not self._leaving:
            self._leaving = leaving
            if self._state is not None:
                self.show_state(self._state)

    def _show_side(self, side: Side) -> None:
        self._side = side
        self.hand.say(side.hand)
        self.give.setVisible(bool(side.button))
        if side.button and side.button != self.give.words:
            self.give.set_words(side.button)
            self.give.hush(TURNED_S)
            if self.focusWidget() is self.give:
                self.shell.focus_anew()
        self.say.say(side.say)
        self.do.say(side.do)
        self.term.say(side.term)
        self.where.say(side.where)
        self._term_panel.setVisible(bool(side.term))

    def show_progress(self) -> None:
        """Show how far the forms are, if the visit went on since."""
        from ui import clerk_view  # noqa: PLC0415 - the forms' machinery comes with the first session

        told, state = self._told, self._state
        if state is None or (told is not None and _same_visit(told, state)):
            return
        self._told = state
        old, self._progress = self._progress, clerk_view.progress(state, self.theme.words)
        self.problems.say("\n".join(self._progress.problems))
        self._problems_head.setVisible(bool(self._progress.problems))
        if old is None or old.forms != self._progress.forms:
            self.tree.show_forms(self._progress.forms)

    @Slot()
    def _order(self) -> None:
        """Tab goes from the page and its footer to the form: Qt would put every new page behind both."""
        order_focus(self._desk)

    # --- what is touched ---

    @Slot(object)
    def _pass_on(self, event: ResidentEvent) -> None:
        self.intent.emit(event)

    @Slot()
    def _give(self) -> None:
        from kiosk.session.events import HandGiven  # noqa: PLC0415 - not before the first page is painted

        if self._side is not None and self._side.to is not None:
            self._pass_on(HandGiven(self._clock.now(), self._side.to))

    # --- what the window does not do ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing beside the page takes are the page's."""
        self.shell.keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as there is room."""
        super().resizeEvent(event)
        self._arrange(event.size())

    def _arrange(self, size: QSize) -> None:
        """Put the form below the questions where the window is narrow, and its own words above it where it is low."""
        wide = size.width() * 4 >= size.height() * 5
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if wide else down)
        if wide and size.height() < self._display.px(ROOMY_MM):
            self._form.insertWidget(0, self._term_panel)
        else:
            self._asking.insertWidget(self._asking.indexOf(self.shell), self._term_panel)


def _same_visit(before: SessionState, after: SessionState) -> bool:
    """Tell whether nothing happened: the same answers, page and decision to be made."""
    return before.visit is after.visit and before.phase is after.phase and before.overlays == after.overlays
