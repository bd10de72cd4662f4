"""One PDF document drawn in millimetres from the top left corner. Knows nothing of forms.

Type sizes and rule weights are in points, everything else in mm. The same calls give the same bytes.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Final

from PIL.Image import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import Weight, paper_fonts
from printing.geometry import Box
from printing.outlines import OutlineFont

_INVISIBLE: Final = 3  # ISO 32000-1, 9.3.6
POINT = 1 / mm
"""One point in mm."""


class Document:
    """A document being drawn. Begins with its first page; `finish` gives the bytes and ends it."""

    def __init__(self, width: float, height: float, *, title: str, shift: tuple[float, float] = (0, 0)) -> None:
        """Begin a document of this paper size (mm). The title is seen by others: never a person's data.

        `shift` moves everything right and down (mm), against a printer that takes its paper in a little off.
        """
        self.width = width
        self.height = height
        self._shift = shift
        self.pages = 1
        self._file = BytesIO()
        # A TrueType face as initial font: otherwise every page names Helvetica, which is not embedded.
        self._canvas = Canvas(
            self._file,
            (width * mm, height * mm),
            invariant=1,
            pageCompression=1,
            initialFontName=_faces("regular")[0],  # type: ignore[arg-type] # the stubs say float; it is a name
            lang="ja-JP",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("Madobe")
        self._move()

    def next_page(self) -> None:
        """Begin another page of the same size."""
        self._canvas.showPage()
        self.pages += 1
        self._move()

    def finish(self) -> bytes:
        """End the document and return it."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def write(
        self, text: str, x: float, baseline: float, size: float, *, weight: Weight = "regular", spacing: float = 0
    ) -> None:
        """Write one line; `spacing` is extra room after each character, in points.

        The text must have passed `FontChain.missing`.
        """
        plain, outlined = _faces(weight)
        chain = paper_fonts(weight)
        # One text object: readers take separate ones for separate lines.
        line = self._canvas.beginText(x * mm, self._y(baseline))
        line.setCharSpace(spacing)
        for run in chain.runs(text):
            line.setFont(outlined if run.outline else plain, size)
            line.textOut(run.text)
        self._canvas.drawText(line)

    def write_unseen(self, text: str, x: float, baseline: float, size: float, width: float) -> None:
        """Put one line of text under a picture of it, `width` mm long: found and copied, but not painted."""
        self._canvas.saveState()  # the rendering mode would outlive the text object (ISO 32000-1, 9.3.1)
        line = self._canvas.beginText(x * mm, self._y(baseline))
        line.setFont(_faces("regular")[0], size)
        line.setTextRenderMode(_INVISIBLE)
        line.setHorizScale(100 * width / (paper_fonts().width(text, size) * POINT))
        line.textOut(text)
        self._canvas.drawText(line)
        self._canvas.restoreState()

    def paint(self, image: Image, box: Box) -> None:
        """Draw a picture over the whole of a box."""
        self._canvas.drawImage(ImageReader(image), box.x * mm, self._y(box.bottom), box.w * mm, box.h * mm)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float, *, dash: tuple[float, ...] = ()) -> None:
        """Draw a straight rule; `dash` in points."""
        self._stroke(weight, dash)
        self._canvas.line(x1 * mm, self._y(y1), x2 * mm, self._y(y2))

    def frame(self, box: Box, *, weight: float, dash: tuple[float, ...] = ()) -> None:
        """Draw an empty rectangle."""
        self._stroke(weight, dash)
        self._canvas.rect(box.x * mm, self._y(box.bottom), box.w * mm, box.h * mm)

    def shade(self, box: Box, grey: float) -> None:
        """Fill a rectangle; grey 0 is black, 1 white."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(box.x * mm, self._y(box.bottom), box.w * mm, box.h * mm, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def fill(self, boxes: Iterable[Box]) -> None:
        """Fill rectangles in black as one path: no viewer leaves a seam where two of them touch."""
        path = self._canvas.beginPath()
        for box in boxes:
            path.rect(box.x * mm, self._y(box.bottom), box.w * mm, box.h * mm)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def trace(self, paths: Iterable[Iterable[tuple[float, float]]], *, weight: float) -> None:
        """Draw lines from point to point with round ends and corners; one point alone is a dot."""
        self._canvas.saveState()
        self._canvas.setLineWidth(weight)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        self._canvas.setDash([])
        path = self._canvas.beginPath()
        for points in paths:
            for number, (x, y) in enumerate(points):
                if number == 0:
                    path.moveTo(x * mm, self._y(y))
                path.lineTo(x * mm, self._y(y))
        self._canvas.drawPath(path)
        self._canvas.restoreState()

    def oval(self, box: Box, *, weight: float, dash: tuple[float, ...] = ()) -> None:
        """Draw an ellipse that touches the box's edges; a long one has round ends, so that it goes around its words."""
        self._stroke(weight, dash)
        if box.w > 1.8 * box.h:
            self._canvas.roundRect(box.x * mm, self._y(box.bottom), box.w * mm, box.h * mm, box.h * mm / 2)
        else:
            self._canvas.ellipse(box.x * mm, self._y(box.bottom), box.right * mm, self._y(box.y))

    def _move(self) -> None:
        right, down = self._shift
        if right or down:
            self._canvas.translate(right * mm, -down * mm)

    def _y(self, y: float) -> float:
        return (self.height - y) * mm

    def _stroke(self, weight: float, dash: tuple[float, ...]) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.setLineCap(0 if dash else 2)  # square ends close the corners of frames
        self._canvas.setDash(list(dash))


@cache
def _faces(weight: Weight) -> tuple[str, str]:
    """Register a chain with reportlab; names of its ordinary and its outlined font."""
    chain = paper_fonts(weight)
    plain, outlined = f"paper-{weight}", f"paper-{weight}-outlines"
    registerFont(TTFont(plain, str(chain.main.path)))
    OutlineFont(outlined, chain)
    return plain, outlined
