from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import keys
from kiosk.keys import FileKeyStore, KeyCode, KeyFileError, WrappedKeyLost, load_private, load_public, new_keys


def test_the_two_halves_fit(tmp_path: Path) -> None:
    made = new_keys(tmp_path / "keys", "office")
    assert (made.public.name, made.private.name) == ("office.pub", "office.key")
    private = load_private(made.private)
    assert private.public == load_public(made.public)
    assert made.kid == private.public.kid == private.public.fingerprint.replace(" ", "")[:8]


def test_two_pairs_are_two_keys(tmp_path: Path) -> None:
    assert new_keys(tmp_path, "a").kid != new_keys(tmp_path, "b").kid


def test_only_the_owner_reads_the_private_half(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office")
    assert stat.S_IMODE(made.private.stat().st_mode) == 0o600


def test_the_public_half_is_text_with_its_number_and_openssl_reads_both(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office")
    text = made.public.read_text("ascii")
    assert f"kid: {made.kid}\n" in text
    assert load_public(made.public).fingerprint in text
    for options in (["-pubin", "-in", made.public], ["-in", made.private]):
        told = subprocess.run(["openssl", "pkey", "-noout", "-text", *options], capture_output=True, check=True)
        assert b"X25519" in told.stdout


def test_a_passphrase_is_needed_once_it_was_given(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office", passphrase=b"kamisuna")
    assert load_private(made.private, b"kamisuna").public.kid == made.kid
    for wrong in (None, b"", b"other"):
        with pytest.raises(KeyFileError) as caught:
            load_private(made.private, wrong)
        assert caught.value.code is KeyCode.PASSPHRASE


def test_a_passphrase_that_is_not_needed_is_ignored(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office")
    assert load_private(made.private, b"kamisuna").public.kid == made.kid


def test_the_private_half_never_shows_itself(tmp_path: Path) -> None:
    private = load_private(new_keys(tmp_path, "office").private)
    assert repr(private) == f"PrivateKey({private.public.kid})"


@pytest.mark.parametrize("left", ["office.key", "office.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, left: str) -> None:
    made = new_keys(tmp_path, "office")
    kept = (tmp_path / left).read_bytes()
    (made.public if left == "office.key" else made.private).unlink()
    with pytest.raises(KeyFileError) as caught:
        new_keys(tmp_path, "office")
    assert (caught.value.code, caught.value.path.name) == (KeyCode.EXISTS, left)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {left: kept}


def test_half_a_pair_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = keys._write_new

    def no_room_for_public(path: Path, data: bytes, mode: int) -> None:
        if path.suffix == ".pub":
            raise KeyFileError(KeyCode.UNWRITABLE, path)
        write(path, data, mode)

    monkeypatch.setattr(keys, "_write_new", no_room_for_public)
    with pytest.raises(KeyFileError):
        new_keys(tmp_path, "office")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KeyFileError) as caught:
        new_keys(tmp_path / "file", "office")
    assert caught.value.code is KeyCode.UNWRITABLE


@pytest.mark.parametrize("name", ["", "../office", "a/b", ".hidden"])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileError) as caught:
        new_keys(tmp_path, name)
    assert caught.value.code is KeyCode.NAME
    assert str(caught.value) == f"KEY-06: {Path(name)}"


def _pem(kind: str) -> bytes:
    other = Ed25519PrivateKey.generate()
    if kind == "private":
        return other.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    return other.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def test_what_is_no_key_of_ours(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office")
    other = new_keys(tmp_path, "other")
    wrong = tmp_path / "wrong"
    cases = [
        (load_public, None, KeyCode.UNREADABLE),
        (load_private, None, KeyCode.UNREADABLE),
        (load_public, b"\xff\0 nothing", KeyCode.UNREADABLE),
        (load_private, b"\xff\0 nothing", KeyCode.UNREADABLE),
        (load_public, _pem("public"), KeyCode.UNREADABLE),
        (load_private, _pem("private"), KeyCode.UNREADABLE),
        (load_public, made.private.read_bytes(), KeyCode.OTHER_HALF),
        (load_private, made.public.read_bytes(), KeyCode.OTHER_HALF),
        (load_public, made.public.read_bytes().replace(made.kid.encode(), other.kid.encode(), 1), KeyCode.UNREADABLE),
    ]
    for load, content, code in cases:
        wrong.unlink(missing_ok=True)
        if content is not None:
            wrong.write_bytes(content)
        with pytest.raises(KeyFileError) as caught:
            load(wrong)
        assert (caught.value.code, caught.value.path) == (code, wrong)


def test_a_public_key_without_our_lines_is_still_a_key(tmp_path: Path) -> None:
    made = new_keys(tmp_path, "office")
    bare = tmp_path / "bare.pem"
    bare.write_bytes(b"-----BEGIN" + made.public.read_bytes().split(b"-----BEGIN")[1])
    assert load_public(bare).kid == made.kid


def test_a_wrapped_key_comes_back_until_the_store_is_destroyed(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "device" / "wrapping")
    wrapped = [store.wrap(bytes([number]) * 32) for number in range(2)]
    assert [store.unwrap(item) for item in wrapped] == [b"\0" * 32, b"\1" * 32]
    assert stat.S_IMODE((tmp_path / "device" / "wrapping").stat().st_mode) == 0o600
    store.destroy()
    store.destroy()
    assert list((tmp_path / "device").iterdir()) == []
    with pytest.raises(WrappedKeyLost):
        store.unwrap(wrapped[0])


def test_a_damaged_or_foreign_wrapped_key_is_lost(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "one")
    wrapped = store.wrap(bytes(32))
    other = FileKeyStore(tmp_path / "two")
    other.wrap(bytes(32))
    for keeper, item in ((store, wrapped[:-1] + bytes([wrapped[-1] ^ 1])), (store, b"short"), (other, wrapped)):
        with pytest.raises(WrappedKeyLost):
            keeper.unwrap(item)
