"""やさしい日本語 has a reading above every kanji, on every page and every face; what has none stands here, and why."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import Words
from kiosk.session.settings import Settings
from kiosk.session.state import SessionState
from tests.kiosk.test_easy_japanese import bare_kanji
from tests.support.pages import CHILD, PERSON, all_pages, shipped
from tests.support.pictures import settle
from tests.ui.test_every_question import every_question
from tests.ui.test_finding import address_asked, bank_asked
from ui.shell import Shell
from ui.view import Ask
from ui.visit_view import page
from ui.widgets.button import BigButton
from ui.widgets.figures import Boxes
from ui.widgets.sentence import Sentence

MakeShell = Callable[..., Shell]
EASY = Settings(language="ja-easy")

OWN = MappingProxyType(
    {
        PERSON.name: "read off the card: no card holds a reading of it",
        CHILD.name: "read off the card",
        PERSON.address: "read off the card: which part is read how is not on it",
    }
)
"""What has no reading wherever it stands."""
STAFF = MappingProxyType(
    {
        "last-try": "staff's own notice, which they unlock: no resident decides it",
        "my-number": "staff's own notice",
    }
)
"""Pages that staff read."""
LISTED = MappingProxyType(
    {
        "bank": "the list of banks has no small kana: where ツ or ヤ may be one, no reading is better than a wrong one",
        "branch": "the same",
    }
)
"""Controls that show a list of names of which up to a quarter have none."""
UNTYPED = (
    "ways to write what was typed in kana: their reading stands in the line above",
    "notes of Japan Post that name further places (岐阜、内藤): the package holds no reading of a note",
    "an answer as it was found or written: a resident's own",
)
"""What the walk does not come to, since it types nothing and looks at two places of a list; it has none either."""
DEPTH = {"address": 5, "bank": 3, "branch": 3, "relation": 2}
"""How many touches lead to the last face of a control; every other has a board, or a face for its day."""
MANY = 8
"""Of more buttons that stand together two are touched: they lead to faces alike."""


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def marked(shell: Shell) -> list[str]:
    """Return all that the window paints, with its readings; also what is only reached by 下へ."""
    if shell.screen_shown is not None:
        shell.screen_shown.complete()
    found: list[str] = []
    for one in shell.findChildren(Sentence):
        found += [one._marked] if one.isVisible() else []
    for button in shell.findChildren(BigButton):
        found += [button._marked, button._marked_detail] if button.isVisible() else []
    for boxes in shell.findChildren(Boxes):
        found += boxes.shape.marks if boxes.isVisible() else ()
    return [text for text in dict.fromkeys(found) if text]


def bare(texts: list[str]) -> list[str]:
    """Return the texts with a kanji that has no reading and should have one."""
    return [text for text in texts if bare_kanji(_without_own(text))]


def _without_own(text: str) -> str:
    for own in sorted(OWN, key=len, reverse=True):
        text = text.replace(own, "")
    return text


def touchable(shell: Shell) -> Iterator[str]:
    """Yield the buttons of the page in sight by their names; of many that stand together, two."""
    together: dict[object, list[str]] = defaultdict(list)
    for button in shell.screen_shown.findChildren(BigButton):  # type: ignore[union-attr]  # a page is shown
        if button.isVisible() and button.isEnabled():
            together[button.parent(), type(button)].append(button.objectName())
    for names in together.values():
        yield from names if len(names) <= MANY else names[:2]


def touch(shell: Shell, name: str) -> bool:
    """Touch a button of the page; tell whether it was there and the visit is still at the question."""
    sent: list[object] = []
    shell.intent.connect(sent.append)
    page_shown = shell.screen_shown
    assert page_shown is not None
    found = [one for one in page_shown.findChildren(BigButton) if one.objectName() == name and one.isVisible()]
    for button in found[:1]:
        button.activated.emit()
        rest()
    shell.intent.disconnect(sent.append)
    return bool(found) and not sent


def faces(shell_of: MakeShell, state: SessionState, depth: int) -> Iterator[tuple[str, list[str]]]:
    """Yield every face of a page as the touches that lead to it, and what stands there."""
    known: set[tuple[str, ...]] = set()
    ways: list[tuple[str, ...]] = [()]
    while ways:
        way = ways.pop()
        shell = shell_of(state)
        if all(touch(shell, name) for name in way) and (stands := tuple(marked(shell))) not in known:
            known.add(stands)
            yield " > ".join(way), list(stands)
            ways += [(*way, name) for name in touchable(shell)] if len(way) < depth else []
        shell.hide()


@cache
def pages() -> dict[str, SessionState]:
    return all_pages(EASY)


def with_faces() -> dict[str, SessionState]:
    kinds = {name: state for name, state in pages().items() if name.startswith("control-")}
    named = {"control-address": address_asked(EASY), "control-bank": bank_asked(EASY)}
    return {**kinds, **named, "control-branch": bank_asked(EASY, "信用金庫", "空知")}


def test_every_page_has_a_reading_above_every_kanji(shell_of: MakeShell) -> None:
    shell = shell_of(pages()["attract"])
    found = {}
    for name, state in pages().items():
        shell.show_state(state)
        rest()
        if name not in STAFF and (texts := bare(marked(shell))):
            found[name] = texts
    assert not found


@pytest.mark.parametrize("name", with_faces())
def test_every_face_has_a_reading_above_every_kanji(shell_of: MakeShell, name: str) -> None:
    kind = name.removeprefix("control-")
    found: dict[str, list[str]] = {}
    count = 0
    for way, stands in faces(shell_of, with_faces()[name], DEPTH.get(kind, 2)):
        count += 1
        texts = bare(stands)
        if kind in LISTED:
            assert not [text for text in texts if "、" in text or "。" in text], way
            assert len(texts) <= len(stands) / 4, way
        elif texts:
            found[way] = texts
    assert count > 1 or kind in ("count", "several", "date", "time")
    assert not found


def test_an_example_with_a_reading_is_one_of_a_form() -> None:
    kept = tomllib.loads((files("assets") / "words" / "ja" / "ruby" / "examples.toml").read_text("utf-8"))
    asked = {field.example for form in shipped()[0].values() for field in form.fields}
    counts = {repeat.count.example for form in shipped()[0].values() for repeat in form.repeats}
    assert not set(kept) - asked - counts


def test_every_question_of_every_form_has_its_readings() -> None:
    found = {}
    for key, state in every_question().items():
        view = page(state, Words("ja-easy"), None)
        assert isinstance(view, Ask)
        texts = [view.heading, view.help, view.example, view.above, view.unit]
        texts += [option.text for option in view.options]
        if wrong := bare([text for text in texts if text]):
            found[key] = wrong
    assert not found
