"""Who was named so far under given answers, and what that fills in: the part of forms.evaluation that knows people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forms.answers import Answer, Giver
from forms.definition import Kind
from forms.family import members, relation_to_head
from forms.fields import KINDS
from forms.people import (
    APPLICANT,
    OTHERS,
    PARTS,
    SPOUSE,
    Person,
    find,
    kin,
    living,
    order,
    plain_name,
    remember,
    size,
    spouse,
)
from forms.places import count_key
from forms.sitting import Table
from forms.values import Skipped, Unknown
from forms.vocabulary import parts_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Field, Procedure, Repeat
    from forms.evaluation import Evaluation
    from forms.places import Place
    from forms.values import Value
    from forms.vocabulary import Shared


PRESCHOOL = 6
"""小学校就学前: up to the end of the school year in which this age is reached."""
_HEADS = ("household.head", "insured_household.head", "disaster.head")
"""Who is the head of a household that rows of a form are related to; most forms tell of the applicant's own."""


class Roster:
    """The people of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._sitting = evaluation.sitting
        self._people: list[Person] | None = None
        self._met = 0
        self._candidates: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
        self._fits: dict[tuple[str, str, date], bool] = {}

    def candidates(self, procedure: Procedure, repeat: Repeat) -> tuple[str, ...]:
        """Return who may belong into a table, by name; empty where it is asked how many rows there are.

        It is asked how many when nobody but the applicant was named before, or when somebody has told the number.
        Found once for as many people as are known, unless it was asked from inside of what it may depend on.
        """
        at, met = (procedure.id, repeat.id), self._met
        known = self._candidates.get(at)
        if known is not None and known[0] == met:
            return known[1]
        found = self._find_candidates(procedure, repeat)
        if met == self._met and not self._evaluation.is_open:
            self._candidates[at] = met, found
        return found

    def _find_candidates(self, procedure: Procedure, repeat: Repeat) -> tuple[str, ...]:
        count = self._evaluation.answers.get(count_key(procedure, repeat))
        if not repeat.who.ja or (count is not None and count.giver.is_person):
            return ()
        table = self._sitting.table(procedure, repeat.id)
        at = self._sitting.number(procedure, table.fields[0])
        about = self._about(procedure, repeat)
        found = [item for item in self._fitting(procedure, table.parts.get("birth"), at) if item is not about]
        found.sort(key=lambda item: APPLICANT not in item.roles)
        return tuple(item.name for item in found) if any(APPLICANT not in item.roles for item in found) else ()

    def is_meant(self, procedure: Procedure, repeat: Repeat, name: str) -> bool:
        """Tell whether the one person known who fits a table is meant: it is for the youngest, and they are."""
        births = [item for item in procedure.fields if item.repeat == repeat.id and item.shares == "birth"]
        person = find(self.people(), name)
        youngest = any(item.limits.school_age_at_most == PRESCHOOL for item in births)
        return youngest and person is not None and _is_of_known_age(person)

    def spouse(self) -> Person | None:
        """Return the husband or wife of the applicant."""
        return spouse(self.people())

    def of_spouse(self, shared: Shared) -> Answer | None:
        """Return what an entry tells of the husband or wife of the applicant, known though no form asks for it."""
        person = self.spouse() if shared.person == SPOUSE else None
        if person is None:
            return None
        value = person.name if shared.part == "name" else person.parts.get(shared.part)
        return None if value is None else _of(person, shared.part, value)

    def _about(self, procedure: Procedure, repeat: Repeat) -> Person | None:
        """Return the person a sheet is about, where its table is for those besides them."""
        if not repeat.besides:
            return None
        answer = self._evaluation.answer(self._sitting.place(procedure, procedure.field(repeat.besides), None))
        return find(self.people(), answer.value) if answer and isinstance(answer.value, str) else None

    def known_names(self, place: Place) -> tuple[str, ...]:
        """Return who was named before a question for a name, to be chosen with one touch."""
        procedure, field = place.procedure, place.field
        if place.row is not None:
            if field.shares != "name":
                return ()
            at = self._sitting.number(procedure, field)
            birth = self._sitting.table(procedure, field.repeat).parts.get("birth")
            rows = [self._evaluation.answer(self._sitting.place(procedure, field, row)) for row in range(place.row)]
            taken = {plain_name(str(item.value)) for item in rows if item is not None}
            return tuple(
                item.name for item in self._fitting(procedure, birth, at) if plain_name(item.name) not in taken
            )
        shared = vocabulary().get(field.shares)
        if shared is None or shared.part != "name":
            return ()
        at = self._sitting.number(procedure, field)
        entry = parts_of(shared.person).get("birth")
        born = next((item for item in procedure.fields if entry is not None and item.shares == entry), None)
        return tuple(item.name for item in self._fitting(procedure, born, at))

    def _fitting(self, procedure: Procedure, birth: Field | None, at: int) -> list[Person]:
        """Return who was named before and is not too old or too young, as far as that is known."""
        people = [item for item in self.people() if item.at < at]
        return people if birth is None else [item for item in people if self._fits_age(procedure, birth, item)]

    def _fits_age(self, procedure: Procedure, birth: Field, person: Person) -> bool:
        day = person.parts.get("birth")
        if not isinstance(day, date):
            return True
        at = (procedure.id, birth.id, day)
        if at not in self._fits:
            self._fits[at] = KINDS[Kind.DATE].check(day, birth, self._evaluation.today) is None
        return self._fits[at]

    def people(self) -> list[Person]:
        """Return who is named under these answers, in the order of the questions.

        While they are being found, whoever asks sees those found so far.
        """
        if self._people is None:
            self._met += 1
            self._people = list(members(self._told))
            for procedure in self._sitting.procedures:
                self._meet_all(procedure, self._people)
        return self._people

    def _told(self, name: str) -> Value | None:
        """Return a fact of the family: told now, or as forms.journey.complete kept it."""
        kept = self._evaluation.answers.get(name)
        return (self._evaluation.facts or {}).get(name) or (kept.value if kept else None)

    def _meet_all(self, procedure: Procedure, people: list[Person]) -> None:
        for step in self._sitting.naming[procedure.id]:
            if isinstance(step, Table):
                for place in self._evaluation.named_in(procedure, step):
                    self._meet(place, people, self._told_in_row(place, step), "")
            elif self._evaluation.visible(procedure, step.field, None):
                role = vocabulary()[step.field.shares].person
                answers, entries = self._evaluation.answers, parts_of(role)
                told = {part: answers.get(key) for part, key in entries.items() if part != "name"}
                self._meet(step, people, told, role)

    def _told_in_row(self, place: Place, table: Table) -> Mapping[str, Answer | None]:
        told: dict[str, Answer | None] = {}
        for part, field in table.parts.items():
            if part != "name":
                told[part] = self._evaluation.told(self._sitting.place(place.procedure, field, place.row))
        return told

    def _meet(self, place: Place, people: list[Person], told: Mapping[str, Answer | None], role: str) -> None:
        name = self._evaluation.answer(place)
        if name is None or not isinstance(name.value, str):
            return
        parts = {part: answer.value for part, answer in told.items() if answer is not None}
        facts = self._evaluation.facts
        if name.giver is Giver.CARD and facts is not None and name.value == facts.get("card.name"):
            on_card = {"birth": facts.get("card.birth"), "sex": facts.get("card.sex")}
            parts = {part: value for part, value in on_card.items() if value is not None} | parts
        plain = {part: value for part, value in parts.items() if not isinstance(value, (Unknown, Skipped))}
        roles = frozenset({role} - {""})
        acted_for = role != APPLICANT and bool(self._evaluation.whose.proxy(place.procedure))
        if acted_for:
            # It is the relation to the head of another household: nothing follows from it for the applicant's own.
            plain.pop("relation", None)
        at = self._sitting.number(place.procedure, place.field)
        self._met += 1
        remember(people, Person(name.value, at, roles, plain, acted_for=acted_for))

    def part_of(self, place: Place) -> Answer | None:
        """Return what another form already told of the person a field is about."""
        field, procedure = place.field, place.procedure
        if place.row is not None:
            part, name = field.shares, self._name_in_row(procedure, field, place.row)
            if part == "name":
                return None if name is None else _of(find(self.people(), name), part, name)
        else:
            shared = vocabulary().get(field.shares)
            if shared is None or not shared.person:
                return None
            if shared.part == "size":
                people = size(self.people())
                return None if people is None else Answer(people, Giver.COMPUTED)
            if shared.part == "name":
                found_one = self._named(place, shared.person)
                return _of(found_one, "name", found_one.name) if found_one else None
            found = self._evaluation.entry(parts_of(shared.person).get("name", ""), procedure)
            part, name = shared.part, found.value if found and isinstance(found.value, str) else None
        person = find(self.people(), name) if name is not None else None
        value = person.parts.get(part) if person is not None else None
        if person is not None and part in ("living", "kin"):
            value = self._to_somebody(procedure, procedure.repeat(field.repeat), person, part)
        elif person is not None and part == "order":
            value = order(self.people(), person)
        elif person is not None and part == "relation" and value is None:
            value = relation_to_head(person, self._head(procedure))
        return None if value is None else _of(person, part, value)

    def _to_somebody(self, procedure: Procedure, repeat: Repeat, person: Person, part: str) -> str | None:
        """Return what somebody in a row is to the person the sheet is about, or whether the two live together."""
        about = self._about(procedure, repeat)
        if repeat.besides and about is None:
            return None  # Not known yet, and the applicant need not be meant.
        return living(self.people(), person, about) if part == "living" else kin(self.people(), person, about)

    def _head(self, procedure: Procedure) -> Person | None:
        """Return the head of the household a form tells of, once somebody is named as such."""
        entry = next((field.shares for field in procedure.fields if field.shares in _HEADS), _HEADS[0])
        found = self._evaluation.entry(entry, procedure)
        return find(self.people(), found.value) if found and isinstance(found.value, str) else None

    def _named(self, place: Place, role: str) -> Person | None:
        """Return who has a single place before anybody is asked: the spouse; the only child of nursery age known."""
        if role == SPOUSE:
            return self.spouse()
        birth = next((item for item in place.procedure.fields if item.shares == f"{role}.birth"), None)
        if birth is None or birth.limits.school_age_at_most != PRESCHOOL:
            return None
        found = self._fitting(place.procedure, birth, self._sitting.number(place.procedure, place.field))
        return found[0] if len(found) == 1 and _is_of_known_age(found[0]) else None

    def is_of_somebody_else(self, place: Place) -> bool:
        """Tell whether a row was given to somebody by choice, so that it is not filled in with the applicant."""
        if place.row is None or place.field.shares not in PARTS:
            return False
        chosen = self._chosen_in_row(place.procedure, place.field, place.row)
        person = None if chosen is None else find(self.people(), chosen)
        return person is not None and APPLICANT not in person.roles

    def _chosen_in_row(self, procedure: Procedure, field: Field, row: int) -> str | None:
        repeat = procedure.repeat(field.repeat)
        chosen = [name for name in self._evaluation.chosen(procedure, repeat) or () if name != OTHERS]
        return chosen[row] if row < len(chosen) else None

    def _name_in_row(self, procedure: Procedure, field: Field, row: int) -> str | None:
        """Return who stands in a row: chosen from those named before, or named there."""
        if field.shares == "name":
            return self._chosen_in_row(procedure, field, row)
        name = self._sitting.table(procedure, field.repeat).parts.get("name")
        if name is None or not self._evaluation.visible(procedure, name, row):
            return None
        answer = self._evaluation.answer(self._sitting.place(procedure, name, row))
        return answer.value if answer and isinstance(answer.value, str) else None


def _is_of_known_age(person: Person) -> bool:
    """Tell whether somebody's birth was told, on a form that is not for somebody else's family."""
    return isinstance(person.parts.get("birth"), date) and not person.acted_for


def _of(person: Person | None, part: str, value: Value) -> Answer:
    """Return what is known of somebody: from their card where it told this part."""
    return Answer(value, Giver.CARD if person is not None and part in person.carded else Giver.COMPUTED)
