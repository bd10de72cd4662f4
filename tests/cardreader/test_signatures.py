"""Certificates and signatures of the virtual card, checked by `cryptography` and not by our own code."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cardreader.virtual import VirtualCard
from cardreader.virtual import hierarchy as hierarchy_module
from cardreader.virtual.hierarchy import Hierarchy, default_folder, shared_hierarchy

JPKI = "00A4040C0AD392F000260100000001"
TEXT = "00A4040C0AD3921000310001010408"
VISUAL = "00A4040C0AD3921000310001010402"
MESSAGE = b"message"
DIGEST = hashlib.sha256(MESSAGE).digest()
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420") + DIGEST


def send(card: VirtualCard, *commands: str) -> bytes:
    reply = b""
    for one in commands:
        reply = card.transmit(bytes.fromhex(one))
    return reply


def powered(card: VirtualCard) -> VirtualCard:
    card.power_on()
    return card


def certificate(card: VirtualCard, file_id: int) -> x509.Certificate:
    raw = send(card, f"00B0{0x80 | file_id:02X}00000000")[:-2]
    return x509.load_der_x509_certificate(raw[: 4 + int.from_bytes(raw[2:4], "big")])


@pytest.fixture
def jpki(card_of: Any) -> VirtualCard:
    """JPKI selected, both secrets verified."""
    card = powered(card_of("ivs-name"))
    assert send(card, JPKI, "0020009804" + b"1234".hex(), "0020009B06" + b"ABC123".hex()) == b"\x90\x00"
    return card


@pytest.mark.parametrize(("mine", "issuer"), [(0x0A, 0x0B), (0x01, 0x02)])
def test_the_certificates_chain_to_the_card_s_own_authorities(jpki: VirtualCard, mine: int, issuer: int) -> None:
    holder, authority = certificate(jpki, mine), certificate(jpki, issuer)
    holder.verify_directly_issued_by(authority)
    authority.verify_directly_issued_by(authority)
    key = holder.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.key_size == 2048
    assert (holder.not_valid_before_utc.date(), holder.not_valid_after_utc.date()) == (
        date(2025, 2, 17),
        date(2035, 2, 17),
    )


def test_the_authentication_certificate_says_nothing_about_the_person(jpki: VirtualCard) -> None:
    subject = certificate(jpki, 0x0A).subject.rfc4514_string()
    assert "O=JPKI-TEST" in subject
    assert "葛" not in subject
    with pytest.raises(x509.ExtensionNotFound):
        certificate(jpki, 0x0A).extensions.get_extension_for_class(x509.SubjectAlternativeName)


def test_the_signing_certificate_names_the_person_in_the_right_order(jpki: VirtualCard) -> None:
    names = certificate(jpki, 0x01).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    others = [(name.type_id.dotted_string, name.value) for name in names if isinstance(name, x509.OtherName)]
    texts = [(oid.rpartition(".")[2], value) for oid, value in others]
    assert all(oid.startswith("1.2.392.200149.8.5.5.") for oid, _ in others)
    assert [arc for arc, _ in texts] == ["1", "4", "3", "5", "2", "6"]
    assert texts[0][1] == b"\x0c\x0f" + "葛辻　辺子".encode()
    assert texts[1][1] == b"\x0c\x09319410131"
    assert texts[2][1] == b"\x0c\x012"
    assert texts[4][1] == b"\x0c\x0511010"


@pytest.mark.parametrize("name", ["long-address", "common-name", "plain"])
def test_an_address_of_any_length_is_der(card_of: Any, name: str) -> None:
    card = powered(card_of(name))
    send(card, JPKI, "0020009B06" + b"ABC123".hex())
    names = certificate(card, 0x01).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    address = next(one for one in names if isinstance(one, x509.OtherName) and one.type_id.dotted_string.endswith(".5"))
    head = {b"\x82": 4, b"\x81": 3}.get(address.value[1:2], 2)
    assert address.value[head:].decode().startswith("北海道空知郡上砂川町")


@pytest.mark.parametrize(("characters", "head"), [(42, "0c7e"), (43, "0c8181"), (85, "0c81ff"), (86, "0c820102")])
def test_der_lengths_are_the_shortest(characters: int, head: str) -> None:
    assert hierarchy_module._der_utf8("あ" * characters).hex().startswith(head + "e38182")


def test_a_child_s_card_has_no_signing_certificate(card_of: Any) -> None:
    card = powered(card_of("under-15"))
    assert send(card, JPKI, "00B0880003") == bytes.fromhex("8F00009000")
    assert send(card, "0020009B") == b"\x63\xc0"
    assert set(card._contents.applications[0].entries[0x0001].content) == {0xFF}


PKCS1 = padding.PKCS1v15()
PSS = padding.PSS(padding.MGF1(hashes.SHA256()), salt_length=32)
PREHASHED = utils.Prehashed(hashes.SHA256())


@pytest.mark.parametrize(
    ("p1", "sent", "scheme", "checked", "algorithm"),
    [
        (0, DIGEST_INFO, PKCS1, MESSAGE, hashes.SHA256()),
        (2, DIGEST, PKCS1, MESSAGE, hashes.SHA256()),
        (3, MESSAGE, PKCS1, MESSAGE, hashes.SHA256()),
        (4, DIGEST, PSS, DIGEST, PREHASHED),
        (5, MESSAGE, PSS, MESSAGE, hashes.SHA256()),
    ],
)
@pytest.mark.parametrize(("key", "file_id"), [(0x97, 0x0A), (0x9A, 0x01)])
def test_signatures_verify_under_the_certificate(
    jpki: VirtualCard, key: int, file_id: int, *, p1: int, sent: bytes, scheme: Any, checked: bytes, algorithm: Any
) -> None:
    reply = send(jpki, f"802A{p1:02X}{key:02X}{len(sent):02X}{sent.hex()}00")
    assert reply[-2:] == b"\x90\x00"
    public = certificate(jpki, file_id).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    public.verify(reply[:-2], checked, scheme, algorithm)


def test_p1_01_hashes_on_the_card_and_pads_the_bare_hash(jpki: VirtualCard) -> None:
    bare = send(jpki, f"802A019707{MESSAGE.hex()}00")
    assert bare == send(jpki, f"802A009720{DIGEST.hex()}00")
    assert len(bare) == 258


def test_the_selected_key_signs_as_well(jpki: VirtualCard) -> None:
    by_short_id = send(jpki, f"802A009733{DIGEST_INFO.hex()}00")
    assert send(jpki, "00A4020C020017", f"802A008033{DIGEST_INFO.hex()}00") == by_short_id
    assert send(jpki, f"802A009733{DIGEST_INFO.hex()}") == b"\x90\x00"


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        ("802A069701AA00", "6A86"),
        ("802A02971F" + "00" * 31 + "00", "6A80"),
        ("802A0097F6" + "00" * 246 + "00", "6A80"),
        ("802A009700", "6A80"),
        ("802A001701AA00", "6A86"),
        ("802A009801AA00", "6981"),
        ("802A009D01AA00", "6A82"),
        ("802A000001AA00", "6A86"),
    ],
)
def test_signatures_that_are_refused(jpki: VirtualCard, command: str, sw: str) -> None:
    assert send(jpki, command).hex().upper() == sw


def test_signing_needs_its_own_secret(card_of: Any) -> None:
    card = powered(card_of("plain"))
    send(card, JPKI, "0020009804" + b"1234".hex())
    assert send(card, f"802A009A33{DIGEST_INFO.hex()}00") == b"\x69\x82"
    send(card, TEXT)
    assert send(card, "00A4020C020011", f"802A008033{DIGEST_INFO.hex()}00") == b"\x69\x81"


@pytest.mark.parametrize(("select", "role"), [(TEXT, "text-card"), (VISUAL, "visual-card")])
def test_the_card_s_own_key_proves_the_chip_without_a_pin(card_of: Any, keys: Path, select: str, role: str) -> None:
    card = powered(card_of("plain"))
    assert send(card, f"802A000033{DIGEST_INFO.hex()}00") == b"\x6a\x86"
    signature = send(card, select, f"802A000033{DIGEST_INFO.hex()}00")[:-2]
    public = Hierarchy(keys).key(role).private.public_key()
    public.verify(signature, MESSAGE, PKCS1, hashes.SHA256())


# The cache of keys


def test_keys_are_made_once_and_found_again(tmp_path: Path) -> None:
    first = Hierarchy(tmp_path / "new" / "folder").key("auth")
    assert Hierarchy(tmp_path / "new" / "folder").key("auth").card_form() == first.card_form()
    assert [one.name for one in (tmp_path / "new" / "folder").iterdir()] == ["auth.pem"]
    assert shared_hierarchy(tmp_path) is shared_hierarchy(tmp_path)


def test_of_two_processes_the_first_one_s_key_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Hierarchy(tmp_path / "other").key("auth").private
    real_link = hierarchy_module.os.link

    def late(source: Path, target: Path) -> None:
        target.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        real_link(source, target)

    monkeypatch.setattr(hierarchy_module.os, "link", late)
    mine = Hierarchy(tmp_path / "mine").key("auth").private
    assert mine.private_numbers() == other.private_numbers()
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["auth.pem"]


def test_a_folder_that_cannot_be_written_leaves_the_key_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keys = Hierarchy(tmp_path / "file" / "folder")
    assert keys.key("auth") is keys.key("auth")


def test_a_damaged_or_foreign_key_file_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "auth.pem").write_text("damaged")
    elliptic = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "sign.pem").write_bytes(elliptic.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    keys = Hierarchy(tmp_path)
    assert keys.key("auth").private.key_size == keys.key("sign").private.key_size == 2048


def test_the_default_folder_is_the_user_s_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "madobe" / "virtual-card"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".cache" / "madobe" / "virtual-card"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert default_folder() == tmp_path / "madobe" / "virtual-card"
