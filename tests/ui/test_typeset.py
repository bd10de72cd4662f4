"""Words with furigana: the same words, the readings above them, no line cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from forms.japanese.furigana import Reading, plain, readings
from forms.japanese.phrases import WORD_JOINER
from kiosk.i18n import Words
from kiosk.session.settings import TextSize
from tests.support.pages import all_pages
from tests.support.pictures import SCREENS, FakeClock, make_shell, settle
from ui import letterforms, tokens
from ui.shell import Shell
from ui.theme import FAMILY, Theme
from ui.typeset import Lines, Setting, _bind, widest
from ui.widgets.button import BigButton
from ui.widgets.sentence import Sentence, Voice

MARKED = "｜上砂川町《かみすながわちょう》に｜引《ひ》っ｜越《こ》した｜方《かた》"


def font() -> QFont:
    made = QFont([FAMILY])
    made.setPixelSize(40)
    return made


def ink(lines: Lines, width: int, top: int, height: int) -> int:
    """Count the dark pixels of a band of the picture."""
    image = QImage(width, lines.size.height(), QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines.draw(painter, 0, 0)
    painter.end()
    return sum(image.pixelColor(x, y).value() < 128 for x in range(0, width, 2) for y in range(top, top + height))


@pytest.mark.parametrize("name", ["outcome-tennyu", "check"])
def test_a_long_page_sets_its_words_about_once(
    shell_of: Callable[..., Shell], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each at the width it is painted in: Qt would try every one at many others to learn how much room it wants."""
    pages = all_pages()
    shell = shell_of(pages["doors"])
    made: list[str] = []
    begun = Lines.__init__

    def noted(self: Lines, marked: str, font: QFont, width: int, *, pitch: int = 0) -> None:
        made.append(marked)
        begun(self, marked, font, width, pitch=pitch)

    monkeypatch.setattr(Lines, "__init__", noted)
    shell.show_state(pages[name])
    settle(QApplication.instance())  # type: ignore[arg-type]  # a QApplication
    page = shell.screen_shown
    assert page is not None
    words = sum(bool(one.words) for one in page.findChildren(Sentence))
    words += sum(1 + bool(one.detail) for one in page.findChildren(BigButton))
    assert 20 < words <= len(made) <= 1.4 * words


def test_the_words_are_the_same_without_their_readings() -> None:
    assert plain(MARKED) == "上砂川町に引っ越した方"
    assert readings(MARKED) == (
        Reading(0, 4, "かみすながわちょう"),
        Reading(5, 6, "ひ"),
        Reading(7, 8, "こ"),
        Reading(10, 11, "かた"),
    )


@given(st.text(alphabet="かな漢字ABC\n　、", max_size=20))
def test_words_without_marks_are_left_alone(text: str) -> None:
    assert plain(text) == text
    assert readings(text) == ()


@given(st.lists(st.tuples(st.text("漢字町川", min_size=1, max_size=4), st.text("かなをに", max_size=4)), max_size=6))
def test_every_reading_belongs_to_its_kanji(parts: list[tuple[str, str]]) -> None:
    marked = "".join(f"｜{kanji}《よみ》{kana}" for kanji, kana in parts)
    text = plain(marked)
    assert [text[one.start : one.end] for one in readings(marked)] == [kanji for kanji, _ in parts]


def test_the_kanji_of_one_reading_stay_on_one_line() -> None:
    bound = _bind("上砂川町に", (Reading(0, 4, "よみ"),))
    assert bound == f"上{WORD_JOINER}砂{WORD_JOINER}川{WORD_JOINER}町に"
    assert _bind(bound, (Reading(0, 4, "よみ"),)) == bound


def test_of_a_long_reading_the_known_words_may_part() -> None:
    bound = _bind("認定申請書", (Reading(0, 5, "よみ"),))
    assert bound == f"認{WORD_JOINER}定申{WORD_JOINER}請{WORD_JOINER}書"


def test_only_the_run_that_has_no_room_is_parted(dressed: QApplication) -> None:
    lines = Lines("負担限度額認定申請書の書き方をお読みください", font(), 9 * 40)
    assert [after for _, after in lines.ends()] == ["申請書の書き方をお読みください", "お読みください"]


def test_a_heading_is_a_step_smaller_where_a_short_phrase_has_no_room(dressed: QApplication) -> None:
    theme = make_shell().theme
    words = "電話番号を教えてください"
    heading, body = Sentence(theme, words, Voice.HEADING), Sentence(theme, words)
    size = heading.font().pixelSize()
    for columns, ends in ((7, ["教えてください"]), (6, ["教えてください"]), (5, ["教えてください", "ください"])):
        lines = heading.lines(columns * size)
        assert [after for _, after in lines.ends()] == ends
        assert (lines.pitch < heading.lines(900).pitch) is (columns == 6)
        assert heading.shrink(columns * size, heading.heightForWidth(columns * size))
        assert heading.font().pixelSize() == size
    assert [after for _, after in body.lines(6 * size).ends()] == ["教えてください", "ください"]


def test_readings_are_painted_above_the_words(dressed: QApplication) -> None:
    with_readings, without = Lines(MARKED, font(), 900), Lines(plain(MARKED), font(), 900)
    assert with_readings.count == without.count == 1
    lift = with_readings.pitch - without.pitch
    assert lift >= 20
    assert ink(with_readings, 900, 0, lift - 2) > 50
    assert ink(with_readings, 900, lift, without.pitch) == pytest.approx(ink(without, 900, 0, without.pitch), rel=0.1)


def test_a_narrow_column_breaks_but_loses_nothing(dressed: QApplication) -> None:
    lines = Lines(MARKED, font(), 200)
    assert lines.count >= 3
    assert lines.size.width() <= 200
    assert widest(MARKED, font()) > 200


def test_labels_and_buttons_say_the_words_only(dressed: QApplication) -> None:
    theme = make_shell().theme
    sentence, button = Sentence(theme, MARKED), BigButton(theme, MARKED, detail="｜方《かた》")
    for said in (sentence.words, sentence.text(), sentence.accessibleName()):
        assert said == plain(MARKED)
    assert button.accessibleName() == f"{plain(MARKED)} 方"
    assert button.words == button.text() == plain(MARKED)
    assert sentence.heightForWidth(2000) > Sentence(theme, plain(MARKED)).heightForWidth(2000) * 0.99


@pytest.mark.parametrize("words", ["｜志《こころざし》", "あい｜志《こころざし》"])
def test_a_reading_wider_than_its_kanji_is_not_cut_at_the_edge(dressed: QApplication, words: str) -> None:
    """It is drawn inside the width of the lines, at the beginning and at the end."""
    font = QFont(FAMILY)
    font.setPixelSize(60)
    width = widest(words, font)
    lines = Lines(words, font, width)
    image = QImage(width + 200, lines.size.height(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines.draw(painter, 100.0, 0.0)
    painter.end()
    outside = [*range(99), *range(101 + width, image.width())]
    assert not [x for x in outside for y in range(image.height()) if image.pixelColor(x, y).lightness() < 128]


def test_words_made_smaller_for_a_long_one_stand_as_close_as_their_size_asks(dressed: QApplication) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(), TextSize.LARGEST)
    sentence = Sentence(theme, "When did you begin to live in Kamisunagawa?", Voice.HEADING)
    small = theme.small(bold=True)
    wide, narrow = sentence.lines(theme.px(200)), sentence.lines(widest("Kamisunagawa?", small) + 2)
    line = small.pixelSize() * tokens.LINE_HEIGHT
    assert wide.size.height() / wide.count > line + 2
    assert narrow.size.height() / narrow.count == pytest.approx(line, abs=1)


def strip(label: Sentence, top: int, height: int) -> QImage:
    """Return a strip of a label, painted as a scrolled page has it painted: that strip alone."""
    image = QImage(label.width(), height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    label.render(image, QPoint(), QRegion(0, top, label.width(), height), QWidget.RenderFlag.DrawChildren)
    return image


@pytest.mark.parametrize("reads", [True, False])
def test_a_tall_label_painted_strip_by_strip_is_the_same(dressed: QApplication, reads: bool) -> None:
    theme = Theme(SCREENS["tablet"][0], FakeClock(), Words(), reads=reads)
    label = Sentence(theme, "\n".join([MARKED * 3] * 6))
    label.resize(400, label.heightForWidth(400))
    whole = strip(label, 0, label.height())
    for top in range(0, label.height() - 31, 31):
        assert strip(label, top, 31) == whole.copy(0, top, label.width(), 31)


def test_paragraphs_out_of_sight_are_not_drawn(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(letterforms, "draw", lambda layout, *_: drawn.append(layout.text()))
    lines = Lines("\n".join("一二三四五六七八九"), font(), 100)
    image = QImage(100, lines.size.height(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    lines.draw(painter, 0, 0, seen=QRect(0, 3 * lines.pitch, 100, lines.pitch))
    painter.end()
    assert drawn[0] in "二三"
    assert "四" in drawn
    assert drawn[-1] in "五六"
    assert len(drawn) <= 5


@pytest.mark.parametrize(
    "text",
    [
        "はい",
        "職員を\n呼ぶ",
        MARKED,
        plain(MARKED),
        "Đặt lại số lượng ợ",
        "職員をお呼びください。しばらくお待ちください。",
    ],
)
@pytest.mark.parametrize("size", [40, 75])
def test_what_is_measured_is_as_high_as_what_is_painted(dressed: QApplication, text: str, size: int) -> None:
    type_ = font()
    type_.setPixelSize(size)
    setting = Setting()
    for width in range(120, 1600, 37):
        measured, lines = setting.measured(text, type_, width), setting.lines(text, type_, width)
        assert (measured.size, measured.ink, measured.count) == (lines.size, lines.ink, lines.count), width


def test_words_on_one_line_are_measured_once_for_all_widths(dressed: QApplication) -> None:
    setting = Setting()
    assert setting.measured("はい", font(), 300) is setting.measured("はい", font(), 900)
    assert setting.measured("はい", font(), 60) is not setting.measured("はい", font(), 900)
