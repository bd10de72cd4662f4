"""Every page looks as it was last said to look: the pictures of docs/pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from forms.settings import load_town
from kiosk.i18n import Words
from kiosk.session.state import Overlay, Phase
from tests.support import picture_page
from tests.support.goldens import (
    ACCEPT,
    ASSISTED,
    CALIBRATION,
    REPORTS,
    REST,
    STANDARD,
    Album,
    Change,
    accept,
    changes,
    difference,
    pixels_off,
    report,
)
from tests.support.pages import all_pages, card_pages
from tests.support.picture_page import DOCS, PIXELS
from tests.support.pictures import small
from ui import view
from ui.shell import Shell
from ui.widgets.answer import _CONTROLS, control_of
from ui.widgets.sentence import Sentence


def as_it_was(album: Album, application: QApplication) -> None:
    found = changes(album, application)
    if found:
        file = report(album, found, REPORTS / f"{album.name}.html")
        names = ", ".join(change.name for change in found)
        pytest.fail(
            f"{len(found)} pictures differ: {names}\nLook at {file}\nIf they are right: {ACCEPT}", pytrace=False
        )


@pytest.mark.parametrize("album", [STANDARD, ASSISTED, CALIBRATION], ids=lambda album: album.name)
def test_every_page_looks_as_it_did(dressed: QApplication, album: Album) -> None:
    as_it_was(album, dressed)


@pytest.mark.long
@pytest.mark.parametrize("album", REST, ids=lambda album: album.name)
def test_larger_and_in_english_too(dressed: QApplication, album: Album) -> None:
    as_it_was(album, dressed)


def test_every_page_there_is_has_a_picture() -> None:
    """Every phase, everything that lies above a page, every screen and every control of a question."""
    states = all_pages()
    assert {state.phase for state in states.values()} == set(Phase)
    assert {type(above) for state in states.values() for above in state.overlays} == set(get_args(Overlay))
    views = [view.page(state, Words(), {"ja": "", "en": ""}, load_town()) for state in states.values()]
    assert {type(one) for one in views} == set(get_args(view.PageView))
    assert {control_of(one) for one in views if isinstance(one, view.Ask)} == set(_CONTROLS)


def test_the_page_of_pictures_shows_those_there_are() -> None:
    assert (DOCS / "pictures.md").read_text("utf-8") == picture_page.page()


@pytest.fixture
def person(shell_of: Callable[..., Shell]) -> Shell:
    """The page "is this you?"."""
    return shell_of(card_pages()["person"])


def labels(shell: Shell) -> list[Sentence]:
    return [one for one in shell.findChildren(Sentence) if not one.visibleRegion().isEmpty()]


def shown(shell: Shell, label: Sentence | None = None, by: int = 3) -> Image.Image:
    """The window's picture, with a label some of the window's pixels to the right of its place."""
    if label is not None:
        label.move(label.pos() + QPoint(by, 0))
    image = small(shell.grab(), shell.width() // 2)
    if label is not None:
        label.move(label.pos() - QPoint(by, 0))
    return image


def test_a_label_that_moved_by_three_pixels_is_seen(person: Shell) -> None:
    before = shown(person)
    assert pixels_off(before, shown(person)) == 0
    assert len(labels(person)) > 5
    assert all(pixels_off(before, shown(person, label)) > PIXELS for label in labels(person))


def test_what_differs_is_shown_and_kept_when_it_is_right(dressed: QApplication, person: Shell, tmp_path: Path) -> None:
    before, after = shown(person), shown(person, labels(person)[0])
    now = {"same": before, "moved": before}
    album = Album("few", tmp_path / "kept", "page-*.png", lambda _: iter(now.items()))
    accept(album, [*changes(album, dressed), Change("gone", None, before)])
    now |= {"moved": after, "fresh": before}
    found = changes(album, dressed)
    assert [(one.name, one.old is None, one.new is None) for one in found] == [
        ("moved", False, False),
        ("fresh", True, False),
        ("gone", False, True),
    ]
    text = report(album, found, tmp_path / "report" / "few.html").read_text("utf-8")
    assert text.count("<h2>") == 3
    assert text.count('src="data:image/png;base64,') == text.count("src=") == 3 + 1 + 1
    assert ACCEPT in text
    accept(album, found)
    assert album.kept() == set(now)
    assert changes(album, dressed) == []


def test_the_difference_is_marked_where_it_is(person: Shell) -> None:
    heading = labels(person)[0]
    marks = difference(shown(person), shown(person, heading))
    red = (
        ImageChops.difference(marks, Image.new("RGB", marks.size, "#e00000"))
        .convert("L")
        .point(lambda level: not level)
    )
    left, top, right, bottom = red.getbbox() or (0, 0, 0, 0)
    corner = heading.mapTo(person, QPoint(0, 0)) / 2
    assert corner.x() - 3 <= left < right <= corner.x() + heading.width() / 2 + 5
    assert corner.y() - 3 <= top < bottom <= corner.y() + heading.height() / 2 + 3
