"""What is known about a card before a secret: kind, tries, expiry; and what that costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cardreader.channel import Channel
from cardreader.errors import CardRemoved, StatusError
from cardreader.mynumber import CardCheck, CardKind, check_card
from cardreader.mynumber.access import Access
from cardreader.mynumber.layout import COMMON_RECORD
from cardreader.secret import Door
from cardreader.trace import TraceLine
from cardreader.virtual import Answer, Traits, profile_facts, profile_names

MUTE = "mute-card"


def test_kind_and_tries_cost_two_exchanges_and_expiry_two_more(desk_with: Any) -> None:
    connection = desk_with("plain").connect()
    assert check_card(connection, Door.PIN, expiry=False) == CardCheck(CardKind.MY_NUMBER, 3, None, None, 2)
    assert check_card(connection, Door.CODE_B, expiry=True) == CardCheck(
        CardKind.MY_NUMBER, 10, date(2035, 2, 17), "01425", 4
    )


@pytest.mark.parametrize("name", [name for name in profile_names() if name != MUTE])
@pytest.mark.parametrize("door", list(Door))
def test_every_profile_is_told_right_and_no_try_is_used(desk_with: Any, name: str, door: Door) -> None:
    desk, facts = desk_with(name), profile_facts(name)
    check = check_card(desk.connect(), door, expiry=True)
    assert check.kind is facts.kind
    if facts.kind is CardKind.MY_NUMBER:
        assert check.tries_left == facts.tries_left[door]
        assert (check.expires_on, check.municipality) == (facts.expires_on, facts.municipality)
    else:
        assert (check.tries_left, check.expires_on, check.municipality) == (None, None, None)
    assert desk.verifies() == []


def test_a_refused_short_id_is_answered_by_selecting_the_file_from_then_on(desk_with: Any) -> None:
    desk = desk_with("plain", traits=Traits(short_ids=False))
    check = check_card(desk.connect(), Door.PIN, expiry=True)
    # Common: SELECT, refused READ, SELECT EF, READ. Text: SELECT, SELECT EF, tries.
    assert check == CardCheck(CardKind.MY_NUMBER, 3, date(2035, 2, 17), "01425", 7, short_ids=False)
    desk = desk_with("plain", traits=Traits(short_ids=False))
    assert check_card(desk.connect(), Door.PIN, expiry=False).apdus == 4


def test_a_token_read_where_short_ids_are_refused(desk_with: Any) -> None:
    desk = desk_with("phone-token", traits=Traits(short_ids=False))
    assert check_card(desk.connect(), Door.PIN, expiry=False).kind is CardKind.PHONE_TOKEN


def test_a_first_6f00_does_not_matter(desk_with: Any) -> None:
    desk = desk_with("plain", traits=Traits(first_command_fails=True))
    assert check_card(desk.connect(), Door.PIN, expiry=False).apdus == 3


@pytest.mark.parametrize(("sw", "left"), [("63C1", 1), ("63C0", 0), ("9000", 3), ("6983", 0), ("6984", 0)])
def test_answers_to_the_query(scripted: Any, sw: str, left: int) -> None:
    assert check_card(scripted("9000", sw), Door.PIN, expiry=False).tries_left == left


def test_a_card_without_the_key_has_no_tries(scripted: Any) -> None:
    """Refused by short id, and not there by SELECT EF: a PIN that was never set."""
    assert check_card(scripted("9000", "6A82", "6A82"), Door.PIN, expiry=False).tries_left == 0


@pytest.mark.parametrize("replies", [("9000", "6700"), ("9000", "6A86", "6581"), ("9000", "6300"), ("6F00", "6F00")])
def test_any_other_answer_is_a_status_error(scripted: Any, replies: tuple[str, ...]) -> None:
    with pytest.raises(StatusError) as error:
        check_card(scripted(*replies), Door.PIN, expiry=False)
    assert error.value.sw == int(replies[-1], 16)


@pytest.mark.parametrize("sw", ["6A82", "6A81", "6D00", "6E00", "6A86", "6881", "6700", "6985", "6300", "6999"])
def test_a_card_that_refuses_to_select_is_another_card(scripted: Any, sw: str) -> None:
    check = check_card(scripted(sw, sw, sw), Door.PIN, expiry=True)
    assert check == CardCheck(CardKind.OTHER, None, None, None, 3)


@pytest.mark.parametrize("label", [b"JPKIAPICCTOKEN2", b"SOMETHING", b"\xff\xfe"])
def test_a_token_of_another_name_without_a_text_application_is_another_card(scripted: Any, label: bytes) -> None:
    check = check_card(scripted("6A82", "9000", label.ljust(32) + b"\x90\x00"), Door.PIN, expiry=False)
    assert check.kind is CardKind.OTHER


def test_an_unreadable_token_is_another_card(scripted: Any) -> None:
    assert check_card(scripted("6A82", "9000", "6982"), Door.PIN, expiry=False).kind is CardKind.OTHER


def test_a_record_is_selected_at_once_where_short_ids_are_known_to_be_refused(scripted: Any) -> None:
    card = scripted("9000", "AA9000")
    assert Access(Channel(card), short_ids=False).read_record(COMMON_RECORD) == b"\xaa"
    assert [one.hex().upper() for one in card.sent] == ["00A4020C020001", "00B2010400"]


@pytest.mark.parametrize("record", [("6A83",), ("9000",), ("011C319000",), ("6A82", "6A82")])
def test_an_unreadable_expiry_turns_nobody_away(scripted: Any, record: tuple[str, ...]) -> None:
    check = check_card(scripted("9000", *record, "9000", "63C3"), Door.PIN, expiry=True)
    assert (check.kind, check.tries_left, check.expires_on) == (CardKind.MY_NUMBER, 3, None)
    assert check.short_ids


def test_a_card_gone_is_told_at_once(scripted: Any) -> None:
    with pytest.raises(CardRemoved):
        check_card(scripted("9000", "90"), Door.PIN, expiry=False)


def test_the_trace_hears_every_exchange(desk_with: Any) -> None:
    lines: list[TraceLine] = []
    desk = desk_with("plain")
    desk.card.inject(Answer(3, 0x6F00))
    with pytest.raises(StatusError, match="command A4 answered 6F00"):
        check_card(desk.connect(), Door.PIN, expiry=True, trace=lines.append)
    assert [line.ins for line in lines] == [0xA4, 0xB2, 0xA4]
