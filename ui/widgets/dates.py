"""The control for a day, a time of day, or both: keys for the era and the half of the day, boxes for the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from forms.definition import Kind
from forms.japanese.eras import to_era
from forms.values import AboutDate
from ui.focus import reveal
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask
from ui.widgets.control import Answer
from ui.widgets.figures import Figures, Shape
from ui.widgets.marked_keys import Key, MarkedKeys, Sort

_WESTERN = ""
"""The key 西暦, beside those of the eras by their names."""
_TODAY, _ROUGHLY = "today", "roughly"
_HALVES = {"午前": "am", "午後": "pm"}
"""What forms.fields.time reads, and the word of the key."""
_GREATEST = {"month": 12, "day": 31, "hour": 24}


class Moment(Answer):
    """A day, by its era or 西暦, and a time, by 午前 or 午後: two digits each, four for a year of 西暦.

    今日 stands beside the eras where today may be the answer, およそ where a year or a month will do.
    """

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        del go
        self._theme, self._page, self._view = theme, page, view
        self._with_day, self._with_time = view.kind is not Kind.TIME, view.kind is not Kind.DATE
        self._era: str | None = None
        self._half: str | None = None
        self._roughly = False
        self._keys = MarkedKeys(theme, tuple(self._offered()), self._touched)
        self._figures = Figures(theme, self._shape(), lambda: page.problem.say(""))
        page.put_under_heading(self._keys, self._figures.boxes)
        page.put_beside(self._figures.pad, self._figures.boxes)
        if len(view.options) == 1:
            self._choose(view.options[0].value)
        self._show(view.value)

    def _offered(self) -> Iterator[Key]:
        text = self._theme.text
        for era in self._view.options:
            yield Key(era.value, era.text)
        if self._with_day:
            yield Key(_WESTERN, text("era.western"))
        if self._view.today is not None:
            yield Key(_TODAY, text("date.today"), Sort.ACT)
        if self._view.about:
            yield Key(_ROUGHLY, text("date.roughly"), Sort.SWITCH)
        if self._with_time:
            for half, word in _HALVES.items():
                yield Key(half, text(f"date.{word}"))

    def _show(self, value: object) -> None:
        """Show an answer given before."""
        if isinstance(value, AboutDate):
            era = to_era(value.last)
            self._choose(era.era.name, roughly=True)
            self._figures.set_digits(f"{era.year:02}" + (f"{value.month:02}" if value.month else ""))
        elif isinstance(value, dt.datetime):
            self._show_day(value.date(), self._show_time(value.time()))
        elif isinstance(value, dt.date):
            self._show_day(value)
        elif isinstance(value, dt.time):
            self._figures.set_digits(self._show_time(value))

    def _show_day(self, day: dt.date, time: str = "") -> None:
        era = to_era(day)
        self._choose(era.era.name, roughly=False)
        self._figures.set_digits(f"{era.year:02}{era.month:02}{era.day:02}{time}")

    def _show_time(self, time: dt.time) -> str:
        """Mark the half of the day and return the digits beside it."""
        self._half = tuple(_HALVES)[time.hour >= 12]
        self._mark()
        return f"{time.hour % 12:02}{time.minute:02}"

    def _touched(self, key: str) -> None:
        self._page.problem.say("")
        if key == _TODAY and self._view.today is not None:
            self._show_day(self._view.today)
        elif key == _ROUGHLY:
            self._choose(self._era, roughly=not self._roughly)
        elif key in _HALVES:
            self._half = key
            self._mark()
        else:
            self._choose(key, roughly=self._roughly)
        reveal(self._figures.boxes)

    def _choose(self, era: str | None, *, roughly: bool = False) -> None:
        """Take the era; what was typed stays, but a year of 西暦 is none of an era."""
        kept = self._figures.digits if (self._era == _WESTERN) == (era == _WESTERN) else ""
        self._era, self._roughly = era, roughly
        self._mark()
        self._figures.set_shape(self._shape())
        self._figures.set_digits(kept)

    def _mark(self) -> None:
        self._keys.mark({self._era, self._half, _ROUGHLY if self._roughly else None})

    def _parts(self) -> tuple[str, ...]:
        day = ("year", "month") if self._roughly else ("year", "month", "day")
        return (*(day if self._with_day else ()), *(("hour", "minute") if self._with_time else ()))

    def _shape(self) -> Shape:
        parts = self._parts()
        groups = tuple(4 if part == "year" and self._era == _WESTERN else 2 for part in parts)
        return Shape(groups, tuple(self._theme.text(f"date.{part}") for part in parts))

    def _typed(self) -> dict[str, str]:
        return dict(zip(self._parts(), self._figures.parts(), strict=True))

    def raw(self) -> object:
        """Return the day, the time, or both in words; an empty text where nothing was typed."""
        if not self._figures.digits:
            return ""
        typed = self._typed()
        day = self._day(typed) if self._with_day else ""
        return f"{day} {self._time(typed)}".strip() if self._with_time else day

    def _day(self, typed: dict[str, str]) -> str:
        year, month, day = f"{self._era}{typed['year']}年", typed["month"], typed.get("day")
        if self._view.about and not day:
            return f"{year}{month}月頃" if month else f"{year}頃"
        return f"{year}{month}月{day}日"

    def _time(self, typed: dict[str, str]) -> str:
        hour, minute = typed["hour"], typed["minute"]
        # 午後17時 is 17時 to whoever says it.
        half = "" if self._half == "午後" and hour > "12" else self._half or ""
        return f"{half}{hour}時{minute}分" if minute else f"{half}{hour}時"

    def complaint(self) -> str:
        """Say what is missing: 昭和 or 令和, 午前 or 午後 are never guessed, and 88 is no 8月8日."""
        typed = self._typed()
        if not self._figures.digits:
            return ""
        if self._with_day and self._era is None:
            return self._theme.text("date.no_era")
        needed = {"year"} if self._view.about else {"year", "month", "day", "hour"}
        for part, digits in typed.items():
            if int(digits) > _GREATEST.get(part, 9999) if digits else part in needed:
                return self._theme.text("date.one_digit")
        if self._with_time and self._half is None and 1 <= int(typed["hour"]) <= 12:
            return self._theme.text("date.no_half")
        return ""

    def draft(self) -> object:
        """Keep what is marked and typed."""
        return (self._era, self._half, self._roughly, self._figures.digits)

    def restore(self, draft: object) -> None:
        """Show what ``draft`` gave in another language or text size."""
        if isinstance(draft, tuple):
            era, self._half, roughly, digits = draft
            self._choose(era, roughly=roughly)
            self._figures.set_digits(digits)

    def first(self) -> QWidget | None:
        """Return the first key."""
        return self._keys.buttons[0]

    def filled(self) -> bool:
        """Tell whether digits stand there, which the first key would take away."""
        return bool(self._figures.digits)

    def type_key(self, event: QKeyEvent) -> bool:
        """Take the digits of a real keyboard."""
        return self._figures.pad.type_key(event)
