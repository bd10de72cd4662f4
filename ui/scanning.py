"""Two switches for whoever can press no more than that: one moves the highlight on, the other chooses what it is on.

Step scanning: nothing moves by itself, so nothing has to be met in time. What is stepped through is ui.scan_tree, made
anew from the window's layouts at each press. The first press of either switch only turns the highlight on; it goes out
when the visit ends. While the window is idle the switches cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QWidget

from ui import tokens
from ui.focus import reveal, rows_of
from ui.later import Later
from ui.scan_tree import Group, Path, after_choice, at, find, leaves, onward, paths, window
from ui.screen import announce
from ui.screens.attract import AttractScreen
from ui.screens.out_of_service import OutOfServiceScreen
from ui.widgets.look import paint_focus

if TYPE_CHECKING:
    from ui.shell import Shell

_KEYS = {"Enter": ("Return", "Enter")}
"""Names of the configuration that stand for two keys of a keyboard."""

Controls = Group[QWidget]


class Scanning(QObject):
    """``keys`` name the two switches, onward first; a second press of one within ``pause_s`` is tremor."""

    def __init__(self, shell: Shell, keys: Sequence[str], pause_s: float) -> None:
        super().__init__(shell)
        self._shell, self._pause_s = shell, pause_s
        self._on = False
        self._leaves: tuple[QWidget, ...] = ()
        self._ring = Ring(shell)
        self._changed = Later(self, self._show_again)
        self._quiet_until: dict[str, float] = {}
        for key, act in zip(keys, (self._go_on, self._choose), strict=True):
            self._listen(key, act)
        shell.settled.connect(self._page_changed)

    def _listen(self, key: str, act: Callable[[], None]) -> None:
        # Taken before any control sees it, in whichever window of the program the keyboard is.
        shortcut = QShortcut(self._shell)
        shortcut.setKeys([QKeySequence(name) for name in _KEYS.get(key, (key,))])
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setAutoRepeat(False)

        def pressed() -> None:
            now = self._shell.theme.clock.now()
            if now >= self._quiet_until.get(key, now):
                self._quiet_until[key] = now + self._pause_s
                self._pressed(act)

        shortcut.activated.connect(pressed)

    @property
    def highlighted(self) -> tuple[QWidget, ...]:
        """What the highlight is on: one control, or those of a group; empty while it is off."""
        return self._leaves if self._on else ()

    # --- what the switches do ---

    def _pressed(self, act: Callable[[], None]) -> None:
        self._shell.touched()
        if self._on:
            act()
        else:
            # Nobody can have meant what they were not shown.
            self._on = True
            self._show(self._start())

    def _go_on(self) -> None:
        root = tree(self._shell)
        if root.items:
            here = find(root, self._leaves)
            self._show(self._start() if here is None else onward(root, here))

    def _choose(self) -> None:
        root = tree(self._shell)
        here = find(root, self._leaves)
        if here is None:
            self._show(self._start())
            return
        node = at(root, here)
        if isinstance(node, Group):
            self._show((*here, 0))
            return
        self._leaves = tuple(leaves(at(root, after_choice(root, here))))
        if isinstance(node, QAbstractButton):
            node.click()
        # What was chosen may have changed the page; its layouts show that by a posted event.
        self._changed.start()

    # --- what is shown ---

    @Slot()
    def _page_changed(self) -> None:
        if isinstance(self._shell.screen_shown, AttractScreen | OutOfServiceScreen):
            self._on = False
            self._ring.hide()
        elif self._on:
            self._show(self._start())

    @Slot()
    def _show_again(self) -> None:
        if self._on:
            self._show(find(tree(self._shell), self._leaves) or self._start())

    def _start(self) -> Path:
        """Return where to begin on a page: at the entry that holds its first control."""
        root, focus = tree(self._shell), self._shell.focusWidget()
        entries = (path for path in paths(root) if len(path) == 1 and focus in leaves(at(root, path)))
        return next(entries, (0,))

    def _show(self, path: Path) -> None:
        """Highlight what ``path`` leads to: a control by its focus, a group by a ring around all of it."""
        root, shell = tree(self._shell), self._shell
        if not root.items:
            self._leaves = ()
            self._ring.hide()
            return
        node = at(root, path)
        self._leaves = tuple(leaves(node))
        first = self._leaves[0]
        reveal(first)
        if isinstance(node, Group):
            shell.setFocus(Qt.FocusReason.OtherFocusReason)
            self._ring.surround(self._leaves)
            announce(shell, "、".join(one.accessibleName() for one in self._leaves))
        else:
            self._ring.hide()
            first.setFocus(Qt.FocusReason.TabFocusReason)


class Ring(QWidget):
    """The focus mark around a group, laid over the window; touches go through it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("ring")
        self.hide()

    def surround(self, controls: Sequence[QWidget]) -> None:
        """Stand around ``controls``, as far as they are in sight."""
        area = QRect()
        for control in controls:
            seen = control.visibleRegion().boundingRect()
            if not seen.isEmpty():
                area |= seen.translated(control.mapTo(self._shell, QPoint(0, 0)))
        # Beside the controls, in half of the gap to the next ones.
        air = self._shell.theme.px(tokens.LETTER_GAP / 2)
        self.setGeometry(area.adjusted(-air, -air, air, air) & self._shell.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        del event
        theme = self._shell.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_focus(painter, QRectF(self.rect()), theme)
        painter.end()


def tree(shell: Shell) -> Controls:
    """Return what can be stepped through now: the page as it is laid out, the footer, the rail."""
    frame, screen = shell.frame, shell.screen_shown
    if screen is not None:
        screen.complete()
    page: tuple[Controls | QWidget, ...] = () if screen is None else tuple(_nodes(screen))
    return window(Group(page), _row(frame.footer_buttons), _row(frame.rail_buttons))


def _row(buttons: Sequence[QWidget]) -> Controls:
    return Group(tuple(one for one in buttons if _counts(one)), row=True)


def _counts(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _nodes(widget: QWidget) -> Iterator[Controls | QWidget]:
    """Yield ``widget`` if it can be chosen, or the groups of its layouts. A line of text is written by its board."""
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from _nodes(content)
    elif not _counts(widget):
        return
    elif isinstance(widget, QAbstractButton):
        yield widget
    elif (layout := widget.layout()) is not None:
        yield _group(layout)


def _group(layout: QLayout) -> Controls:
    rows = [Group(tuple(_inside(row)), row=True) for row in rows_of(layout)]
    if isinstance(layout, QGridLayout):
        return Group(tuple(rows))
    return rows[0] if isinstance(layout, QHBoxLayout) else Group(rows[0].items)


def _inside(items: Sequence[QWidget | QLayout | None]) -> Iterator[Controls | QWidget]:
    for item in items:
        if isinstance(item, QWidget):
            yield from _nodes(item)
        elif item is not None:
            yield _group(item)
