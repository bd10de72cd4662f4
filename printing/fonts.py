"""Which font draws a character on paper, and how wide it is. Knows nothing of pages.

A text is cut into clusters (a character with the variation selector or combining marks that follow it). Runs the first
font of the chain holds as plain characters are drawn as ordinary text; every other cluster is drawn as the outline of
the first font that holds exactly it, because reportlab prints a box for a variation sequence, wrong text beyond the
BMP, and knows no CFF. A cluster that no font holds is a known problem (FORM-02), never a substitute.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

Weight = Literal["regular", "bold"]
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))

# Ligatures turn 令和 into ㋿; a cluster is shaped alone, so none of these may act inside it either.
_FEATURES = {"dlig": False, "liga": False, "clig": False, "kern": False}
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_NO_BREAK_SPACE = "\u00a0"  # reportlab writes it as a plain space


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one kind: `outline` false is ordinary text, true is one cluster drawn as an outline."""

    text: str
    outline: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """One cluster as paths, in thousandths of the type size: PDF path operators, advance and (x0, y0, x1, y1)."""

    path: str
    advance: float
    bounds: tuple[float, float, float, float]


class Face:
    """One font file as HarfBuzz sees it."""

    def __init__(self, font_id: str, path: Path) -> None:
        self.id = font_id
        self.path = path
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self._scale: float = 1000 / self._face.upem
        self.characters: frozenset[int] = frozenset(self._face.unicodes)

    def holds(self, cluster: str) -> bool:
        """Say whether this font has its own glyph for exactly this cluster."""
        codes = [ord(c) for c in cluster]
        if len(codes) == 2 and is_variation_selector(codes[1]):
            return self._font.get_variation_glyph(codes[0], codes[1]) is not None
        return all(code in self.characters for code in codes)

    def advance(self, character: str) -> float:
        """Width of one plain character in thousandths of the type size."""
        glyph = self._font.get_nominal_glyph(ord(character))
        return self._scale * int(self._font.get_glyph_h_advance(glyph))

    def outline(self, cluster: str) -> Outline:
        """Shape one cluster that this font holds."""
        buffer = hb.Buffer()
        buffer.add_str(cluster)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        pen = _PathPen(self._scale)
        x = 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.move_origin(x + position.x_offset, position.y_offset)
            self._font.draw_glyph_with_pen(info.codepoint, pen)
            x += position.x_advance
        return Outline(pen.path(), x * self._scale, pen.bounds())


class FontChain:
    """The fonts of the paper, in the order they are asked. Not changed after it is made; shared by all documents."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = tuple(faces)
        self.main = self.faces[0]
        self._plain = frozenset(c for c in self.main.characters if c < 0x10000 and stands_alone(c))
        self._advances: dict[str, float] = {}

    def runs(self, text: str) -> Iterator[Run]:
        """Cut a text into ordinary runs and outlined clusters. Clusters no font holds must have been refused before."""
        if self.is_plain(text):
            yield Run(text, outline=False)
            return
        plain: list[str] = []
        for cluster in clusters(text):
            if self.is_plain(cluster):
                plain.append(cluster)
                continue
            if plain:
                yield Run("".join(plain), outline=False)
                plain.clear()
            yield Run(cluster, outline=True)
        if plain:
            yield Run("".join(plain), outline=False)

    def is_plain(self, text: str) -> bool:
        """Say whether the first font draws every character of `text` as ordinary text."""
        return all(ord(c) in self._plain for c in text)

    def missing(self, text: str) -> tuple[str, ...]:
        """Clusters of `text` that no font of the chain holds; line feeds are not characters to draw."""
        if self.is_plain(text):
            return ()
        return tuple(c for c in clusters(text.replace("\n", "")) if not self.is_plain(c) and self.face_for(c) is None)

    def width(self, text: str, size: float) -> float:
        """Width of one line in points at a type size in points."""
        advances = self._advances
        total = 0.0
        for cluster in clusters(text):
            advance = advances.get(cluster)
            if advance is None:
                advance = advances[cluster] = self._advance(cluster)
            total += advance
        return total * size / 1000

    def _advance(self, cluster: str) -> float:
        return self.main.advance(cluster) if self.is_plain(cluster) else self.outline(cluster).advance

    @lru_cache(maxsize=1024)  # noqa: B019 - a chain lives as long as the process
    def face_for(self, cluster: str) -> Face | None:
        """Return the first font that holds the cluster."""
        return next((face for face in self.faces if face.holds(cluster)), None)

    @lru_cache(maxsize=1024)  # noqa: B019 - a chain lives as long as the process
    def outline(self, cluster: str) -> Outline:
        """Outline of a cluster; an empty one, one em wide, if no font holds it."""
        face = self.face_for(cluster)
        return face.outline(cluster) if face else Outline("", 1000.0, (0.0, 0.0, 0.0, 0.0))


def is_variation_selector(code: int) -> bool:
    """Tell U+FE00-FE0F and U+E0100-E01EF (Unicode 15, chapter 23.4)."""
    return any(code in block for block in _VARIATION_SELECTORS)


def stands_alone(code: int) -> bool:
    """Tell a character that begins a cluster and that reportlab writes as it is."""
    return not (is_variation_selector(code) or unicodedata.combining(chr(code)) or chr(code) == _NO_BREAK_SPACE)


def clusters(text: str) -> Sequence[str]:
    """Characters of a text, each with the variation selector or combining marks that follow it."""
    if text.isascii():
        return text
    found: list[str] = []
    for character in text:
        if found and (is_variation_selector(ord(character)) or unicodedata.combining(character)):
            found[-1] += character
        else:
            found.append(character)
    return found


def find_installed(relative: Sequence[str]) -> Path | None:
    """Return the first of these files under the system's font folders."""
    return next((f / r for f in FONT_FOLDERS for r in relative if (f / r).is_file()), None)


def load_chain(weight: Weight, installed: Callable[[Sequence[str]], Path | None] = find_installed) -> FontChain:
    """Build the chain that assets/fonts/fonts.toml names; `installed` looks for fonts of the machine."""
    folder = Path(str(files("assets").joinpath("fonts")))
    table = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))
    paths: dict[str, Path | None] = {entry["id"]: folder / entry["file"] for entry in table["font"]}
    paths |= {entry["id"]: installed(entry["files"]) for entry in table["installed"]}
    found = ((font_id, paths[font_id]) for font_id in table["paper"][weight])
    return FontChain([Face(font_id, path) for font_id, path in found if path is not None])


@cache
def paper_fonts(weight: Weight = "regular") -> FontChain:
    """Return the chain of this machine, loaded once."""
    return load_chain(weight)


class _PathPen:
    """Collects glyph outlines as PDF path operators (ISO 32000-1, 8.5.2). Quadratic curves become cubic ones."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._dx = self._dy = 0.0
        self._operators: list[str] = []
        self._points: list[tuple[float, float]] = []
        self._at = (0.0, 0.0)

    def move_origin(self, dx: float, dy: float) -> None:
        self._dx, self._dy = dx, dy

    def path(self) -> str:
        return " ".join(self._operators)

    def bounds(self) -> tuple[float, float, float, float]:
        if not self._points:
            return (0.0, 0.0, 0.0, 0.0)
        xs, ys = [p[0] for p in self._points], [p[1] for p in self._points]
        return (min(xs), min(ys), max(xs), max(ys))

    # The names below are those of the fontTools pen protocol that uharfbuzz calls.
    def moveTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", p)

    def lineTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", p)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        start = self._at
        first = tuple(s + 2 / 3 * (c - s) for s, c in zip(start, control, strict=True))
        second = tuple(e + 2 / 3 * (c - e) for e, c in zip(end, control, strict=True))
        self._add("c", (first[0], first[1]), (second[0], second[1]), end)

    def closePath(self) -> None:  # noqa: N802
        self._operators.append("h")

    def endPath(self) -> None:  # noqa: N802
        """An open contour: nothing to add, outlines are filled."""

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        scaled = [((x + self._dx) * self._scale, (y + self._dy) * self._scale) for x, y in points]
        self._at = points[-1]
        self._points += scaled
        self._operators.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in scaled) + f" {operator}")
