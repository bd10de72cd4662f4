"""All pages of a visit: the forms in the order chosen, then the slip, sealed to the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms import transfer
from forms.answers import Answers, Giver
from forms.answers_file import load_answers
from forms.journey import complete
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk.drawing import Drawing, Drawn, SlipSettings, new_slip_id
from kiosk.failures import FailureCode
from kiosk.i18n import Words
from kiosk.keys import PrivateKey, load_private, load_public, new_keys
from kiosk.manifest import manifest
from kiosk.prefill import facts
from kiosk.sealing import open_slip
from kiosk.session.effects import DrawPages
from kiosk.session.state import PageProblem
from kiosk.slip import slip_text
from kiosk.slip_reader import read_slip
from printing.slip import SlipPaper, SlipText
from tests.support.visit import PERSON

FORMS = load_catalogue().procedures
TOWN = load_town()
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"


def answers(*ids: str) -> Answers:
    procedures = tuple(FORMS[id_] for id_ in ids)
    found = Answers()
    for id_ in ids:
        given, problems = load_answers(ANSWERS / f"{id_}.toml", procedures, others=FORMS, today=TODAY)
        assert problems == ()
        for key, answer in given.items():
            found = found.set(key, answer.value, answer.giver)
    return complete(procedures, found, facts(PERSON, TODAY))


def draw(given: Answers, *ids: str, slip: SlipSettings | None = None, language: str = "ja") -> Drawn:
    drawing = Drawing(FORMS, TOWN, lambda: NOW, bytes, slip)
    return drawing(DrawPages(1, ids, given, language))


@pytest.fixture
def keys(tmp_path: Path) -> tuple[SlipSettings, PrivateKey]:
    made = new_keys(tmp_path, "office")
    return SlipSettings("A6", load_public(made.public)), load_private(made.private)


def test_the_forms_in_the_order_chosen_then_the_slip() -> None:
    drawn = draw(answers("kaigo_shinki", "juminhyo"), "kaigo_shinki", "juminhyo")
    assert [document.name for document in drawn.documents] == ["kaigo_shinki", "juminhyo", "slip"]
    assert all(document.pdf.startswith(b"%PDF-") for document in drawn.documents)
    assert [document.sheets for document in drawn.documents] == [
        len(PdfReader(BytesIO(one.pdf)).pages) for one in drawn.documents
    ]
    assert (drawn.made_at, drawn.sealed, drawn.problems) == (NOW, False, ())


@pytest.mark.parametrize("paper", SlipPaper)
def test_no_word_of_the_slip_stands_on_two_lines(keys: tuple[SlipSettings, PrivateKey], paper: SlipPaper) -> None:
    """お出しくだ|さい reads badly, 1|点 wrong."""
    drawn = draw(answers("juminhyo"), "juminhyo", slip=replace(keys[0], paper=paper))
    read = PdfReader(BytesIO(drawn.documents[-1].pdf)).pages[0].extract_text().splitlines()
    for words in ("お出しください。", "1点。", "（顔写真付きのもの", "300円）"):
        assert [line for line in read if words in line], (words, read)


def test_titles_that_others_see_name_nobody() -> None:
    drawn = draw(answers("juminhyo"), "juminhyo")
    assert [one.title for one in drawn.documents] == [
        f"{drawn.slip_id} 住民票の写し等交付請求書",
        f"{drawn.slip_id} 整理票",
    ]
    assert PERSON.name not in repr(drawn)


def test_the_office_reads_back_exactly_what_was_sealed(tmp_path: Path, keys: tuple[SlipSettings, PrivateKey]) -> None:
    settings, private = keys
    given = answers("juminhyo", "kaigo_shinki")
    drawn = draw(given, "juminhyo", "kaigo_shinki", slip=settings)
    assert drawn.sealed
    path = tmp_path / "slip.pdf"
    path.write_bytes(drawn.documents[-1].pdf)
    opened = open_slip(read_slip(path), private)
    assert (opened.slip_id, opened.made_at) == (drawn.slip_id, NOW)
    assert opened.procedures == {id_: transfer.to_slip(FORMS[id_], given) for id_ in ("juminhyo", "kaigo_shinki")}
    assert opened.givers["juminhyo"]["v_name"] is Giver.CARD


def test_manifest_and_slip_say_which_answers_staff_gave(tmp_path: Path, keys: tuple[SlipSettings, PrivateKey]) -> None:
    settings, private = keys
    given = answers("juminhyo").set("applicant.phone", "0125620101", Giver.STAFF)
    drawn = draw(given, "juminhyo", slip=settings)
    told = manifest(drawn, (FORMS["juminhyo"],), given, missing=(), unused=(), card=None)
    form = told["forms"][0]  # type: ignore[index]  # plain data
    assert (form["fields"]["v_tel"], form["fields"]["v_name"]) == ("staff", "card")
    path = tmp_path / "slip.pdf"
    path.write_bytes(drawn.documents[-1].pdf)
    givers = open_slip(read_slip(path), private).givers["juminhyo"]
    assert (givers["v_tel"], givers["v_name"]) == (Giver.STAFF, Giver.CARD)


def test_a_number_of_twelve_digits_is_never_sealed(tmp_path: Path, keys: tuple[SlipSettings, PrivateKey]) -> None:
    settings, private = keys
    given = answers("juminhyo")
    given = given.set("record.head", "空知 123456789018", Giver.RESIDENT)
    drawn = draw(given, "juminhyo", slip=settings)
    path = tmp_path / "slip.pdf"
    path.write_bytes(drawn.documents[-1].pdf)
    opened = open_slip(read_slip(path), private).procedures["juminhyo"]
    assert set(transfer.to_slip(FORMS["juminhyo"], given)) - set(opened) == {"t_head"}


def test_what_cannot_be_printed_is_told_by_the_answers_key() -> None:
    given = answers("juminhyo").set("record.head", "空知\U000f0000", Giver.RESIDENT)
    drawn = draw(given, "juminhyo")
    assert drawn.problems == (PageProblem(FailureCode.FORM_CHARACTER, "juminhyo", "record.head"),)


def test_the_slip_speaks_the_residents_language_too() -> None:
    given = answers("juminhyo")
    japanese, english = (draw(given, "juminhyo", language=language).documents for language in ("ja", "en"))
    assert japanese[0].pdf == english[0].pdf
    assert japanese[1].pdf != english[1].pdf


def test_the_slip_in_easy_japanese_has_neither_readings_nor_a_second_language() -> None:
    procedures = (FORMS["juminhyo"],)

    def words(first: str, other: str | None = None) -> SlipText:
        second = Words(other, marked=False) if other else None
        given = answers("juminhyo")
        first_words = Words(first, marked=False)
        return slip_text(
            "261124-222222", NOW, procedures, given, town=TOWN, words=first_words, other=second, sealed=True
        )

    easy, japanese, chinese = words("ja-easy"), words("ja"), words("ja", "zh-Hans")
    said = str(easy)
    assert "｜" not in said
    assert easy.items[0].heading == "次に行くところ"
    assert easy.title == "整理票〈窓口で見せる紙〉"
    assert japanese.title in chinese.title
    assert "受理单" in chinese.title
    assert chinese.made_on == f"{japanese.made_on}　2026年11月24日"
    drawn = [draw(answers("juminhyo"), "juminhyo", language=one).documents for one in ("ja", "ja-easy", "zh-Hans")]
    assert len({documents[0].pdf for documents in drawn}) == 1
    assert len({documents[1].pdf for documents in drawn}) == 3


def test_the_same_answers_give_the_same_bytes() -> None:
    given = answers("juminhyo")
    assert draw(given, "juminhyo").documents == draw(given, "juminhyo").documents


def test_a_reception_number_tells_the_day_and_has_no_letters_to_confuse() -> None:
    assert new_slip_id(NOW, bytes) == "261124-222222"
    letters = {
        letter for byte in range(256) for letter in new_slip_id(NOW, lambda count, b=byte: bytes([b] * count))[7:]
    }  # type: ignore[misc]  # a default binds the loop's byte
    assert not letters & set("01OILU")
    assert len(letters) == 30
