"""Where an arrow key leads: to the nearest control in its direction, so that four arrows and Enter reach everything.

A control of the same page comes first; up and down also prefer what stands straight above or below, so that the way
out of a page with two columns is never round by the other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from ui.focus import in_reading_order

if TYPE_CHECKING:
    from ui.shell import Shell

Key = Qt.Key
ARROWS: Mapping[int, Qt.Key] = {int(key): key for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)}
"""By the number that an event tells: not every number is a member of ``Qt.Key``."""
_UPRIGHT = frozenset({Key.Key_Up, Key.Key_Down})


class Place(NamedTuple):
    """One control: where it stands, and in which part of the window ("page", "footer", "rail")."""

    rect: QRect
    part: str


def nearest(here: Place, others: Sequence[Place], arrow: Qt.Key) -> int | None:
    """Return the number of the place that ``arrow`` leads to; None where nothing lies in that direction."""
    reached = []
    for number, other in enumerate(others):
        away, aside, beside = _way(here.rect, other.rect, arrow)
        if away > 0:
            same, straight = other.part == here.part, aside == 0
            rank = (not straight, not same) if arrow in _UPRIGHT else (not same, not straight)
            # Off the straight way a step aside counts as much as one ahead: the corner that looks nearest.
            reached.append((*rank, away + 2 * aside, beside, number))
    return min(reached)[-1] if reached else None


def _way(here: QRect, there: QRect, arrow: Qt.Key) -> tuple[int, int, int]:
    """Return how far ``there`` is ahead (not above 0: it is not), how far aside, and how far its middle is aside."""
    ahead = {
        Key.Key_Right: there.left() - here.right(),
        Key.Key_Left: here.left() - there.right(),
        Key.Key_Down: there.top() - here.bottom(),
        Key.Key_Up: here.top() - there.bottom(),
    }[arrow]
    if arrow in _UPRIGHT:
        aside = max(there.left() - here.right(), here.left() - there.right(), 0)
        beside = abs(there.center().x() - here.center().x())
    else:
        aside = max(there.top() - here.bottom(), here.top() - there.bottom(), 0)
        beside = abs(there.center().y() - here.center().y())
    return ahead, aside, beside


def controls(shell: Shell) -> Iterator[tuple[QWidget, str]]:
    """Yield what can be reached now with the part of the window it is in: the page, the footer, the rail."""
    frame, screen = shell.frame, shell.screen_shown
    if screen is not None:
        screen.complete()
    page = () if screen is None else in_reading_order(screen)
    for part, widgets in (("page", page), ("footer", frame.footer_buttons), ("rail", frame.rail_buttons)):
        for widget in widgets:
            if widget.isVisible() and widget.isEnabled():
                yield widget, part


def target(shell: Shell, arrow: Qt.Key) -> QWidget | None:
    """Return the control that ``arrow`` leads to from the one with the focus; the first where none has it."""
    found = [(widget, Place(_rect(shell, widget), part)) for widget, part in controls(shell)]
    here = next((place for widget, place in found if widget is shell.focusWidget()), None)
    if here is None:
        return found[0][0] if found else None
    number = nearest(here, [place for _, place in found], arrow)
    return found[number][0] if number is not None else None


def _rect(shell: Shell, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(shell, QPoint(0, 0)), widget.size())
