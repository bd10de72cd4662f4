"""Each kind of field: what is typed, what is kept, what is written, and the way through the slip and back."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import ONE_OF, Kind, Limits
from forms.fields import KINDS
from forms.fields.base import FieldKind
from forms.fields.examples import example
from forms.fields.my_number import check_digit
from forms.fields.standard import STANDARD_OPTIONS, STANDARD_OPTIONS_EN
from forms.japanese.eras import FIRST_DAY
from forms.japanese.phones import is_phone
from forms.problems import Problem, ProblemCode, SlipValueError
from forms.values import AboutDate, WesternDay
from tests.support.procedures import TODAY, field_of

SENTENCES = {
    language: tomllib.loads((files("assets") / "words" / language / "problems.toml").read_text("utf-8"))
    for language in ("ja", "en")
}
OPTIONS = ("住民票の写し", "除票の写し", "その他")
P = ProblemCode

FIELDS = {
    Kind.TEXT: field_of(Kind.TEXT),
    Kind.KANA: field_of(Kind.KANA),
    Kind.TEXTAREA: field_of(Kind.TEXTAREA),
    Kind.DATE: field_of(Kind.DATE),
    Kind.DATETIME: field_of(Kind.DATETIME),
    Kind.TIME: field_of(Kind.TIME),
    Kind.PHONE: field_of(Kind.PHONE),
    Kind.POSTAL: field_of(Kind.POSTAL),
    Kind.ADDRESS: field_of(Kind.ADDRESS),
    Kind.CHOICE: field_of(Kind.CHOICE, options=OPTIONS, options_en=("Record", "Removed", "Other")),
    Kind.MULTI: field_of(Kind.MULTI, options=OPTIONS, options_en=("Record", "Removed", "Other")),
    Kind.NUMBER: field_of(Kind.NUMBER, unit="通"),
    Kind.DIGITS: field_of(Kind.DIGITS, digits=(7,), pad=True),
    Kind.MONEY: field_of(Kind.MONEY),
    Kind.CHECKBOX: field_of(Kind.CHECKBOX),
    Kind.NAME: field_of(Kind.NAME),
    Kind.RELATION: field_of(
        Kind.RELATION, options=STANDARD_OPTIONS[Kind.RELATION], options_en=STANDARD_OPTIONS_EN[Kind.RELATION]
    ),
    Kind.CARE_LEVEL: field_of(
        Kind.CARE_LEVEL, options=STANDARD_OPTIONS[Kind.CARE_LEVEL], options_en=STANDARD_OPTIONS_EN[Kind.CARE_LEVEL]
    ),
}
OTHER_FIELDS = {
    "kana in hiragana": field_of(Kind.KANA, label="ふりがな"),
    "account holder": field_of(Kind.KANA, bank=True),
    "about a day": field_of(Kind.DATE, about=True),
    "a day of the sheet's eras": field_of(Kind.DATE, options=("昭", "平")),
    "insurer": field_of(Kind.DIGITS, digits=(6, 8), check_digit="insurer"),
    "option with a comma": field_of(
        Kind.MULTI, options=("窓、扉", "窓", "床"), options_en=("Window, door", "Window", "Floor")
    ),
}
EVERY = {**{str(kind): field for kind, field in FIELDS.items()}, **OTHER_FIELDS}
EMPTY = (Kind.SIGNATURE, Kind.SEAL, Kind.PHOTO, Kind.STAFF, Kind.BLANK_BOX)


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a day on paper has no time zone


def parse(kind: Kind, raw: object, **more: Any) -> Any:
    field = field_of(kind, **{"options": OPTIONS if kind in (Kind.CHOICE, Kind.MULTI) else (), **more})
    value = KINDS[kind].parse(raw, field)
    return value.code if isinstance(value, Problem) else value


def check(kind: Kind, value: object, today: date | None = TODAY, **more: Any) -> Problem | None:
    found = KINDS[kind].check(value, field_of(kind, **more), today)
    assert found is None or isinstance(found, Problem)
    return found


def code(problem: Problem | None) -> ProblemCode | None:
    return problem.code if problem else None


def test_every_kind_has_its_module() -> None:
    assert set(KINDS) == set(Kind)
    assert {kind for kind in Kind if not KINDS[kind].askable} == {*EMPTY, Kind.MY_NUMBER}


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Zl", "Zp")), max_size=60).map(str.strip)
TYPED: dict[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: LINES,
    Kind.ADDRESS: LINES,
    Kind.TEXTAREA: st.lists(LINES.filter(bool)).map("\n".join),
    Kind.KANA: st.text("アイウエオガパャッー・ヴ　 ", min_size=1).map(str.strip).filter(bool),
    Kind.DATE: st.dates(min_value=FIRST_DAY),
    Kind.DATETIME: st.datetimes(min_value=at(1868, 1, 1)).map(lambda when: when.replace(second=0, microsecond=0)),
    Kind.TIME: st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    Kind.PHONE: st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True).filter(is_phone),
    Kind.POSTAL: st.from_regex(r"[0-9]{7}", fullmatch=True),
    Kind.CHOICE: st.sampled_from(OPTIONS),
    Kind.MULTI: st.sets(st.sampled_from(OPTIONS), min_size=1).map(lambda chosen: [o for o in OPTIONS if o in chosen]),
    Kind.NUMBER: st.integers(0, 9999),
    Kind.MONEY: st.integers(0, 99_999_999_999),
    Kind.DIGITS: st.from_regex(r"[0-9]{1,7}", fullmatch=True),
    Kind.CHECKBOX: st.booleans(),
    Kind.NAME: LINES,
    Kind.RELATION: st.sampled_from(STANDARD_OPTIONS[Kind.RELATION]) | LINES.map(lambda text: text[:20].strip()),
    Kind.CARE_LEVEL: st.sampled_from(STANDARD_OPTIONS[Kind.CARE_LEVEL]),
}


INSURERS = ("33120015", "39010004", "011007")
OTHER_TYPED: dict[str, st.SearchStrategy[object]] = {
    "kana in hiragana": TYPED[Kind.KANA],
    "account holder": st.text("ァアガパャッー-・ヴヷ ﾕｰ()A1ヲ株式会社", min_size=1),
    "about a day": st.one_of(
        st.dates(min_value=FIRST_DAY),
        st.builds(AboutDate, st.integers(1868, 9999), st.none() | st.integers(1, 12)).map(AboutDate.isoformat),
    ),
    "a day of the sheet's eras": st.dates(min_value=FIRST_DAY),
    "insurer": st.sampled_from(INSURERS),
    "option with a comma": st.sets(st.sampled_from(("窓、扉", "窓", "床")), min_size=1).map(list),
}
EVERY_TYPED = {**{str(kind): strategy for kind, strategy in TYPED.items()}, **OTHER_TYPED}


@pytest.mark.parametrize("name", EVERY)
@given(data=st.data())
def test_each_form_of_a_value_is_read_back_as_the_value(name: str, data: st.DataObject) -> None:
    """Screen (in each language), paper, CSV and slip: parse of what is written gives the value again.

    So does parse of the value itself, as an answer file has been read already when its answers reach the session.
    """
    field = EVERY[name]
    module = KINDS[field.kind]
    value = module.parse(data.draw(EVERY_TYPED[name]), field)
    if value == "" or isinstance(value, Problem):
        assert name == "account holder" or value == ""
        return
    assert module.check(value, field, TODAY) is None
    assert module.parse(value, field) == value
    forms = {
        "screen": module.screen(value, field),
        "screen in English": module.screen(value, field, "en"),
        "paper": module.written(value, field),
        "CSV": module.csv(value, field),
    }
    for form, text in forms.items():
        assert module.parse(text, field) == value, form
        assert text or form == "paper", form
    assert module.from_slip(module.to_slip(value, field), field) == value


ANYTHING = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.lists(st.one_of(st.text(max_size=3), st.integers(), st.lists(st.integers())), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


ANY_FIELD = {**{str(kind): field_of(kind) for kind in Kind}, **EVERY}
NO_EXAMPLE = {P.TOO_LONG, P.CHARACTER, P.CHECK_DIGIT, P.NOT_AGREED, P.NOT_ASKED, P.TOO_EARLY, P.TOO_LATE, P.AGE}
"""Reasons that say themselves what would be right, and a check digit, of which an example would mislead."""


@pytest.mark.parametrize("name", ANY_FIELD)
@given(raw=ANYTHING)
def test_anything_typed_is_a_value_or_a_problem_with_reason_and_example(name: str, raw: object) -> None:
    field = ANY_FIELD[name]
    value = KINDS[field.kind].parse(raw, field)
    problem = value if isinstance(value, Problem) else KINDS[field.kind].check(value, field, TODAY)
    if problem is None:
        assert isinstance(KINDS[field.kind].written(value, field), str)
        return
    assert problem.key == "x"
    has_options = bool(field.options) or field.kind not in (*ONE_OF, Kind.MULTI)
    for language, words in SENTENCES.items():
        sentence = words[problem.code].format(**problem.told(language))
        assert problem.code in NO_EXAMPLE or not has_options or problem.told(language)["example"]
        if problem.code not in NO_EXAMPLE and "{example}" in words[problem.code]:
            assert problem.told(language)["example"] in sentence


@pytest.mark.parametrize("name", ANY_FIELD)
@given(raw=ANYTHING)
def test_anything_out_of_a_slip_is_a_value_or_one_error(name: str, raw: object) -> None:
    field = ANY_FIELD[name]
    module = KINDS[field.kind]
    try:
        value = module.from_slip(raw, field)
    except SlipValueError:
        return
    assert module.to_slip(value, field) == raw


def test_a_name_is_never_altered() -> None:
    for name in ("髙﨑 𠮷", "葛󠄀城 辻󠄀", "渡邉󠄂", "ＡＢＣ　ﾊﾅｺ", "MARIA-JOSÉ"):
        assert parse(Kind.TEXT, f" {name}\n") == name
    assert parse(Kind.TEXT, "空知\t花子") == "空知 花子"


@pytest.mark.parametrize("text", ["\x00", "a\u200bb", "\ue000", "\ud800", "a\u202eb", "a\u2028b"])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.TEXTAREA, Kind.ADDRESS, Kind.KANA])
def test_a_character_no_paper_can_show_is_refused(kind: Kind, text: str) -> None:
    assert parse(kind, text) is P.CHARACTER


def test_text_is_text() -> None:
    assert parse(Kind.TEXT, 5) is P.NOT_TEXT
    assert code(check(Kind.TEXT, "あ" * 101)) is P.TOO_LONG
    assert check(Kind.TEXT, "あ" * 100) is None
    assert check(Kind.ADDRESS, "あ" * 200) is None
    assert check(Kind.TEXTAREA, "あ" * 400) is None
    problem = check(Kind.TEXT, "あいう", limits=Limits(longest=2))
    assert problem is not None
    assert problem.params["longest"] == "2"


def test_lines_are_kept_and_tidied() -> None:
    assert parse(Kind.TEXTAREA, "\n 一行目 \r\n二行\t目\r三行目\n\n") == "一行目\n二行 目\n三行目"


def test_kana_follows_the_label_of_the_sheet() -> None:
    katakana, hiragana = field_of(Kind.KANA, label="フリガナ"), field_of(Kind.KANA, label="児童 ふりがな")
    kana = KINDS[Kind.KANA]
    assert kana.parse("そらち さくら", katakana) == "ソラチ サクラ"
    assert kana.written("ソラチ サクラ", katakana) == "ソラチ サクラ"
    assert kana.written("ソラチ サクラ", hiragana) == "そらち さくら"
    assert kana.csv("ソラチ サクラ", hiragana) == "ソラチ サクラ"
    assert parse(Kind.KANA, "空知") is P.NOT_KANA


def test_kana_of_an_account() -> None:
    account = field_of(Kind.KANA, bank=True)
    assert KINDS[Kind.KANA].parse("そらち しょうこ", account) == "ソラチ シヨウコ"
    assert KINDS[Kind.KANA].csv("ソラチ シヨウコ", account) == "ｿﾗﾁ ｼﾖｳｺ"
    assert parse(Kind.KANA, "空知", bank=True) is P.BANK_KANA


def test_a_day() -> None:
    assert parse(Kind.DATE, date(1946, 3, 4)) == date(1946, 3, 4)
    assert parse(Kind.DATE, "昭和21年3月4日") == date(1946, 3, 4)
    assert parse(Kind.DATE, date(1867, 12, 31)) is P.NO_SUCH_DAY
    assert parse(Kind.DATE, "昭和64年1月8日") is P.NO_SUCH_DAY
    assert parse(Kind.DATE, "きのう") is P.NOT_DATE
    assert parse(Kind.DATE, 19460304) is P.NOT_DATE
    assert parse(Kind.DATE, at(1946, 3, 4, 1, 1)) is P.NOT_DATE


def test_a_day_is_written_in_an_era_of_the_sheet_or_western() -> None:
    module, old = KINDS[Kind.DATE], field_of(Kind.DATE, options=("明", "大", "昭"))
    assert module.written(date(1989, 1, 7), old) == "昭和64年1月7日"
    assert module.written(date(1989, 1, 8), old) == "1989年1月8日"
    assert module.written(date(1989, 1, 8), field_of(Kind.DATE)) == "平成元年1月8日"
    assert module.screen(date(1946, 3, 4), old) == "昭和21年3月4日（1946年）"
    assert module.screen(date(1946, 3, 4), old, "en") == "1946-03-04 (Showa 21)"
    assert module.csv(date(1946, 3, 4), old) == "1946-03-04"


@pytest.mark.parametrize(
    ("limits", "day", "wanted"),
    [
        (Limits(latest_days=0), TODAY, None),
        (Limits(latest_days=0), TODAY + timedelta(days=1), P.TOO_LATE),
        (Limits(earliest_days=-14), TODAY - timedelta(days=14), None),
        (Limits(earliest_days=-14), TODAY - timedelta(days=15), P.TOO_EARLY),
        (Limits(age_at_least=15), date(2011, 11, 25), None),
        (Limits(age_at_least=15), date(2011, 11, 26), P.AGE),
        (Limits(age_at_most=64), date(1961, 11, 26), None),
        (Limits(age_at_most=64), date(1961, 11, 25), P.AGE),
        (Limits(school_age_at_most=18), date(2008, 4, 2), None),
        (Limits(school_age_at_most=18), date(2008, 4, 1), P.AGE),
    ],
)
def test_limits_of_a_day(limits: Limits, day: date, wanted: ProblemCode | None) -> None:
    assert code(check(Kind.DATE, day, limits=limits)) is wanted
    assert check(Kind.DATE, day, None, limits=limits) is None


def test_a_limit_names_its_day_in_each_language() -> None:
    for limits in (Limits(latest_days=0), Limits(earliest_days=0)):
        other = date(1900, 1, 1) if limits.earliest_days == 0 else date(2100, 1, 1)
        problem = check(Kind.DATE, other, limits=limits)
        assert problem is not None
        assert problem.told("ja")["day"] == "令和8年11月24日"
        assert problem.told("en")["day"] == "2026-11-24"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("13:30", time(13, 30)),
        ("１３時３０分", time(13, 30)),
        ("午後1時半", time(13, 30)),
        ("午後1時", time(13, 0)),
        ("正午", time(12, 0)),
        ("午前12時5分", time(0, 5)),
        ("午後0時5分", time(12, 5)),
        ("pm 1:05", time(13, 5)),
        ("9", P.NOT_TIME),
        (time(9, 5, 59), time(9, 5)),
        ("24:00", P.NOT_TIME),
        ("9:60", P.NOT_TIME),
        ("午後13時", P.NOT_TIME),
        ("昼", P.NOT_TIME),
        (9, P.NOT_TIME),
    ],
)
def test_a_time(typed: object, wanted: object) -> None:
    assert parse(Kind.TIME, typed) == wanted


def test_a_time_is_written_in_halves() -> None:
    module, field = KINDS[Kind.TIME], field_of(Kind.TIME)
    assert [module.written(time(*at), field) for at in ((0, 0), (11, 59), (12, 0), (13, 5))] == [
        "午前0時",
        "午前11時59分",
        "午後0時",
        "午後1時5分",
    ]
    assert (module.screen(time(13, 5), field), module.screen(time(13, 5), field, "en")) == ("午後1時5分", "13:05")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("令和8年4月1日 午後1時30分", at(2026, 4, 1, 13, 30)),
        ("令和8年4月1日午後1時半", at(2026, 4, 1, 13, 30)),
        ("2026-04-01 13:30", at(2026, 4, 1, 13, 30)),
        ("2026-04-01T13:30", at(2026, 4, 1, 13, 30)),
        (at(2026, 4, 1, 13, 30, 5), at(2026, 4, 1, 13, 30)),
        (at(1867, 4, 1, 13, 30), P.NO_SUCH_DAY),
        ("令和8年4月31日 13:30", P.NO_SUCH_DAY),
        ("令和8年4月1日 25:00", P.NOT_TIME),
        ("令和8年4月1日", P.NOT_TIME),
        ("午後1時", P.NOT_TIME),
        (5, P.NOT_TIME),
    ],
)
def test_a_day_and_time(typed: object, wanted: object) -> None:
    assert parse(Kind.DATETIME, typed) == wanted


def test_a_day_and_time_keeps_the_limits_of_its_day() -> None:
    nine = at(2026, 11, 25, 9, 0)
    assert code(check(Kind.DATETIME, nine, limits=Limits(latest_days=0))) is P.TOO_LATE
    module, field = KINDS[Kind.DATETIME], field_of(Kind.DATETIME)
    assert module.written(nine, field) == "令和8年11月25日 午前9時"
    assert module.csv(nine, field) == "2026-11-25T09:00"
    assert module.screen(nine, field, "en") == "2026-11-25 (Reiwa 8) 09:00"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("0125-62-2222", "0125622222"),
        ("０１２５（６２）２２２２", "0125622222"),
        ("0125 62 2222", "0125622222"),
        ("+81 90-0000-0000", "09000000000"),
        ("０１２５ー６２ー２２２２", "0125622222"),
        ("62-2222", P.NOT_PHONE),
        ("でんわ", P.NOT_PHONE),
        ("", P.NOT_PHONE),
        (125622222, P.NOT_PHONE),
    ],
)
def test_a_telephone_number(typed: object, wanted: object) -> None:
    assert parse(Kind.PHONE, typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("073-0201", "0730201"),
        ("〒０７３－０２０１", "0730201"),
        (1234567, "1234567"),
        ("730201", P.NOT_POSTAL),
        (None, P.NOT_POSTAL),
    ],
)
def test_a_postcode(typed: object, wanted: object) -> None:
    assert parse(Kind.POSTAL, typed) == wanted
    assert KINDS[Kind.POSTAL].written("0730201", field_of(Kind.POSTAL)) == "073-0201"


def test_one_option() -> None:
    module, field = KINDS[Kind.CHOICE], FIELDS[Kind.CHOICE]
    assert module.parse(" 除票の写し ", field) == "除票の写し"
    assert parse(Kind.CHOICE, "ほか") is P.NOT_OPTION
    assert code(module.check("ほか", field, None)) is P.NOT_OPTION
    assert module.screen("除票の写し", field, "en") == "Removed"
    assert module.screen("ほか", field, "en") == "ほか"
    assert KINDS[Kind.CHOICE].screen("除票の写し", field_of(Kind.CHOICE, options=OPTIONS), "en") == "除票の写し"


def test_an_option_of_a_slip_outlives_a_new_order_but_not_new_words() -> None:
    module, field = KINDS[Kind.CHOICE], FIELDS[Kind.CHOICE]
    sealed = module.to_slip("除票の写し", field)
    assert module.from_slip(sealed, field_of(Kind.CHOICE, options=("新", *reversed(OPTIONS)))) == "除票の写し"
    with pytest.raises(SlipValueError):
        module.from_slip(sealed, field_of(Kind.CHOICE, options=("除票の写し等",)))


def test_several_options() -> None:
    module, field = KINDS[Kind.MULTI], FIELDS[Kind.MULTI]
    assert module.parse("その他、住民票の写し", field) == ("住民票の写し", "その他")
    assert module.parse(["その他", "その他"], field) == ("その他",)
    assert parse(Kind.MULTI, []) is P.NOT_OPTION
    assert parse(Kind.MULTI, ["その他", 5]) is P.NOT_OPTION
    assert parse(Kind.MULTI, 5) is P.NOT_OPTION
    assert code(module.check(("ほか",), field, None)) is P.NOT_OPTION
    assert module.screen(("住民票の写し", "その他"), field, "en") == "Record, Other"
    with pytest.raises(SlipValueError):
        module.from_slip([], field)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("12", 12),
        ("１２通", 12),
        (" 1,200 ", 1200),
        (3, 3),
        ("-1", -1),
        ("一", P.NOT_NUMBER),
        (True, P.NOT_NUMBER),
        ("通", P.NOT_NUMBER),
    ],
)
def test_a_number(typed: object, wanted: object) -> None:
    assert parse(Kind.NUMBER, typed, unit="通") == wanted


def test_limits_of_a_number() -> None:
    assert code(check(Kind.NUMBER, 0, limits=Limits(at_least=1, at_most=20))) is P.OUT_OF_RANGE
    assert check(Kind.NUMBER, 20, limits=Limits(at_least=1, at_most=20)) is None
    problem = check(Kind.NUMBER, 21, limits=Limits(at_least=1, at_most=20))
    assert problem is not None
    assert (problem.params["low"], problem.params["high"], problem.params["example"]) == ("1", "20", "1")
    assert code(check(Kind.NUMBER, -1)) is P.OUT_OF_RANGE
    assert check(Kind.NUMBER, 9999) is None
    assert code(check(Kind.NUMBER, 10_000)) is P.OUT_OF_RANGE
    assert check(Kind.MONEY, 99_999_999_999) is None
    assert code(check(Kind.MONEY, 100_000_000_000)) is P.OUT_OF_RANGE
    assert code(check(Kind.NUMBER, 1, limits=Limits(at_most=0))) is P.OUT_OF_RANGE
    assert KINDS[Kind.NUMBER].screen(3, FIELDS[Kind.NUMBER]) == "3通"
    assert KINDS[Kind.NUMBER].screen(3, FIELDS[Kind.NUMBER], "en") == "3"


def test_money() -> None:
    module, field = KINDS[Kind.MONEY], FIELDS[Kind.MONEY]
    assert module.parse("￥１，２００円", field) == 1200
    assert module.written(1_234_567, field) == "1,234,567"
    assert module.screen(1_234_567, field) == "1,234,567円"
    assert module.csv(1_234_567, field) == "1234567"


def test_digits_keep_their_zeros() -> None:
    assert parse(Kind.DIGITS, "０１２－３４", digits=(5,)) == "01234"
    assert parse(Kind.DIGITS, "12345", digits=(7,), pad=True) == "0012345"
    assert parse(Kind.DIGITS, 123) == "123"
    assert parse(Kind.DIGITS, "12a") is P.NOT_DIGITS
    assert parse(Kind.DIGITS, True) is P.NOT_DIGITS
    problem = check(Kind.DIGITS, "1234567", digits=(6, 8))
    assert problem is not None
    assert (problem.code, problem.params["count"]) == (P.DIGIT_COUNT, "6・8")
    assert check(Kind.DIGITS, "123456", digits=(6, 8)) is None
    assert code(check(Kind.DIGITS, "1" * 21)) is P.TOO_LONG
    assert check(Kind.DIGITS, "1" * 20) is None


def test_a_box_to_tick() -> None:
    assert [parse(Kind.CHECKBOX, raw) for raw in (True, "はい", "いいえ", " Yes ", "no")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert parse(Kind.CHECKBOX, "たぶん") is P.NOT_YES_NO
    assert parse(Kind.CHECKBOX, 1) is P.NOT_YES_NO
    assert code(check(Kind.CHECKBOX, False, required=True)) is P.NOT_AGREED
    assert check(Kind.CHECKBOX, True, required=True) is None
    assert check(Kind.CHECKBOX, False) is None
    module, field = KINDS[Kind.CHECKBOX], FIELDS[Kind.CHECKBOX]
    assert [module.written(value, field) for value in (True, False)] == ["✓", ""]
    assert [module.csv(value, field) for value in (True, False)] == ["1", "0"]
    assert [module.screen(value, field, "en") for value in (True, False)] == ["Yes", "No"]


def test_the_twelve_digits_are_checked_but_never_shown_or_sent() -> None:
    module, field = KINDS[Kind.MY_NUMBER], field_of(Kind.MY_NUMBER)
    assert module.parse("1234 5678 9018", field) == "123456789018"
    assert code(module.check("123456789018", field, None)) is None
    assert code(module.check("537686677188", field, None)) is None
    assert code(module.check("12345678901", field, None)) is P.DIGIT_COUNT
    assert parse(Kind.MY_NUMBER, "番号") is P.NOT_DIGITS
    assert module.written("123456789018", field) == "123456789018"
    assert "1" not in module.screen("123456789018", field)
    assert module.csv("123456789018", field) == ""
    with pytest.raises(SlipValueError):
        module.to_slip("123456789018", field)
    with pytest.raises(SlipValueError):
        module.from_slip("123456789018", field)


@pytest.mark.parametrize("number", ["123456789018", "537686677188"])
def test_the_check_digit_finds_every_single_slip_of_the_pen(number: str) -> None:
    module, field = KINDS[Kind.MY_NUMBER], field_of(Kind.MY_NUMBER)
    assert check_digit(number[:11]) == int(number[11])
    for place in range(12):
        for digit in "0123456789":
            wrong = number[:place] + digit + number[place + 1 :]
            if digit == number[place]:
                continue
            # A remainder of 0 and of 1 both give the check digit 0 (the rule itself): only those pairs escape.
            found = module.check(wrong, field, None)
            assert code(found) is P.CHECK_DIGIT or check_digit(wrong[:11]) == 0


def test_a_remainder_of_one_gives_zero() -> None:
    assert check_digit("0" * 11) == 0
    assert check_digit("00000000006") == 0
    assert check_digit("00000000001") == 9


@pytest.mark.parametrize("kind", EMPTY)
def test_what_only_a_pen_fills_in_takes_no_value(kind: Kind) -> None:
    module, field = KINDS[kind], field_of(kind)
    assert parse(kind, "x") is P.NOT_ASKED
    assert module.written("x", field) == ""
    with pytest.raises(SlipValueError):
        module.to_slip("x", field)
    with pytest.raises(SlipValueError):
        module.from_slip("x", field)


@pytest.mark.parametrize(
    ("kind", "last", "value"),
    [
        (Kind.DATE, (date.max - FIRST_DAY).days, date.max),
        (Kind.TIME, 24 * 60 - 1, time(23, 59)),
        (Kind.DATETIME, ((date.max - FIRST_DAY).days + 1) * 24 * 60 - 1, at(9999, 12, 31, 23, 59)),
    ],
)
def test_a_slip_holds_no_moment_outside_the_calendar(kind: Kind, last: int, value: object) -> None:
    assert KINDS[kind].from_slip(0, field_of(kind)) in (FIRST_DAY, time(0, 0), at(1868, 1, 1))
    assert KINDS[kind].from_slip(last, field_of(kind)) == value
    for outside in (-1, last + 1):
        with pytest.raises(SlipValueError):
            KINDS[kind].from_slip(outside, field_of(kind))


def test_a_kind_says_what_it_must_do() -> None:
    bare: FieldKind[str] = FieldKind()
    field = field_of(Kind.TEXT)
    assert bare.check("x", field, None) is None
    for act in (
        lambda: bare.parse("x", field),
        lambda: bare.screen("x", field),
        lambda: bare.csv("x", field),
        lambda: bare.to_slip("x", field),
        lambda: bare.from_slip("x", field),
    ):
        with pytest.raises(NotImplementedError):
            act()


def test_a_day_about_which_only_the_year_or_the_month_is_known() -> None:
    field, module = (
        field_of(Kind.DATE, about=True, limits=Limits(latest_days=0, earliest_days=-36500)),
        KINDS[Kind.DATE],
    )
    value = module.parse("昭和40年5月ごろ", field)
    assert value == AboutDate(1965, 5)
    assert module.screen(value, field) == "昭和40年5月頃（1965年）"
    assert module.screen(value, field, "en") == "about 1965-05 (Showa 40)"
    assert module.written(AboutDate(1965), field) == "昭和40年頃"
    assert module.csv(value, field) == "1965-05~"
    assert module.to_slip(value, field) == [1965, 5]
    assert parse(Kind.DATE, "昭和40年頃") is P.NOT_DATE
    assert module.check(AboutDate(2026, 11), field, TODAY) is None
    assert code(module.check(AboutDate(2026, 12), field, TODAY)) is P.TOO_LATE
    assert module.check(AboutDate(2026), field, TODAY) is None
    assert code(module.check(AboutDate(2027), field, TODAY)) is P.TOO_LATE
    assert code(module.check(AboutDate(1925), field, TODAY)) is P.TOO_EARLY
    assert code(check(Kind.DATE, AboutDate(1965))) is P.NOT_DATE
    with pytest.raises(SlipValueError):
        module.from_slip([1965], field_of(Kind.DATE))
    assert (AboutDate(1965).first, AboutDate(1965).last) == (date(1965, 1, 1), date(1965, 12, 31))
    assert AboutDate(2024, 2).last == date(2024, 2, 29)


def test_the_day_of_a_foreign_resident_stays_western_on_paper_and_in_the_slip() -> None:
    field, module = field_of(Kind.DATE), KINDS[Kind.DATE]
    day = WesternDay(1968, 4, 30)
    assert day == date(1968, 4, 30)
    assert module.written(day, field) == "1968年4月30日"
    assert module.csv(day, field) == "1968-04-30"
    assert isinstance(module.from_slip(module.to_slip(day, field), field), WesternDay)
    assert not isinstance(module.from_slip(module.to_slip(date(1968, 4, 30), field), field), WesternDay)


@pytest.mark.parametrize("number", INSURERS)
def test_the_check_digit_of_an_insurer(number: str) -> None:
    field = field_of(Kind.DIGITS, digits=(6, 8), check_digit="insurer")
    assert KINDS[Kind.DIGITS].check(number, field, TODAY) is None
    for place in range(len(number)):
        other = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
        assert code(KINDS[Kind.DIGITS].check(other, field, TODAY)) is P.CHECK_DIGIT


def test_a_name_typed_gets_the_registers_space_and_loses_nothing() -> None:
    assert parse(Kind.NAME, "空知 花子") == "空知　花子"
    assert parse(Kind.NAME, "葛\U000e0100城　𠮷郎") == "葛\U000e0100城　𠮷郎"
    assert parse(Kind.NAME, "KIM SUJIN（金田　秀子）") == "KIM SUJIN（金田 秀子）"


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("要介護3", "要介護3"),
        ("要介護３", "要介護3"),
        (" 介護 3 ", "要介護3"),
        ("支援１", "要支援1"),
        ("Care level 5", "要介護5"),
    ],
)
def test_a_care_level(typed: str, level: str) -> None:
    assert KINDS[Kind.CARE_LEVEL].parse(typed, FIELDS[Kind.CARE_LEVEL]) == level
    assert parse(Kind.CARE_LEVEL, "要介護6", options=("要介護1",)) is P.NOT_OPTION


def test_a_relation_is_a_word_of_the_vocabulary_or_the_residents_own() -> None:
    field, module = FIELDS[Kind.RELATION], KINDS[Kind.RELATION]
    assert module.parse("Wife", field) == "妻"
    assert module.screen("妻", field, "en") == "Wife"
    assert module.parse("いとこ", field) == "いとこ"
    assert module.screen("いとこ", field, "en") == "いとこ"
    assert code(module.check("あ" * 21, field, TODAY)) is P.TOO_LONG


def test_what_no_bank_takes_is_named() -> None:
    problem = KINDS[Kind.KANA].parse("空知", field_of(Kind.KANA, bank=True))
    assert isinstance(problem, Problem)
    assert problem.params["wrong"] == "空知"


def test_every_typed_kind_has_an_example() -> None:
    for field in FIELDS.values():
        for language in ("ja", "en"):
            shown = example(field, language)
            assert not isinstance(KINDS[field.kind].parse(shown, field), Problem), field.kind
    assert example(field_of(Kind.PHONE, example="090-0000-0000"), "en") == "090-0000-0000"
    assert example(field_of(Kind.SEAL), "ja") == ""
