"""The secret of one door, typed on the pad straight into a bytearray: the PIN, or 照合番号B in three steps.

No digit is ever shown, spoken, or part of a str or an event: keys write into ``kiosk.secretbox`` and the page shows
how many there are. The page itself keeps nothing: in another language or text size it is made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cardreader.errors import PinFormat
from cardreader.secret import Door, code_b_digits
from forms.japanese.eras import ERAS
from kiosk.secretbox import WESTERN, SecretBox
from kiosk.session.events import Back, SecretSubmitted
from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import SecretEntry
from ui.widgets.button import BigButton
from ui.widgets.card_face import CardFace, Part
from ui.widgets.look import Look
from ui.widgets.pad import DigitPad, Dots
from ui.widgets.tries import FEW, Tries

PIN_LENGTH = 4


class SecretScreen(Screen[SecretEntry]):
    """The pad for whichever door was chosen. ``box`` is where the card service looks for the digits."""

    def __init__(self, theme: Theme, box: SecretBox, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._box = box
        self._entry: _PinEntry | _CodeBEntry | None = None
        self._keyed = False
        self._page = Page(theme, beside=True)
        self._page.fill_whole(self)

    def present(self, view: SecretEntry) -> None:
        """Show the entry of this door with its tries left."""
        self._keyed = view.keyed
        if self._entry is None:
            kind = _PinEntry if view.door is Door.PIN else _CodeBEntry
            self._entry = kind(self.theme, self._page, self._box, self.entitle)
            self._entry.put_tries(few=view.tries_left is not None and view.tries_left <= FEW)
            self._entry.tries.show_tries(view.tries, view.tries_left, view.tries_all)
            self._page.fill()
            if view.door is Door.PIN:
                forgotten = BigButton(self.theme, self.theme.text("secret.pin_other"))
                forgotten.modest = True
                forgotten.activated.connect(self._leave_by_other_door)
                self._page.put(forgotten)

    def _leave_by_other_door(self) -> None:
        self.leave()
        self.send(Back(self.now()))

    def forward(self) -> None:
        """Check the length, then go on."""
        if self._entry is not None and self._entry.finish():
            self.send(SecretSubmitted(self.now(), self._box.same_as_refused()))

    def back(self) -> None:
        """One step back inside 照合番号B, else out of the page."""
        if self._entry is not None and self._entry.step_back():
            return
        self.leave()
        super().back()

    def first(self) -> QWidget | None:
        """The first key."""
        return self._entry.first() if self._entry else None

    def draft(self) -> object:
        """Keep which sentence says what is missing; never a digit, nor how many there are: those are in the box."""
        said = self._entry.complaints.said if self._entry is not None else ""
        return said or None

    def restore(self, draft: object) -> None:
        """Say the same again, by what is in the box now."""
        if self._entry is not None and isinstance(draft, str):
            self._entry.complaints.repeat(draft)

    def leave(self) -> None:
        """Overwrite what was typed."""
        self._box.clear()

    def emptied(self) -> None:
        """The box was emptied from outside (card taken away, wrong digits): show it."""
        if self._entry is not None:
            self._entry.show()

    def type_key(self, event: QKeyEvent) -> bool:
        """Take the digits of a real keyboard wherever the focus is, by the number of the key: never as text."""
        entry = self._entry
        return entry is not None and self._keyed and not entry.choosing_era() and entry.pad.type_key(event)


class _Complaints:
    """What is missing on a pad: the key of its sentence, and how many digits that is about."""

    def __init__(self, theme: Theme, page: Page, missing: Callable[[], int]) -> None:
        self._theme, self._page, self._missing = theme, page, missing
        self.said = ""

    def _words(self) -> str:
        return self._theme.text(self.said, count=self._missing())

    def say(self, key: str) -> None:
        """Say it, and have it heard."""
        self.said = key
        self._page.complain(self._words())

    def repeat(self, key: str) -> None:
        """Show it again on a page made anew: nobody did anything wrong since."""
        self.said = key
        self._page.show_problem(self._words())

    def drop(self) -> None:
        """It is put right."""
        self.said = ""
        self._page.problem.say("")


class _PinEntry:
    """Four digits."""

    def __init__(self, theme: Theme, page: Page, box: SecretBox, entitle: Callable[[str], None]) -> None:
        self._theme, self._page, self._box = theme, page, box
        self.complaints = _Complaints(theme, page, self._missing)
        title = theme.text("secret.pin_title")
        entitle(title)
        page.heading.say(title)
        self.tries = Tries(theme)
        self.dots = Dots(theme, partial(_typed, theme), PIN_LENGTH)
        page.put(self.dots)
        page.put(self.tries)
        self.pad = DigitPad(theme, press=self._press, erase=self._erase, clear=self._clear, private=True)
        page.put_beside(self.pad, self.dots)
        shuffle = BigButton(theme, theme.text("pad.shuffle"), icon="shuffle")
        shuffle.modest = True
        shuffle.activated.connect(self.pad.shuffle)
        page.put(shuffle)
        self.show()

    def put_tries(self, *, few: bool) -> None:
        """They stand below the digits, however few."""
        del few

    def show(self) -> None:
        """Show how many digits there are."""
        self.dots.show_filled(len(self._box))

    def _press(self, digit: int) -> None:
        if self._missing():
            self._box.add(digit)
            self._changed()
        else:
            self.complaints.say("secret.full")

    def _erase(self) -> None:
        self._box.erase()
        self._changed()

    def _clear(self) -> None:
        self._box.clear()
        self._changed()

    def _changed(self) -> None:
        self.complaints.drop()
        self.show()
        _tell_typed(self._page, self._theme, len(self._box))

    def first(self) -> QWidget:
        """Return the key that gets the focus."""
        return self.pad.keys[self.pad.order[0]]

    def choosing_era(self) -> bool:
        """There are no eras."""
        return False

    def _missing(self) -> int:
        return PIN_LENGTH - len(self._box)

    def finish(self) -> bool:
        """Return whether all digits are in."""
        if self._missing():
            self.complaints.say("secret.missing")
        return not self._missing()

    def step_back(self) -> bool:
        """There are no steps."""
        return False


_ERAS = tuple((era.roman.lower(), ord(era.letter)) for era in reversed(ERAS))
"""In the order of every page that asks for a day, with the letter that stands for the era in 照合番号B."""
_PARTS = (Part.BIRTH, Part.EXPIRY, Part.CODE)


class _CodeBEntry:
    """Birth date as printed, year of expiry, security code: three numbers, each lit up on a drawing of the card."""

    def __init__(self, theme: Theme, page: Page, box: SecretBox, entitle: Callable[[str], None]) -> None:
        self._theme, self._page, self._box, self._entitle = theme, page, box, entitle
        self._code_b = box.code_b
        self.complaints = _Complaints(theme, page, lambda: self._code_b.missing)
        self._asked = ""
        self.face = CardFace(theme, 62)
        self.dots = Dots(theme, partial(_typed, theme), 6)
        page.put_picture(self.face)
        page.put_under_heading(self.dots)
        self.tries = Tries(theme)
        self.pad = DigitPad(theme, press=self._press, erase=self._erase, clear=self._clear, private=True)
        self.eras = _EraKeys(theme, self._choose_era)
        page.put_beside(self.eras)
        page.put_beside(self.pad, self.dots)
        self.show()

    def put_tries(self, *, few: bool) -> None:
        """Put the tries left below what explains the number; few of them above it, never out of sight."""
        if few:
            self._page.put_under_heading(self.dots, self.tries)
        else:
            self._page.put(self.tries)

    def _choose_era(self, era: int) -> None:
        self._code_b.choose_era(era)
        self.complaints.drop()
        self.show()
        self.pad.keys[self.pad.order[0]].setFocus()

    def choosing_era(self) -> bool:
        """Tell whether the era comes first: no digit counts before it."""
        return self._code_b.asks_era

    def show(self) -> None:
        """Show which part is asked for, and how many digits of it there are."""
        typed, choosing = self._code_b, self._code_b.asks_era
        part = _PARTS[typed.step]
        western = part is Part.BIRTH and typed.era == WESTERN
        key = "era" if choosing else "birth_western" if western else part.name.lower()
        title = self._theme.text(f"secret.b_{key}")
        self._page.heading.say(title)
        self._page.note.say(self._theme.text(f"secret.b_{key}_note"))
        self.face.show_part(part, western=western)
        self.eras.setVisible(choosing)
        self.pad.setVisible(not choosing)
        self.dots.setVisible(not choosing)
        self.dots.set_length(typed.length)
        self.dots.show_filled(len(typed.part))
        if title != self._asked:
            self._asked = title
            self.complaints.drop()
            self._page.ask_anew()
        self._entitle(title)

    def _press(self, digit: int) -> None:
        if self._code_b.missing:
            self._code_b.add(digit)
            self._changed()
        else:
            # Whoever came back to put a part right finds it full: a key that did nothing would seem broken.
            self.complaints.say("secret.full")

    def _erase(self) -> None:
        self._code_b.part.erase()
        self._changed()

    def _clear(self) -> None:
        self._code_b.part.clear()
        self._changed()

    def _changed(self) -> None:
        self.complaints.drop()
        self.show()
        _tell_typed(self._page, self._theme, len(self._code_b.part))

    def first(self) -> QWidget:
        """Return the key that gets the focus."""
        return self.eras.keys[0] if self.choosing_era() else self.pad.keys[self.pad.order[0]]

    def finish(self) -> bool:
        """Go to the next step; after the last put the number together and return True."""
        if self._code_b.asks_era:
            self.complaints.say("secret.b_no_era")
            return False
        if self._code_b.missing:
            self.complaints.say("secret.missing")
            return False
        if self._code_b.forward():
            self.show()
            return False
        return self._assemble()

    def _assemble(self) -> bool:
        _, expiry, code = self._code_b.parts
        try:
            number = code_b_digits(self._code_b.take_birth(), expiry.take(), code.take())
        except PinFormat:
            self._box.clear()
            self.show()
            self.complaints.say("secret.b_wrong")
            return False
        self._box.put(number)
        return True

    def step_back(self) -> bool:
        """Return to the part before; False at the first."""
        gone = self._code_b.back()
        if gone:
            self.show()
        return gone


class _EraKeys(QWidget):
    """The era printed before the birth year, or 西暦."""

    def __init__(self, theme: Theme, choose: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(tokens.GAP))
        self.keys: list[BigButton] = []
        for number, (name, letter) in enumerate((*_ERAS, ("western", WESTERN))):
            key = BigButton(theme, theme.text(f"era.{name}"), Look.KEY)
            key.fixed = "\n" in key.words  # one size for all, whatever the length of the word below the era
            key.setFixedSize(theme.px(34), theme.px(tokens.TARGET + 7.5))
            key.activated.connect(partial(choose, letter))
            self.keys.append(key)
            grid.addWidget(key, number // 2, number % 2)

    def stack(self, *, stacked: bool) -> None:
        """Be low and wide below the sentences."""
        columns = 3 if stacked else 2
        for number, key in enumerate(self.keys):
            self._grid.addWidget(key, number // columns, number % columns)


def _typed(theme: Theme, filled: int, length: int) -> str:
    return theme.text("secret.typed", filled=filled, length=length)


def _tell_typed(page: Page, theme: Theme, filled: int) -> None:
    """Have the voice say how many there are: whoever does not see the rings hears that a key was taken, never which."""
    page.tell(theme.text("secret.pressed", filled=filled))
