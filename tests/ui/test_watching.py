"""What a window says of the other hand, and that its words are whole on the smallest second screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from kiosk.i18n import LANGUAGES, Words
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, Phase, SessionState
from tests.support.assisted import TABLET, WIDE, assisted
from tests.support.pages import all_pages
from tests.ui.test_assisted import TABLET_UPRIGHT
from tests.ui.test_in_sight import rest
from ui.desk import Desk
from ui.hand_view import doing

SECOND = {"lying": TABLET._replace(x=WIDE.width), "upright": TABLET_UPRIGHT._replace(x=WIDE.width)}
SPOKEN = [*(Settings(language=one) for one in LANGUAGES), Settings(furigana=True)]
TYPED, CHOSEN, FAILED = "ask-applicant.phone", "person", "failure-CARD-01"


@cache
def pages() -> dict[str, SessionState]:
    return all_pages()


@pytest.mark.parametrize("settings", SPOKEN, ids=lambda one: one.words + "-furigana" * one.furigana)
@pytest.mark.parametrize("screen", SECOND)
def test_rail_and_what_the_other_hand_does_are_whole(
    desk_of: Callable[..., Desk], screen: str, settings: Settings
) -> None:
    desk = desk_of(assisted(pages()[TYPED]), WIDE, SECOND[screen])
    said = set()
    for hand in Hand:
        for name in (TYPED, CHOSEN, FAILED):
            for size in (TextSize.STANDARD, TextSize.LARGEST):
                desk.show_state(replace(assisted(pages()[name], hand), settings=replace(settings, text_size=size)))
                rest()
                frame = desk.resident.frame
                said.add(frame.watching.words)
                assert frame.watching.heightForWidth(frame.watching.width()) <= frame.watching.height()
                assert not frame.watching.lines(frame.watching.width()).parted()
                if frame.code.isVisible() and frame.watching.isVisible():
                    assert not frame.code.geometry().intersects(frame.watching.geometry())
                for button in frame.rail_buttons:
                    assert button.parted() == [], (hand, size)
                    assert button.heightForWidth(button.width()) <= button.height(), (hand, size, button.words)
    assert len(said) == 3, "typed, chosen, and nothing while the resident holds the input"


@pytest.mark.parametrize("hand", Hand)
def test_nothing_is_said_to_be_typed_where_nothing_can_be(desk_of: Callable[..., Desk], hand: Hand) -> None:
    desk = desk_of(assisted(pages()[TYPED], hand))
    watches = desk.resident if hand is Hand.CLERK else desk.clerk.shell
    typed, chosen = (
        watches.theme.words.text(f"{'screen' if hand is Hand.CLERK else 'staff'}.hand.{one}")
        for one in ("watching", "choosing")
    )
    assert watches.frame.watching.words == typed
    for name, word in {"finished": "", "take": "", "present": "", "doors": chosen, "paper": chosen}.items():
        desk.show_state(assisted(pages()[name], hand))
        desk.follow()
        rest()
        assert watches.frame.watching.words == word, name
        assert not watches.frame.body.isEnabled(), name
        assert not watches.frame.onward.isVisible(), name


def test_every_word_of_a_page_is_in_the_catalogues() -> None:
    found = {doing(state) for state in pages().values()}
    assert found == {"", "watching", "choosing"}
    for state in pages().values():
        if state.phase in {Phase.ENTER_SECRET, Phase.SIGN} and not state.overlays:
            assert doing(state) == "watching"
    for language in LANGUAGES:
        assert all(Words(language).text(f"screen.hand.{one}") for one in found - {""})
