"""A column that scrolls by the two buttons of the footer, never by a gesture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget


class Column(QWidget):
    """A page of few things: its drawings are squeezed as far as they allow before anything scrolls."""

    def heightForWidth(self, width: int) -> int:
        """Return the least height of its layout, not the preferred one."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else 0


class Scroll(QScrollArea):
    """``content`` in a scroll area; ``moved`` tells whoever holds the buttons that ``can_go`` may have changed."""

    moved = Signal()
    painted = Signal()

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Its own: asked for the one Qt makes, PySide looks through all kinds of widgets for what it is (20 ms).
        self.setViewport(QWidget())
        self.content = content
        self.setWidget(content)
        content.setAutoFillBackground(False)
        # Its own too: of one that Qt makes PySide may keep the name of another, gone, that lay at the same place.
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self.setVerticalScrollBar(self._bar)
        # It changes in the middle of laying the page out. Told at once, the footer would grow and lay the page out for
        # what room is left, before the rest of it is put where it stood without the footer.
        self._bar.rangeChanged.connect(self.tell, Qt.ConnectionType.QueuedConnection)
        self._bar.valueChanged.connect(self.tell)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that the column is in sight; what is drawn is drawn by what stands in it."""
        super().paintEvent(event)
        self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the window, which moves the focus by them."""
        event.ignore()

    @Slot()
    def tell(self) -> None:
        """Tell whoever holds the buttons to look again."""
        self.moved.emit()

    @property
    def overflows_by(self) -> int:
        """How many pixels are out of sight."""
        return self._bar.maximum()

    @property
    def overflows(self) -> bool:
        """Whether anything is out of sight."""
        return self._bar.maximum() > 0

    def can_go(self, direction: int) -> bool:
        """Return whether there is more above (-1) or below (1)."""
        return self._bar.value() > 0 if direction < 0 else self._bar.value() < self._bar.maximum()

    def show_span(self, first: QWidget, last: QWidget) -> bool:
        """Scroll no further than to see all from ``first`` to ``last``; tell whether there is room for both.

        Without, ``first`` stands at the top.
        """
        self.lay_out()
        room = self.viewport().height()
        top = first.mapTo(self.content, QPoint(0, 0)).y()
        bottom = last.mapTo(self.content, QPoint(0, last.height())).y()
        self._bar.setValue(min(top, bottom - room))
        return bottom - top <= room

    def lay_out(self) -> None:
        """Give what changed in the column its place now, as Qt would before it is painted."""
        QCoreApplication.sendPostedEvents(self.content, QEvent.Type.LayoutRequest.value)

    def go(self, direction: int) -> None:
        """Move most of a page up (-1) or down (1)."""
        self._bar.setValue(self._bar.value() + direction * max(1, int(self.viewport().height() * 0.8)))
