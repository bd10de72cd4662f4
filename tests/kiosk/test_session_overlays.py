"""What lies over a page, and what time does: help, staff, "are you still there?", the end that wipes everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cardreader.states import NoCard, NoReader
from kiosk.config import Config, Mode
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.effects import CallStaff, Wipe
from kiosk.session.events import (
    ActionChosen,
    Back,
    Closed,
    DoorChosen,
    HelpAsked,
    PrinterChanged,
    ReaderChanged,
    SecretSubmitted,
    SettingsChanged,
    StaffCalled,
    Started,
    StartOver,
    Touched,
    VoiceChanged,
)
from kiosk.session.moves import tell
from kiosk.session.policy import Limits, limits, out_of_service, policy_of
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Help, Phase, Policy, Staff, StillThere
from kiosk.session.state import Visit as VisitState
from tests.support.phases import PAGES
from tests.support.visit import READER, TODAY, Visit

SLOW_JOBS = Policy(card_job_s=10_000, print_job_s=10_000)
LARGE = Settings(language="en", text_size=TextSize.LARGE, scheme=Scheme.WHITE_ON_BLACK)


def test_every_page_of_a_visit_is_reached() -> None:
    assert set(PAGES) | {Phase.ATTRACT, Phase.OUT_OF_SERVICE} == set(Phase)


@pytest.mark.parametrize("phase", PAGES)
def test_every_page_ends_by_waiting_and_nothing_of_the_visit_stays(phase: Phase) -> None:
    visit = PAGES[phase](Visit(SLOW_JOBS))
    assert visit.phase is phase
    visit.do(SettingsChanged, settings=Settings(language="en"))
    if phase is Phase.FINISHED:
        assert visit.wait(59).phase is phase
        visit.wait(1)
    else:
        assert visit.wait(179).state.overlays == ()
        visit.wait(1)
        assert visit.state.overlay == StillThere(ends=visit.state.now + 60)
        assert visit.wait(59).phase is phase
        visit.wait(1)
    assert (visit.phase, visit.state.overlays) == (Phase.ATTRACT, ())
    assert Wipe() in visit.last
    assert (visit.state.visit, visit.state.settings) == (VisitState(), Settings())


def test_a_tick_that_comes_a_moment_early_ends_the_visit() -> None:
    """The next one would come a whole second after the countdown."""
    visit = Visit().to_questions().wait(180).wait(58.998)
    assert isinstance(visit.state.overlay, StillThere)
    assert visit.state.overlay.seconds(visit.state.now) == 1
    assert visit.wait(1).phase is Phase.ATTRACT


@pytest.mark.parametrize("phase", [phase for phase in PAGES if phase is not Phase.FINISHED])
def test_a_touch_keeps_the_visit_without_limit(phase: Phase) -> None:
    visit = PAGES[phase](Visit(SLOW_JOBS))
    before = visit.state.visit
    for _ in range(20):
        visit.wait(180)
        assert isinstance(visit.state.overlay, StillThere)
        visit.do(Touched)
    assert (visit.phase, visit.state.visit, visit.state.overlays) == (phase, before, ())


@pytest.mark.parametrize("phase", [phase for phase in PAGES if phase is not Phase.PRINT])
def test_start_over_ends_every_visit(phase: Phase) -> None:
    visit = PAGES[phase](Visit()).do(StartOver)
    assert (visit.phase, visit.state.visit) == (Phase.ATTRACT, VisitState())
    assert Wipe() in visit.last


def test_start_over_on_the_first_page_wipes_nothing() -> None:
    assert Visit().do(StartOver).last == ()


def test_a_card_taken_in_time_is_a_sign_of_the_resident() -> None:
    visit = Visit().to_pad().do(SecretSubmitted).card_read().wait(180)
    assert isinstance(visit.state.overlay, StillThere)
    visit.remove()
    assert (visit.phase, visit.state.overlays) == (Phase.REVIEW_READ, ())


def test_a_flickering_reader_does_not_keep_a_left_visit_alive() -> None:
    visit = Visit().to_questions().wait(180)
    visit.do(ReaderChanged, reader=NoReader()).do(ReaderChanged, reader=NoCard(READER)).wait(60)
    assert visit.phase is Phase.ATTRACT


def test_the_answer_tapped_under_the_question_counts() -> None:
    visit = Visit().to_questions().wait(180).answer("applicant.phone", "0125-62-2222")
    assert (visit.state.overlays, visit.state.visit.question) == ((), "small.work")


class TestLimits:
    @pytest.mark.parametrize("settings", [LARGE, Settings(voice=True), Settings(text_size=TextSize.LARGEST)])
    def test_slow_for_large_text_and_speech(self, settings: Settings) -> None:
        visit = Visit().to_questions().do(SettingsChanged, settings=settings)
        assert limits(visit.state) == Limits(300, 360)
        assert visit.wait(299).state.overlays == ()
        assert isinstance(visit.wait(1).state.overlay, StillThere)

    def test_slow_while_a_clerk_is_on_the_way(self) -> None:
        visit = Visit().to_questions().do(StaffCalled)
        assert limits(visit.state) == Limits(300, 360)
        assert limits(visit.do(Closed).state) == Limits(180, 240)

    def test_slow_with_a_clerk_beside_who_asks_aloud(self) -> None:
        assert limits(Visit(Policy(assisted=True)).to_questions().state) == Limits(300, 360)

    def test_slow_for_a_failure_that_needs_a_clerk(self) -> None:
        state = Visit().to_print().state
        assert limits(tell(state, Failure(FailureCode.PRINTER_PAPER))) == Limits(300, 360)
        assert limits(tell(state, Failure(FailureCode.FORM_TOO_LONG))) == Limits(180, 240)

    @pytest.mark.parametrize("settings", [LARGE, Settings(voice=True)])
    def test_the_last_page_stays_longer_too(self, settings: Settings) -> None:
        visit = PAGES[Phase.FINISHED](Visit()).do(SettingsChanged, settings=settings).wait(119)
        assert (visit.phase, visit.state.overlays) == (Phase.FINISHED, ())
        assert visit.wait(1).phase is Phase.ATTRACT

    def test_they_come_from_the_configuration(self) -> None:
        policy = policy_of(Config(mode=Mode.ASSISTED, language="en"))
        assert (policy.warn_s, policy.slow_warn_s, policy.countdown_s) == (180, 300, 60)
        assert (policy.finished_s, policy.slow_finished_s) == (60, 120)
        assert (policy.assisted, policy.settings.language) == (True, "en")
        assert not policy_of(Config()).assisted


VOICED = Settings(voice=True)


class TestVoice:
    """While a page is said nothing comes over it and nothing ends; but no voice keeps a page for ever."""

    @pytest.mark.parametrize("phase", PAGES)
    def test_nothing_comes_over_a_page_while_it_is_said(self, phase: Phase) -> None:
        visit = PAGES[phase](Visit(SLOW_JOBS)).do(SettingsChanged, settings=VOICED)
        visit.do(VoiceChanged, speaking=True).wait(600).wait(590)
        assert (visit.phase, visit.state.overlays) == (phase, ())
        visit.do(VoiceChanged, speaking=False)
        slow = visit.state.station.policy
        visit.wait((slow.slow_finished_s if phase is Phase.FINISHED else slow.slow_warn_s) - 1)
        assert (visit.phase, visit.state.overlays) == (phase, ())
        visit.wait(1)
        assert visit.phase is Phase.ATTRACT or isinstance(visit.state.overlay, StillThere)

    @pytest.mark.parametrize("phase", PAGES)
    def test_a_voice_that_never_ends_keeps_nothing_on_the_screen(self, phase: Phase) -> None:
        visit = PAGES[phase](Visit(SLOW_JOBS)).do(SettingsChanged, settings=VOICED).do(VoiceChanged, speaking=True)
        visit.wait(1200)
        assert phase is Phase.FINISHED or isinstance(visit.state.overlay, StillThere)
        visit.do(VoiceChanged, speaking=True).wait(60)
        assert (visit.phase, visit.state.visit) == (Phase.ATTRACT, VisitState())
        assert (phase is Phase.FINISHED) is (Wipe() not in visit.last)

    def test_an_end_that_comes_too_late_holds_nothing_off_either(self) -> None:
        visit = Visit().to_questions().do(SettingsChanged, settings=VOICED).do(VoiceChanged, speaking=True)
        visit.wait(1210).do(Touched).wait(1).do(VoiceChanged, speaking=False).wait(298)
        assert visit.state.overlays == ()
        visit = Visit().to_questions().do(SettingsChanged, settings=VOICED).do(VoiceChanged, speaking=True)
        visit.state = replace(visit.state, now=visit.state.now + 1300)
        assert isinstance(visit.do(VoiceChanged, speaking=False).wait(0).state.overlay, StillThere)

    def test_the_countdown_is_said_and_goes_on_all_the_same(self) -> None:
        visit = Visit().to_questions().do(SettingsChanged, settings=VOICED).wait(300)
        assert isinstance(visit.do(VoiceChanged, speaking=True).state.overlay, StillThere)
        assert visit.wait(60).phase is Phase.ATTRACT

    def test_a_passer_by_who_had_the_first_page_said_leaves_no_trace(self) -> None:
        visit = Visit().do(SettingsChanged, settings=VOICED).do(VoiceChanged, speaking=True).wait(310)
        assert visit.state.settings == VOICED
        assert visit.do(VoiceChanged, speaking=False).wait(300).state.settings == Settings()


class TestSettings:
    def test_they_change_the_visit_and_go_back_at_its_end(self) -> None:
        visit = Visit().to_questions().do(SettingsChanged, settings=LARGE)
        assert visit.state.settings == LARGE
        assert visit.do(StartOver).state.settings == Settings()

    def test_chosen_on_the_attract_page_they_last_into_the_visit(self) -> None:
        visit = Visit().do(SettingsChanged, settings=LARGE).do(Started, today=TODAY)
        assert visit.state.settings == LARGE

    def test_a_passer_by_leaves_no_trace_on_the_attract_page(self) -> None:
        visit = Visit().do(SettingsChanged, settings=Settings(language="en")).do(HelpAsked).wait(179)
        assert visit.state.settings.language == "en"
        visit.wait(1)
        assert (visit.state.settings, visit.state.overlays, visit.last) == (Settings(), (), ())


class TestOverlays:
    def test_help_lies_over_the_page_and_is_closed(self) -> None:
        visit = Visit().to_questions().do(HelpAsked)
        assert visit.state.overlay == Help()
        assert visit.do(Closed).state.overlays == ()
        assert visit.do(Closed).phase is Phase.ANSWER

    def test_back_closes_help_and_nothing_more(self) -> None:
        visit = Visit().to_questions().do(HelpAsked).do(Back)
        assert (visit.state.overlays, visit.phase) == ((), Phase.ANSWER)

    def test_twice_asked_is_once_shown(self) -> None:
        visit = Visit().to_questions().do(HelpAsked).do(HelpAsked).do(StaffCalled).do(StaffCalled)
        assert visit.state.overlays == (Help(), Staff())
        assert visit.count(CallStaff) == 2

    def test_a_failure_is_not_closed_away(self) -> None:
        visit = Visit().to_pad(0).do(Closed)
        assert visit.code == "PIN-02"

    def test_help_over_a_failure_leads_back_to_it(self) -> None:
        visit = Visit().to_pad(0).do(HelpAsked).do(ActionChosen, action=Action.OTHER_DOOR)
        assert visit.code == "PIN-02"
        visit.do(Closed).do(ActionChosen, action=Action.OTHER_DOOR)
        assert (visit.code, visit.phase) == (None, Phase.EXPLAIN)

    def test_back_on_a_failure_is_again_or_the_other_door(self) -> None:
        assert Visit().to_pad(0).do(Back).code is None
        assert Visit().to_pad(1).do(Back).phase is Phase.EXPLAIN

    def test_an_action_the_failure_does_not_offer_is_ignored(self) -> None:
        assert Visit().to_pad(0).do(ActionChosen, action=Action.END).code == "PIN-02"
        assert Visit().to_questions().do(ActionChosen, action=Action.END).phase is Phase.ANSWER

    def test_under_a_failure_the_page_is_silent(self) -> None:
        visit = Visit().to_pad(0).do(DoorChosen, door=None)
        assert (visit.phase, visit.code) == (Phase.EXPLAIN, "PIN-02")


class TestOutOfService:
    def test_while_the_printer_cannot_be_used(self) -> None:
        visit = Visit().do(PrinterChanged, failure=Failure(FailureCode.PRINTER_PAPER))
        assert (visit.phase, out_of_service(visit.state)) == (Phase.OUT_OF_SERVICE, (FailureCode.PRINTER_PAPER,))
        assert visit.do(PrinterChanged, failure=None).phase is Phase.ATTRACT

    def test_a_visit_under_way_goes_on(self) -> None:
        visit = Visit().to_questions().do(PrinterChanged, failure=Failure(FailureCode.PRINTER_GONE))
        assert visit.phase is Phase.ANSWER
        assert visit.do(StartOver).phase is Phase.OUT_OF_SERVICE

    def test_without_a_reader_only_where_the_town_says_so(self) -> None:
        assert Visit(Policy(needs_reader=False)).do(ReaderChanged, reader=NoReader()).phase is Phase.ATTRACT

    def test_nothing_is_started_or_wiped_there(self) -> None:
        visit = Visit().do(ReaderChanged, reader=NoReader())
        visit.do(Started, today=TODAY).do(StartOver).do(Back).wait(1_000)
        assert (visit.phase, visit.effects) == (Phase.OUT_OF_SERVICE, [])


def test_time_never_goes_backwards() -> None:
    visit = Visit().to_questions()
    now = visit.state.now
    visit.do(Touched, at=now - 100)
    assert (visit.state.now, visit.state.touched) == (now, now)


def test_leaving_at_the_first_choice_ends_the_visit() -> None:
    visit = Visit().do(Started, today=TODAY).do(Back)
    assert (visit.phase, visit.last) == (Phase.ATTRACT, (Wipe(),))


def test_started_twice_is_started_once() -> None:
    visit = Visit().to_questions()
    before = visit.state.visit
    assert visit.do(Started, today=TODAY).state.visit == before
