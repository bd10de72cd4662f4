"""Numbers that change are named in definitions, set once, and put in as words or as numbers."""

from __future__ import annotations

import pytest

from forms.definition import Limits
from forms.figures import Figure, Unit
from forms.loader import parse_procedure
from forms.problems import DefinitionCode, DefinitionError
from tests.support.procedures import raw_procedure

FIGURES = {
    "amount.cap": Figure(200_000, Unit.YEN),
    "age.child": Figure(18, Unit.YEARS_OF_AGE),
    "fee.copy": Figure(300, Unit.YEN),
}


@pytest.mark.parametrize(
    ("figure", "ja", "en"),
    [
        (Figure(300, Unit.YEN), "300円", "300 yen"),
        (Figure(1_600, Unit.YEN), "1,600円", "1,600 yen"),
        (Figure(809_000, Unit.YEN), "80.9万円", "809,000 yen"),
        (Figure(826_500, Unit.YEN), "826,500円", "826,500 yen"),
        (Figure(10_000_000, Unit.YEN), "1,000万円", "10,000,000 yen"),
        (Figure(65, Unit.YEARS_OF_AGE), "65歳", "65"),
        (Figure(15, Unit.DAYS), "15日", "15 days"),
        (Figure(11, Unit.WEEKS), "11週", "11 weeks"),
        (Figure(3, Unit.MONTHS), "3か月", "3 months"),
        (Figure(1, Unit.MONTHS), "1か月", "1 month"),
        (Figure(5, Unit.YEARS), "5年", "5 years"),
        (Figure(2026, Unit.YEAR), "令和8年", "2026"),
        (Figure(2019, Unit.YEAR), "令和元年", "2019"),
    ],
)
def test_a_figure_in_words(figure: Figure, ja: str, en: str) -> None:
    assert (figure.words("ja"), figure.words("en")) == (ja, en)


def test_a_definition_names_figures_in_texts_and_as_numbers() -> None:
    born = {
        "id": "d",
        "kind": "date",
        "help": "{age.child}になった年度まで。1通 {fee.copy}。",
        "help_en": "Up to {age.child}; {fee.copy} a copy.",
        "limits": {"school_age_at_most": "{age.child}", "earliest_days": "-{age.child}"},
    }
    other = {"id": "x", "show_if": {"not": {"age": "d", "below": "{age.child}"}}}
    notes = {"part": [{"kind": "notes", "lines": ["上限は{amount.cap}です。"]}]}
    procedure = parse_procedure(raw_procedure(born, other, sheet=notes), FIGURES)
    assert procedure.fields[0].help.ja == "18歳になった年度まで。1通 300円。"
    assert procedure.fields[0].help.en == "Up to 18; 300 yen a copy."
    assert procedure.fields[0].limits == Limits(school_age_at_most=18, earliest_days=-18)
    assert "below=18" in str(procedure.fields[1].show_if)
    assert procedure.sheet == {"part": [{"kind": "notes", "lines": ["上限は20万円です。"]}]}


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ({"id": "x", "help": "{amount.nothing}まで"}, "field.x.help"),
        ({"id": "x", "limits": {"longest": 5, "at_most": "{age.nobody}"}}, "field.x.limits.at_most"),
    ],
)
def test_a_name_nobody_has_set_is_a_mistake_with_its_place(field: dict[str, object], where: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_procedure(raw_procedure(field), FIGURES)
    assert (caught.value.code, caught.value.where) == (DefinitionCode.UNKNOWN_SETTING, where)


def test_only_a_number_s_key_takes_a_number() -> None:
    assert parse_procedure(raw_procedure({"id": "x", "help": "{fee.copy}"}), FIGURES).fields[0].help.ja == "300円"
