"""What the clerk's window shows beside the page: the line to say, the form's own words, its whole state. Pure.

Nothing of a secret is here: while it is typed there is no page of it, only the tries left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cardreader.secret import Door
from forms import journey
from forms.fields import KINDS
from forms.problems import ProblemCode
from forms.values import SKIPPED, UNKNOWN
from kiosk.session.hands import RESIDENTS_OWN, for_clerk, holder, mended_by_clerk
from kiosk.session.state import IDLE_PAGES, Hand, Phase, SessionState, Staff
from ui import choosing_view, hand_view, script, view, visit_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Procedure
    from forms.journey import Entry, Question
    from forms.problems import Problem
    from forms.settings import Town
    from kiosk.i18n import Words


STOP = view.Footer(stop=True)


class Line(NamedTuple):
    """One field of a form: label, answer, who gave it, its state in a word; ``mark`` names the state."""

    label: str
    value: str
    giver: str
    state: str
    mark: str


class Part(NamedTuple):
    """A section of a form; the title tells how many of its fields are filled."""

    title: str
    lines: tuple[Line, ...]


class Form(NamedTuple):
    """One of the forms of this visit."""

    title: str
    parts: tuple[Part, ...]


class Side(NamedTuple):
    """What stands around the page. ``to`` is who gets the input by the button, None where nobody can."""

    hand: str
    button: str
    to: Hand | None
    say: str
    do: str
    term: str
    where: str


class Progress(NamedTuple):
    """How far the forms are: every field, and what has to be put right or stays blank."""

    forms: tuple[Form, ...]
    problems: tuple[str, ...]


def page(state: SessionState, words: Words, names: Mapping[str, str], town: Town | None) -> view.PageView:
    """Return the page as the clerk sees it: the resident's in the staff's language, but no pad for a secret or a name.

    The button that prints is the resident's alone; what an outcome rests on is staff's to read.
    """
    if state.phase is Phase.SIGN:
        return view.CardPlace(words.text("staff.sign.title"), words.text("staff.sign.body"), "pencil", footer=STOP)
    if state.phase is not Phase.ENTER_SECRET:
        found = view.page(state, words, names, town)
        if isinstance(found, view.Check):
            return found._replace(footer=found.footer._replace(onward=""))
        if isinstance(found, view.Outcome):
            return found._replace(groups=(*found.groups, choosing_view.sources(state, words)))
        return found
    left = state.visit.check.tries_left if state.visit.check else None
    tries = "" if left is None else words.text("staff.secret.tries", left=left)
    title = words.text(f"staff.secret.{(state.visit.door or Door.PIN).name.lower()}")
    return view.CardPlace(title, words.text("staff.secret.body"), "card", tries, footer=STOP)


def watches(state: SessionState) -> bool:
    """Tell whether the resident holds the input and no clerk has anything to do."""
    return hand_view.watches(state, Hand.CLERK) and not (for_clerk(state) or mended_by_clerk(state))


def watching(state: SessionState, words: Words) -> str:
    """Return what stands where つぎへ is while the clerk watches."""
    return words.text(f"staff.hand.{done}") if (done := hand_view.doing(state)) else ""


def side(state: SessionState, words: Words, *, leaving: bool = False, left: bool = False) -> Side:
    """Return what stands around the page.

    ``leaving``: the resident's window asks whether to stop. ``left``: it did, and nobody's visit followed yet.
    """
    hand, button, to = _hand(state, words)
    asked = _asked(state)
    say, do = script.script(state, _question(state, asked, words), words, leaving=leaving)
    return Side(
        hand=words.text("staff.hand.left") if left else hand,
        button=button,
        to=to,
        say=say,
        do=do,
        term=_label(asked.field.name("ja"), asked, state, words) if asked else "",
        where=_where(state, asked, words) if asked else "",
    )


def progress(state: SessionState, words: Words) -> Progress:
    """Return how far the forms are."""
    if not len(state.visit.answers):
        # Nothing is known yet: which forms there will be.
        return Progress(tuple(Form(one.name, ()) for one in state.procedures), ())
    wrong = _wrong(state)
    return Progress(tuple(_forms(state, wrong, words)), tuple(_problems(state, wrong, words)))


def _hand(state: SessionState, words: Words) -> tuple[str, str, Hand | None]:
    if state.phase in IDLE_PAGES:
        return words.text("staff.hand.idle"), "", None
    if isinstance(state.overlay, Staff) and state.overlay.decides:
        return words.text("staff.hand.decides"), "", None
    if state.phase in RESIDENTS_OWN:
        return words.text("staff.hand.alone"), "", None
    if holder(state) is Hand.CLERK:
        return words.text("staff.hand.clerk"), words.text("staff.hand.give"), Hand.RESIDENT
    return words.text("staff.hand.resident"), words.text("staff.hand.take"), Hand.CLERK


def _asked(state: SessionState) -> Question | None:
    if state.phase is not Phase.ANSWER or state.visit.question is None:
        return None
    return journey.question(state.procedures, state.visit.answers, state.visit.question)


def _question(state: SessionState, asked: Question | None, words: Words) -> str:
    """Return the question as it is said aloud."""
    if asked is not None:
        label = asked.field.name(words.language)
        said = asked.field.ask.text(words.language) or words.text("screen.ask.default", label=label)
        return _label(said, asked, state, words)
    purpose = state.visit.purpose
    if state.phase is Phase.EVENT_QUESTION and purpose.question is not None:
        event = state.station.events.events[purpose.event]
        return event.question(purpose.question).ask.text(words.language)
    return ""


def _where(state: SessionState, asked: Question, words: Words) -> str:
    """Return which forms ask it, and in which section."""
    found = [one for one in state.procedures if one.id in asked.procedures]
    forms = words.text("staff.form.between").join(one.name for one in found)
    return words.text("staff.form.where", forms=forms, section=asked.field.section)


def _label(label: str, of: Question | Entry, state: SessionState, words: Words) -> str:
    """Return it with the number of its row, counted as the resident's page counts it."""
    if of.row is None:
        return label
    ids = (of.procedure,) if isinstance(of, journey.Entry) else of.procedures
    procedure = next(one for one in state.procedures if one.id in ids)
    counted = visit_view.counted(procedure.repeat(of.field.repeat))
    return words.text(f"staff.form.{counted}", number=of.row + 1, label=label)


def _forms(state: SessionState, problems: tuple[Problem, ...], words: Words) -> Iterator[Form]:
    answers = state.visit.answers
    wrong = {one.key for one in problems}
    asked = {one.key for one in journey.questions(state.procedures, answers)}
    entries = journey.entries(state.procedures, answers, counts=True)
    for procedure in state.procedures:
        parts: dict[str, list[Line]] = {}
        for entry in entries:
            if entry.procedure == procedure.id and KINDS[entry.field.kind].askable:
                mark = _mark(state, entry, wrong, asked)
                parts.setdefault(entry.field.section, []).append(_line(state, entry, mark, words))
        yield Form(procedure.name, tuple(_part(procedure, name, lines, words) for name, lines in parts.items()))


def _part(procedure: Procedure, section: str, lines: list[Line], words: Words) -> Part:
    filled = sum(one.mark in {"done", "unknown", "skipped"} for one in lines)
    title = procedure.section_name(section, words.language)
    return Part(words.text("staff.form.part", title=title, done=filled, all=len(lines)), tuple(lines))


def _mark(state: SessionState, entry: Entry, wrong: set[str], asked: set[str]) -> str:
    if state.phase is Phase.ANSWER and entry.key == state.visit.question:
        return "now"
    if entry.key in wrong:
        return "wrong"
    if entry.answer is None:
        return "open" if entry.key in asked else "pen"
    if entry.answer.value is UNKNOWN:
        return "unknown"
    return "skipped" if entry.answer.value is SKIPPED else "done"


def _line(state: SessionState, entry: Entry, mark: str, words: Words) -> Line:
    answer = entry.answer
    value = visit_view.spoken(answer.value, entry.field, words) if answer and mark not in {"unknown", "skipped"} else ""
    giver = words.text(f"staff.giver.{answer.giver}") if answer else ""
    label = _label(entry.field.name("ja"), entry, state, words)
    return Line(label, value, giver, words.text(f"staff.state.{mark}"), mark)


def _wrong(state: SessionState) -> tuple[Problem, ...]:
    """Return what is wrong with answers that were given; what nobody answered yet is only open."""
    found = journey.problems(state.procedures, state.visit.answers)
    given = tuple(one for one in found if one.code is not ProblemCode.REQUIRED)
    return tuple({one.key: one for one in (*given, *state.visit.problems)}.values())


def _problems(state: SessionState, problems: tuple[Problem, ...], words: Words) -> Iterator[str]:
    labels = {
        entry.key: _label(entry.field.name("ja"), entry, state, words)
        for entry in journey.entries(state.procedures, state.visit.answers, counts=True)
    }
    for one in problems:
        sentence = visit_view.problem_text(one, words)
        yield words.text("staff.form.problem", label=labels.get(one.key, ""), sentence=sentence)
    for blank in state.visit.pages.problems if state.visit.pages else ():
        yield words.text("staff.form.blank", label=labels.get(blank.key, blank.key))
