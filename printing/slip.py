"""The slip a resident takes to the counter: reception number, where to go, what to bring, who decides, QR codes.

Large type, few words: it is handed to a 78-year-old. It never holds an address, a birth date or a 12-digit number in
plain; what is sealed in the QR codes only the office can open. Knows no form and no key.
"""

from dataclasses import dataclass
from enum import StrEnum

from printing.fit import LEADING, Pieces, wrap
from printing.fonts import Weight, paper_fonts
from printing.pdf import POINT, Document
from printing.qr import Symbol, draw_symbol, symbol


class SlipPaper(StrEnum):
    """Papers of the slip."""

    A6 = "A6"
    A5 = "A5"
    ROLL80 = "roll80"


@dataclass(frozen=True, slots=True)
class SlipItem:
    """A heading and what stands under it; an empty heading draws none."""

    heading: str
    lines: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SlipText:
    """Every word on the slip, as it is read; nothing in it tells who the resident is but the reception number."""

    town: str
    title: str
    made_on: str
    number_label: str
    number: str
    items: tuple[SlipItem, ...]
    qr_note: str
    page_note: str


@dataclass(frozen=True, slots=True)
class _Paper:
    width: float
    height: float  # 0: a roll, cut where the text ends
    margin: float
    scale: float


_PAPERS = {
    SlipPaper.A6: _Paper(105, 148, 8, 1.0),
    SlipPaper.A5: _Paper(148, 210, 13, 1.3),
    SlipPaper.ROLL80: _Paper(80, 0, 5, 0.92),
}
_TITLE, _NUMBER, _HEADING, _STRONG, _LINE, _NOTE = 15.0, 22.0, 8.5, 13.0, 10.5, 8.0
_GAP = 2.6
_ITEM_GAP = 4.2
_RULE_BELOW = 2.4  # mm from the last baseline to the rule
_INDENT = 3.2
_UNPRINTED = 4.0  # mm along each edge that printers leave white; a roll of 80 mm prints 72 mm


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text: distance to its baseline from the one before in mm, indent in mm, size in points."""

    text: str
    drop: float
    size: float
    weight: Weight = "regular"
    indent: float = 0.0
    rule_above: bool = False


@dataclass(frozen=True, slots=True)
class DrawnSlip:
    """One finished slip."""

    pdf: bytes
    pages: int


def draw_slip(text: SlipText, qr_texts: tuple[str, ...], size: str, *, pieces: Pieces | None = None) -> DrawnSlip:
    """Draw the slip; the same input gives the same bytes. ``size`` is a SlipPaper, ``pieces`` as in printing.fit.wrap.

    What finds no room goes on to another page, which names the reception number again; a roll is as long as it needs.
    """
    paper = _PAPERS[SlipPaper(size)]
    blocks = _blocks(text, paper, pieces)
    rows = _rows([symbol(qr_text) for qr_text in qr_texts], paper)
    height = paper.height
    if not height:
        height = 2 * paper.margin + sum(map(_drop, blocks)) + sum(_height(row, paper) for row in rows)
    flow = _Flow(Document(paper.width, height, title=text.title), paper, text)
    for block in blocks:
        flow.write(block)
    for row in rows:
        flow.draw(row)
    return DrawnSlip(flow.document.finish(), flow.document.pages)


class _Flow:
    """Puts one thing below another, going on to another page where it must."""

    def __init__(self, document: Document, paper: _Paper, text: SlipText) -> None:
        self.document = document
        self._paper, self._text = paper, text
        self._top = paper.margin

    def write(self, block: list[_Line]) -> None:
        """Write lines that stay together on a page, unless they fill more than half of one."""
        if _drop(block) <= self._paper.height / 2:
            self._make_room(_drop(block))
        for line in block:
            self._make_room(line.drop)
            self._write(line)

    def _write(self, line: _Line) -> None:
        """Write a line, with the rule above it where it begins an item."""
        if line.rule_above and self._top > self._paper.margin:
            y = self._top + _RULE_BELOW * self._paper.scale
            self.document.rule(self._paper.margin, y, self._paper.width - self._paper.margin, y, 0.4)
        self._top += line.drop
        self.document.write(line.text, self._paper.margin + line.indent, self._top, line.size, weight=line.weight)

    def draw(self, row: list[Symbol]) -> None:
        """Draw QR codes beside each other, with the note below them."""
        height = _height(row, self._paper)
        self._make_room(height)
        quiet = max(code.quiet for code in row)
        x = (self._paper.width - _width(row)) / 2 + quiet
        for code in row:
            draw_symbol(self.document, code, x, self._top + quiet)
            x += code.side + code.quiet
        side = max(code.side + 2 * code.quiet for code in row)
        self._note(self._text.qr_note, self._top + side - 0.5)
        self._top += height

    def _make_room(self, height: float) -> None:
        if not self._paper.height or self._top + height <= self._paper.height - self._paper.margin * 0.6:
            return
        self.document.next_page()
        self._top = self._paper.margin
        self._top += self._note(f"{self._text.number_label}　{self._text.number}　{self._text.page_note}", self._top)

    def _note(self, note: str, top: float) -> float:
        """Write one centred line of small print below ``top``, smaller where it is long; returns its height in mm."""
        size = _NOTE * self._paper.scale
        room = self._paper.width - 2 * self._paper.margin
        size *= min(1.0, room / (paper_fonts().width(note, size) * POINT))
        width = paper_fonts().width(note, size) * POINT
        self.document.write(note, (self._paper.width - width) / 2, top + size * POINT, size)
        return size * POINT * LEADING


def _drop(block: list[_Line]) -> float:
    return sum(line.drop for line in block)


def _blocks(text: SlipText, paper: _Paper, pieces: Pieces | None) -> list[list[_Line]]:
    """Break every word of the slip into lines of this paper: each text a block, a heading with what follows it."""
    blocks = [
        _wrapped(f"{text.town}　{text.title}", _TITLE, paper, weight="bold", gap=0),
        _wrapped(text.made_on, _NOTE, paper, gap=0.8),
        _wrapped(text.number_label, _HEADING, paper, gap=_GAP),
        _wrapped(text.number, _NUMBER, paper, weight="bold", gap=0.6),
    ]
    for item in text.items:
        above = _wrapped(item.heading, _HEADING, paper, gap=_ITEM_GAP, rule_above=True) if item.heading else []
        for number, line in enumerate(item.lines):
            size = _STRONG if item.strong and number == 0 else _LINE
            weight: Weight = "bold" if item.strong and number == 0 else "regular"
            blocks.append(above + _wrapped(line, size, paper, weight=weight, gap=0.7, indent=_INDENT, pieces=pieces))
            above = []
        blocks += [above] if above else []
    return blocks


def _wrapped(
    text: str,
    size: float,
    paper: _Paper,
    *,
    weight: Weight = "regular",
    gap: float,
    indent: float = 0.0,
    rule_above: bool = False,
    pieces: Pieces | None = None,
) -> list[_Line]:
    points = size * paper.scale
    room = (paper.width - 2 * paper.margin - indent * paper.scale) / POINT
    found = wrap(text, room, points, paper_fonts(weight), pieces=pieces)
    drop = points * POINT * LEADING
    return [
        _Line(
            line,
            drop + (gap * paper.scale if number == 0 else 0),
            points,
            weight,
            indent * paper.scale,
            rule_above and number == 0,
        )
        for number, line in enumerate(found)
    ]


def _rows(symbols: list[Symbol], paper: _Paper) -> list[list[Symbol]]:
    """Put as many symbols beside each other as the printer reaches; only quiet zones may lie where it does not."""
    rows: list[list[Symbol]] = []
    for code in symbols:
        if rows and _width([*rows[-1], code]) - 2 * code.quiet <= paper.width - 2 * _UNPRINTED:
            rows[-1].append(code)
        else:
            rows.append([code])
    return rows


def _width(row: list[Symbol]) -> float:
    return sum(code.side + code.quiet for code in row) + max(code.quiet for code in row)


def _height(row: list[Symbol], paper: _Paper) -> float:
    return max(code.side + 2 * code.quiet for code in row) + _NOTE * POINT * LEADING * paper.scale
