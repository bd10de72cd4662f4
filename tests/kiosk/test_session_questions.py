"""The questions: computed from the answers, filled in from the card, never lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from cardreader.mynumber import Sex
from cardreader.secret import Door
from forms.answers import Answer, Giver
from forms.problems import ProblemCode
from forms.values import SKIPPED, UNKNOWN
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.effects import DrawPages
from kiosk.session.events import (
    ActionChosen,
    Answered,
    Back,
    CardFailed,
    ChangeAsked,
    Closed,
    DoorChosen,
    HelpAsked,
    PrintAsked,
    PurposeChosen,
    ReadReviewed,
    SecretSubmitted,
)
from kiosk.session.state import Phase, Policy, Stopped
from tests.support.visit import PERSON, TODAY, Visit, reading

PHONE, WORK, COMPANY, NOTE = "applicant.phone", "small.work", "small.company", "small.note"


def given(visit: Visit, key: str) -> Answer | None:
    return visit.state.visit.answers.get(key)


def test_what_the_card_says_is_not_asked() -> None:
    visit = Visit().to_questions()
    assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, PHONE)
    assert given(visit, "applicant.name") == Answer(PERSON.name, Giver.CARD)
    assert given(visit, "small.birth") == Answer(PERSON.birth, Giver.CARD)
    assert given(visit, "small.sex") == Answer("女", Giver.CARD)
    assert given(visit, "session.today") == Answer(TODAY, Giver.COMPUTED)


def test_a_card_that_does_not_say_the_sex_leaves_it_to_the_resident() -> None:
    visit = Visit().to_pad().do(SecretSubmitted)
    person = reading().person
    visit.card_read(reading(person=type(person)(person.name, person.address, person.birth, Sex.NOT_APPLICABLE)))
    visit.remove().do(ReadReviewed, mine=True)
    assert visit.state.visit.question == "small.sex"


def test_by_hand_everything_is_asked() -> None:
    visit = Visit().start().do(DoorChosen, door=None)
    assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, "applicant.name")
    assert given(visit, "applicant.name") is None


def test_an_answer_opens_the_next_open_question() -> None:
    visit = Visit().to_questions().answer(PHONE, "0125-62-2222")
    assert given(visit, PHONE) == Answer("0125622222", Giver.RESIDENT)
    assert visit.state.visit.question == WORK
    assert visit.answer(WORK, "会社").state.visit.question == COMPANY
    assert visit.answer(COMPANY, "窓辺商店").state.visit.question == NOTE
    assert visit.answer(NOTE, "").phase is Phase.CHECK_ANSWERS
    assert given(visit, NOTE) == Answer(SKIPPED, Giver.RESIDENT)


def test_a_clerk_who_types_is_the_giver() -> None:
    visit = Visit(Policy(assisted=True)).to_questions().answer(PHONE, "0125-62-2222")
    assert given(visit, PHONE) == Answer("0125622222", Giver.STAFF)


def test_not_knowing_is_an_answer() -> None:
    visit = Visit().to_questions().answer(PHONE, UNKNOWN)
    assert given(visit, PHONE) == Answer(UNKNOWN, Giver.RESIDENT)
    assert visit.state.visit.question == WORK


@pytest.mark.parametrize(("raw", "code"), [("12", ProblemCode.NOT_PHONE), ("", ProblemCode.REQUIRED)])
def test_what_is_wrong_is_told_at_the_question(raw: str, code: ProblemCode) -> None:
    visit = Visit().to_questions().answer(PHONE, raw)
    assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, PHONE)
    assert [(one.code, one.key) for one in visit.state.visit.problems] == [(code, PHONE)]
    assert visit.answer(PHONE, "0125-62-2222").state.visit.problems == ()


def test_an_answer_to_another_question_is_ignored() -> None:
    visit = Visit().to_questions()
    before = visit.state.visit
    assert visit.answer(NOTE, "early").answer("nothing", "x").state.visit == before


def test_a_question_that_is_not_asked_takes_no_answer() -> None:
    visit = Visit().to_questions().put(question=COMPANY)
    before = visit.state.visit
    assert visit.answer(COMPANY, "窓辺商店").state.visit == before


def test_a_second_tap_on_next_is_ignored() -> None:
    visit = Visit().to_questions().answer(PHONE, "0125-62-2222")
    before = visit.state.visit
    assert visit.answer(PHONE, "0125-62-9999").state.visit == before


def test_back_through_the_questions_to_the_person_read() -> None:
    visit = Visit().to_questions().answer(PHONE, "0125-62-2222").do(Back)
    assert visit.state.visit.question == PHONE
    assert visit.do(Back).phase is Phase.REVIEW_READ
    assert visit.do(ReadReviewed, mine=True).state.visit.question == WORK
    assert given(visit, PHONE) is not None


def test_back_by_hand_leads_to_the_doors_and_loses_nothing() -> None:
    visit = Visit().start().do(DoorChosen, door=None).answer("applicant.name", "空知 太郎").do(Back).do(Back)
    assert visit.phase is Phase.EXPLAIN
    visit.do(Back)
    assert visit.do(Back).phase is Phase.CHOOSE_PURPOSE  # once more would erase it, and nobody asked
    visit.do(PurposeChosen, procedures=("small", "other")).do(DoorChosen, door=None)
    assert given(visit, "applicant.name") == Answer("空知 太郎", Giver.RESIDENT)
    assert visit.state.visit.question == "small.birth"


def test_back_clears_the_message_at_the_question() -> None:
    visit = Visit().to_questions().answer(PHONE, "1").do(Back)
    assert visit.state.visit.problems == ()


def test_two_forms_ask_a_shared_question_once() -> None:
    visit = Visit().start("small", "other").do(DoorChosen, door=None)
    asked = []
    answers: dict[str, Any] = {
        "birth": TODAY,
        "sex": "女",
        "work": "なし",
        "note": "",
        "name": "空知",
        "phone": "0125622222",
    }
    while visit.phase is Phase.ANSWER:
        key = visit.state.visit.question
        assert key is not None
        asked.append(key)
        visit.answer(key, answers[key.rpartition(".")[2]])
    assert visit.phase is Phase.CHECK_ANSWERS
    assert len(asked) == len(set(asked)) == 12 - 2
    assert PHONE in asked


class TestCheckPage:
    def test_change_leads_back_to_it(self) -> None:
        visit = Visit().to_check_page().do(ChangeAsked, key=PHONE)
        assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, PHONE)
        visit.answer(PHONE, "0125-62-9999")
        assert visit.phase is Phase.CHECK_ANSWERS
        assert given(visit, PHONE) == Answer("0125629999", Giver.RESIDENT)

    def test_back_from_a_change_changes_nothing(self) -> None:
        visit = Visit().to_check_page()
        before = visit.state.visit
        visit.do(ChangeAsked, key=PHONE).answer(PHONE, "1").do(Back)
        assert (visit.phase, visit.state.visit) == (Phase.CHECK_ANSWERS, before)

    def test_what_the_card_said_can_be_changed(self) -> None:
        visit = Visit().to_check_page().do(ChangeAsked, key="small.sex").answer("small.sex", "男")
        assert (visit.phase, given(visit, "small.sex")) == (Phase.CHECK_ANSWERS, Answer("男", Giver.RESIDENT))

    def test_a_change_that_opens_a_question_asks_it_first(self) -> None:
        visit = Visit().to_check_page().do(ChangeAsked, key=WORK).answer(WORK, "会社")
        assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, COMPANY)
        assert visit.do(Back).state.visit.question == WORK

    def test_a_key_that_is_no_question_changes_nothing(self) -> None:
        visit = Visit().to_check_page().do(ChangeAsked, key="small.nothing").do(ChangeAsked, key=COMPANY)
        assert visit.phase is Phase.CHECK_ANSWERS

    def test_change_is_for_the_check_page_only(self) -> None:
        visit = Visit().to_questions().do(ChangeAsked, key=NOTE)
        assert visit.state.visit.question == PHONE

    def test_back_leads_to_the_last_question(self) -> None:
        visit = Visit().to_check_page().do(Back)
        assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, NOTE)
        assert visit.do(Back).state.visit.question == WORK

    def test_changed_answers_are_drawn_anew(self) -> None:
        visit = Visit().to_check_page().drawn()
        visit.do(ChangeAsked, key=PHONE).answer(PHONE, "0125-62-9999")
        assert visit.state.visit.pages is None
        phone = visit.latest(DrawPages).answers.get(PHONE)
        assert (visit.count(DrawPages), phone and phone.value) == (2, "0125629999")

    def test_unchanged_answers_are_not_drawn_twice(self) -> None:
        visit = Visit().to_check_page().drawn().do(ChangeAsked, key=PHONE).do(Back)
        assert visit.count(DrawPages) == 1
        assert visit.state.visit.pages is not None


class TestStopRule:
    def test_it_ends_kindly_at_the_question(self) -> None:
        visit = Visit().to_questions().answer(PHONE, "0125-62-2222").answer(WORK, "公務員")
        assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, WORK)
        assert isinstance(visit.state.overlay, Stopped)
        assert visit.state.overlay.rule.text.ja == "勤め先で手続してください。"

    def test_the_answer_can_be_changed(self) -> None:
        visit = Visit().to_questions().answer(PHONE, "0125-62-2222").answer(WORK, "公務員").do(Closed)
        assert visit.answer(WORK, "なし").state.visit.question == NOTE

    def test_back_closes_it_first(self) -> None:
        visit = Visit().to_questions().answer(PHONE, "0125-62-2222").answer(WORK, "公務員").do(Back)
        assert (visit.state.overlay, visit.state.visit.question) == (None, WORK)

    def test_nothing_is_printed_while_it_holds(self) -> None:
        visit = Visit().to_check_page().drawn().do(ChangeAsked, key=WORK).answer(WORK, "公務員").do(Closed).do(Back)
        assert visit.phase is Phase.CHECK_ANSWERS
        visit.do(PrintAsked)
        assert (visit.phase, isinstance(visit.state.overlay, Stopped)) == (Phase.CHECK_ANSWERS, True)


def test_a_failure_while_reading_loses_no_answer() -> None:
    visit = Visit().start().do(DoorChosen, door=None).answer("applicant.name", "空知 太郎").do(Back).do(Back)
    visit.do(DoorChosen, door=Door.PIN).insert()
    visit.do(CardFailed, job=1, epoch=1, failure=Failure(FailureCode.CARD_REMOVED))
    visit.do(ActionChosen, action=Action.BY_HAND)
    assert (visit.phase, visit.state.visit.question) == (Phase.ANSWER, "small.birth")
    assert given(visit, "applicant.name") == Answer("空知 太郎", Giver.RESIDENT)


def test_under_help_the_page_is_silent() -> None:
    visit = Visit().to_questions().do(HelpAsked).do(Answered, key=PHONE, raw="0125-62-2222")
    assert visit.state.visit.question == PHONE
    assert visit.do(Closed).answer(PHONE, "0125-62-2222").state.visit.question == WORK


def test_an_unknown_or_empty_purpose_is_ignored() -> None:
    visit = Visit().start()
    visit.do(Back).do(PurposeChosen, procedures=()).do(PurposeChosen, procedures=("nothing",))
    assert visit.phase is Phase.CHOOSE_PURPOSE
    visit.do(PurposeChosen, procedures=("small", "nothing", "small"))
    assert visit.state.visit.procedures == ("small",)
