"""Many visits in a row leave nothing behind: no open file, no thread, no memory, no context in the daemon."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from cardreader.mynumber import check_card, read_card
from cardreader.pcsc import PcscReader
from cardreader.secret import Door, Secret
from cardreader.states import CardPresent, NoCard, ReaderState
from cardreader.virtual import load_profile, profile_facts
from cardreader.watcher import ReaderWatcher
from tests.support.pcscd import Pcscd

pytestmark = [pytest.mark.pcsc, pytest.mark.long]

WARM_UP, VISITS = 20, 200
MEMORY_KIB = 1024
"""Growth over all visits that is still noise: a few pages of the allocator, not 5 KiB a visit."""


def status(pid: int | str, line: str) -> int:
    """A number from /proc/PID/status, such as VmRSS in KiB."""
    found = [text for text in Path(f"/proc/{pid}/status").read_text().splitlines() if text.startswith(f"{line}:")]
    return int(found[0].split()[1])


def use_of(pid: int | str) -> tuple[int, int, int]:
    """Open files, threads, resident memory in KiB."""
    gc.collect()
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), status(pid, "Threads"), status(pid, "VmRSS")


def test_two_hundred_visits(pcscd: Pcscd, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[ReaderState] = []
    changed = threading.Condition()

    def publish(state: ReaderState) -> None:
        with changed:
            said.append(state)
            changed.notify()

    def wait_for(state: type[ReaderState]) -> None:
        with changed:
            assert changed.wait_for(lambda: bool(said) and isinstance(said[-1], state), 10)

    watcher = ReaderWatcher(publish)
    watcher.start()
    card, person, reader = load_profile("plain"), profile_facts("plain").person, PcscReader()
    before = {}
    for visit in range(WARM_UP + VISITS):
        if visit == WARM_UP:
            before = {"program": use_of("self"), "pcscd": use_of(pcscd.pid)}
        wait_for(NoCard)
        pcscd.insert(card)
        wait_for(CardPresent)
        connection = reader.connect()
        with Secret(Door.PIN, bytearray(b"1234")) as secret:
            check = check_card(connection, Door.PIN, expiry=True)
            reading = read_card(connection, secret, tries_left=check.tries_left, selected=True)
        connection.close()
        assert reading.person == person
        pcscd.remove()
    wait_for(NoCard)
    after = {"program": use_of("self"), "pcscd": use_of(pcscd.pid)}
    assert watcher.stop(limit_s=2)
    assert said[-2] == CardPresent("Virtual PCD 00 00", card.atr, WARM_UP + VISITS)
    with capsys.disabled():
        for who in before:
            print(f"\n{who}: files, threads, KiB before {before[who]} after {after[who]}", end="")  # noqa: T201 - measured
    for who in before:
        assert after[who][:2] == before[who][:2], who
        assert after[who][2] - before[who][2] < MEMORY_KIB, who
