"""What stands in place of a question is said as pages are: boards, lists, pads, and what is wrong on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain
from kiosk.session.settings import Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import card_pages, questions
from tests.support.pictures import settle
from tests.ui.test_finding import address_asked, bank_asked
from tests.ui.test_letters import touch
from ui.shell import Shell
from ui.spoken import spoken

MakeShell = Callable[..., Shell]
Asked = Callable[[Settings], SessionState]


def name_asked(settings: Settings) -> SessionState:
    return questions(card_pages(settings, ("jidoteate_nintei",))["person"])["ask-spouse.name"]


def bank_name(settings: Settings) -> SessionState:
    return bank_asked(settings)


def branch(settings: Settings) -> SessionState:
    return bank_asked(settings, name="北海道信用金庫")


WALKS: dict[str, tuple[Asked, tuple[tuple[str, str], ...]]] = {
    "board": (name_asked, (("board.open", "配偶者"), ("<", "board.open"))),
    "address-by-place": (
        address_asked,
        (
            ("address.by_place", "address.place_title"),
            ("中央", "address.lot_title"),
            ("address.letters", "address.lot_title"),
            ("<", "address.lot_title"),
            (">", "address.building_title"),
            ("board.open", "address.building_title"),
            ("<", "address.building_title"),
            ("address.no_building", "中央"),
        ),
    ),
    "address-by-town": (
        address_asked,
        (
            ("address.by_place", "address.place_title"),
            ("address.other_town", "address.town_title"),
            ("す", "砂川市"),
        ),
    ),
    "address-by-postcode": (
        address_asked,
        (
            ("address.by_postcode", "address.postcode_title"),
            ("4980000>", "三重県桑名郡木曽岬町"),
            ("<", "address.postcode_title"),
            ("<", "board.open"),
        ),
    ),
    "bank-by-kana": (bank_name, (("find.by_kana", "find.first"), ("い", "信用金庫"), ("<", "find.first"))),
    "branch-by-number": (branch, (("find.by_number", "支店"), ("<", "find.by_kana"))),
}

"""Which question, and step by step what is touched (> for つぎへ, < for もどる) and what is said then."""


def rest() -> None:
    settle(QApplication.instance())  # type: ignore[arg-type]  # the application of the tests


def word(shell: Shell, key: str) -> str:
    return plain(shell.theme.text(key, count=3, letters="")) if "." in key else key


def do(shell: Shell, act: str) -> None:
    if "." in act:
        touch(shell, word(shell, act))
        return
    for one in act:
        if one == ">":
            shell.go_on()
        elif one == "<":
            shell.go_back()
        elif act == "中央":
            touch(shell, act)
            break
        else:
            touch(shell, one)
    rest()


@pytest.mark.parametrize(("walk", "size"), [*product(WALKS, (TextSize.STANDARD, TextSize.LARGEST))])
def test_each_face_is_told_and_says_its_question(shell_of: MakeShell, walk: str, size: TextSize) -> None:
    asked, steps = WALKS[walk]
    shell = shell_of(asked(Settings(voice=True, text_size=size)))
    turned: list[object] = []
    shell.turned.connect(turned.append)
    for act, said in steps:
        turned.clear()
        do(shell, act)
        assert shell.screen_shown in turned, act
        heard = plain("。".join(spoken(shell.stage.page)))  # type: ignore[arg-type]  # it is there
        assert word(shell, said) in heard, act


@pytest.mark.parametrize(
    ("asked", "way", "typed", "key"),
    [
        (address_asked, "address.by_postcode", "07302", "secret.missing"),
        (address_asked, "address.by_postcode", "9999999", "find.no_number"),
        (branch, "find.by_number", "999", "find.no_number"),
        (branch, "find.by_number", "", "secret.missing"),
        (address_asked, "address.by_place", "", "address.place_title"),
        (bank_name, "find.by_kana", "", "find.first"),
    ],
)
def test_what_is_wrong_on_a_face_is_said(shell_of: MakeShell, asked: Asked, way: str, typed: str, key: str) -> None:
    shell = shell_of(asked(Settings(voice=True)))
    complained: list[str] = []
    shell.complained.connect(complained.append)
    do(shell, way)
    do(shell, f"{typed}>")
    missing = {"07302": 2, "": 3}.get(typed, 0)
    assert len(complained) == 1
    assert plain(shell.theme.text(key, count=missing)) in plain(complained[0])
