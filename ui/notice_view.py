"""What lies above a page, as a view: pure, like ui.view."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from forms.number_cells import laws
from kiosk.failures import Action, Failure, FailureCode
from kiosk.i18n import Words, staff_language
from kiosk.session import hands
from kiosk.session.state import IDLE_PAGES, Failed, Hand, Help, SessionState, Staff, StillThere, Stopped
from ui import pen_view

_LEFT_TO_PEN = frozenset({FailureCode.FORM_TOO_LONG, FailureCode.FORM_CHARACTER})


class Button(NamedTuple):
    """A button of an overlay and what it asks for."""

    text: str
    act: Action | str
    icon: str = ""


class Notice(NamedTuple):
    """An overlay: what happened, what to do, the buttons (first one big), a small code, a countdown in seconds.

    ``to_staff``: it is addressed to staff, in the resident's window, and is not read aloud there.
    ``sudden``: it comes while somebody types or points at the page: what was meant for that presses no button of it.
    """

    kind: str
    title: str
    body: str
    todo: str
    buttons: tuple[Button, ...]
    code: str = ""
    seconds: int | None = None
    to_staff: bool = False
    sudden: bool = False

    @property
    def ends(self) -> bool:
        """Whether one of its buttons ends the visit, as やめる does on a page."""
        return any(one.act is Action.END for one in self.buttons)


def overlay(state: SessionState, words: Words, hand: Hand = Hand.RESIDENT, *, in_turn: bool = False) -> Notice | None:
    """Return what lies above the page, if anything, in the window of ``hand``.

    What a clerk decides stands in the clerk's window where there is one; the resident's asks for patience. Where the
    windows are shown ``in_turn``, a clerk who was called is given hers by one touch.
    """

    def text(key: str, **params: object) -> str:
        return words.text(f"screen.{key}", **params)

    def to_staff(key: str, **params: object) -> str:
        return Words(staff_language(words.language)).text(f"screen.{key}", **params)

    top = state.overlay
    match top:
        case None:
            return None
        case StillThere():
            return Notice(
                "still",
                text("still.title"),
                text("still.body"),
                "",
                (Button(text("still.go_on"), "touch"),),
                seconds=top.seconds(state.now),
            )
        case Help():
            return Notice(
                "help", text("help.title"), text(f"help.{state.phase}"), "", (Button(text("close"), "close"),)
            )
        case Staff() if hands.for_clerk(state) and state.station.policy.assisted and hand is Hand.RESIDENT:
            return Notice("staff", text("hand.checking"), text("hand.checking_body"), "", ())
        case Staff(last_try=True):
            # Large and under Enter stands what spends nothing.
            buttons = (
                Button(to_staff("last_try.no"), "close"),
                Button(to_staff("last_try.confirm"), "staff-confirmed"),
            )
            title, body, todo = (to_staff(f"last_try.{part}") for part in ("title", "body", "todo"))
            return Notice("last-try", title, body, todo, buttons, to_staff=True)
        case Staff(my_number=True):
            law = "／".join(laws(state.procedures, family=state.visit.member is not None))
            no, yes = to_staff("my_number.no"), to_staff("my_number.confirm")
            buttons = (Button(no, "close"), Button(yes, "staff-confirmed"))
            title, todo = to_staff("my_number.title"), to_staff("my_number.todo")
            return Notice("my-number", title, to_staff("my_number.body", law=law), todo, buttons, to_staff=True)
        case Staff() if hand is Hand.CLERK:
            title, body = (words.text(f"staff.called.{part}") for part in ("title", "body"))
            return Notice("staff", title, body, "", (Button(text("close"), "close"),))
        case Staff():
            return _on_call(words, to_give=in_turn and state.phase not in IDLE_PAGES)
        case Failed(failure=failure):
            return _failed(state, failure, words, hand)
        case Stopped(rule=rule):
            where = rule.where.text(words.language)
            return Notice(
                "stopped",
                text("stopped.title"),
                rule.text.text(words.language),
                where,
                (Button(text("stopped.back"), "close"), Button(text("stopped.end"), Action.END)),
            )
    assert_never(top)


def failure_text(failure: Failure, part: str, words: Words) -> str:
    """Return one of the sentences of a failure: its ``title``, ``body``, ``do`` or ``staff``."""
    params = dict(failure.params)
    if failure.tries_left is not None:
        params["tries_left"] = failure.tries_left
    return words.text(f"failures.{failure.code}.{part}", **params)


def _on_call(words: Words, *, to_give: bool) -> Notice:
    """Return what whoever called reads: who does not know what to do can read on while waiting."""

    def text(key: str) -> str:
        return words.text(f"screen.{key}")

    buttons = (Button(text("close"), "close"), Button(text("help.ask"), "help"))
    if not to_give:
        return Notice("staff", text("staff.title"), text("staff.body"), "", buttons)
    give = Button(text("staff.give"), "give")
    return Notice("staff", text("staff.title"), text("staff.give_body"), "", (give, *buttons))


def _failed(state: SessionState, failure: Failure, words: Words, hand: Hand) -> Notice:
    """Return what went wrong; what a clerk does about it stands in the script beside the page (ui.script)."""
    title, body, todo = (failure_text(failure, part, words) for part in ("title", "body", "do"))
    if failure.code in _LEFT_TO_PEN:
        names = words.text("screen.categories.between").join(pen_view.boxes(state, words))
        body = words.text("screen.check.by_pen", names=names)
    if hand is Hand.CLERK:
        return Notice("failure", title, body, "", _clerks(failure, words), code=str(failure.code))
    actions = tuple(Button(_called(failure, action, words), action) for action in failure.rule.actions)
    return Notice("failure", title, body, todo, actions, code=str(failure.code))


def _called(failure: Failure, action: Action, words: Words, *, by_clerk: bool = False) -> str:
    """Return the words of a button: the failure's own, where it must say more than elsewhere what follows."""
    own = f"failures.{failure.code}.buttons.{action}"
    again = f"staff.again.{failure.rule.back}" if by_clerk and action is Action.RETRY else f"screen.action.{action}"
    return words.text(own if own in words else again)


def _clerks(failure: Failure, words: Words) -> tuple[Button, ...]:
    """Return what a clerk can do about a failure: staff are there, and that a box stays empty is not theirs to say."""
    not_theirs = {Action.STAFF, Action.CONFIRM} if failure.code in _LEFT_TO_PEN else {Action.STAFF}

    offered = (one for one in failure.rule.actions if one not in not_theirs)
    return tuple(Button(_called(failure, one, words, by_clerk=True), one) for one in offered)


def stop(words: Words) -> Notice:
    """Return the question before やめる and おわる, which erase everything; the session knows nothing of it yet."""
    buttons = (Button(words.text("screen.stop.keep"), "keep"), Button(words.text("screen.stop.yes"), "start-over"))
    return Notice("stop", words.text("screen.stop.title"), words.text("screen.stop.body"), "", buttons)


def leaving(words: Words) -> Notice:
    """Return what a clerk reads while the resident's window asks that: only there it can be answered with やめる."""
    title, body = (words.text(f"staff.leaving.{part}") for part in ("title", "body"))
    return Notice("leaving", title, body, "", (Button(words.text("screen.stop.keep"), "keep"),), sudden=True)
