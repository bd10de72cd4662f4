"""Files that a clerk gives to `madobe slip open`: whatever is in them, texts or one error."""

from __future__ import annotations

import io
import random
import zlib
from datetime import UTC, date, datetime, time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from forms.answers import Giver
from forms.loader import load_catalogue
from forms.values import SKIPPED, UNKNOWN, Value
from kiosk import slip_reader
from kiosk.sealing import Application, SlipCode, SlipRejected
from kiosk.slip import sealed_texts
from kiosk.slip_reader import as_csv, opened_values, read_slip
from printing.pdf import Document
from printing.qr import draw_symbol, symbol
from tests.kiosk.test_sealing import OFFICE, TWO_PARTS, incompressible

MADE_AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TEXT = "MADOBE1:11:AAAA:" + "6BF+70R:+*$ 0123" * 8


def pdf(width: float = 60, height: float = 60) -> bytes:
    document = Document(width, height, title="qr")
    draw_symbol(document, symbol(TEXT), 10, 10)
    return document.finish()


def png() -> bytes:
    document = pypdfium2.PdfDocument(pdf())
    written = io.BytesIO()
    document[0].render(scale=200 / 72, grayscale=True).to_pil().save(written, "PNG")
    document.close()
    return written.getvalue()


def code_of(path: Path) -> SlipCode:
    with pytest.raises(SlipRejected) as caught:
        read_slip(path)
    return caught.value.code


@pytest.mark.parametrize("content", [pdf(), png()], ids=["pdf", "png"])
def test_a_damaged_file_gives_what_it_held_or_one_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "slip"
    chance = random.Random(3)  # noqa: S311  # the same files in each run
    for _ in range(60):
        wrong = bytearray(content)
        for _ in range(chance.choice((1, 3, 30))):
            wrong[chance.randrange(8, len(wrong))] = chance.randrange(256)
        path.write_bytes(wrong[: chance.choice((len(wrong), chance.randrange(9, len(wrong))))])
        try:
            assert read_slip(path) == (TEXT,)
        except SlipRejected as rejected:
            assert rejected.code in {SlipCode.UNREADABLE_FILE, SlipCode.NO_QR_CODE}  # noqa: PT017  # either is right


def test_a_page_that_cannot_be_drawn_is_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Image.Image:
        raise pypdfium2.PdfiumError("no page")

    monkeypatch.setattr(slip_reader, "_rendered", broken)
    (tmp_path / "slip.pdf").write_bytes(pdf())
    assert code_of(tmp_path / "slip.pdf") is SlipCode.UNREADABLE_FILE


def test_a_page_of_five_metres_does_not_take_all_memory(tmp_path: Path) -> None:
    (tmp_path / "wall.pdf").write_bytes(pdf(5000, 5000))
    seen: list[tuple[int, int]] = []
    document = pypdfium2.PdfDocument(tmp_path / "wall.pdf")
    seen.append(slip_reader._rendered(document[0]).size)
    document.close()
    assert max(seen[0]) <= 6001


def test_a_file_of_60_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "film").open("wb") as file:
        file.truncate(60_000_000)
    assert code_of(tmp_path / "film") is SlipCode.UNREADABLE_FILE


def test_a_slip_has_no_code_without_a_key_or_when_it_would_need_too_many() -> None:
    assert sealed_texts(TWO_PARTS, None) == ()
    assert len(sealed_texts(TWO_PARTS, OFFICE.public)) == 2
    assert sealed_texts(Application("A", MADE_AT, {"p": incompressible(70)}), OFFICE.public) == ()


def test_an_option_whose_words_have_changed_is_another_version() -> None:
    catalogue = load_catalogue().procedures
    values = {"relation": zlib.crc32("改名前の選択肢".encode())}
    opened = Application("A", MADE_AT, {"juminhyo": values}, {"juminhyo": {"relation": Giver.RESIDENT}})
    for read in (opened_values, as_csv):
        with pytest.raises(SlipRejected) as caught:
            read(opened, catalogue)
        assert caught.value.code is SlipCode.OTHER_VERSION


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (UNKNOWN, None),
        (SKIPPED, None),
        ("空知", "空知"),
        (3, 3),
        (True, True),
        (("有", "無"), ["有", "無"]),
        (date(1946, 3, 4), "1946-03-04"),
        (time(9, 5), "09:05:00"),
    ],
)
def test_a_value_as_json_has_it(value: Value, plain: object) -> None:
    assert slip_reader._plain(value) == plain
