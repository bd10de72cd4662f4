"""Opening the card and reading it: exchanges, verdicts, last try, and what the transcript must not show."""

from __future__ import annotations

from typing import Any

import pytest

from cardreader.errors import (
    CardRemoved,
    DataMalformed,
    LastTry,
    PinBlocked,
    PinFormat,
    PinWrong,
    StatusError,
    WrongCard,
)
from cardreader.mynumber import CardKind, Integrity, check_card, read_card
from cardreader.secret import Door, Secret
from cardreader.trace import TraceLine
from cardreader.virtual import Answer, Cut, Pull, ResetByOther, Traits, profile_facts, profile_names
from cardreader.virtual.personalise import basic_four

READABLE = [
    name
    for name in profile_names()
    if profile_facts(name).kind is CardKind.MY_NUMBER and name not in {"garbage", "mute-card"}
]


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("door", list(Door))
def test_every_person_reads_as_they_are(desk_with: Any, secret_of: Any, name: str, door: Door) -> None:
    facts = profile_facts(name)
    if not facts.tries_left[door]:
        door = Door.CODE_B
    reading = read_card(desk_with(name).connect(), secret_of(name, door), tries_left=None, allow_last_try=True)
    assert reading.person == facts.person
    assert reading.integrity is Integrity.NOT_CHECKED


@pytest.mark.parametrize("door", list(Door))
def test_a_short_record_takes_four_exchanges(desk_with: Any, secret_of: Any, door: Door) -> None:
    desk = desk_with("plain")
    assert read_card(desk.connect(), secret_of("plain", door), tries_left=None).apdus == 4
    assert [one.command[1] for one in desk.card.transcript] == [0xA4, 0x20, 0x20, 0xB0]


def test_a_record_over_256_bytes_takes_one_more(desk_with: Any, secret_of: Any) -> None:
    reading = read_card(desk_with("long-address").connect(), secret_of("long-address", Door.PIN), tries_left=None)
    assert reading.apdus == 5
    assert len(reading.person.address.encode()) > 255


@pytest.mark.parametrize("expiry", [False, True])
def test_check_then_read_on_one_connection(desk_with: Any, secret_of: Any, expiry: bool) -> None:
    desk = desk_with("plain")
    connection = desk.connect()
    check = check_card(connection, Door.PIN, expiry=expiry)
    reading = read_card(connection, secret_of("plain", Door.PIN), tries_left=check.tries_left, selected=True)
    assert check.apdus + reading.apdus == len(desk.card.transcript) == (6 if expiry else 4)


def test_a_second_connection_costs_one_more_select(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("plain")
    first = desk.connect()
    check = check_card(first, Door.PIN, expiry=True)
    first.close()
    reading = read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=check.tries_left)
    assert check.apdus + reading.apdus == 7


@pytest.mark.parametrize("name", ["plain", "long-address"])
def test_where_short_ids_are_refused_files_are_selected(desk_with: Any, secret_of: Any, name: str) -> None:
    desk = desk_with(name, traits=Traits(short_ids=False))
    connection = desk.connect()
    check = check_card(connection, Door.PIN, expiry=False)
    reading = read_card(
        connection,
        secret_of(name, Door.PIN),
        tries_left=check.tries_left,
        selected=True,
        short_ids=check.short_ids,
        integrity=True,
    )
    assert reading.person == profile_facts(name).person
    assert reading.integrity is Integrity.CONSISTENT
    assert len(desk.verifies()) == 1


def test_a_short_id_refused_at_the_verify_is_not_answered_by_sending_it_again(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("plain", traits=Traits(short_ids=False))
    with pytest.raises(StatusError, match="command 20 answered 6A86"):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=3)
    assert len(desk.verifies()) == 1


def test_a_file_that_is_not_current_after_a_short_id_is_selected(desk_with: Any, secret_of: Any) -> None:
    traits = Traits(short_id_becomes_current=False)
    desk = desk_with("long-address", traits=traits)
    reading = read_card(desk.connect(), secret_of("long-address", Door.PIN), tries_left=None)
    assert reading.person == profile_facts("long-address").person


def test_short_apdus_are_enough(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("long-address", traits=Traits(short_apdus_only=True))
    read_card(desk.connect(), secret_of("long-address", Door.PIN), tries_left=None, integrity=True)


@pytest.mark.parametrize("door", list(Door))
def test_wrong_digits_use_one_try_and_are_not_sent_twice(desk_with: Any, door: Door) -> None:
    desk = desk_with("plain")
    wrong = bytearray(b"9999" if door is Door.PIN else b"99010120359999")
    full = 3 if door is Door.PIN else 10
    with pytest.raises(PinWrong, match=f"wrong secret, {full - 1} tries left") as error:
        read_card(desk.connect(), Secret(door, wrong), tries_left=None)
    assert error.value.tries_left == full - 1
    assert len(desk.verifies()) == 1
    assert wrong == bytearray(len(wrong))


def test_at_one_try_nothing_is_sent_without_leave(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("one-try-left")
    secret = secret_of("one-try-left", Door.PIN)
    connection = desk.connect()
    with pytest.raises(LastTry):
        read_card(connection, secret, tries_left=None)
    with pytest.raises(LastTry):
        read_card(connection, secret_of("one-try-left", Door.PIN), tries_left=1)
    assert desk.verifies() == []
    assert secret.digits == bytearray(4)
    right = secret_of("one-try-left", Door.PIN)
    assert read_card(connection, right, tries_left=1, allow_last_try=True).person.name == "残田　一"
    assert desk.card.tries_left("text/0011") == 3


def test_the_last_wrong_try_blocks(desk_with: Any) -> None:
    desk = desk_with("one-try-left")
    with pytest.raises(PinBlocked):
        read_card(desk.connect(), Secret(Door.PIN, bytearray(b"9999")), tries_left=None, allow_last_try=True)
    assert desk.card.tries_left("text/0011") == 0


@pytest.mark.parametrize("name", ["pin-locked", "face-only"])
def test_a_locked_or_unset_pin_is_not_sent_but_the_printed_number_opens(
    desk_with: Any, secret_of: Any, name: str
) -> None:
    desk = desk_with(name)
    with pytest.raises(PinBlocked):
        read_card(desk.connect(), Secret(Door.PIN, bytearray(b"1234")), tries_left=None, allow_last_try=True)
    assert desk.verifies() == []
    desk = desk_with(name)
    assert read_card(desk.connect(), secret_of(name, Door.CODE_B), tries_left=None).person == profile_facts(name).person


@pytest.mark.parametrize("sw", [0x6983, 0x6984, 0x63C0])
def test_every_way_to_say_blocked(scripted: Any, sw: int) -> None:
    card = scripted("9000", f"{sw:04X}")
    with pytest.raises(PinBlocked):
        read_card(card, Secret(Door.PIN, bytearray(b"1234")), tries_left=3)


def test_the_secret_is_gone_before_the_record_is_read(desk_with: Any, secret_of: Any) -> None:
    secret = secret_of("plain", Door.PIN)
    seen: dict[int, bytes] = {}

    def look(line: TraceLine) -> None:
        seen[line.ins] = bytes(secret.digits)

    read_card(desk_with("plain").connect(), secret, tries_left=3, trace=look)
    assert seen == {0xA4: b"1234", 0x20: b"1234", 0xB0: bytes(4)}


def test_malformed_digits_never_leave_the_program(desk_with: Any) -> None:
    desk = desk_with("plain")
    digits = bytearray(b"123")
    with pytest.raises(PinFormat):
        read_card(desk.connect(), Secret(Door.PIN, digits), tries_left=None)
    assert not desk.card.transcript
    assert digits == bytearray(3)


def test_another_card_gets_no_secret(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("other-card")
    with pytest.raises(WrongCard):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=3)
    assert desk.verifies() == []


def test_garbage_is_malformed(desk_with: Any, secret_of: Any) -> None:
    with pytest.raises(DataMalformed, match="malformed: basic four: length"):
        read_card(desk_with("garbage").connect(), secret_of("garbage", Door.PIN), tries_left=None)


@pytest.mark.parametrize("expiry", [False, True])
@pytest.mark.parametrize("at", range(1, 12))
def test_a_card_pulled_at_any_exchange_is_gone_and_no_secret_is_sent_again(
    desk_with: Any, secret_of: Any, at: int, expiry: bool
) -> None:
    desk = desk_with("plain")
    connection = desk.connect()
    desk.card.inject(Pull(at))
    secret = secret_of("plain", Door.PIN)

    def run() -> None:
        check = check_card(connection, Door.PIN, expiry=expiry)
        read_card(connection, secret, tries_left=check.tries_left, selected=True, integrity=True)

    if at > (11 if expiry else 9):
        run()
    else:
        with pytest.raises(CardRemoved):
            run()
        with pytest.raises(CardRemoved):
            connection.transmit(b"\x00\xa4\x04\x0c")
    assert len(desk.verifies()) <= 1
    if at > (4 if expiry else 2):
        assert secret.digits == bytearray(4)


@pytest.mark.parametrize("keep", [0, 1])
@pytest.mark.parametrize("at", range(1, 5))
def test_a_reply_of_under_two_bytes_is_a_card_gone(desk_with: Any, secret_of: Any, at: int, keep: int) -> None:
    desk = desk_with("plain")
    desk.card.inject(Cut(at, keep))
    with pytest.raises(CardRemoved):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None)
    assert len(desk.verifies()) <= 1


def test_half_an_answer_is_not_taken_for_a_whole_one(desk_with: Any, secret_of: Any) -> None:
    desk = desk_with("plain")
    desk.card.inject(Cut(4))
    with pytest.raises((StatusError, DataMalformed)):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None)


def test_a_record_that_ends_before_its_length_is_malformed(scripted: Any) -> None:
    block = bytes.fromhex("FF20820200") + bytes(251)
    for second in ("9000", "AA9000", "6B00"):
        card = scripted("9000", "9000", block + b"\x90\x00", second)
        with pytest.raises((DataMalformed, StatusError)):
            read_card(card, Secret(Door.PIN, bytearray(b"1234")), tries_left=3)
        assert len(card.sent) == 4


def test_a_record_that_claims_to_be_huge_is_malformed(scripted: Any) -> None:
    card = scripted("9000", "9000", bytes.fromhex("FF2082FFFF") + bytes(251) + b"\x90\x00")
    with pytest.raises(DataMalformed):
        read_card(card, Secret(Door.PIN, bytearray(b"1234")), tries_left=3)
    assert len(card.sent) == 3


def test_the_end_of_file_warning_counts_as_read(scripted: Any) -> None:
    card = scripted("9000", "9000", basic_four("名", "所", b"19800217", b"1") + b"\x62\x82")
    assert read_card(card, Secret(Door.PIN, bytearray(b"1234")), tries_left=3).person.name == "名"


@pytest.mark.parametrize("at", [2, 3, 4])
def test_a_reset_by_another_program_ends_the_read_and_no_secret_is_sent_again(
    desk_with: Any, secret_of: Any, at: int
) -> None:
    desk = desk_with("plain")
    desk.card.inject(ResetByOther(at))
    with pytest.raises(CardRemoved):
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None)
    assert len(desk.verifies()) <= 1


@pytest.mark.parametrize(("at", "ins"), [(1, 0xA4), (2, 0x20), (3, 0x20), (4, 0xB0)])
def test_an_unexpected_status_names_its_command(desk_with: Any, secret_of: Any, at: int, ins: int) -> None:
    desk = desk_with("plain")
    desk.card.inject(Answer(at, 0x6581))
    with pytest.raises(StatusError) as error:
        read_card(desk.connect(), secret_of("plain", Door.PIN), tries_left=None)
    assert (error.value.ins, error.value.sw) == (ins, 0x6581)


def test_a_file_that_cannot_be_selected_is_a_status_error(scripted: Any) -> None:
    with pytest.raises(StatusError, match="command A4 answered 6A82"):
        read_card(scripted("9000", "6A82"), Secret(Door.PIN, bytearray(b"1234")), tries_left=3, short_ids=False)


@pytest.mark.parametrize("name", READABLE)
def test_the_twelve_digit_number_is_never_read(desk_with: Any, secret_of: Any, name: str) -> None:
    desk = desk_with(name)
    connection = desk.connect()
    check = check_card(connection, Door.CODE_B, expiry=True)
    read_card(connection, secret_of(name, Door.CODE_B), tries_left=check.tries_left, selected=True, integrity=True)
    number = b"123456789018"
    for one in desk.card.transcript:
        assert number not in one.command
        assert one.application in {"", "text", "common"}
        if one.application == "text":
            assert one.command[:3] != bytes.fromhex("00B081")
            assert one.command != bytes.fromhex("00A4020C020001")
