"""The card's own picture where no font holds a character of the card's text: read, printed, told, and gone after."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cardreader.mynumber import BasicFour, CardFace, CardReading, Integrity, Picture, Sex
from cardreader.secret import Door, Secret
from cardreader.virtual import Answer, VirtualReader, load_profile, profile_facts
from forms.answers import Answers, Giver
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from kiosk.drawing import Drawing
from kiosk.fill_request import FillRequest, FillResult
from kiosk.headless import run_fill
from kiosk.i18n import Words
from kiosk.pictures import NO_PICTURES, picture_of, pictures, wanted
from kiosk.secretbox import SecretBox
from kiosk.services.card import CardService
from kiosk.session.effects import DrawPages, ReadCard
from kiosk.session.events import CardRead, ReadReviewed, SecretSubmitted, StartOver
from kiosk.session.state import Visit as AtWindow
from printing.content import Picture as Printed
from printing.content import Text
from tests.support.pdf import pypdf_text
from tests.support.visit import Visit
from ui.view import Check
from ui.visit_view import page

TODAY = date(2026, 11, 24)
CATALOGUE = load_catalogue()
TOWN = load_town()
RARE = profile_facts("unprintable").person
NOT_HELD = "\U0002ebf0"
FACE = CardFace(Picture(8, 1, b"\x7f"), Picture(16, 1, b"\x7f\xff"))
READING = CardReading(RARE, Integrity.NOT_CHECKED, 13, FACE)


def fill(out: Path, profile: str, door: Door, *faults: Any, **request: Any) -> FillResult:
    known = profile_facts(profile)
    reader = VirtualReader(lambda _: None)
    card = load_profile(profile)
    card.inject(*faults)
    reader.insert(card)
    secret = Secret(door, bytearray(known.pin if door is Door.PIN else known.code_b))
    drawing = Drawing(CATALOGUE.procedures, TOWN, lambda: datetime(2026, 11, 24, tzinfo=UTC), bytes)
    asked = FillRequest(("juminhyo",), out, source=reader, secret=secret, **request)
    return run_fill(asked, CATALOGUE, TOWN, drawing, TODAY)


def told(result: FillResult) -> tuple[Any, Any, Any]:
    assert result.failure is None
    form, card = result.manifest["forms"][0], result.manifest["card"]  # type: ignore[index]  # json
    return form["pictured"], form["left_blank"], card["apdus"]["read"]  # type: ignore[index]  # json


PICTURED = [{"field": "v_name", "note": "文字が違う可能性"}]
LEFT_BLANK = [{"field": "v_name", "code": "FORM-02"}]


class TestWholeWay:
    """``madobe fill`` with a virtual card."""

    def test_paper_slip_and_manifest_tell_of_it(self, tmp_path: Path) -> None:
        pictured, left_blank, exchanges = told(fill(tmp_path, "unprintable", Door.CODE_B))
        assert (pictured, left_blank) == (PICTURED, [])
        assert exchanges == 2 + 3 + 8  # VERIFY and READ; SELECT, tries and VERIFY; 2 KB
        assert "〓子" in pypdf_text((tmp_path / "juminhyo.pdf").read_bytes())
        slip = pypdf_text((tmp_path / "slip.pdf").read_bytes())
        assert "文字が違う可能性" in slip
        assert "氏名：カードの画像" in slip
        assert NOT_HELD not in (tmp_path / "manifest.json").read_text("utf-8")

    def test_by_pin_the_box_stays_empty(self, tmp_path: Path) -> None:
        assert told(fill(tmp_path, "unprintable", Door.PIN)) == ([], LEFT_BLANK, 2)
        assert "文字が違う" not in pypdf_text((tmp_path / "slip.pdf").read_bytes())

    @pytest.mark.parametrize("profile", ["plain", "compat-kanji", "ivs-name", "foreign-resident"])
    def test_a_name_that_can_be_written_costs_nothing_more(self, tmp_path: Path, profile: str) -> None:
        assert told(fill(tmp_path, profile, Door.CODE_B)) == ([], [], 2)

    def test_a_card_that_gives_no_picture_leaves_the_box_empty(self, tmp_path: Path) -> None:
        # 4 exchanges check, 2 read the text, the 9th sends the number to the visual application.
        assert told(fill(tmp_path, "unprintable", Door.CODE_B, Answer(9, 0x6984)))[:2] == ([], LEFT_BLANK)

    def test_what_the_resident_typed_instead_is_written(self, tmp_path: Path) -> None:
        answers = tmp_path / "answers.toml"
        answers.write_text('[applicant]\nname = "窓辺　まど子"\n', "utf-8")
        result = fill(tmp_path / "out", "unprintable", Door.CODE_B, answers=answers)
        assert told(result)[:2] == ([], [])
        assert "窓辺　まど子" in pypdf_text((tmp_path / "out" / "juminhyo.pdf").read_bytes())
        assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["forms"][0]["pictured"] == []


class TestWhich:
    def test_only_for_a_character_no_font_holds(self) -> None:
        assert wanted(RARE)
        assert wanted(BasicFour("窓辺　太郎", f"字鶉{NOT_HELD}", None, Sex.MALE))
        assert not wanted(BasicFour("髙﨑　𠮷郎", "字鶉", None, Sex.MALE))

    def test_only_for_the_text_that_needs_it(self) -> None:
        shown = pictures(READING)
        assert shown == {RARE.name: Printed(8, 1, b"\x7f", RARE.name)}
        assert pictures(None) == pictures(replace(READING, face=None)) == NO_PICTURES

    @pytest.mark.parametrize(
        ("value", "giver", "pictured"),
        [
            (RARE.name, Giver.CARD, True),
            (RARE.name, Giver.RESIDENT, False),
            (RARE.name, Giver.PROXY, False),
            (f"{NOT_HELD}子", Giver.CARD, False),
            (("窓辺",), Giver.CARD, False),
        ],
    )
    def test_only_for_the_whole_text_as_the_card_gave_it(self, value: Any, giver: Giver, pictured: bool) -> None:
        answer = Answers().set("applicant.name", value, giver).get("applicant.name")
        assert (picture_of(answer, pictures(READING)) is not None) == pictured
        assert picture_of(None, pictures(READING)) is None

    def test_on_the_sheet(self) -> None:
        answers = Answers().set("applicant.name", RARE.name, Giver.CARD)
        procedure = CATALOGUE.procedures["juminhyo"]
        assert paper.contents(procedure, answers)["v_name"] == Text(RARE.name)
        assert isinstance(paper.contents(procedure, answers, pictures(READING))["v_name"], Printed)


class TestVisit:
    """In the window's machine: with the reading, and not longer."""

    def test_drawn_with_it_shown_and_wiped(self) -> None:
        visit = Visit().to_pad(door=Door.CODE_B).do(SecretSubmitted)
        visit.card_read(READING).remove().do(ReadReviewed, mine=True).answer("applicant.phone", "0125-62-2222")
        visit.answer("small.work", "なし").answer("small.note", "")
        order = visit.latest(DrawPages)
        assert order.pictures == pictures(READING)
        assert "x7f" not in repr(order)
        screen = page(visit.state, Words("ja"), TOWN)
        assert isinstance(screen, Check)
        marks = {row.label: row.mark for block in screen.blocks for row in block.rows}
        assert "カードに書かれている字の画像" in marks["氏名"]
        assert "カードに書かれている字の画像" not in marks["生年月日"]
        assert "x7f" not in repr(visit.do(StartOver).state)
        assert visit.state.visit == AtWindow()


def test_the_card_service_reads_it_where_it_is_wanted(qtbot: QtBot) -> None:
    reader = VirtualReader(lambda _: None)
    reader.insert(load_profile("unprintable"))
    box = SecretBox()
    for digit in profile_facts("unprintable").code_b:
        box.add(digit - ord("0"))
    cards = CardService(reader, box, lambda: 0.0)
    heard: list[object] = []
    cards.told.connect(heard.append)
    cards.read(ReadCard(1, 1, Door.CODE_B, 10, False))
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], CardRead)
    assert heard[0].reading.face is not None
    assert cards.close(1.0)
