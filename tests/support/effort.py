"""What a visit costs the resident, counted on the session itself: questions, touches, characters, words, the paper.

A visit is driven through ``kiosk.session.step`` and the pages of ``ui.visit_view``. A script answers each question:
a household with its answers, else the typical answers of tests/fixtures/answers.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cardreader.mynumber import Sex
from forms import journey
from forms.answers import Giver
from forms.answers_file import load_answers
from forms.definition import Fact, Kind, SameAs
from forms.fields import KINDS
from forms.japanese.furigana import plain
from forms.people import OTHERS, plain_name
from forms.settings import load_town
from forms.values import SKIPPED, UNKNOWN
from forms.vocabulary import vocabulary
from kiosk.i18n import Words
from kiosk.session.events import Answered, ChangeAsked, LetterReviewed, ReadReviewed
from kiosk.session.state import Phase, SessionState
from tests.support.pages import PERSON, TODAY, after, card_pages, last_pages
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.answer import control_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardreader.mynumber import BasicFour
    from forms.definition import Procedure
    from forms.journey import Entry, Question
    from forms.settings import Town
    from forms.values import Value

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"
EVENTS = Path(__file__).parents[2] / "assets" / "life_events"
AROUND = 3
"""Touches after the PIN of every visit: はい (is this you), 印刷する, はい、出ました; the card is only taken."""

WORDS = Words()

READ: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Doors": ("heading", "note", "options"),
        "CardPlace": ("heading", "body", "hint"),
        "SecretEntry": ("tries",),
        "Person": ("heading", "rows", "warning"),
        "Pick": ("heading", "note", "options"),
        "Ask": ("above", "heading", "help", "example", "options", "known", "readings", "begun"),
        "Check": ("blocks", "reminder"),
        "Paper": ("heading", "body"),
        "Finished": ("heading", "lines", "note"),
        "Option": ("text", "detail"),
        "Row": ("label", "value"),
        "Block": ("title", "rows"),
        "Checked": ("label", "value", "mark"),
    }
)
"""What is read of each view of ``ui.view``; the words of frame and footer are known after the first page."""
ONCE = ("doors", "present", "secret-pin", "reading", "take", "person")
"""The pages before the first question."""


@dataclass(frozen=True)
class Household:
    """Who answers: the card's owner first, the rows of each table by number, and answers by key or field id."""

    people: tuple[Mapping[str, Value], ...] = ()
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, Value] = field(default_factory=dict)


NOBODY = Household()


@dataclass(frozen=True)
class Effort:
    """What one visit cost."""

    procedures: tuple[str, ...]
    questions: int
    touches: int
    characters: int
    card: int
    reused: int
    computed: int
    asked: int
    empty: int
    names: int
    signatures: int
    names_by_hand: int
    read_asked: int
    """Characters on the pages of the questions."""
    read_around: int
    """Characters on the other pages from the three doors to the end."""
    state: SessionState

    @property
    def filled(self) -> int:
        """Fields the visit put on paper."""
        return self.card + self.reused + self.computed + self.asked


def _owner(procedures: tuple[str, ...]) -> BasicFour:
    """Return whose card it is: a pregnancy is reported by a woman of that age."""
    return replace(PERSON, birth=date(1991, 2, 17), sex=Sex.FEMALE) if "ninshin" in procedures else PERSON


def visit(procedures: tuple[str, ...], household: Household = NOBODY, person: BasicFour | None = None) -> Effort:
    """Return what a visit for these procedures costs."""
    pages = card_pages(procedures=procedures, person=person or _owner(procedures))
    state = after(pages["person"], ReadReviewed(9, mine=True))
    script = _Script(state.procedures, household)
    questions, touches, characters, read = 0, AROUND, 0, 0
    while state.phase is Phase.ANSWER:
        state, cost = _answer(state, script)
        questions += 1
        touches, characters, read = touches + cost[0], characters + cost[1], read + cost[2]
    if state.phase is Phase.LETTER:
        # A proxy says whether the letter of authority is at hand.
        read += words_on(state)
        state = after(state, LetterReviewed(20, at_hand=True))
        questions, touches = questions + 1, touches + 1
    assert state.phase is Phase.CHECK_ANSWERS, state.phase
    for key, value in household.answers.items():
        answer = state.visit.answers.get(key)
        if answer is not None and answer.value != value:
            state = after(state, ChangeAsked(20, key))
            state, cost = _answer(state, script)
            questions += 1
            touches, characters, read = touches + 1 + cost[0], characters + cost[1], read + cost[2]
    problems = journey.problems(state.procedures, state.visit.answers)
    assert problems == (), problems
    around = [*(pages[name] for name in ONCE), state, *last_pages(state).values()]
    return _effort(state, questions, touches, characters, read, sum(words_on(one) for one in around))


def words_on(state: SessionState) -> int:
    """Return how many characters there are to read on the page of ``state``."""
    return _characters(page(state, WORDS, _town()))


@cache
def _town() -> Town:
    return load_town()


def _characters(part: object) -> int:
    if isinstance(part, str):
        return len("".join(plain(part).split()))
    if type(part).__name__ in READ:
        return sum(_characters(getattr(part, name)) for name in READ[type(part).__name__])
    assert isinstance(part, tuple), part
    return sum(_characters(one) for one in part)


def _answer(state: SessionState, script: _Script) -> tuple[SessionState, tuple[int, int, int]]:
    """Return what follows on the answer, and its touches, the characters typed and those read."""
    view = page(state, WORDS, None)
    assert isinstance(view, Ask)
    asked = journey.question(state.procedures, state.visit.answers, view.key)
    assert asked is not None
    raw = script.answer(asked, state)
    following = after(state, Answered(10, view.key, raw))
    moved = following.phase is not Phase.ANSWER or following.visit.question != view.key
    assert moved, (view.key, raw, following.visit.problems)
    assert not following.overlays, (view.key, raw, following.overlays)
    return following, (*cost(view, raw), _characters(view))


def cost(view: Ask, raw: object) -> tuple[int, int]:
    """Return the touches and the characters typed of one answer on its control (ui.widgets.answer)."""
    if raw in (UNKNOWN, SKIPPED):
        return 1, 0
    match control_of(view):
        case "choice" if view.kind is Kind.MULTI and isinstance(raw, tuple):
            return len(raw) + 1, 0
        case "choice" | "count":
            return 1, 0
        case "date" | "time":
            # The only era there is to choose is chosen.
            keys = (view.kind is not Kind.TIME and len(view.options) != 1) + (view.kind is not Kind.DATE)
            return 1 + keys, {Kind.DATE: 6, Kind.TIME: 4}.get(view.kind, 10)
        case "digits":
            return 1, sum(letter.isdigit() for letter in str(raw))
        case _:
            return 1, 0 if raw in view.known else len(plain_name(str(raw)))


class _Script:
    def __init__(self, procedures: tuple[Procedure, ...], household: Household) -> None:
        self._household = household
        self._typical: dict[str, Value] = {}
        for procedure in procedures:
            answers, problems = load_answers(ANSWERS / f"{procedure.id}.toml", (procedure,), today=TODAY)
            assert problems == ()
            for key, answer in answers.items():
                self._typical.setdefault(key, answer.value)

    def answer(self, asked: Question, state: SessionState) -> object:
        """Return what this household answers."""
        own = self._household.answers
        base, _, what = asked.key.rpartition(".")
        if asked.key in own:
            return own[asked.key]
        if asked.row is None and what in ("count", "who", "more") and asked.field.id.endswith(f".{what}"):
            return self._rows(base, what, asked, state)
        found = self._of_person(asked)
        if found is not None:
            return self._as_known(found, asked, state)
        if asked.field.id in own:
            return own[asked.field.id]
        if asked.key in self._typical:
            return self._as_known(self._typical[asked.key], asked, state)
        return self._anything(asked)

    def _rows(self, base: str, what: str, asked: Question, state: SessionState) -> object:
        most = asked.field.limits.at_most
        if base in self._household.rows:
            names = [self._household.people[number]["name"] for number in self._household.rows[base]]
            count = len(names)
        else:
            names, typical = [], self._typical.get(f"{base}.count")
            count = typical if isinstance(typical, int) else 1
        if what == "count":
            return str(min(count, most or count))
        if what == "more":
            answer = state.visit.answers.get(f"{base}.who")
            chosen = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
            return str(count - len(chosen) + 1)
        options = [option for option in asked.field.options if option != OTHERS]
        spoken = {plain_name(str(name)) for name in names}
        named = [option for option in options if plain_name(option) in spoken] if names else options[:count]
        return tuple(named) if len(named) >= count else (*named, OTHERS)

    def _of_person(self, asked: Question) -> Value | None:
        people = self._household.people
        if asked.row is not None:
            rows = self._household.rows.get(asked.key.partition("[")[0], ())
            return people[rows[asked.row]].get(asked.field.shares) if asked.row < len(rows) else None
        shared = vocabulary().get(asked.field.shares)
        if shared is None or shared.person not in self._household.roles:
            return None
        return people[self._household.roles[shared.person]].get(shared.part)

    def _as_known(self, value: Value, asked: Question, state: SessionState) -> object:
        """A name that is offered is touched, not typed."""
        if isinstance(value, str) and asked.field.kind is Kind.TEXT:
            known = journey.known_names(state.procedures, state.visit.answers, asked)
            return next((name for name in known if plain_name(name) == plain_name(value)), value)
        return value

    def _anything(self, asked: Question) -> object:
        if not asked.required:
            return SKIPPED
        match asked.field.kind:
            case Kind.CHOICE:
                return asked.field.options[0]
            case Kind.MULTI:
                return (asked.field.options[0],)
            case Kind.CHECKBOX:
                return "はい"
            case _:
                return UNKNOWN


def _effort(state: SessionState, questions: int, touches: int, characters: int, read: int, around: int) -> Effort:
    entries = [
        entry
        for entry in journey.entries(state.procedures, state.visit.answers)
        if entry.field.printed and entry.content
    ]
    sources: Counter[str] = Counter()
    seen: set[str] = set()
    for entry in entries:
        if KINDS[entry.field.kind].askable:
            sources[_source(entry, seen)] += 1
            seen.add(entry.key)
    person = state.visit.person
    assert person is not None
    name = plain_name(person.name)
    names = sum(
        isinstance(entry.answer.value, str) and plain_name(entry.answer.value) == name
        for entry in entries
        if entry.answer is not None
    )
    by_hand = [
        entry
        for entry in entries
        if entry.field.kind is Kind.TEXT and _is_name(entry) and (entry.answer is None or entry.answer.value is UNKNOWN)
    ]
    return Effort(
        tuple(item.id for item in state.procedures),
        questions,
        touches,
        characters,
        *(sources[name] for name in ("card", "reused", "computed", "asked", "empty")),
        names=names,
        signatures=sum(entry.field.kind is Kind.SIGNATURE for entry in entries),
        names_by_hand=len(by_hand),
        read_asked=read,
        read_around=around,
        state=state,
    )


def _is_name(entry: Entry) -> bool:
    shared = vocabulary().get(entry.field.shares)
    return entry.field.shares == "name" or (shared is not None and shared.part == "name")


def _source(entry: Entry, seen: set[str]) -> str:
    """Tell where a value on the paper comes from."""
    answer = entry.answer
    if answer is None or answer.value is SKIPPED:
        return "empty"
    if answer.giver is Giver.CARD:
        return "card"
    prefill = entry.field.prefill
    passed_on = isinstance(prefill, SameAs) or (isinstance(prefill, Fact) and prefill.name in vocabulary())
    if entry.key in seen and entry.key != "application.date":
        return "reused"
    if answer.giver.is_person:
        return "asked"
    # What was neither chosen by a rule nor set beforehand is known from another form.
    told = prefill is None and entry.field.default is None
    return "reused" if passed_on or told else "computed"


@cache
def typical(procedures: tuple[str, ...]) -> Effort:
    """Return what a visit costs with the typical answers."""
    return visit(procedures)


def one_by_one(procedures: tuple[str, ...], household: Household = NOBODY, person: BasicFour | None = None) -> int:
    """Return how many questions the same forms ask when each is filled in a visit of its own."""
    return sum(visit((name,), household, person).questions for name in procedures)


def apart(procedures: tuple[str, ...]) -> int:
    """Return how many questions the forms ask one by one, with the typical answers."""
    return sum(typical((name,)).questions for name in procedures)


def events() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the name of each life event and every procedure it can yield, as far as there is a form."""
    found = {}
    known = {path.stem for path in ANSWERS.glob("*.toml")}
    for path in sorted(EVENTS.glob("*.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        if "rule" in raw:
            names = tuple(dict.fromkeys(rule["procedure"] for rule in raw["rule"] if rule["procedure"] in known))
            found[path.stem] = (raw["name"], names)
    return found
