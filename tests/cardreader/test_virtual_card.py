"""The virtual card against card-protocol.md 10, point by point, in raw bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardreader.errors import CardRemoved, CardUnresponsive
from cardreader.virtual import (
    Answer,
    Cut,
    Hold,
    Pull,
    ResetByOther,
    Traits,
    VirtualCard,
    load_profile,
    profile_facts,
    profile_names,
)
from cardreader.virtual import card as card_module

TEXT = "D3921000310001010408"
VISUAL = "D3921000310001010402"
JPKI = "D392F000260100000001"
COMMON = "D3921000310001010100"
JUKI = "D3921000310001010401"
LICENCE = "A0000002310600000000000000000000"

Send = Callable[..., str]


class Terminal:
    """Hex in, hex out; `select` picks an application."""

    def __init__(self, card: VirtualCard) -> None:
        self.card = card
        card.power_on()

    def __call__(self, *commands: str) -> str:
        """Send all of them and return the last answer."""
        reply = b""
        for one in commands:
            reply = self.card.transmit(bytes.fromhex(one))
        return reply.hex().upper()

    def select(self, aid: str) -> str:
        return self(f"00A4040C{len(aid) // 2:02X}{aid}")

    def verify(self, key: int, value: bytes) -> str:
        return self(f"002000{0x80 | key:02X}{len(value):02X}{value.hex()}")


@pytest.fixture
def terminal(card_of: Any) -> Callable[..., Terminal]:
    return lambda name="plain", **kwargs: Terminal(card_of(name, **kwargs))


# 1. SELECT


@pytest.mark.parametrize("aid", [TEXT, VISUAL, JPKI, COMMON, JUKI])
def test_select_by_the_full_aid(terminal: Any, aid: str) -> None:
    send = terminal()
    assert send.select(aid) == "9000"
    assert send(f"00A404000A{aid}00") == f"6F0C840A{aid}9000"
    assert send(f"00A404000A{aid}") == "9000"
    assert send(f"00A404040A{aid}00") == "6A86"
    assert send.select(aid + "00") == "6A82"


def test_the_first_bytes_of_an_aid_select_where_the_card_allows_it(terminal: Any) -> None:
    assert terminal().select(TEXT[:16]) == "9000"
    assert terminal().select("D392F00026") == "9000"
    assert terminal().select("D392F000") == "6A82"
    exact = terminal(traits=Traits(prefix_select=False))
    assert exact.select(TEXT[:16]) == "6A82"
    assert exact.select(TEXT) == "9000"


def test_the_card_manager_answers_and_deselects(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    assert send("00A4040007A000000151000000") == "6F098407A00000015100009000"
    assert send("00B0820000") == "6A82"
    assert send("00A4040000").endswith("9000")


# The probes of OpenSC 0.23's other drivers (8.1): none may be taken for an application of ours.
PROBES = [
    "00A4040007627601FF000000",
    "00A4040006A00000000101",
    "00A404000BE82B0601040181C31F020100",
    "00A4040C0FD23300000045737445494420763335",
    "00A4040009A0000003080000100000",
    "00A4040C07A000000116DB0000",
    "00A4040C07A000000079100000",
    *(f"00A4040C07A00000007901{number:02X}00" for number in range(16)),
    "00A404000CF276A288BCFBA69D34F31001",
    "00A4040009A0000003974254465900",
    "00A4040006D2760001240100",
]


@pytest.mark.parametrize("probe", PROBES)
def test_probes_for_other_cards_find_nothing(terminal: Any, probe: str) -> None:
    assert terminal()(probe) == "6A82"


def test_get_data_probes(terminal: Any) -> None:
    assert terminal()("00CADF3005") == "6A88"
    assert terminal()("00CB3FFF035C017E08") == "6D00"


def test_the_master_file_is_no_way_to_tell_the_card(terminal: Any) -> None:
    send = terminal()
    assert send("00A40000") == "6A86"
    assert send("00A40000023F00") == "6A82"
    send.select(TEXT)
    assert send("00A40000") == "9000"
    assert send("00A40300") == "6A86"


def test_select_a_file(terminal: Any) -> None:
    send = terminal()
    assert send("00A4020C020011") == "6A82"
    send.select(TEXT)
    assert send("00A4020C020011") == "9000"
    assert send("00A4020C020099") == "6A82"
    assert send("00A4020C0111") == "6700"


def test_another_application_clears_the_status_and_the_same_one_keeps_it(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.verify(0x11, b"1234")
    send.select(TEXT)
    assert send("00B0820001") == "FF9000"
    send.select(TEXT)
    assert send("00B0000001") == "6986"
    send.select(COMMON)
    send.select(TEXT)
    assert send("00B0820001") == "6982"


# 2, 3. Short ids and READ


def test_short_and_extended_reads_give_what_is_left(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    whole = send("00B08500000000")
    assert len(whole) == 2 * 256 + 4
    assert send("00B0850000") == whole
    assert send("00B085F000") == whole[2 * 0xF0 :]
    assert send("00B0850003") == "FF40829000"
    assert send("00B0850004") == "FF4082009000"
    # Read by short id, the file has become the current one.
    assert send("00B000FF00") == "FF9000"
    assert send("00B0010000") == "6B00"
    assert send("00B0850000", "00B07FFF00") == "6B00"


def test_a_short_id_may_leave_the_current_file_alone(terminal: Any) -> None:
    send = terminal(traits=Traits(short_id_becomes_current=False))
    send.select(TEXT)
    assert send("00B0850001", "00B0000001") == "6986"


def test_reads_that_are_refused(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    assert send("00B0000000") == "6986"
    assert send("00B0910000") == "6981"
    assert send("00B0E20000") == "6A86"
    assert send("00B08500") == "6700"
    assert send("00B0820000") == "6982"
    assert send("00A4020C020011", "00B0000000") == "6981"


def test_files_end_in_filler(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    assert send("00B0850000")[-20:-4] == "FF" * 8
    send.verify(0x11, b"1234")
    assert send("00B08200000000")[-20:-4] == "FF" * 8
    assert send("00B0810000") == "FF100C" + b"123456789018".hex() + "FFFF9000"


def test_records(terminal: Any) -> None:
    send = terminal()
    send.select(COMMON)
    record = (b"\x01\x1c" + b"4000000127198430142520350217").hex().upper()
    assert send("00B2010C00") == record + "9000"
    assert send("00B201040A") == record[:20] + "9000"
    assert send("00B2020C00") == "6A83"
    assert send("00B2000C00") == "6A83"
    assert send("00B2010D00") == "6A86"
    assert send("00B2011400") == "6981"
    assert send("00B0810000") == "6981"


# 4. VERIFY and counters


def test_the_empty_verify_answers_63cx_always(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    assert send("00200091") == "63C3"
    assert send("0020009100") == "63C3"
    assert send.verify(0x11, b"1234") == "9000"
    assert send("00200091") == "63C3"
    assert send("00A4020C020011", "00200080") == "63C3"
    assert [send(f"002000{0x80 | key:02X}") for key in (0x12, 0x14, 0x15)] == ["63C0", "63CA", "63CA"]


def test_tries_go_down_to_a_lock_that_the_right_value_does_not_open(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    assert [send.verify(0x11, b"0000") for _ in range(3)] == ["63C2", "63C1", "63C0"]
    assert send.verify(0x11, b"1234") == "6984"
    assert send("00200091") == "63C0"
    assert send("00B0820000") == "6982"


def test_a_right_value_fills_the_counter_and_a_wrong_one_takes_the_access_away(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.verify(0x11, b"0000")
    assert send.verify(0x11, b"1234") == "9000"
    assert send("00200091") == "63C3"
    assert send.verify(0x11, b"12345") == "63C2"  # a wrong length costs a try as well
    assert send("00B0820000") == "6982"


def test_each_key_of_each_application_counts_by_itself(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.verify(0x15, b"0" * 14)
    assert (send("00200095"), send("00200091")) == ("63C9", "63C3")
    send.select(VISUAL)
    assert send("00200092") == "63CA"


def test_verifies_that_are_refused(terminal: Any) -> None:
    send = terminal()
    assert send("00200091") == "6A82"
    send.select(TEXT)
    assert send("00200080") == "6986"
    assert send("00200082") == "6981"
    assert send("0020009E") == "6A82"
    assert send("00200011") == "6A86"
    assert send("00200191") == "6A86"
    assert send("00200092" + "04" + b"1234".hex()) == "6984"


def test_counters_outlive_power_and_with_a_file_the_process(terminal: Any, tmp_path: Path) -> None:
    state = tmp_path / "cards.json"
    send = terminal(state=state)
    send.select(TEXT)
    send.verify(0x11, b"0000")
    send.card.power_off()
    send.card.power_on()
    send.select(TEXT)
    assert send("00200091") == "63C2"
    other = terminal("contactless", state=state)
    other.select(TEXT)
    assert other("00200091") == "63C3"
    other.verify(0x15, b"0")
    again = terminal(state=state)
    again.select(TEXT)
    assert again("00200091") == "63C2"
    saved = json.loads(state.read_text("utf-8"))
    assert (saved["plain"]["text/0011"], saved["contactless"]["text/0015"]) == (2, 9)
    assert again.card.tries_left("text/0011") == 2


# 2.3 Security status and power


@pytest.mark.parametrize(("contactless", "after"), [(True, "FF9000"), (False, "6A82")])
def test_a_warm_reset_keeps_the_status_on_a_contactless_reader_only(
    terminal: Any, contactless: bool, after: str
) -> None:
    send = terminal(traits=Traits(contactless=contactless))
    send.select(TEXT)
    send.verify(0x11, b"1234")
    send.card.warm_reset()
    assert send("00B0820001") == after


def test_power_off_clears_everything_and_no_power_is_no_answer(terminal: Any) -> None:
    send = terminal("contactless")
    send.select(TEXT)
    send.verify(0x11, b"1234")
    send.card.power_off()
    with pytest.raises(CardUnresponsive):
        send("00B0820001")
    send.card.power_on()
    assert send("00B0820001") == "6A82"


# 2.1, 2.4 Other commands and status words


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        ("00FF0000", "6D00"),
        ("0024018004" + "31" * 4, "6D00"),
        ("80AE0000", "6D00"),
        ("8032008004" + "31" * 4, "6D00"),
        ("01200091", "6881"),
        ("0CB0820000", "6882"),
        ("0820008613" + "00" * 19, "6882"),
        ("90A40000", "6E00"),
        ("FFCA000000", "6E00"),
        ("00A4", "6700"),
        ("00A4020C0300", "6700"),
    ],
)
def test_commands_the_card_does_not_take(terminal: Any, command: str, sw: str) -> None:
    assert terminal()(command) == sw


def test_extended_length_where_the_reader_is_short(terminal: Any) -> None:
    send = terminal(traits=Traits(short_apdus_only=True))
    send.select(TEXT)
    assert send("00B08500000000") == "6700"
    assert len(send("00B0850000")) == 2 * 256 + 4


def test_challenges(terminal: Any) -> None:
    send = terminal()
    assert len(send("0084000008")) == 2 * 8 + 4
    assert len(send("0084000000")) == 2 * 256 + 4
    assert send("0084000008") != send("0084000008")
    assert send("00840000") == "6700"
    assert send("0084010008") == "6A86"


def test_data_objects_answer_while_nothing_is_selected(terminal: Any) -> None:
    send = terminal()
    assert send("00CA00F000") == b"01425".hex() + "9000"
    assert send("00CA00F200") == b"20350217".hex() + "9000"
    assert send("00CA5F5100") == "E000FF8131FE45149000"
    assert send("00CA00F0") == "6700"
    assert send("00CA00F800") == "6700"
    assert send("00CA00F8000000").startswith("5F4E820129" + b"6000020".hex())
    send.select(TEXT)
    assert send("00CA00F000") == "6A88"


def test_the_first_command_may_answer_6f00_after_each_power_up(terminal: Any) -> None:
    send = terminal(traits=Traits(first_command_fails=True))
    assert (send("00A40000"), send("00A40000")) == ("6F00", "6A86")
    send.card.power_on()
    assert send("00A40000") == "6F00"


# 8. Variants


def test_a_phone_has_certificates_only_behind_the_pin(terminal: Any) -> None:
    send = terminal("phone-token")
    assert send.select(TEXT) == "6A82"
    assert send.select(JPKI) == "9000"
    assert bytes.fromhex(send("00B0860020"))[:32] == b"JPKIAPGPSETOKEN".ljust(32)
    assert send("00B08A0004") == "6982"


def test_a_card_of_another_kind_knows_nothing(terminal: Any) -> None:
    send = terminal("other-card")
    assert [send.select(aid) for aid in (TEXT, JPKI, COMMON, VISUAL, JUKI)] == ["6A82"] * 5
    assert send("00CA00F000") == "6A88"


def test_a_face_only_card_has_no_pin_to_verify(terminal: Any) -> None:
    send = terminal("face-only")
    send.select(TEXT)
    assert (send("00200091"), send.verify(0x11, b"1234")) == ("63C0", "6984")
    send.select(JPKI)
    assert [send(f"002000{0x80 | key:02X}") for key in (0x18, 0x1B)] == ["63C0", "63C0"]


def test_a_licence_on_the_card(terminal: Any) -> None:
    send = terminal("with-licence")
    assert send.select(LICENCE) == "9000"
    assert send("00200086") == "63CA"
    assert send("00A4020C02001B", "00B0000000") == "6982"
    assert send.verify(0x06, b"1234") == "9000"
    assert send("00A4020C02001B", "00B0000000") == "C200C300C507" + (b"5170217").hex() + "9000"
    assert send("00B09A0000") == "C101019000"
    assert terminal("plain").select(LICENCE) == "6A82"


# 9. Faults


def test_a_pulled_card_says_nothing_more(terminal: Any) -> None:
    send = terminal()
    send.card.inject(Pull(2))
    send("00A40000")
    with pytest.raises(CardRemoved):
        send("00A40000")
    with pytest.raises(CardUnresponsive):
        send("00A40000")


def test_an_answer_out_of_turn_changes_nothing(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.card.inject(Answer(1, 0x6581))
    assert send.verify(0x11, b"0000") == "6581"
    assert send("00200091") == "63C3"


@pytest.mark.parametrize(("keep", "left"), [(None, "FF40"), (0, ""), (1, "FF"), (5, "FF4082009F")])
def test_a_cut_answer(terminal: Any, keep: int | None, left: str) -> None:
    send = terminal()
    send.select(TEXT)
    send.card.inject(Cut(1, keep))
    answer = send("00B0850003") if keep is None else send("00B0850005")
    assert answer == left


def test_a_reset_by_another_program_forgets_what_was_selected(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.card.inject(ResetByOther(1))
    assert send("00200091") == "6A82"
    assert send.card.resets_by_other == 1


def test_time_taken(terminal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(card_module.time, "sleep", slept.append)
    send = terminal()
    send("00A40000")
    send.card.latency_s = 0.02
    send.card.inject(Hold(2, 3.0))
    send("00A40000", "00A40000")
    assert slept == [0.02, 3.02]


def test_a_new_script_takes_the_place_of_the_old_one(terminal: Any) -> None:
    send = terminal()
    send.card.inject(Pull(1))
    send.card.inject()
    assert send("00A40000") == "6A86"


def test_the_transcript_tells_application_command_and_answer(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send("00200091")
    last = send.card.transcript[-1]
    assert (last.application, last.command.hex(), last.sw) == ("text", "00200091", 0x63C3)
    assert send.card.name == "plain"


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=20), max_size=8))
def test_any_bytes_get_an_answer(commands: list[bytes]) -> None:
    card = load_profile("plain", keys=Path("not-used-since-nothing-is-signed"))
    card.power_on()
    for one in commands:
        reply = card.transmit(one)
        assert len(reply) >= 2
        assert reply[0] in range(0x61, 0x70) or reply[-2:] == b"\x90\x00"


# What is on the card


def test_sizes_of_the_files_are_those_of_real_cards(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.verify(0x11, b"1234")
    sizes = {file: len(send(f"00B0{0x80 | file:02X}00000000")) // 2 - 2 for file in (1, 3, 4, 5, 8)}
    assert sizes == {1: 17, 3: 336, 4: 568, 5: 256, 8: 16}
    assert send("00B0840014").startswith("7F218202335F4E820129" + b"6000033".hex() + "0805")
    assert send("00B0830009").startswith("FF3082014BDF3120")
    assert send("00B085000C") == "FF4082009FDF410401030E01" + "9000"
    send.select(JPKI)
    assert len(send("00B0860000")) // 2 - 2 == 160


def test_the_integrity_record_hashes_the_whole_number_file(terminal: Any) -> None:
    send = terminal()
    send.select(TEXT)
    send.verify(0x11, b"1234")
    number = bytes.fromhex(send("00B0810000"))[:-2]
    assert bytes.fromhex(send("00B0830000"))[8:40] == hashlib.sha256(number).digest()


def test_the_visual_application_holds_pictures(terminal: Any) -> None:
    send = terminal()
    send.select(VISUAL)
    assert send.verify(0x12, profile_facts("plain").code_b) == "9000"
    face = bytes.fromhex(send("00B08200000000"))[:-2]
    assert face[:2] == b"\xff\x20"
    assert face[5:8] == b"\xdf\x21\x12"
    # The nine offsets, counted from the start of the file, lead to DF22 .. DF2A.
    offsets = [int.from_bytes(face[at : at + 2], "big") for at in range(8, 26, 2)]
    assert [face[at : at + 2].hex() for at in offsets] == [f"df{tag:02x}" for tag in range(0x22, 0x2B)]
    assert face.count(b"\x89PNG") == 3
    assert b"jP  " in face


@pytest.mark.parametrize("name", profile_names())
def test_every_file_of_every_card_can_be_read(card_of: Any, name: str) -> None:
    card = card_of(name)
    for application in card._contents.applications:
        for entry in application.entries.values():
            content = getattr(entry, "content", b"\0")
            assert content
