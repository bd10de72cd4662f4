"""What stands on a sheet once every position is known: rules, shades, printed words, and the slots of the fields.

Boxes are in mm from the top left corner of the page, type sizes in points.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from printing.geometry import Box

RuleStyle = Literal["thin", "thick", "dotted"]
Align = Literal["left", "center", "right"]
Mark = Literal["circle", "check"]
Role = Literal["label", "text", "line", "caption", "heading", "banner"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule, horizontal or vertical."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: RuleStyle


@dataclass(frozen=True, slots=True)
class Shade:
    """A shaded area: for staff only."""

    box: Box


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words. Labels are spread over their box as sheets do, banners run downward, a line has no cell around."""

    box: Box
    text: str
    role: Role
    size: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Words that come with the procedure or the town, not with the layout."""

    box: Box
    item: Literal["title", "addressee", "style"]
    size: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Outline:
    """A dashed ring for a seal or a dashed box for a photograph, with a word inside."""

    box: Box
    shape: Literal["ring", "box"]
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The box of one field and how its content stands in it.

    `labels` replace the words of the choices, `mark` their style, `down` puts one on each line, `room` (mm) keeps
    brackets free behind the last one, `other` is the key of the field that is written into them. `prefix` and `suffix`
    are printed words inside the box (〒, 通).
    """

    field: str
    box: Box
    size: float
    align: Align = "left"
    mark: Mark | None = None
    labels: tuple[str, ...] = ()
    down: bool = False
    room: float = 0.0
    other: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class CountSlots:
    """A choice as a table: one row a choice, the number of copies written at the end of the chosen row."""

    field: str
    count: str
    box: Box
    count_width: float
    suffix: str
    size: float
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A field on a sheet that is printed already: its value, one piece of its date, or the mark of one choice."""

    field: str
    box: Box
    size: float
    align: Align = "left"
    mark: Mark = "circle"
    option: str = ""
    part: Literal["", "year", "month", "day"] = ""
    where: str = ""


Printed: TypeAlias = Words | Letterhead | Outline
Entry: TypeAlias = Slot | CountSlots | Stamp


@dataclass(slots=True)
class Page:
    """Everything on one side of the sheet; filled by the grammar, only read afterwards."""

    shades: list[Shade] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def merged(rules: list[Rule]) -> tuple[Rule, ...]:
    """Join rules of one style that touch on one line, so that each is drawn once and corners are clean."""
    lines: dict[tuple[bool, float, RuleStyle], list[tuple[float, float]]] = {}
    for rule in rules:
        flat = abs(rule.y1 - rule.y2) < abs(rule.x1 - rule.x2)
        at = round(rule.y1 if flat else rule.x1, 2)
        span = sorted((round(rule.x1, 2), round(rule.x2, 2)) if flat else (round(rule.y1, 2), round(rule.y2, 2)))
        lines.setdefault((flat, at, rule.style), []).append((span[0], span[1]))
    joined: list[Rule] = []
    for (flat, at, style), spans in lines.items():
        (start, end), *others = sorted(spans)
        for low, high in others:
            if low <= end + 0.02:
                end = max(end, high)
                continue
            joined.append(_line(flat, at, start, end, style))
            start, end = low, high
        joined.append(_line(flat, at, start, end, style))
    return tuple(sorted(joined, key=lambda rule: ("dotted", "thin", "thick").index(rule.style)))


def _line(flat: bool, at: float, start: float, end: float, style: RuleStyle) -> Rule:  # noqa: FBT001, RUF100 - private
    return Rule(start, at, end, at, style) if flat else Rule(at, start, at, end, style)
