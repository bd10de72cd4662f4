"""Which questions are asked, in which order, computed from definitions and answers; nothing here is ever stored.

Keys: ``<procedure>.<field>``, inside a repeated table ``<procedure>.<repeat>[0].<field>`` with the number of rows at
``<procedure>.<repeat>.count``. A field that shares an entry of the vocabulary has that entry's name as its key
(``applicant.phone``), so that several procedures ask once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.answers import Answer, Answers, Giver
from forms.definition import Kind
from forms.evaluation import TODAY, Evaluation, evaluated
from forms.family import is_fact
from forms.fields import KINDS
from forms.places import count_key
from forms.problems import Problem, ProblemCode
from forms.values import SKIPPED, UNKNOWN, Value, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.definition import Attachment, Field, Procedure, StopRule
    from forms.places import Place


@dataclass(frozen=True, slots=True)
class Question:
    """One page: a field to be asked, for which procedures, and in which row (from 0) of a repeated table.

    The question how many rows there are is a question like any other; its field is the table's ``count``.
    """

    key: str
    field: Field
    row: int | None
    procedures: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One field that belongs on the paper under these answers, with its answer if there is one.

    ``content`` is the key of printing: the field's id, in a table ``<repeat>[0].<field id>``.
    """

    key: str
    content: str
    procedure: str
    field: Field
    row: int | None
    answer: Answer | None


def complete(procedures: Sequence[Procedure], answers: Answers, facts: Mapping[str, Value]) -> Answers:
    """Return the answers of persons with everything the card, the date, defaults and other answers fill in.

    ``facts`` are named in forms.evaluation.FACTS; those that are not known are absent. What was filled in before is
    computed anew, so that it follows a changed answer; what a person said always wins.
    """
    found = answers.by_persons()
    evaluation = Evaluation(procedures, found, facts)
    if who := evaluation.who():
        evaluation = Evaluation(procedures, Answers({**dict(found.items()), **who}), facts)
    today = facts.get(TODAY)
    if today is not None:
        found = found.set(TODAY, today, Giver.COMPUTED)
    for name, value in facts.items():
        if is_fact(name):
            found = found.set(name, value, Giver.CARD)
    filled: dict[str, Answer] = {}
    for place in evaluation.shown():
        answer = evaluation.answer(place)
        if answer is not None and place.key not in found:
            filled.setdefault(place.key, answer)
    return Answers({**dict(found.items()), **filled})


def questions(procedures: Sequence[Procedure], answers: Answers) -> tuple[Question, ...]:
    """Return everything asked under these answers, in order.

    Not asked: what only staff or a pen fill in, the 12-digit number, fields that are ``asked = false``, and what the
    card or another answer already filled in (forms.journey.entries shows it on the check page).
    """
    found: dict[str, Question] = {}
    for place in evaluated(procedures, answers).places:
        answer = answers.get(place.key)
        if not _is_asked(place.field) or (answer is not None and not answer.giver.is_person):
            continue
        known = found.get(place.key)
        if known is None:
            found[place.key] = Question(place.key, place.field, place.row, (place.procedure.id,), place.field.required)
        elif place.procedure.id not in known.procedures:
            found[place.key] = replace(
                known,
                procedures=(*known.procedures, place.procedure.id),
                required=known.required or place.field.required,
            )
    return tuple(found.values())


def question(procedures: Sequence[Procedure], answers: Answers, key: str) -> Question | None:
    """Return the question for ``key`` even if it is already filled in: for なおす on the check page."""
    asked = [place for place in evaluated(procedures, answers).places if place.key == key]
    if not asked or not KINDS[asked[0].field.kind].askable:
        return None
    ids = tuple(dict.fromkeys(place.procedure.id for place in asked))
    return Question(key, asked[0].field, asked[0].row, ids, any(place.field.required for place in asked))


def changeable(procedures: Sequence[Procedure], answers: Answers) -> frozenset[str]:
    """Return the keys for which ``question`` finds one, all at once."""
    first = {place.key: place for place in reversed(evaluated(procedures, answers).places)}
    return frozenset(key for key, place in first.items() if KINDS[place.field.kind].askable)


def number_instead(procedures: Sequence[Procedure], answers: Answers, key: str) -> Question | None:
    """Return the question how many rows there are, in whose place ``key`` asks who they are of; else None.

    Whoever tells the number (a file of answers) says in the rows themselves who they are of.
    """
    for place in evaluated(procedures, answers).places:
        for repeat in place.procedure.repeats if place.key == key and place.field.kind is Kind.MULTI else ():
            if place.field.id == f"{repeat.id}.who":
                number = count_key(place.procedure, repeat)
                return Question(number, repeat.count, None, (place.procedure.id,), required=True)
    return None


def known_names(procedures: Sequence[Procedure], answers: Answers, asked: Question) -> tuple[str, ...]:
    """Return who was named before a question for a name: each is an answer with one touch."""
    evaluation = evaluated(procedures, answers)
    place = next((item for item in evaluation.places if item.key == asked.key), None)
    return evaluation.known_names(place) if place else ()


def next_question(procedures: Sequence[Procedure], answers: Answers, after: str | None) -> Question | None:
    """Return the question after ``after`` (None: the first); None when that was the last.

    When ``after`` is no longer asked under these answers, return the first question without an answer.
    """
    found = questions(procedures, answers)
    keys = [item.key for item in found]
    if after is None:
        return found[0] if found else None
    if after not in keys:
        return pending(procedures, answers)
    index = keys.index(after) + 1
    return found[index] if index < len(found) else None


def previous_question(procedures: Sequence[Procedure], answers: Answers, before: str) -> Question | None:
    """Return the question before ``before``; None when that is the first or is not asked."""
    found = questions(procedures, answers)
    keys = [item.key for item in found]
    index = keys.index(before) if before in keys else 0
    return found[index - 1] if index else None


def pending(procedures: Sequence[Procedure], answers: Answers) -> Question | None:
    """Return the first question that has no answer yet, or was left open before another answer made it required."""
    return next((item for item in questions(procedures, answers) if _is_open(item, answers.get(item.key))), None)


def _is_open(asked: Question, answer: Answer | None) -> bool:
    return answer is None or (asked.required and answer.value is SKIPPED)


def stop(procedures: Sequence[Procedure], answers: Answers) -> StopRule | None:
    """Return the first rule that ends a procedure early under these answers."""
    evaluation = evaluated(procedures, answers)
    for procedure in evaluation.procedures:
        for rule in procedure.stops:
            if evaluation.holds(rule.when, procedure, None):
                return rule
    return None


def entries(procedures: Sequence[Procedure], answers: Answers, *, counts: bool = False) -> tuple[Entry, ...]:
    """Return every field that belongs on the paper under these answers, procedure by procedure in the form's order.

    Staff areas, signatures and the like are among them (their answer is None); hidden fields are not, even if an
    answer to them is still remembered. With ``counts`` also how many rows there are or who stands in them, which is
    asked and not printed (their ``content`` is empty).
    """
    evaluation = evaluated(procedures, answers)
    return tuple(
        Entry(place.key, place.content, place.procedure.id, place.field, place.row, answers.get(place.key))
        for procedure in evaluation.procedures
        for place in sorted(
            (item for item in evaluation.places if item.procedure is procedure and (item.content or counts)),
            key=lambda item: procedure.sections.index(item.field.section),
        )
    )


def attachments(procedures: Sequence[Procedure], answers: Answers) -> tuple[Attachment, ...]:
    """Return what to bring under these answers, each once."""
    return tuple({item.text.ja: item for _, item in _asked_to_bring(procedures, answers)}.values())


def asking_to_bring(procedures: Sequence[Procedure], answers: Answers) -> frozenset[str]:
    """Return the procedures that ask to bring something under these answers."""
    return frozenset(procedure.id for procedure, _ in _asked_to_bring(procedures, answers))


def _asked_to_bring(procedures: Sequence[Procedure], answers: Answers) -> Iterator[tuple[Procedure, Attachment]]:
    evaluation = evaluated(procedures, answers)
    for procedure in evaluation.procedures:
        for item in procedure.attachments:
            if item.when is None or evaluation.holds(item.when, procedure, None):
                yield procedure, item


def parse(asked: Question, raw: object, answers: Answers) -> Value | Problem:
    """Return what ``raw`` (text or a plain value) means as an answer to a question, or what is wrong with it.

    An empty text or None skips an optional field and is a problem for a required one.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Problem(ProblemCode.REQUIRED, asked.key) if asked.required else SKIPPED
    if raw is UNKNOWN or raw is SKIPPED:
        return Problem(ProblemCode.REQUIRED, asked.key) if asked.required and raw is SKIPPED else raw
    kind = KINDS[asked.field.kind]
    value = kind.parse(raw, asked.field)
    if not isinstance(value, Problem):
        value = kind.check(value, asked.field, Evaluation((), answers).today) or value
    return value.at(asked.key) if isinstance(value, Problem) else value


def problems(procedures: Sequence[Procedure], answers: Answers) -> tuple[Problem, ...]:
    """Return everything that keeps these answers from the paper, in the order of the questions, one for each key."""
    evaluation = evaluated(procedures, answers)
    found: dict[str, Problem] = {}
    for place in evaluation.places:
        problem = _problem(place, answers, evaluation)
        if problem is not None:
            found.setdefault(place.key, problem)
    for procedure in evaluation.procedures:
        for place, problem in _broken_rules(procedure, evaluation):
            found.setdefault(place.key, problem)
    return tuple(found.values())


def _is_asked(field: Field) -> bool:
    return field.asked and KINDS[field.kind].askable


def _problem(place: Place, answers: Answers, evaluation: Evaluation) -> Problem | None:
    kind = KINDS[place.field.kind]
    if not kind.askable:
        return None
    answer = answers.get(place.key)
    if answer is None or answer.value is SKIPPED:
        return Problem(ProblemCode.REQUIRED, place.key) if place.field.required else None
    if not is_plain(answer.value):
        return None
    problem = kind.check(answer.value, place.field, evaluation.today)
    if problem is None or (problem.code is ProblemCode.TOO_LONG and answer.giver is Giver.CARD):
        # What the card says is never changed: a name longer than its box leaves the box empty for the pen (FORM-01).
        return None
    return problem.at(place.key)


def _broken_rules(procedure: Procedure, evaluation: Evaluation) -> Iterator[tuple[Place, Problem]]:
    for place in evaluation.places:
        for check in procedure.checks if place.procedure is procedure else ():
            if place.field.id == check.field and evaluation.holds(check.when, procedure, place.within):
                params = {"text": check.text.ja, "text_en": check.text.text("en")}
                yield place, Problem(ProblemCode.RULE, place.key, params)
