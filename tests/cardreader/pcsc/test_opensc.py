"""Debian's OpenSC, which nobody of this project wrote, as a client of the virtual card (card-protocol.md 8.1)."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from cardreader.virtual import VirtualCard, load_profile, profile_facts
from tests.support.pcscd import Pcscd

pytestmark = pytest.mark.pcsc

PROFILES = ["plain", "contactless"]
"""One ATR that OpenSC knows, and one for which it has to ask the card (card-protocol.md 5)."""
FACTS = profile_facts("plain")
KEYS = [("1", FACTS.auth_pin.decode()), ("2", FACTS.sign_password.decode())]
MESSAGE = "印鑑登録証明書交付申請".encode()

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(params=PROFILES)
def card(request: pytest.FixtureRequest, pcscd: Pcscd, keys: Path) -> VirtualCard:
    one = load_profile(request.param, keys=keys)
    pcscd.insert(one)
    return one


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a tool in a folder of its own, which is also its home: OpenSC caches files of cards there."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def call(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    return call


def certificate(run: Run, number: str, pin: str) -> x509.Certificate:
    done = run("pkcs15-tool", "--auth-id", number, "--verify-pin", "--pin", pin, "--read-certificate", number)
    assert done.returncode == 0, done.stderr
    return x509.load_pem_x509_certificate(done.stdout.encode())


def test_the_card_is_recognised(card: VirtualCard, run: Run) -> None:
    done = run("opensc-tool", "-n")
    assert (done.returncode, done.stdout) == (0, "jpki\n"), done.stderr
    assert card.transcript


def test_everything_on_it_is_listed(card: VirtualCard, run: Run) -> None:
    done = run("pkcs15-tool", "--dump")
    assert done.returncode == 0, done.stderr
    for expected in (
        "PIN [User Authentication PIN]",
        "PIN [Digital Signature PIN]",
        "Private RSA Key [User Authentication Key]",
        "Private RSA Key [Digital Signature Key]",
        "X.509 Certificate [User Authentication Certificate]",
        "X.509 Certificate [Digital Signature Certificate]",
        "X.509 Certificate [User Authentication Certificate CA]",
        "X.509 Certificate [Digital Signature Certificate CA]",
    ):
        assert expected in done.stdout
    assert done.stdout.count("Encoded serial") == 3, "the signing certificate is closed without its password"
    assert "Tries left     : 3" in done.stdout
    assert "Tries left     : 5" in done.stdout
    assert card.tries_left("jpki/0018") == 3


def test_the_authentication_certificate_is_free_and_the_signing_one_is_not(card: VirtualCard, run: Run) -> None:
    free = run("pkcs15-tool", "--read-certificate", "1")
    subject = x509.load_pem_x509_certificate(free.stdout.encode()).subject.rfc4514_string()
    assert "JPKI for user authentication" in subject
    assert profile_facts(card.name).person.name not in subject
    assert run("pkcs15-tool", "--read-certificate", "2").stdout == ""


def test_the_signing_certificate_names_the_person(card: VirtualCard, run: Run) -> None:
    names = certificate(run, *KEYS[1]).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    texts = b"".join(one.value for one in names if isinstance(one, x509.OtherName))
    assert profile_facts(card.name).person.name.encode() in texts
    assert profile_facts(card.name).person.address.encode() in texts


@pytest.mark.parametrize(("number", "pin"), KEYS, ids=["authentication", "signature"])
def test_the_certificate_is_issued_by_the_cards_own_authority(
    card: VirtualCard, run: Run, tmp_path: Path, number: str, pin: str
) -> None:
    leaf = certificate(run, number, pin)
    authority = x509.load_pem_x509_certificate(
        run("pkcs15-tool", "--read-certificate", f"{int(number) + 2}").stdout.encode()
    )
    leaf.verify_directly_issued_by(authority)
    assert card.transcript


@pytest.mark.parametrize(("number", "pin"), KEYS, ids=["authentication", "signature"])
def test_the_pin_is_verified_and_wrong_ones_are_counted(card: VirtualCard, run: Run, number: str, pin: str) -> None:
    key, full = {"1": ("jpki/0018", 3), "2": ("jpki/001B", 5)}[number]
    wrong = run("pkcs15-tool", "--auth-id", number, "--verify-pin", "--pin", "ZZZZ99" if number == "2" else "9999")
    assert wrong.returncode != 0
    assert card.tries_left(key) == full - 1
    right = run("pkcs15-tool", "--auth-id", number, "--verify-pin", "--pin", pin)
    assert right.returncode == 0, right.stderr
    assert card.tries_left(key) == full


@pytest.mark.parametrize(("number", "pin"), KEYS, ids=["authentication", "signature"])
def test_openssl_verifies_a_signature_made_by_the_card(
    card: VirtualCard, run: Run, tmp_path: Path, number: str, pin: str
) -> None:
    (tmp_path / "digest").write_bytes(hashlib.sha256(MESSAGE).digest())
    (tmp_path / "other").write_bytes(hashlib.sha256(MESSAGE + b"!").digest())
    sign = ("pkcs15-crypt", "--sign", "--key", number, "--pin", pin, "--sha-256", "--pkcs1", "--raw")
    done = run(*sign, "--input", "digest", "--output", "signature")
    assert done.returncode == 0, done.stderr
    (tmp_path / "certificate").write_text(run("pkcs15-tool", "--read-certificate", number).stdout)

    def verify(digest: str) -> subprocess.CompletedProcess[str]:
        return run(
            *("openssl", "pkeyutl", "-verify", "-certin", "-inkey", "certificate", "-sigfile", "signature"),
            *("-in", digest, "-pkeyopt", "digest:sha256"),
        )

    assert verify("digest").stdout == "Signature Verified Successfully\n"
    assert verify("other").returncode != 0
    assert card.transcript[-1].sw == 0x9000


def test_the_pkcs11_module_signs_too(card: VirtualCard, run: Run, tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(MESSAGE)
    sign = ("pkcs11-tool", "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "01", "--pin", KEYS[0][1])
    done = run(*sign, "--input-file", "message", "--output-file", "signature")
    assert done.returncode == 0, done.stderr
    (tmp_path / "certificate").write_text(run("pkcs15-tool", "--read-certificate", "1").stdout)
    public = run("openssl", "x509", "-in", "certificate", "-pubkey", "-noout").stdout
    (tmp_path / "public").write_text(public)
    checked = run("openssl", "dgst", "-sha256", "-verify", "public", "-signature", "signature", "message")
    assert checked.stdout == "Verified OK\n"
    assert card.tries_left("jpki/0018") == 3


@pytest.mark.parametrize("name", ["phone-token", "resident-card"])
def test_other_jpki_tokens_are_recognised(pcscd: Pcscd, keys: Path, run: Run, name: str) -> None:
    pcscd.insert(load_profile(name, keys=keys))
    assert run("opensc-tool", "-n").stdout == "jpki\n"


def test_a_card_without_the_application_is_not(pcscd: Pcscd, run: Run) -> None:
    pcscd.insert(load_profile("other-card"))
    assert "jpki" not in run("opensc-tool", "-n").stdout
