"""The box to sign in with a finger: one finger writes, any other that rests on the glass meanwhile does not."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.japanese.furigana import plain
from kiosk.signaturebox import SignatureBox
from ui import tokens
from ui.strokes import Place, Tracer
from ui.theme import Theme

LINE_MM = 0.9
BASELINE = 0.78
"""Where the line to write on is, of the height."""
_INSET_MM = 5.0


class SignaturePad(QWidget):
    """Writes into ``box`` and shows what is there; keeps nothing of its own. ``written``: the finger was lifted."""

    written = Signal()
    accessible_role: ClassVar = QAccessible.Role.Graphic

    def __init__(self, theme: Theme, box: SignatureBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._box, self._tracer = theme, box, Tracer(box)
        self._finger: int | None = None
        self._mouse = False
        self.setObjectName("signature-pad")
        self.setAccessibleName(plain(theme.text("sign.box")))
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def forget(self) -> None:
        """Overwrite what was written."""
        self._lift()
        self._box.clear()
        self.update()

    # --- one finger, or the mouse ---

    def event(self, event: QEvent) -> bool:
        """Take touches as they are: what Qt makes of them for a mouse knows no second finger."""
        if isinstance(event, QTouchEvent) and self.isEnabled():
            if event.type() == QEvent.Type.TouchCancel:
                self._lift()
            else:
                for point in event.points():
                    self._touch(point)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, point: QEventPoint) -> None:
        state = point.state()
        if state == QEventPoint.State.Pressed and self._finger is None and not self._mouse:
            self._finger = point.id()
            self._put(point.position())
        elif point.id() == self._finger:
            if state == QEventPoint.State.Updated:
                self._move(point.position())
            elif state == QEventPoint.State.Released:
                self._move(point.position())
                self._lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton and self._finger is None:
            self._mouse = True
            self._put(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._mouse:
            self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self._mouse and event.button() == Qt.MouseButton.LeftButton:
            self._move(event.position())
            self._lift()

    def _place(self, at: QPointF) -> Place:
        return at.x() / self.width(), at.y() / self.width()

    def _put(self, at: QPointF) -> None:
        self._tracer.begin(self._place(at), self.height() / self.width())
        self.update()

    def _move(self, at: QPointF) -> None:
        self._tracer.go(self._place(at))
        self.update()

    def _lift(self) -> None:
        if self._finger is not None or self._mouse:
            self._finger, self._mouse = None, False
            self._tracer.end()
            self.written.emit()

    # --- what is seen ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the line to write on, and the strokes."""
        del event
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, radius = theme.screen.px_per_mm * 0.6, theme.px(tokens.RADIUS)
        painter.setPen(QPen(QColor(colours.edge), edge))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), radius, radius)
        inset, base = theme.px(_INSET_MM), self.height() * BASELINE
        painter.setPen(QPen(QColor(colours.edge), theme.screen.px_per_mm * 0.3, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(inset, base, self.width() - inset, base))
        ink = QPen(QColor(colours.text), theme.screen.px_per_mm * LINE_MM)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        with self._box.lent() as strokes:
            for stroke in strokes:
                points = [QPointF(x * self.width(), y * self.width()) for x, y in stroke]
                if len(points) == 1:
                    painter.drawPoint(points[0])
                else:
                    painter.drawPolyline(QPolygonF(points))
        painter.end()
