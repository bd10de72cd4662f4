"""The QR symbol: level Q, alphanumeric, big enough, and the same each time."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp

from printing.pdf import Document
from printing.qr import LEAST_MODULE, LEAST_SIDE, QUIET_MODULES, draw_symbol, symbol

TEXT = "MADOBE1:11:AAAA:" + "6BF+70R:+*$ 0123456789" * 20


def _drawn(text: str) -> bytes:
    document = Document(80, 80, title="qr")
    draw_symbol(document, symbol(text), 10, 10)
    return document.finish()


@pytest.mark.parametrize("dpi", [200, 300])
def test_it_is_read_back_at_level_q(dpi: int) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(_drawn(TEXT)))
    picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    codes = zxingcpp.read_barcodes(picture)
    assert [code.text for code in codes] == [TEXT]
    assert codes[0].ec_level == "Q"


@pytest.mark.parametrize("length", [20, 200, 470, 820])
def test_modules_and_sides_are_as_the_design_asks(length: int) -> None:
    code = symbol("A" * length)
    assert code.module >= LEAST_MODULE
    assert code.side >= LEAST_SIDE - 1e-9
    assert code.side <= 60
    assert code.quiet == pytest.approx(QUIET_MODULES * code.module)


def test_alphanumeric_mode_keeps_it_small() -> None:
    # Version 16-Q holds 470 alphanumeric characters (ISO/IEC 18004, table 7) and only 322 bytes.
    assert symbol("A" * 470).modules == 17 + 4 * 16


def test_the_same_text_gives_the_same_bytes() -> None:
    assert _drawn(TEXT) == _drawn(TEXT)


def test_lower_case_is_a_bug_not_a_bigger_symbol() -> None:
    with pytest.raises(ValueError, match=r"mode"):
        symbol("lower case")
