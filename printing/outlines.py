"""A PDF font made of outlines: for the clusters reportlab cannot write as ordinary text.

A Type 3 font (ISO 32000-1, 9.6.5) draws each cluster from its paths and maps its code to the cluster's full text in
ToUnicode (9.10.3), so one layer both looks and extracts right: variation sequences,
characters beyond the BMP, CFF fonts.
"""

from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfmetrics import registerFont

from printing.fonts import FontChain, Outline, clusters

_FIRST_CODE = 33  # below are codes that viewers treat as spaces
# pdftotext guesses the size of a Type 3 font from the width of its "m"; without one it takes kanji for twice their
# size, tears lines apart and swallows spaces. So an "m" of the width it expects stands at code 32, never drawn.
_MEASURE = ("m", 600, "600 0 0 0 0 0 d1")
_CODES = 256 - _FIRST_CODE


class OutlineFont:
    """Looks to a reportlab canvas like one of its own dynamic fonts; one object serves any number of documents."""

    _dynamicFont = 1  # noqa: N815 - read by reportlab
    _multiByte = 0  # noqa: N815 - read by reportlab
    shapable = False
    subfontNameX = b""  # noqa: N815 - read by reportlab

    def __init__(self, name: str, chain: FontChain) -> None:
        self.fontName = name
        self.name = name
        self.face = self  # reportlab asks the face for its name when it registers a font
        self._chain = chain
        self._used: WeakKeyDictionary[pdfdoc.PDFDocument, dict[str, int]] = WeakKeyDictionary()
        registerFont(self)  # type: ignore[no-untyped-call, arg-type, unused-ignore]

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab
        """Width in points."""
        return self._chain.width(text, size)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: ANN401, N802 - reportlab
        """Give each cluster its code: (number of the Type 3 font, code bytes)."""
        used = self._used.setdefault(doc, {})
        codes = [divmod(used.setdefault(cluster, len(used)), _CODES) for cluster in clusters(text)]
        return [(font, bytes([_FIRST_CODE + code])) for font, code in codes]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: ANN401, N802 - reportlab
        """Name of one Type 3 font in the page's resources."""
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/O{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return f"{doc.fontMapping[self.fontName]}+{subset}"

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab
        """Write the fonts when the document is finished."""
        used = list(self._used.pop(doc))
        for start in range(0, len(used), _CODES):
            name = self.getSubsetInternalName(start // _CODES, doc)[1:]
            font = self._type3(doc, name, used[start : start + _CODES])
            doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, name)

    def _type3(self, doc: Any, name: str, texts: list[str]) -> pdfdoc.PDFDictionary:  # noqa: ANN401 - reportlab
        outlines = [self._chain.outline(text) for text in texts]
        measure, measure_width, measure_procedure = _MEASURE
        procedures = {measure: measure_procedure}
        procedures |= {f"g{_FIRST_CODE + i}": _procedure(outline) for i, outline in enumerate(outlines)}
        procs = {glyph: doc.Reference(_stream(ops), f"{name}.{glyph}") for glyph, ops in procedures.items()}
        widths = [measure_width, *(round(outline.advance, 2) for outline in outlines)]
        boxes = [outline.bounds for outline in outlines]
        bounds = [
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        ]
        encoding = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Encoding"),
                "Differences": pdfdoc.PDFArray([_FIRST_CODE - 1, *map(pdfdoc.PDFName, procedures)]),
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type3"),
                "Name": pdfdoc.PDFName(name),
                "FontBBox": pdfdoc.PDFArray([round(b) for b in bounds]),
                "FontMatrix": pdfdoc.PDFArray([0.001, 0, 0, 0.001, 0, 0]),
                "CharProcs": pdfdoc.PDFDictionary(procs),
                "Encoding": encoding,
                "FirstChar": _FIRST_CODE - 1,
                "LastChar": _FIRST_CODE + len(texts) - 1,
                "Widths": pdfdoc.PDFArray(widths),
                "Resources": pdfdoc.PDFDictionary({}),
                "ToUnicode": doc.Reference(_stream(_to_unicode(texts)), f"{name}.ToUnicode"),
            }
        )


def _procedure(outline: Outline) -> str:
    box = " ".join(f"{v:.0f}" for v in outline.bounds)
    return f"{outline.advance:.2f} 0 {box} d1 {outline.path} f"


def _to_unicode(texts: list[str]) -> str:
    """Map each code to its text in UTF-16BE; at most 100 lines a block (Adobe Technical Note 5411, 1.4.1)."""
    lines = [f"<{_FIRST_CODE + i:02X}> <{text.encode('utf-16-be').hex().upper()}>" for i, text in enumerate(texts)]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _stream(content: str) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
