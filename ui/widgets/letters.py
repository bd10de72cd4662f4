"""The board of letters that stands in place of the question while something is written: 50音, A to Z, kanji.

Ten columns of 15 mm are as many as a 10.1 inch screen has room for beside the rail, so ー ゛ ゜ and 小 stand in the
free places of the や and わ columns, and the ways to write a word take the place of the board. A narrower screen shows
one half of the 50音 at a time: what both need stands at its right, always at the same place, and the ways to write a
word stand above it where there is room.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from forms.japanese.conversion import candidates, ready, variants
from forms.japanese.furigana import plain
from ui import tokens
from ui.composition import HALF_VOICED, VOICED, Composition, reading
from ui.focus import order_focus
from ui.later import Later
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.conversion_keys import Act, Word, asked_by
from ui.widgets.letter_keys import HALF, KANA, LATIN, MOVES, NARROW_LATIN, NARROW_SIGNS, SIGNS, SMALLER, Cell, Key
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice
from ui.widgets.text_entry import TextEntry, follow

WORDED = 19.0
"""Least width of a key with a word."""
ABOVE = len(NARROW_LATIN) - HALF
"""Rows of the narrow A to Z above those of a half: the ways to write a word, which only kana have, stand there."""

SIDE = 2.0
_ONE_LINE = 1.08
"""Height of the question's line where there is no other: all that a 10.1 inch screen has over the line and the keys."""
SHOWN = 5
WIDE_WAYS, NARROW_WAYS = 2, 3
"""Columns of the ways to write a word in the place of the board, and above it."""


class Face(Enum):
    """What the board shows; where there is room for both halves, either means the whole 50音."""

    FIRST = "first"
    SECOND = "second"
    LATIN = "latin"


_HALVES = frozenset({Face.FIRST, Face.SECOND})
_ALL = frozenset(Face)


class Placed(NamedTuple):
    """A key, the faces that show it, and its cell on a wide board (None: beside the line) and on a narrow one."""

    key: Key
    faces: frozenset[Face]
    wide: Cell | None
    narrow: Cell


class Letters(QWidget):
    """What is written, its keys and the board; with ``kanji``, with ``latin`` letters; for the ``name`` of a person.

    What is written stands in ``lines`` at least, and in more above the keys as far as there is room.
    """

    def __init__(
        self,
        theme: Theme,
        heading: str,
        composition: Composition,
        *,
        kanji: bool,
        latin: bool,
        name: bool,
        lines: int = 1,
    ) -> None:
        super().__init__()
        self._theme, self._composition, self._name = theme, composition, name
        self._face, self._narrow = Face.FIRST, True
        self._choosing = self._in_place = False
        self._room = (-1, -1)
        self.entry = TextEntry(theme, heading, composition)
        self.entry.convert.connect(self.convert)
        self.entry.held_anew.connect(self._fit)
        self._least = max(theme.px(tokens.LETTER), self.entry.lines_high(lines) if lines > 1 else 0)
        self._question = Sentence(theme, heading, Voice.FRAME, silent=True)
        self.said = heading
        """The question, said also where it has no room to be seen."""
        gap = theme.px(tokens.LETTER_GAP)
        self._head = QHBoxLayout()
        self._head.setSpacing(gap)
        self._head.addWidget(self.entry, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(gap)
        self._words = QWidget()
        self._fill_words()
        whole = self._whole = QVBoxLayout(self)
        # The letters of the question stand in the middle of its line; the footer has a margin of its own.
        whole.setContentsMargins(theme.px(SIDE), 0, theme.px(SIDE), theme.px(tokens.CLOSE_GAP))
        whole.setSpacing(gap)
        whole.addStretch()
        over = QVBoxLayout()
        over.setSpacing(0)
        over.addWidget(self._question)
        over.addLayout(self._head)
        whole.addLayout(over)
        whole.addWidget(self._words)
        whole.addStretch()
        whole.addLayout(self._grid)
        self._kanji = self._worded("kanji", self.convert)
        self._other = self._worded("latin", self._turn_latin)
        self._half = self._worded("later", self._turn_half)
        self._keys = [
            _beside(self._kanji, _HALVES if kanji else frozenset(), Cell(0, 5)),
            _beside(self._other, _ALL if latin else frozenset(), Cell(0, 6)),
            _beside(self._worded("space", composition.space), _ALL, Cell(3, 5)),
            _beside(self._worded("erase", composition.erase), _ALL, Cell(3, 6)),
            _beside(self._half, _HALVES, Cell(4, 5, 2)),
            *([] if latin else self._move_keys()),
            *self._kana_keys(),
            *self._latin_keys(),
        ]
        self._placed: tuple[object, ...] = ()
        self._ordering = Later(self, self._order)  # nobody can press Tab before the keys are painted
        self._fit()
        if kanji:
            # Read once for the life of the program, when the board stands there and nothing of it is touched yet.
            Later(self, self._make_ready).start()
        follow(self, composition, self._written)
        self._written()

    # --- keys ---

    def _worded(self, word: str, press: Callable[[], None]) -> Key:
        key = Key(self._theme, self._theme.text(f"board.{word}"), press, name=self._theme.text(f"board.{word}_name"))
        key.setMinimumWidth(self._theme.px(WORDED))
        return key

    def _kana_keys(self) -> list[Placed]:
        found = []
        for row, letters in enumerate(KANA):
            for column, letter in enumerate(letters):
                faces = frozenset({Face.FIRST if column < HALF else Face.SECOND})
                narrow = NARROW_SIGNS.get(letter, Cell(row, column % HALF))
                key = self._key(letter, kana=True)
                found.append(Placed(key, _HALVES if letter in SIGNS else faces, Cell(row, column), _lower(narrow)))
        return found

    def _move_keys(self) -> list[Placed]:
        """Where there are no letters, in the places of 漢字 and ABC."""
        return [
            _beside(self._key(arrow, kana=False), _HALVES, Cell(0, column)) for column, arrow in enumerate(MOVES, HALF)
        ]

    def _latin_keys(self) -> list[Placed]:
        narrow = {
            letter: Cell(row, column)
            for row, letters in enumerate(NARROW_LATIN)
            for column, letter in enumerate(letters)
        }
        return [
            Placed(self._key(letter, kana=False), frozenset({Face.LATIN}), Cell(row, column), narrow[letter])
            for row, letters in enumerate(LATIN)
            for column, letter in enumerate(letters)
            if letter != " "
        ]

    def _key(self, letter: str, *, kana: bool) -> Key:
        composition = self._composition
        press: Callable[[], object] = partial(composition.put_kana if kana else composition.put_plain, letter)
        if letter in "゛゜":
            press = partial(composition.mark, VOICED if letter == "゛" else HALF_VOICED)
        elif letter == "小":
            press = composition.resize
        elif letter in MOVES:
            press = partial(composition.move, MOVES[letter])
        name = self._theme.text(f"board.{SIGNS[letter]}_name") if letter in SIGNS else ""
        return Key(self._theme, SMALLER if letter == "小" else letter, press, name=name)

    def _place_keys(self) -> None:
        """Put the keys of the present face in their places; none in the place of the ways to write a word.

        Only what is shown stands in the grid: two widgets in one of its cells take the space between rows away.
        """
        narrow = self._narrow
        self._whole.setEnabled(False)  # one layout for all of them, not one for each that is shown
        shown = {self._face} if narrow or self._face is Face.LATIN else _HALVES
        for placed in self._keys:
            key, cell = placed.key, placed.narrow if narrow else placed.wide
            self._grid.removeWidget(key)
            self._head.removeWidget(key)
            visible = bool(placed.faces & shown) and not (cell and self._in_place) and (narrow or key is not self._half)
            if visible and cell:
                self._grid.addWidget(key, cell.row, cell.column, 1, cell.columns)
            elif visible:
                self._head.addWidget(key, 0, Qt.AlignmentFlag.AlignBottom)
            key.setVisible(visible)
        columns = len(NARROW_LATIN[0] if narrow else LATIN[0])
        for number in range(len(LATIN[0])):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        # The board stands at the foot of the page; over a wide one what is written grows upwards, so no key moves.
        self._whole.setStretch(0, 0 if narrow else 1)
        self._whole.setStretch(self._whole.count() - 2, 1 if narrow else 0)
        self._whole.setEnabled(True)

    def _turn_to(self, face: Face) -> None:
        self._face = face
        self._choosing = False
        text = self._theme.text
        self._other.set_words(text("board.kana" if face is Face.LATIN else "board.latin"))
        half = "earlier" if face is Face.SECOND else "later"
        self._half.set_words(text(f"board.{half}"))
        self._half.setAccessibleName(plain(text(f"board.{half}_name")))
        self._fit()

    def _turn_latin(self) -> None:
        """Between kana and A to Z."""
        self._turn_to(Face.FIRST if self._face is Face.LATIN else Face.LATIN)

    def _turn_half(self) -> None:
        """Between あ to な and は to わ."""
        self._turn_to(Face.SECOND if self._face is Face.FIRST else Face.FIRST)

    # --- kanji ---

    def _fill_words(self) -> None:
        theme = self._theme
        self._words_grid = QGridLayout(self._words)
        self._words_grid.setContentsMargins(0, 0, 0, 0)
        self._words_grid.setRowStretch(SHOWN + 1, 1)
        self._words_grid.setSpacing(theme.px(tokens.GAP))
        self._more = BigButton(theme, theme.text("board.more"), parent=self._words)
        self._more.modest = True
        self._more.activated.connect(self._show_more)
        self._ways = [Word(theme, "", Look.KEY, parent=self._words) for _ in range(SHOWN)]
        for number, word in enumerate(self._ways):
            word.activated.connect(partial(self._choose, number))
        for button in (*self._ways, self._more):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            button.setSizePolicy(policy)
        self._found: tuple[str, ...] = ()
        self._from = 0

    def _make_ready(self) -> None:
        """Have the dictionaries and what the paper holds at hand: 70 ms that the first 漢字 would wait for."""
        ready()
        self._theme.holds(KANA[0])

    def convert(self) -> None:
        """Offer ways to write the kana; where they are written already, other shapes of a character."""
        composition = self._composition
        composition.settle()
        holds = self._theme.holds
        if composition.kana:
            self._found = candidates(reading(composition.kana), holds=holds, name=self._name)
        else:
            self._found = variants(composition.word, holds=holds)
        self._from = 0
        if self._found:
            self._choosing = True
            self._show_words()
            self._ways[0].setFocus()

    def _show_words(self) -> None:
        part = self._found[self._from : self._from + SHOWN]
        for number, button in enumerate(self._ways):
            button.setVisible(number < len(part))
            if number < len(part):
                button.set_words(part[number])
        self._more.setVisible(len(self._found) > SHOWN)
        self._fit()

    def _show_more(self) -> None:
        after = self._from + sum(not one.isHidden() for one in self._ways)
        self._from = after if after < len(self._found) else 0
        self._show_words()

    def _choose(self, number: int) -> None:
        word = self._found[self._from + number]
        if self._composition.kana:
            self._composition.choose(word)
        else:
            self._composition.replace(word)
        self.entry.setFocus()

    def close_words(self) -> bool:
        """Take the ways to write a word away; tell whether there were any."""
        there, self._choosing = self._choosing, False
        if there:
            self._fit()
            self.entry.setFocus()
        return there

    def _written(self) -> None:
        """Something else stands on the line: what was offered is no longer a way to write it."""
        composition = self._composition
        self._kanji.setEnabled(bool(composition.kana or variants(composition.word)))
        self._choosing = False
        self._fit()

    # --- the page ---

    def first(self) -> QWidget:
        """The line: a real keyboard writes at once."""
        return self.entry

    def draft(self) -> object:
        """Return which letters are shown, and from where on the ways to write a word; the line has its own draft."""
        return self._face, self._from if self._choosing else None

    def restore(self, draft: object) -> None:
        """Show the same, once the line says the same."""
        if not isinstance(draft, tuple) or draft == self.draft():
            return
        face, start = draft
        self._turn_to(face)
        if start is not None:
            self.convert()
            self._from = start
            self._show_words()

    def type_key(self, event: QKeyEvent) -> bool:
        """Write with a real keyboard; while ways to write a word are offered, choose as in a Japanese input method.

        Space is the next one, a digit the one in that place; Enter takes it, so does going on writing; Backspace and
        Esc give the kana back.
        """
        asked = asked_by(event) if self._choosing else None
        here = next((number for number, word in enumerate(self._ways) if word.hasFocus()), 0)
        shown = len(self._found[self._from : self._from + SHOWN])
        if asked is Act.NEXT:
            if here + 1 == shown:
                self._show_more()
            self._ways[(here + 1) % shown].setFocus()
        elif asked is Act.GIVE_BACK:
            self.close_words()
        elif isinstance(asked, int):
            if 1 <= asked <= shown:
                self._choose(asked - 1)
        elif asked is not None:
            self._choose(here)
        return asked not in {None, Act.GO_ON} or self.entry.type_key(event)

    def minimumSizeHint(self) -> QSize:
        """What the narrow board needs: the wide one is shown only where there is room for it."""
        worded = len(NARROW_LATIN[0]) - HALF
        return QSize(self._width_of(len(NARROW_LATIN[0])) + worded * self._theme.px(WORDED - tokens.LETTER), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one half of the 50音 at a time where there is no room for both."""
        super().resizeEvent(event)
        self._narrow = event.size().width() < self._width_of(len(LATIN[0]))
        self._fit()

    def _width_of(self, columns: int) -> int:
        gap = self._theme.px(tokens.LETTER_GAP)
        return columns * (self._theme.px(tokens.LETTER) + gap) - gap + 2 * self._theme.px(SIDE)

    def _fit(self) -> None:
        """Give the ways to write a word their place, and say the question, read before, where there is room for it."""
        theme = self._theme
        gap, inner = theme.px(tokens.LETTER_GAP), self.width() - 2 * theme.px(SIDE)
        rows = len(NARROW_LATIN) if self._narrow and self._face is Face.LATIN else HALF
        board = rows * (theme.px(tokens.LETTER) + gap)
        free = self.height() - theme.px(tokens.CLOSE_GAP) - board
        most = max(theme.px(tokens.LETTER), free)
        free -= self.entry.hold(min(self._least, most), most)
        self._in_place, edge = False, 0
        if self._choosing:
            over = self._lay_words(NARROW_WAYS, inner, free - gap) if self._narrow else None
            self._in_place = over is None
            if over is None:
                # Keys with words stand further from the footer than those of the board.
                edge = theme.px(tokens.GAP) - theme.px(tokens.CLOSE_GAP)
                free -= max(0, self._lay_fewer_words(inner, free + board - gap - edge) + edge - (board - gap))
            else:
                free -= over + gap
        self._ask(inner, free)
        self._words.setVisible(self._choosing)
        self._words_grid.setContentsMargins(0, 0, 0, edge)
        # Nothing above it moves when it takes the place of the board.
        self._words.setMinimumHeight(board - gap if self._in_place else 0)
        if self._placed != (placed := (self._narrow, self._face, self._in_place)):
            self._placed = placed
            self._place_keys()
        self._ordering.start()

    def _ask(self, inner: int, free: int) -> None:
        """Say the question over the line, as far from it as there is room: without any, not at all."""
        if self._room == (room := (inner, free)):
            return
        self._room, question = room, self._question
        heights = [tokens.LINE_HEIGHT, tokens.CLOSE_LINE_HEIGHT]
        if question.lines(inner).count == 1:
            heights.append(_ONE_LINE)
        for height in heights:
            question.keep_close(height)
            if question.heightForWidth(inner) <= free:
                question.show()
                break
        else:
            question.hide()
        # The line may ask while it is being laid out: what is shown then would keep the place it had.
        self._whole.invalidate()

    @Slot()
    def _order(self) -> None:
        order_focus(self)

    def _lay_fewer_words(self, inner: int, free: int) -> int:
        """Set as many ways as have room, at least one; もっと shows the others. Return their height."""
        for number in range(SHOWN - 1, -1, -1):
            if (height := self._lay_words(min(WIDE_WAYS, number + 1), inner, free)) is not None:
                return height
            if number and not self._ways[number].isHidden():
                self._ways[number].hide()
                self._more.show()
        return free

    def _lay_words(self, columns: int, inner: int, free: int) -> int | None:
        """Set the ways to write a word in columns, long ones smaller; return their height, or None for no room."""
        buttons = (*self._ways, self._more)
        shown = [one for one in buttons if not one.isHidden()]
        for button in buttons:
            self._words_grid.removeWidget(button)
        for number, button in enumerate(shown):
            self._words_grid.addWidget(button, number // columns, number % columns)
        for number in range(NARROW_WAYS):
            self._words_grid.setColumnStretch(number, 1 if number < columns else 0)
        gap = self._theme.px(tokens.GAP)
        width = (inner - (columns - 1) * gap) // columns
        for modest in (False, True):
            for button in self._ways:
                button.modest = modest
            rows = [shown[start : start + columns] for start in range(0, len(shown), columns)]
            height = sum(max(one.heightForWidth(width) for one in row) + gap for row in rows) - gap
            if height <= free:
                return height
        return None


def _lower(cell: Cell) -> Cell:
    """Return the cell of the narrow board for one of a half, which has rows above it."""
    return cell._replace(row=cell.row + ABOVE)


def _beside(key: Key, faces: frozenset[Face], narrow: Cell) -> Placed:
    return Placed(key, faces, None, _lower(narrow))
