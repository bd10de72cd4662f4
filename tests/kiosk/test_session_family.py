"""Several cards in one sitting: whose, by which door, and what an absent person's card may not be asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cardreader.mynumber import BasicFour, Sex
from cardreader.secret import Door
from forms.answers import Giver
from kiosk.failures import Action, Failure, FailureCode
from kiosk.session.audit_line import AuditEvent, audit_line
from kiosk.session.effects import ClearSecret, ReadCard
from kiosk.session.events import (
    ActionChosen,
    Back,
    By,
    CardFailed,
    ChangeAsked,
    DoorChosen,
    FamilyAsked,
    LetterReviewed,
    MemberHere,
    MemberNamed,
    ReadReviewed,
    SecretSubmitted,
    StartOver,
)
from kiosk.session.family import MOST
from kiosk.session.persons import Member, Relation, Unread
from kiosk.session.state import Hand, Phase
from kiosk.session.state import Visit as VisitState
from kiosk.session.step import step
from tests.support.visit import PERSON, Visit

SPOUSE = BasicFour("空知　太郎", PERSON.address, date(1945, 4, 1), Sex.MALE)
CHILD = BasicFour("空知　一郎", PERSON.address, date(1970, 4, 1), Sex.MALE)


def member(visit: Visit, relation: Relation = Relation.SPOUSE, *, here: bool = False) -> Visit:
    """Go from the card before to the doors of the next."""
    return visit.do(FamilyAsked).do(MemberNamed, relation=relation).do(MemberHere, here=here)


def with_spouse(*, here: bool = False) -> Visit:
    """Two cards are read and confirmed; the questions have begun."""
    visit = member(Visit().to_review(), here=here)
    return visit.read(SPOUSE, Door.PIN if here else Door.CODE_B).do(ReadReviewed, mine=True)


class TestCards:
    def test_one_card_after_the_other(self) -> None:
        visit = Visit().to_review()
        assert visit.do(FamilyAsked).phase is Phase.FAMILY_WHO
        assert visit.do(MemberNamed, relation=Relation.SPOUSE).phase is Phase.FAMILY_HERE
        assert visit.do(MemberHere, here=False).phase is Phase.EXPLAIN
        assert visit.read(SPOUSE, Door.CODE_B).phase is Phase.REVIEW_READ
        assert visit.state.visit.person == SPOUSE
        assert visit.do(ReadReviewed, mine=True).phase is Phase.ANSWER
        assert [one.person for one in visit.state.visit.persons] == [PERSON, SPOUSE]
        assert visit.state.visit.persons[1].member == Member(Relation.SPOUSE, here=False)
        assert visit.count(ReadCard) == 2

    def test_what_a_family_card_says_is_not_asked(self) -> None:
        answers = with_spouse().state.visit.answers
        told = {key: answers.get(key) for key in ("applicant.name", "spouse.name", "spouse.birth")}
        assert {key: answer and (answer.value, answer.giver) for key, answer in told.items()} == {
            "applicant.name": (PERSON.name, Giver.CARD),
            "spouse.name": (SPOUSE.name, Giver.CARD),
            "spouse.birth": (SPOUSE.birth, Giver.CARD),
        }

    def test_a_family_card_before_ones_own(self) -> None:
        visit = member(Visit().start("kin")).read(SPOUSE, Door.CODE_B).do(ReadReviewed, mine=True)
        assert (visit.phase, visit.state.visit.member) == (Phase.EXPLAIN, None)
        visit.do(DoorChosen, door=None)
        assert visit.phase is Phase.ANSWER
        assert visit.state.visit.question == "applicant.name"
        assert visit.state.visit.answers.get("spouse.birth") is not None
        assert visit.do(Back).phase is Phase.EXPLAIN

    def test_only_where_a_form_names_somebody_else(self) -> None:
        assert Visit().to_review("small").do(FamilyAsked).phase is Phase.REVIEW_READ

    def test_the_same_card_counts_once(self) -> None:
        visit = member(Visit().to_review()).read(PERSON, Door.CODE_B).do(ReadReviewed, mine=True)
        assert [one.person for one in visit.state.visit.persons] == [PERSON]

    def test_there_is_an_end(self) -> None:
        visit = Visit().to_review()
        for number in range(MOST + 1):
            member(visit, Relation.CHILD)
            if visit.phase is not Phase.EXPLAIN:
                break
            visit.read(replace(CHILD, name=f"空知　{number}"), Door.CODE_B)
        assert (visit.phase, len(visit.state.visit.persons)) == (Phase.REVIEW_READ, MOST)

    def test_the_end_forgets_everybody(self) -> None:
        visit = with_spouse().do(StartOver)
        assert (visit.phase, visit.state.visit) == (Phase.ATTRACT, VisitState())


class TestAbsent:
    def test_an_absent_person_has_no_pin_door(self) -> None:
        visit = member(Visit().to_review())
        before = visit.state.visit
        visit.do(DoorChosen, door=Door.PIN).insert()
        assert (visit.phase, visit.state.visit) == (Phase.EXPLAIN, before)

    @pytest.mark.parametrize("door", list(Door))
    def test_somebody_who_is_here_has_both(self, door: Door) -> None:
        assert member(Visit().to_review(), here=True).do(DoorChosen, door=door).phase is Phase.PRESENT_CARD

    @pytest.mark.parametrize("here", [True, False])
    def test_by_hand_is_remembered_with_the_reason(self, here: bool) -> None:
        visit = member(Visit().to_review(), here=here).do(DoorChosen, door=None)
        assert (visit.phase, visit.state.visit.person) == (Phase.REVIEW_READ, PERSON)
        assert visit.state.visit.unread == (Unread(Member(Relation.SPOUSE, here)),)
        assert ClearSecret(keep=1) in visit.last

    def test_a_card_that_cannot_be_read_leaves_the_others(self) -> None:
        visit = member(Visit().to_review()).do(DoorChosen, door=Door.CODE_B).insert()
        job = visit.state.station.card_job
        assert job
        visit.do(CardFailed, job=job.id, epoch=job.epoch, failure=Failure(FailureCode.READ_GARBLED))
        visit.do(ActionChosen, action=Action.BY_HAND)
        assert (visit.phase, visit.state.visit.person) == (Phase.REVIEW_READ, PERSON)
        assert len(visit.state.visit.unread) == 1


class TestBack:
    def test_page_by_page(self) -> None:
        visit = member(Visit().to_review())
        turned = [visit.do(Back).phase for _ in range(3)]
        assert turned == [Phase.FAMILY_HERE, Phase.FAMILY_WHO, Phase.REVIEW_READ]
        assert (visit.state.visit.person, visit.state.visit.persons) == (PERSON, ())

    def test_from_the_questions_to_the_last_card(self) -> None:
        visit = with_spouse().do(Back)
        assert (visit.phase, visit.state.visit.person) == (Phase.REVIEW_READ, SPOUSE)
        visit.do(ReadReviewed, mine=True)
        assert [one.person for one in visit.state.visit.persons] == [PERSON, SPOUSE]

    def test_not_theirs_reads_again(self) -> None:
        visit = member(Visit().to_review()).read(CHILD, Door.CODE_B).do(ReadReviewed, mine=False)
        assert (visit.phase, visit.state.visit.reading) == (Phase.EXPLAIN, None)
        assert visit.state.visit.member == Member(Relation.SPOUSE, here=False)


class TestProxy:
    def test_a_proxy_is_told_as_one(self) -> None:
        visit = with_spouse().answer("kin.who", "代理人")
        given = visit.state.visit.answers.get("kin.who")
        assert given
        assert given.giver is Giver.PROXY
        assert visit.phase is Phase.LETTER

    def test_one_who_speaks_for_themselves_is_not(self) -> None:
        visit = with_spouse().answer("kin.who", "本人")
        given = visit.state.visit.answers.get("kin.who")
        assert given
        assert (given.giver, visit.phase) == (Giver.RESIDENT, Phase.CHECK_ANSWERS)

    def test_the_letter_is_printed_along(self) -> None:
        visit = with_spouse().answer("kin.who", "代理人").do(LetterReviewed, at_hand=False)
        assert visit.state.visit.procedures == ("kin", "ininjo")
        assert visit.state.visit.question == "ininjo.matter"
        assert visit.answer("ininjo.matter", "届出").phase is Phase.CHECK_ANSWERS

    @pytest.mark.parametrize(("hand", "giver"), [(Hand.RESIDENT, Giver.PROXY), (Hand.CLERK, Giver.STAFF)])
    def test_who_said_that_there_is_no_letter_is_told(self, hand: Hand, giver: Giver) -> None:
        visit = with_spouse().answer("kin.who", "代理人")
        station = replace(visit.state.station, policy=replace(visit.state.station.policy, assisted=True))
        visit.state = replace(visit.state, station=station, visit=replace(visit.state.visit, hand=hand))
        after, _ = step(visit.state, By(hand, LetterReviewed(visit.state.now, at_hand=False)))
        said = after.visit.answers.get("ininjo.applicant_kind")
        assert said
        assert (said.value, said.giver) == ("代理人", giver)

    def test_a_letter_at_hand_is_not(self) -> None:
        visit = with_spouse().answer("kin.who", "代理人").do(LetterReviewed, at_hand=True)
        assert (visit.phase, visit.state.visit.procedures) == (Phase.CHECK_ANSWERS, ("kin",))
        assert visit.do(Back).phase is Phase.LETTER
        assert visit.state.visit.letter is None

    def test_back_from_the_letters_questions_asks_again(self) -> None:
        visit = with_spouse().answer("kin.who", "代理人").do(LetterReviewed, at_hand=False).do(Back)
        assert (visit.phase, visit.state.visit.procedures) == (Phase.LETTER, ("kin",))

    def test_without_a_proxy_the_letter_goes(self) -> None:
        visit = with_spouse().answer("kin.who", "代理人").do(LetterReviewed, at_hand=False)
        visit.answer("ininjo.matter", "届出").do(ChangeAsked, key="kin.who").answer("kin.who", "本人")
        assert (visit.phase, visit.state.visit.procedures) == (Phase.CHECK_ANSWERS, ("kin",))


class TestAudit:
    def lines(self, visit: Visit, *events: tuple[type, dict[str, object]]) -> list[AuditEvent]:
        found = []
        for event, values in events:
            old = visit.state
            visit.do(event, **values)
            line = audit_line(old, visit.state, event(at=visit.state.now, **values))
            if line:
                found.append(line.event)
        return found

    def test_who_came_in_by_which_way(self) -> None:
        yes: tuple[type, dict[str, object]] = (ReadReviewed, {"mine": True})
        hand: tuple[type, dict[str, object]] = (DoorChosen, {"door": None})
        absent = member(Visit().to_review()).read(SPOUSE, Door.CODE_B)
        assert self.lines(absent, yes) == [AuditEvent.MEMBER_ABSENT_READ]
        here = member(Visit().to_review(), here=True).read(SPOUSE)
        assert self.lines(here, yes) == [AuditEvent.MEMBER_CARD_READ]
        assert self.lines(member(Visit().to_review()), hand) == [AuditEvent.MEMBER_ABSENT_BY_HAND]
        assert self.lines(member(Visit().to_review(), here=True), hand) == [AuditEvent.MEMBER_BY_HAND]

    @pytest.mark.parametrize(
        ("at_hand", "event"), [(True, AuditEvent.LETTER_SHOWN), (False, AuditEvent.LETTER_PRINTED)]
    )
    def test_authority(self, at_hand: bool, event: AuditEvent) -> None:
        visit = with_spouse()
        old = visit.state
        visit.answer("kin.who", "代理人")
        answered = audit_line(old, visit.state, SecretSubmitted(visit.state.now))
        assert answered
        assert answered.event is AuditEvent.AUTHORITY_DUE
        assert self.lines(visit, (LetterReviewed, {"at_hand": at_hand})) == [event]


def test_events_of_the_family_mean_nothing_elsewhere() -> None:
    state = Visit().to_questions().state
    for event in (
        FamilyAsked(state.now),
        MemberNamed(state.now, Relation.CHILD),
        MemberHere(state.now, here=True),
        LetterReviewed(state.now, at_hand=True),
    ):
        after, effects = step(state, event)
        assert (replace(after, touched=0), effects) == (replace(state, touched=0), ())
