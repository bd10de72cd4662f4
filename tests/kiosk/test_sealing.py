from __future__ import annotations

import base64
import hashlib
import zlib
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from typing import Any

import base45
import cbor2
import pytest
import qrcode
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey, KEMKeyPair
from qrcode import constants
from qrcode import util as qr_util

from forms.answers import Giver
from kiosk import sealing
from kiosk.keys import PrivateKey, PublicKey
from kiosk.sealing import (
    ONE_PART_TEXT,
    PART_TEXT,
    Application,
    MyNumberInSlip,
    SlipCode,
    SlipRejected,
    SlipTooLarge,
    holds_my_number,
    open_slip,
    seal,
)

rust_hpke: Any = openssl.hpke  # its public face takes no authenticated data
MADE_AT = datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=9)))
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def key(number: int) -> PrivateKey:
    private = X25519PrivateKey.from_private_bytes(hashlib.sha256(bytes([number])).digest())
    return PrivateKey(private.private_bytes_raw(), PublicKey(private.public_key().public_bytes_raw()))


OFFICE, OTHER = key(1), key(2)
VALUES: dict[str, Any] = {
    "v_name": "邉󠄂山 髙志",
    "v_addr": "北海道空知郡上砂川町字上砂川町40番地10",
    "v_birth": 28_550,
    "copies": 2,
    "agreed": True,
    "kinds": [3_735_928_559, 1],
    "use": None,
}
SMALL = Application("K1-0042", MADE_AT, {"juminhyo": VALUES})


def incompressible(count: int) -> dict[str, Any]:
    return {f"f{n}": base64.b85encode(hashlib.sha512(bytes([n])).digest()).decode() for n in range(count)}


TWO_PARTS = Application("K1-0043", MADE_AT, {"jidoteate_nintei": incompressible(6)})


def code_of(texts: Any, private: PrivateKey = OFFICE, **told: Any) -> SlipCode:
    with pytest.raises(SlipRejected) as caught:
        open_slip(texts, private, **told)
    return caught.value.code


# ---- what is sealed comes back ----


def test_the_office_opens_exactly_what_was_sealed() -> None:
    texts = seal(SMALL, OFFICE.public)
    assert len(texts) == 1
    assert open_slip(texts, OFFICE) == SMALL


SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=40)
FIELD_VALUES = st.dictionaries(
    st.text(min_size=1, max_size=12), SCALARS | st.lists(st.integers(0, 2**32), max_size=3), max_size=6
)


@given(st.dictionaries(st.text(min_size=1, max_size=12), FIELD_VALUES, max_size=3), st.booleans(), st.data())
def test_any_values_come_back(procedures: dict[str, Any], with_givers: bool, data: st.DataObject) -> None:
    givers = {
        procedure: {name: data.draw(st.sampled_from(Giver)) for name in values}
        for procedure, values in procedures.items()
        if with_givers
    }
    try:
        application = Application("A", MADE_AT, procedures, givers)
    except MyNumberInSlip:
        return
    assert open_slip(seal(application, OFFICE.public), OFFICE) == application


def test_who_gave_each_value_comes_back() -> None:
    givers = {"juminhyo": dict(zip(VALUES, [*Giver, Giver.CARD, Giver.CARD], strict=True))}
    application = Application("K1-0042", MADE_AT, {"juminhyo": VALUES, "kaigo_shinki": {"a": 1}}, givers)
    assert open_slip(seal(application, OFFICE.public), OFFICE) == application


def test_two_seals_of_the_same_application_have_nothing_in_common() -> None:
    first, second = (seal(SMALL, OFFICE.public)[0] for _ in range(2))
    assert first[11:15] != second[11:15]
    assert first[60:] != second[60:]


def test_nothing_can_be_read_without_the_key() -> None:
    message = base45.b45decode(seal(SMALL, OFFICE.public)[0][16:])
    for word in ("邉󠄂山", "髙志", "上砂川", "K1-0042", "v_name", "juminhyo"):
        assert word.encode() not in message


def test_the_texts_are_qr_alphanumeric_and_name_scheme_and_version() -> None:
    for text in (*seal(SMALL, OFFICE.public), *seal(TWO_PARTS, OFFICE.public)):
        assert set(text) <= ALPHANUMERIC
        assert text.startswith("MADOBE1:")


def test_the_message_is_cose_encrypt0_with_the_kid_in_its_protected_header() -> None:
    message = cbor2.loads(base45.b45decode(seal(SMALL, OFFICE.public)[0][16:]))
    protected, unprotected, ciphertext = message.value
    assert message.tag == 16
    assert cbor2.loads(protected) == {1: -65537, 4: bytes.fromhex(OFFICE.public.kid)}
    assert (list(unprotected), len(unprotected[-4])) == ([-4], 32)
    # Another implementation of RFC 9180 opens it, with the Enc_structure of RFC 9052 5.3 as authenticated data.
    suite = rust_hpke.Suite(rust_hpke.KEM.X25519, rust_hpke.KDF.HKDF_SHA256, rust_hpke.AEAD.AES_256_GCM)
    plain = rust_hpke._decrypt_with_aad(
        suite,
        unprotected[-4] + ciphertext,
        X25519PrivateKey.from_private_bytes(OFFICE.raw),
        None,
        cbor2.dumps(["Encrypt0", protected, b"MADOBE1"]),
    )
    fields = cbor2.loads(zlib.decompressobj(-15, zdict=sealing._dictionary()).decompress(cbor2.loads(plain)))
    assert fields == {1: "K1-0042", 2: int(MADE_AT.timestamp()), 3: {"juminhyo": VALUES}}


def test_it_is_deflated_only_where_that_is_shorter() -> None:
    digits = [zlib.crc32(bytes([n])) for n in range(30)]  # what options become: nothing to squeeze
    noise = Application("A", MADE_AT, {"x": {"x": digits}})
    assert isinstance(cbor2.loads(sealing._to_cbor(noise)), dict)
    assert isinstance(cbor2.loads(sealing._to_cbor(SMALL)), bytes)


def test_the_dictionary_of_version_1_is_what_it_always_was() -> None:
    text = (files("assets") / "slip" / "dictionary-1.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() == DICTIONARY_SHA256


DICTIONARY_SHA256 = "13b803e928b891bc240e2b8f38b01b181b5b155888a873a40a8e74e87e6f8246"


# ---- parts ----


def test_a_large_application_makes_two_parts_of_like_size_in_any_order() -> None:
    texts = seal(TWO_PARTS, OFFICE.public)
    assert [text[:10] for text in texts] == ["MADOBE1:12", "MADOBE1:22"]
    assert 0 <= len(texts[0]) - len(texts[1]) <= 1
    assert open_slip(texts, OFFICE) == open_slip(texts[::-1], OFFICE) == TWO_PARTS
    assert open_slip([*texts, texts[0]], OFFICE) == TWO_PARTS


@pytest.mark.parametrize(("text", "version"), [(ONE_PART_TEXT, 16), (PART_TEXT, 22)])
def test_the_limits_are_those_of_level_q(text: int, version: int) -> None:
    def fits(length: int) -> int:
        symbol = qrcode.QRCode(error_correction=constants.ERROR_CORRECT_Q)
        symbol.add_data(qr_util.QRData(b"A" * length, mode=qr_util.MODE_ALPHA_NUM))
        symbol.make(fit=True)
        return int(symbol.version)

    assert (fits(text), fits(text + 1)) == (version, version + 1)


def test_one_symbol_up_to_version_16_then_more() -> None:
    head = len("MADOBE1:11:AAAA:")
    counts = [sealing._parts(length) for length in (1, 470 - head, 471 - head, 2 * (823 - head), 2 * (823 - head) + 1)]
    assert counts == [1, 1, 2, 2, 3]


def test_three_procedures_of_a_family_still_fit() -> None:
    many = Application("K1-0044", MADE_AT, {f"p{n}": incompressible(12) for n in range(3)})
    texts = seal(many, OFFICE.public)
    assert all(len(text) <= PART_TEXT for text in texts)
    assert open_slip(texts, OFFICE) == many


def test_what_needs_more_than_nine_symbols_is_too_large() -> None:
    with pytest.raises(SlipTooLarge):
        seal(Application("A", MADE_AT, {"p": incompressible(70)}), OFFICE.public)


def test_a_missing_part_has_its_own_code() -> None:
    for text in seal(TWO_PARTS, OFFICE.public):
        assert code_of([text]) is SlipCode.PART_MISSING


def test_parts_of_two_slips_are_not_put_together() -> None:
    first, second = seal(TWO_PARTS, OFFICE.public), seal(TWO_PARTS, OFFICE.public)
    assert code_of([first[0], second[1]]) is SlipCode.PARTS_MIXED
    assert code_of([*first, *seal(SMALL, OFFICE.public)]) is SlipCode.PARTS_MIXED


def test_a_part_beyond_the_total_or_twice_differently_is_damage() -> None:
    first, second = seal(TWO_PARTS, OFFICE.public)
    assert code_of([first, second.replace(":22:", ":32:")]) is SlipCode.DAMAGED
    assert code_of([first, second, first[:-3]]) is SlipCode.DAMAGED


def test_other_codes_on_the_same_picture_are_passed_over() -> None:
    assert open_slip(["https://example.jp", *seal(SMALL, OFFICE.public), "4901234567894"], OFFICE) == SMALL


# ---- what is refused ----


@pytest.mark.parametrize("texts", [[], [""], ["hello"], ["madobe1:11:AAAA:"], ["HC1:6BF"], [" MADOBE1:11:AAAA:00"]])
def test_foreign_text_is_no_slip(texts: list[str]) -> None:
    assert code_of(texts) is SlipCode.NOT_A_SLIP


def test_a_later_version_is_told_as_such() -> None:
    assert code_of([seal(SMALL, OFFICE.public)[0].replace("MADOBE1", "MADOBE2")]) is SlipCode.OTHER_VERSION


def test_every_single_flipped_byte_of_the_message_is_refused() -> None:
    text = seal(SMALL, OFFICE.public)[0]
    message = base45.b45decode(text[16:])
    for position in range(len(message)):
        for bit in range(8):
            wrong = bytearray(message)
            wrong[position] ^= 1 << bit
            part_id = sealing._part_id(bytes(wrong))
            found = code_of([f"MADOBE1:11:{part_id}:{base45.b45encode(bytes(wrong)).decode()}"])
            assert found in (SlipCode.DAMAGED, SlipCode.OTHER_KEY)


def test_every_single_changed_character_is_refused() -> None:
    text = seal(SMALL, OFFICE.public)[0]
    for position, character in enumerate(text):
        for other in "0Z:\x00é０":
            if other != character:
                code_of([text[:position] + other + text[position + 1 :]])


def test_every_truncation_is_refused() -> None:
    for text in seal(SMALL, OFFICE.public):
        for length in range(len(text)):
            code_of([text[:length]])


def test_another_key_and_another_kid() -> None:
    texts = seal(SMALL, OFFICE.public)
    assert code_of(texts, OTHER) is SlipCode.OTHER_KEY
    # Sealed to this kid, but by another key with the same number.
    impostor = PrivateKey(OTHER.raw, OFFICE.public)
    assert code_of(texts, impostor) is SlipCode.DAMAGED


def pack(message: bytes) -> list[str]:
    return [f"MADOBE1:11:{sealing._part_id(message)}:{base45.b45encode(message).decode()}"]


def seal_plain(plain: bytes) -> list[str]:
    return pack(sealing._encrypt(plain, OFFICE.public))


def rewrap(change: Any) -> list[str]:
    message = cbor2.loads(sealing._encrypt(sealing._to_cbor(SMALL), OFFICE.public))
    return pack(cbor2.dumps(change(message.value), canonical=True))


PROTECTED = sealing._protected(OFFICE.public)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v,  # no tag
        lambda v: cbor2.CBORTag(18, v),  # COSE_Sign1
        lambda v: cbor2.CBORTag(16, v[:2]),
        lambda v: cbor2.CBORTag(16, [*v, 1]),
        lambda v: cbor2.CBORTag(16, [v[0], {}, v[2]]),
        lambda v: cbor2.CBORTag(16, [v[0], {**v[1], 5: 1}, v[2]]),
        lambda v: cbor2.CBORTag(16, [v[0], {-4: "x"}, v[2]]),
        lambda v: cbor2.CBORTag(16, [v[0], {-4: bytes(31)}, v[2]]),
        lambda v: cbor2.CBORTag(16, [v[0], {-4: bytes(32)}, v[2]]),  # small order
        lambda v: cbor2.CBORTag(16, [v[0], v[1], b""]),
        lambda v: cbor2.CBORTag(16, [b"", v[1], v[2]]),
        lambda v: cbor2.CBORTag(16, [PROTECTED + b"\0", v[1], v[2]]),
        lambda v: cbor2.CBORTag(16, [PROTECTED.replace(b"\x01\x3a", b"\x02\x3a"), v[1], v[2]]),
    ],
)
def test_another_shape_of_message_is_damage(change: Any) -> None:
    assert code_of(rewrap(change)) is SlipCode.DAMAGED


WHOLE = {1: "A", 2: 1_790_000_000, 3: {"p": {"f": 1}}}


def test_the_plain_map_of_the_next_test_would_be_taken() -> None:
    assert open_slip(seal_plain(cbor2.dumps({**WHOLE, 4: {"p": b"\x01"}})), OFFICE).slip_id == "A"


@pytest.mark.parametrize(
    "fields",
    [
        "text",
        [],
        {},
        {1: "A", 2: 1},
        {**WHOLE, 5: 1},
        {**WHOLE, "x": 1},
        {**WHOLE, 1: 1},
        {**WHOLE, 1: ""},
        {**WHOLE, 1: "A" * 41},
        {**WHOLE, 2: "now"},
        {**WHOLE, 2: True},
        {**WHOLE, 2: -1},
        {**WHOLE, 2: 253_402_300_800},
        {**WHOLE, 3: []},
        {**WHOLE, 3: {1: {}}},
        {**WHOLE, 3: {"p": 1}},
        {**WHOLE, 3: {"p": {1: 1}}},
        {**WHOLE, 3: {"p": {"f": b""}}},
        {**WHOLE, 3: {"p": {"f": {}}}},
        {**WHOLE, 3: {"p": {"f": ["x"]}}},
        {**WHOLE, 3: {"p": {"f": [True]}}},
        {**WHOLE, 3: {"p": {"f": "123456789018"}}},
        {**WHOLE, 4: 1},
        {**WHOLE, 4: {"q": b"\x01"}},
        {**WHOLE, 4: {"p": 1}},
        {**WHOLE, 4: {"p": b""}},
        {**WHOLE, 4: {"p": b"\x01\x01"}},
        {**WHOLE, 4: {"p": b"\x06"}},
    ],
)
def test_whoever_sealed_it_another_shape_inside_is_damage(fields: Any) -> None:
    assert code_of(seal_plain(cbor2.dumps(fields, canonical=True))) is SlipCode.DAMAGED


def deflated(plain: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, sealing._dictionary())
    return packer.compress(plain) + packer.flush()


@pytest.mark.parametrize(
    "packed",
    [b"", b"\xff\xff", deflated(cbor2.dumps(WHOLE))[:-1], deflated(cbor2.dumps(WHOLE)) + b"\0", deflated(bytes(10**7))],
    ids=["empty", "noise", "cut", "more", "bomb"],
)
def test_a_wrong_deflate_stream_is_damage(packed: bytes) -> None:
    assert code_of(seal_plain(cbor2.dumps(packed))) is SlipCode.DAMAGED


def test_deflated_twice_is_damage() -> None:
    twice = cbor2.dumps(deflated(cbor2.dumps(deflated(cbor2.dumps(WHOLE)))))
    assert code_of(seal_plain(twice)) is SlipCode.DAMAGED


@settings(max_examples=300)
@given(st.binary(max_size=200))
@example(b"")
def test_any_bytes_sealed_to_us_are_an_application_or_one_error(plain: bytes) -> None:
    code: SlipCode | None = SlipCode.DAMAGED
    try:
        open_slip(seal_plain(plain), OFFICE)
    except SlipRejected as rejected:
        code = rejected.code
    assert code is SlipCode.DAMAGED


@settings(max_examples=300)
@given(st.lists(st.text(max_size=60) | st.text("0123456789ABCDEF:$% MADOBE1", max_size=60).map("MADOBE1:".__add__)))
def test_any_texts_are_one_error(texts: list[str]) -> None:
    code_of(texts)


@settings(max_examples=300)
@given(st.binary(max_size=120))
def test_any_message_is_one_error(message: bytes) -> None:
    assert code_of(pack(message)) is SlipCode.DAMAGED


def test_the_error_carries_a_code_and_nothing_else() -> None:
    with pytest.raises(SlipRejected) as caught:
        open_slip(seal(SMALL, OFFICE.public), OTHER)
    assert caught.value.args == (SlipCode.OTHER_KEY,)


# ---- time and replay ----


def test_a_slip_is_good_for_its_days_and_not_a_second_longer() -> None:
    texts, valid = seal(SMALL, OFFICE.public), timedelta(days=30)
    assert open_slip(texts, OFFICE, now=MADE_AT + valid, valid_for=valid) == SMALL
    assert code_of(texts, now=MADE_AT + valid + timedelta(seconds=1), valid_for=valid) is SlipCode.EXPIRED
    assert open_slip(texts, OFFICE, now=MADE_AT + timedelta(days=999)) == SMALL


def test_a_slip_from_the_future_means_that_a_clock_is_wrong() -> None:
    texts = seal(SMALL, OFFICE.public)
    assert open_slip(texts, OFFICE, now=MADE_AT - timedelta(days=1)) == SMALL
    assert code_of(texts, now=MADE_AT - timedelta(days=1, seconds=1)) is SlipCode.CLOCK


def test_a_slip_is_taken_once() -> None:
    texts = seal(SMALL, OFFICE.public)
    assert open_slip(texts, OFFICE, seen={"K1-0041"}) == SMALL
    assert code_of(texts, seen={"K1-0042"}) is SlipCode.REPLAYED


def test_an_application_has_an_id_a_zone_and_whole_seconds() -> None:
    for wrong in ("", "A" * 41):
        with pytest.raises(TypeError):
            Application(wrong, MADE_AT, {})
    with pytest.raises(TypeError):
        Application("A", datetime(2026, 11, 24), {})  # noqa: DTZ001  # the case under test
    with pytest.raises(TypeError):
        Application("A", MADE_AT, {"p": {"f": 1}}, {"p": {"g": Giver.CARD}})
    assert Application("A", MADE_AT.replace(microsecond=7), {}).made_at == MADE_AT.astimezone(UTC)


def test_values_stay_out_of_logs() -> None:
    assert "髙志" not in repr(SMALL)


# ---- the 12-digit number ----


@pytest.mark.parametrize(
    "value",
    [
        "123456789018",
        "5376 8667 7188",
        "1234-5678-9018",
        "１２３４５６７８９０１８",
        "1234－5678－9018",
        "番号は123456789018です",
        123456789018,
        [1, 537686677188],
        "0123456 / 123456789018",
    ],
)
def test_the_individual_number_never_goes_in(value: Any) -> None:
    with pytest.raises(MyNumberInSlip) as caught:
        Application("A", MADE_AT, {"juminhyo": {"note": value}})
    assert (caught.value.procedure, caught.value.field) == ("juminhyo", "note")
    assert "12345678" not in str(caught.value)


@pytest.mark.parametrize(
    "value", ["1234567890" + "19", "09012345678", "1234567" + "8901" + "8123", None, True, 12345, [], "令和8年11月24日"]
)
def test_other_numbers_do(value: Any) -> None:
    assert not holds_my_number(value)


# ---- published vectors ----


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        (b"AB", "BB8"),  # RFC 9285, 4.3, examples 1-3
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),  # 4.4
    ],
)
def test_base45_as_published(plain: bytes, text: str) -> None:
    assert base45.b45encode(plain).decode() == text
    assert base45.b45decode(text) == plain


@pytest.mark.parametrize("text", ["GGW", "ZZZ", "A", "::::", "a00"])  # RFC 9285, 6: GGW is 65536; ZZZ is beyond too
def test_base45_that_must_be_refused(text: str) -> None:
    assert code_of([f"MADOBE1:11:AAAA:{text}"]) is SlipCode.DAMAGED


def test_hpke_as_published() -> None:
    """RFC 9180, A.1.1 (X25519, HKDF-SHA256, AES-128-GCM, base mode), sequence number 0.

    The RFC prints no vector for X25519 with AES-256-GCM: key agreement and key schedule are those of A.1.1, and the
    next test holds our suite against a second implementation.
    """
    plain, aad = b"Beauty is truth, truth beauty", b"Count-0"
    info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
    ephemeral, receiver = (
        X25519PrivateKey.from_private_bytes(bytes.fromhex(text))
        for text in (
            "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736",
            "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
        )
    )
    expected = bytes.fromhex(
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
    )
    suite = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES128_GCM)
    pair = KEMKeyPair(
        KEMKey.from_pyca_cryptography_key(ephemeral), KEMKey.from_pyca_cryptography_key(ephemeral.public_key())
    )
    enc, sender = suite.create_sender_context(
        KEMKey.from_pyca_cryptography_key(receiver.public_key()), info=info, eks=pair
    )
    assert enc.hex() == "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
    assert sender.seal(plain, aad) == expected
    opener = suite.create_recipient_context(enc, KEMKey.from_pyca_cryptography_key(receiver), info=info)
    assert opener.open(expected, aad) == plain


@given(st.binary(max_size=100), st.binary(max_size=40))
def test_our_suite_against_a_second_implementation(plain: bytes, aad: bytes) -> None:
    suite = rust_hpke.Suite(rust_hpke.KEM.X25519, rust_hpke.KDF.HKDF_SHA256, rust_hpke.AEAD.AES_256_GCM)
    public = X25519PublicKey.from_public_bytes(OFFICE.public.raw)
    sealed = rust_hpke._encrypt_with_aad(suite, plain, public, None, aad)
    ours = sealing._suite()
    opener = ours.create_recipient_context(sealed[:32], ours.kem.deserialize_private_key(OFFICE.raw))
    assert opener.open(sealed[32:], aad) == plain
