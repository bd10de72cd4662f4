"""Whether the text that was read is the text that was signed.

EF 0003 holds a hash of the basic four and an RSA signature over it; EF 0004 a certificate with the signer's key. The
key that signed that certificate is published by nobody, so there is no trust anchor: `CONSISTENT` says that text, hash,
signature and the card's own certificate fit together, and not that the State issued them. A forged card could be
consistent too; a record altered on a real card could not. (card-protocol.md 3.4)
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum
from typing import Final

from cardreader import tlv
from cardreader.errors import DataMalformed, StatusError
from cardreader.mynumber.access import Access
from cardreader.mynumber.layout import TEXT_CERTIFICATE, TEXT_INTEGRITY
from cardreader.mynumber.person import signed_part

SHA256_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""DER prefix of a SHA-256 DigestInfo (RFC 8017, 9.2 note 1)."""

_KEY_IDS_BYTES: Final = 32


class Integrity(StrEnum):
    """What the check found."""

    NOT_CHECKED = "not-checked"
    CONSISTENT = "consistent"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


def check_integrity(access: Access, record: tlv.Tlv) -> Integrity:
    """Read EF 0003 and 0004 of the selected text application and compare them with EF 0002 as it was read."""
    try:
        integrity = access.read_object(TEXT_INTEGRITY)
        certificate = access.read_object(TEXT_CERTIFICATE)
        return _compare(record, integrity, certificate)
    except (StatusError, DataMalformed):
        return Integrity.UNREADABLE


def _compare(record: tlv.Tlv, integrity: tlv.Tlv, certificate: tlv.Tlv) -> Integrity:
    fields = tlv.parse_map(integrity.value)
    if integrity.tag != 0xFF30 or not {0xDF31, 0xDF32, 0xDF33} <= fields.keys():
        raise DataMalformed("integrity record")
    modulus, exponent = _public_key(certificate)
    digest = hashlib.sha256(signed_part(record)).digest()
    if not hmac.compare_digest(fields[0xDF32].value, digest):
        return Integrity.ALTERED
    signed = fields[0xDF31].raw + fields[0xDF32].raw
    if not _signature_is_right(signed, fields[0xDF33].value, modulus, exponent):
        return Integrity.ALTERED
    return Integrity.CONSISTENT


def _public_key(certificate: tlv.Tlv) -> tuple[int, int]:
    """Modulus and exponent from `7F21 { 5F4E { key ids 2 x 16, 90 exponent, 91 modulus }, 5F37 signature }`."""
    if certificate.tag != 0x7F21:
        raise DataMalformed("certificate")
    body = tlv.parse_map(certificate.value).get(0x5F4E)
    if body is None:
        raise DataMalformed("certificate body")
    key = tlv.parse_map(body.value[_KEY_IDS_BYTES:])
    if not {0x90, 0x91} <= key.keys():
        raise DataMalformed("certificate key")
    modulus = int.from_bytes(key[0x91].value, "big")
    exponent = int.from_bytes(key[0x90].value, "big")
    if modulus.bit_length() != 2048 or not 3 <= exponent < 2**32:
        # 2048 bits is the size on every card known; it also bounds the time the check can take.
        raise DataMalformed("certificate key")
    return modulus, exponent


def _signature_is_right(message: bytes, signature: bytes, modulus: int, exponent: int) -> bool:
    """RSASSA-PKCS1-v1_5 with SHA-256: build the padded block and compare whole (RFC 8017, 8.2.2)."""
    size = 256
    if len(signature) != size:
        return False
    info = SHA256_DIGEST_INFO + hashlib.sha256(message).digest()
    expected = b"\x00\x01" + b"\xff" * (size - 3 - len(info)) + b"\x00" + info
    found = pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(size, "big")
    return hmac.compare_digest(found, expected)
