"""Every page and notice of the window as a session state, for pictures and for the tests that walk all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from cardreader.mynumber import BasicFour, CardCheck, CardKind, CardReading, Integrity, Sex
from cardreader.secret import Door
from cardreader.states import CardPresent, NoCard, NoReader
from forms import journey
from forms.answers import Giver
from forms.definition import Kind, Procedure
from forms.life_events.definition import Asks, LifeEvents
from forms.life_events.loader import load_events
from forms.loader import load_catalogue
from forms.values import SKIPPED, UNKNOWN
from kiosk.failures import Action, Failure, FailureCode
from kiosk.i18n import Words
from kiosk.session.events import (
    ActionChosen,
    Answered,
    Back,
    ByNameAsked,
    CardChecked,
    CardFailed,
    CardRead,
    DoorChosen,
    Event,
    EventChosen,
    FamilyAsked,
    HelpAsked,
    LetterReviewed,
    MemberHere,
    MemberNamed,
    PagesDrawn,
    PagesSent,
    PaperReviewed,
    PrintAsked,
    ProcedureMarked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    SecretSubmitted,
    StaffCalled,
    Started,
    Tick,
)
from kiosk.session.moves import tell
from kiosk.session.persons import Relation
from kiosk.session.settings import Settings
from kiosk.session.state import PageProblem, Pages, Phase, Policy, SessionState, Staff, new_session
from kiosk.session.step import step
from printing.job import Failed, Sent, Unsure
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.answer import control_of

TODAY = dt.date(2026, 11, 24)
READER = "Virtual Reader 00"
PERSON = BasicFour("髙﨑　𠮷郎", "北海道空知郡上砂川町中央北１条５丁目９番９号", dt.date(1948, 11, 3), Sex.MALE)
CHILD = BasicFour("髙﨑　さくら", PERSON.address, dt.date(2016, 5, 20), Sex.FEMALE)
CHECK = CardCheck(CardKind.MY_NUMBER, 3, dt.date(2035, 2, 17), None, 3)
READING = CardReading(PERSON, Integrity.NOT_CHECKED, 4)
CARD = CardPresent(READER, b"", 1)


def after(state: SessionState, *events: Event) -> SessionState:
    """Return the state after these events."""
    for event in events:
        state, _ = step(state, event)
    return state


@cache
def shipped() -> tuple[Mapping[str, Procedure], LifeEvents]:
    """Return the shipped procedures and life events, read once: many tests begin hundreds of visits."""
    return load_catalogue().procedures, load_events()


def start(settings: Settings | None = None) -> SessionState:
    """Return the attract page with a reader and the shipped procedures."""
    policy = Policy(settings=settings or Settings())
    forms, events = shipped()
    state = new_session(forms, policy, events=events)
    return after(state, ReaderChanged(0, NoCard(READER)))


def card_pages(
    settings: Settings | None = None, procedures: tuple[str, ...] = ("juminhyo",), person: BasicFour = PERSON
) -> dict[str, SessionState]:
    """Return the way from the attract page to "is this you?"."""
    found: dict[str, SessionState] = {}
    found["attract"] = state = start(settings)
    found["out-of-service"] = after(state, ReaderChanged(1, NoReader()))
    found["purpose"] = state = after(state, Started(1, TODAY))
    found["doors"] = doors = after(state, PurposeChosen(2, procedures))
    found["present"] = state = after(doors, DoorChosen(3, Door.PIN))
    found["checking"] = state = after(state, ReaderChanged(4, CARD))
    found["secret-pin"] = state = after(state, CardChecked(5, 1, 1, CHECK))
    found["reading"] = reading = after(state, SecretSubmitted(6))
    code_b = after(doors, DoorChosen(3, Door.CODE_B), ReaderChanged(4, CARD))
    found["secret-code-b"] = after(code_b, CardChecked(5, 1, 1, replace(CHECK, tries_left=10)))
    found["take"] = state = after(reading, CardRead(7, 2, 1, replace(READING, person=person)))
    found["person"] = after(state, ReaderChanged(8, NoCard(READER)))
    return found


def choosing_pages(settings: Settings | None = None) -> dict[str, SessionState]:
    """Return the pages that lead to the procedures: by name, and by moving in, answered in three ways."""
    purpose = after(start(settings), Started(1, TODAY))
    found: dict[str, SessionState] = {}
    found["categories"] = state = after(purpose, ByNameAsked(2))
    found["procedures"] = state = after(state, ByNameAsked(3, "care11"), ProcedureMarked(4, "kaigo_koshin"))
    found["categories-chosen"] = after(state, Back(5))
    moving_in = after(purpose, EventChosen(2, "tennyu"))
    found |= event_pages(moving_in, "はい")
    found["outcome-stopped"] = event_pages(moving_in, "いいえ")["outcome-tennyu"]
    found["outcome-unknown"] = event_pages(moving_in, UNKNOWN)["outcome-tennyu"]
    return found


def event_pages(state: SessionState, answer: object) -> dict[str, SessionState]:
    """Return the questions of an event, all answered alike, and what it leads to."""
    event = state.station.events.events[state.visit.purpose.event]
    found = {}
    while (question := state.visit.purpose.question) is not None:
        found[f"event-{event.id}-{question}"] = state
        day = answer is not UNKNOWN and event.question(question).asks is Asks.DATE
        state = after(state, Answered(3, question, "令和8年11月20日" if day else answer))
        assert not state.visit.problems, question
    found[f"outcome-{event.id}"] = state
    return found


def family_pages(person: SessionState) -> dict[str, SessionState]:
    """Return the pages of a second card, of somebody who is here and of somebody who is not."""
    found: dict[str, SessionState] = {}
    found["family-who"] = who = after(person, FamilyAsked(40))
    found["family-here"] = here = after(who, MemberNamed(41, Relation.CHILD))
    found["family-doors-here"] = after(here, MemberHere(42, here=True))
    found["family-doors-absent"] = absent = after(here, MemberHere(42, here=False))
    card = CardPresent(READER, b"", 2)
    check = replace(CHECK, tries_left=10)
    state = after(absent, DoorChosen(43, Door.CODE_B), ReaderChanged(44, card), CardChecked(45, 3, 2, check))
    state = after(state, SecretSubmitted(46), CardRead(47, 4, 2, replace(READING, person=CHILD)))
    found["family-person"] = after(state, ReaderChanged(48, NoCard(READER)))
    return found


def letter_pages(person: SessionState) -> dict[str, SessionState]:
    """Return the page about the letter of authority, and the check page of a proxy who has one."""
    proxy = replace(person, visit=replace(person.visit, procedures=("koseki",)))
    state = after(proxy, ReadReviewed(9, mine=True))
    while state.phase is Phase.ANSWER:
        key = state.visit.question or ""
        asked = journey.question(state.procedures, state.visit.answers, key)
        assert asked is not None
        raw = "代理人" if key == "koseki.relation" else None
        state = after(state, Answered(10, key, raw)) if raw else _answered(state, asked)
    assert state.phase is Phase.LETTER
    return {"letter": state, "check-proxy": after(state, LetterReviewed(50, at_hand=True))}


def questions(person: SessionState, limit: int = 200) -> dict[str, SessionState]:
    """Return each question of a visit, answered one after the other with what its kind allows."""
    found: dict[str, SessionState] = {}
    state = after(person, ReadReviewed(9, mine=True))
    while state.phase is Phase.ANSWER and len(found) < limit:
        key = state.visit.question or ""
        found[f"ask-{key}"] = state
        asked = journey.question(state.procedures, state.visit.answers, key)
        assert asked is not None
        state = _answered(state, asked)
    found["check"] = state
    return found


def _answered(state: SessionState, asked: journey.Question) -> SessionState:
    raws: list[object] = [UNKNOWN, SKIPPED]
    if asked.field.kind is Kind.CHOICE:
        raws = list(asked.field.options)
    elif asked.field.kind is Kind.CHECKBOX:
        raws = ["はい", "いいえ"]
    elif asked.field.kind is Kind.NUMBER:
        raws = [str(max(1, asked.field.limits.at_least or 0)), UNKNOWN]
    for raw in raws:
        tried = after(state, Answered(10, asked.key, raw))
        if (tried.visit.question != asked.key or tried.phase is not Phase.ANSWER) and not tried.overlays:
            return tried
    raise AssertionError(f"no answer moves {asked.key} on")


def further_pages(settings: Settings | None = None) -> dict[str, SessionState]:
    """Return a stop rule, and a question for each control that the two procedures do not ask by."""
    asked = questions(card_pages(settings, ("mnc_saikofu",))["person"])["ask-cardholder.applied_by"]
    found = {"stopped": after(asked, Answered(10, "cardholder.applied_by", "代理人"))}
    for form in ("iryohi", "mnc_pin_irai", "shisetsu"):
        for state in questions(card_pages(settings, (form,))["person"]).values():
            view = page(state, Words(), None)
            if isinstance(view, Ask):
                name = "several" if view.kind is Kind.MULTI else control_of(view)
                found.setdefault(f"control-{name}", state)
    del found["control-choice"], found["control-digits"]
    return found


def last_pages(check: SessionState) -> dict[str, SessionState]:
    """Return the way from the check page to the end."""
    found: dict[str, SessionState] = {}
    drawn = after(check, PagesDrawn(20, check.station.jobs, "K-0001", 2))
    found["printing"] = state = after(drawn, PrintAsked(21))
    found["paper"] = state = after(state, PagesSent(22, state.station.jobs, Sent("1")))
    found["finished"] = after(state, PaperReviewed(23, came_out=True))
    return found


def signature_page(check: SessionState) -> SessionState:
    """Return the page to sign on, of a visit for a form that is signed, where the town has a pad."""
    policy = replace(check.station.policy, signature=True)
    visit = replace(check.visit, procedures=("jutaku", "kaigo_hihoken"))
    answers = visit.answers.set("insured.applied_by", "被保険者本人", Giver.RESIDENT)
    state = replace(check, station=replace(check.station, policy=policy), visit=replace(visit, answers=answers))
    return replace(state, phase=Phase.SIGN)


def notices(pages: dict[str, SessionState]) -> dict[str, SessionState]:
    """Return what can lie above a page: failures, staff, help, the last try, the countdown."""
    reading, printing = pages["reading"], pages["printing"]
    found = {
        "staff": after(pages["purpose"], StaffCalled(30)),
        "help": after(pages["doors"], HelpAsked(30)),
        "still-there": after(pages["purpose"], Tick(pages["purpose"].touched + 10_000)),
        "printer-jam": after(printing, PagesSent(31, printing.station.jobs, Failed("PRN-02"))),
        "printer-unsure": after(printing, PagesSent(31, printing.station.jobs, Unsure("no answer"))),
    }
    for below, codes in (
        ("secret-pin", (FailureCode.READER_NONE, FailureCode.READER_SERVICE)),
        ("printing", (FailureCode.PRINTER_PAPER, FailureCode.PRINTER_GONE)),
    ):
        found |= {f"failure-{code.value}": tell(pages[below], Failure(code)) for code in codes}
    for code in (FailureCode.FORM_TOO_LONG, FailureCode.FORM_CHARACTER):
        drawn = Pages("S", 2, (PageProblem(code, "juminhyo", "applicant.phone"),))
        found[f"failure-{code.value}"] = tell(pages["check"], Failure(code), pages=drawn)
    for code in FailureCode:
        if code.value.startswith(("CARD", "PIN", "READ")):
            left = {FailureCode.PIN_WRONG: 2, FailureCode.PIN_BLOCKED: 0, FailureCode.PIN_LAST_TRY: 1}.get(code)
            found[f"failure-{code.value}"] = after(reading, CardFailed(31, 2, 1, Failure(code, tries_left=left)))
    last = after(pages["checking"], CardChecked(5, 1, 1, replace(CHECK, tries_left=1)))
    found["last-try"] = after(last, ActionChosen(32, Action.STAFF))
    claim = replace(pages["secret-pin"].visit, procedures=("jidoteate_nintei",))
    found["my-number"] = replace(pages["secret-pin"], visit=claim, overlays=(Staff(my_number=True),))
    return found


def all_pages(settings: Settings | None = None) -> dict[str, SessionState]:
    """Return every page and notice of a visit for two procedures and a question for every other control, by name."""
    pages = card_pages(settings, ("juminhyo", "inkan_shomei"))
    pages |= choosing_pages(settings)
    pages |= family_pages(pages["person"])
    pages |= letter_pages(pages["person"])
    pages |= questions(pages["person"])
    pages |= further_pages(settings)
    pages |= {"sign": signature_page(pages["check"])}
    pages |= last_pages(pages["check"])
    return pages | notices(pages)


def procedures() -> dict[str, Procedure]:
    """Return the shipped procedures."""
    return dict(shipped()[0])
