"""All answers in the order of the form, with なおす beside each, and the sheets as they will come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.previewbox import PreviewBox
from kiosk.session.events import ChangeAsked, PrintAsked
from kiosk.session.settings import TextSize
from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Check, Checked
from ui.widgets.button import BigButton
from ui.widgets.faces import Faces, Made
from ui.widgets.panel import Panel
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.sheets import Sheets


class CheckScreen(Screen[Check]):
    """Sections as quiet panels; 印刷する is つぎへ."""

    def __init__(self, theme: Theme, preview: PreviewBox, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._preview = preview
        self.title = theme.text("check.title")
        self._page = Page(theme)
        self._page.fill_whole(self)
        self._page.heading.say(self.title)
        self._page.note.say(theme.text("check.note"))
        self._page.keep_first_in_sight()  # else 印刷する is all there is to press
        self._faces = Faces(self._page, {"paper": self._paper})
        self._shown: Check | None = None
        self._first: QWidget | None = None

    def present(self, view: Check) -> None:
        """Show every block."""
        self._page.problem.say(view.problem)
        if self._shown is not None:
            return
        self._shown = view
        self._page.put_all(self._parts(view))

    def _parts(self, view: Check) -> Iterator[QWidget]:
        if view.reminder:
            yield Sentence(self.theme, view.reminder, Voice.STRONG)
        paper = BigButton(self.theme, self.theme.text("check.paper"), icon="form")
        paper.modest = True
        paper.activated.connect(self._show_paper)
        yield paper
        labels = Counter(row.label for block in view.blocks for row in block.rows)
        for block in view.blocks:
            yield Sentence(self.theme, block.title, Voice.STRONG)
            for row in block.rows:
                # Several forms may have the same label: whoever listens hears of which form it is.
                name = row.label if labels[row.label] == 1 else f"{block.title}　{row.label}"
                yield self._row(row, name)

    def _row(self, row: Checked, spoken: str) -> QWidget:
        panel = Panel(self.theme, self)
        line = QHBoxLayout(panel)
        pad = self.theme.px(2.0)
        line.setContentsMargins(self.theme.px(4.0), pad, pad, pad)
        line.setSpacing(self.theme.px(tokens.GAP))
        words = QVBoxLayout()
        words.setSpacing(0)
        label = f"{row.label}　{row.mark}" if row.mark else row.label
        words.addWidget(Sentence(self.theme, label, Voice.SMALL))
        words.addWidget(Sentence(self.theme, row.value, Voice.STRONG))
        line.addLayout(words, 1)
        if row.key:
            name = self.theme.text("check.change_name", label=spoken)
            change = BigButton(self.theme, self.theme.text("check.change"), name=name)
            # A narrow screen has room for the words beside it too.
            change.modest = self.theme.size in (TextSize.LARGER, TextSize.LARGEST)
            change.setFixedWidth(change.sizeHint().width())
            change.activated.connect(partial(self._change, row.key))
            line.addWidget(change, 0, Qt.AlignmentFlag.AlignVCenter)
            self._first = self._first or change
        return panel

    def first(self) -> QWidget | None:
        """The first なおす: a check begins at the top, and Enter does not print by accident."""
        if self._first is None:
            self.complete()
        return self._first

    def _change(self, key: str) -> None:
        self.send(ChangeAsked(self.now(), key))

    @Slot()
    def _show_paper(self) -> None:
        self._faces.open("paper")

    def _paper(self) -> Made:
        sheets = Sheets(self.theme, self._preview)
        return sheets, sheets

    def draft(self) -> object:
        """Keep which sheet is being looked at."""
        return self._faces.draft()

    def restore(self, draft: object) -> None:
        """Go on looking at it."""
        if isinstance(draft, tuple):
            self._faces.restore(draft)

    def back(self) -> None:
        """From the paper to the answers, from the answers to the question before."""
        if not self._faces.pop():
            super().back()

    def forward(self) -> None:
        """Print."""
        self.send(PrintAsked(self.now()))
