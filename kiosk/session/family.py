"""Several cards in one sitting: the person at the window first, then family, one card after the other.

The PIN of somebody who is not here is never used: their door is the number printed on the card, or the hand.
Their four attributes fill in the forms (forms.people); what this knows is only whose card comes next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardreader.secret import Door
from forms.family import names_others
from kiosk.session.moves import forget_card_job, forget_secret, go
from kiosk.session.persons import Member, ReadPerson, Unread
from kiosk.session.state import Phase

if TYPE_CHECKING:
    from kiosk.session.moves import Step
    from kiosk.session.persons import Relation
    from kiosk.session.state import SessionState

MOST = 8
"""Cards in one sitting."""


def offered(state: SessionState) -> bool:
    """Tell whether another card is of use: a chosen form names somebody else, and there is room."""
    return len(state.visit.persons) < MOST and any(names_others(one) for one in state.procedures)


def doors(state: SessionState) -> tuple[Door, ...]:
    """Return the doors open to the person whose card comes next."""
    member = state.visit.member
    return (Door.PIN, Door.CODE_B) if member is None or member.may_use_pin else (Door.CODE_B,)


def known_already(state: SessionState) -> bool:
    """Tell whether the card in hand is one that was read before: it is not taken twice."""
    visit = state.visit
    return visit.reading is not None and any(one.person == visit.reading.person for one in visit.persons)


def confirmed(state: SessionState) -> SessionState:
    """The card in hand is of whom it should be: keep the person, let go of the card."""
    visit = state.visit
    persons = visit.persons
    if visit.reading and visit.door and visit.check and not known_already(state):
        persons = (*persons, ReadPerson(visit.member, visit.door, visit.check, visit.reading))
    return go(state, state.phase, persons=persons, member=None, door=None, check=None, reading=None)


def another(state: SessionState) -> SessionState:
    """Somebody else's card comes next; whose is asked first."""
    at_doors = state.phase is Phase.EXPLAIN and state.visit.member is None
    if not offered(state) or not (at_doors or state.phase is Phase.REVIEW_READ):
        return state
    if state.phase is Phase.REVIEW_READ:
        state = confirmed(state)
    return go(state, Phase.FAMILY_WHO, member=Member(), door=None, check=None, reading=None)


def named(state: SessionState, relation: Relation) -> SessionState:
    """Whose card it is."""
    return go(state, Phase.FAMILY_HERE, member=Member(relation)) if state.phase is Phase.FAMILY_WHO else state


def told_here(state: SessionState, *, here: bool) -> SessionState:
    """Whether that person is here decides which doors there are."""
    member = state.visit.member
    if state.phase is not Phase.FAMILY_HERE or member is None:
        return state
    return go(state, Phase.EXPLAIN, member=Member(member.relation, here))


def by_hand(state: SessionState) -> Step:
    """No card of this person: they are typed, and the visit remembers why."""
    state, cancelled = forget_card_job(state)
    visit = state.visit
    unread = (*visit.unread, Unread(visit.member)) if visit.member else visit.unread
    return give_up(go(state, state.phase, unread=unread)), (*cancelled, forget_secret(state))


def give_up(state: SessionState) -> SessionState:
    """No further card now: back to the last one read, or to the doors."""
    state = go(state, Phase.EXPLAIN, member=None, door=None, check=None, reading=None)
    return reopen(state) if state.visit.applicant else state


def reopen(state: SessionState) -> SessionState:
    """Look at the last card again, as before it was confirmed."""
    *before, last = state.visit.persons
    return go(
        state,
        Phase.REVIEW_READ,
        persons=tuple(before),
        member=last.member,
        door=last.door,
        check=last.check,
        reading=last.reading,
    )


def back(state: SessionState) -> SessionState:
    """Turn back within the pages of the family."""
    if state.phase is Phase.FAMILY_WHO:
        return give_up(state)
    if state.phase is Phase.FAMILY_HERE:
        return go(state, Phase.FAMILY_WHO, member=Member())
    return go(state, Phase.FAMILY_HERE)  # the doors of a member
