"""From the card to the facts of a form: character for character, and nothing that the card does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.mynumber import Sex
from forms.evaluation import FACTS
from forms.values import WesternDay
from kiosk.prefill import facts
from tests.support.visit import PERSON, TODAY


def test_everything_the_card_says() -> None:
    assert facts(PERSON, TODAY) == {
        "session.today": TODAY,
        "card.name": PERSON.name,
        "card.family": "空知",
        "card.given": "花子",
        "card.address": PERSON.address,
        "card.birth": date(1948, 2, 17),
        "card.sex": "女",
        "card.age": 78,
    }
    others = {"card.latin", "card.alias", "card.former", "card.my_number"}
    assert set(facts(PERSON, TODAY)) | others == set(FACTS)


def test_family_stands_beside_and_never_for_the_person_at_the_window() -> None:
    child = replace(PERSON, name="空知　一郎", birth=date(1970, 4, 1), sex=Sex.MALE)
    known = facts(PERSON, TODAY, [(child, "子")])
    assert {name: value for name, value in known.items() if not name.startswith("family[")} == facts(PERSON, TODAY)
    assert {name: value for name, value in known.items() if name.startswith("family[")} == {
        "family[0].name": "空知　一郎",
        "family[0].address": PERSON.address,
        "family[0].sex": "男",
        "family[0].birth": date(1970, 4, 1),
        "family[0].kin": "子",
    }


def test_a_foreign_resident_has_a_latin_name_a_common_name_and_western_days() -> None:
    known = facts(replace(PERSON, name="KIM SUJIN（金田　秀子）", birth=date(1968, 4, 30)), TODAY)
    assert known["card.name"] == "KIM SUJIN（金田　秀子）"
    assert (known["card.latin"], known["card.alias"]) == ("KIM SUJIN", "金田　秀子")
    assert isinstance(known["card.birth"], WesternDay)
    assert known["card.birth"] == date(1968, 4, 30)
    assert not isinstance(facts(PERSON, TODAY)["card.birth"], WesternDay)


def test_a_former_family_name_is_told_and_the_name_stays_whole() -> None:
    known = facts(replace(PERSON, name="空知［佐藤］　花子"), TODAY)
    assert (known["card.name"], known["card.former"]) == ("空知［佐藤］　花子", "佐藤")
    assert (known["card.family"], known["card.given"]) == ("空知", "花子")


def test_without_a_card_only_the_date() -> None:
    assert facts(None, TODAY) == {"session.today": TODAY}
    assert facts(None, None) == {}


@pytest.mark.parametrize(("sex", "word"), [(Sex.MALE, "男"), (Sex.FEMALE, "女")])
def test_sex(sex: Sex, word: str) -> None:
    assert facts(replace(PERSON, sex=sex), TODAY)["card.sex"] == word


@pytest.mark.parametrize("sex", [Sex.UNKNOWN, Sex.NOT_APPLICABLE])
def test_a_card_that_does_not_say_is_not_guessed(sex: Sex) -> None:
    assert "card.sex" not in facts(replace(PERSON, sex=sex), TODAY)


def test_a_birth_date_that_is_not_known_has_no_age() -> None:
    assert not {"card.birth", "card.age"} & set(facts(replace(PERSON, birth=None), TODAY))
    assert "card.age" not in facts(PERSON, None)


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        (date(2000, 4, 1), date(2026, 3, 30), 25),
        (date(2000, 4, 1), date(2026, 4, 1), 26),
        (date(1926, 12, 25), date(2026, 11, 24), 99),
    ],
)
def test_age(birth: date, today: date, age: int) -> None:
    assert facts(replace(PERSON, birth=birth), today)["card.age"] == age


@given(st.text(min_size=1))
def test_texts_are_the_cards_own(text: str) -> None:
    known = facts(replace(PERSON, name=text, address=text), TODAY)
    assert (known["card.name"], known["card.address"]) == (text, text)
