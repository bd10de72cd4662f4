"""What the clerk says and does about what lies above a page, and what she can do about it in her own window."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from kiosk.failures import Action, Failure, FailureCode, failure_rules
from kiosk.i18n import Words
from kiosk.session.moves import over, tell
from kiosk.session.state import Failed, Hand, Help, Overlay, Phase, SessionState, Staff, StillThere, Stopped
from tests.support.assisted import assisted
from tests.support.pages import all_pages
from ui import clerk_view
from ui.notice_view import Notice, overlay

WORDS = Words("ja")
TOLD = [code for code in FailureCode if failure_rules()[code].back]
LAST_TRY = FailureCode.PIN_LAST_TRY
AT_A_WINDOW = {LAST_TRY, FailureCode.FORM_TOO_LONG, FailureCode.FORM_CHARACTER}
"""What is done otherwise at a window than at a terminal."""
QUOTED = re.compile(r"「([^」]+)」")
PHONE, PAD = "ask-applicant.phone", "secret-pin"


@pytest.fixture(scope="module")
def pages() -> dict[str, SessionState]:
    return all_pages()


def failed(pages: dict[str, SessionState], code: FailureCode) -> SessionState:
    """Return the failure over the page it leads to, as staff and resident see it."""
    return tell(assisted(pages["check"], Hand.CLERK), Failure(code, tries_left=2))


def noticed(state: SessionState, hand: Hand) -> Notice:
    found = overlay(state, WORDS, hand)
    assert found is not None
    return found


def above(pages: dict[str, SessionState]) -> list[Overlay]:
    rule = pages["control-address"].station.catalogue["jidoteate_nintei"].stops[0]
    staff = (Staff(), Staff(here=True), Staff(last_try=True), Staff(my_number=True))
    return [StillThere(60), Help(), *staff, Failed(Failure(FailureCode.PRINTER_JAM)), Stopped(rule)]


def test_whatever_lies_above_has_lines_of_its_own(pages: dict[str, SessionState]) -> None:
    found = above(pages)
    assert {type(one) for one in found} == set(get_args(Overlay))
    for name in (PHONE, PAD, "purpose"):
        state = assisted(pages[name])
        page = clerk_view.side(state, WORDS)
        for one in found:
            side = clerk_view.side(over(state, one), WORDS)
            assert side.say != page.say, (name, one)
            assert side.do != page.do, (name, one)


@pytest.mark.parametrize("code", TOLD)
def test_a_failure_is_told_in_the_clerk_s_own_words(pages: dict[str, SessionState], code: FailureCode) -> None:
    state = failed(pages, code)
    side = clerk_view.side(state, WORDS)
    assert side.say == WORDS.text(f"staff.say.{code}", tries_left=2)
    assert side.do == WORDS.text(f"staff.do.{code}" if code in AT_A_WINDOW else f"failures.{code}.staff")
    assert not re.search(r"[{}]|None|--|コマンド", side.say + side.do)
    resident = noticed(state, Hand.RESIDENT)
    assert side.say not in (resident.title, resident.body, resident.todo)


@pytest.mark.parametrize("code", TOLD)
def test_what_the_lines_say_to_press_is_there(pages: dict[str, SessionState], code: FailureCode) -> None:
    state = failed(pages, code)
    side = clerk_view.side(state, WORDS)
    there = {one.text for hand in Hand for one in noticed(state, hand).buttons} | {side.button}
    assert set(QUOTED.findall(side.say + side.do)) <= there


@pytest.mark.parametrize("code", TOLD)
def test_nothing_tells_a_clerk_to_call_staff(pages: dict[str, SessionState], code: FailureCode) -> None:
    state = failed(pages, code)
    notice = noticed(state, Hand.CLERK)
    assert notice.buttons
    assert Action.STAFF not in [one.act for one in notice.buttons]
    assert "職員" not in notice.title + notice.body + notice.todo
    assert Action.STAFF in [one.act for one in noticed(state, Hand.RESIDENT).buttons]


@pytest.mark.parametrize(
    ("code", "first"),
    [
        (FailureCode.PRINTER_JAM, (Action.RETRY, "もう一度印刷する")),
        (FailureCode.CARD_BUSY, (Action.RETRY, "もう一度")),
        (FailureCode.CARD_STUCK, (Action.BY_HAND, "カードを使わない")),
        (FailureCode.READER_NONE, (Action.BY_HAND, "カードを使わない")),
        (FailureCode.FORM_TOO_LONG, (Action.RETRY, "内容にもどる")),
    ],
)
def test_the_first_choice_is_one_a_clerk_makes(
    pages: dict[str, SessionState], code: FailureCode, first: tuple[Action, str]
) -> None:
    button = noticed(failed(pages, code), Hand.CLERK).buttons[0]
    assert (button.act, button.text) == first


def test_again_has_a_word_for_every_page_it_leads_to() -> None:
    keys = {key for key in WORDS.keys() if key.startswith("staff.again.")}  # noqa: SIM118 - Words is no mapping
    rules = failure_rules().values()
    assert keys == {f"staff.again.{rule.back}" for rule in rules if Action.RETRY in rule.actions}


def test_a_call_says_in_the_clerk_s_window_who_calls(pages: dict[str, SessionState]) -> None:
    state = over(assisted(pages[PHONE]), Staff())
    assert noticed(state, Hand.RESIDENT).title == "職員を呼びました"
    notice = noticed(state, Hand.CLERK)
    assert notice.title == "住民の方がお呼びです"
    assert [one.act for one in notice.buttons] == ["close"]
    assert set(QUOTED.findall(clerk_view.side(state, WORDS).do)) == {notice.buttons[0].text}


def test_whoever_is_called_to_a_failure_is_told_what_to_do_about_it(pages: dict[str, SessionState]) -> None:
    state = over(failed(pages, FailureCode.PRINTER_JAM), Staff())
    side = clerk_view.side(state, WORDS)
    assert side.say == WORDS.text("staff.say.PRN-02")
    assert side.do.endswith(WORDS.text("failures.PRN-02.staff"))
    # The button of the remedy stands under the call.
    assert QUOTED.findall(side.do)[0] == noticed(state, Hand.CLERK).buttons[0].text


@pytest.mark.parametrize("name", [PHONE, "event-tennyu-dog", "purpose", "doors", "outcome-tennyu", "person"])
def test_where_the_resident_types_the_clerk_is_told_how_to_take_it(pages: dict[str, SessionState], name: str) -> None:
    for hand, said in ((Hand.CLERK, False), (Hand.RESIDENT, True)):
        side = clerk_view.side(assisted(pages[name], hand), WORDS)
        assert (side.do == WORDS.text("staff.do.watch")) is said
        assert (side.button in QUOTED.findall(side.do)) is said


def test_what_a_clerk_decides_she_asks_first(pages: dict[str, SessionState]) -> None:
    for asked, key in ((Staff(last_try=True), "last-try"), (Staff(my_number=True), "my-number")):
        side = clerk_view.side(over(assisted(pages[PAD]), asked), WORDS)
        assert side.say == WORDS.text(f"staff.say.{key}")
        assert side.say.endswith("か。")
        assert side.hand == "職員が決めてください", "over the pad nobody but the resident types, yet these are hers"
        assert not side.button


def test_whoever_is_called_to_the_pad_types_nothing_there(pages: dict[str, SessionState]) -> None:
    for state in (assisted(pages[PAD]), replace(assisted(pages["check"]), phase=Phase.SIGN)):
        assert "代わりに入れません" in clerk_view.side(over(state, Staff()), WORDS).do


def test_a_stop_rule_is_said_with_where_to_go_instead(pages: dict[str, SessionState]) -> None:
    stopped = above(pages)[-1]
    assert isinstance(stopped, Stopped)
    side = clerk_view.side(over(assisted(pages[PHONE]), stopped), WORDS)
    assert side.say == stopped.rule.text.ja
    assert stopped.rule.where.ja
    assert stopped.rule.where.ja in side.do
