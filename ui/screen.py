"""What the window asks of every page: a view to show, an intent for what was touched, the words said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.scroll import Column, Scroll

if TYPE_CHECKING:
    from kiosk.session.events import ResidentEvent
    from ui.page import Page

V = TypeVar("V")


class Screen(QWidget, Generic[V]):
    """One page. ``present`` shows a view; everything touched leaves by ``intent`` as one session event."""

    intent = Signal(object)
    complained = Signal(str)
    """What is missing, said at once (``Page.complain``)."""
    turned = Signal()
    """Another face stands in the place of the page, or the page again (``Page.open``)."""
    renamed = Signal()
    """The page that stands there says something else now (``entitle``)."""
    accessible_role: ClassVar = QAccessible.Role.Pane

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = ""
        self.silent = False
        """Whether the voice says nothing of it: what stands there is addressed to staff."""
        self.scroller: Scroll | None = None
        self.filled_by: Page | None = None

    def present(self, view: V) -> None:
        """Show ``view``."""
        raise NotImplementedError

    def entitle(self, title: str) -> None:
        """Bear ``title``; in the place of another one it is told as a new page's would be."""
        other, self.title = bool(self.title) and self.title != title, title
        if other:
            self.renamed.emit()

    def send(self, event: ResidentEvent) -> None:
        """Tell the session what was touched; the only place where a screen emits an event."""
        self.intent.emit(event)

    def scroll_column(self, below: QLayout | None = None) -> QVBoxLayout:
        """Return the column of a page without a ``Page``: what has no room scrolls, ``below`` stays in sight."""
        content = Column()
        column = QVBoxLayout(content)
        self.scroller = Scroll(content, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroller, 1)
        if below is not None:
            whole.addLayout(below)
        return column

    def now(self) -> float:
        """Return the time for an event."""
        return self.theme.clock.now()

    def forward(self) -> None:
        """つぎへ was touched."""

    def back(self) -> None:
        """もどる was touched."""
        from kiosk.session.events import Back  # noqa: PLC0415 - not before the first page is painted

        self.send(Back(self.now()))

    def first(self) -> QWidget | None:
        """Return the control that gets the focus when the page appears."""
        return None

    def first_in_sight(self) -> QWidget | None:
        """Return the same where a face may stand in place of the page: what lay above both is gone."""
        face = self.filled_by.face_first if self.filled_by is not None else None
        return face or self.first()

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key of a real keyboard, wherever the focus is; return whether it was used."""
        del event
        return False

    def draft(self) -> object:
        """Return what is typed but not sent, for the same page in another language or text size."""
        return None

    def restore(self, draft: object) -> None:
        """Take over a draft."""

    def leave(self) -> None:
        """The page goes away: overwrite what must not stay."""

    def complete(self) -> None:
        """Make what is out of sight, if that waits for the first paint: somebody asks for all there is."""
        if self.filled_by is not None:
            self.filled_by.complete()

    def emptied(self) -> None:
        """The box of the secret was emptied from outside: show no digits."""

    def spoken(self) -> str:
        """Return what is said when the page appears."""
        return self.title


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text`` now."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
