"""``madobe fill``: one whole session without a window, through the same ``step`` as the window.

Nothing is sent to a card before the forms, the answers and the folder are known to be good: no try is spent in vain.
Knows no command line, no clock and no randomness.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from cardreader.errors import CardError
from cardreader.mynumber import check_card, read_card
from cardreader.mynumber.number import LENGTH
from cardreader.secret import Door
from cardreader.states import CardPresent, NoCard
from forms import journey
from forms.answers import Giver
from forms.values import SKIPPED, UNKNOWN
from kiosk.failures import Action, Failure, FailureCode, from_card_error
from kiosk.files import CannotWriteError, write_all
from kiosk.fill_request import FillResult, Refused, broken_definition, check, invalid_answers
from kiosk.guidance import record
from kiosk.i18n import Words, staff_language
from kiosk.manifest import card_line, manifest, member_line
from kiosk.numberbox import NumberBox
from kiosk.pictures import wanted
from kiosk.session import family
from kiosk.session.effects import CheckCard, ClearPrinter, ClearSecret, DrawPages, Effect, ReadCard, SendPages
from kiosk.session.events import (
    ActionChosen,
    Answered,
    CardChecked,
    CardFailed,
    CardRead,
    ChangeAsked,
    Closed,
    DoorChosen,
    FamilyAsked,
    LetterReviewed,
    MemberHere,
    MemberNamed,
    PagesDrawn,
    PagesSent,
    PaperReviewed,
    PrintAsked,
    PurposeChosen,
    ReaderChanged,
    ReadReviewed,
    SecretSubmitted,
    StaffConfirmed,
    Started,
    StartOver,
)
from kiosk.session.settings import Settings
from kiosk.session.state import Phase, Policy, Staff, Stopped, new_session
from kiosk.session.step import step
from printing.errors import LayoutError
from printing.job import Failed, Outcome, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from cardreader.connection import CardConnection
    from cardreader.secret import Secret
    from forms.answers import Answers
    from forms.definition import Catalogue
    from forms.settings import Town
    from kiosk.drawing import Drawn
    from kiosk.fill_request import FillRequest
    from kiosk.session.events import Event

EPOCH = 1
"""The one insertion of a headless session."""

_GO_ON = frozenset({FailureCode.CARD_EXPIRED, FailureCode.FORM_TOO_LONG, FailureCode.FORM_CHARACTER})
"""Told in the manifest; nobody is there to be asked."""


def run_fill(
    request: FillRequest,
    catalogue: Catalogue,
    town: Town,
    draw: Callable[[DrawPages], Drawn],
    today: date,
    *,
    names: Collection[str] = (),
) -> FillResult:
    """Read, pre-fill, validate, draw, write and print; what people can cause is in the result, never raised.

    ``names``: the ids of all procedures there are, where ``catalogue`` holds only those of the request.
    """
    try:
        answers = check(request, catalogue, town, names or catalogue.procedures, today)
        words = Words(staff_language(request.language))
        event = record(request.guidance, catalogue, town, words) if request.guidance else None
        return _Session(request, catalogue, answers, draw, today, event=event).run()
    except Refused as refused:
        return refused.result
    finally:
        for secret in (request.secret, *(member.secret for member in request.members)):
            if secret is not None:
                secret.wipe()


class _Session:
    """Drives the machine: answers every page from the request, carries out every effect at once."""

    def __init__(
        self,
        request: FillRequest,
        catalogue: Catalogue,
        answers: Answers,
        draw: Callable[[DrawPages], Drawn],
        today: date,
        *,
        event: Mapping[str, object] | None,
    ) -> None:
        self._request, self._answers, self._draw, self._today = request, answers, draw, today
        self._event = event
        self._state = new_session(
            catalogue.procedures,
            Policy(needs_reader=False, my_number=request.my_number, settings=Settings(language=request.language)),
        )
        self._time = 0.0
        self._source, self._secret = request.source, request.secret
        self._members = deque(request.members)
        self._epoch = EPOCH
        self._given: set[str] = set()
        self._missing: list[str] = []
        self._connection: CardConnection | None = None
        self._order: DrawPages | None = None
        self._drawn: Drawn | None = None
        self._manifest: dict[str, object] = {}
        self._files: tuple[Path, ...] = ()
        self._broken: Failure | None = None
        self._number = NumberBox()

    def run(self) -> FillResult:
        """Go through the whole session; the secret and the card are let go of on every path."""
        try:
            self._begin()
            while self._state.phase is not Phase.FINISHED:
                self._turn_page()
            return FillResult(None, (), self._files, self._manifest)
        except Refused as refused:
            return FillResult(refused.result.failure, refused.result.problems, self._files, self._manifest)
        finally:
            if self._connection:
                self._connection.close()
            self._send(StartOver(self._now()))
            self._number.clear()

    def _now(self) -> float:
        self._time += 1
        return self._time

    def _send(self, event: Event) -> None:
        """Send an event, and what comes of its effects, until all is quiet."""
        waiting = deque([event])
        while waiting:
            self._state, effects = step(self._state, waiting.popleft())
            waiting.extend(answer for effect in effects if (answer := self._carry_out(effect)))

    def _begin(self) -> None:
        self._send(Started(self._now(), self._today))
        self._send(PurposeChosen(self._now(), self._request.procedures))
        if self._secret is not None and self._source is not None:
            self._present(self._secret)
        elif not self._next_member():
            self._send(DoorChosen(self._now(), None))

    def _present(self, secret: Secret) -> None:
        self._send(ReaderChanged(self._now(), CardPresent("", b"", self._epoch)))
        self._send(DoorChosen(self._now(), secret.door))

    def _next_member(self) -> bool:
        """Go on to the next card of the family; False when there is none, or no form names anybody else."""
        if not self._members or not family.offered(self._state):
            return False
        member = self._members.popleft()
        if self._connection:
            self._connection.close()
        self._connection, self._source, self._secret = None, member.source, member.secret
        self._epoch += 1
        self._send(FamilyAsked(self._now()))
        self._send(MemberNamed(self._now(), member.relation))
        self._send(MemberHere(self._now(), here=member.secret.door is Door.PIN))
        self._present(member.secret)
        return True

    # --- what a person would do on each page

    def _turn_page(self) -> None:  # noqa: PLR0912 - one case a phase
        if self._state.failure:
            self._go_on_after(self._state.failure.failure)
            return
        if isinstance(self._state.overlay, Stopped):
            rule, language = self._state.overlay.rule, staff_language(self._request.language)
            text = {"text": rule.text.text(language), "where": rule.where.text(language)}
            raise Refused(Failure(FailureCode.ANSWERS_STOPPED, params=text))
        if isinstance(self._state.overlay, Staff):
            confirmed = self._request.confirm_my_number and self._state.overlay.my_number
            self._send(StaffConfirmed(self._now()) if confirmed else Closed(self._now()))
            return
        if self._state.visit.problems:
            raise Refused(invalid_answers(self._state.visit.problems), self._state.visit.problems)
        match self._state.phase:
            case Phase.ENTER_SECRET:
                self._send(SecretSubmitted(self._now()))
            case Phase.TAKE_CARD:
                self._send(ReaderChanged(self._now(), NoCard("")))
            case Phase.REVIEW_READ:
                if not self._next_member():
                    self._send(ReadReviewed(self._now(), mine=True))
            case Phase.EXPLAIN:
                # The cards of the family are read; the person at the window has none.
                self._send(DoorChosen(self._now(), None))
            case Phase.LETTER:
                # Whoever wants a letter printed names it among the forms.
                self._send(LetterReviewed(self._now(), at_hand=True))
            case Phase.ANSWER:
                self._answer()
            case Phase.CHECK_ANSWERS:
                self._check_answers()
            case Phase.TAKE_PAPER:
                self._send(PaperReviewed(self._now(), came_out=True))
            case other:
                message = f"a headless session never waits at {other}"
                raise AssertionError(message)

    def _go_on_after(self, failure: Failure) -> None:
        if failure.code in _GO_ON:
            self._send(ActionChosen(self._now(), Action.CONFIRM))
        elif failure.code is FailureCode.PIN_LAST_TRY and self._request.allow_last_try:
            self._send(ActionChosen(self._now(), Action.STAFF))
            self._send(StaffConfirmed(self._now()))
        else:
            raise Refused(self._broken or failure)

    def _answer(self) -> None:
        """Answer the question on screen; what the file leaves open counts as not known, and stays empty on paper."""
        key = self._state.visit.question or ""
        number = journey.number_instead(self._state.procedures, self._state.visit.answers, key)
        if number is not None and number.key in self._answers:
            key = number.key
        answer = self._answers.get(key)
        self._given.add(key)
        if answer is None:
            self._missing.append(key)
        self._send(Answered(self._now(), key, answer.value if answer else UNKNOWN))

    def _check_answers(self) -> None:
        """Put in what the file says against the card or a default, then draw, then print."""
        for key, _ in self._answers.items():
            if key not in self._given and journey.question(self._state.procedures, self._state.visit.answers, key):
                self._send(ChangeAsked(self._now(), key))
                return
        if self._order is not None:
            self._send(self._draw_pages(self._order))
        else:
            self._send(PrintAsked(self._now()))

    def _draw_pages(self, order: DrawPages) -> PagesDrawn:
        """Draw what was ordered, unless an answer was changed since: then another order follows this one's answer."""
        self._order = None
        job = self._state.station.print_job
        if job is None or not job.wanted:
            return PagesDrawn(self._now(), order.job, "", 0)
        answers = self._without_missing(order.answers)
        try:
            self._drawn = self._draw(replace(order, answers=answers, guidance=self._request.guidance))
        except LayoutError as error:  # printed words that their box cannot hold: only drawing shows it
            raise Refused(broken_definition(order.procedures[0], error.code, error.where, error.detail)) from error
        sheets = sum(document.sheets for document in self._drawn.documents)
        return PagesDrawn(self._now(), order.job, self._drawn.slip_id, sheets, self._drawn.problems)

    # --- what the services would do

    def _carry_out(self, effect: Effect) -> Event | None:
        match effect:
            case CheckCard() | ReadCard():
                return self._card(effect)
            case DrawPages():
                # Drawn when nothing is left to change: every change would cost a drawing.
                self._order = effect
                return None
            case SendPages():
                return PagesSent(self._now(), effect.job, self._deliver())
            case ClearSecret(keep=keep):
                self._number.clear(keep)
                return None
            case ClearPrinter() if self._request.printer:
                self._request.printer.clear()
                return None
            case _:
                return None

    def _card(self, effect: CheckCard | ReadCard) -> Event:
        """Talk to the card: check and reading share one connection, which saves a SELECT."""
        try:
            if isinstance(effect, CheckCard):
                assert self._source is not None  # noqa: S101 - else the door is "by hand"
                self._connection = self._source.connect()
                check = check_card(self._connection, effect.door, expiry=self._request.check_expiry)
                return CardChecked(self._now(), effect.job, effect.epoch, check)
            check_, secret = self._state.visit.check, self._secret
            assert self._connection is not None  # noqa: S101 - a card is checked before it is read
            assert check_ is not None  # noqa: S101 - likewise
            assert secret is not None  # noqa: S101 - else the door is "by hand"
            number = bytearray(LENGTH) if effect.my_number else None
            reading = read_card(
                self._connection,
                secret,
                tries_left=effect.tries_left,
                allow_last_try=effect.allow_last_try,
                integrity=self._request.check_integrity,
                selected=True,
                short_ids=check_.short_ids,
                face_for=wanted,
                number=number,
            )
            if number is not None:
                self._number.put(effect.person, number)
            return CardRead(self._now(), effect.job, effect.epoch, reading)
        except CardError as error:
            return CardFailed(self._now(), effect.job, effect.epoch, from_card_error(error))

    def _without_missing(self, answers: Answers) -> Answers:
        """Return the answers as they go on paper: nobody said わからない to what the file leaves open."""
        for key in self._missing:
            answers = answers.set(key, SKIPPED, Giver.RESIDENT)
        return answers

    def _deliver(self) -> Outcome:
        """Write the files, all or none; then print them, one after the other."""
        assert self._drawn  # noqa: S101 - sent is only what was drawn
        files = {f"{document.name}.pdf": document.finished(self._number) for document in self._drawn.documents}
        self._manifest = self._tell(self._drawn)
        files["manifest.json"] = json.dumps(self._manifest, ensure_ascii=False, indent=2).encode()
        try:
            self._files = write_all(self._request.out, files)
        except CannotWriteError as error:
            self._broken = Failure(FailureCode.SYSTEM_DISK, params={"path": str(error.path)})
            return Failed(FailureCode.PRINTER_GONE, error.reason)
        if printer := self._request.printer:
            for document in self._drawn.documents:
                outcome = printer.print(files[f"{document.name}.pdf"], document.title)
                if not isinstance(outcome, Sent):
                    return outcome
        return Sent(self._drawn.slip_id)

    def _tell(self, drawn: Drawn) -> dict[str, object]:
        visit = self._state.visit
        used = {entry.key for entry in journey.entries(self._state.procedures, visit.answers)}
        counts = {key for key, _ in self._answers.items() if key.endswith(".count")}
        own = visit.applicant
        return manifest(
            drawn,
            self._state.procedures,
            self._without_missing(visit.answers),
            missing=self._missing,
            unused={key for key, _ in self._answers.items()} - used - counts,
            card=card_line(own, self._today) if own else None,
            family=[member_line(one, self._today) for one in visit.family],
            event=self._event,
            numbered=self._number.persons(),
        )
