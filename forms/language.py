"""What a language of the resident does to days, times, amounts and lists: the one home of that rule.

The words themselves are in ``assets/words``. The paper is always Japanese and asks nothing here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from forms.japanese.about import about
from forms.japanese.eras import ERAS, to_era
from forms.japanese.furigana import read_day
from forms.translations import FURIGANA, JAPANESE, is_japanese, translations
from forms.values import AboutDate

if TYPE_CHECKING:
    from datetime import date, time


class _Manner(NamedTuple):
    """How one language writes; ``eras`` in the order of forms.japanese.eras.ERAS, empty where they are romanised."""

    day: str
    month: str
    year: str
    era: str
    about: str
    yen: str
    between: str
    yes: str
    no: str
    eras: tuple[str, ...] = ()


_ENGLISH = _Manner(
    "{0.year:04}-{0.month:02}-{0.day:02}",
    "{0.year:04}-{0.month:02}",
    "{0.year:04}",
    "{day} ({era} {year})",
    "about {0}",
    " yen",
    ", ",
    "Yes",
    "No",
)
_MANNERS = MappingProxyType(
    {
        "en": _ENGLISH,
        "zh-Hans": _Manner(
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}年{0.month}月",
            "{0.year}年",
            "{day}（{era}{year}年）",
            "{0}左右",
            "日元",
            "、",
            "是",
            "否",
            ("明治", "大正", "昭和", "平成", "令和"),
        ),
        "vi": _Manner(
            "{0.day:02}/{0.month:02}/{0.year}",
            "{0.month:02}/{0.year}",
            "{0.year}",
            "{day} ({era} {year})",
            "khoảng {0}",
            " yên",
            ", ",
            "Có",
            "Không",
        ),
        "ko": _Manner(
            "{0.year}년 {0.month}월 {0.day}일",
            "{0.year}년 {0.month}월",
            "{0.year}년",
            "{day} ({era} {year}년)",
            "{0}경",
            "엔",
            ", ",
            "예",
            "아니요",
            ("메이지", "다이쇼", "쇼와", "헤이세이", "레이와"),
        ),
    }
)
"""A language not told here writes as English does."""


def day(value: date, language: str) -> str:
    """Return 令和8年11月26日, 2026-11-26, 2026年11月26日, 26/11/2026 or 2026년 11월 26일."""
    return _read(str(to_era(value)), language) if is_japanese(language) else _manner(language).day.format(value)


def day_and_era(value: date | AboutDate, language: str) -> str:
    """Return a day, or a day remembered about, with its western year and its era: the paper shows one of the two."""
    era = to_era(value.last if isinstance(value, AboutDate) else value)
    if is_japanese(language):
        told = about(value.year, value.month) if isinstance(value, AboutDate) else str(era)
        return _read(f"{told}（{value.year}年）", language)
    manner = _manner(language)
    if isinstance(value, AboutDate):
        told = manner.about.format((manner.year if value.month is None else manner.month).format(value))
    else:
        told = manner.day.format(value)
    name = manner.eras[ERAS.index(era.era)] if manner.eras else era.era.roman
    return manner.era.format(day=told, era=name, year=era.year)


def clock(value: time, language: str) -> str:
    """Return 午後1時30分; in other languages 13:30."""
    if not is_japanese(language):
        return f"{value:%H:%M}"
    half = "午前" if value.hour < 12 else "午後"
    minutes = f"{value.minute}分" if value.minute else ""
    return _read(f"{half}{value.hour % 12}時{minutes}", language)


def unit(japanese: str, language: str) -> str:
    """Return what stands behind a number: 通, 円; in another language yen alone, the question names the rest."""
    if language == JAPANESE:
        return japanese
    if is_japanese(language):
        return translations(FURIGANA).get(japanese, japanese)
    return _manner(language).yen if japanese == "円" else ""


def listed(words: list[str], language: str) -> str:
    """Return words one after the other."""
    return ("、" if is_japanese(language) else _manner(language).between).join(words)


def yes_or_no(value: bool, language: str) -> str:
    """Return はい or いいえ."""
    if is_japanese(language):
        return "はい" if value else "いいえ"
    manner = _manner(language)
    return manner.yes if value else manner.no


def _manner(language: str) -> _Manner:
    return _MANNERS.get(language, _ENGLISH)


def _read(text: str, language: str) -> str:
    return text if language == JAPANESE else read_day(text)
