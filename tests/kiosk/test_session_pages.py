"""Printing: drawn for the check page, sent once a tap, never lost, never somebody else's."""

from __future__ import annotations

import pytest

from kiosk.failures import Action, FailureCode
from kiosk.session.effects import CallStaff, ClearPrinter, DrawPages, SendPages, Wipe
from kiosk.session.events import (
    ActionChosen,
    Back,
    ChangeAsked,
    PagesDrawn,
    PagesSent,
    PaperReviewed,
    PrintAsked,
    SettingsChanged,
    StartOver,
)
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import PageProblem, Pages, Phase, Policy
from printing.job import Failed, Outcome, Sent, Unsure
from tests.support.visit import Visit

PROBLEM = PageProblem(FailureCode.FORM_CHARACTER, "small", "applicant.name")


def test_pages_are_drawn_for_the_check_page() -> None:
    visit = Visit().to_check_page()
    draw = visit.latest(DrawPages)
    assert (draw.procedures, draw.answers) == (("small",), visit.state.visit.answers)
    assert visit.drawn().state.visit.pages == Pages("S-1", 2)
    assert visit.count(DrawPages) == 1


def test_one_tap_one_print() -> None:
    visit = Visit().to_check_page().drawn().do(PrintAsked)
    assert (visit.phase, visit.last) == (Phase.PRINT, (SendPages(4),))
    visit.do(PrintAsked).do(PrintAsked)
    assert visit.count(SendPages) == 1
    assert visit.sent().phase is Phase.TAKE_PAPER
    visit.do(PrintAsked).sent()
    assert (visit.phase, visit.count(SendPages)) == (Phase.TAKE_PAPER, 1)


def test_a_tap_before_the_pages_are_ready_waits_for_them() -> None:
    visit = Visit().to_check_page().do(PrintAsked)
    assert (visit.phase, visit.last) == (Phase.PRINT, ())
    visit.drawn()
    assert visit.last == (SendPages(4),)


def test_a_field_left_for_handwriting_is_agreed_on_first() -> None:
    visit = Visit().to_check_page().drawn(problems=(PROBLEM,)).do(PrintAsked)
    assert (visit.phase, visit.code, visit.count(SendPages)) == (Phase.CHECK_ANSWERS, "FORM-02", 0)
    visit.do(ActionChosen, action=Action.CONFIRM)
    assert (visit.phase, visit.last) == (Phase.PRINT, (SendPages(4),))


def test_agreed_once_is_agreed_for_the_next_try() -> None:
    visit = Visit().to_check_page().drawn(problems=(PROBLEM,)).do(PrintAsked).do(ActionChosen, action=Action.CONFIRM)
    visit.sent(Failed("PRN-01")).do(ActionChosen, action=Action.RETRY)
    assert (visit.phase, visit.count(SendPages)) == (Phase.PRINT, 2)


def test_the_answer_that_does_not_fit_can_be_changed_instead() -> None:
    visit = Visit().to_check_page().drawn(problems=(PROBLEM,)).do(PrintAsked).do(ActionChosen, action=Action.RETRY)
    assert (visit.phase, visit.code) == (Phase.CHECK_ANSWERS, None)
    assert visit.count(SendPages) == 0
    assert visit.do(ChangeAsked, key="applicant.name").phase is Phase.ANSWER


@pytest.mark.parametrize(
    ("outcome", "code", "told"),
    [
        (Failed("PRN-01"), "PRN-01", False),
        (Failed("PRN-02"), "PRN-02", False),
        (Failed("PRN-03"), "PRN-03", False),
        (Unsure(), "PRN-04", True),
    ],
)
def test_a_print_that_fails_keeps_everything_and_empties_the_queue(outcome: Outcome, code: str, told: bool) -> None:
    visit = Visit().to_print()
    before = visit.state.visit
    visit.sent(outcome)
    assert (visit.phase, visit.code, visit.state.visit) == (Phase.PRINT, code, before)
    assert visit.last == ((ClearPrinter(), CallStaff()) if told else (ClearPrinter(),))
    assert visit.count(SendPages) == 1
    visit.do(ActionChosen, action=Action.RETRY)
    assert (visit.count(SendPages), visit.sent().phase) == (2, Phase.TAKE_PAPER)


def test_back_on_a_failed_print_prints_nothing() -> None:
    visit = Visit().to_print().sent(Failed("PRN-01")).do(Back)
    assert (visit.phase, visit.code, visit.count(SendPages)) == (Phase.CHECK_ANSWERS, None, 1)
    assert visit.do(PrintAsked).count(SendPages) == 2


def test_another_language_is_another_slip() -> None:
    visit = Visit().to_check_page().drawn().do(SettingsChanged, settings=Settings(language="en"))
    assert visit.state.visit.pages is None
    assert [one.language for one in visit.effects if isinstance(one, DrawPages)] == ["ja", "en"]
    visit.drawn().do(SettingsChanged, settings=Settings(language="en", text_size=TextSize.LARGE))
    assert visit.count(DrawPages) == 2


def test_another_language_while_it_is_printed_changes_nothing() -> None:
    visit = Visit().to_print().do(SettingsChanged, settings=Settings(language="en"))
    assert visit.sent().phase is Phase.TAKE_PAPER


def test_paper_that_did_not_come_out() -> None:
    visit = Visit().to_paper().do(PaperReviewed, came_out=False)
    assert (visit.phase, visit.code, visit.last) == (Phase.PRINT, "PRN-04", (ClearPrinter(), CallStaff()))
    assert visit.count(SendPages) == 1
    visit.do(ActionChosen, action=Action.RETRY).sent().do(PaperReviewed, came_out=True)
    assert (visit.phase, visit.count(SendPages)) == (Phase.FINISHED, 2)


def test_after_the_last_page_there_is_no_way_back() -> None:
    visit = Visit().to_paper().do(PaperReviewed, came_out=True).do(Back).do(PrintAsked)
    assert (visit.phase, visit.count(SendPages)) == (Phase.FINISHED, 1)
    assert visit.do(StartOver).last == (Wipe(),)


def test_paper_is_only_reviewed_at_the_tray() -> None:
    assert Visit().to_check_page().do(PaperReviewed, came_out=True).phase is Phase.CHECK_ANSWERS


@pytest.mark.parametrize("phase", [Phase.PRINT, Phase.TAKE_PAPER])
def test_back_waits_for_the_paper(phase: Phase) -> None:
    visit = Visit().to_print() if phase is Phase.PRINT else Visit().to_paper()
    assert visit.do(Back).phase is phase


def test_start_over_waits_for_the_printer() -> None:
    visit = Visit().to_print().do(StartOver)
    assert visit.phase is Phase.PRINT
    visit.sent(Failed("PRN-01")).do(StartOver)
    assert visit.phase is Phase.ATTRACT


class TestStale:
    def test_another_job(self) -> None:
        visit = Visit().to_print().do(PagesSent, job=99, outcome=Sent("1"))
        assert visit.phase is Phase.PRINT

    def test_drawn_is_not_sent(self) -> None:
        visit = Visit().to_print()
        visit.do(PagesDrawn, job=visit.latest(SendPages).job, slip_id="S-2", sheets=9)
        assert (visit.phase, visit.state.visit.pages) == (Phase.PRINT, Pages("S-1", 2))

    def test_pages_of_changed_answers_are_dropped(self) -> None:
        visit = Visit().to_check_page()
        old = visit.latest(DrawPages).job
        visit.do(ChangeAsked, key="applicant.phone").answer("applicant.phone", "0125-62-9999")
        assert visit.count(DrawPages) == 1
        visit.do(PagesDrawn, job=old, slip_id="S-1", sheets=2)
        assert visit.state.visit.pages is None
        assert visit.count(DrawPages) == 2

    def test_sent_after_the_visit_ended_by_time(self) -> None:
        visit = Visit(Policy(print_job_s=10_000)).to_print().wait(180).wait(60)
        assert visit.phase is Phase.ATTRACT
        assert visit.last == (ClearPrinter(), Wipe())
        visit.sent()
        assert (visit.phase, visit.state.station.print_job) == (Phase.ATTRACT, None)


class TestOverdue:
    def test_sending(self) -> None:
        visit = Visit(Policy(print_job_s=150)).to_print().wait(149)
        assert visit.code is None
        visit.wait(1)
        assert (visit.phase, visit.code, visit.last) == (Phase.PRINT, "PRN-04", (ClearPrinter(), CallStaff()))
        visit.sent()
        assert visit.phase is Phase.PRINT

    def test_drawing_while_somebody_waits(self) -> None:
        visit = Visit(Policy(print_job_s=150)).to_check_page().do(PrintAsked).wait(150)
        assert (visit.phase, visit.code) == (Phase.PRINT, "PRN-04")

    def test_drawing_that_was_lost_is_not_sent_later_without_a_tap(self) -> None:
        visit = Visit(Policy(print_job_s=150)).to_check_page().do(PrintAsked).wait(150)
        visit.drawn()
        assert visit.count(SendPages) == 0
        visit.do(Back)
        assert (visit.phase, visit.count(SendPages)) == (Phase.CHECK_ANSWERS, 0)
        visit.do(PrintAsked)
        assert visit.count(SendPages) == 1

    def test_drawing_while_nobody_waits_is_begun_again(self) -> None:
        visit = Visit(Policy(print_job_s=150)).to_check_page().wait(150)
        assert (visit.code, visit.count(DrawPages), visit.count(ClearPrinter)) == (None, 2, 0)

    def test_sending_for_a_resident_who_left(self) -> None:
        visit = Visit(Policy(print_job_s=10_000)).to_print().wait(180).wait(60).wait(10_000)
        assert (visit.state.station.print_job, visit.last) == (None, (ClearPrinter(),))


def test_the_next_resident_waits_for_the_job_of_the_one_before() -> None:
    visit = Visit(Policy(print_job_s=10_000)).to_print()
    first = visit.latest(SendPages).job
    visit.wait(180).wait(60).remove().to_check_page()
    assert visit.count(DrawPages) == 1
    visit.do(PagesSent, job=first, outcome=Sent("1"))
    assert visit.count(DrawPages) == 2
    assert visit.phase is Phase.CHECK_ANSWERS


def test_no_print_while_an_answer_is_wrong() -> None:
    """A prefilled value may break a limit that nobody was asked about: the check page names it."""
    visit = Visit().to_check_page().drawn()
    wrong = visit.state.visit.answers.set("small.work", "石炭", visit.state.visit.answers.get("small.work").giver)  # type: ignore[union-attr]  # answered on the way
    visit.put(answers=wrong).do(PrintAsked)
    assert (visit.phase, visit.count(SendPages)) == (Phase.CHECK_ANSWERS, 0)
    assert [one.key for one in visit.state.visit.problems] == ["small.work"]
