"""The drawing of card and reader: the card goes where it is wanted, then stands still."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.icons import drawing
from ui.theme import Theme
from ui.widgets.picture import Picture

_WAYS = {"present": 0.42, "take": -0.42}
"""How far the card goes, down or (from there) up, as a share of the drawing's height."""
_GOING_MS, _RESTING_MS, _TIMES = 1400, 900, 2
"""Five seconds at most: what moves longer must have a button that stops it (WCAG 2.2, 2.2.2)."""


class MovingCard(Picture):
    """A picture in which the part ``card`` moves, where the drawing has a way for it; others stand still."""

    def __init__(self, theme: Theme, width_mm: float, height_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(theme, "present", width_mm, height_mm, parent=parent)
        self._passed = 0
        self._ease = QEasingCurve(QEasingCurve.Type.InOutQuad)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def moving(self) -> bool:
        """Whether it moves now."""
        return self._timer.isActive()

    def show_drawing(self, name: str) -> None:
        """Show another drawing, from its beginning."""
        if name != self._name:
            super().show_drawing(name)
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin when it comes in sight."""
        super().showEvent(event)
        self._begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still out of sight."""
        super().hideEvent(event)
        self._timer.stop()

    def _begin(self) -> None:
        self._passed = 0
        if self._name in _WAYS and tokens.MOTION_MS and self.isVisible():
            self._timer.start(tokens.MOTION_MS)
        else:
            self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        self._passed += tokens.MOTION_MS
        if self._passed >= _TIMES * (_GOING_MS + _RESTING_MS):
            self._passed = 0
            self._timer.stop()
        self.update()

    def _way_gone(self) -> float:
        """Return the share of its way the card has gone."""
        return self._ease.valueForProgress(min(1.0, self._passed % (_GOING_MS + _RESTING_MS) / _GOING_MS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stands, then the card where it is now."""
        if not self.moving:
            super().paintEvent(event)
            return
        way = _WAYS[self._name]
        gone = self._way_gone() if way > 0 else self._way_gone() - 1.0
        colour, ratio = self._theme.colours.primary, self.devicePixelRatioF()
        painter = QPainter(self)
        for part, down in (("ground", 0), ("card", round(gone * way * self.height()))):
            painter.drawPixmap(0, down, drawing(self._name, colour, self.width(), self.height(), ratio, part=part))
        painter.end()
