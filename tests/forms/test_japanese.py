"""Days, ages, kana and telephone numbers as Japan writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.japanese.about import about, read_about
from forms.japanese.ages import age, legal_age, school_year_end
from forms.japanese.eras import (
    ERAS,
    FIRST_DAY,
    NoSuchDayError,
    NotADateError,
    era_named,
    from_era,
    read_date,
    to_era,
    western,
)
from forms.japanese.furigana import over, read_lot
from forms.japanese.kana import bank_kana, hiragana, is_katakana, katakana, not_bank_kana, zengin
from forms.japanese.names import NameParts, is_latin, name_parts, spaced
from forms.japanese.phones import hyphenated, is_phone


def test_every_day_from_1868_to_2100_round_trips() -> None:
    day, last = FIRST_DAY, date(2100, 12, 31)
    while day <= last:
        era = to_era(day)
        assert from_era(era.era, era.year, era.month, era.day) == day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(1868, 1, 1), "明治元年1月1日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2026, 11, 24), "令和8年11月24日"),
    ],
)
def test_the_boundaries(day: date, written: str) -> None:
    assert str(to_era(day)) == written
    assert read_date(written) == day


def test_a_day_with_two_names_is_read_by_both() -> None:
    assert read_date("明治45年7月30日") == read_date("大正元年7月30日")
    assert read_date("大正15年12月25日") == read_date("昭和元年12月25日")


@pytest.mark.parametrize(
    "text",
    [
        "昭和21年3月4日",
        "昭21.3.4",
        "S21.3.4",
        "s21/03/04",
        "Ｓ２１．３．４",
        "昭和 21 年 3 月 4 日",
        "1946年3月4日",
        "1946-3-4",
        "1946/03/04",
        "19460304",
        "１９４６０３０４",
    ],
)
def test_a_day_is_read_in_every_usual_way(text: str) -> None:
    assert read_date(text) == date(1946, 3, 4)


@pytest.mark.parametrize("text", ["", "きのう", "昭和", "21.3.4", "194634", "昭和21年3月", "S21.3.4.5", "\ud800"])
def test_a_text_that_is_no_day_is_told_apart(text: str) -> None:
    with pytest.raises(NotADateError):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "昭和64年1月8日",
        "昭和元年12月24日",
        "平成元年1月7日",
        "平成31年5月1日",
        "令和元年4月30日",
        "大正15年12月26日",
        "明治45年7月31日",
        "昭和0年12月31日",
        "令和8年2月29日",
        "令和8年13月1日",
        "1867-12-31",
        "令和9999年1月1日",
    ],
)
def test_a_day_that_does_not_exist_is_told_apart(text: str) -> None:
    with pytest.raises(NoSuchDayError):
        read_date(text)


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_one_of_two_errors(text: str) -> None:
    try:
        assert read_date(text) >= FIRST_DAY
    except (NoSuchDayError, NotADateError):
        return


def test_no_era_before_meiji() -> None:
    with pytest.raises(NoSuchDayError):
        to_era(date(1867, 12, 31))
    with pytest.raises(NoSuchDayError):
        western(1867, 12, 31)


def test_an_era_by_each_of_its_names() -> None:
    for era in ERAS:
        assert {era_named(name) for name in (era.name, era.short, era.letter, era.letter.lower(), era.roman)} == {era}
    with pytest.raises(NotADateError):
        era_named("")


@pytest.mark.parametrize(
    ("birth", "day", "common", "legal"),
    [
        (date(1961, 11, 25), date(2026, 11, 23), 64, 64),
        (date(1961, 11, 25), date(2026, 11, 24), 64, 65),
        (date(1961, 11, 25), date(2026, 11, 25), 65, 65),
        (date(2004, 2, 29), date(2026, 2, 27), 21, 21),
        (date(2004, 2, 29), date(2026, 2, 28), 21, 22),
        (date(2004, 2, 29), date(2026, 3, 1), 22, 22),
    ],
)
def test_a_year_is_full_the_day_before_the_birthday(birth: date, day: date, common: int, legal: int) -> None:
    assert (age(birth, day), legal_age(birth, day)) == (common, legal)


def test_the_first_of_april_belongs_to_the_school_year_before() -> None:
    assert school_year_end(date(2008, 4, 1), 18) == date(2026, 3, 31)
    assert school_year_end(date(2008, 4, 2), 18) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("そらち はなこ", "ソラチ ハナコ"),
        ("ｿﾗﾁ ﾊﾅｺ", "ソラチ ハナコ"),
        ("ガギグ", "ガギグ"),
        ("ｶﾞｷﾞｸﾞ", "ガギグ"),
        ("か\u3099", "ガ"),
        ("ユ-キ", "ユーキ"),
        ("ユ－キ", "ユーキ"),
        ("ヷ", "ヷ"),
    ],
)
def test_kana_in_any_width_is_kept_as_katakana(typed: str, kept: str) -> None:
    assert katakana(typed) == kept
    assert is_katakana(kept)


@pytest.mark.parametrize("text", ["空知", "ソラチ1", "SORACHI", "", " ", "　"])
def test_what_is_not_kana(text: str) -> None:
    assert not is_katakana(katakana(text))


def test_hiragana_for_a_sheet_that_asks_for_it() -> None:
    assert hiragana("ソラチ ユーキ・ヴァン") == "そらち ゆーき・ゔぁん"


@pytest.mark.parametrize(
    ("typed", "kept", "half"),
    [
        ("そらち しょうこ", "ソラチ シヨウコ", "ｿﾗﾁ ｼﾖｳｺ"),
        ("かぶしきがいしゃ　そらち", "カ)ソラチ", "ｶ)ｿﾗﾁ"),
        ("ソラチ株式会社", "ソラチ(カ", "ｿﾗﾁ(ｶ"),
        ("ｶﾌﾞｼｷｶﾞｲｼｬ ｿﾗﾁ ｴｲｷﾞｮｳｼｮ", "カ)ソラチ エイギヨウシヨ", "ｶ)ｿﾗﾁ ｴｲｷﾞﾖｳｼﾖ"),
        ("ソラチ有限会社スナガワ", "ソラチ(ユ)スナガワ", "ｿﾗﾁ(ﾕ)ｽﾅｶﾞﾜ"),
        ("医療法人ソラチ", "イ)ソラチ", "ｲ)ｿﾗﾁ"),
        ("ヲダ　ヰネ", "オダ イネ", "ｵﾀﾞ ｲﾈ"),
        ("マリア・テレサ", "マリア.テレサ", "ﾏﾘｱ.ﾃﾚｻ"),
        ("ユーキ　ａｂｃ－１２", "ユーキ ABC-12", "ﾕ-ｷ ABC-12"),
        ("ヴァレリー", "ヴアレリー", "ｳﾞｱﾚﾘ-"),
    ],
)
def test_an_account_holder_in_the_alphabet_of_banks(typed: str, kept: str, half: str) -> None:
    assert bank_kana(typed) == kept
    assert not_bank_kana(kept) == ""
    assert zengin(kept) == half


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("空知", "空知"), ("ソラチ＆ハナコ＆", "&"), ("ソラチ_", "_"), ("ヷ", "ヷ"), ("", " "), (" ", " ")],
)
def test_what_no_bank_takes_is_told(text: str, wrong: str) -> None:
    assert not_bank_kana(bank_kana(text)) == wrong
    assert bank_kana(zengin(bank_kana(text))) == bank_kana(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x30A1, max_codepoint=0x30F6), min_size=1))
def test_katakana_survives_the_way_to_hiragana_and_back(text: str) -> None:
    assert katakana(hiragana(text)) == katakana(text)
    assert katakana(katakana(text)) == katakana(text)
    assert bank_kana(bank_kana(text)) == bank_kana(text)


@pytest.mark.parametrize(
    ("digits", "written"),
    [
        ("0125622222", "0125-62-2222"),
        ("0112112111", "011-211-2111"),
        ("0312345678", "03-1234-5678"),
        ("0612345678", "06-1234-5678"),
        ("0154231111", "0154-23-1111"),
        ("0154821111", "015-482-1111"),
        ("0155721111", "015-572-1111"),
        ("0155241111", "0155-24-1111"),
        ("0155821111", "01558-2-1111"),
        ("0163421111", "01634-2-1111"),
        ("0499221111", "04992-2-1111"),
        ("0429981111", "04-2998-1111"),
        ("0422511111", "0422-51-1111"),
        ("0425231111", "042-523-1111"),
        ("0223221111", "0223-22-1111"),
        ("0223721111", "022-372-1111"),
        ("0236411111", "023-641-1111"),
        ("0468221111", "046-822-1111"),
        ("0592291111", "059-229-1111"),
        ("0839211111", "083-921-1111"),
        ("0989511111", "098-951-1111"),
        ("0480521111", "0480-52-1111"),
        ("0120000000", "0120-000-000"),
        ("0570000000", "0570-000-000"),
        ("08000000000", "0800-000-0000"),
        ("09000000000", "090-0000-0000"),
        ("05000000000", "050-0000-0000"),
    ],
)
def test_hyphens_of_a_telephone_number(digits: str, written: str) -> None:
    assert is_phone(digits)
    assert hyphenated(digits) == written


@pytest.mark.parametrize(
    "digits", ["", "0", "0125", "1256222222", "0012345678", "01256222222", "0900000000", "0800000000"]
)
def test_what_is_no_telephone_number(digits: str) -> None:
    assert not is_phone(digits)


@given(st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True).filter(is_phone))
def test_hyphens_change_no_digit(digits: str) -> None:
    written = hyphenated(digits)
    assert written.replace("-", "") == digits
    assert [len(part) > 0 for part in written.split("-")] == [True] * 3


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("空知　花子", NameParts("空知", "花子")),
        ("葛\U000e0100城　𠮷郎", NameParts("葛\U000e0100城", "𠮷郎")),
        ("空知", NameParts()),
        ("空知　花子　二世", NameParts()),
        ("空知［佐藤］　花子", NameParts("空知", "花子", former="佐藤")),
        ("空知　[佐藤]花子", NameParts("空知", "花子", former="佐藤")),
        ("NGUYEN THI MINH KHAI", NameParts(latin="NGUYEN THI MINH KHAI")),
        ("JOSÉ Ａ", NameParts(latin="JOSÉ Ａ")),
        ("KIM SUJIN（金田　秀子）", NameParts(latin="KIM SUJIN", alias="金田　秀子")),
        ("王　芳(田中　芳子)", NameParts("王", "芳", alias="田中　芳子")),
        ("", NameParts()),
        ("（）", NameParts()),
    ],
)
def test_the_parts_of_a_name(name: str, parts: NameParts) -> None:
    assert name_parts(name) == parts


@given(st.text(max_size=40))
def test_every_part_of_a_name_stands_in_it(name: str) -> None:
    parts = name_parts(name)
    for part in (parts.family, parts.given, parts.latin, parts.alias, parts.former):
        for character in part:
            assert character in name
    assert spaced(spaced(name)) == spaced(name)


def test_a_typed_name_gets_the_space_of_the_register() -> None:
    assert spaced("空知 花子") == "空知　花子"
    assert spaced("空知 　花子") == "空知　花子"
    assert spaced("KIM  SUJIN") == "KIM SUJIN"
    assert not is_latin("")
    assert not is_latin("金 SUJIN")


@pytest.mark.parametrize(
    ("text", "year", "month", "written"),
    [
        ("昭和40年頃", 1965, None, "昭和40年頃"),
        ("昭和40年", 1965, None, "昭和40年頃"),
        ("S40", 1965, None, "昭和40年頃"),
        ("昭和４０年５月ごろ", 1965, 5, "昭和40年5月頃"),
        ("1965年5月頃", 1965, 5, "昭和40年5月頃"),
        ("1965-05~", 1965, 5, "昭和40年5月頃"),
        ("1965~", 1965, None, "昭和40年頃"),
        ("昭和64年頃", 1989, None, "平成元年頃"),
        ("平成元年1月", 1989, 1, "平成元年1月頃"),
        ("昭和64年1月", 1989, 1, "平成元年1月頃"),
        ("昭和元年", 1926, None, "昭和元年頃"),
        ("明治45年7月", 1912, 7, "大正元年7月頃"),
        ("令和元年5月", 2019, 5, "令和元年5月頃"),
        ("平成31年", 2019, None, "令和元年頃"),
        ("明治元年", 1868, None, "明治元年頃"),
    ],
)
def test_about_a_day(text: str, year: int, month: int | None, written: str) -> None:
    assert read_about(text) == (year, month)
    assert about(year, month) == written
    assert read_about(written) == (year, month)


@pytest.mark.parametrize("text", ["昭和65年頃", "昭和64年2月", "明治46年", "1965年13月", "1867年", "昭和0年", "99999"])
def test_no_such_year_or_month(text: str) -> None:
    with pytest.raises((NoSuchDayError, NotADateError)):
        read_about(text)


@pytest.mark.parametrize("text", ["", "頃", "昭和40年5月3日", "40年", "むかし"])
def test_what_is_not_about_a_day(text: str) -> None:
    with pytest.raises(NotADateError):
        read_about(text)


@pytest.mark.parametrize(
    ("text", "kana", "marked"),
    [
        ("鶉", "ウズラ", "｜鶉《うずら》"),
        ("日ノ出", "ヒノデ", "｜日《ひ》ノ｜出《で》"),
        ("ぬかびら源泉郷", "ﾇｶﾋﾞﾗｹﾞﾝｾﾝｷｮｳ", "ぬかびら｜源泉郷《げんせんきょう》"),
        ("茅ヶ崎市", "チガサキシ", "｜茅ヶ崎市《ちがさきし》"),
        ("緑ケ丘", "ミドリガオカ", "｜緑ケ丘《みどりがおか》"),
        ("北十条西", "キタ１０ジョウニシ", "｜北十条西《きた10じょうにし》"),
        ("アルカ", "アルカ", "アルカ"),
        ("鶉", "", "鶉"),
    ],
)
def test_a_reading_stands_over_the_kanji_alone(text: str, kana: str, marked: str) -> None:
    assert over(text, kana) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("１〜３丁目", "１〜３｜丁目《ちょうめ》"),
        ("その他", "その｜他《た》"),
        ("東町", "東町"),
        ("の", "の"),
        ("", ""),
    ],
)
def test_words_of_a_lot_have_their_readings_where_nothing_else_stands(text: str, marked: str) -> None:
    assert read_lot(text) == marked
