"""What a page holds inside: reached by touches on it, without another state of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from forms.japanese.furigana import plain
from tests.support.pictures import settle
from ui.widgets.button import BigButton
from ui.widgets.cards import Cards

if TYPE_CHECKING:
    from kiosk.session.settings import Settings
    from kiosk.session.state import SessionState
    from ui.shell import Shell

Touch = str | Callable[["Shell"], BigButton]
"""The words on a button, or their key in the catalogue, or how the button is found."""


@dataclass(frozen=True)
class Inside:
    """``page`` after ``touches``. Some stand on one ``screen`` only; ``voice`` is on already."""

    page: str
    touches: tuple[Touch, ...]
    screen: str = ""
    voice: bool = False

    def state(self, pages: Mapping[str, SessionState], settings: Settings) -> SessionState:
        """Return the state of the page in these settings."""
        return replace(pages[self.page], settings=replace(settings, voice=self.voice))


def touch(shell: Shell, touches: Sequence[Touch]) -> None:
    """Touch one button after the other."""
    for one in touches:
        (_button(shell, one) if isinstance(one, str) else one(shell)).activated.emit()
        settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication


def _button(shell: Shell, words: str) -> BigButton:
    sought = plain(shell.theme.text(words)) if "." in words else words
    shown: Iterator[BigButton] = (one for one in shell.findChildren(BigButton) if one.isVisible())
    return next(one for one in shown if one.words == sought)


def _onward(shell: Shell) -> BigButton:
    return shell.frame.onward


def _way(number: int) -> Touch:
    """Return the card of that number: the ways to find an answer."""
    return lambda shell: shell.findChildren(Cards)[0].buttons[number]


_BIRTH: tuple[Touch, ...] = ("era.showa", *"231103", _onward)
_LOT: tuple[Touch, ...] = ("address.by_place", "中央")
_BOARD: tuple[Touch, ...] = ("board.open",)

INSIDES: Mapping[str, Inside] = {
    "languages": Inside("purpose", (lambda shell: shell.frame.language,)),
    # Once the voice speaks, its button tells more of it.
    "voice": Inside("purpose", (lambda shell: shell.frame.voice,), voice=True),
    "stop": Inside("purpose", (lambda shell: shell.frame.stop,)),
    "code-b-birth": Inside("secret-code-b", _BIRTH[:1]),
    "code-b-western": Inside("secret-code-b", ("era.western",)),
    "code-b-expiry": Inside("secret-code-b", _BIRTH),
    "code-b-code": Inside("secret-code-b", (*_BIRTH, *"2035", _onward)),
    "address-place": Inside("control-address", _LOT[:1]),
    "address-towns": Inside("control-address", (*_LOT[:1], "address.other_town")),
    "address-postcode": Inside("control-address", ("address.by_postcode", *"0730201")),
    "address-lot": Inside("control-address", _LOT),
    "address-building": Inside("control-address", (*_LOT, "5", _onward)),
    "bank-kana": Inside("control-bank", (_way(0),)),
    "bank-letter": Inside("control-bank", (_way(0), "そ")),
    "bank-number": Inside("control-bank", (_way(1),)),
    "board": Inside("control-text", _BOARD),
    "board-ways": Inside("control-text", (*_BOARD, *"さとう", "board.kanji")),
    "board-latin": Inside("control-text", (*_BOARD, "board.latin")),
    "board-narrow": Inside("control-text", _BOARD, "upright"),
    "board-narrow-later": Inside("control-text", (*_BOARD, "board.later"), "upright"),
    "board-narrow-ways": Inside("control-text", (*_BOARD, *"さとう", "board.kanji"), "upright"),
    "board-narrow-latin": Inside("control-text", (*_BOARD, "board.latin"), "upright"),
}
"""By name; a picture without a screen of its own is made on the tablet."""
