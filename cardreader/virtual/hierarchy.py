"""Test keys and certificates of the virtual cards, made when first needed and kept in a cache folder.

They follow the public test hierarchy (O=JPKI-TEST) in form only: nothing outside this program trusts them.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.x509.oid import NameOID, ObjectIdentifier

from cardreader import tlv
from cardreader.virtual.chip import CertifiedPerson

KEY_BITS: Final = 2048

_PERSON_OIDS: Final = "1.2.392.200149.8.5.5"
_FOREVER: Final = date(2049, 12, 31)
_BEGINNING: Final = date(2019, 1, 1)
_RAW_LIMIT: Final = 245
"""Bytes that fit a 2048-bit PKCS#1 v1.5 block."""


def default_folder() -> Path:
    """Where keys are kept between runs: the user's cache folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "madobe" / "virtual-card"


class PrivateKey:
    """An RSA private key on a card."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self.private = key

    def sign(self, algorithm: int, message: bytes) -> bytes | None:
        """Sign as the card's P1 says (card-protocol.md 2.1); None for another P1 or a length it cannot take."""
        prehashed = utils.Prehashed(hashes.SHA256())
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), salt_length=32)
        v15 = padding.PKCS1v15()
        match algorithm:
            case 0x00 if 1 <= len(message) <= _RAW_LIMIT:
                return self._raw(message)
            case 0x01:
                return self._raw(hashlib.sha256(message).digest())
            case 0x02 if len(message) == 32:
                return self.private.sign(message, v15, prehashed)
            case 0x03:
                return self.private.sign(message, v15, hashes.SHA256())
            case 0x04 if len(message) == 32:
                return self.private.sign(message, pss, prehashed)
            case 0x05:
                return self.private.sign(message, pss, hashes.SHA256())
        return None

    def sign_sha256(self, message: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256."""
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def card_form(self) -> bytes:
        """The public key as the card writes it, 265 bytes: `90 03 exponent, 91 820100 modulus`."""
        numbers = self.private.public_key().public_numbers()
        return tlv.build(0x90, numbers.e.to_bytes(3, "big")) + tlv.build(0x91, numbers.n.to_bytes(256, "big"))

    def _raw(self, message: bytes) -> bytes:
        """PKCS#1 v1.5 type 1 padding around the caller's bytes, whatever they are (RFC 8017, 8.2.1)."""
        numbers = self.private.private_numbers()
        block = b"\x00\x01" + b"\xff" * (253 - len(message)) + b"\x00" + message
        signature = pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n)
        return signature.to_bytes(256, "big")


class Hierarchy:
    """Keys by role, and the certificates that connect them. One folder serves all cards and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys: dict[str, PrivateKey] = {}

    def key(self, role: str) -> PrivateKey:
        """The key of a role such as `auth-ca`; read from the folder or made."""
        if role not in self._keys:
            self._keys[role] = PrivateKey(_load_or_make(self._folder / f"{role}.pem"))
        return self._keys[role]

    def card_certificate(self, issuer: str, subject: str, issuer_id: bytes, subject_id: bytes) -> bytes:
        """Card-verifiable certificate, 568 bytes, as in EF 0004 (card-protocol.md 3.4)."""
        body = issuer_id + subject_id + self.key(subject).card_form()
        signature = self.key(issuer).sign_sha256(body)
        return tlv.build(0x7F21, tlv.build(0x5F4E, body) + tlv.build(0x5F37, signature))

    def ca_certificate(self, role: str) -> bytes:
        """Self-signed X.509 certificate of `auth-ca` or `sign-ca`, DER."""
        name = _ca_name(role)
        builder = self._builder((role, name), (role, name), _BEGINNING, _FOREVER)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage("keyCertSign"), critical=True)
        return self._signed(builder, role)

    def auth_certificate(self, serial: str, start: date, end: date) -> bytes:
        """利用者証明用電子証明書, DER: an opaque serial and no word about the person."""
        subject = _name(("JPKI for user authentication",), serial)
        builder = self._builder(("auth", subject), ("auth-ca", _ca_name("auth-ca")), start, end)
        return self._signed(builder.add_extension(_usage("digitalSignature"), critical=True), "auth-ca")

    def sign_certificate(self, serial: str, person: CertifiedPerson, start: date, end: date) -> bytes:
        """署名用電子証明書, DER: the person is in subjectAltName, in the order .1 .4 .3 .5 .2 .6."""
        subject = _name(("JPKI for digital signature",), serial)
        builder = self._builder(("sign", subject), ("sign-ca", _ca_name("sign-ca")), start, end)
        builder = builder.add_extension(_usage("digitalSignature", "nonRepudiation"), critical=True)
        values = (
            (1, person.name),
            (4, person.birth),
            (3, person.sex),
            (5, person.address),
            (2, person.name_flags),
            (6, person.address_flags),
        )
        others = [x509.OtherName(ObjectIdentifier(f"{_PERSON_OIDS}.{arc}"), _der_utf8(text)) for arc, text in values]
        return self._signed(builder.add_extension(x509.SubjectAlternativeName(others), critical=False), "sign-ca")

    def _builder(
        self, subject: tuple[str, x509.Name], issuer: tuple[str, x509.Name], start: date, end: date
    ) -> x509.CertificateBuilder:
        """`subject` and `issuer`: the role of the key and the name."""
        public = self.key(subject[0]).private.public_key()
        issuer_public = self.key(issuer[0]).private.public_key()
        identity = hashlib.sha256(subject[1].rfc4514_string().encode() + subject[0].encode()).digest()
        return (
            x509.CertificateBuilder()
            .subject_name(subject[1])
            .issuer_name(issuer[1])
            .public_key(public)
            .serial_number(int.from_bytes(identity[:8], "big") >> 1 | 1)
            .not_valid_before(_midnight(start))
            .not_valid_after(_midnight(end))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public), critical=False)
        )

    def _signed(self, builder: x509.CertificateBuilder, issuer: str) -> bytes:
        certificate = builder.sign(self.key(issuer).private, hashes.SHA256())
        return certificate.public_bytes(serialization.Encoding.DER)


@cache
def shared_hierarchy(folder: Path) -> Hierarchy:
    """One `Hierarchy` a folder, so that a process makes or reads each key once."""
    return Hierarchy(folder)


def _load_or_make(path: Path) -> rsa.RSAPrivateKey:
    found = _load(path)
    if found is not None:
        return found
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
            file.write(pem)
        fresh = Path(file.name)
        try:
            # A hard link never replaces: of two processes that make the same key, the first one's stays.
            os.link(fresh, path)
        except FileExistsError:
            return _load(path) or key
        finally:
            fresh.unlink()
    except OSError:
        # A read-only home: this process works with the key in memory.
        return key
    return key


def _load(path: Path) -> rsa.RSAPrivateKey | None:
    """The key in a file; None when there is none or the file is damaged."""
    try:
        # Skipping the check of p and q saves 30 ms a key; a damaged test key harms nobody.
        key = serialization.load_pem_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    except (OSError, ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, rsa.RSAPrivateKey) else None


def _ca_name(role: str) -> x509.Name:
    purpose = {"auth-ca": "JPKI for user authentication", "sign-ca": "JPKI for digital signature"}[role]
    return _name((purpose, "Virtual card of madobe, for tests"), None)


def _name(units: tuple[str, ...], common_name: str | None) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "JP"), (NameOID.ORGANIZATION_NAME, "JPKI-TEST")]
    parts += [(NameOID.ORGANIZATIONAL_UNIT_NAME, unit) for unit in units]
    if common_name is not None:
        parts.append((NameOID.COMMON_NAME, common_name))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _usage(*uses: str) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature="digitalSignature" in uses,
        content_commitment="nonRepudiation" in uses,
        key_cert_sign="keyCertSign" in uses,
        crl_sign="keyCertSign" in uses,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _der_utf8(text: str) -> bytes:
    """DER UTF8String (X.690, 8.1.3): shortest length form, unlike the card's own TLVs."""
    raw = text.encode("utf-8")
    if len(raw) < 0x80:
        length = bytes((len(raw),))
    elif len(raw) <= 0xFF:
        length = bytes((0x81, len(raw)))
    else:
        length = b"\x82" + len(raw).to_bytes(2, "big")
    return b"\x0c" + length + raw


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
