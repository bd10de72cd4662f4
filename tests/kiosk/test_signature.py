"""The signature on the screen: off unless the town wants it, on paper alone, in one's own box, wiped at every end."""

from __future__ import annotations

import gc
import pickle
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PIL import ImageChops

from forms.answers import NO_ANSWERS, Answers, Giver
from forms.definition import Kind
from forms.journey import complete
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk.config import Config, Printing
from kiosk.drawing import Document, Drawing, Drawn
from kiosk.failures import Action, FailureCode
from kiosk.numberbox import NumberBox
from kiosk.prefill import facts
from kiosk.secretbox import SecretBox
from kiosk.services.card import CardService
from kiosk.services.clock import SystemClock
from kiosk.services.printing import PrintService
from kiosk.services.reader import ReaderService
from kiosk.services.runtime import Runtime
from kiosk.session.audit_line import AuditEvent, audit_line
from kiosk.session.effects import ClearSignature, DrawPages, SendPages, Wipe
from kiosk.session.events import (
    ActionChosen,
    Back,
    ChangeAsked,
    DoorChosen,
    PagesDrawn,
    PaperReviewed,
    PrintAsked,
    SettingsChanged,
    Signed,
    StartOver,
)
from kiosk.session.policy import policy_of
from kiosk.session.settings import Settings
from kiosk.session.state import PageProblem, Phase, Policy, new_session
from kiosk.signaturebox import MOST, SignatureBox
from kiosk.signing import box_of
from printing.content import Ink
from printing.job import Failed, Sent
from tests.support.pdf import poppler_text, raster
from tests.support.phases import PAGES
from tests.support.procedures import TODAY
from tests.support.visit import PERSON, Visit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHIPPED = load_catalogue().procedures
TOWN = load_town()
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DPI = 150
FAR = Policy(signature=True, card_job_s=10_000, print_job_s=10_000)


def cross(box: SignatureBox) -> SignatureBox:
    """Write a cross."""
    for start, end in (((0.1, 0.05), (0.7, 0.25)), ((0.1, 0.25), (0.7, 0.05))):
        box.begin(*start)
        box.go(*end)
    return box


# --- the box


def test_the_box_keeps_strokes_and_overwrites_them() -> None:
    box = SignatureBox()
    assert not box
    box.go(0.5, 0.5)
    with box.lent() as strokes:
        assert strokes == ()
    box.begin(0.5, 0.25)
    assert not box, "a touch is no signature"
    cross(box)
    assert box
    with box.lent() as strokes:
        assert [len(stroke) for stroke in strokes] == [1, 2, 2]
        assert strokes[1][1] == pytest.approx((0.7, 0.25), abs=1e-4)
    assert any(box._points)
    box.clear()
    assert not box
    assert not any(box._points)
    assert "0." not in repr(cross(box))
    with pytest.raises(TypeError):
        pickle.dumps(box)


def test_a_full_box_takes_no_more_and_keeps_what_it_has() -> None:
    box = SignatureBox()
    box.begin(0, 0)
    for at in range(MOST + 5):
        box.go(at / MOST, 2.0)
    with box.lent() as strokes:
        assert [len(stroke) for stroke in strokes] == [MOST]
        assert strokes[0][-1][1] == 1.0


# --- the session


def printing(visit: Visit, *, given: bool = True) -> Visit:
    return PAGES[Phase.SIGN](visit).do(Signed, given=given).drawn()


def test_it_is_off_unless_the_town_says_so() -> None:
    assert not policy_of(Config()).signature
    assert policy_of(Config(printing=Printing(signature_pad=True))).signature
    visit = Visit().start("signed").do(DoorChosen, door=None).answer("applicant.name", "空知 花子")
    assert visit.drawn().do(PrintAsked).phase is Phase.PRINT
    assert not visit.latest(DrawPages).pad
    assert visit.state.visit.signed is None
    assert visit.count(ClearSignature) == 0


@pytest.mark.parametrize("given", [True, False])
def test_it_is_asked_once_before_printing(given: bool) -> None:
    visit = printing(Visit(FAR), given=given)
    assert (visit.phase, visit.state.visit.signed) == (Phase.PRINT, given)
    assert visit.latest(DrawPages).pad
    assert visit.count(SendPages) == 1
    assert visit.count(ClearSignature) == (0 if given else 1)
    visit.sent().do(PaperReviewed, came_out=False)
    assert visit.count(ClearSignature) == (0 if given else 1), "it may have to be printed again"
    assert (visit.do(ActionChosen, action=Action.RETRY).phase, visit.count(SendPages)) == (Phase.PRINT, 2)
    visit.sent().do(PaperReviewed, came_out=True)
    assert ClearSignature() in visit.last
    assert (visit.phase, visit.state.visit.signed) == (Phase.FINISHED, given)


def test_a_visit_without_such_a_box_is_not_asked() -> None:
    assert Visit(FAR).to_check_page().drawn().do(PrintAsked).phase is Phase.PRINT


def test_the_pages_are_drawn_while_it_is_written_and_another_language_draws_them_anew() -> None:
    visit = PAGES[Phase.SIGN](Visit(FAR))
    visit.drawn().do(SettingsChanged, settings=Settings(language="en"))
    assert (visit.phase, visit.latest(DrawPages).language) == (Phase.SIGN, "en")
    assert visit.count(ClearSignature) == 0


@pytest.mark.parametrize("leave", [Back, StartOver])
def test_leaving_the_page_overwrites_it(leave: type[Any]) -> None:
    visit = PAGES[Phase.SIGN](Visit(FAR)).do(leave)
    assert {ClearSignature(), Wipe()} & set(visit.last)
    assert visit.state.visit.signed is None
    assert visit.phase in {Phase.CHECK_ANSWERS, Phase.ATTRACT}


def test_once_the_answers_are_open_again_it_is_asked_again() -> None:
    visit = printing(Visit(FAR)).sent(Failed("PRN-02"))
    assert visit.count(ClearSignature) == 0
    assert visit.do(Back).phase is Phase.CHECK_ANSWERS
    assert ClearSignature() in visit.last
    assert (
        visit.do(ChangeAsked, key="applicant.name").answer("applicant.name", "空知 良子").phase is Phase.CHECK_ANSWERS
    )
    assert visit.drawn().do(PrintAsked).phase is Phase.SIGN


@pytest.mark.parametrize("action", [Action.CONFIRM, Action.RETRY])
def test_a_field_left_empty_is_told_first_and_the_signature_waits(action: Action) -> None:
    problem = PageProblem(FailureCode.FORM_TOO_LONG, "signed", "applicant.name")
    visit = PAGES[Phase.SIGN](Visit(FAR)).do(Signed, given=True)
    visit.do(PagesDrawn, job=visit.latest(DrawPages).job, slip_id="S", sheets=1, problems=(problem,))
    assert (visit.phase, visit.code, visit.count(ClearSignature)) == (Phase.CHECK_ANSWERS, "FORM-01", 0)
    visit.do(ActionChosen, action=action)
    if action is Action.CONFIRM:
        assert (visit.phase, visit.count(SendPages), visit.count(ClearSignature)) == (Phase.PRINT, 1, 0)
    else:
        assert (visit.phase, visit.state.visit.signed) == (Phase.CHECK_ANSWERS, None)
        assert visit.last == (ClearSignature(),)


@pytest.mark.parametrize("phase", [Phase.SIGN, Phase.PRINT, Phase.TAKE_PAPER])
def test_waiting_wipes_it(phase: Phase) -> None:
    visit = PAGES[Phase.SIGN](Visit(FAR))
    if phase is not Phase.SIGN:
        visit.do(Signed, given=True).drawn()
    if phase is Phase.TAKE_PAPER:
        visit.sent()
    assert visit.phase is phase
    visit.wait(180).wait(60)
    assert Wipe() in visit.last
    assert visit.state.visit.signed is None


def test_the_log_tells_that_printing_was_asked_for_and_no_more() -> None:
    visit = PAGES[Phase.SIGN](Visit(FAR))
    before, event = visit.state, Signed(visit.state.now + 1, given=True)
    visit.do(Signed, given=True)
    line = audit_line(before, visit.state, event)
    assert line is not None
    assert line.event is AuditEvent.PRINT_ASKED


# --- the paper


def drawn(*ids: str, who: dict[str, str]) -> tuple[Answers, Drawn]:
    procedures, answers = tuple(SHIPPED[id_] for id_ in ids), NO_ANSWERS
    for key, value in who.items():
        answers = answers.set(key, value, Giver.RESIDENT)
    answers = complete(procedures, answers, facts(PERSON, TODAY))
    drawing = Drawing(SHIPPED, TOWN, lambda: NOW, bytes)
    return answers, drawing(DrawPages(1, ids, answers, names=(PERSON.name,), pad=True))


SIGNS = {
    "jutaku": {},
    "kaigo_gendo": {"insured.applied_by": "被保険者本人"},
    "mnc_shomei": {"cardholder.applied_by": "本人"},
    "jidoteate_genkyo": {"claimant.who": "わたし本人"},
}


@pytest.mark.parametrize("id_", SIGNS)
def test_the_ink_stands_in_its_box_and_nowhere_else(id_: str) -> None:
    from kiosk import paper  # noqa: PLC0415 - for the places alone

    answers, pages = drawn(id_, who=SIGNS[id_])
    document = pages.documents[0]
    assert document.signature_box == "sign"
    place = next(one for one in paper.draw(SHIPPED[id_], answers, TOWN).placed if one.field == "sign")
    number, box = NumberBox(), SignatureBox()
    assert document.finished(number, box) == document.pdf
    signed = document.finished(number, cross(box))
    assert document.again is not None
    without = document.again({}, {"sign": ()})  # the line at the foot asks for no signature here either
    for page in range(1, document.sheets + 1):
        found = ImageChops.difference(*(raster(pdf, page, DPI) for pdf in (without, signed))).getbbox()
        if page != place.page:
            assert found is None
            continue
        assert found is not None
        left, top, right, bottom = (side / DPI * 25.4 for side in found)
        assert place.x <= left < right <= place.x + place.w
        assert place.y <= top < bottom <= place.y + place.h
        assert bottom - top > 0.6 * min(place.h - 2, 10)
    assert "署名をして" in poppler_text(document.pdf)
    others = [f for f in SHIPPED[id_].fields if f.kind is Kind.SIGNATURE and f.id != "sign" and f.show_if is None]
    assert others or "署名をして" not in poppler_text(signed)
    box.clear()
    assert document.finished(number, box) == document.pdf


def test_a_proxy_s_form_a_letter_and_the_slip_take_none() -> None:
    box = cross(SignatureBox())
    _, pages = drawn(
        "kaigo_gendo", "risai", "ininjo", who={"insured.applied_by": "家族・親族", "risai.a_rel": "代理人"}
    )
    assert len(pages.documents) == 4
    for document in pages.documents:
        assert document.signature_box == ""
        assert document.finished(NumberBox(), box) == document.pdf
    entrusting = NO_ANSWERS.set("ininjo.applicant_kind", "委任者", Giver.RESIDENT)
    assert box_of(SHIPPED["ininjo"], entrusting) == ""


def test_the_slip_says_that_a_form_may_be_signed_already() -> None:
    _, pages = drawn("jutaku", who={})
    assert "署名のない所があれば" in "".join(poppler_text(pages.documents[-1].pdf).split())


def test_number_and_signature_stand_on_one_sheet() -> None:
    written: list[object] = []

    def again(digits: Any, strokes: Any) -> bytes:
        written.append((bytes(digits["n"]), len(strokes["s"])))
        return b"both"

    number, page = NumberBox(), Document("x", "x", b"none", 1, {"n": 0}, "s", again)
    number.put(0, bytearray(b"123456789018"))
    assert page.finished(number, cross(SignatureBox())) == b"both"
    assert written == [(b"123456789018", 2)]


# --- the services


class _Printer:
    def __init__(self) -> None:
        self.printed: list[bytes] = []

    def print(self, pdf: bytes, title: str) -> Sent:
        self.printed.append(pdf)
        return Sent(title)

    def clear(self) -> None: ...

    def status(self) -> Any:
        return pytest.fail("nobody asks")


def test_the_services_print_it_and_overwrite_it(qtbot: QtBot) -> None:
    box, told, clock, printer = SignatureBox(), list[object](), SystemClock(), _Printer()
    page = Document("x", "x", b"empty", 1, signature_box="s", again=lambda _, strokes: b"%d" % len(strokes["s"]))
    pages = PrintService(lambda _: Drawn("S", NOW, (page,)), printer, lambda: 1.0, signature=box)  # type: ignore[arg-type]
    pages.told.connect(told.append)
    cards = CardService(lambda: pytest.fail("no card"), SecretBox(), lambda: 1.0)  # type: ignore[arg-type,misc]
    runtime = Runtime(
        new_session({}, Policy()),
        box=SecretBox(),
        clock=clock,
        reader=ReaderService(lambda: 1.0),
        card=cards,
        printer=pages,
        signature=box,
    )
    runtime._carry_out(DrawPages(1, ("x",), NO_ANSWERS))
    cross(box)
    runtime._carry_out(SendPages(2))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert printer.printed == [b"2"]
    for effect in (ClearSignature(), Wipe()):
        cross(box)
        runtime._carry_out(effect)
        assert not any(box._points), effect
    cross(box)
    assert runtime.stop()
    assert not any(box._points)


def test_no_strokes_are_kept_by_the_pages_once_they_are_sent() -> None:
    _, pages = drawn("jutaku", who={})
    before = {id(one) for one in gc.get_objects() if isinstance(one, Ink)}
    pages.documents[0].finished(NumberBox(), cross(SignatureBox()))
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Ink) and id(one) not in before]


def vars_of(visit: object) -> list[object]:
    return [getattr(visit, field.name) for field in fields(visit)]  # type: ignore[arg-type]  # a dataclass


def test_nothing_of_it_is_in_a_state_an_event_or_an_effect() -> None:
    visit = printing(Visit(FAR)).sent()
    told = repr((visit.state, visit.effects, Signed(1.0, given=True)))
    assert "Ink" not in told
    assert "strokes" not in told
    assert "SignatureBox" not in told
    assert not any(isinstance(value, float) for value in vars_of(visit.state.visit))
