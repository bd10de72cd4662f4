"""Another language may need two fifths more room: every sentence made longer by that, and still none is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice

import pytest

from forms.definition import Phrase
from kiosk.i18n import Words
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pictures import SCREENS
from tests.support.sights import pages, sample
from tests.ui.test_every_page import inside, room
from ui.shell import Shell

MakeShell = Callable[..., Shell]

SHARE = 0.4
FILLER = "いろはにほへとちりぬるを"
MARK = "※"
ERAS = ("明治", "大正", "昭和", "平成", "令和", "西暦")


def longer(sentence: str) -> str:
    """Return each line of ``sentence`` with two fifths more letters, a mark first; places to be filled stay."""
    return "\n".join(line + _more(line) for line in sentence.split("\n")) if sentence else sentence


def _more(line: str) -> str:
    count = int(len(line) * SHARE + 0.5)
    return MARK + "".join(islice(cycle(FILLER), max(0, count - 1))) if count else ""


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue and the definitions speak the longer Japanese."""
    held, phrase = Words._held, Phrase.text

    def lengthened(self: Words, key: str) -> dict[str, str]:
        found = held(self, key)
        return {key: longer(found[key])} if key in found else {}

    monkeypatch.setattr(Words, "_held", lengthened)
    monkeypatch.setattr(Phrase, "text", lambda self, language: longer(phrase(self, language)))


def test_a_sentence_is_longer_by_two_fifths() -> None:
    for sentence in ("やめる", "職員を\n呼ぶ", "{count}枚の用紙が出ます", ""):
        assert len(longer(sentence)) == pytest.approx((1 + SHARE) * len(sentence), abs=0.7)
        assert all(line in longer(sentence) for line in sentence.split("\n"))


def _of_pad(problem: str) -> bool:
    """全部消す and 1つ消す stand on keys of 20 mm, eras are names: test_every_page holds them as they are."""
    return problem.startswith(tuple(f"button '{word}" for word in ("全部", "1つ", *ERAS)))


def _of_rail(problem: str) -> bool:
    """Five words side by side on the 117 mm of a standing screen: test_every_page holds them as they are."""
    return " parts " in problem and problem.startswith(
        tuple(f"button '{word}" for word in ("音声", "文字", "あ／A", "職員"))
    )


def cut(shell_of: MakeShell, sights: Iterator[tuple[str, SessionState, str]]) -> list[str]:
    found: list[str] = []
    for name, state, screen in sights:
        shell = shell_of(state, screen)
        assert MARK in shell.frame.staff.words
        found += [
            f"{name}: {one}" for check in (room, inside) for one in check(shell) if not (_of_pad(one) or _of_rail(one))
        ]
        shell.hide()
    return found


def test_nothing_is_cut(shell_of: MakeShell, pseudo: None) -> None:
    found = cut(
        shell_of,
        ((str(one), replace(one.state, settings=replace(one.settings, language="ja")), one.screen) for one in sample()),
    )
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_at_all_is_cut(shell_of: MakeShell, pseudo: None, screen: str, size: TextSize) -> None:
    settings = Settings(text_size=size, scheme=Scheme.LIGHT)
    found = cut(
        shell_of, ((f"{name}, {size}", replace(one, settings=settings), screen) for name, one in pages().items())
    )
    assert not found, "\n".join(found)
