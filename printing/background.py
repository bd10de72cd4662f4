"""Lays drawn pages over the pages of the town's own PDF. The only place that reads a PDF to print it."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from printing.errors import LayoutError
from printing.pdf import POINT

_PLACE = "sheet.background"
_TOLERANCE = 1.0  # mm: sheets are drawn by many programs, each with its own A4


def laid_over(background: bytes, drawn: bytes, *, title: str) -> tuple[bytes, int]:
    """Return the background with the drawn pages on it, and how many pages it has; further ones come along.

    `title` replaces the background's own metadata. Raises LayoutError (sheet-background) for a file that is no PDF,
    is locked, has too few pages or another size.
    """
    try:
        under, over = PdfReader(BytesIO(background), strict=False), PdfReader(BytesIO(drawn))
        if under.is_encrypted:
            raise LayoutError("sheet-background", _PLACE, "locked")
        if len(under.pages) < len(over.pages):
            raise LayoutError("sheet-background", _PLACE, f"{len(under.pages)} < {len(over.pages)} p.")
        writer = PdfWriter()
        writer.append(under, import_outline=False)
        writer.metadata = {"/Title": title, "/Creator": "Madobe"}
        for number, page in enumerate(writer.pages):
            page.transfer_rotation_to_content()
            if number < len(over.pages):
                top = over.pages[number]
                box, wanted = page.mediabox, top.mediabox
                size = (float(box.width) * POINT, float(box.height) * POINT)
                if any(
                    abs(one - float(other) * POINT) > _TOLERANCE
                    for one, other in zip(size, (wanted.width, wanted.height), strict=True)
                ):
                    raise LayoutError("sheet-background", _PLACE, f"{size[0]:.0f} × {size[1]:.0f} mm")
                # Both begin at the top left corner.
                rise = float(box.top) - float(wanted.height)
                page.merge_transformed_page(top, Transformation().translate(float(box.left), rise))
        writer.compress_identical_objects()
        file = BytesIO()
        writer.write(file)
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError, OSError, RecursionError) as error:
        # pypdf raises what it meets in a damaged file.
        raise LayoutError("sheet-background", _PLACE, type(error).__name__) from error
    return file.getvalue(), len(under.pages)
