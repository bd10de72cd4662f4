"""The basic four, decoded strictly; MC's published record byte for byte (card-protocol.md 3.2)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader import tlv
from cardreader.errors import CardError, DataMalformed
from cardreader.mynumber import BasicFour, Sex
from cardreader.mynumber.card_record import CardRecord, parse_card_record
from cardreader.mynumber.person import parse_basic_four, parse_date, signed_part
from cardreader.virtual.personalise import basic_four

PUBLISHED = bytes.fromhex(
    "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99fdf2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5"
    "b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92df24083139383030323137df250131"
)
PERSON = BasicFour("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", date(1980, 2, 17), Sex.MALE)


def read(raw: bytes) -> BasicFour:
    return parse_basic_four(tlv.parse(raw))


def test_the_published_record_reads_and_is_written_the_same() -> None:
    assert len(PUBLISHED) == 104
    assert read(PUBLISHED) == PERSON
    assert read(PUBLISHED + b"\xff" * 152) == PERSON
    assert basic_four(PERSON.name, PERSON.address, b"19800217", b"1") == PUBLISHED


def test_a_long_record_has_the_long_header_and_its_offsets_moved_by_two() -> None:
    raw = basic_four("名", "あ" * 60, b"19800217", b"1")
    assert raw[:3] == bytes.fromhex("FF2082")
    assert raw[8:10] == bytes.fromhex("0010")
    assert read(raw).address == "あ" * 60


def test_the_integrity_record_covers_everything_but_the_offsets() -> None:
    assert signed_part(tlv.parse(PUBLISHED)) == PUBLISHED[14:]


@pytest.mark.parametrize(
    "text",
    ["髙﨑　𠮷郎", "葛\U000e0100辻\U000e0100　邉\U000e0102子", "\ue000　\U000f0000", "KIM SUJIN（金田　秀子）", "ﾊﾝｶｸ"],
)
def test_every_character_comes_through_unchanged(text: str) -> None:
    assert read(basic_four(text, text, b"19800217", b"2")).name == text


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        (b"1", Sex.MALE),
        (b"2", Sex.FEMALE),
        (b"9", Sex.NOT_APPLICABLE),
        (b"0", Sex.UNKNOWN),
        (b"3", Sex.UNKNOWN),
        (b"\xff", Sex.UNKNOWN),
    ],
)
def test_sex_codes(code: bytes, sex: Sex) -> None:
    assert read(basic_four("名", "所", b"19800217", code)).sex is sex


@pytest.mark.parametrize(
    ("name", "birth", "sex"),
    [
        (b"", b"19800217", b"1"),
        (b"\xe3\x80\x80", b"19800217", b"1"),  # only an ideographic space
        (b"\xe9\xbb", b"19800217", b"1"),  # half a character
        (b"\xed\xa0\x80", b"19800217", b"1"),  # a surrogate
        (b"\xc0\x80", b"19800217", b"1"),  # overlong
        (b"a\x00b", b"19800217", b"1"),
        (b"a\x1b[2Jb", b"19800217", b"1"),
        (b"a", b"1980021", b"1"),
        (b"a", b"1980-217", b"1"),
        (b"a", b"19800230", b"1"),
        (b"a", b"19801301", b"1"),
        (b"a", b"19800217", b""),
        (b"a", b"19800217", b"11"),
    ],
)
def test_malformed_fields(name: bytes, birth: bytes, sex: bytes) -> None:
    fields = ((0xDF22, name), (0xDF23, b"x"), (0xDF24, birth), (0xDF25, sex))
    with pytest.raises(DataMalformed) as error:
        read(tlv.build(0xFF20, b"".join(tlv.build(tag, value) for tag, value in fields)))
    assert not isinstance(error.value.__context__, UnicodeDecodeError)


@pytest.mark.parametrize("missing", [0xDF22, 0xDF23, 0xDF24, 0xDF25])
def test_a_missing_field_is_malformed(missing: int) -> None:
    fields = [one for one in tlv.parse_all(tlv.parse(PUBLISHED).value) if one.tag != missing]
    with pytest.raises(DataMalformed):
        read(tlv.build(0xFF20, b"".join(one.raw for one in fields)))


def test_another_record_is_malformed() -> None:
    with pytest.raises(DataMalformed):
        read(b"\xff\x10" + PUBLISHED[2:])


@pytest.mark.parametrize("digits", [b"19260000", b"19261200", b"00000000", b"00001225"])
def test_a_date_not_wholly_known_is_none(digits: bytes) -> None:
    assert parse_date(digits, "date") is None


@pytest.mark.parametrize("day", [date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1), date(2000, 2, 29)])
def test_dates(day: date) -> None:
    assert parse_date(day.strftime("%Y%m%d").encode(), "date") == day


def test_nothing_read_shows_in_a_repr() -> None:
    assert repr(PERSON) == "BasicFour()"


@given(st.data())
def test_any_mutation_of_the_record_reads_or_is_malformed(data: st.DataObject) -> None:
    raw = bytearray(PUBLISHED)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        person = read(bytes(raw))
    except CardError as error:
        assert isinstance(error, DataMalformed)  # noqa: PT017 - either outcome is right, no other is
    else:
        assert isinstance(person, BasicFour)


def test_the_card_record() -> None:
    assert parse_card_record(b"\x01\x1c4000000127198431322120350217") == CardRecord("13221", date(2035, 2, 17))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x01\x1b400000012719843132212035021",
        b"\x02\x1c4000000127198431322120350217",
        b"\x01\x1c40000001271984313221203502x7",
        b"\x01\x1c4000000127198431322120351317",
        b"\x01\x1c40000",
    ],
)
def test_a_malformed_card_record(raw: bytes) -> None:
    with pytest.raises(DataMalformed):
        parse_card_record(raw)
