"""Two hands at one visit: who holds the input on each page, what the other's touches count for, who gave what."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from cardreader.secret import Door
from forms.answers import Giver
from kiosk.failures import Action, Failure, FailureCode, Who, failure_rules
from kiosk.session import events
from kiosk.session.audit_line import AuditEvent, audit_line
from kiosk.session.effects import ReadCard, SendPages
from kiosk.session.events import (
    ActionChosen,
    Answered,
    Back,
    By,
    ChangeAsked,
    Closed,
    HandGiven,
    HelpAsked,
    PrintAsked,
    ResidentEvent,
    SecretSubmitted,
    SettingsChanged,
    StaffCalled,
    StaffConfirmed,
    Started,
    StartOver,
    Touched,
)
from kiosk.session.hands import RESIDENTS_OWN, for_clerk, holder
from kiosk.session.moves import tell
from kiosk.session.persons import Relation
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import Hand, Help, Overlay, PageProblem, Phase, Policy, SessionState, Staff, StillThere
from kiosk.session.step import step
from printing.job import Failed
from tests.support.phases import PAGES
from tests.support.visit import TODAY, Visit

ASSISTED = Policy(assisted=True)
EITHER = (Touched, SettingsChanged, HandGiven, StaffCalled, HelpAsked, StartOver)
VALUES = {
    "today": TODAY,
    "settings": Settings(text_size=TextSize.LARGEST),
    "event": "moving",
    "procedure": "other",
    "procedures": ("other",),
    "door": Door.CODE_B,
    "mine": True,
    "relation": Relation.CHILD,
    "here": True,
    "at_hand": True,
    "key": "applicant.phone",
    "raw": "0125-62-2222",
    "came_out": True,
    "given": True,
    "to": Hand.CLERK,
    "action": Action.RETRY,
}


def touch(kind: type[ResidentEvent], at: float) -> ResidentEvent:
    """Return an event of this kind with something sensible in it."""
    wanted = [field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    return kind(at, **{name: VALUES[name] for name in wanted if name != "at"})


def at_rest(state: SessionState) -> SessionState:
    """Return the state without what every touch changes: the time of the last sign of somebody."""
    return replace(state, now=0, touched=0)


def page(phase: Phase) -> Visit:
    """Return an assisted visit at this page, as it comes about."""
    return PAGES[phase](Visit(ASSISTED))


def held(phase: Phase, hand: Hand) -> SessionState:
    """Return an assisted visit at this page, the input given to ``hand``."""
    return page(phase).do(HandGiven, to=hand).state


class TestWhoHoldsThePage:
    @pytest.mark.parametrize("phase", PAGES)
    def test_the_clerk_begins_and_the_resident_confirms(self, phase: Phase) -> None:
        own = RESIDENTS_OWN | {Phase.CHECK_ANSWERS, Phase.PRINT, Phase.TAKE_PAPER, Phase.FINISHED}
        assert holder(page(phase).state) is (Hand.RESIDENT if phase in own else Hand.CLERK)

    @pytest.mark.parametrize("phase", PAGES)
    @pytest.mark.parametrize("hand", Hand)
    def test_one_touch_gives_or_takes_it_but_never_the_pad(self, phase: Phase, hand: Hand) -> None:
        assert holder(held(phase, hand)) is (Hand.RESIDENT if phase in RESIDENTS_OWN else hand)

    @pytest.mark.parametrize("phase", PAGES)
    def test_without_a_clerk_s_window_there_is_one_hand(self, phase: Phase) -> None:
        visit = PAGES[phase](Visit()).do(HandGiven, to=Hand.CLERK)
        assert holder(visit.state) is Hand.RESIDENT
        assert visit.state.visit.hand is Hand.RESIDENT

    def test_after_the_pad_the_clerk_has_it_back(self) -> None:
        visit = page(Phase.ENTER_SECRET).do(SecretSubmitted).card_read().remove()
        assert (visit.phase, holder(visit.state)) == (Phase.REVIEW_READ, Hand.CLERK)

    def test_the_end_of_the_visit_forgets_it(self) -> None:
        visit = page(Phase.ANSWER).do(StartOver)
        assert visit.state.visit.hand is Hand.RESIDENT
        assert holder(visit.do(Started, today=TODAY).state) is Hand.CLERK


class TestRefusedTouches:
    @pytest.mark.parametrize("phase", PAGES)
    def test_every_page_hand_and_touch(self, phase: Phase) -> None:
        """The other hand's touch changes nothing; the holder's does exactly what it does without a second window."""
        states = [held(phase, given_to) for given_to in Hand]
        for state, hand, kind in product(states, Hand, get_args(ResidentEvent)):
            event = touch(kind, state.now + 1)
            after, effects = step(state, By(hand, event))
            if hand is holder(state) or kind in EITHER:
                assert (after, effects) == step(state, event)
            else:
                assert at_rest(after) == at_rest(state)
                assert effects == ()
                assert after.touched == event.at

    def test_every_touch_is_tried(self) -> None:
        kinds = get_args(ResidentEvent)
        assert len(kinds) > 25
        assert all(getattr(events, kind.__name__) is kind for kind in kinds)

    @pytest.mark.parametrize("hand", Hand)
    def test_either_starts_a_visit(self, hand: Hand) -> None:
        state = Visit(ASSISTED).state
        state, _ = step(state, By(hand, Started(1, TODAY)))
        assert state.phase is Phase.CHOOSE_PURPOSE

    @pytest.mark.parametrize("asked", [HelpAsked, StaffCalled])
    @pytest.mark.parametrize("phase", [Phase.ANSWER, Phase.ENTER_SECRET])
    @pytest.mark.parametrize("hand", Hand)
    def test_either_closes_what_either_may_ask_for(self, asked: type[HelpAsked], phase: Phase, hand: Hand) -> None:
        state = page(phase).do(asked).state
        assert state.overlay is not None
        state, _ = step(state, By(hand, Closed(state.now + 1)))
        assert (state.phase, state.overlay) == (phase, None)

    def test_a_refused_touch_still_says_that_somebody_is_there(self) -> None:
        visit = page(Phase.ANSWER).wait(301)
        assert isinstance(visit.state.overlay, StillThere)
        state, _ = step(visit.state, By(Hand.RESIDENT, Back(visit.state.now + 1)))
        assert state.overlay is None
        assert state.phase is Phase.ANSWER


class TestTheCheckPage:
    def test_the_clerk_cannot_confirm_for_the_resident(self) -> None:
        visit = page(Phase.CHECK_ANSWERS).drawn().do(HandGiven, to=Hand.CLERK)
        for event in (PrintAsked(1), By(Hand.CLERK, PrintAsked(1)), By(Hand.RESIDENT, PrintAsked(1))):
            state, effects = step(visit.state, event)
            assert state.phase is Phase.CHECK_ANSWERS
            assert not any(isinstance(one, SendPages) for one in effects)
        visit.do(HandGiven, to=Hand.RESIDENT)
        state, effects = step(visit.state, By(Hand.RESIDENT, PrintAsked(1)))
        assert any(isinstance(one, SendPages) for one in effects)

    def test_nor_agree_that_a_box_stays_empty(self) -> None:
        problem = PageProblem(FailureCode.FORM_TOO_LONG, "small", "applicant.name")
        visit = page(Phase.CHECK_ANSWERS).drawn(problems=(problem,)).do(PrintAsked)
        assert visit.code == FailureCode.FORM_TOO_LONG
        agreed = By(Hand.CLERK, ActionChosen(1, Action.CONFIRM))
        state, effects = step(visit.do(HandGiven, to=Hand.CLERK).state, agreed)
        assert (state.phase, effects) == (Phase.CHECK_ANSWERS, ())

    def test_what_the_clerk_mends_comes_back_to_the_resident(self) -> None:
        visit = page(Phase.CHECK_ANSWERS).do(HandGiven, to=Hand.CLERK).do(ChangeAsked, key="applicant.phone")
        assert (visit.phase, holder(visit.state)) == (Phase.ANSWER, Hand.CLERK)
        visit.answer("applicant.phone", "0125-62-3333")
        assert (visit.phase, holder(visit.state)) == (Phase.CHECK_ANSWERS, Hand.RESIDENT)

    def test_so_does_a_printer_s_failure(self) -> None:
        visit = page(Phase.PRINT).do(HandGiven, to=Hand.CLERK).sent(Failed("PRN-02")).do(Back)
        assert (visit.phase, holder(visit.state)) == (Phase.CHECK_ANSWERS, Hand.RESIDENT)


class TestWhatAClerkDecides:
    @pytest.mark.parametrize("overlay", [Staff(last_try=True), Staff(my_number=True)])
    @pytest.mark.parametrize("kind", [StaffConfirmed, Closed])
    def test_only_the_clerk_even_while_the_resident_holds_the_pad(
        self, overlay: Staff, kind: type[ResidentEvent]
    ) -> None:
        visit = page(Phase.ENTER_SECRET)
        state = replace(visit.state, overlays=(overlay,))
        event = touch(kind, state.now + 1)
        assert at_rest(step(state, By(Hand.RESIDENT, event))[0]) == at_rest(state)
        assert step(state, By(Hand.CLERK, event)) == step(state, event)
        assert step(state, event)[0].overlays == ()

    def test_a_secret_of_the_clerk_s_hand_is_never_sent(self) -> None:
        state = page(Phase.ENTER_SECRET).state
        _, effects = step(state, By(Hand.CLERK, SecretSubmitted(state.now + 1)))
        assert not any(isinstance(one, ReadCard) for one in effects)

    def test_a_clerk_who_was_called_may_be_sent_away_by_the_holder(self) -> None:
        visit = page(Phase.ANSWER).do(StaffCalled)
        state, _ = step(visit.state, By(Hand.CLERK, Closed(visit.state.now + 1)))
        assert state.overlays == ()


class TestACallOnOneTablet:
    """The resident called; one touch gives the clerk who came the window, at a page of the resident's own no more."""

    def at_own_page(self, *overlays: Overlay) -> SessionState:
        return replace(page(Phase.ENTER_SECRET).state, overlays=overlays)

    def given(self, state: SessionState) -> SessionState:
        return step(state, By(Hand.RESIDENT, HandGiven(state.now + 1, Hand.CLERK)))[0]

    def test_at_the_pad_the_clerk_is_there_but_holds_nothing(self) -> None:
        state = self.given(self.at_own_page(Staff()))
        assert state.overlays == (Staff(here=True),)
        assert for_clerk(state)
        assert holder(state) is Hand.RESIDENT
        _, effects = step(state, By(Hand.CLERK, SecretSubmitted(state.now + 1)))
        assert effects == ()

    def test_the_clerk_alone_closes_it_and_the_pad_is_there_again(self) -> None:
        state = self.given(self.at_own_page(Staff()))
        assert step(state, By(Hand.RESIDENT, Closed(state.now + 1)))[0].overlays == state.overlays
        closed, _ = step(state, By(Hand.CLERK, Closed(state.now + 1)))
        assert (closed.phase, closed.overlays, for_clerk(closed)) == (Phase.ENTER_SECRET, (), False)

    @pytest.mark.parametrize("overlays", [(), (Help(),), (Staff(last_try=True),), (Staff(my_number=True),)])
    def test_nobody_called_so_nothing_is_handed_over(self, overlays: tuple[Overlay, ...]) -> None:
        state = self.at_own_page(*overlays)
        assert at_rest(self.given(state)) == at_rest(state)

    def test_nor_is_it_the_clerk_who_gives_it_to_the_resident(self) -> None:
        state = self.at_own_page(Staff())
        event = By(Hand.CLERK, HandGiven(state.now + 1, Hand.RESIDENT))
        assert at_rest(step(state, event)[0]) == at_rest(state)

    def test_anywhere_else_the_input_goes_over_below_the_call(self) -> None:
        state = self.given(page(Phase.ANSWER).do(HandGiven, to=Hand.RESIDENT).do(StaffCalled).state)
        assert (holder(state), state.overlays) == (Hand.CLERK, (Staff(),))


class TestWhoGaveIt:
    def test_each_answer_says_whose_hand_it_was(self) -> None:
        visit = page(Phase.ANSWER)
        for hand, event in (
            (Hand.CLERK, Answered(100, "applicant.phone", "0125-62-2222")),
            (Hand.RESIDENT, Answered(101, "small.work", "なし")),
        ):
            visit.do(HandGiven, to=hand)
            visit.state, _ = step(visit.state, By(hand, event))
        givers = {key: answer.giver for key, answer in visit.state.visit.answers.items()}
        assert givers["applicant.phone"] is Giver.STAFF
        assert givers["small.work"] is Giver.RESIDENT
        assert givers["applicant.name"] is Giver.CARD

    def test_an_answer_mended_is_of_who_mended_it(self) -> None:
        visit = page(Phase.CHECK_ANSWERS).do(ChangeAsked, key="applicant.phone")
        visit.answer("applicant.phone", "0125-62-3333")
        mended = visit.state.visit.answers.get("applicant.phone")
        assert mended is not None
        assert (mended.value, mended.giver) == ("0125623333", Giver.RESIDENT)

    def test_what_is_half_answered_stays_when_the_input_changes_hands(self) -> None:
        visit = page(Phase.ANSWER).answer("applicant.phone", "0125-62-2222")
        before = visit.state.visit
        for hand in (Hand.RESIDENT, Hand.CLERK, Hand.RESIDENT):
            visit.do(HandGiven, to=hand)
            assert replace(visit.state.visit, hand=before.hand) == before


def test_the_log_says_who_took_it() -> None:
    state = page(Phase.ANSWER).state
    lines = []
    for hand in (Hand.RESIDENT, Hand.RESIDENT, Hand.CLERK):
        event = By(hand, HandGiven(state.now + 1, hand))
        new, _ = step(state, event)
        line = audit_line(state, new, event)
        lines.append(line.event if line else None)
        state = new
    assert lines == [AuditEvent.HANDED_TO_RESIDENT, None, AuditEvent.HANDED_TO_STAFF]


def test_a_failure_is_told_to_the_hand_that_can_act() -> None:
    state = tell(page(Phase.ENTER_SECRET).state, Failure(FailureCode.PIN_WRONG, tries_left=2))
    retry = ActionChosen(state.now + 1, Action.RETRY)
    assert step(state, By(Hand.CLERK, retry))[0].failure is not None
    assert step(state, By(Hand.RESIDENT, retry))[0].failure is None


class TestWhatStaffPutRight:
    @pytest.mark.parametrize("code", [code for code in FailureCode if failure_rules()[code].back])
    def test_the_clerk_says_when_it_is_done_though_the_resident_holds_the_input(self, code: FailureCode) -> None:
        rule = failure_rules()[code]
        told = page(Phase.CHECK_ANSWERS).do(HandGiven, to=Hand.RESIDENT).state
        state = tell(told, Failure(code, tries_left=2))
        event = ActionChosen(state.now + 1, next(one for one in rule.actions if one is not Action.STAFF))
        after = step(state, By(Hand.CLERK, event))[0]
        if rule.who is Who.STAFF and state.phase not in RESIDENTS_OWN:
            assert after == step(state, event)[0]
            assert after.failure is None
        else:
            assert at_rest(after) == at_rest(state)

    def test_the_page_below_stays_the_resident_s(self) -> None:
        state = tell(page(Phase.PRINT).state, Failure(FailureCode.PRINTER_JAM))
        assert holder(state) is Hand.RESIDENT
        for event in (Back(state.now + 1), PrintAsked(state.now + 1)):
            assert at_rest(step(state, By(Hand.CLERK, event))[0]) == at_rest(state)

    def test_the_resident_puts_nothing_right_while_the_clerk_holds_it(self) -> None:
        state = tell(page(Phase.PRINT).do(HandGiven, to=Hand.CLERK).state, Failure(FailureCode.PRINTER_JAM))
        event = By(Hand.RESIDENT, ActionChosen(state.now + 1, Action.RETRY))
        assert at_rest(step(state, event)[0]) == at_rest(state)


class TestWhoGaveAnAnswer:
    @pytest.mark.parametrize("hand", Hand)
    def test_looking_at_an_answer_leaves_it_whose_it_was(self, hand: Hand) -> None:
        """つぎへ over what stands there changes nothing; only another answer is of the hand that gives it."""
        other = next(one for one in Hand if one is not hand)
        visit = page(Phase.ANSWER).do(HandGiven, to=hand)
        key = visit.state.visit.question
        assert key is not None
        first, second = "0125622222", "0125623333"
        visit.do(Answered, key=key, raw=first).do(Back).do(HandGiven, to=other)
        givers = []
        for raw in (first, second):
            visit.do(Answered, key=key, raw=raw)
            given = visit.state.visit.answers.get(key)
            assert given is not None
            givers.append(given.giver)
            visit.do(Back)
        staff_first = hand is Hand.CLERK
        assert givers == ([Giver.STAFF, Giver.RESIDENT] if staff_first else [Giver.RESIDENT, Giver.STAFF])
