"""From the first page to the procedures: a life event and its questions, or the names of procedures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forms import journey
from forms.answers import Giver
from forms.life_events.loader import load_events
from forms.loader import load_catalogue
from forms.problems import ProblemCode
from forms.values import UNKNOWN
from kiosk.session import choosing
from kiosk.session.effects import DrawPages
from kiosk.session.events import (
    Answered,
    Back,
    ByNameAsked,
    DoorChosen,
    EventChosen,
    ProcedureMarked,
    PurposeChosen,
    StartOver,
)
from kiosk.session.purpose import Purpose
from kiosk.session.state import Phase, Policy, new_session
from kiosk.session.state import Visit as VisitState
from tests.support.visit import CATALOGUE, EVENTS, TODAY, Visit


def question(visit: Visit) -> str | None:
    return visit.state.visit.purpose.question


def due(visit: Visit) -> list[str]:
    found = choosing.guidance(visit.state)
    assert found is not None
    return [one.procedure for one in found.outcome.due]


def test_only_events_that_lead_to_something_offered_are_shown() -> None:
    assert [one.id for one in choosing.events(Visit().state)] == ["moving"]
    assert choosing.events(new_session(CATALOGUE, Policy())) == ()


def test_an_event_asks_one_question_after_the_other() -> None:
    visit = Visit().begin().do(EventChosen, event="moving")
    assert (visit.phase, question(visit)) == (Phase.EVENT_QUESTION, "here")
    assert question(visit.answer("here", "はい")) == "moved_on"
    assert question(visit.answer("moved_on", "令和8年11月20日")) == "dog"
    visit.answer("dog", "いいえ")
    assert (visit.phase, question(visit), due(visit)) == (Phase.OUTCOME, None, ["small", "gone"])
    assert visit.state.visit.purpose.answers == {"here": True, "moved_on": date(2026, 11, 20), "dog": False}


@pytest.mark.parametrize("event", ["elsewhere", "none", ""])
def test_an_event_that_is_not_shown_cannot_be_chosen(event: str) -> None:
    visit = Visit().begin().do(EventChosen, event=event)
    assert (visit.phase, visit.state.visit.purpose) == (Phase.CHOOSE_PURPOSE, Purpose())


def test_what_is_due_is_marked_beforehand_if_it_is_offered() -> None:
    assert Visit().to_outcome().state.visit.procedures == ("small",)
    assert Visit().to_outcome(dog="はい").state.visit.procedures == ("small", "other")


def test_not_known_leads_to_the_counter_and_is_not_marked() -> None:
    visit = Visit().to_outcome(dog=UNKNOWN)
    found = choosing.guidance(visit.state)
    assert found is not None
    assert [one.procedure for one in found.outcome.at_counter] == ["other"]
    assert visit.state.visit.procedures == ("small",)
    assert visit.do(ProcedureMarked, procedure="other").state.visit.procedures == ("small", "other")


def test_a_day_not_known_leaves_the_rule_of_the_deadline() -> None:
    found = choosing.guidance(Visit().to_outcome(moved_on=UNKNOWN).state)
    assert found is not None
    assert (found.outcome.due[0].limit.last_day, found.outcome.due[0].limit.days) == (None, 14)  # type: ignore[union-attr]  # a rule of the test has a deadline
    found = choosing.guidance(Visit().to_outcome().state)
    assert found is not None
    assert found.outcome.due[0].limit.last_day == TODAY + timedelta(days=14)  # type: ignore[union-attr]  # likewise


def test_a_stop_ends_the_questions_and_nothing_is_marked() -> None:
    visit = Visit().begin().do(EventChosen, event="moving").answer("here", "いいえ")
    found = choosing.guidance(visit.state)
    assert found is not None
    assert (visit.phase, len(found.outcome.stops), visit.state.visit.procedures) == (Phase.OUTCOME, 1, ())
    assert visit.do(PurposeChosen, procedures=()).phase is Phase.OUTCOME


def test_an_answer_that_cannot_be_read_is_told_on_its_page() -> None:
    visit = Visit().begin().do(EventChosen, event="moving").answer("here", "はい").answer("moved_on", "ことし")
    assert (visit.phase, question(visit)) == (Phase.EVENT_QUESTION, "moved_on")
    assert [one.code for one in visit.state.visit.problems] == [ProblemCode.NOT_DATE]
    assert visit.answer("moved_on", TODAY).state.visit.problems == ()


def test_an_answer_to_another_question_changes_nothing() -> None:
    visit = Visit().begin().do(EventChosen, event="moving").answer("dog", "はい")
    assert (question(visit), visit.state.visit.purpose.answers) == ("here", {})


def test_back_goes_through_the_questions_to_the_events() -> None:
    visit = Visit().to_outcome()
    seen = []
    while visit.phase in {Phase.OUTCOME, Phase.EVENT_QUESTION}:
        seen.append(question(visit))
        visit.do(Back)
    assert seen == [None, "dog", "moved_on", "here"]
    assert (visit.phase, visit.state.visit.purpose) == (Phase.CHOOSE_PURPOSE, Purpose())
    assert visit.do(Back).phase is Phase.ATTRACT


def test_an_answer_changed_on_the_way_back_changes_what_follows() -> None:
    visit = Visit().to_outcome(dog="はい").do(Back).answer("dog", "いいえ")
    assert (visit.phase, due(visit), visit.state.visit.procedures) == (Phase.OUTCOME, ["small", "gone"], ("small",))
    visit.do(Back).do(Back).do(Back).answer("here", "いいえ")
    assert (visit.phase, due(visit), visit.state.visit.procedures) == (Phase.OUTCOME, [], ())


def test_the_marks_go_on_to_the_doors_and_come_back() -> None:
    visit = Visit().to_outcome(dog="はい").do(ProcedureMarked, procedure="small")
    assert visit.state.visit.procedures == ("other",)
    visit.do(PurposeChosen, procedures=("other",))
    assert (visit.phase, visit.state.visit.procedures) == (Phase.EXPLAIN, ("other",))
    visit.do(Back)
    assert (visit.phase, visit.state.visit.procedures) == (Phase.OUTCOME, ("other",))
    assert visit.do(ProcedureMarked, procedure="gone").state.visit.procedures == ("other",)


def test_procedures_of_several_groups_are_chosen_by_name() -> None:
    visit = Visit().begin().do(ByNameAsked)
    assert (visit.phase, choosing.categories(visit.state)) == (Phase.CHOOSE_CATEGORY, ("certificate", "living"))
    visit.do(ByNameAsked, category="none")
    assert visit.phase is Phase.CHOOSE_CATEGORY
    visit.do(ByNameAsked, category="living").do(ProcedureMarked, procedure="other").do(Back)
    assert visit.phase is Phase.CHOOSE_CATEGORY
    visit.do(ByNameAsked, category="certificate").do(ProcedureMarked, procedure="small")
    assert (visit.phase, visit.state.visit.procedures) == (Phase.CHOOSE_PROCEDURES, ("small", "other"))
    visit.do(ProcedureMarked, procedure="small").do(PurposeChosen, procedures=("other",))
    assert (visit.phase, visit.state.visit.procedures) == (Phase.EXPLAIN, ("other",))
    assert visit.do(Back).phase is Phase.CHOOSE_PROCEDURES
    visit.do(Back).do(PurposeChosen, procedures=("other",))
    assert visit.phase is Phase.EXPLAIN
    assert visit.do(Back).phase is Phase.CHOOSE_CATEGORY
    visit.do(Back)
    assert (visit.phase, visit.state.visit) == (Phase.CHOOSE_PURPOSE, VisitState(today=TODAY))


def test_nothing_is_marked_where_there_are_no_marks() -> None:
    for visit in (Visit().begin(), Visit().begin().do(ByNameAsked), Visit().start("other")):
        before = visit.state.visit
        assert visit.do(ProcedureMarked, procedure="small").state.visit == before


def test_the_questions_cannot_be_skipped() -> None:
    visit = Visit().begin().do(EventChosen, event="moving").do(PurposeChosen, procedures=("small",))
    assert visit.phase is Phase.EVENT_QUESTION


def test_the_slip_is_told_what_the_event_led_to() -> None:
    visit = Visit().to_outcome().do(PurposeChosen, procedures=("small",)).do(DoorChosen, door=None)
    while visit.phase is Phase.ANSWER:
        raws = {"phone": "0125622222", "work": "なし", "sex": "女", "birth": TODAY}
        key = visit.state.visit.question or ""
        visit.do(Answered, key=key, raw=raws.get(key.rpartition(".")[2], "空知"))
    assert visit.latest(DrawPages).guidance == choosing.guidance(visit.state)
    assert Visit().to_check_page().latest(DrawPages).guidance is None


def test_the_day_of_the_event_answers_the_form_too() -> None:
    visit = Visit()
    visit.state = new_session(load_catalogue().procedures, Policy(), events=load_events())
    visit.begin().do(EventChosen, event="tenkyo")
    while visit.phase is Phase.EVENT_QUESTION:
        asked = question(visit) or ""
        visit.answer(asked, "令和8年11月20日" if asked == "moved_on" else "はい")
    visit.do(PurposeChosen, procedures=("jumin_ido",))
    answer = visit.state.visit.answers.get("move.date")
    assert answer is not None
    assert (answer.value, answer.giver) == (date(2026, 11, 20), Giver.RESIDENT)
    visit.do(DoorChosen, door=None)
    assert journey.pending(visit.state.procedures, visit.state.visit.answers) is not None
    while visit.phase is Phase.ANSWER:
        assert visit.state.visit.question != "move.date"
        before = visit.state.visit.question or ""
        visit.answer(before, UNKNOWN)
        assert visit.state.visit.question != before or visit.phase is not Phase.ANSWER


def test_a_day_taken_back_is_taken_back_on_the_form_too() -> None:
    visit = Visit()
    visit.state = new_session(load_catalogue().procedures, Policy(), events=load_events())
    visit.begin().do(EventChosen, event="tenkyo")
    while visit.phase is Phase.EVENT_QUESTION:
        asked = question(visit) or ""
        visit.answer(asked, "令和8年11月20日" if asked == "moved_on" else "はい")
    visit.do(PurposeChosen, procedures=("jumin_ido",)).do(Back)
    while question(visit) != "moved_on":
        visit.do(Back)
    visit.answer("moved_on", UNKNOWN)
    visit.do(PurposeChosen, procedures=("jumin_ido",))
    assert visit.state.visit.answers.get("move.date") is None


def test_nothing_of_the_answers_stays() -> None:
    visit = Visit().to_outcome(dog="はい").do(StartOver)
    assert (visit.phase, visit.state.visit) == (Phase.ATTRACT, VisitState())
    assert visit.state.station.events is EVENTS
