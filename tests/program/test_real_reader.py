"""The program itself, as a process, with a virtual card behind a real pcscd."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from smartcard import scard

from cardreader.virtual import Pull, VirtualCard, load_profile, profile_facts
from tests.support.pcscd import READER, Pcscd

pytestmark = pytest.mark.pcsc

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers" / "juminhyo.toml"
NEEDS_STAFF = 3
"""Exit code: the machine or the card is not ready (design/product.md)."""


@dataclass(frozen=True)
class Result:
    exit: int
    said: dict[str, Any]
    folder: Path


Fill = Callable[[bytes], Result]


def madobe(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kiosk", *arguments]


@pytest.fixture
def fill(pcscd: Pcscd, tmp_path: Path) -> Fill:
    """`madobe fill juminhyo --card reader`, with the PIN on its standard input. The daemon runs, without a card."""
    assert pcscd.log

    def call(pin: bytes) -> Result:
        folder = tmp_path / "out"
        source = ("--card", "reader", "--secret", "pin", "--answers", str(ANSWERS))
        done = subprocess.run(
            madobe("fill", "juminhyo", "--json", *source, "--out", str(folder)),
            input=pin,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Result(done.returncode, json.loads(done.stdout or done.stderr), folder)

    return call


def secrets_sent(card: VirtualCard) -> int:
    return sum(line.command[1] == 0x20 and len(line.command) > 4 for line in card.transcript)


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", ["plain", "compat-kanji", "ivs-name"])
def test_a_card_becomes_a_form(pcscd: Pcscd, fill: Fill, name: str) -> None:
    card, facts = load_profile(name), profile_facts(name)
    pcscd.insert(card)
    result = fill(facts.pin + b"\n")
    assert result.exit == 0, result.said
    assert result.said["card"]["apdus"] == {"total": 6, "check": 4, "read": 2}
    assert len(card.transcript) == 6
    assert secrets_sent(card) == 1
    text = text_of(result.folder / "juminhyo.pdf")
    assert all(part in text for part in facts.person.name.split())
    assert facts.pin.decode() not in json.dumps(result.said["card"])


def test_a_wrong_pin_is_sent_once(pcscd: Pcscd, fill: Fill, plain: VirtualCard) -> None:
    pcscd.insert(plain)
    result = fill(b"9999\n")
    assert (result.exit, result.said["code"]) == (NEEDS_STAFF, "PIN-01")
    assert plain.tries_left("text/0011") == 2
    assert secrets_sent(plain) == 1


@pytest.mark.parametrize("at", range(1, 7))
def test_a_card_pulled_at_any_exchange(pcscd: Pcscd, fill: Fill, plain: VirtualCard, at: int) -> None:
    plain.inject(Pull(at))
    pcscd.insert(plain)
    result = fill(b"1234\n")
    assert (result.exit, result.said["code"]) == (NEEDS_STAFF, "CARD-01")
    assert secrets_sent(plain) == (at == 6)
    pcscd.remove()
    pcscd.insert(plain)
    assert fill(b"1234\n").exit == 0
    assert plain.tries_left("text/0011") == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [("mute-card", "CARD-02"), ("other-card", "CARD-03"), ("pin-locked", "PIN-02"), ("garbage", "READ-01")],
)
def test_a_card_that_will_not_do(pcscd: Pcscd, fill: Fill, name: str, code: str) -> None:
    card = load_profile(name)
    pcscd.insert(card)
    result = fill(b"1234\n")
    assert (result.exit, result.said["code"]) == (NEEDS_STAFF, code)
    assert secrets_sent(card) == (name == "garbage")


def test_no_card_no_reader_no_service(pcscd: Pcscd, fill: Fill) -> None:
    assert fill(b"1234\n").said["code"] == "CARD-01"
    pcscd.restart(reader=False)
    assert fill(b"1234\n").said["code"] == "RDR-01"
    pcscd.stop()
    result = fill(b"1234\n")
    assert (result.exit, result.said["code"]) == (NEEDS_STAFF, "RDR-02")


def test_another_program_holds_the_card(pcscd: Pcscd, fill: Fill, plain: VirtualCard) -> None:
    pcscd.insert(plain)
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    _, other, _ = scard.SCardConnect(context, READER, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T1)
    assert fill(b"1234\n").said["code"] == "CARD-05"
    scard.SCardDisconnect(other, scard.SCARD_UNPOWER_CARD)
    assert fill(b"1234\n").exit == 0
    scard.SCardReleaseContext(context)


def test_emulate_puts_a_card_in_and_takes_it_out(pcscd: Pcscd) -> None:
    with subprocess.Popen(
        madobe("card", "emulate", "plain", "--port", str(pcscd.port)), stderr=subprocess.PIPE
    ) as card:
        pcscd.wait_for(READER, lambda state: bool(state & scard.SCARD_STATE_PRESENT))
        status = subprocess.run(madobe("card", "status", "--json"), capture_output=True, timeout=60, check=True)
        assert json.loads(status.stdout)["tries_left"] == {"pin": 3, "code-b": 10}
        card.send_signal(signal.SIGINT)
        pcscd.wait_for(READER, lambda state: not state & scard.SCARD_STATE_PRESENT)
        card.communicate(timeout=60)
    assert card.returncode == 0
