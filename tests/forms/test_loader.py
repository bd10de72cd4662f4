"""Definitions: read whole, and every mistake with its code and its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import AgeOf, Choose, Fact, Kind, Limits, SameAs
from forms.loader import load_catalogue, load_procedure, parse_procedure
from forms.problems import DefinitionCode, DefinitionError
from tests.support.procedures import TODAY, raw_procedure, small

if TYPE_CHECKING:
    from pathlib import Path

D = DefinitionCode
X = {"id": "x"}
CHOICE = {"id": "c", "kind": "choice", "options": ["甲", "乙"]}
BOX = {"id": "b", "kind": "checkbox"}
DAY = {"id": "d", "kind": "date"}
NUMBER = {"id": "n", "kind": "number"}
TABLE = {"id": "people", "label": "人", "max_rows": 3, "section": "世帯", "ask": "何人"}
WHEN = {"field": "c", "is": "甲"}


def place_of(raw: dict[str, Any]) -> tuple[DefinitionCode, str]:
    with pytest.raises(DefinitionError) as caught:
        parse_procedure(raw)
    assert str(caught.value).startswith(f"{caught.value.code}: {caught.value.where}")
    return caught.value.code, caught.value.where


def without(name: str) -> dict[str, Any]:
    raw = raw_procedure(X)
    del raw[name]
    return raw


TOP = [
    *[
        (without(name), D.MISSING_KEY, name)
        for name in ("id", "name", "office", "addressee", "legal_basis", "checked_on")
    ],
    (raw_procedure(X, name=" "), D.MISSING_KEY, "name"),
    (raw_procedure(X, nmae="x"), D.UNKNOWN_KEY, "nmae"),
    (raw_procedure(X, name=5), D.WRONG_TYPE, "name"),
    (raw_procedure(X, takes_my_number=1), D.WRONG_TYPE, "takes_my_number"),
    (raw_procedure(X, checked_on="2026-11-24"), D.WRONG_TYPE, "checked_on"),
    (raw_procedure(X, checked_on=datetime.combine(TODAY, datetime.min.time())), D.WRONG_TYPE, "checked_on"),
    (raw_procedure(X, sources="x"), D.WRONG_TYPE, "sources"),
    (raw_procedure(X, sources=["x", 5]), D.WRONG_TYPE, "sources[1]"),
    (raw_procedure(X, confidence="sure"), D.NOT_ALLOWED, "confidence"),
    (raw_procedure(X, sections=["届出", "世帯", "届出"]), D.DUPLICATE, "sections"),
    (raw_procedure(X, sections_en=["One"]), D.NOT_ALLOWED, "sections_en"),
    (raw_procedure(X, sheet=5), D.WRONG_TYPE, "sheet"),
    (raw_procedure(X, id="Small"), D.NOT_ALLOWED, "id"),
    (raw_procedure(X, X), D.DUPLICATE, "field"),
    (raw_procedure({"id": "1x"}), D.NOT_ALLOWED, "field"),
    (raw_procedure(X, field={}), D.WRONG_TYPE, "field"),
    (raw_procedure(X, repeat=[TABLE, TABLE]), D.DUPLICATE, "repeat"),
]
FIELDS = [
    ({"requird": True}, D.UNKNOWN_KEY, "requird"),
    ({"required": "yes"}, D.WRONG_TYPE, "required"),
    ({"label": ""}, D.MISSING_KEY, "label"),
    ({"kind": "texte"}, D.NOT_ALLOWED, "kind"),
    ({"prefill": "card.my_number"}, D.NOT_ALLOWED, "prefill"),
    ({"kind": "my_number"}, D.NOT_ALLOWED, "kind"),
    ({"section": "どこか"}, D.UNKNOWN_SECTION, "section"),
    ({"ask": ""}, D.MISSING_KEY, "ask"),
    ({"repeat": "rows"}, D.UNKNOWN_REPEAT, "repeat"),
    ({"kind": "choice"}, D.MISSING_KEY, "options"),
    ({"options": ["甲"]}, D.NOT_ALLOWED, "options"),
    ({"kind": "choice", "options": ["甲", "甲"]}, D.DUPLICATE, "options"),
    ({"kind": "choice", "options": ["甲"], "options_en": ["A", "B"]}, D.NOT_ALLOWED, "options_en"),
    ({"kind": "date", "options": ["昭", "S"]}, D.UNKNOWN_OPTION, "options"),
    ({"digits": [7]}, D.NOT_ALLOWED, "digits"),
    ({"kind": "digits", "digits": ["7"]}, D.WRONG_TYPE, "digits[0]"),
    ({"kind": "digits", "pad": True}, D.NOT_ALLOWED, "pad"),
    ({"bank": True}, D.NOT_ALLOWED, "bank"),
    ({"limits": {"at_leats": 1}}, D.UNKNOWN_KEY, "limits.at_leats"),
    ({"limits": {"at_least": True}}, D.WRONG_TYPE, "limits.at_least"),
    ({"limits": 5}, D.WRONG_TYPE, "limits"),
    ({"kind": "number", "limits": {"at_least": 3, "at_most": 2}}, D.NOT_ALLOWED, "limits.at_most"),
    ({"kind": "date", "limits": {"earliest_days": 1, "latest_days": 0}}, D.NOT_ALLOWED, "limits.latest_days"),
    ({"kind": "date", "limits": {"age_at_least": 20, "age_at_most": 18}}, D.NOT_ALLOWED, "limits.age_at_most"),
    ({"prefill": "card.number"}, D.UNKNOWN_FACT, "prefill"),
    ({"prefill": 5}, D.WRONG_TYPE, "prefill"),
    ({"prefill": {"same_as": "y"}}, D.UNKNOWN_FIELD, "prefill.same_as"),
    ({"prefill": {"same_as": "c"}}, D.NOT_ALLOWED, "prefill.same_as"),
    ({"prefill": {"same_as": "p"}}, D.NOT_ALLOWED, "prefill.same_as"),
    ({"prefill": {"same_as": "c", "of": 1}}, D.UNKNOWN_KEY, "prefill.of"),
    ({"prefill": {"age_of": "y"}}, D.UNKNOWN_FIELD, "prefill.age_of"),
    ({"prefill": {"age_of": "d"}}, D.NOT_ALLOWED, "prefill.age_of"),
    ({"kind": "number", "prefill": {"age_of": "c"}}, D.NOT_ALLOWED, "prefill.age_of"),
    ({"prefill": {}}, D.NOT_ALLOWED, "prefill.choose"),
    (
        {"kind": "kana", "prefill": {"choose": [{"when": WHEN, "option": "甲"}]}},
        D.UNKNOWN_OPTION,
        "prefill.choose[0].option",
    ),
    (
        {"prefill": {"choose": [{"when": {"field": "y", "is": "甲"}, "option": "甲"}]}},
        D.UNKNOWN_FIELD,
        "prefill.choose[0].when.field",
    ),
    ({"prefill": {"choose": [{"option": "甲"}]}}, D.MISSING_KEY, "prefill.choose[0].when.field"),
    ({"prefill": {"choose": [{"when": WHEN, "option": "甲", "or": 1}]}}, D.UNKNOWN_KEY, "prefill.choose[0].or"),
    ({"prefill_if": WHEN}, D.NOT_ALLOWED, "prefill_if"),
    ({"default": 5.0}, D.WRONG_TYPE, "default"),
    ({"default": ["甲", 5]}, D.WRONG_TYPE, "default"),
    ({"kind": "choice", "options": ["甲"], "default": "乙"}, D.NOT_ALLOWED, "default"),
    ({"kind": "number", "limits": {"at_most": 3}, "default": 4}, D.NOT_ALLOWED, "default"),
    ({"kind": "multi", "options": ["甲"], "default": "甲"}, D.NOT_ALLOWED, "default"),
    ({"kind": "signature", "default": "花子"}, D.NOT_ALLOWED, "default"),
    ({"shares": "applicant.fone"}, D.UNKNOWN_SHARED, "shares"),
    ({"shares": "applicant.phone"}, D.NOT_ALLOWED, "shares"),
    ({"kind": "choice", "options": ["女", "男"], "shares": "applicant.sex"}, D.NOT_ALLOWED, "shares"),
    ({"repeat": "people", "shares": "colour"}, D.NOT_ALLOWED, "shares"),
    ({"required": True, "asked": False}, D.NEVER_GIVEN, "asked"),
    ({"required": True, "asked": False, "prefill": {"same_as": "t"}}, D.NEVER_GIVEN, "asked"),
    ({"show_if": {"field": "x", "is": "甲"}}, D.NOT_ALLOWED, "show_if.is"),
]
CONDITIONS = [
    ({}, D.MISSING_KEY, "field"),
    (5, D.WRONG_TYPE, ""),
    ({"field": "y", "is": "甲"}, D.UNKNOWN_FIELD, "field"),
    ({"field": "c", "is": "丙"}, D.UNKNOWN_OPTION, "is"),
    ({"field": "c", "is": 5.0}, D.WRONG_TYPE, "is"),
    ({"field": "c", "is": True}, D.NOT_ALLOWED, "is"),
    ({"field": "c", "is": 1}, D.NOT_ALLOWED, "is"),
    ({"field": "b", "is": "はい"}, D.NOT_ALLOWED, "is"),
    ({"field": "c", "is": "甲", "or": "乙"}, D.UNKNOWN_KEY, "or"),
    ({"field": "c", "in": ["甲", "丙"]}, D.UNKNOWN_OPTION, "in"),
    ({"field": "b", "in": ["甲"]}, D.NOT_ALLOWED, "in"),
    ({"field": "c", "has": "甲"}, D.NOT_ALLOWED, "has"),
    ({"field": "m", "has": "丙"}, D.UNKNOWN_OPTION, "has"),
    ({"field": "n"}, D.MISSING_KEY, "at_least"),
    ({"field": "c", "at_least": 1}, D.NOT_ALLOWED, "field"),
    ({"any": []}, D.MISSING_KEY, "any"),
    ({"any": [WHEN, {"field": "y", "is": "甲"}]}, D.UNKNOWN_FIELD, "any[1].field"),
    ({"all": [{"field": "y", "is": "甲"}]}, D.UNKNOWN_FIELD, "all[0].field"),
    ({"all": WHEN}, D.WRONG_TYPE, "all"),
    ({"not": {"field": "y", "is": "甲"}}, D.UNKNOWN_FIELD, "not.field"),
    ({"not": WHEN, "field": "c"}, D.UNKNOWN_KEY, "field"),
    ({"answered": "y"}, D.UNKNOWN_FIELD, "answered"),
    ({"answered": "s"}, D.NOT_ALLOWED, "answered"),
    ({"age": "y", "below": 3}, D.UNKNOWN_FIELD, "age"),
    ({"age": "c", "below": 3}, D.NOT_ALLOWED, "age"),
    ({"age": "d"}, D.MISSING_KEY, "at_least"),
    ({"count": ["rows"], "at_least": 3}, D.UNKNOWN_REPEAT, "count"),
    ({"count": ["people"]}, D.MISSING_KEY, "at_least"),
    ({"row": 1}, D.NOT_ALLOWED, "row"),
]
OTHERS = [
    CHOICE,
    BOX,
    DAY,
    NUMBER,
    {"id": "t"},
    {"id": "m", "kind": "multi", "options": ["甲"]},
    {"id": "s", "kind": "signature"},
    {"id": "p", "repeat": "people"},
]


@pytest.mark.parametrize(("raw", "code", "where"), TOP)
def test_a_mistake_at_the_top_is_told_with_its_place(raw: dict[str, Any], code: DefinitionCode, where: str) -> None:
    assert place_of(raw) == (code, where)


@pytest.mark.parametrize(("change", "code", "where"), FIELDS)
def test_a_mistake_in_a_field_is_told_with_its_place(change: dict[str, Any], code: DefinitionCode, where: str) -> None:
    assert place_of(raw_procedure({**X, **change}, *OTHERS, repeat=[TABLE])) == (code, f"field.x.{where}")


@pytest.mark.parametrize(("condition", "code", "where"), CONDITIONS)
def test_a_mistake_in_a_condition_is_told_with_its_place(condition: object, code: DefinitionCode, where: str) -> None:
    tail = f".{where}" if where else ""
    raw = raw_procedure({**X, "show_if": condition}, *OTHERS, repeat=[TABLE])
    assert place_of(raw) == (code, f"field.x.show_if{tail}")
    if isinstance(condition, dict):
        stop = raw_procedure(*OTHERS, repeat=[TABLE], stop=[{"when": condition, "text": "止"}])
        assert place_of(stop) == (code, f"stop[0].when{tail}")


@pytest.mark.parametrize(
    ("tables", "code", "where"),
    [
        ({"repeat": [{**TABLE, "max_rows": None}]}, D.WRONG_TYPE, "repeat.people.max_rows"),
        ({"repeat": [{k: v for k, v in TABLE.items() if k != "max_rows"}]}, D.MISSING_KEY, "repeat.people.max_rows"),
        ({"repeat": [{**TABLE, "min_rows": 4}]}, D.NOT_ALLOWED, "repeat.people.min_rows"),
        ({"repeat": [{**TABLE, "default": 4}]}, D.NOT_ALLOWED, "repeat.people.default"),
        ({"repeat": [{**TABLE, "ask": ""}]}, D.MISSING_KEY, "repeat.people.ask"),
        ({"repeat": [{**TABLE, "rows": 3}]}, D.UNKNOWN_KEY, "repeat.people.rows"),
        ({"repeat": [{**TABLE, "section": "どこか"}]}, D.UNKNOWN_SECTION, "repeat.people.section"),
        ({"repeat": [{**TABLE, "show_if": {"answered": "y"}}]}, D.UNKNOWN_FIELD, "repeat.people.show_if.answered"),
        ({"repeat": [{**TABLE, "id": "People"}]}, D.NOT_ALLOWED, "repeat"),
        ({"stop": [{"when": {"answered": "x"}}]}, D.MISSING_KEY, "stop[0].text"),
        ({"stop": [{"when": {"answered": "x"}, "text": "止", "id": 1}]}, D.UNKNOWN_KEY, "stop[0].id"),
        ({"stop": [{"text": "止"}]}, D.MISSING_KEY, "stop[0].when.field"),
        ({"check": [{"when": {"answered": "x"}, "text": "止", "field": "y"}]}, D.UNKNOWN_FIELD, "check[0].field"),
        (
            {"check": [{"when": {"answered": "y"}, "text": "止", "field": "x"}]},
            D.UNKNOWN_FIELD,
            "check[0].when.answered",
        ),
        ({"check": [{"when": {"answered": "x"}, "text": "止", "field": "x", "f": 1}]}, D.UNKNOWN_KEY, "check[0].f"),
        ({"attachment": [{"text": "紙", "when": {"answered": "y"}}]}, D.UNKNOWN_FIELD, "attachment[0].when.answered"),
        ({"attachment": [{"text": "紙", "if": {}}]}, D.UNKNOWN_KEY, "attachment[0].if"),
        ({"attachment": [5]}, D.WRONG_TYPE, "attachment[0]"),
    ],
)
def test_a_mistake_in_another_table_is_told_with_its_place(
    tables: dict[str, Any], code: DefinitionCode, where: str
) -> None:
    assert place_of(raw_procedure(X, **tables)) == (code, where)


def test_a_row_condition_needs_a_row() -> None:
    fine = small({"id": "p", "repeat": "people", "show_if": {"row": 1}}, repeat=[TABLE])
    assert fine.field("p").show_if is not None
    assert place_of(raw_procedure({"id": "p", "repeat": "people", "show_if": {"row": 0}}, repeat=[TABLE])) == (
        D.NOT_ALLOWED,
        "field.p.show_if.row",
    )


C1 = {"kind": "choice", "options": ["甲", "乙"]}


@pytest.mark.parametrize(
    ("fields", "tables"),
    [
        ([{"id": "a", **C1, "show_if": {"field": "a", "is": "甲"}}], {}),
        (
            [
                {"id": "a", **C1, "show_if": {"not": {"any": [{"field": "b", "is": "甲"}]}}},
                {"id": "b", **C1, "show_if": {"all": [{"answered": "a"}]}},
            ],
            {},
        ),
        ([{"id": "a", "prefill": {"same_as": "b"}}, {"id": "b", "prefill": {"same_as": "a"}}], {}),
        (
            [
                {"id": "a", **C1, "prefill": "card.sex", "prefill_if": {"answered": "b"}},
                {"id": "b", "show_if": {"answered": "a"}},
            ],
            {},
        ),
        (
            [
                {"id": "a", **C1, "prefill": {"choose": [{"when": {"answered": "b"}, "option": "甲"}]}},
                {"id": "b", "show_if": {"answered": "a"}},
            ],
            {},
        ),
        (
            [
                {"id": "a", "kind": "number", "prefill": {"age_of": "d"}},
                {"id": "d", "kind": "date", "show_if": {"field": "a", "at_least": 1}},
            ],
            {},
        ),
        ([{"id": "p", "repeat": "people"}], {"repeat": [{**TABLE, "show_if": {"answered": "p"}}]}),
        (
            [{"id": "p", "repeat": "people"}, {"id": "a", "show_if": {"count": ["people"], "at_least": 1}}],
            {"repeat": [{**TABLE, "show_if": {"answered": "a"}}]},
        ),
    ],
)
def test_a_condition_that_leads_back_to_itself_is_refused(fields: list[dict[str, Any]], tables: dict[str, Any]) -> None:
    code, where = place_of(raw_procedure(*fields, **tables))
    assert code is D.LOOP
    assert where.startswith("field.")


def test_rows_may_depend_on_how_many_there_are() -> None:
    many = {"count": ["people"], "at_least": 3}
    assert small({"id": "p", "repeat": "people", "show_if": many}, repeat=[TABLE]).field("p").show_if is not None


def test_what_a_file_does_not_say() -> None:
    field = small(X).field("x")
    assert (field.required, field.printed, field.asked, field.pad, field.bank) == (False, True, True, False, False)
    assert (field.limits, field.default, field.prefill, field.show_if) == (Limits(), None, None, None)
    procedure = small(X)
    assert (procedure.takes_my_number, procedure.my_number_strict, procedure.sheet) == (False, False, {})
    assert (procedure.stops, procedure.checks, procedure.attachments, procedure.repeats) == ((), (), (), ())


def test_everything_a_file_can_say_is_kept() -> None:
    procedure = small(
        {
            **CHOICE,
            "options_en": ["A", "B"],
            "ask_en": "Which?",
            "help": "説明",
            "help_en": "Help",
            "label_en": "Choice",
        },
        {"id": "k", "kind": "kana", "bank": True, "example": "ソラチ", "note": "覚え", "print": False},
        {"id": "no", "kind": "digits", "digits": [6, 7], "pad": True, "unit": "番"},
        {**DAY, "options": ["昭", "平"], "limits": {"latest_days": 0, "age_at_least": 15, "age_at_most": 99}},
        {"id": "d2", "kind": "date", "limits": {"earliest_days": -3, "school_age_at_most": 18}},
        {**NUMBER, "limits": {"at_least": 1, "at_most": 2}, "prefill": {"age_of": "d"}},
        {"id": "t", "limits": {"longest": 9}, "prefill": "card.name"},
        {"id": "t2", "prefill": {"same_as": "t"}, "asked": False},
        {"id": "m", "kind": "multi", "options": ["甲", "乙"], "default": ["甲"]},
        {"id": "c2", **C1, "prefill": {"choose": [{"when": WHEN, "option": "乙"}]}},
        {"id": "p", "repeat": "people", "required": True, "shares": "name"},
        name_en="Small",
        sections_en=["Report", "Household"],
        repeat=[{**TABLE, "label_en": "People", "min_rows": 1, "shares": "family", "default": 2, "unit": "人"}],
        sheet={"paper": "A4"},
        approved_by="住民課",
        approved_on=TODAY,
    )
    assert procedure.field("c").name("en") == "Choice"
    assert (procedure.field("k").name("en"), procedure.field("k").name("ja")) == ("k", "k")
    assert [procedure.field("c").ask.text(language) for language in ("ja", "en")] == ["？", "Which?"]
    assert (procedure.field("k").bank, procedure.field("k").printed, procedure.field("no").digits) == (
        True,
        False,
        (6, 7),
    )
    assert procedure.field("d").limits == Limits(latest_days=0, age_at_least=15, age_at_most=99)
    assert procedure.field("d2").limits == Limits(earliest_days=-3, school_age_at_most=18)
    assert [procedure.field(name).prefill for name in ("n", "t", "t2")] == [AgeOf("d"), Fact("card.name"), SameAs("t")]
    assert isinstance(procedure.field("c2").prefill, Choose)
    assert (procedure.field("m").default, procedure.field("t2").asked) == (("甲",), False)
    people = procedure.repeat("people")
    assert (people.min_rows, people.max_rows, people.shares, people.count.default) == (1, 3, "family", 2)
    assert (people.count.kind, people.count.limits, people.count.required) == (Kind.NUMBER, Limits(1, 3), True)
    assert (procedure.section_name("世帯", "en"), procedure.section_name("世帯", "ja")) == ("Household", "世帯")
    assert small(X).section_name("世帯", "en") == "世帯"
    assert (procedure.approved, small(X).approved) == (True, False)
    assert procedure.sheet == {"paper": "A4"}
    with pytest.raises(KeyError):
        procedure.field("nothing")
    with pytest.raises(KeyError):
        procedure.repeat("nothing")


FILE = """
id = "{id}"
name = "届"
category = "test"
office = "desk"
addressee = "mayor"
legal_basis = "なし"
confidence = "general"
sources = ["テスト"]
checked_on = 2026-11-24
sections = ["届出"]
{more}
"""


def test_a_broken_file_leaves_the_others_working(tmp_path: Path) -> None:
    for name, content in {
        "good": FILE.format(id="good", more=""),
        "syntax": "id = ",
        "unknown": FILE.format(id="unknown", more="colour = 1"),
        "renamed": FILE.format(id="good", more=""),
    }.items():
        (tmp_path / f"{name}.toml").write_text(content, "utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "notes.txt").write_text("no form", "utf-8")
    catalogue = load_catalogue(tmp_path)
    assert list(catalogue.procedures) == ["good"]
    assert [(item.id, item.code, item.where) for item in catalogue.broken] == [
        ("bytes", D.UNREADABLE, "bytes.toml"),
        ("renamed", D.FILE_NAME, "id"),
        ("syntax", D.UNREADABLE, "syntax.toml"),
        ("unknown", D.UNKNOWN_KEY, "colour"),
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_procedure(tmp_path / "nothing.toml")
    assert (caught.value.code, caught.value.where) == (D.UNREADABLE, "nothing.toml")


VALUES = st.recursive(
    st.one_of(
        st.text(max_size=5), st.integers(), st.booleans(), st.floats(), st.dates(), st.sampled_from(["c", "x", "甲"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "field",
                    "is",
                    "in",
                    "has",
                    "any",
                    "all",
                    "not",
                    "count",
                    "row",
                    "at_least",
                    "age",
                    "below",
                    "answered",
                ]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "id",
        "label",
        "kind",
        "section",
        "options",
        "limits",
        "prefill",
        "prefill_if",
        "show_if",
        "default",
        "repeat",
        "digits",
        "shares",
        "asked",
    ]
)


@given(change=st.dictionaries(KEYS, VALUES, max_size=3))
def test_any_value_anywhere_is_a_definition_or_one_error(change: dict[str, Any]) -> None:
    try:
        procedure = parse_procedure(raw_procedure({**X, **change}, CHOICE, repeat=[TABLE]))
    except DefinitionError:
        return
    assert procedure.id == "small"


_NAME = {"id": "who", "kind": "name", "ask": "氏名"}
_CELLS = {"id": "number", "kind": "my_number", "prefill": "card.my_number"}


def test_the_card_s_number_goes_beside_the_name_of_its_owner_under_a_law() -> None:
    procedure = parse_procedure(raw_procedure(_NAME, _CELLS, takes_my_number=True, my_number_law="何法第1条"))
    assert procedure.my_number_law == "何法第1条"


@pytest.mark.parametrize(
    ("fields", "more", "code", "where"),
    [
        ((_NAME, _CELLS), {}, D.MISSING_KEY, "my_number_law"),
        ((_CELLS,), {"my_number_law": "何法"}, D.NOT_ALLOWED, "field.number.prefill"),
        ((_NAME, _CELLS | {"prefill": "card.name"}), {"my_number_law": "何法"}, D.NOT_ALLOWED, "field.number.prefill"),
    ],
)
def test_the_card_s_number_is_refused(
    fields: tuple[dict[str, object], ...], more: dict[str, object], code: D, where: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        parse_procedure(raw_procedure(*fields, takes_my_number=True, **more))
    assert (refused.value.code, refused.value.where) == (code, where)
