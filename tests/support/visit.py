"""A session to drive by hand in tests: a small procedure, an invented person, and a driver that keeps time and effects.

visit = Visit()
visit.start().by_pin()            # up to the pad, one line a page
visit.do(SecretSubmitted)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from cardreader.mynumber import BasicFour, CardCheck, CardKind, CardReading, Integrity, Sex
from cardreader.secret import Door
from cardreader.states import CardPresent, NoCard
from forms.conditions import Is
from forms.definition import Confidence, Fact, Field, Kind, Phrase, Procedure, StopRule
from forms.life_events.definition import (
    After,
    Asks,
    Common,
    Deadline,
    LifeEvent,
    LifeEvents,
    Question,
    Rule,
    Stop,
)
from forms.settings import Basis
from kiosk.session.effects import CheckCard, DrawPages, Effect, ReadCard, SendPages
from kiosk.session.events import (
    Answered,
    CardChecked,
    CardRead,
    DoorChosen,
    Event,
    EventChosen,
    PagesDrawn,
    PagesSent,
    PrintAsked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    SecretSubmitted,
    Started,
    Tick,
)
from kiosk.session.state import Phase, Policy, SessionState, new_session
from kiosk.session.step import step
from printing.job import Sent

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 24)
READER = "reader"
PERSON = BasicFour("空知　花子", "北海道空知郡上砂川町字上砂川町40番地10", date(1948, 2, 17), Sex.FEMALE)
E = TypeVar("E", bound=Effect)

SECTION = "申請者"
_FIELDS = (
    Field("name", "氏名", Kind.TEXT, True, SECTION, shares="applicant.name", prefill=Fact("card.name")),
    Field("birth", "生年月日", Kind.DATE, True, SECTION, prefill=Fact("card.birth")),
    Field("sex", "性別", Kind.CHOICE, False, SECTION, options=("男", "女"), prefill=Fact("card.sex")),
    Field("phone", "電話", Kind.PHONE, True, SECTION, shares="applicant.phone"),
    Field("work", "勤め先", Kind.CHOICE, True, SECTION, options=("会社", "公務員", "なし")),
    Field("company", "会社名", Kind.TEXT, True, SECTION, show_if=Is("work", "会社")),
    Field("note", "備考", Kind.TEXT, False, SECTION),
)
_STOP = StopRule("small", Is("work", "公務員"), Phrase("勤め先で手続してください。"), Phrase("勤め先"))


def small_procedure(id_: str = "small") -> Procedure:
    """Return a procedure of seven fields: three from the card, four asked, one stop rule."""
    return Procedure(
        id=id_,
        name="小さな申請書",
        category="certificate",
        office="residents",
        addressee="mayor",
        legal_basis="",
        confidence=Confidence.GENERAL,
        sources=(),
        checked_on=TODAY,
        sections=(SECTION,),
        fields=_FIELDS,
        stops=(replace(_STOP, procedure=id_),),
    )


_BASIS = Basis("例規集第2条。https://www.example.jp/a/b.html ほか", TODAY, Confidence.GENERAL)


def _question(id_: str, asks: Asks = Asks.YES_NO, show_if: Is | None = None) -> Question:
    return Question(id_, Phrase(f"{id_}？", f"{id_}?"), asks, noun=Phrase("引っ越した日", "the day"), show_if=show_if)


def _rule(procedure: str, name: str, days: int = 14) -> Rule:
    deadline = Deadline(After(days, "moved_on"))
    return Rule(procedure, Is(name, True), Phrase(f"{name}のため", name), deadline, ("card",), False, _BASIS)


MOVING = LifeEvent(
    "moving",
    Phrase("引っ越した（転入）", "I moved"),
    1,
    TODAY,
    (_question("here"), _question("moved_on", Asks.DATE, Is("here", True)), _question("dog", show_if=Is("here", True))),
    (_rule("small", "here"), _rule("gone", "here"), _rule("other", "dog", 30)),
    (Stop(Is("here", False), Phrase("まだです。", "Not yet."), Phrase("あとで", "Later"), ("small",), True, _BASIS),),
)
"""Asks here, then moved_on and dog; leads to small, gone (of which there is no form here), and with a dog to other."""
ELSEWHERE = replace(MOVING, id="elsewhere", order=2, rules=(_rule("gone", "here"),))
"""Leads to nothing that the window offers."""
_NAMES = {"small": "小さな申請書", "other": "ほかの申請書", "gone": "窓口の申請書"}
EVENTS = LifeEvents(
    {"moving": MOVING, "elsewhere": ELSEWHERE}, Common(_NAMES, {}, {"card": Phrase("カード", "Card")}, {})
)


_WHO = Field("who", "届出人", Kind.CHOICE, True, SECTION, options=("本人", "代理人"), authority={"代理人": "letter"})
_KIN = (
    _FIELDS[0],
    _WHO,
    Field("s_name", "配偶者氏名", Kind.TEXT, True, SECTION, shares="spouse.name"),
    Field("s_birth", "配偶者生年月日", Kind.DATE, True, SECTION, shares="spouse.birth"),
)
_LETTER = (
    Field(
        "applicant_kind",
        "記入者",
        Kind.CHOICE,
        True,
        SECTION,
        options=("代理人", "委任者"),
        authority={"代理人": "none"},
    ),
    Field("matter", "委任事項", Kind.TEXT, True, SECTION),
)


def family_procedure() -> Procedure:
    """Return a procedure that names the spouse and may be applied for by a proxy with a letter."""
    return replace(small_procedure("kin"), fields=_KIN, stops=())


def letter_procedure() -> Procedure:
    """Return a letter of authority of two fields."""
    return replace(small_procedure("ininjo"), fields=_LETTER, stops=())


def signed_procedure() -> Procedure:
    """Return a procedure of a name and a box for a signature, both of the person at the window."""
    name = Field("name", "氏名", Kind.NAME, True, SECTION, shares="applicant.name", prefill=Fact("card.name"))
    return replace(
        small_procedure("signed"), fields=(name, Field("sign", "署名", Kind.SIGNATURE, True, SECTION)), stops=()
    )


CATALOGUE = {
    "small": small_procedure(),
    "other": replace(small_procedure("other"), category="living"),
    "kin": family_procedure(),
    "ininjo": letter_procedure(),
    "signed": signed_procedure(),
}


def check(tries_left: int | None = 3, **changes: Any) -> CardCheck:
    """Return what a good card says before any secret."""
    good = CardCheck(CardKind.MY_NUMBER, tries_left, date(2031, 5, 1), "01425", 4)
    return replace(good, **changes)


def reading(**changes: Any) -> CardReading:
    """Return what a good card says after the secret."""
    return replace(CardReading(PERSON, Integrity.NOT_CHECKED, 4), **changes)


class Visit:
    """The machine, a clock that ticks one second an event, and every effect so far."""

    def __init__(self, policy: Policy | None = None, step_: Callable[..., Any] = step) -> None:
        self.state: SessionState = new_session(CATALOGUE, policy or Policy(), events=EVENTS)
        self.effects: list[Effect] = []
        self.last: tuple[Effect, ...] = ()
        self.epoch = 0
        self._step = step_

    @property
    def phase(self) -> Phase:
        return self.state.phase

    @property
    def code(self) -> str | None:
        """The code of the failure on screen."""
        return self.state.failure.failure.code.value if self.state.failure else None

    def do(self, event: type[Event], /, **values: Any) -> Visit:
        """Send one event, a second after the last unless ``at`` is given."""
        values.setdefault("at", self.state.now + 1)
        self.state, self.last = self._step(self.state, event(**values))
        self.effects += self.last
        return self

    def wait(self, seconds: float) -> Visit:
        """Let time pass, then tick."""
        return self.do(Tick, at=self.state.now + seconds)

    def allow_signature(self) -> Visit:
        """Have the town allow a signature on the screen."""
        policy = replace(self.state.station.policy, signature=True)
        self.state = replace(self.state, station=replace(self.state.station, policy=policy))
        return self

    def put(self, **changes: Any) -> Visit:
        """Change the visit behind the machine's back."""
        self.state = replace(self.state, visit=replace(self.state.visit, **changes))
        return self

    def latest(self, kind: type[E]) -> E:
        """Return the last effect of a kind."""
        return next(one for one in reversed(self.effects) if isinstance(one, kind))

    def count(self, kind: type[Effect]) -> int:
        """Return how many effects of a kind there were."""
        return sum(isinstance(one, kind) for one in self.effects)

    # --- the hand with the card

    def insert(self) -> Visit:
        self.epoch += 1
        return self.do(ReaderChanged, reader=CardPresent(READER, b"\x3b", self.epoch))

    def remove(self) -> Visit:
        return self.do(ReaderChanged, reader=NoCard(READER))

    # --- whole stretches of a visit

    def start(self, *procedures: str) -> Visit:
        return self.do(Started, today=TODAY).do(PurposeChosen, procedures=procedures or ("small",))

    def begin(self) -> Visit:
        return self.do(Started, today=TODAY)

    def to_outcome(self, here: object = "はい", moved_on: object = TODAY, dog: object = "いいえ") -> Visit:
        self.begin().do(EventChosen, event="moving").answer("here", here)
        return self.answer("moved_on", moved_on).answer("dog", dog)

    def read(self, person: BasicFour, door: Door = Door.PIN) -> Visit:
        """Go from the doors to the page that asks whether it is them."""
        self.do(DoorChosen, door=door).insert().card_says(check())
        return self.do(SecretSubmitted).card_read(reading(person=person)).remove()

    def to_review(self, *procedures: str) -> Visit:
        """Go to "is this you?" of the person at the window."""
        return self.start(*procedures or ("kin",)).read(PERSON)

    def to_pad(self, tries_left: int | None = 3, door: Door = Door.PIN) -> Visit:
        self.start().do(DoorChosen, door=door).insert()
        return self.card_says(check(tries_left))

    def card_says(self, answer: CardCheck) -> Visit:
        job = self.latest(CheckCard)
        return self.do(CardChecked, job=job.job, epoch=job.epoch, check=answer)

    def card_read(self, answer: CardReading | None = None) -> Visit:
        job = self.latest(ReadCard)
        return self.do(CardRead, job=job.job, epoch=job.epoch, reading=answer or reading())

    def to_questions(self) -> Visit:
        self.to_pad().do(SecretSubmitted)
        return self.card_read().remove().do(ReadReviewed, mine=True)

    def answer(self, key: str, raw: object) -> Visit:
        return self.do(Answered, key=key, raw=raw)

    def to_check_page(self) -> Visit:
        self.to_questions().answer("applicant.phone", "0125-62-2222")
        return self.answer("small.work", "なし").answer("small.note", "")

    def drawn(self, **values: Any) -> Visit:
        return self.do(PagesDrawn, **{"job": self.latest(DrawPages).job, "slip_id": "S-1", "sheets": 2} | values)

    def sent(self, outcome: object = Sent("1")) -> Visit:
        return self.do(PagesSent, job=self.latest(SendPages).job, outcome=outcome)

    def to_print(self) -> Visit:
        return self.to_check_page().drawn().do(PrintAsked)

    def to_paper(self) -> Visit:
        return self.to_print().sent()
