"""The state of every field of the visit's forms, beside the page of the clerk's window: only to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTreeWidget, QTreeWidgetItem, QWidget

from kiosk.i18n import Words
from ui import tokens
from ui.later import Later
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.clerk_view import Form

COLUMNS = ("field", "value", "giver", "state")
WRAPPED = (0, 1)
"""Columns that share what the others leave; their words stand on as many lines as they need."""
AIR = 4.0
"""Between the words of two rows, mm of the resident's sizes."""
_MARKS = {"now": "▶", "done": "●", "open": "○", "wrong": "！", "unknown": "？", "skipped": "―", "pen": "／"}
_PAGES = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}
_LINES = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


class FormTree(QTreeWidget):
    """Forms, their sections, and a row for each field; the field that is asked now stands in the middle.

    Tab leads here, and the keys that scroll a page scroll it.
    """

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._metrics = {bold: QFontMetrics(theme.small(bold=bold)) for bold in (False, True)}
        self._heights: dict[tuple[str, int, bool], int] = {}
        self._titles: list[tuple[QTreeWidgetItem, int]] = []
        self._rows: list[QTreeWidgetItem] = []
        self._now: QTreeWidgetItem | None = None
        self._settling = Later(self, self._settle)
        self.setObjectName("form")
        self.setAccessibleName(words.text("staff.head.form"))
        self.setFont(theme.small())
        self.setHeaderLabels([words.text(f"staff.column.{name}") for name in COLUMNS])
        header = self.header()
        header.setFont(theme.small())
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in WRAPPED:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        header.sectionResized.connect(self._resized)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setRootIsDecorated(False)
        self.setIndentation(theme.px(5.0))
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        ring, colours = tokens.FOCUS_PX, theme.colours
        self.setStyleSheet(
            f"QTreeWidget {{ border: {ring}px solid {colours.rail}; alternate-background-color: {colours.rail}; }}"
            f"QTreeWidget:focus {{ border-color: {colours.ring}; }}"
        )

    def show_forms(self, forms: tuple[Form, ...]) -> None:
        """Show these forms, the field that is asked now in the middle."""
        self._now, self._titles, self._rows = None, [], []
        self.clear()
        # The tree is told of all of them at once, when they are whole: of each word alone it would be asked anew.
        tops = []
        for form in forms:
            top = self._title(None, form.title, 0)
            tops.append(top)
            for part in form.parts:
                section = self._title(top, part.title, 1)
                for line in part.lines:
                    mark = f"{_MARKS[line.mark]} {line.state}"
                    item = _row(section, line.label, line.value, line.giver, mark)
                    self._rows.append(item)
                    if line.mark in {"now", "wrong"}:
                        self._embolden(item)
                    if line.mark == "now":
                        self._now = item
        self._heighten_all()
        self.addTopLevelItems(tops)
        for title, _ in self._titles:
            title.setFirstColumnSpanned(True)
        self.expandAll()
        self._settle()

    def _title(self, parent: QTreeWidgetItem | None, title: str, depth: int) -> QTreeWidgetItem:
        item = _row(parent, title)
        self._titles.append((item, depth))
        item.setFont(0, self._theme.small(bold=True))
        return item

    def _embolden(self, item: QTreeWidgetItem) -> None:
        for column in range(len(COLUMNS)):
            item.setFont(column, self._theme.small(bold=True))

    @Slot()
    def _resized(self) -> None:
        """Lines are broken anew for other columns, once all of them have their width."""
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        """Make all rows as high as they need, and show the one that is asked now."""
        self._heighten_all()
        self.scheduleDelayedItemsLayout()
        if self._now is not None:
            self.scrollToItem(self._now, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _heighten_all(self) -> None:
        """Make each row as high as its words need: Qt wraps them, but asks for one line."""
        margin, inset = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1, self.indentation()
        label, value = (self.columnWidth(column) - 2 * margin for column in WRAPPED)
        whole = self.viewport().width() - 2 * margin
        for item, depth in self._titles:
            self._heighten(item, self._height(item.text(0), whole - depth * inset, bold=True))
        for item in self._rows:
            bold = item.font(0).bold()
            field = self._height(item.text(0), label - 2 * inset, bold=bold)
            self._heighten(item, max(field, self._height(item.text(1), value, bold=bold)))

    def _height(self, text: str, width: int, *, bold: bool) -> int:
        """Return how high ``text`` is on lines of ``width``, px."""
        key = (text, width, bold)
        if key not in self._heights:
            area = QRect(0, 0, width, 0)
            self._heights[key] = self._metrics[bold].boundingRect(area, Qt.TextFlag.TextWordWrap, text).height()
        return self._heights[key]

    def _heighten(self, item: QTreeWidgetItem, words: int) -> None:
        hint = QSize(0, words + self._theme.px(AIR))
        if item.sizeHint(0) != hint:  # the tree looks at all it has for each one that changes
            item.setSizeHint(0, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by pages and lines; what is typed is for the page."""
        bar, key = self.verticalScrollBar(), event.key()
        if key in _PAGES:
            bar.setValue(bar.value() + _PAGES[key] * bar.pageStep())
        elif key in _LINES:
            bar.setValue(bar.value() + _LINES[key] * self._theme.px(tokens.TARGET))
        else:
            event.ignore()


def _row(parent: QTreeWidgetItem | None, *cells: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(cells) if parent is None else QTreeWidgetItem(parent, cells)
    # Only to be read: Qt would tell a screen reader that each cell takes the focus and can be chosen.
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
