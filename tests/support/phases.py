"""The way to every page of a visit, for tests that look at all of them; ``tests.support.visit`` drives."""

from __future__ import annotations

from collections.abc import Callable

from cardreader.secret import Door
from kiosk.session.events import (
    ByNameAsked,
    DoorChosen,
    EventChosen,
    FamilyAsked,
    MemberNamed,
    PaperReviewed,
    PrintAsked,
    ReadReviewed,
    SecretSubmitted,
    Started,
)
from kiosk.session.persons import Relation
from kiosk.session.state import Phase
from tests.support.visit import TODAY, Visit


def to_letter(visit: Visit) -> Visit:
    """A proxy has answered everything."""
    visit.to_review().do(ReadReviewed, mine=True).answer("kin.who", "代理人")
    return visit.answer("spouse.name", "空知 太郎").answer("spouse.birth", "昭和20年1月1日")


def to_signature(visit: Visit) -> Visit:
    """Everything is right, and the town has a pad to sign on."""
    visit.allow_signature()
    return visit.start("signed").do(DoorChosen, door=None).answer("applicant.name", "空知 花子").do(PrintAsked)


PAGES: dict[Phase, Callable[[Visit], Visit]] = {
    Phase.CHOOSE_PURPOSE: lambda visit: visit.do(Started, today=TODAY),
    Phase.EVENT_QUESTION: lambda visit: visit.begin().do(EventChosen, event="moving").answer("here", "はい"),
    Phase.OUTCOME: lambda visit: visit.to_outcome(),
    Phase.CHOOSE_CATEGORY: lambda visit: visit.begin().do(ByNameAsked),
    Phase.CHOOSE_PROCEDURES: lambda visit: visit.begin().do(ByNameAsked).do(ByNameAsked, category="living"),
    Phase.EXPLAIN: lambda visit: visit.start(),
    Phase.PRESENT_CARD: lambda visit: visit.start().do(DoorChosen, door=Door.PIN),
    Phase.CHECK_CARD: lambda visit: visit.start().do(DoorChosen, door=Door.PIN).insert(),
    Phase.ENTER_SECRET: lambda visit: visit.to_pad(),
    Phase.READ_CARD: lambda visit: visit.to_pad().do(SecretSubmitted),
    Phase.TAKE_CARD: lambda visit: visit.to_pad().do(SecretSubmitted).card_read(),
    Phase.REVIEW_READ: lambda visit: visit.to_pad().do(SecretSubmitted).card_read().remove(),
    Phase.FAMILY_WHO: lambda visit: visit.to_review().do(FamilyAsked),
    Phase.FAMILY_HERE: lambda visit: visit.to_review().do(FamilyAsked).do(MemberNamed, relation=Relation.CHILD),
    Phase.LETTER: to_letter,
    Phase.ANSWER: lambda visit: visit.to_questions(),
    Phase.CHECK_ANSWERS: lambda visit: visit.to_check_page(),
    Phase.SIGN: to_signature,
    Phase.PRINT: lambda visit: visit.to_print(),
    Phase.TAKE_PAPER: lambda visit: visit.to_paper(),
    Phase.FINISHED: lambda visit: visit.to_paper().do(PaperReviewed, came_out=True),
}
