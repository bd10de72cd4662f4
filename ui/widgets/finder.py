"""Choosing one of a long list: by kana, letter after letter, until the rest stands on one page; or by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import tokens
from ui.focus import order_focus
from ui.kana_index import Entry, step
from ui.page import Page
from ui.theme import Theme
from ui.view import Option
from ui.widgets.button import BigButton
from ui.widgets.choices import Choices
from ui.widgets.faces import Made
from ui.widgets.figures import Figures, Shape
from ui.widgets.letter_keys import KANA, SIGNS, Key
from ui.widgets.letters import SIDE
from ui.widgets.scroll import Scroll
from ui.widgets.sentence import Sentence, Voice

BLOCK = 5
"""Columns of one half of the 五十音, which stands above the other where a screen is too narrow for both."""
ALL_WIDTH = 2
"""Columns of the key 全部, in the row of digits and letters."""

Other = tuple[str, Callable[[], None]]
"""A way out of a list: its words, and what it does."""


class KanaIndex(QWidget):
    """The 五十音, of which only the letters that lead somewhere can be touched; digits and A to Z in a row above.

    The first of ``headings`` that has room stands over it.
    """

    def __init__(
        self,
        theme: Theme,
        headings: Sequence[str],
        letters: Sequence[str],
        choose: Callable[[str], None],
        *,
        every: Callable[[], None] | None = None,
        others: Sequence[Other] = (),
    ) -> None:
        super().__init__()
        self._theme = theme
        self._columns = self._rows = 0
        self.title, self._headings = headings[0], (*headings, "")
        self._heading = Sentence(theme, self.title, Voice.FRAME, silent=True)
        self.said = self.title
        """All of the heading, said also where it has no room to be seen."""
        self._keys: dict[str, Key] = {}
        kana = {letter for row in KANA for letter in row if letter not in SIGNS}
        for letter in (*(one for one in letters if one not in kana), *sorted(kana)):
            key = Key(theme, letter, partial(choose, letter))
            key.setEnabled(letter in letters)
            self._keys[letter] = key
        self._signs = [letter for letter in letters if letter not in kana]
        self._all = Key(theme, theme.text("find.all"), every) if every is not None else None
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(tokens.GAP))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(tokens.LETTER_GAP))
        column.addLayout(self._grid)
        for text, act in others:
            column.addWidget(_modest(theme, text, act))
        column.addStretch(1)
        self.scroller = Scroll(board, self)
        whole = QVBoxLayout(self)
        edge = theme.px(1.0)
        whole.setContentsMargins(theme.px(SIDE), edge, theme.px(SIDE), theme.px(tokens.GAP))
        whole.setSpacing(theme.px(tokens.LETTER_GAP))
        whole.addWidget(self._heading)
        whole.addWidget(self.scroller, 1)
        self._arrange(2 * BLOCK)

    def first(self) -> QWidget:
        """Return the first key that leads somewhere."""
        return next(key for key in self._keys.values() if key.isEnabled())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, letter in enumerate(self._signs):
            self._grid.addWidget(self._keys[letter], number // columns, number % columns)
        above = -(-len(self._signs) // columns)
        if self._all is not None:
            own_row = len(self._signs) > columns - ALL_WIDTH
            self._grid.addWidget(self._all, above if own_row else 0, columns - ALL_WIDTH, 1, ALL_WIDTH)
            above = above + 1 if own_row else max(1, above)
        for row, letters in enumerate(KANA):
            for column, letter in enumerate(letters):
                if letter in self._keys:
                    block = column // columns
                    self._grid.addWidget(self._keys[letter], above + row + block * len(KANA), column % columns)
        self._rows = above + 2 * BLOCK // columns * len(KANA)
        for column in range(2 * BLOCK):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves of the 五十音 beside each other where they have room; say the heading that has some."""
        super().resizeEvent(event)
        theme, size = self._theme, event.size()
        pitch = theme.px(tokens.LETTER) + theme.px(tokens.LETTER_GAP)
        inner = size.width() - 2 * theme.px(SIDE)
        columns = 2 * BLOCK if inner >= 2 * BLOCK * pitch - theme.px(tokens.LETTER_GAP) else BLOCK
        if columns != self._columns:
            self._arrange(columns)
            order_focus(self)
        board = self._rows * pitch + theme.px(1.0) + theme.px(tokens.GAP)
        for text in self._headings:
            self._heading.say(text)
            if board + self._heading.heightForWidth(inner) <= size.height():
                break


class Pick(Page):
    """A list, each line chosen with one touch; below it, always in sight, the ways out of it."""

    def __init__(
        self,
        theme: Theme,
        heading: str,
        entries: Sequence[Entry],
        choose: Callable[[Entry], None],
        others: Sequence[Other] = (),
    ) -> None:
        super().__init__(theme)
        self.title = heading
        self.above.say(heading)
        self._entries = tuple(entries)
        options = [Option(str(number), entry.text, entry.detail) for number, entry in enumerate(entries)]
        self._chosen = choose
        self._choices = Choices(theme, options, several=False, changed=self._touched)
        self.put(self._choices)
        self._others = [_modest(theme, text, act) for text, act in others]
        self.fill()
        if self._others:
            self.put_last(*self._others)

    def first(self) -> QWidget:
        """Return the first line."""
        return next(iter([*self._choices.buttons, *self._others]))

    def _touched(self) -> None:
        self._chosen(self._entries[int(self._choices.chosen[0])])

    def draft(self) -> object:
        """Return the line that is marked, and whether one was missed."""
        return self._choices.chosen, self.complaining

    def restore(self, draft: object) -> None:
        """Mark that line."""
        if isinstance(draft, tuple):
            chosen, wrong = draft
            self._choices.choose(chosen)
            self.show_problem(self.title if wrong else "", self.first())

    def onward(self) -> None:
        """つぎへ needs a choice: the marked line, if one was chosen before."""
        if self._choices.chosen:
            self._touched()
        else:
            self.complain(self.title, self.first())


class NumberFace(Page):
    """A number on the pad, and what has that number, told before つぎへ."""

    def __init__(
        self,
        theme: Theme,
        heading: str,
        shape: Shape,
        look_up: Callable[[str], Sequence[Entry]],
        choose: Callable[[Sequence[Entry]], None],
    ) -> None:
        super().__init__(theme, beside=True)
        self.title = heading
        self.above.say(heading)
        self._look_up, self._choose = look_up, choose
        self._figures = Figures(theme, shape, self._typed)
        self._told = Sentence(theme, "", Voice.STRONG)
        self.put_under_heading(self._figures.boxes, self._told)
        self.put_beside(self._figures.pad, self._figures.boxes)
        self.fill()

    def first(self) -> QWidget:
        """Return the first key of the pad."""
        return self._figures.pad.keys[1]

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a digit of a real keyboard."""
        return self._figures.pad.type_key(event)

    def draft(self) -> object:
        """Return the digits, and whether they were found wrong."""
        return self._figures.digits, self.complaining

    def restore(self, draft: object) -> None:
        """Go on with these digits."""
        if isinstance(draft, tuple):
            digits, wrong = draft
            self._figures.set_digits(digits)
            self._typed()
            self.show_problem(self._complaint() if wrong else "", self.first())

    def _missing(self) -> int:
        return self._figures.shape.longest - len(self._figures.digits)

    def _complaint(self) -> str:
        missing = self._missing()
        return self._theme.text("secret.missing", count=missing) if missing else self._theme.text("find.no_number")

    def _typed(self) -> None:
        self.problem.say("")
        found = () if self._missing() else self._look_up(self._figures.digits)
        self._told.say(found[0].text if len(found) == 1 else "")

    def onward(self) -> None:
        """Take what has this number, or say what is wrong with it."""
        found = () if self._missing() else self._look_up(self._figures.digits)
        if found:
            self._choose(found)
        else:
            self.complain(self._complaint(), self.first())


class Finder:
    """Leads from the 五十音 to a short list of ``entries`` and tells the one chosen, a face at a time.

    ``turn`` shows the face for so many letters, or all that is found by them. ``elsewhere`` leads to another list from
    any face, ``missing`` out of a list that does not hold what is looked for.
    """

    def __init__(
        self,
        theme: Theme,
        heading: str,
        entries: Sequence[Entry],
        choose: Callable[[Entry], None],
        turn: Callable[[str, bool], None],
        *,
        elsewhere: Sequence[Other] = (),
        missing: Sequence[Other] = (),
    ) -> None:
        self._theme, self._heading = theme, heading
        self._entries, self._choose, self._turn = tuple(entries), choose, turn
        self._elsewhere, self._missing = tuple(elsewhere), tuple(missing)

    def face(self, letters: str, every: bool) -> Made:
        """Return what begins with ``letters``: as a list if short or wanted, else the letters that may follow."""
        found, common, after = step(self._entries, letters)
        if every or not after:
            pick = Pick(self._theme, self._heading, found, self._choose, (*self._elsewhere, *self._missing))
            return pick, pick.first()
        heading = self._theme.text("find.after", letters=common) if common else self._theme.text("find.first")
        index = KanaIndex(
            self._theme,
            (f"{self._heading}　{heading}", self._heading),
            after,
            lambda letter: self._turn(common + letter, False),
            every=partial(self._turn, common, True) if common else None,
            others=self._elsewhere,
        )
        return index, index.first()


def _modest(theme: Theme, text: str, act: Callable[[], None]) -> BigButton:
    button = BigButton(theme, text)
    button.modest = True
    button.activated.connect(act)
    return button
