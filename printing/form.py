"""Draws one application form: a layout, the contents of its fields and the words of its letterhead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from printing.content import Content
from printing.layout import Layout


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sheet says besides its fields. None of it is personal.

    `addressee` is the whole line (上砂川町長　様). `definition_date` (ISO) and `form_id` stand in the footer;
    `confidence` is the Japanese phrase printed beside 様式未確認 until the town has approved the definition.
    """

    title: str
    addressee: str
    form_id: str
    definition_date: str
    style_no: str = ""
    office: str = ""
    fee: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a field was drawn: page (from 1) and box in mm from the top left corner of the paper."""

    field: str
    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class PrintProblem:
    """A field left empty for handwriting: FORM-01 it does not fit, FORM-02 no font holds a character of it."""

    code: Literal["FORM-01", "FORM-02"]
    field: str


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """One finished form."""

    pdf: bytes
    pages: int
    placed: tuple[Placement, ...]
    problems: tuple[PrintProblem, ...]


def draw_form(layout: Layout, contents: Mapping[str, Content], letter: Letter, *, approved: bool) -> DrawnForm:
    """Draw a form. Keys of `contents`: field id, or `<repeat>[0].<field id>`; a missing key is drawn as an empty field."""
    raise NotImplementedError
