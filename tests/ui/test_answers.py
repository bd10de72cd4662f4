"""The control of each kind of field gives what its kind reads, and shows an answer given before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from forms.definition import ONE_OF, Field, Kind
from forms.fields import KINDS
from forms.values import AboutDate
from kiosk.i18n import Words
from tests.support.pictures import FakeClock
from ui import tokens
from ui.composition import Composition
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Footer, Option
from ui.widgets.answer import answer_for
from ui.widgets.button import BigButton
from ui.widgets.control import Answer
from ui.widgets.writing import Draft

Make = Callable[..., tuple[Answer, Page]]


ERAS_OF_BIRTHS = tuple(Option(name, name) for name in ("令和", "平成", "昭和", "大正"))
ERA_OF_PLANS = ERAS_OF_BIRTHS[:1]


def asked(kind: Kind, **changes: object) -> Ask:
    options = {Kind.DATE: ERAS_OF_BIRTHS, Kind.DATETIME: ERA_OF_PLANS}.get(kind, ())
    plain = Ask("k", "質問", "", "", "", kind, True, options, (), "", "", None, None, False, None, Footer())
    return plain._replace(**changes)  # type: ignore[arg-type]  # the fields of Ask


@pytest.fixture
def make(dressed: QApplication) -> Make:
    kept: list[Page] = []

    def control(view: Ask) -> tuple[Answer, Page]:
        page = Page(Theme(tokens.PANEL_15, FakeClock(), Words()), beside=True)
        kept.append(page)
        return answer_for(page._theme, page, view, lambda: None), page

    return control


def touch(page: Page, *names: str) -> None:
    for name in names:
        button = next(one for one in page.findChildren(BigButton) if one.words == name)
        button.activated.emit()


def read(kind: Kind, raw: object, **field: object) -> object:
    made = Field(id="k", label="k", kind=kind, required=True, section="s", **field)  # type: ignore[arg-type]
    return KINDS[kind].parse(raw, made)


DAY = dt.date(1946, 3, 4)


@pytest.mark.parametrize(
    "keys", [("昭和", *"210304"), ("西暦", *"19460304"), (*"21", "昭和", *"0304"), ("令和", *"210304", "昭和")]
)
def test_a_day_by_era_or_western_year(make: Make, keys: tuple[str, ...]) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, *keys)
    assert answer.complaint() == ""
    assert read(Kind.DATE, answer.raw()) == DAY


def test_no_era_is_ever_guessed(make: Make) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, *"210304")
    assert answer.complaint() == "元号か西暦を選んでください。"
    touch(page, "昭和")
    assert answer.complaint() == ""


@pytest.mark.parametrize(
    "keys",
    [
        ("昭和", "2", "1", "3", "月", "4", "日"),
        ("昭和", "2", "1", "3", "月", "4"),
        ("昭和", "2", "1", "月", "3", "月", "日", "0", "4", "日"),
    ],
)
def test_a_number_of_one_digit_ends_with_its_key(make: Make, keys: tuple[str, ...]) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, *keys)
    assert answer.complaint() == ""
    assert read(Kind.DATE, answer.raw()) == DAY


def test_the_key_names_the_number_being_typed(make: Make) -> None:
    _, page = make(asked(Kind.DATE))
    keys = {button.words: button for button in page.findChildren(BigButton)}
    key = keys["年"]
    told = [key.words]
    for digit in "210304":
        touch(page, digit)
        told.append(key.words)
    assert told == ["年", "年", "月", "月", "日", "日", "日"]


@pytest.mark.parametrize("digits", ["2188", "213200", "21", "2103", "210332"])
def test_numbers_that_ran_together_are_no_day(make: Make, digits: str) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, "昭和", *digits)
    assert answer.complaint() == "日付と時刻を確かめてください。8月は、8のあとに「月」を押します。"


def test_a_year_of_the_west_is_none_of_an_era(make: Make) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, "西暦", *"1946", "昭和")
    assert answer.raw() == ""


def test_a_keyboard_ends_a_number_as_people_write_it(make: Make) -> None:
    answer, page = make(asked(Kind.DATE))
    touch(page, "昭和")
    for letter in "21.3/4-":
        key = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        assert answer.type_key(key)
    assert answer.raw() == "昭和21年03月04日"


def test_what_a_key_does_is_told(make: Make) -> None:
    _, page = make(asked(Kind.DATE, today=DAY, about=True))
    keys = {button.words: button for button in page.findChildren(BigButton)}
    told = {word: (keys[word].isCheckable(), keys[word].one_of_several) for word in ("昭和", "今日", "およそ")}
    assert told == {"昭和": (True, True), "今日": (False, False), "およそ": (True, False)}


def test_today_is_one_touch(make: Make) -> None:
    answer, page = make(asked(Kind.DATE, today=dt.date(2026, 11, 24)))
    touch(page, "西暦", "1", "9", "今日")
    assert (answer.complaint(), answer.raw()) == ("", "令和08年11月24日")


def test_no_today_where_it_cannot_be(make: Make) -> None:
    _, page = make(asked(Kind.DATE))
    assert "今日" not in {button.words for button in page.findChildren(BigButton)}


def test_roughly_leaves_year_and_month(make: Make) -> None:
    answer, page = make(asked(Kind.DATE, about=True))
    touch(page, "昭和", *"2103", "およそ", "0", "4")
    assert read(Kind.DATE, answer.raw(), about=True) == AboutDate(1946, 3)
    touch(page, "およそ", "0", "4")
    assert read(Kind.DATE, answer.raw(), about=True) == DAY


def test_morning_or_afternoon_is_never_guessed(make: Make) -> None:
    answer, page = make(asked(Kind.TIME))
    touch(page, *"0130")
    assert answer.complaint() == "午前か午後を選んでください。"
    touch(page, "午後")
    assert answer.complaint() == ""


def test_a_time_typed_moves_to_another_language(make: Make) -> None:
    first, page = make(asked(Kind.DATETIME))
    touch(page, "午後", *"08070101")
    second, other = make(asked(Kind.DATETIME))
    second.restore(first.draft())
    touch(other, *"30")
    assert second.raw() == "令和08年07月01日 午後01時30分"


def test_only_the_eras_of_the_sheet_are_offered(make: Make) -> None:
    _, page = make(asked(Kind.DATE, options=ERAS_OF_BIRTHS[:2]))
    words = {button.words for button in page.findChildren(BigButton)}
    assert {"平成", "令和", "西暦"} <= words
    assert "昭和" not in words


def test_a_day_given_before_is_shown(make: Make) -> None:
    answer, _ = make(asked(Kind.DATE, value=DAY))
    assert read(Kind.DATE, answer.raw()) == DAY


def test_what_is_typed_of_a_day_moves_to_another_language(make: Make) -> None:
    first, page = make(asked(Kind.DATE))
    touch(page, "昭和", *"2103")
    second, other = make(asked(Kind.DATE))
    second.restore(first.draft())
    touch(other, *"04")
    assert read(Kind.DATE, second.raw()) == DAY


@pytest.mark.parametrize(
    ("kind", "digits", "more", "value"),
    [
        (Kind.PHONE, "0125622222", {}, "0125622222"),
        (Kind.POSTAL, "0730201", {}, "0730201"),
        (Kind.DIGITS, "1234567", {"digits": (7,)}, "1234567"),
        (Kind.NUMBER, "250", {"high": 999}, 250),
        (Kind.MONEY, "12000", {}, 12000),
        (Kind.TIME, ["午前", *"0930"], {}, dt.time(9, 30)),
        (Kind.TIME, ["午後", *"1215"], {}, dt.time(12, 15)),
        (Kind.TIME, "1330", {}, dt.time(13, 30)),
        (Kind.TIME, ["午後", *"1330"], {}, dt.time(13, 30)),
        (Kind.TIME, ["午後", "1", "時"], {}, dt.time(13, 0)),
        (Kind.DATETIME, ["午後", *"080701", *"0130"], {}, dt.datetime(2026, 7, 1, 13, 30)),  # noqa: DTZ001 - as written on paper
    ],
)
def test_numbers_of_every_kind(
    make: Make, kind: Kind, digits: Iterable[str], more: dict[str, object], value: object
) -> None:
    answer, page = make(asked(kind, **more))
    touch(page, *digits)
    field = {"digits": more["digits"]} if "digits" in more else {}
    assert read(kind, answer.raw(), **field) == value
    again, _ = make(asked(kind, value=value, **more))
    assert read(kind, again.raw(), **field) == value


def test_a_small_number_is_one_touch(make: Make) -> None:
    answer, page = make(asked(Kind.NUMBER, low=1, high=5, unit="人"))
    touch(page, "3人")
    assert read(Kind.NUMBER, answer.raw()) == 3


def test_one_option_replaces_the_other(make: Make) -> None:
    options = (Option("本人", "本人"), Option("代理人", "代理人"))
    answer, page = make(asked(Kind.CHOICE, options=options))
    assert answer.raw() == ""
    touch(page, "本人", "代理人")
    assert answer.raw() == "代理人"


def test_several_options_add_up(make: Make) -> None:
    options = tuple(Option(name, name) for name in ("通所", "訪問", "入所"))
    answer, page = make(asked(Kind.MULTI, options=options))
    touch(page, "入所", "通所", "訪問", "訪問")
    assert read(Kind.MULTI, answer.raw(), options=("通所", "訪問", "入所")) == ("通所", "入所")


@pytest.mark.parametrize(("word", "value"), [("はい", True), ("いいえ", False)])
def test_yes_or_no(make: Make, word: str, value: bool) -> None:
    answer, page = make(asked(Kind.CHECKBOX))
    touch(page, word)
    assert read(Kind.CHECKBOX, answer.raw()) is value
    again, _ = make(asked(Kind.CHECKBOX, value=value))
    assert again.raw() == word


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.KANA, Kind.TEXTAREA, Kind.ADDRESS])
def test_text_of_every_kind(make: Make, kind: Kind) -> None:
    answer, _ = make(asked(kind, value="ソラチ ハナコ"))
    assert answer.raw() == "ソラチ ハナコ"


def test_no_kind_that_is_asked_is_without_a_control(make: Make) -> None:
    for kind, what in KINDS.items():
        if what.askable:
            answer, _ = make(asked(kind, options=(Option("a", "a"),) if kind in {*ONE_OF, Kind.MULTI} else ()))
            assert answer.first() is not None


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("昭和", *"40"), AboutDate(1965)),
        (("昭和", *"4005"), AboutDate(1965, 5)),
        (("西暦", *"1965"), AboutDate(1965)),
        (("昭和", *"400503"), dt.date(1965, 5, 3)),
    ],
)
def test_about_a_day_the_year_or_the_month_is_enough(make: Make, keys: tuple[str, ...], value: object) -> None:
    answer, page = make(asked(Kind.DATE, about=True))
    touch(page, *keys)
    assert read(Kind.DATE, answer.raw(), about=True) == value
    again, _ = make(asked(Kind.DATE, about=True, value=value))
    assert read(Kind.DATE, again.raw(), about=True) == value


def test_a_relation_by_its_key_or_typed(make: Make) -> None:
    options = tuple(Option(word, word) for word in ("夫", "妻", "子"))
    answer, page = make(asked(Kind.RELATION, options=options))
    assert answer.raw() == ""
    touch(page, "妻")
    assert answer.raw() == "妻"
    answer.restore(Draft(Composition().draft()._replace(done="いとこ"), None))
    assert answer.raw() == "いとこ"
    again, _ = make(asked(Kind.RELATION, options=options, value="子"))
    assert again.raw() == "子"
