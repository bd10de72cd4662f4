"""Whoever has to write by hand is told into which boxes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.settings import load_town
from kiosk.failures import Failure, FailureCode
from kiosk.i18n import Words
from kiosk.session.moves import tell
from kiosk.session.state import PageProblem, Pages, SessionState
from tests.support.pages import all_pages
from ui import pen_view, visit_view
from ui.notice_view import overlay
from ui.view import Finished

CODE = FailureCode.FORM_TOO_LONG


def left(state: SessionState, *keys: str, procedure: str = "juminhyo") -> SessionState:
    problems = tuple(PageProblem(CODE, procedure, key) for key in keys)
    return replace(state, visit=replace(state.visit, pages=Pages("S", 2, problems)))


@pytest.fixture(scope="module")
def pages() -> dict[str, SessionState]:
    return all_pages()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "空けたまま印刷する欄：氏名、電話番号（日中連絡がつく番号）"),
        ("en", "Printed empty: Name, Telephone (daytime)"),
    ],
)
def test_the_notice_names_the_boxes(pages: dict[str, SessionState], language: str, said: str) -> None:
    state = left(pages["check"], "applicant.phone", "applicant.name")
    notice = overlay(tell(state, Failure(CODE)), Words(language))
    assert notice is not None
    assert notice.body == said


def test_other_failures_name_none(pages: dict[str, SessionState]) -> None:
    notice = overlay(tell(left(pages["check"], "applicant.phone"), Failure(FailureCode.PRINTER_JAM)), Words())
    assert notice is not None
    assert "欄" not in notice.body


def test_the_last_page_reminds_of_them_first(pages: dict[str, SessionState]) -> None:
    view = visit_view.page(left(pages["finished"], "applicant.phone"), Words(), load_town())
    assert isinstance(view, Finished)
    assert (view.lines[0].label, view.lines[0].value) == ("手で書くところ", "電話番号（日中連絡がつく番号）")
    plain = visit_view.page(pages["finished"], Words(), load_town())
    assert isinstance(plain, Finished)
    assert plain.lines == view.lines[1:]


def test_a_box_of_another_form_is_not_meant(pages: dict[str, SessionState]) -> None:
    assert pen_view.boxes(left(pages["check"], "applicant.phone", procedure="other"), Words()) == ()
    assert pen_view.boxes(left(pages["check"]), Words()) == ()
