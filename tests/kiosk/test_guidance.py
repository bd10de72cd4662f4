"""What to bring is told once, however many forms ask for it and whatever they say about it."""

from __future__ import annotations

import pytest

from forms.definition import Phrase
from kiosk.guidance import each_thing_once, to_bring
from tests.support.pages import all_pages

IDENTITY = "窓口に来る方の本人確認書類"
WHICH = f"{IDENTITY}（顔写真付きのもの1点。ないときは2点）"
SEAL, EXPRESS = "手数料（印鑑はいりません）", "手数料（特急発行は高くなります。額は窓口でご案内します）"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([IDENTITY, "印鑑", WHICH], [WHICH, "印鑑"]),
        ([WHICH, "印鑑", IDENTITY], [WHICH, "印鑑"]),
        (["手数料", "手数料"], ["手数料"]),
        # Either note says what the other does not, so none of the two may go.
        (["手数料", SEAL, EXPRESS], [SEAL, EXPRESS]),
        # What is free or needless for one form is not so for the other.
        (["手数料", "手数料（ふつうは無料です）"], ["手数料", "手数料（ふつうは無料です）"]),
        (["委任状", "委任状（同じ世帯の方はいりません）"], ["委任状", "委任状（同じ世帯の方はいりません）"]),
        (["委任状", "委任状（代理人選任届）と印鑑"], ["委任状", "委任状（代理人選任届）と印鑑"]),
    ],
)
def test_a_thing_with_a_note_stands_for_the_same_without(asked: list[str], told: list[str]) -> None:
    phrases = each_thing_once(Phrase(words, f"en {words}") for words in asked)
    assert [one.ja for one in phrases] == told
    assert [one.en for one in phrases] == [f"en {words}" for words in told]


def test_two_forms_that_ask_for_the_same_ask_once() -> None:
    state = all_pages()["finished"]
    found = [one.ja for one in to_bring(state.procedures, state.visit.answers, None)]
    assert found == [WHICH, SEAL, "印鑑登録証（カード）"]
