"""Days, times, amounts and lists as each language of the residents writes them."""

from __future__ import annotations

from datetime import date, time

import pytest

from forms.definition import Field, Kind
from forms.fields import KINDS
from forms.japanese import furigana
from forms.japanese.furigana import plain
from forms.language import clock, day, day_and_era, listed, unit, yes_or_no
from forms.problems import Problem, ProblemCode
from forms.values import AboutDate

DAY = date(2026, 11, 4)
WRITTEN = {
    "ja": ("令和8年11月4日", "令和8年11月4日（2026年）", "昭和40年頃（1965年）", "昭和40年5月頃（1965年）"),
    "en": ("2026-11-04", "2026-11-04 (Reiwa 8)", "about 1965 (Showa 40)", "about 1965-05 (Showa 40)"),
    "zh-Hans": ("2026年11月4日", "2026年11月4日（令和8年）", "1965年左右（昭和40年）", "1965年5月左右（昭和40年）"),
    "vi": ("04/11/2026", "04/11/2026 (Reiwa 8)", "khoảng 1965 (Showa 40)", "khoảng 05/1965 (Showa 40)"),
    "ko": ("2026년 11월 4일", "2026년 11월 4일 (레이와 8년)", "1965년경 (쇼와 40년)", "1965년 5월경 (쇼와 40년)"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_days(language: str) -> None:
    about = AboutDate(1965), AboutDate(1965, 5)
    told = (day(DAY, language), day_and_era(DAY, language), *(day_and_era(one, language) for one in about))
    assert told == WRITTEN[language]


@pytest.mark.parametrize("language", ["ja-easy", "ja-ruby"])
def test_japanese_with_readings_says_the_same(language: str) -> None:
    assert day(DAY, language) == "｜令和《れいわ》8｜年《ねん》11｜月《がつ》｜4日《よっか》"
    assert day(date(2019, 5, 20), language) == "｜令和《れいわ》｜元年《がんねん》5｜月《がつ》｜20日《はつか》"
    assert clock(time(13, 8), language) == "｜午後《ごご》1｜時《じ》8｜分《ふん》"
    assert clock(time(9, 10), language) == "｜午前《ごぜん》9｜時《じ》10｜分《ぷん》"
    assert unit("通", language) == "｜通《つう》"
    for value in (DAY, AboutDate(1965), AboutDate(1965, 5)):
        assert plain(day_and_era(value, language)) == day_and_era(value, "ja")
    assert yes_or_no(True, language) == "はい"
    assert listed(["甲", "乙"], language) == "甲、乙"


@pytest.mark.parametrize(
    ("language", "amount", "copies", "both", "no"),
    [
        ("ja", "12,000円", "3通", "甲、乙", "いいえ"),
        ("en", "12,000 yen", "3", "甲, 乙", "No"),
        ("zh-Hans", "12,000日元", "3", "甲、乙", "否"),
        ("vi", "12,000 yên", "3", "甲, 乙", "Không"),
        ("ko", "12,000엔", "3", "甲, 乙", "아니요"),
    ],
)
def test_what_the_page_reads_back(language: str, amount: str, copies: str, both: str, no: str) -> None:
    def shown(kind: Kind, value: object, **more: object) -> str:
        field = Field(id="x", label="欄", kind=kind, required=True, section="", **more)  # type: ignore[arg-type]
        return KINDS[kind].screen(value, field, language)

    assert shown(Kind.MONEY, 12_000) == amount
    assert shown(Kind.NUMBER, 3, unit="通") == copies
    assert shown(Kind.MULTI, ("甲", "乙"), options=("甲", "乙")) == both
    assert shown(Kind.CHECKBOX, False) == no
    assert shown(Kind.TIME, time(13, 30)) == ("午後1時30分" if language == "ja" else "13:30")


@pytest.mark.parametrize("language", ["zh-Hans", "ja-easy", "en"])
def test_a_problem_is_told_in_the_language_of_the_page(language: str) -> None:
    late = Problem(ProblemCode.TOO_LATE, "x", {"day": "令和8年11月4日", "day_en": "2026-11-04"})
    assert late.told(language)["day"] == day(DAY, language)
    example = Problem(ProblemCode.NOT_DATE, "x", {"example": "昭和21年3月4日", "example_en": "1946-03-04"})
    assert example.told(language)["example"] == ("昭和21年3月4日" if language == "ja-easy" else "1946-03-04")
    rule = Problem(ProblemCode.RULE, "x", {"text": "注射", "text_en": "Vaccination"})
    assert (
        rule.told(language)["text"]
        == {"zh-Hans": "注射", "ja-easy": "｜注射《ちゅうしゃ》", "en": "Vaccination"}[language]
    )


def test_words_that_were_shown_are_not_kept() -> None:
    """They may hold a resident's name, and the program runs for weeks."""
    assert not [one for one in (furigana.plain, furigana.readings, furigana.kana) if hasattr(one, "cache_info")]
