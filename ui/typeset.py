"""Words set in lines, with or without furigana: what labels and buttons share.

Furigana is written into the words (forms.japanese.furigana). The readings stand above their kanji at
half the size, in a line that is higher by as much; the words themselves are the same with and without.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from forms.japanese.furigana import Reading, plain, readings
from forms.japanese.phrases import WORD_JOINER, keep_syllables, keep_together, parted, parts, unjoined
from ui import letterforms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

_SHARE = 0.5
"""Size of a reading beside its kanji."""
_HIGHEST = 1.25
"""Height of a line beside its type size: some faces ask for more, for scripts that are not written here."""
_MIDDLE = 0.38
"""How far the middle of a kanji stands above the line's foot, beside its size: its square goes from -0.12 to 0.88."""
_ROUNDED = 2
"""Px: Qt tells widths in whole ones, and a line may need one more than its words."""
_MOST_KEPT = 24
"""Settings of one widget: a page asks at some ten widths, and a countdown has other words every second."""


class Lines:
    """Words broken into lines of at most ``width`` px, between phrases where these have room on a line."""

    def __init__(self, marked: str, font: QFont, width: int, *, pitch: int = 0) -> None:
        self._font, self.width = font, max(1, width)
        metrics = self._metrics = QFontMetrics(font)
        self._small = QFont(font)
        self._small.setPixelSize(max(1, int(font.pixelSize() * _SHARE)))
        self._lift = int(font.pixelSize() * _SHARE * 1.1) if readings(marked) else 0
        self._height, self._ascent = metrics.height(), float(metrics.ascent())
        if self._height > font.pixelSize() * _HIGHEST:
            self._height = int(font.pixelSize() * _HIGHEST)
            self._ascent = self._height / 2 + font.pixelSize() * _MIDDLE
        self.pitch = max(pitch, self._height + self._lift)
        # The room such a face wants stands between lines, not above the first and below the last.
        self._slack = 0 if pitch else max(0, self._height - font.pixelSize())
        # On a button a paragraph without readings needs no room for them.
        self._low = self.pitch if pitch else self._height
        self._paragraphs = [self._paragraph(text) for text in marked.split("\n")]

    def _paragraph(self, marked: str) -> tuple[QTextLayout, tuple[Reading, ...]]:
        text, spans = plain(marked), readings(marked)
        if self._fits(text) and (one_line := self._set(keep_syllables(text))).lineCount() <= 1:
            return one_line, spans
        kept_text = _bind(keep_together(keep_syllables(text), self._fits), spans)
        kept = self._set(kept_text)
        places = [place for place, character in enumerate(kept_text) if character != WORD_JOINER]
        places.append(len(kept_text))
        return kept, tuple(Reading(places[one.start], places[one.end - 1] + 1, one.kana) for one in spans)

    def _fits(self, run: str) -> bool:
        # No character is wider than it is high, and most runs are short.
        return len(run) * self._font.pixelSize() <= self.width or fit((run,), self._metrics, self.width)

    @property
    def columns(self) -> int:
        """How many characters of Japanese have room on a line."""
        return self.width // self._font.pixelSize()

    def parted(self) -> list[str]:
        """Return the words that are broken between two lines, for the test that none is."""
        return [word for before, after in self.ends() if (word := parted(before, after))]

    def ends(self) -> list[tuple[str, str]]:
        """Return what stands before and behind each end of a line inside a paragraph."""
        found = []
        for layout, _ in self._paragraphs:
            text = layout.text()
            for number in range(1, layout.lineCount()):
                place = layout.lineAt(number).textStart()
                found.append((unjoined(text[:place]), unjoined(text[place:])))
        return found

    def _set(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
        layout.endLayout()
        return layout

    @property
    def count(self) -> int:
        """How many lines there are; an empty paragraph is one too."""
        return sum(max(1, layout.lineCount()) for layout, _ in self._paragraphs)

    @cached_property
    def size(self) -> QSize:
        """The width of the longest line and the height of all."""
        widest = max(
            (layout.lineAt(n).naturalTextWidth() for layout, _ in self._paragraphs for n in range(layout.lineCount())),
            default=0.0,
        )
        height = sum(max(1, layout.lineCount()) * self._pitch(spans) for layout, spans in self._paragraphs)
        return QSize(int(widest + 0.999), height - self._slack)

    def _pitch(self, spans: tuple[Reading, ...]) -> int:
        return self.pitch if spans else self._low

    def _middle(self, pitch: int) -> float:
        """Return how far below its top the words of a line begin, under the readings."""
        lift = self._lift if pitch > self._height else 0
        return (pitch - self._height - lift) / 2 + lift

    @cached_property
    def ink(self) -> tuple[float, float]:
        """Where what is painted begins and ends, below the top that ``draw`` is told: marks of letters leave ``size``.

        Letters with two marks above, or one below, as in Vietnamese, are higher and deeper than any kanji.
        """
        begins, ends, top = float(self.size.height()), 0.0, -self._slack / 2
        kana = QFontMetrics(self._small)
        for layout, spans in self._paragraphs:
            pitch = self._pitch(spans)
            line_top = top + self._middle(pitch)
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start, end = line.textStart(), line.textStart() + line.textLength()
                inked = self._metrics.tightBoundingRect(layout.text()[start:end])
                baseline = line_top + self._ascent + number * pitch
                begins, ends = min(begins, baseline + inked.top()), max(ends, baseline + inked.bottom() + 1)
                above = [kana.tightBoundingRect(one.kana).top() for one in spans if start <= one.start < end]
                begins = min([begins, *(line_top + number * pitch + one for one in above)])
            top += max(1, layout.lineCount()) * pitch
        return begins, ends

    def draw(
        self, painter: QPainter, left: float, top: float, *, centred: bool = False, seen: QRect | None = None
    ) -> None:
        """Draw the lines, the first one's top at ``top``, in the painter's pen; paragraphs out of ``seen`` are not."""
        top -= self._slack / 2
        for layout, spans in self._paragraphs:
            pitch = self._pitch(spans)
            height = max(1, layout.lineCount()) * pitch
            if seen is not None and (top - pitch > seen.bottom() or top + height + pitch < seen.top()):
                top += height
                continue
            middle = self._middle(pitch)
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start = (self.width - line.naturalTextWidth()) / 2 if centred else 0.0
                line.setPosition(QPointF(start, middle + self._ascent - line.ascent() + number * pitch))
            letterforms.draw(layout, painter, QPointF(left, top))
            for number in range(layout.lineCount()):
                self._draw_readings(painter, layout, number, spans, QPointF(left, top))
            top += height

    def _draw_readings(
        self, painter: QPainter, layout: QTextLayout, number: int, spans: tuple[Reading, ...], at: QPointF
    ) -> None:
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        metrics = QFontMetrics(self._small)
        for span in spans:
            start, end = max(first, span.start), min(last, span.end)
            if start >= end:
                continue
            # Kanji broken at the end of a line share their reading between the lines.
            whole = span.end - span.start
            kana = span.kana[
                len(span.kana) * (start - span.start) // whole : len(span.kana) * (end - span.start) // whole
            ]
            left, right = _x(layout, number, start), _x(layout, number, end)
            width = metrics.horizontalAdvance(kana)
            room = min(right - left + self._small.pixelSize() * 0.3, self.width)
            painter.save()
            painter.setFont(self._small)
            baseline = at.y() + line.position().y() + line.ascent() - self._ascent
            # A reading wider than its kanji stays inside the lines: the widget would cut it off.
            half = min(width, room) / 2
            middle = min(max(line.position().x() + (left + right) / 2, half), max(half, self.width - half))
            painter.translate(at.x() + middle, baseline)
            if width > room:
                painter.scale(room / width, 1.0)
            painter.drawText(QPointF(-width / 2, 0), kana)
            painter.restore()


class Setting:
    """The words of one widget in lines: set once for each width, however often a layout asks for their height.

    Held by the widget, not by the program: a name does not outlive its page.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Lines] = {}
        self._on_one_line: dict[tuple[object, ...], int] = {}

    def measured(self, marked: str, font: QFont, width: int, *, pitch: int = 0) -> Lines:
        """Return ``Lines`` of the same height and ink as those of the same arguments, not to be painted.

        A layout asks at some widths before it settles, and what has room on one line is as high in all of them.
        """
        if "\n" not in marked and not readings(marked):
            key = (marked, font.key())
            if key not in self._on_one_line:
                if len(self._on_one_line) >= _MOST_KEPT:
                    self._on_one_line.clear()
                self._on_one_line[key] = widest(marked, font) + _ROUNDED
            width = min(width, self._on_one_line[key])
        return self.lines(marked, font, width, pitch=pitch)

    def lines(self, marked: str, font: QFont, width: int, *, pitch: int = 0) -> Lines:
        """Return ``Lines`` of the same arguments."""
        key = (marked, font.key(), width, pitch)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = Lines(marked, font, width, pitch=pitch)
        return self._kept[key]


def _bind(text: str, spans: tuple[Reading, ...]) -> str:
    """Hold the kanji of one reading on one line, or its parts: word joiners between them. ``text`` may hold some."""
    whole = unjoined(text)
    inside: set[int] = set()
    for one in spans:
        start = one.start
        for part in parts(whole[one.start : one.end]):
            inside.update(range(start + 1, start + len(part)))
            start += len(part)
    found, place = [], 0
    for character in text:
        if character == WORD_JOINER:
            found.append(character)
            continue
        if place in inside and (not found or found[-1] != WORD_JOINER):
            found.append(WORD_JOINER)
        found.append(character)
        place += 1
    return "".join(found)


def _x(layout: QTextLayout, number: int, place: int) -> float:
    """Return where the character at ``place`` begins, from the line's own left edge."""
    # The stubs do not say that a pair comes back: where the cursor stands, and its place.
    where: tuple[float, int] = layout.lineAt(number).cursorToX(place)  # type: ignore[assignment]
    return where[0] - layout.lineAt(number).position().x()


def fit(words: Iterable[str], metrics: QFontMetrics, width: int) -> bool:
    """Say whether each word has room on a line of ``width`` px. Qt tells whole pixels: a word may be half one wider."""
    return all(metrics.horizontalAdvance(word) < width for word in words)


def widest(marked: str, font: QFont) -> int:
    """Return the width of the longest paragraph on one line, px."""
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(paragraph) for paragraph in plain(marked).split("\n"))
