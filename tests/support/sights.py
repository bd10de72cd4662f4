"""Every page as somebody may see it: on a screen, in a language, text size and scheme: all of it or a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from math import gcd
from typing import NamedTuple

from kiosk.i18n import LANGUAGES
from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import SessionState
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS

COMBINATIONS = tuple(product(SCREENS, TextSize, Scheme, LANGUAGES))
STRIDE = 37
"""Has no factor in common with the number of combinations: page after page goes through all of them."""


class Sight(NamedTuple):
    """One page as it is seen."""

    page: str
    screen: str
    settings: Settings
    state: SessionState

    def __str__(self) -> str:
        chosen = self.settings
        return f"{self.page}, {self.screen}, {chosen.language}, {chosen.text_size}, {chosen.scheme}"


@cache
def pages() -> dict[str, SessionState]:
    """Return every page and notice."""
    return all_pages()


def _sight(page: str, screen: str, size: TextSize, scheme: Scheme, language: str) -> Sight:
    settings = Settings(language=language, text_size=size, scheme=scheme)
    return Sight(page, screen, settings, replace(pages()[page], settings=settings))


def sample(first: int = 0) -> Iterator[Sight]:
    """Yield one sight of each page; ``first`` says where among the combinations it begins."""
    assert gcd(STRIDE, len(COMBINATIONS)) == 1
    for number, page in enumerate(pages()):
        yield _sight(page, *COMBINATIONS[(first + number) * STRIDE % len(COMBINATIONS)])


def whole(screen: str, size: TextSize) -> Iterator[Sight]:
    """Yield each page in each language and scheme on this screen at this text size."""
    for page, scheme, language in product(pages(), Scheme, LANGUAGES):
        yield _sight(page, screen, size, scheme, language)
