"""One question a page, for every kind of field."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.values import SKIPPED, UNKNOWN
from kiosk.session.events import Answered
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Ask
from ui.widgets.answer import answer_for, is_beside
from ui.widgets.button import BigButton
from ui.widgets.control import Answer


class Draft(NamedTuple):
    """What is typed on the control, and whether the page says what is wrong with it."""

    typed: object
    wrong: bool


class AskScreen(Screen[Ask]):
    """The question is the heading; つぎへ sends what the control holds; わからない is always a valid answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._page: Page | None = None
        self._answer: Answer | None = None
        self._key = ""

    def present(self, view: Ask) -> None:
        """Build the page of this question once; a second time only tells what was wrong."""
        if self._answer is None:
            self._build(view)
        elif view.problem:
            self._answer.close()
        if self._page is not None and view.problem:
            self._page.complain(view.problem, self.about())

    def _build(self, view: Ask) -> None:
        self._key, self.title = view.key, view.heading
        self._page = page = Page(self.theme, beside=is_beside(view))
        page.fill_whole(self)
        page.above.say(view.above)
        page.heading.say(view.heading)
        page.note.say("\n".join(part for part in (self._known(view), view.help, self._example(view)) if part))
        self._answer = answer_for(self.theme, page, view, self.forward)
        page.fill()
        unknown = BigButton(self.theme, self.theme.text("answer.unknown"))
        unknown.activated.connect(self._not_known)
        others = [unknown]
        if not view.required:
            skip = BigButton(self.theme, self.theme.text("answer.skip"))
            skip.activated.connect(self._skip)
            others.append(skip)
        for button in others:
            button.modest = True
        page.put_row(*others)
        page.keep_first_in_sight()

    def _known(self, view: Ask) -> str:
        return self.theme.text("ask.known") if view.known else ""

    def _example(self, view: Ask) -> str:
        return self.theme.text("ask.example", example=view.example) if view.example else ""

    def forward(self) -> None:
        """Send what was entered."""
        if self._answer is None or self._page is None:
            return
        if self._answer.onward():
            return
        if complaint := self._answer.complaint():
            self._page.complain(complaint, self.about())
        else:
            self.send(Answered(self.now(), self._key, self._answer.raw()))

    def _not_known(self) -> None:
        self.send(Answered(self.now(), self._key, UNKNOWN))

    def _skip(self) -> None:
        self.send(Answered(self.now(), self._key, SKIPPED))

    def first(self) -> QWidget | None:
        """The control; つぎへ where digits stand on its pad: Enter of whoever comes to them adds none."""
        return None if self._answer is not None and self._answer.filled() else self.about()

    def about(self) -> QWidget | None:
        """Return what a complaint is about."""
        return self._answer.first() if self._answer else None

    def back(self) -> None:
        """もどる: from the board of letters to the question, from the question to the one before."""
        if self._answer is None or not self._answer.back():
            super().back()

    def draft(self) -> object:
        """Keep what is typed, the face on which it is, and whether it was found wrong."""
        if self._answer is None or self._page is None:
            return None
        return Draft(self._answer.draft(), self._page.complaining)

    def restore(self, draft: object) -> None:
        """Show what was typed, and what is wrong with it."""
        if self._answer is None or self._page is None or not isinstance(draft, Draft):
            return
        said = self._page.problem.said
        self._answer.restore(draft.typed)
        self._page.show_problem((self._answer.complaint() or said) if draft.wrong else "", self.about())

    def type_key(self, event: QKeyEvent) -> bool:
        """Take the digits and letters of a real keyboard."""
        return self._answer is not None and self._answer.type_key(event)
