"""The 12-digit number: three locks, one read, the paper and nothing else (docs/my-number.md)."""

from __future__ import annotations

import gc
import json
import os
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from cardreader.mynumber.number import LENGTH
from cardreader.secret import Door, Secret
from cardreader.virtual import Answer, VirtualReader, load_profile, profile_facts
from forms.answers import Answers, Giver
from forms.definition import Catalogue, Procedure
from forms.journey import complete
from forms.loader import load_catalogue
from forms.number_cells import cells, may_take
from forms.settings import load_town
from forms.values import UNKNOWN
from kiosk import headless, paper
from kiosk.drawing import Document, Drawing, SlipSettings
from kiosk.failures import Action
from kiosk.fill_request import FillRequest, FillResult, MemberCard
from kiosk.headless import run_fill
from kiosk.keys import load_private, load_public, new_keys
from kiosk.numberbox import NumberBox
from kiosk.prefill import facts
from kiosk.sealing import open_slip
from kiosk.session.audit_line import AuditEvent, audit_line
from kiosk.session.effects import ClearSecret, ReadCard
from kiosk.session.events import (
    ActionChosen,
    Back,
    Closed,
    DoorChosen,
    FamilyAsked,
    MemberHere,
    MemberNamed,
    PaperReviewed,
    PurposeChosen,
    ReadReviewed,
    SecretSubmitted,
    StaffCalled,
    StaffConfirmed,
    Started,
)
from kiosk.session.persons import Relation
from kiosk.session.state import Phase, Policy, Staff, new_session
from kiosk.session.step import step
from kiosk.slip_reader import as_csv, read_slip
from printing.job import Sent
from tests.kiosk.test_headless import NOW, Paper
from tests.kiosk.test_secret_boxes import reads_of_the_number
from tests.support.pdf import poppler_text, text_in
from tests.support.procedures import TODAY
from tests.support.visit import PERSON, Visit, check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cardreader.virtual.card import VirtualCard

NUMBER = "123456789018"  # the published dummies, which the profiles `plain` and `contactless` hold
OTHER = "537686677188"
TOWN = load_town()
SHIPPED = load_catalogue()
CLAIM = "jidoteate_nintei"
CARE = "kaigo_shinki"
ANSWERS = {
    CLAIM: '[claimant]\nwho = "わたし本人"\n[jidoteate_nintei]\nsingle = "無"\n',
    CARE: '[insured]\napplied_by = "被保険者本人"\n',
}


def lawless() -> Catalogue:
    """The catalogue with no law named: the fields still say that they would take the number."""
    return Catalogue({id_: replace(one, my_number_law="") for id_, one in SHIPPED.procedures.items()})


class Run:
    """One `fill` with a key pair, everything it wrote, said and sent to the card."""

    def __init__(
        self,
        out: Path,
        *,
        law: bool = True,
        town: bool = True,
        clerk: bool = True,
        form: str = CLAIM,
        door: Door = Door.PIN,
        answers: str | None = None,
        fault: Answer | None = None,
    ) -> None:
        reader, self.card = VirtualReader(lambda _: None), load_profile("plain")
        if fault:
            self.card.inject(fault)
        reader.insert(self.card)
        known = profile_facts("plain")
        path = out.parent / "answers.toml"
        path.write_text(ANSWERS[form] if answers is None else answers, "utf-8")
        catalogue = SHIPPED if law else lawless()
        self.out, self.printer = out, Keeping()
        self.keys = new_keys(out.parent / "keys", "試験")
        key = load_public(self.keys.public)
        request = FillRequest(
            (form,),
            out,
            answers=path,
            source=reader,
            secret=Secret(door, bytearray(known.pin if door is Door.PIN else known.code_b)),
            my_number=town,
            confirm_my_number=clerk,
            printer=self.printer,
        )
        drawing = Drawing(catalogue.procedures, TOWN, lambda: NOW, os.urandom, SlipSettings(key=key))
        self.result: FillResult = run_fill(request, catalogue, TOWN, drawing, TODAY)

    def pdf(self, name: str) -> bytes:
        return (self.out / f"{name}.pdf").read_bytes()


class Keeping(Paper):
    """A printer that keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.pdfs: list[bytes] = []

    def print(self, pdf: bytes, title: str) -> Any:
        self.pdfs.append(pdf)
        assert NUMBER not in title
        return super().print(pdf, title)


def in_cells(procedure: Procedure, answers: Answers, pdf: bytes) -> dict[str, str]:
    """What stands in every box of that kind, by the place where the form draws it."""
    placed = paper.draw(procedure, answers, TOWN).placed
    kinds = {field.id: field.kind for field in procedure.fields}
    return {
        place.field: "".join(text_in(pdf, place).split())
        for place in placed
        if kinds.get(place.field.rpartition(".")[2]) == "my_number"
    }


def read_it(card: VirtualCard) -> int:
    return len(reads_of_the_number(card))


@pytest.mark.parametrize(("law", "town", "clerk"), list(product((False, True), repeat=3)))
def test_only_all_three_locks_open(law: bool, town: bool, clerk: bool, tmp_path: Path) -> None:
    run = Run(tmp_path / "out", law=law, town=town, clerk=clerk)
    opened = law and town and clerk
    assert run.result.failure is None
    assert read_it(run.card) == (1 if opened else 0)
    assert (NUMBER in "".join(poppler_text(run.pdf(CLAIM)).split())) is opened
    assert run.result.manifest["forms"][0]["my_number"] == (["a_mynum"] if opened else [])  # type: ignore[index]


@pytest.mark.parametrize(("form", "field"), [(CLAIM, "a_mynum"), (CARE, "ins_mynum")])
def test_the_digits_stand_in_their_cells_and_nowhere_else(
    form: str, field: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run = Run(tmp_path / "out", form=form)
    assert run.result.failure is None
    assert read_it(run.card) == 1
    assert in_cells(SHIPPED.procedures[form], Answers({}), run.pdf(form))[field] == NUMBER
    boxes = in_cells(SHIPPED.procedures[form], Answers({}), run.pdf(form))
    assert all(text == "" for key, text in boxes.items() if key != field)
    assert "".join(poppler_text(run.pdf(form)).split()).count(NUMBER) == 1
    assert run.printer.pdfs[0] == run.pdf(form)
    assert NUMBER not in "".join(poppler_text(run.pdf("slip")).split())
    opened = open_slip(read_slip(run.out / "slip.pdf"), load_private(run.keys.private))
    assert opened.procedures[form]
    assert field not in opened.procedures[form]
    assert NUMBER not in as_csv(opened, SHIPPED.procedures) + repr(opened)
    told = json.dumps(run.result.manifest, ensure_ascii=False)
    assert NUMBER not in told
    assert NUMBER not in repr(run.result)
    for path in run.out.iterdir():
        assert path.name == f"{form}.pdf" or NUMBER.encode() not in path.read_bytes()
    printed = capfd.readouterr()
    assert NUMBER not in printed.out + printed.err


def test_the_printed_number_does_not_open_it(tmp_path: Path) -> None:
    run = Run(tmp_path / "out", door=Door.CODE_B)
    assert run.result.failure is None
    assert read_it(run.card) == 0


@pytest.mark.parametrize("answers", ['[insured]\napplied_by = "家族・親族"\n', ""])
def test_the_card_of_a_relative_fills_no_cells_of_the_insured(answers: str, tmp_path: Path) -> None:
    run = Run(tmp_path / "out", form=CARE, answers=answers)
    assert run.result.failure is None
    assert NUMBER not in "".join(poppler_text(run.pdf(CARE)).split())
    assert run.result.manifest["forms"][0]["my_number"] == []  # type: ignore[index]


def test_beside_a_name_that_was_put_right_by_hand_stands_no_number() -> None:
    procedure, known = SHIPPED.procedures[CLAIM], facts(PERSON, TODAY)
    answers = complete((procedure,), Answers({}).set("claimant.who", "わたし本人", Giver.RESIDENT), known)
    names = ("鶉野　美咲", PERSON.name)
    assert cells(procedure, answers, names) == {"a_mynum": 1}
    assert cells(procedure, answers.set("applicant.name", "別　人", Giver.RESIDENT), names) == {}
    assert cells(procedure, answers.set("applicant.name", UNKNOWN, Giver.RESIDENT), names) == {}
    assert cells(procedure, Answers({}), names) == {}
    assert cells(procedure, answers, ()) == {}
    assert cells(procedure, answers, (PERSON.name, PERSON.name)) == {}, "two cards of one name: nobody guesses"


@pytest.mark.parametrize("who", ["わたし本人", "配偶者", "ほかの方"])
def test_only_a_claimant_at_the_window_has_the_number_filled_in(who: str) -> None:
    """The card of a husband or wife was read too: it is asked for no number, a pen writes it."""
    procedure, spouse = SHIPPED.procedures[CLAIM], replace(PERSON, name="窓辺　良子")
    answers = Answers({}).set("claimant.who", who, Giver.RESIDENT)
    answers = complete((procedure,), answers, facts(PERSON, TODAY, [(spouse, "配偶者")]))
    own = {"a_mynum": 0} if who == "わたし本人" else {}
    assert cells(procedure, answers, (PERSON.name, spouse.name)) == own


def test_no_event_state_effect_or_audit_line_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def spy(state: Any, event: Any) -> Any:
        after = step(state, event)
        seen.append((event, *after))
        return after

    monkeypatch.setattr(headless, "step", spy)
    run = Run(tmp_path / "out")
    assert read_it(run.card) == 1
    # Effects and events whole, every state, all that hangs on them.
    assert NUMBER not in repr(seen)
    assert "bytearray" not in repr(seen)
    answers = next(state.visit.answers for _, state, _ in reversed(seen) if state.visit.answers)
    assert "jidoteate_nintei.a_mynum" not in dict(answers.items())
    lines = [audit_line(seen[i - 1][1], seen[i][1], seen[i][0]) for i in range(1, len(seen))]
    assert NUMBER not in repr(lines)
    assert [line.event for line in lines if line].count(AuditEvent.MY_NUMBER_CONFIRMED) == 1


def test_nothing_is_left_in_a_text_or_buffer_of_ours(tmp_path: Path) -> None:
    boxes: list[NumberBox] = []

    class Watched(NumberBox):
        __slots__ = ()

        def __init__(self) -> None:
            super().__init__()
            boxes.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headless, "NumberBox", Watched)
        run = Run(tmp_path / "out")
    assert NUMBER in "".join(poppler_text(run.pdf(CLAIM)).split())
    assert len(boxes) == 1
    assert not boxes[0]
    wanted = bytearray(NUMBER, "ascii")
    assert not any(one == wanted for one in gc.get_objects() if type(one) is bytearray and one is not wanted)


@pytest.mark.parametrize("sw", [0x6982, 0x6581])
def test_a_number_that_cannot_be_read_leaves_its_cells_empty(sw: int, tmp_path: Path) -> None:
    # SELECT, tries, two of the expiry, SELECT, VERIFY, the four: the next is the number.
    for at in range(1, 12):
        out = tmp_path / str(at) / "out"
        out.parent.mkdir()
        run = Run(out, fault=Answer(at, sw))
        if reads_of_the_number(run.card) and run.result.failure is None:
            commands = [one.command for one in run.card.transcript]
            if commands[at - 1] in reads_of_the_number(run.card):
                assert NUMBER not in "".join(poppler_text(run.pdf(CLAIM)).split())
                return
    pytest.fail("the fault never met the number")


def test_the_box() -> None:
    box, digits = NumberBox(), bytearray(NUMBER, "ascii")
    assert not box
    box.put(0, digits)
    assert box
    assert digits == bytes(LENGTH)
    assert NUMBER not in repr(box)
    with box.lent({0, 1}) as lent:
        assert lent == {0: NUMBER.encode(), 1: bytes(LENGTH)}
    assert set(map(bytes, lent.values())) == {bytes(LENGTH)}
    box.clear()
    assert not box
    box.put(0, bytearray(LENGTH))
    assert not box, "a number that was not read is none"
    with pytest.raises(TypeError):
        box.__reduce__()


def test_a_page_is_drawn_with_it_only_while_there_is_one() -> None:
    lent: list[bytearray] = []

    def again(digits: Mapping[str, bytearray], strokes: object) -> bytes:
        assert not strokes
        lent.extend(digits.values())
        return b"".join(digits.values())

    box, page = NumberBox(), Document("x", "x", b"empty cells", 1, {"n": 1, "other": 2}, again=again)
    box.put(0, bytearray(OTHER, "ascii"))
    assert page.finished(box) == b"empty cells", "somebody else's number is none of this page's"
    box.put(1, bytearray(NUMBER, "ascii"))
    assert page.finished(box) == NUMBER.encode()
    assert lent == [bytearray(LENGTH)], "the copy is overwritten"
    assert Document("x", "x", b"other", 1).finished(box) == b"other"


# --- several cards


def test_each_number_stays_with_its_person() -> None:
    box = NumberBox()
    for person, digits in enumerate((NUMBER, OTHER, NUMBER)):
        box.put(person, bytearray(digits, "ascii"))
    assert box.persons() == {0, 1, 2}
    box.clear(2)
    assert box.persons() == {0, 1}
    with box.lent({1}) as lent:
        assert lent == {1: OTHER.encode()}
    box.clear(1)
    assert box.persons() == {0}


MOTHERS = """
[claimant]
who = "わたし本人"
[jidoteate_nintei]
single = "無"
[insured]
applied_by = "家族・親族"
name = "窓辺　花子"
"""


@pytest.mark.parametrize("door", list(Door))
def test_two_people_s_forms_bear_each_their_own(tmp_path: Path, door: Door) -> None:
    """A claim of the person at the window, and care for a parent who typed the PIN of her own card beside them."""
    cards: dict[str, VirtualCard] = {}

    def reader(name: str) -> VirtualReader:
        made, cards[name] = VirtualReader(lambda _: None), load_profile(name)
        made.insert(cards[name])
        return made

    def secret(name: str, door: Door = Door.PIN) -> Secret:
        known = profile_facts(name)
        return Secret(door, bytearray(known.pin if door is Door.PIN else known.code_b))

    path, out = tmp_path / "answers.toml", tmp_path / "out"
    path.write_text(MOTHERS, "utf-8")
    request = FillRequest(
        (CLAIM, CARE),
        out,
        answers=path,
        source=reader("plain"),
        secret=secret("plain"),
        members=(MemberCard(Relation.PARENT, reader("contactless"), secret("contactless", door)),),
        my_number=True,
        confirm_my_number=True,
    )
    drawing = Drawing(SHIPPED.procedures, TOWN, lambda: NOW, os.urandom, SlipSettings())
    result = run_fill(request, SHIPPED, TOWN, drawing, TODAY)
    assert result.failure is None
    by_pin = door is Door.PIN
    assert {name: read_it(card) for name, card in cards.items()} == {"plain": 1, "contactless": int(by_pin)}
    printed = {name: "".join(poppler_text((out / f"{name}.pdf").read_bytes()).split()) for name in (CLAIM, CARE)}
    assert (NUMBER in printed[CLAIM], OTHER in printed[CLAIM]) == (True, False)
    assert (NUMBER in printed[CARE], OTHER in printed[CARE]) == (False, by_pin)
    told = {form["id"]: form["my_number"] for form in result.manifest["forms"]}  # type: ignore[attr-defined]
    assert told == {CLAIM: ["a_mynum"], CARE: ["ins_mynum"] if by_pin else []}
    assert NUMBER not in json.dumps(result.manifest)
    assert OTHER not in json.dumps(result.manifest)


# --- the machine


CATALOGUE = {id_: SHIPPED.procedures[id_] for id_ in (CLAIM, CARE, "juminhyo")}


class Numbered(Visit):
    """A visit whose town has the switch on."""

    def __init__(self, *, switch: bool = True, form: str = CLAIM, door: Door = Door.PIN, left: int = 3) -> None:
        super().__init__()
        self.state = new_session(CATALOGUE, Policy(my_number=switch))
        self.do(Started, today=TODAY).do(PurposeChosen, procedures=(form,)).do(DoorChosen, door=door)
        self.insert().card_says(check(left))

    @property
    def offered(self) -> bool:
        return self.state.overlay == Staff(my_number=True)


@pytest.mark.parametrize(
    ("switch", "form", "door", "offered"),
    [
        (True, CLAIM, Door.PIN, True),
        (False, CLAIM, Door.PIN, False),
        (True, "juminhyo", Door.PIN, False),
        (True, CLAIM, Door.CODE_B, False),
    ],
)
def test_the_clerk_is_asked_only_where_the_other_locks_are_open(
    switch: bool, form: str, door: Door, offered: bool
) -> None:
    visit = Numbered(switch=switch, form=form, door=door)
    assert visit.offered is offered
    if not offered:
        visit.do(StaffConfirmed).do(SecretSubmitted)
        assert visit.latest(ReadCard).my_number is False


def test_confirmed_it_is_read_and_refused_it_is_not() -> None:
    confirmed = Numbered().do(StaffConfirmed).do(SecretSubmitted)
    assert confirmed.latest(ReadCard).my_number is True
    refused = Numbered().do(Closed).do(SecretSubmitted)
    assert refused.latest(ReadCard).my_number is False
    assert refused.do(StaffConfirmed).state.visit.my_number is False


def test_a_clerk_who_is_called_finds_the_question_still_there() -> None:
    assert Numbered().do(StaffCalled).offered


def test_the_confirmation_is_for_the_card_that_was_there() -> None:
    visit = Numbered().do(StaffConfirmed).remove().insert()
    visit.card_says(check(3))
    assert visit.offered
    assert not visit.state.visit.my_number


def test_a_confirmation_after_the_card_left_confirms_nothing() -> None:
    visit = Numbered().remove().do(StaffConfirmed)
    assert not visit.state.visit.my_number
    assert visit.phase is Phase.PRESENT_CARD


def test_the_last_try_is_confirmed_first_and_is_no_word_on_the_number() -> None:
    visit = Numbered(left=1)
    assert visit.code == "PIN-04"
    visit.do(ActionChosen, action=Action.STAFF).do(StaffConfirmed)
    assert visit.offered
    assert visit.state.visit.last_try
    assert not visit.state.visit.my_number
    visit.do(Closed).do(SecretSubmitted)
    assert visit.latest(ReadCard) == ReadCard(2, 1, Door.PIN, 1, True, False)


def second_card(form: str) -> Numbered:
    """Read the first card with its number, then come to the pad of a parent who is here."""
    visit = Numbered(form=form).do(StaffConfirmed).do(SecretSubmitted).card_read().remove()
    visit.do(FamilyAsked).do(MemberNamed, relation=Relation.PARENT).do(MemberHere, here=True)
    return visit.do(DoorChosen, door=Door.PIN)


def test_a_second_card_drops_nothing_of_the_first() -> None:
    visit = second_card(CARE)
    assert visit.latest(ClearSecret) == ClearSecret(keep=1)
    visit.insert().card_says(check(3))
    assert visit.offered, "each card is confirmed for itself"
    visit.do(StaffConfirmed).do(SecretSubmitted)
    read = visit.latest(ReadCard)
    assert (read.my_number, read.person) == (True, 1)
    visit.card_read().remove().do(ReadReviewed, mine=False)
    assert visit.latest(ClearSecret) == ClearSecret(keep=1), "a card that is nobody's takes only its own number along"


def test_a_relative_s_number_is_offered_only_where_it_may_stand() -> None:
    """The claim for children has cells for the person at the window alone: a relative's card is not asked for it."""
    visit = second_card(CLAIM).insert().card_says(check(3))
    assert not visit.offered
    visit.do(SecretSubmitted)
    assert visit.latest(ReadCard).my_number is False


def test_by_hand_after_all_leaves_the_number_of_the_card_before() -> None:
    visit = second_card(CARE).do(Back).do(DoorChosen, door=None)
    assert visit.phase is Phase.REVIEW_READ
    assert visit.latest(ClearSecret) == ClearSecret(keep=1)


def test_it_is_dropped_with_the_reading_and_with_the_paper() -> None:
    rejected = Numbered().do(StaffConfirmed).do(SecretSubmitted).card_read().remove().do(ReadReviewed, mine=False)
    assert ClearSecret() in rejected.last
    visit = Visit().to_print().sent(Sent("1"))
    assert ClearSecret() in visit.do(PaperReviewed, came_out=True).last


def test_which_shipped_forms_may_take_it() -> None:
    for procedure in SHIPPED.procedures.values():
        if may_take(procedure):
            assert procedure.takes_my_number
