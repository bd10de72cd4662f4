"""The views of a visit's pages, from the choice of a procedure to where to go next. Pure, like ui.view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardreader.mynumber import Sex
from cardreader.secret import Door
from cardreader.states import CardPresent, CardUnusable
from forms import journey
from forms.accounts import account_part
from forms.definition import Field, Kind
from forms.fields import KINDS
from forms.fields.date import eras_to_choose, may_be_today
from forms.japanese.conversion import readings, surname_readings
from forms.language import unit
from forms.translations import EASY, FURIGANA, translations
from forms.values import SKIPPED, UNKNOWN, Value
from kiosk import signing
from kiosk.guidance import left_to_counter, to_bring, until_text
from kiosk.pictures import picture_of, pictures
from kiosk.session import choosing, family
from kiosk.session.state import Phase, SessionState
from ui import choosing_view, family_view, pen_view
from ui.view import (
    Ask,
    Block,
    CardPlace,
    Check,
    Checked,
    Doors,
    Finished,
    Footer,
    Option,
    PageView,
    Paper,
    Person,
    Row,
    SecretEntry,
    Sign,
    era_options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.definition import Repeat
    from forms.journey import Entry, Question
    from forms.problems import Problem
    from forms.settings import Town
    from kiosk.i18n import Words

_PERSONS = "人"
TRIES = {Door.PIN: 3, Door.CODE_B: 10}
"""How many tries a fresh card gives (design/card-protocol.md, keys)."""


def page(state: SessionState, words: Words, town: Town | None) -> PageView:  # noqa: PLR0912 - one case a phase
    """Return what the page of this phase shows."""

    def text(key: str, **params: object) -> str:
        return words.text(f"screen.{key}", **params)

    both = Footer(text("back"), stop=True)
    match state.phase:
        case phase if phase in choosing.PAGES:
            return choosing_view.page(state, words, town)
        case Phase.EXPLAIN:
            return _doors(state, words)
        case Phase.PRESENT_CARD:
            lying = isinstance(state.station.reader, CardPresent | CardUnusable)
            hint = text("present.again") if lying else ""
            return CardPlace(text("present.title"), text("present.body"), "present", hint, footer=both)
        case Phase.CHECK_CARD:
            return CardPlace(text("checking.title"), text("checking.body"), "reading", busy=True)
        case Phase.ENTER_SECRET:
            return _secret(state, words)
        case Phase.READ_CARD:
            return CardPlace(text("reading.title"), text("reading.body"), "reading", busy=True)
        case Phase.TAKE_CARD:
            return CardPlace(text("take.title"), text("take.body"), "take")
        case Phase.REVIEW_READ:
            return _person(state, words)
        case Phase.FAMILY_WHO | Phase.FAMILY_HERE | Phase.LETTER:
            return family_view.pick(state, words)
        case Phase.ANSWER:
            return _ask(state, words, town)
        case Phase.CHECK_ANSWERS:
            return _check(state, words)
        case Phase.SIGN:
            boxes = signing.count(state.procedures, state.visit.answers)
            return Sign(text("sign.title"), text("sign.note", count=boxes), both)
        case Phase.FINISHED:
            if town is None:
                raise LookupError("a visit ends, and the town's settings are not loaded")
            return _finished(state, words, town)
        case Phase.PRINT:
            return CardPlace(text("printing.title"), text("printing.body"), "printing", busy=True)
        case Phase.TAKE_PAPER:
            sheets = state.visit.pages.sheets if state.visit.pages else 0
            return Paper(text("paper.title"), text("paper.body", sheets=sheets))
        case _:
            raise LookupError(state.phase)


def _doors(state: SessionState, words: Words) -> Doors:
    def text(key: str, **params: object) -> str:
        return words.text(f"screen.doors.{key}", **params)

    left = state.visit.check.tries_left if state.visit.check and state.visit.door is Door.PIN else None
    pin_detail = text("pin_detail") if left is None else text("pin_left", left=left)
    options = (
        Option(Door.PIN, text("pin"), pin_detail, "keypad"),
        Option(Door.CODE_B, text("code_b"), text("code_b_detail"), "card"),
        Option("", text("hand"), text("hand_detail"), "pencil"),
    )
    heading, note = family_view.doors_words(state, words)
    another = family_view.another(state, words)
    footer = Footer(words.text("screen.back"), stop=True)
    return Doors(heading, note, family_view.doors(state, options, words), another, footer)


def _secret(state: SessionState, words: Words) -> SecretEntry:
    door = state.visit.door or Door.PIN
    left = state.visit.check.tries_left if state.visit.check else None
    tries = "" if left is None else words.text("screen.secret.tries", left=left)
    footer = Footer(words.text("screen.back"), stop=True, onward=words.text("screen.onward"))
    return SecretEntry(door, tries, left, TRIES[door], footer, keyed=not state.station.policy.assisted)


def _person(state: SessionState, words: Words) -> Person:
    def text(key: str, **params: object) -> str:
        return words.text(f"screen.person.{key}", **params)

    person = state.visit.person
    rows: tuple[Row, ...] = ()
    if person is not None:
        sexes = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.NOT_APPLICABLE: "sex_other", Sex.UNKNOWN: "sex_unknown"}
        birth = _birth(person.birth, words.language) if person.birth else text("birth_unknown")
        rows = (
            Row(text("name"), person.name),
            Row(text("address"), person.address),
            Row(text("birth"), birth),
            Row(text("sex"), text(sexes[person.sex])),
        )
    lying = isinstance(state.station.reader, CardPresent | CardUnusable)
    warning = words.text("screen.card_left") if lying else ""
    if family.known_already(state):
        warning = words.text("screen.family.twice")
    heading = words.text("screen.family.person_title") if state.visit.member else text("title")
    footer = Footer(text("no"), stop=True, onward=text("yes"))
    return Person(heading, rows, warning, family_view.another(state, words), footer)


def _birth(birth: date, language: str) -> str:
    field = Field(id="birth", label="", kind=Kind.DATE, required=True, section="")
    return KINDS[Kind.DATE].screen(birth, field, language)


def _ask(state: SessionState, words: Words, town: Town | None) -> Ask:
    asked = journey.question(state.procedures, state.visit.answers, state.visit.question or "")
    if asked is None:
        raise LookupError("the machine shows a question that is not asked")
    field = asked.field
    heading = field.ask.text(words.language) or words.text("screen.ask.default", label=field.name(words.language))
    answer, today = state.visit.answers.get(asked.key), state.visit.today
    named = _name_beside(state, asked)
    asks_day = field.kind in (Kind.DATE, Kind.DATETIME)
    return Ask(
        key=asked.key,
        heading=heading,
        above=_row_title(state, asked, words),
        help=_help(field, words),
        problem=" ".join(problem_text(problem, words) for problem in state.visit.problems),
        kind=field.kind,
        required=asked.required,
        options=era_options(eras_to_choose(field, today), words) if asks_day else _options(field, words),
        digits=field.digits,
        unit=unit(field.unit, words.language),
        example=_example(field, words.language),
        low=field.limits.at_least,
        high=field.limits.at_most,
        is_count=asked.key.endswith(".count"),
        value=answer.value if answer else None,
        footer=Footer(words.text("screen.back"), stop=True, onward=words.text("screen.onward")),
        known=journey.known_names(state.procedures, state.visit.answers, asked),
        about=field.about,
        readings=(offered := readings(named)),
        begun=() if offered else surname_readings(named),
        bank=field.bank,
        account=account_part(state.procedures, state.visit.answers, asked.key) if field.kind is Kind.TEXT else None,
        town=town.name.ja if town else "",
        today=today if today is not None and may_be_today(field, today) else None,
    )


def _example(field: Field, language: str) -> str:
    """Return the example as it is typed, whatever the language; where readings are shown or said, with them."""
    return translations(FURIGANA).get(field.example, field.example) if language in (EASY, FURIGANA) else field.example


def _options(field: Field, words: Words) -> tuple[Option, ...]:
    return tuple(Option(value, field.option(value, words.language)) for value in field.options)


def _name_beside(state: SessionState, asked: Question) -> str:
    """Return the name whose reading is asked: it has the key beside it. Empty where something else is asked."""
    if asked.field.kind is not Kind.KANA or asked.field.bank:
        return ""
    for key in dict.fromkeys((asked.key.replace("_kana", "_name"), asked.key.replace("kana", "name"))):
        answer = state.visit.answers.get(key)
        if key != asked.key and answer is not None and isinstance(answer.value, str):
            return answer.value
    return ""


def _help(field: Field, words: Words) -> str:
    """Return what stands under the question: the whole of what a tick agrees to, then the help of the definition."""
    about = words.text("screen.date.about") if field.about else ""
    parts = (field.statement.text(words.language), field.help.text(words.language), about)
    return "\n".join(part for part in parts if part)


def _row_title(state: SessionState, asked: Question, words: Words) -> str:
    if asked.row is None:
        return ""
    for procedure in state.procedures:
        if procedure.id in asked.procedures and asked.field.repeat:
            repeat = procedure.repeat(asked.field.repeat)
            return words.text(f"screen.ask.{counted(repeat)}", label=repeat.name(words.language), number=asked.row + 1)
    return ""


def counted(repeat: Repeat) -> str:
    """Return how rows are counted: people as 1人目, anything else as 1番目."""
    return "row" if repeat.count.unit == _PERSONS else "nth"


def problem_text(problem: Problem, words: Words) -> str:
    """Return the sentence that says what to do about an answer."""
    return words.text(f"problems.{problem.code}", **problem.told(words.language))


def spoken(value: Value, field: Field, words: Words) -> str:
    """Return a value as the screen shows it."""
    if value is UNKNOWN:
        return words.text("screen.check.unknown")
    if value is SKIPPED:
        return words.text("screen.check.skipped")
    return KINDS[field.kind].screen(value, field, words.language)


def _check(state: SessionState, words: Words) -> Check:
    blocks = tuple(_blocks(state, words))
    problems = journey.problems(state.procedures, state.visit.answers)
    problem = words.text("screen.check.problem", count=len(problems)) if problems else ""
    reminder = family_view.reminder(state, words)
    footer = Footer(words.text("screen.back"), stop=True, onward=words.text("screen.check.print"))
    return Check(blocks, problem, reminder, footer)


def _blocks(state: SessionState, words: Words) -> Iterator[Block]:
    procedures, answers = state.procedures, state.visit.answers
    changeable = journey.changeable(procedures, answers)
    seen: set[str] = set()
    by_block: dict[tuple[str, str], list[Checked]] = {}
    for entry in journey.entries(procedures, answers, counts=True):
        if entry.key in seen or not KINDS[entry.field.kind].askable:
            continue
        seen.add(entry.key)
        procedure = next(item for item in procedures if item.id == entry.procedure)
        title = procedure.section_name(entry.field.section, words.language)
        if len(procedures) > 1:
            title = words.text("screen.check.block", form=procedure.title(words.language), section=title)
        by_block.setdefault((entry.procedure, title), []).append(_checked(state, entry, words, changeable))
    for (_, title), rows in by_block.items():
        yield Block(title, tuple(rows))


def _checked(state: SessionState, entry: Entry, words: Words, changeable: frozenset[str]) -> Checked:
    label = entry.field.name(words.language)
    if entry.row is not None:
        procedure = next(one for one in state.procedures if one.id == entry.procedure)
        label = words.text(
            f"screen.check.{counted(procedure.repeat(entry.field.repeat))}", number=entry.row + 1, label=label
        )
    by_card = entry.answer is not None and entry.answer.giver == "card"
    can_change = not by_card and entry.key in changeable
    if entry.answer is None:
        return Checked(label, words.text("screen.check.skipped"), "", entry.key if can_change else "")
    mark = words.text("screen.check.from_card") if by_card else ""
    if picture_of(entry.answer, pictures(*state.visit.readings)):
        mark = words.text("screen.check.pictured")
    value = spoken(entry.answer.value, entry.field, words)
    return Checked(label, value, mark, entry.key if can_change else "")


def _finished(state: SessionState, words: Words, town: Town) -> Finished:
    guidance = choosing.guidance(state)
    limits = {one.procedure: one.limit for one in guidance.outcome.due} if guidance else {}
    lines: list[Row] = []
    for procedure in state.procedures:
        office = town.office(procedure)
        where = words.text("screen.finished.where", office=office.name.text(words.language), phone=office.phone)
        until = until_text(limits.get(procedure.id), words)
        parts = (where, words.text("screen.outcome.until", until=until) if until else "")
        lines.append(Row(procedure.title(words.language), "\n".join(part for part in parts if part)))
    asked = left_to_counter(state.procedures, guidance) if guidance else ()
    if asked:
        lines.append(Row(words.text("guidance.slip.ask"), "\n".join(asked)))
    bring = [f"・{item.text(words.language)}" for item in to_bring(state.procedures, state.visit.answers, guidance)]
    if bring:
        # Before the offices: what is to be fetched at home is no use after the way there.
        lines.insert(0, Row(words.text("screen.finished.bring"), "\n".join(bring)))
    if by_pen := pen_view.boxes(state, words):
        lines.insert(0, Row(words.text("screen.finished.by_pen"), "\n".join(by_pen)))
    return Finished(
        words.text("screen.finished.title"),
        tuple(lines),
        words.text("screen.finished.sign_open" if state.visit.signed else "screen.finished.sign"),
        Footer(onward=words.text("screen.finished.end")),
    )
