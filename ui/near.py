"""A touch beside a button: up to 2 mm outside it, with nothing else near, it is meant for that button.

Old hands miss by a little more often than they hit another button (design/ux.md, outward slop). In doubt nothing
happens: where another target is near too, so never between two keys of the board of letters, or beside one that is
switched off. A wrong letter costs more than a second touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import tokens
from ui.widgets.button import BigButton

if TYPE_CHECKING:
    from ui.shell import Shell

_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    }
)


class Target(NamedTuple):
    """Something to be touched: what is in sight of it, and whether a touch beside it may act."""

    rect: QRect
    able: bool


def meant(at: QPoint, targets: Sequence[Target], reach: float, clear: float) -> int | None:
    """Return the number of the target within ``reach`` px of ``at``, if it is able and no other within ``clear`` px."""
    near = [number for number, target in enumerate(targets) if _away(target.rect, at) <= clear]
    only = near[0] if len(near) == 1 else None
    return only if only is not None and targets[only].able and _away(targets[only].rect, at) <= reach else None


def _away(rect: QRect, at: QPoint) -> float:
    """Return the distance from ``at`` to the nearest pixel of ``rect``."""
    across = max(rect.left() - at.x(), at.x() - rect.right(), 0)
    down = max(rect.top() - at.y(), at.y() - rect.bottom(), 0)
    return float((across**2 + down**2) ** 0.5)


def button_near(shell: Shell, at: QPoint) -> BigButton | None:
    """Return the button that a touch at ``at``, on nothing that acts by itself, is meant for."""
    found = [(widget, in_sight(widget, shell)) for widget in _touchable(shell)]
    # A line to write in is a neighbour like any other; only buttons act on a touch beside them.
    targets = [Target(rect, isinstance(widget, BigButton) and widget.isEnabled()) for widget, rect in found]
    number = meant(at, targets, shell.theme.px(tokens.SLOP), shell.theme.px(tokens.LETTER_GAP))
    widget = found[number][0] if number is not None else None
    return widget if isinstance(widget, BigButton) else None


def _touchable(shell: Shell) -> Iterator[QWidget]:
    for widget in shell.findChildren(QWidget):
        reached = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and not isinstance(widget, QAbstractScrollArea):
            yield widget


def in_sight(widget: QWidget, shell: Shell) -> QRect:
    """Return the part of a widget that is not scrolled away, in the window's pixels."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(shell, QPoint(0, 0)))


class NearTouch(QObject):
    """Gives the window's buttons the touches beside them, press and release as if they were inside.

    It sees only what no widget took: Qt hands such a touch up to the window.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._held: BigButton | None = None
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a press near a button and everything up to its release."""
        if event.type() not in _TOUCHES or not isinstance(event, QMouseEvent) or watched is not self._shell:
            return False
        press = event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
        if self._held is None and not press:
            return False
        near = button_near(self._shell, event.position().toPoint())
        if press:
            return self._press(near if event.button() is Qt.MouseButton.LeftButton else None)
        # The page may have gone meanwhile, and the button with it: it is asked for nothing unless it is there.
        there = self._held if self._held in self._shell.findChildren(BigButton) else None
        if there is not None:
            there.setDown(near is there and event.type() is QEvent.Type.MouseMove)
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._held = None
            if near is not None and near is there:
                near.click()
            else:
                self._shell.touched()
        return True

    def _press(self, near: BigButton | None) -> bool:
        self._held = near
        if near is not None:
            near.setFocus(Qt.FocusReason.MouseFocusReason)
            near.setDown(True)
        return near is not None
