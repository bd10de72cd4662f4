"""What a life event leads to: the procedures with reasons, to be marked, and what else is to be known."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.session.events import StartOver
from ui.screens.marking import MarkingScreen
from ui.view import Group, Option, Outcome
from ui.widgets.panel import Panel
from ui.widgets.sentence import Sentence, Voice


class OutcomeScreen(MarkingScreen[Outcome]):
    """What is due is marked beforehand; what only the counter can do is a quiet panel."""

    _offered = False

    def present(self, view: Outcome) -> None:
        """Show the groups, with what is marked."""
        if not self.title:
            self.title, self._offered = view.heading, view.offered
            self.page.heading.say(view.heading)
            self.page.note.say(view.note)
            self.page.put_all(part for group in view.groups for part in self._parts(group))
        self.show_marks(view.chosen)

    def _parts(self, group: Group) -> Iterator[QWidget]:
        if group.title:
            yield Sentence(self.theme, group.title, Voice.STRONG)
        told: list[Option] = []
        for option in group.options:
            if option.value:
                yield self.mark(option)
            else:
                told.append(option)
        if told:
            yield self._panel(told)

    def _panel(self, options: list[Option]) -> QWidget:
        panel = Panel(self.theme, self)
        column = QVBoxLayout(panel)
        pad = self.theme.px(4.0)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self.theme.px(2.0))
        for option in options:
            for words, voice in ((option.text, Voice.BODY), (option.detail, Voice.SMALL)):
                if words:
                    column.addWidget(Sentence(self.theme, words, voice))
        return panel

    def forward(self) -> None:
        """Go on with what is marked; where nothing can be filled in here, end the visit."""
        if self._offered:
            super().forward()
        else:
            self.send(StartOver(self.now()))
