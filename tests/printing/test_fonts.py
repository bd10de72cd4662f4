"""Which font draws a character, and that a drawn name extracts as the very same name."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fonts import FontChain, Run, clusters, load_chain, paper_fonts
from printing.outlines import OutlineFont
from printing.pdf import Document
from tests.support.pdf import poppler_text, pypdf_text, raster

SPECIAL = (
    "髙橋 﨑子",
    "𠮷田 太郎",
    "渡邉󠄂 葛󠄀西",
    "辻󠄀本 邊󠄀",
    "か゚き゚",
    "令和八年",
    "Nguyễn Thị Hương",
    "神祇󠄀",
    "ｶﾅ",
)
NOWHERE = "葛\U000e01ef"  # a sequence no collection registers


def drawn(lines: Sequence[str]) -> bytes:
    document = Document(210, 297, title="試験")
    for i, line in enumerate(lines):
        document.write(line, 15, 20 + 8 * i, 10)
    return document.finish()


def nothing_installed(_: Sequence[str]) -> Path | None:
    return None


@pytest.fixture(scope="module")
def carried() -> FontChain:
    """The chain of a machine that has only the fonts of the tree."""
    return load_chain("regular", nothing_installed)


def test_clusters_keep_selectors_and_marks_with_their_character() -> None:
    assert list(clusters("邉󠄂か゚A")) == ["邉󠄂", "か゚", "A"]


def test_runs_split_plain_text_from_outlines() -> None:
    runs = list(paper_fonts().runs("渡邉󠄂𠮷子"))
    assert runs == [Run("渡", False), Run("邉󠄂", True), Run("𠮷", True), Run("子", False)]


@pytest.mark.parametrize("name", SPECIAL)
def test_the_fonts_of_the_tree_hold_every_special_name(name: str, carried: FontChain) -> None:
    assert carried.missing(name) == ()


def test_a_sequence_no_font_holds_is_told_and_never_replaced(carried: FontChain) -> None:
    assert carried.missing(f"A{NOWHERE}子") == (NOWHERE,)
    assert carried.face_for(NOWHERE) is None


def test_control_characters_are_missing_but_line_feeds_are_not_characters() -> None:
    assert paper_fonts().missing("a\x07b\nc\u200e") == ("\x07", "\u200e")


def test_installed_fonts_come_late_and_only_if_found(carried: FontChain) -> None:
    assert [face.id for face in carried.faces] == [
        "noto-sans-jp",
        "noto-sans-cjk-jp-ivs",
        "biz-udpgothic",
        "noto-sans-sc",
        "noto-sans-kr",
    ]
    asked: list[Sequence[str]] = []

    def ipamj_alone(relative: Sequence[str]) -> Path | None:
        asked.append(relative)
        return carried.main.path if "ipamjm.ttf" in relative else None

    assert [face.id for face in load_chain("regular", ipamj_alone).faces][
        -3
    ] == "ipamj-mincho"  # before the Chinese forms
    assert len(asked) == 3


@pytest.mark.parametrize("name", SPECIAL)
def test_a_name_extracts_as_itself(name: str) -> None:
    pdf = drawn([name])
    assert pypdf_text(pdf).strip() == name
    assert poppler_text(pdf).strip() == name


def test_a_no_break_space_stays_one() -> None:
    assert pypdf_text(drawn(["NO\u00a0BREAK"])).strip() == "NO\u00a0BREAK"


def test_reiwa_is_two_characters_not_one_ligature() -> None:
    chain = paper_fonts()
    assert list(chain.runs("令和")) == [Run("令和", False)]
    assert chain.width("令和", 10) == pytest.approx(20)


def test_a_variation_looks_different_from_its_base() -> None:
    chain = paper_fonts()
    assert chain.outline("葛󠄀").path != chain.outline("葛󠄁").path
    assert raster(drawn(["葛󠄀"])).tobytes() != raster(drawn(["葛"])).tobytes()


def test_every_variation_sequence_of_the_tree_has_its_own_outline(carried: FontChain) -> None:
    for face in carried.faces[:2]:
        loaded = hb.Face(hb.Blob.from_file_path(str(face.path)))
        for selector in loaded.variation_selectors:
            for base in list(loaded.variation_unicodes(selector))[::40]:
                cluster = chr(base) + chr(selector)
                assert face.holds(cluster)
                assert face.outline(cluster).path


def test_more_clusters_than_one_type3_font_can_hold() -> None:
    names = [chr(c) for c in sorted(paper_fonts().main.characters) if c > 0xFFFF][:230]
    lines = ["".join(names[i : i + 20]) for i in range(0, len(names), 20)]
    pdf = drawn(lines)
    assert pypdf_text(pdf).split("\n") == lines
    assert poppler_text(pdf).split() == lines


def test_outline_widths_are_those_of_the_chain() -> None:
    chain = paper_fonts()
    font = OutlineFont("width-test", chain)
    assert font.stringWidth("𠮷", 12) == pytest.approx(chain.width("𠮷", 12)) == pytest.approx(12)


@settings(max_examples=60)
@given(data=st.data())
def test_any_name_of_the_repertoire_extracts_as_itself(data: st.DataObject) -> None:
    """Kanji, kana, latin and variation sequences in any mixture."""
    chain = paper_fonts()
    faces = [hb.Face(hb.Blob.from_file_path(str(face.path))) for face in chain.faces[:2]]
    sequences = [
        chr(b) + chr(v) for f in faces for v in f.variation_selectors for b in list(f.variation_unicodes(v))[::9]
    ]
    letters = [
        chr(c) for c in sorted(chain.main.characters) if unicodedata.category(chr(c)) in {"Lo", "Lu", "Ll"} and c > 0x30
    ]
    letters = [c for c in letters if unicodedata.bidirectional(c) == "L"]
    name = "".join(
        data.draw(st.lists(st.one_of(st.sampled_from(letters), st.sampled_from(sequences)), min_size=1, max_size=16))
    )
    pdf = drawn([name])
    assert pypdf_text(pdf).strip() == name
    assert poppler_text(pdf).strip() == name
