"""The office's key pair, and where keys lie. A kiosk holds only the public half: it can seal a slip and open none.

Both halves are X25519 keys (RFC 7748) in the usual PEM forms (RFC 8410), so `openssl pkey` reads them too:
`NAME.pub` with the number and fingerprint above the key (RFC 7468, 2 allows text there), `NAME.key` as PKCS #8 with
mode 0600, under a passphrase where one is given.
"""

# ruff: noqa: N818 - each name says what happened (design/architecture.md 6.1)

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KID_BYTES = 4
_OWNER_ONLY = 0o600
_WRAPPING_BYTES = 32
_KID_LINE = re.compile(rb"^kid: ([0-9a-f]{8})$", re.MULTILINE)
_ABOVE_THE_KEY = "Madobe office key, public half: seals slips and opens none.\n"
_NAME = re.compile(r"\w[\w.-]*")


class KeyCode(StrEnum):
    """What is wrong with a key file; the sentences stand in assets/words/<language>/slip.toml."""

    UNREADABLE = "KEY-01"
    PASSPHRASE = "KEY-02"  # noqa: S105 - the name of a failure
    OTHER_HALF = "KEY-03"
    EXISTS = "KEY-04"
    UNWRITABLE = "KEY-05"
    NAME = "KEY-06"


class KeyFileError(Exception):
    """A key file cannot be used or made. The caller names `path` and the code's sentence; nothing was changed."""

    def __init__(self, code: KeyCode, path: Path) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path

    def __str__(self) -> str:
        return f"{self.code}: {self.path}"


class WrappedKeyLost(Exception):
    """A wrapped key cannot be opened: damaged, wrapped by another store, or the store was destroyed."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What seals: 32 bytes of X25519."""

    raw: bytes

    @property
    def kid(self) -> str:
        """Number of the key, eight hexadecimal digits: the start of its fingerprint. It tells keys apart, no more."""
        return hashlib.sha256(self.raw).hexdigest()[: 2 * KID_BYTES]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key in groups of four digits, to be compared by eye or read out on the telephone."""
        digits = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True, repr=False)
class PrivateKey:
    """What opens: 32 bytes of X25519, and the public half."""

    raw: bytes
    public: PublicKey

    def __repr__(self) -> str:
        return f"PrivateKey({self.public.kid})"


@dataclass(frozen=True, slots=True)
class KeyPairFiles:
    """The two files of a new key pair: `public` goes to the kiosks, `private` stays in the office."""

    kid: str
    public: Path
    private: Path


def new_keys(folder: Path, name: str, *, passphrase: bytes | None = None) -> KeyPairFiles:
    """Make a key pair in `folder`; raises KeyFileError. A key that is there already is never overwritten."""
    if not _NAME.fullmatch(name):
        raise KeyFileError(KeyCode.NAME, Path(name))
    key = X25519PrivateKey.generate()
    public = _public(key.public_key())
    files = KeyPairFiles(public.kid, folder / f"{name}.pub", folder / f"{name}.key")
    sealed: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        sealed = serialization.BestAvailableEncryption(passphrase)
    private_pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)
    public_pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = f"{_ABOVE_THE_KEY}kid: {public.kid}\nsha256: {public.fingerprint}\n"
    if files.public.exists():
        raise KeyFileError(KeyCode.EXISTS, files.public)
    _write_new(files.private, private_pem, _OWNER_ONLY)
    try:
        _write_new(files.public, head.encode() + public_pem, 0o644)
    except KeyFileError:
        files.private.unlink()
        raise
    return files


def load_public(path: Path) -> PublicKey:
    """Return the public key of a `.pub` file; raises KeyFileError, also when its number does not fit the key."""
    data = _read(path)
    if b"PRIVATE KEY" in data:
        raise KeyFileError(KeyCode.OTHER_HALF, path)
    try:
        loaded = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise KeyFileError(KeyCode.UNREADABLE, path) from None
    if not isinstance(loaded, X25519PublicKey):
        raise KeyFileError(KeyCode.UNREADABLE, path)
    key = _public(loaded)
    told = _KID_LINE.search(data)
    if told is not None and told[1] != key.kid.encode():
        raise KeyFileError(KeyCode.UNREADABLE, path)
    return key


def load_private(path: Path, passphrase: bytes | None = None) -> PrivateKey:
    """Return the private key of a `.key` file; raises KeyFileError. A passphrase that is not needed is ignored."""
    data = _read(path)
    if b"PUBLIC KEY" in data:
        raise KeyFileError(KeyCode.OTHER_HALF, path)
    locked = b"ENCRYPTED" in data
    try:
        loaded = serialization.load_pem_private_key(data, passphrase if locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # cryptography tells a wrong passphrase (ValueError) from a missing one (TypeError), but not from damage.
        raise KeyFileError(KeyCode.PASSPHRASE if locked else KeyCode.UNREADABLE, path) from None
    if not isinstance(loaded, X25519PrivateKey):
        raise KeyFileError(KeyCode.UNREADABLE, path)
    return PrivateKey(loaded.private_bytes_raw(), _public(loaded.public_key()))


class KeyStore(Protocol):
    """Keeps one wrapping key of this machine, under which the keys of records lie wrapped beside the records."""

    def wrap(self, key: bytes) -> bytes:
        """Return `key` (16, 24 or 32 bytes) wrapped; safe to write anywhere."""
        ...

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return the key; raises WrappedKeyLost."""
        ...

    def destroy(self) -> None:
        """Forget the wrapping key: all that was wrapped is lost for good."""
        ...


class FileKeyStore:
    """The wrapping key in a file only its owner reads (AES Key Wrap, RFC 3394). For Linux, and for tests."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrap(self, key: bytes) -> bytes:
        """Wrap a key; the first one makes the wrapping key."""
        if not self._path.exists():
            _write_new(self._path, os.urandom(_WRAPPING_BYTES), _OWNER_ONLY)
        return aes_key_wrap(_read(self._path), key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Unwrap a key."""
        try:
            return aes_key_unwrap(self._path.read_bytes(), wrapped)
        except (OSError, InvalidUnwrap, ValueError):
            raise WrappedKeyLost from None

    def destroy(self) -> None:
        """Overwrite and remove the file. A disk may keep old copies of it: full-disk encryption is the layer below."""
        if self._path.exists():
            with self._path.open("r+b") as file:
                file.write(bytes(_WRAPPING_BYTES))
                os.fsync(file.fileno())
            self._path.unlink()


def _public(key: X25519PublicKey) -> PublicKey:
    return PublicKey(key.public_bytes_raw())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise KeyFileError(KeyCode.UNREADABLE, path) from None


def _write_new(path: Path, data: bytes, mode: int) -> None:
    if path.exists():
        raise KeyFileError(KeyCode.EXISTS, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError:
        raise KeyFileError(KeyCode.UNWRITABLE, path) from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
