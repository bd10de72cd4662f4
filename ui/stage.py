"""The place between rail and footer: one page, and above it what lies there now; the page below is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui import view
from ui.focus import order_focus, release_focus
from ui.screen import Screen

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.notice_view import Notice

Above: TypeAlias = "Notice | view.Languages | view.VoicePanel"
"""What can lie above a page."""


class Stage(QObject):
    """Shows a view on the screen that stands already for the same page, or on a new one."""

    intent = Signal(object)
    """What was touched on the page or above it, as a session event."""
    complained = Signal(str)
    """The page says what is missing."""
    appeared = Signal(object)
    """Another ``Screen`` can be touched now, or the same has another title."""
    turned = Signal(object)
    """The ``Screen`` that can be touched shows another face."""
    moved = Signal()
    """What is shown was scrolled, or is longer or shorter than it was."""

    def __init__(
        self,
        make_page: Callable[[view.PageView], Screen[Any]],
        make_above: Callable[[Above], Screen[Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._make_page, self._make_above = make_page, make_above
        self._frame: Frame | None = None
        self.page: Screen[Any] | None = None
        """The screen of the page, whatever lies above it."""
        self._view: view.PageView | None = None
        self.page_key: object = None
        """Which page it is: a question, a door, a sentence."""
        self.above: Above | None = None
        """What lies above the page."""
        self._screen_above: Screen[Any] | None = None
        self._moved: tuple[object, Screen[Any], object] | None = None
        """The page of the frame before: which it was, its screen, and what was typed."""
        self.unsent: dict[object, tuple[object, object]] = {}
        """By question left in this visit: the answer it had then, and what was typed. Until the visit ends."""

    @property
    def shown(self) -> Screen[Any] | None:
        """The screen that can be touched now."""
        return self._screen_above or self.page

    def move_to(self, frame: Frame) -> None:
        """Stand in a new frame: the screens are made anew when they are shown; what is typed moves along."""
        if self.page is not None:
            self._moved = (self.page_key, self.page, self.page.draft())
        self._drop_above()
        self.page, self.page_key = None, None
        self._frame = frame

    def show(self, page: view.PageView, above: Above | None = None, *, anew: bool = True) -> None:
        """Show ``page``, and ``above`` over it; without, the page can be touched.

        ``anew`` is False when nothing happened but that time passed: a page that is the same is left alone then. What
        was wrong would be said again every second, and a board opened to put it right would close.
        """
        # What was there stays until something else is in sight: Qt never looks for one to show in between.
        old = self._show_page(page, covered=above is not None, anew=anew)
        self._show_above(above)
        self._take_away(old)

    def _show_page(self, page: view.PageView, *, covered: bool, anew: bool) -> Screen[Any] | None:
        """Show the page, unless it is ``covered``; return the one before, to be taken away."""
        old, key = None, _page_key(page)
        before, self._view = self._view, page
        if key != self.page_key or self.page is None:
            moved, self._moved = self._moved, None
            old = self.page
            if moved is None and old is not None:
                moved = self.page_key, old, old.draft()
            self.page, self.page_key = self._make_page(page), key
            self.page.complained.connect(self.complained)
            if moved is not None and moved[0] != key:
                self._keep(before, moved[2])
                moved[1].leave()
            self._put(self.page, page)
            self.page.restore(moved[2] if moved is not None and moved[0] == key else self._kept(page))
            self._bring_forward(self.page, covered=covered)
        elif anew or page != before:
            self.page.present(page)
        return old

    def _keep(self, left: view.PageView | None, draft: object) -> None:
        """Keep what was typed on a question that is left, for もどる to lose none of it."""
        if isinstance(left, view.Ask):
            self.unsent[left.key] = (left.value, draft)

    def _kept(self, page: view.PageView) -> object:
        """Return what was typed on ``page`` and not sent; None where the question was answered since, or never left."""
        if not isinstance(page, view.Ask):
            return None
        value, draft = self.unsent.pop(page.key, (None, None))
        return draft if value == page.value else None

    def _show_above(self, above: Above | None) -> None:
        if above is None:
            if self._screen_above is not None:
                self._drop_above()
                if self.page is not None:
                    self._bring_forward(self.page)
        elif self._screen_above is None or self.above is None or _above_key(above) != _above_key(self.above):
            old, self._screen_above, self.above = self._screen_above, self._make_above(above), above
            self._put(self._screen_above, above)
            self._bring_forward(self._screen_above)
            self._take_away(old)
        else:
            self.above = above
            self._screen_above.present(above)

    def scroll(self, direction: int) -> None:
        """Go up (-1) or down (1) by what is in sight."""
        if self.shown is not None and self.shown.scroller is not None:
            self.shown.scroller.go(direction)

    def draft(self) -> object:
        """Return what is typed on the page and not sent, for the same page on another stage; never a secret."""
        return (self.page_key, self.page.draft()) if self.page else None

    def take_draft(self, draft: object) -> None:
        """Show what was typed on another stage, if the same page is open here."""
        if isinstance(draft, tuple) and self.page is not None and draft[0] == self.page_key:
            focused = self.page.window().focusWidget()
            self.page.restore(draft[1])
            if self._screen_above is not None and focused is not None:
                # What was opened takes the focus, also under what covers it: letters would be written out of sight.
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, screen: Screen[Any], shown: view.PageView | Above) -> None:
        """Add a screen behind the one in front, with what it shows.

        It has its size before: all of it is laid out once, and painted once.
        """
        screen.intent.connect(self.intent)
        screen.renamed.connect(self._renamed)
        screen.turned.connect(self._turned)
        screen.resize(self._place.page_size())
        screen.present(shown)
        self._place.pages.addWidget(screen)
        if screen.scroller is not None:
            screen.scroller.moved.connect(self.moved)
        order_focus(screen)

    @property
    def _place(self) -> Frame:
        if self._frame is None:
            raise RuntimeError("move_to comes first")
        return self._frame

    def _bring_forward(self, screen: Screen[Any], *, covered: bool = False) -> None:
        if not covered:
            release_focus(screen)
            self._place.pages.setCurrentWidget(screen)
        self.appeared.emit(screen)

    @Slot()
    def _renamed(self) -> None:
        if (screen := self.sender()) is self.shown:
            self.appeared.emit(screen)

    @Slot()
    def _turned(self) -> None:
        if (screen := self.sender()) is self.shown:
            self.turned.emit(screen)

    def _drop_above(self) -> None:
        self._take_away(self._screen_above)
        self._screen_above, self.above = None, None

    def _take_away(self, screen: Screen[Any] | None) -> None:
        if screen is not None:
            release_focus(screen)
            self._place.pages.removeWidget(screen)
            screen.hide()
            screen.deleteLater()


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


def _above_key(above: Above) -> Above:
    """Return what makes two of them the same: a countdown only changes its number."""
    return above if isinstance(above, view.Languages | view.VoicePanel) else above._replace(seconds=None)
