"""The views of the pages about family and proxies: whose card, are they here, the doors, is it them, the letter.

Pure, like ui.visit_view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardreader.secret import Door
from forms.authority import Authority, proxies
from kiosk.session import family
from kiosk.session.persons import Relation
from kiosk.session.state import Phase
from ui.view import Footer, Option, Pick

if TYPE_CHECKING:
    from kiosk.i18n import Words
    from kiosk.session.state import SessionState

RELATION_WORDS = {
    Relation.SPOUSE: "spouse",
    Relation.CHILD: "child",
    Relation.PARENT: "parent",
    Relation.GRANDPARENT: "grandparent",
    Relation.GRANDCHILD: "grandchild",
    Relation.SIBLING: "sibling",
    Relation.OTHER: "other",
}
YES, NO = "yes", "no"


def pick(state: SessionState, words: Words) -> Pick:
    """Return the page that asks one thing with a few buttons."""

    def text(key: str) -> str:
        return words.text(f"screen.{key}")

    footer = Footer(text("back"), stop=True)
    match state.phase:
        case Phase.FAMILY_WHO:
            relations = tuple(Option(one, text(f"family.{word}")) for one, word in RELATION_WORDS.items())
            return Pick("who", text("family.who_title"), text("family.who_note"), relations, footer)
        case Phase.FAMILY_HERE:
            answers = (
                Option(YES, text("family.here_yes"), text("family.here_yes_detail"), "keypad"),
                Option(NO, text("family.here_no"), text("family.here_no_detail"), "card"),
            )
            return Pick("here", text("family.here_title"), text("family.here_note"), answers, footer)
        case _:
            answers = (
                Option(YES, text("letter.yes"), text("letter.yes_detail"), "form"),
                Option(NO, text("letter.no"), text("letter.no_detail"), "print"),
            )
            return Pick("letter", text("letter.title"), text("letter.note"), answers, footer)


def doors_words(state: SessionState, words: Words) -> tuple[str, str]:
    """Return the heading and the note of the doors: those of the person at the window, or of a member."""
    member = state.visit.member
    if member is None:
        return words.text("screen.doors.title"), words.text("screen.doors.note")
    note = "door_note_here" if member.may_use_pin else "door_note_absent"
    return words.text("screen.family.door_title"), words.text(f"screen.family.{note}")


def doors(state: SessionState, options: tuple[Option, ...], words: Words) -> tuple[Option, ...]:
    """Return the doors that are open; by hand is always one of them."""
    if state.visit.member is None:
        return options
    icons = {option.value: option.icon for option in options}
    by_hand = Option("", words.text("screen.family.hand"), words.text("screen.family.hand_detail"), icons[""])
    pin = words.text("screen.family.pin_detail")
    open_ = family.doors(state)
    found = (option._replace(detail=pin) if option.value == Door.PIN else option for option in options if option.value)
    return (*(option for option in found if option.value in open_), by_hand)


def another(state: SessionState, words: Words) -> str:
    """Return the words of the button for another card; empty where none is of use."""
    first_door = state.phase is Phase.EXPLAIN and state.visit.member is None
    if not family.offered(state) or not (first_door or state.phase is Phase.REVIEW_READ):
        return ""
    return words.text("screen.family.family_first" if first_door else "screen.family.another")


def reminder(state: SessionState, words: Words) -> str:
    """Return what staff are to be shown, where somebody applies for somebody else; empty otherwise."""
    found = proxies(state.procedures, state.visit.answers)
    due = dict.fromkeys(one.authority for one in found if one.authority is not Authority.NONE)
    if not due:
        return ""
    shown = "、".join(words.text(f"screen.authority.{one}") for one in due)
    return words.text("screen.authority.reminder", shown=shown)
