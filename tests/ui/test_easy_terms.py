"""やさしい日本語 explains the words of the office: each in 〈 〉 at least once on every page whose sentences use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

import pytest

from forms.japanese.furigana import plain
from forms.settings import load_town
from forms.values import UNKNOWN
from kiosk.i18n import Words
from kiosk.session.events import EventChosen, Started
from kiosk.session.settings import Settings
from kiosk.session.state import SessionState
from tests.support.pages import TODAY, after, all_pages, event_pages, shipped, start
from tests.ui.test_every_question import every_question
from ui.view import Ask, page

TERMS = (
    *("印鑑登録", "続柄", "世帯主", "委任状", "暗証番号", "本籍", "筆頭者", "戸籍", "口座", "通帳", "被保険者"),
    *("転入", "転居", "転出", "代理人", "配偶者", "鑑札", "抄本", "謄本"),
)
AS_IT_STANDS = MappingProxyType(
    {
        "option": "what is chosen stands so on the form, where it is looked for; the question above it explains",
        "name": "the name of a form, a section or a field, which the paper has in the same words",
        "「…」": "a word quoted from the paper or the page",
    }
)
"""What is no sentence, and why its words are not explained there."""
_SENTENCE = re.compile(r"。|(?:か|さい)$")
_QUOTED, _EXPLAINED = re.compile(r"「[^」]*」"), re.compile(r"〈[^〈〉]*〉")


def pages() -> dict[str, SessionState]:
    """Return every page and every question of every form and event."""
    purpose = after(start(Settings(language="ja-easy")), Started(1, TODAY))
    found = {**every_question(), **all_pages(Settings(language="ja-easy"))}
    for event in shipped()[1].events:
        for answer in ("はい", UNKNOWN):
            asked = event_pages(after(purpose, EventChosen(2, event)), answer)
            found |= {f"{name} {answer}": state for name, state in asked.items()}
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from plain(value).split("\n")
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def unexplained(texts: list[str], term: str) -> list[str]:
    """Return the sentences of a page that use ``term``, where the page explains it nowhere."""
    sentences = [one for one in texts if _SENTENCE.search(one) and term in _EXPLAINED.sub("", _QUOTED.sub("", one))]
    # A word that is part of a longer one (転出届) is explained with it; （ ） explains where the term is the aside's.
    told = re.compile(rf"{term}[^ぁ-ん、。「」〈（]*」?[〈（]")
    return [] if any(told.search(one) for one in texts) else sentences


@pytest.mark.parametrize("term", TERMS)
def test_a_word_of_the_office_is_explained_on_its_page(term: str, told: dict[str, list[str]]) -> None:
    assert any(term in text for texts in told.values() for text in texts), "it is used somewhere"
    assert not {name: wrong for name, texts in told.items() if (wrong := unexplained(texts, term))}


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    found = {}
    names, town = {"ja": "上砂川町", "en": "Kamisunagawa"}, load_town()
    for name, state in pages().items():
        view = page(state, Words("ja-easy"), names, town)
        found[name] = list(_texts((view.heading, view.help) if isinstance(view, Ask) else view))
    return found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("戸籍を取りますか", True),
        ("戸籍〈家族の記録〉を取りますか", False),
        ("戸籍全部事項証明書〈家族の記録〉を取りますか", False),
        ("「戸籍」を押してください", False),
        ("戸籍の附票", False),
        ("家族の記録〈戸籍〉を取りますか", False),
    ],
)
def test_what_the_check_of_terms_finds(text: str, wrong: bool) -> None:
    assert bool(unexplained([text], "戸籍")) is wrong
