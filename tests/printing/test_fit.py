"""Text fitted into boxes: inside, readable, whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fit import LEAST, fit, wrap
from printing.fonts import paper_fonts
from printing.pdf import POINT

TEXT = st.text(st.sampled_from("北海道空知郡上砂川町字あいうカナー、。（）「」ABCdefg 0123-4567髙﨑𠮷"), max_size=120)


@settings(deadline=None, max_examples=300)
@given(text=TEXT, width=st.floats(5, 150), height=st.floats(3, 40), size=st.floats(LEAST, 14))
def test_what_fits_is_inside_readable_and_whole(text: str, width: float, height: float, size: float) -> None:
    chain = paper_fonts()
    fitted = fit(text, width, height, chain, size=size)
    if fitted is None:
        return
    assert LEAST <= fitted.size <= size
    assert "".join(fitted.lines) == text
    assert fitted.height <= height + 1e-6
    assert all(chain.width(line.rstrip(), fitted.size) * POINT <= width + 1e-6 for line in fitted.lines)


def test_a_short_text_keeps_its_size_and_its_line() -> None:
    fitted = fit("空知 太郎", 60, 8, paper_fonts(), size=10.5)
    assert fitted is not None
    assert (fitted.lines, fitted.size) == (("空知 太郎",), 10.5)


def test_shrinking_a_little_comes_before_a_second_line() -> None:
    fitted = fit("あ" * 17, 60, 12, paper_fonts(), size=10.5)
    assert fitted is not None
    assert len(fitted.lines) == 1
    assert fitted.size < 10.5


def test_long_text_is_wrapped_not_made_tiny() -> None:
    fitted = fit("あ" * 40, 60, 12, paper_fonts(), size=10.5)
    assert fitted is not None
    assert len(fitted.lines) > 1
    assert fitted.size >= 9


def test_a_number_is_set_smaller_rather_than_parted() -> None:
    chain = paper_fonts()
    narrow = chain.width("42", 10) * POINT - 0.1
    fitted = fit("42", narrow, 12, chain, size=14)
    assert fitted is not None
    assert fitted.lines == ("42",)
    assert fitted.size < 10
    within = fit("妊娠42週", narrow * 1.05, 30, chain, size=14)
    assert within is not None
    assert any("42" in line for line in within.lines)


def test_a_number_too_long_for_any_size_is_still_written() -> None:
    chain = paper_fonts()
    fitted = fit("1234567890" * 3, 20, 30, chain, size=10)
    assert fitted is not None
    assert "".join(fitted.lines) == "1234567890" * 3
    assert fitted.size == 10


def test_too_much_does_not_fit() -> None:
    assert fit("あ" * 500, 60, 12, paper_fonts(), size=10.5) is None


def test_line_feeds_are_kept_as_lines() -> None:
    fitted = fit("一行目\n二行目", 60, 12, paper_fonts(), size=10.5)
    assert fitted is not None
    assert fitted.lines == ("一行目", "二行目")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ああああ。い", 40, ["あああ", "あ。い"]),  # no 。 at a line's start
        ("あああ（い）", 40, ["あああ", "（い）"]),  # no （ at a line's end
        ("あアーアー", 20, ["あ", "アー", "アー"]),
        ("ああ 0125-62-2222", 70, ["ああ ", "0125-62-2222"]),  # numbers stay whole
        ("MARIA LUISA", 45, ["MARIA ", "LUISA"]),
        ("0123456789", 20, ["012", "345", "678", "9"]),  # too long for a line: broken anywhere
    ],
)
def test_lines_break_where_japanese_lets_them(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, 10, paper_fonts()) == lines


def test_a_vietnamese_word_is_never_broken_at_its_marks() -> None:
    text = "Bảo hiểm chăm sóc (chuyển đến, chuyển chỗ ở)"
    for width in range(60, 200, 7):
        assert "".join(wrap(text, width, 10, paper_fonts())) == text
        assert all(line.endswith((" ", ")")) for line in wrap(text, width, 10, paper_fonts()))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (200, ["いっしょにお出しください。"]),
        (100, ["いっしょに", "お出しください。"]),  # nothing inside a piece that has room on a line
        (55, ["いっしょに", "お出しくだ", "さい。"]),  # a piece that has none breaks as any text
    ],
)
def test_a_line_ends_between_pieces_where_these_have_room(width: float, lines: list[str]) -> None:
    def pieces(_: str) -> list[str]:
        return ["いっしょに", "お出しください。"]

    assert wrap("いっしょにお出しください。", width, 10, paper_fonts(), pieces=pieces) == lines
