"""The one control of a question page, for each kind of field: what it shows, what it gives back.

``raw()`` is what ``forms.journey.parse`` takes: text, several options, or a whole number as text.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.definition import Kind
from forms.values import is_plain
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.address import Address
from ui.widgets.bank import Bank
from ui.widgets.choices import Choices
from ui.widgets.control import Answer
from ui.widgets.dates import Moment
from ui.widgets.figures import Figures, Shape
from ui.widgets.writing import Relation, Text

MOST_KEYS = 12
"""Up to here a number is chosen from keys, above it is typed."""

YES, NO = "はい", "いいえ"
"""What forms.fields.checkbox reads."""


class _Choice(Answer):
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

    def draft(self) -> object:
        return self._choices.chosen

    def restore(self, draft: object) -> None:
        if isinstance(draft, tuple):
            self._choices.choose(draft)

    def first(self) -> QWidget | None:
        return self._choices.first()

    def type_key(self, event: QKeyEvent) -> bool:
        del event
        return False


class _Count(Answer):
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

    def draft(self) -> object:
        return self._choices.chosen

    def restore(self, draft: object) -> None:
        if isinstance(draft, tuple):
            self._choices.choose(draft)

    def first(self) -> QWidget | None:
        return self._choices.first()

    def type_key(self, event: QKeyEvent) -> bool:
        del event
        return False


class _Digits(Answer):
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

    def draft(self) -> object:
        return self._figures.digits

    def restore(self, draft: object) -> None:
        if isinstance(draft, str):
            self._figures.set_digits(draft)

    def first(self) -> QWidget | None:
        return self._figures.pad.keys[1]

    def filled(self) -> bool:
        return bool(self._figures.digits)

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
    "date": Moment,
    "time": Moment,
}
