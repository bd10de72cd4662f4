"""Which language, with furigana or without? Laid over any page; what is already typed there stays.

Each language says its own name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from forms.translations import FURIGANA
from kiosk.session.settings import TextSize
from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Languages
from ui.widgets.button import BigButton
from ui.widgets.look import Look

CARDS_MM = 106.0
"""Two cards beside each other, each with the name of a language whole in the largest type."""


class LanguagesScreen(Screen[Languages]):
    """A card for each language in its own face, the present one marked."""

    def __init__(self, theme: Theme, choose: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title = theme.text("languages.title")
        self._choose = choose
        self._page = Page(theme, beside=True, left_mm=CARDS_MM)
        self._page.fill_whole(self)
        # In the two largest sizes heading and names are smaller: all six languages are in sight at once.
        self._modest = theme.size in (TextSize.LARGER, TextSize.LARGEST)
        if self._modest:
            self._page.heading.be_modest()
        self._page.heading.say(self.title)
        self._buttons: list[BigButton] = []
        self._furigana = BigButton(theme, theme.text("languages.furigana"), Look.RAIL, icon="furigana")
        self._furigana.setCheckable(True)
        self._furigana.activated.connect(partial(choose, FURIGANA))
        self._furigana.setFixedWidth(theme.px(tokens.RAIL_WIDTH - 2 * tokens.GAP))
        self._page.put_beside(self._furigana)

    def present(self, view: Languages) -> None:
        """Show the languages; choosing the present one only closes the page."""
        if self._buttons:
            return
        self._furigana.setVisible(view.furigana is not None)
        self._furigana.setChecked(bool(view.furigana))
        cards = QWidget(self)
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.theme.px(tokens.GAP))
        for number, option in enumerate(view.options):
            button = BigButton(self.theme.speaking(option.value), option.text, Look.CHOICE, icon="round", parent=cards)
            button.modest = self._modest
            button.setCheckable(True)
            button.one_of_several = True
            button.setChecked(option.value == view.chosen)
            button.activated.connect(partial(self._choose, option.value))
            grid.addWidget(button, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
            self._buttons.append(button)
        self._page.put(cards)
        self._page.fill()

    def back(self) -> None:
        """Esc leaves everything as it is."""
        self._choose("")

    def first(self) -> QWidget | None:
        """The present language."""
        return next((button for button in self._buttons if button.isChecked()), None)
