"""The card's own pictures of name and address: which bytes are one, when they are read, what that costs."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFile

from cardreader.errors import CardRemoved, DataMalformed
from cardreader.mynumber import read_card
from cardreader.mynumber.face import MOST_PIXELS, Picture, parse_picture
from cardreader.secret import Door
from cardreader.virtual import Answer, Pull, Traits, profile_facts

SELECT_VISUAL = bytes.fromhex("00A4040C0AD3921000310001010402")
TEXT_ONLY = 4


def png(size: tuple[int, int] = (21, 5), mode: str = "1", *, ink: bool = True, **options: Any) -> bytes:
    image = Image.new(mode, size, 1 if mode == "1" else 255)
    if ink:
        ImageDraw.Draw(image).rectangle((1, 1, 3, 3), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def always(_: object) -> bool:
    return True


def read(desk: Any, secret: Any, **options: Any) -> Any:
    return read_card(desk.connect(), secret, tries_left=None, **options)


class TestPicture:
    """A 1-bit PNG or DataMalformed, nothing else."""

    def test_black_on_white_row_by_row(self) -> None:
        picture = parse_picture(png((10, 3)), "name")
        assert (picture.width, picture.height) == (10, 3)
        white, black = b"\xff\xc0", b"\x8f\xc0"
        assert picture.bits.hex() == (white + black + black).hex()

    def test_a_palette_says_which_of_two_is_black(self) -> None:
        two = Image.new("P", (8, 1), 1)
        two.putpalette([250, 250, 250, 10, 10, 10])
        two.putpixel((0, 0), 0)
        out = io.BytesIO()
        two.save(out, "PNG", bits=1)
        assert parse_picture(out.getvalue(), "name") == Picture(8, 1, b"\x80")

    def test_what_may_be_passed_over_is(self) -> None:
        plain = png()
        with_text = plain[:33] + chunk(b"tEXt", b"Comment\0x") + plain[33:]
        assert parse_picture(with_text, "name") == parse_picture(plain, "name")

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\x00\x00\x00\x0cjP  \r\n\x87\n",
            png(mode="L"),
            png(mode="RGB"),
            png(ink=False),
            png((MOST_PIXELS + 1, 4)),
            png()[:-1],
            png()[:40],
            png()[:33] + chunk(b"ABCD", b"") + png()[33:],
            png()[:8] + png()[33:],
            png()[:33] + png()[8:],
            png()[:33] + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b""),
            png()[:33] + chunk(b"IDAT", b"no deflate stream") + chunk(b"IEND", b""),
            png()[:33] + chunk(b"IEND", b""),
        ],
        ids=lambda raw: f"{len(raw)} bytes",
    )
    @pytest.mark.parametrize("lenient", [False, True])
    def test_anything_else_is_refused(self, raw: bytes, lenient: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        # A switch of the whole process, which other libraries set (WeasyPrint does).
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
        with pytest.raises(DataMalformed):
            parse_picture(raw, "name")

    def test_an_interlaced_picture_is_one_too(self) -> None:
        # 3 x 2 pixels, all black: passes 1, 4, 6 and 7 have lines.
        lines = zlib.compress(b"\0\0" * 4)
        header = chunk(b"IHDR", b"\0\0\0\3\0\0\0\2\1\0\0\0\1")
        raw = png()[:8] + header + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
        assert parse_picture(raw, "name").width == 3
        cut = png()[:8] + header + chunk(b"IDAT", zlib.compress(b"\0\0" * 3)) + chunk(b"IEND", b"")
        with pytest.raises(DataMalformed, match="data"):
            parse_picture(cut, "name")

    def test_white_in_the_bits_that_fill_a_row_is_no_picture(self) -> None:
        raw = png()[:33] + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xf8" * 5)) + chunk(b"IEND", b"")
        with pytest.raises(DataMalformed, match="empty"):
            parse_picture(raw, "name")

    @given(st.integers(0, 200), st.binary(max_size=8), st.booleans())
    def test_mutated_bytes_are_a_picture_or_one_error(self, at: int, junk: bytes, mend: bool) -> None:
        raw = bytearray(png())
        raw[at : at + len(junk)] = junk
        if mend:  # with right check sums, so that the decoder itself is reached
            raw = bytearray(png()[:33] + chunk(b"IDAT", bytes(raw[41:-16])) + chunk(b"IEND", b""))
        try:
            picture = parse_picture(bytes(raw), "name")
        except DataMalformed:
            return
        assert len(picture.bits) == (picture.width + 7) // 8 * picture.height


class TestReading:
    """After the text, on the same card, only where it is wanted and the door opens it."""

    def test_pictures_and_no_photo(self, desk_with: Any, secret_of: Any) -> None:
        desk = desk_with("unprintable")
        secret = secret_of("unprintable", Door.CODE_B)
        reading = read(desk, secret, face_for=always)
        assert reading.person == profile_facts("unprintable").person
        assert reading.face.name.height == reading.face.address.height
        assert reading.face.name.width < reading.face.address.width
        assert bytes(secret.digits) == bytes(14)
        sent = [one.command for one in desk.card.transcript]
        assert sent[TEXT_ONLY][: len(SELECT_VISUAL)] == SELECT_VISUAL
        assert [one[1] for one in sent[TEXT_ONLY : TEXT_ONLY + 3]] == [0xA4, 0x20, 0x20]
        assert {one[1] for one in sent[TEXT_ONLY + 3 :]} == {0xB0}
        assert reading.apdus == len(sent)
        # The photo alone is longer than what was read behind the pictures.
        assert len(sent) - TEXT_ONLY - 3 <= 10

    @pytest.mark.parametrize(("door", "wanted"), [(Door.PIN, True), (Door.CODE_B, False)])
    def test_else_not_one_exchange_more(self, desk_with: Any, secret_of: Any, door: Door, wanted: bool) -> None:
        desk = desk_with("plain")
        reading = read(desk, secret_of("plain", door), face_for=lambda _: wanted)
        assert (reading.face, reading.apdus, len(desk.card.transcript)) == (None, TEXT_ONLY, TEXT_ONLY)

    @pytest.mark.parametrize("tries", [0, 1])
    def test_the_other_counter_is_never_used_up(self, desk_with: Any, secret_of: Any, tries: int) -> None:
        desk = desk_with("plain")
        # The 6th exchange asks how many tries the visual application's key has left.
        desk.card.inject(Answer(TEXT_ONLY + 2, 0x63C0 | tries))
        reading = read(desk, secret_of("plain", Door.CODE_B), face_for=always)
        assert (reading.face, reading.apdus) == (None, TEXT_ONLY + 2)

    @pytest.mark.parametrize("at", range(TEXT_ONLY + 1, TEXT_ONLY + 6))
    @pytest.mark.parametrize("sw", [0x6A82, 0x6F00, 0x6984, 0x63C4])
    def test_a_card_that_does_not_give_them_is_read_all_the_same(
        self, desk_with: Any, secret_of: Any, at: int, sw: int
    ) -> None:
        desk = desk_with("plain")
        desk.card.inject(Answer(at, sw))
        secret = secret_of("plain", Door.CODE_B)
        reading = read(desk, secret, face_for=always)
        assert reading.person == profile_facts("plain").person
        assert bytes(secret.digits) == bytes(14)

    @pytest.mark.parametrize("at", range(TEXT_ONLY + 1, TEXT_ONLY + 6))
    def test_a_card_taken_away_is_an_error(self, desk_with: Any, secret_of: Any, at: int) -> None:
        desk = desk_with("plain")
        desk.card.inject(Pull(at))
        secret = secret_of("plain", Door.CODE_B)
        with pytest.raises(CardRemoved):
            read(desk, secret, face_for=always)
        assert bytes(secret.digits) == bytes(14)

    @pytest.mark.parametrize("trait", ["short_ids", "short_id_becomes_current"])
    def test_without_short_ids(self, desk_with: Any, secret_of: Any, trait: str) -> None:
        desk = desk_with("unprintable", traits=Traits(**{trait: False}))
        assert read(desk, secret_of("unprintable", Door.CODE_B), face_for=always).face
