"""The one control of a question page, for each kind of field: what it shows, what it gives back.

``raw()`` is what ``forms.journey.parse`` takes: text, several options, or a whole number as text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.definition import Kind
from forms.japanese.eras import ERAS, to_era
from forms.values import AboutDate, is_plain
from ui import tokens
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.address import Address
from ui.widgets.bank import Bank
from ui.widgets.button import BigButton
from ui.widgets.choices import Choices
from ui.widgets.columns import Columns
from ui.widgets.control import Answer, Complete
from ui.widgets.figures import Figures, Shape
from ui.widgets.look import Look
from ui.widgets.writing import Relation, Text

MOST_KEYS = 12
"""Up to here a number is chosen from keys, above it is typed."""

YES, NO = "はい", "いいえ"
"""What forms.fields.checkbox reads."""


class _Choice(Complete):
    """One option, which is the answer as soon as it is touched (もどる takes it back); several options; yes or no."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._several = view.kind is Kind.MULTI
        self._yes_no = view.kind is Kind.CHECKBOX
        options = view.options
        if self._yes_no:
            options = (Option(YES, theme.text("answer.yes")), Option(NO, theme.text("answer.no")))
        self._choices = Choices(theme, options, several=self._several, changed=None if self._several else go)
        page.put(self._choices)
        value = view.value
        if isinstance(value, bool):
            self._choices.choose([YES if value else NO])
        elif isinstance(value, tuple):
            self._choices.choose(value)
        elif isinstance(value, str):
            self._choices.choose([value])

    def raw(self) -> object:
        chosen = self._choices.chosen
        if self._several:
            return chosen or ""
        return chosen[0] if chosen else ""

    def set_raw(self, raw: object) -> None:
        self._choices.choose(raw if isinstance(raw, tuple) else [str(raw)])

    def first(self) -> QWidget | None:
        return next(iter(self._choices.buttons), None)

    def type_key(self, event: QKeyEvent) -> bool:
        del event
        return False


class _Count(Complete):
    """How many: one key for each number, and one touch is the answer."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        low, high = view.low or 0, view.high or 9
        options = tuple(Option(str(number), f"{number}{view.unit}") for number in range(low, high + 1))
        self._choices = Choices(theme, options, several=False, changed=go)
        page.put(self._choices)
        if view.value is not None and is_plain(view.value):
            self._choices.choose([str(view.value)])

    def raw(self) -> object:
        chosen = self._choices.chosen
        return chosen[0] if chosen else ""

    def set_raw(self, raw: object) -> None:
        self._choices.choose([str(raw)])

    def first(self) -> QWidget | None:
        return next(iter(self._choices.buttons), None)

    def type_key(self, event: QKeyEvent) -> bool:
        del event
        return False


class _Digits(Complete):
    """Telephone, postcode, account, amount: the pad at the right, the boxes below the question."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        del go
        self._figures = Figures(theme, _shape(view), lambda: page.problem.say(""))
        page.put_under_heading(self._figures.boxes)
        page.put_beside(self._figures.pad, self._figures.boxes)
        if view.value is not None and is_plain(view.value):
            self._figures.set_digits("".join(c for c in str(view.value) if c.isdigit()))

    def raw(self) -> object:
        return self._figures.digits

    def set_raw(self, raw: object) -> None:
        self._figures.set_digits(str(raw))

    def first(self) -> QWidget | None:
        return self._figures.pad.keys[1]

    def type_key(self, event: QKeyEvent) -> bool:
        return self._figures.pad.type_key(event)


def _shape(view: Ask) -> Shape:
    if view.kind is Kind.POSTAL:
        return Shape((3, 4))
    if view.kind is Kind.PHONE:
        return Shape((11,))
    if view.digits:
        return Shape((max(view.digits),))
    longest = len(str(view.high)) if view.high else 8
    return Shape((longest,), (view.unit,))


class _Date:
    """A day: the era, then two digits each for year, month and day; or 西暦 with four for the year."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        del go
        self._theme, self._page = theme, page
        # A sheet names its eras; where it does not, nobody alive needs 明治.
        offered = {option.value for option in view.options} or {"大", "昭", "平", "令"}
        names = [era for era in reversed(ERAS) if era.short in offered]
        options = tuple(Option(era.name, theme.text(f"era.{era.roman.lower()}")) for era in names)
        self._eras = _Keys(theme, (*options, Option("", theme.text("era.western"))), self._choose)
        self._marks = tuple(theme.text(f"date.{part}") for part in ("year", "month", "day"))
        self._figures = Figures(theme, Shape((2, 2, 2), self._marks), lambda: page.problem.say(""))
        page.put_under_heading(self._eras, self._figures.boxes)
        page.put_beside(self._figures.pad, self._figures.boxes)
        self._era: str | None = None
        self._about = view.about
        value = view.value
        if isinstance(value, AboutDate):
            era = to_era(value.last)
            self._choose(era.era.name)
            self._figures.set_digits(f"{era.year:02}" + (f"{value.month:02}" if value.month else ""))
        elif isinstance(value, dt.date):
            era = to_era(value)
            self._choose(era.era.name)
            self._figures.set_digits(f"{era.year:02}{era.month:02}{era.day:02}")
        elif len(names) == 1:
            self._choose(names[0].name)

    def _choose(self, era: str) -> None:
        digits = "" if self._era == "" else self._figures.digits
        self._era = era
        self._eras.mark(era)
        self._figures.set_shape(Shape((2 if era else 4, 2, 2), self._marks))
        if era:
            self._figures.set_digits(digits)

    def raw(self) -> object:
        year, month, day = self._figures.parts()
        if not self._figures.digits:
            return ""
        if self._about and not day:
            return f"{self._era}{year}年{f'{month}月' if month else ''}頃"
        return f"{self._era}{year}年{month}月{day}日"

    def set_raw(self, raw: object) -> None:
        if isinstance(raw, tuple):
            if raw[0] is not None:
                self._choose(raw[0])
            self._figures.set_digits(raw[1])

    def complaint(self) -> str:
        """A day without its era would be guessed: a birth in 昭和5年 is not one in 令和5年."""
        return self._theme.text("date.no_era") if self._figures.digits and self._era is None else ""

    def draft(self) -> tuple[str | None, str]:
        return (self._era, self._figures.digits)

    def first(self) -> QWidget | None:
        return self._eras.buttons[0]

    def type_key(self, event: QKeyEvent) -> bool:
        return self._figures.pad.type_key(event)


class _Time(Complete):
    """Hour and minute; with a date before it where the field wants both."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        del go
        self._with_day = view.kind is Kind.DATETIME
        marks = ("year", "month", "day", "hour", "minute") if self._with_day else ("hour", "minute")
        groups = (4, 2, 2, 2, 2) if self._with_day else (2, 2)
        shape = Shape(groups, tuple(theme.text(f"date.{part}") for part in marks))
        self._figures = Figures(theme, shape, lambda: page.problem.say(""))
        page.put_under_heading(self._figures.boxes)
        page.put_beside(self._figures.pad, self._figures.boxes)
        value = view.value
        if value is not None and is_plain(value) and hasattr(value, "strftime"):
            self._figures.set_digits(value.strftime("%Y%m%d%H%M" if self._with_day else "%H%M"))

    def raw(self) -> object:
        if not self._figures.digits:
            return ""
        parts = self._figures.parts()
        clock = f"{parts[-2]}:{parts[-1]}"
        return f"{parts[0]}-{parts[1]}-{parts[2]} {clock}" if self._with_day else clock

    def set_raw(self, raw: object) -> None:
        self._figures.set_digits("".join(c for c in str(raw) if c.isdigit()))

    def first(self) -> QWidget | None:
        return self._figures.pad.keys[1]

    def type_key(self, event: QKeyEvent) -> bool:
        return self._figures.pad.type_key(event)


class _Keys(Columns):
    """Keys of which one is marked: three in a row, or all where there is room for them."""

    def __init__(self, theme: Theme, options: tuple[Option, ...], choose: Callable[[str], None]) -> None:
        super().__init__(theme)
        self._options = options
        for option in options:
            key = BigButton(theme, option.text, Look.KEY)
            key.setCheckable(True)
            key.activated.connect(partial(choose, option.value))
            self.buttons.append(key)
        self._arrange(3)

    def _fitting(self, width: int) -> int:
        least, gap = self._theme.px(tokens.TARGET), self._theme.px(tokens.GAP)
        count = len(self.buttons)
        return count if width >= count * (least + gap) - gap else 3

    def mark(self, value: str) -> None:
        """Mark the key of ``value``."""
        for option, key in zip(self._options, self.buttons, strict=True):
            key.setChecked(option.value == value)


def answer_for(theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> Answer:
    """Put the control for this question on ``page`` and return it; ``go`` sends it."""
    return _CONTROLS[control_of(view)](theme, page, view, go)


def is_beside(view: Ask) -> bool:
    """Tell whether the control has a pad at the right of the page."""
    return control_of(view) in {"digits", "date", "time"}


def control_of(view: Ask) -> str:
    """Return the name of the control that a question has."""
    if view.account is not None:
        return "bank"
    if view.kind is Kind.NUMBER and view.high is not None and view.high <= MOST_KEYS:
        return "count"
    return {
        Kind.CHOICE: "choice",
        Kind.CARE_LEVEL: "choice",
        Kind.RELATION: "relation",
        Kind.MULTI: "choice",
        Kind.CHECKBOX: "choice",
        Kind.PHONE: "digits",
        Kind.POSTAL: "digits",
        Kind.DIGITS: "digits",
        Kind.NUMBER: "digits",
        Kind.MONEY: "digits",
        Kind.ADDRESS: "address",
        Kind.DATE: "date",
        Kind.DATETIME: "time",
        Kind.TIME: "time",
    }.get(view.kind, "text")


_CONTROLS: dict[str, Callable[[Theme, Page, Ask, Callable[[], None]], Answer]] = {
    "text": Text,
    "address": Address,
    "bank": Bank,
    "choice": _Choice,
    "relation": Relation,
    "count": _Count,
    "digits": _Digits,
    "date": _Date,
    "time": _Time,
}
