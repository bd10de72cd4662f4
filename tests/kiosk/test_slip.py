"""The slip both ways: what is read back is what was sealed, and nothing personal stands on it in plain."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from cardreader.mynumber import BasicFour, Sex
from forms import journey, transfer
from forms.answers_file import load_answers
from forms.japanese.phrases import pieces
from forms.loader import load_catalogue
from forms.settings import load_town
from forms.translations import EASY, JAPANESE, is_japanese
from kiosk.clock import JAPAN
from kiosk.i18n import LANGUAGES, Words
from kiosk.keys import KeyPairFiles, load_private, load_public, new_keys
from kiosk.prefill import facts
from kiosk.sealing import SlipCode, SlipRejected, open_slip
from kiosk.slip import application, sealed_texts, slip_text
from kiosk.slip_reader import as_csv, as_json, opened_values, read_slip
from printing.fonts import paper_fonts
from printing.slip import SlipPaper, draw_slip

if TYPE_CHECKING:
    from forms.answers import Answers
    from forms.definition import Procedure

ANSWERS = Path(__file__).parents[1] / "fixtures" / "answers"
CATALOGUE = load_catalogue()
TOWN = load_town()
MADE_AT = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
PERSON = BasicFour(
    "空知　花子", "北海道空知郡上砂川町字鶉２５４番地１", MADE_AT.date() - timedelta(days=20_000), Sex.FEMALE
)
FORMS = ("juminhyo", "jidoteate_nintei", "kaigo_shinki")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyPairFiles:
    return new_keys(tmp_path_factory.mktemp("keys"), "office")


def _visit(*ids: str, longest: bool = False) -> tuple[tuple[Procedure, ...], Answers]:
    procedures = tuple(CATALOGUE.procedures[id_] for id_ in ids)
    known = facts(PERSON, MADE_AT.date())
    merged = None
    for procedure in procedures:
        name = f"{procedure.id}-longest.toml" if longest else f"{procedure.id}.toml"
        answers, problems = load_answers(ANSWERS / name, (procedure,), today=MADE_AT.date())
        assert not problems
        if merged is None:
            merged = answers
        else:
            for key, answer in answers.items():
                merged = merged.set(key, answer.value, answer.giver)
    assert merged is not None
    return procedures, journey.complete(procedures, merged, known)


def _slip(
    keys: KeyPairFiles, *ids: str, paper: str = SlipPaper.A6, language: str = "ja", longest: bool = False
) -> bytes:
    procedures, answers = _visit(*ids, longest=longest)
    texts = sealed_texts(application("261124-ABC234", MADE_AT, procedures, answers), load_public(keys.public))
    assert texts
    # As kiosk.drawing asks for it: やさしい日本語 stands alone, any other language beside the Japanese.
    words = Words(language if language == EASY else JAPANESE, marked=False)
    other = None if is_japanese(language) else Words(language, marked=False)
    text = slip_text("261124-ABC234", MADE_AT, procedures, answers, town=TOWN, words=words, other=other, sealed=True)
    return draw_slip(text, texts, paper, pieces=pieces).pdf


def _picture(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    picture = document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    document.close()
    return picture


def _close(text: str) -> str:
    """Return the text without the spaces and ends of lines that setting it has put between words."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("paper", SlipPaper)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_stands_whole_on_the_slip_beside_the_japanese(
    keys: KeyPairFiles, paper: str, language: str
) -> None:
    pdf = _slip(keys, *FORMS, paper=paper, language=language)
    read = _close("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    stand = {language} if is_japanese(language) else {language, JAPANESE}
    for one in stand:
        words = Words(one, marked=False)
        for key in ("title", "number", "where", "bring", "sign", "qr_note"):
            assert _close(words.text(f"slip.{key}")) in read, (one, key)
    assert not [mark for mark in "｜《》" if mark in read]
    assert not paper_fonts().missing(read), "each has its picture in the fonts of the paper"
    absent = Words("en" if language != "en" else "vi").text("slip.where")
    assert _close(absent) not in read


@pytest.mark.parametrize("paper", SlipPaper)
@pytest.mark.parametrize("ids", [("juminhyo",), ("jidoteate_nintei",), ("kaigo_shinki",), FORMS], ids="+".join)
def test_a_pdf_gives_back_exactly_what_was_sealed(
    keys: KeyPairFiles, tmp_path: Path, paper: str, ids: tuple[str, ...]
) -> None:
    path = tmp_path / "slip.pdf"
    path.write_bytes(_slip(keys, *ids, paper=paper))
    opened = open_slip(read_slip(path), load_private(keys.private))
    procedures, answers = _visit(*ids)
    assert opened == application("261124-ABC234", MADE_AT, procedures, answers)
    values = opened_values(opened, CATALOGUE.procedures)
    for procedure in procedures:
        assert transfer.to_slip(procedure, answers) == opened.procedures[procedure.id]
        assert values[procedure.id]


def test_text_and_png_are_read_like_the_pdf(keys: KeyPairFiles, tmp_path: Path) -> None:
    pdf = tmp_path / "slip.pdf"
    pdf.write_bytes(_slip(keys, "juminhyo"))
    texts = read_slip(pdf)
    (tmp_path / "slip.txt").write_text("\n".join(texts) + "\n", "utf-8")
    _picture(pdf.read_bytes(), 200).save(tmp_path / "slip.png")
    assert read_slip(tmp_path / "slip.txt") == texts
    assert read_slip(tmp_path / "slip.png") == texts


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("turned", [0, 7, 90, 180])
def test_a_camera_reads_it_turned_and_scribbled_on(keys: KeyPairFiles, tmp_path: Path, dpi: int, turned: int) -> None:
    picture = _picture(_slip(keys, "juminhyo"), dpi)
    pen = ImageDraw.Draw(picture)
    width, height = picture.size
    pen.line((width * 0.4, height * 0.75, width * 0.6, height * 0.8), fill=0, width=dpi // 60)
    picture.rotate(turned, expand=True, fillcolor=255).save(tmp_path / "photo.png")
    assert open_slip(read_slip(tmp_path / "photo.png"), load_private(keys.private)).slip_id == "261124-ABC234"


def test_zbarimg_reads_the_same_text(keys: KeyPairFiles, tmp_path: Path) -> None:
    pdf = tmp_path / "slip.pdf"
    pdf.write_bytes(_slip(keys, "juminhyo"))
    _picture(pdf.read_bytes(), 300).save(tmp_path / "slip.png")
    zbarimg = shutil.which("zbarimg")
    assert zbarimg, "zbarimg is set up by ./test"
    read = subprocess.run([zbarimg, "--quiet", "--raw", tmp_path / "slip.png"], capture_output=True, check=True)
    assert set(read.stdout.decode().splitlines()) == set(read_slip(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_personal_stands_on_it_in_plain(keys: KeyPairFiles, language: str) -> None:
    pdf = _slip(keys, *FORMS, language=language)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    words = _close(words)
    assert "261124-ABC234" in words
    assert "住民課窓口" in words or language == EASY
    assert "0125-62-2222" in words
    _, answers = _visit(*FORMS)
    personal = [
        str(answer.value)
        for key, answer in answers.items()
        if any(part in key for part in ("name", "addr", "birth", "phone", "kana", "holder", "account", "number"))
        and isinstance(answer.value, str)
        and len(answer.value) > 3
    ]
    assert len(personal) > 8
    assert not [value for value in personal if value in words]
    assert str(PERSON.birth) not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_stay_on_the_paper(keys: KeyPairFiles, language: str) -> None:
    for paper in SlipPaper:
        pdf = _slip(keys, *FORMS, paper=paper, language=language)
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        for number in range(len(document)):
            picture = document[number].render(scale=150 / 72, grayscale=True).to_pil()
            ink = Image.eval(picture.convert("L"), lambda value: 255 - value).getbbox()
            assert ink is not None
            edge = 150 / 25.4 * 2
            assert ink[0] > edge, (paper, number)
            assert ink[1] > edge
            assert ink[2] < picture.width - edge
            assert ink[3] < picture.height - edge
        document.close()


def test_the_same_slip_gives_the_same_bytes() -> None:
    procedures, answers = _visit("juminhyo")
    text = slip_text("261124-ABC234", MADE_AT, procedures, answers, town=TOWN, words=Words(), sealed=False)
    assert draw_slip(text, (), "A6") == draw_slip(text, (), "A6")


def test_json_and_csv_hold_the_values_in_the_order_of_the_form(keys: KeyPairFiles, tmp_path: Path) -> None:
    path = tmp_path / "slip.pdf"
    path.write_bytes(_slip(keys, "juminhyo"))
    opened = open_slip(read_slip(path), load_private(keys.private))
    told = as_json(opened, CATALOGUE.procedures)
    fields = told["procedures"]["juminhyo"]  # type: ignore[index]
    assert list(fields)[:2] == ["req_date", "v_name"]
    assert fields["v_name"] == {"value": "空知　花子", "giver": "card"}
    assert fields["copies"]["value"] == 1
    lines = as_csv(opened, CATALOGUE.procedures).splitlines()
    assert lines[0] == "procedure,field,label,value"
    assert "juminhyo,v_name,氏名,空知　花子" in lines


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", SlipCode.NOT_A_SLIP),
        (b"\xff\xfe\x00", SlipCode.UNREADABLE_FILE),
        (b"%PDF-1.7 nonsense", SlipCode.UNREADABLE_FILE),
        (b"\x89PNG\r\n\x1a\nnonsense", SlipCode.UNREADABLE_FILE),
        (None, SlipCode.UNREADABLE_FILE),
    ],
)
def test_a_file_that_is_no_slip(tmp_path: Path, content: bytes | None, code: SlipCode) -> None:
    path = tmp_path / "slip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SlipRejected) as caught:
        read_slip(path)
    assert caught.value.code is code


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    Image.new("L", (300, 300), 255).save(tmp_path / "white.png")
    with pytest.raises(SlipRejected) as caught:
        read_slip(tmp_path / "white.png")
    assert caught.value.code is SlipCode.NO_QR_CODE


def test_values_of_an_unknown_form_are_refused(keys: KeyPairFiles) -> None:
    procedures, answers = _visit("juminhyo")
    opened = application("261124-ABC234", MADE_AT.astimezone(UTC), procedures, answers)
    with pytest.raises(SlipRejected) as caught:
        as_json(opened, {})
    assert caught.value.code is SlipCode.OTHER_VERSION


@given(st.binary(max_size=400))
def test_any_file_gives_texts_or_one_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    for head in (b"", b"%PDF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        path.write_bytes(head + data)
        try:
            assert read_slip(path)
        except SlipRejected:
            continue


def test_a_window_that_serves_several_offices_is_named_once() -> None:
    """Residence and pension sit at one counter, decided by two; the telephone stands once, below all of it."""
    procedures, answers = _visit("jumin_ido", "kokuho_ido", "nenkin_todoke")
    text = slip_text("261124-ABC234", MADE_AT, procedures, answers, town=TOWN, words=Words(), sealed=False)
    places = [item for item in text.items if item.strong]
    assert [(item.heading, item.lines[0]) for item in places] == [
        ("次に行くところ　1", "役場の住民課窓口"),
        ("次に行くところ　2", "役場の福祉課窓口"),
    ]
    assert places[0].lines[1:] == (
        f"・{CATALOGUE.procedures['jumin_ido'].name}",
        "決めるところ：上砂川町長",
        f"・{CATALOGUE.procedures['nenkin_todoke'].name}",
        "決めるところ：日本年金機構",
        "電話：0125-62-2222",
    )


def test_one_window_after_all_bears_no_number() -> None:
    procedures, answers = _visit("jumin_ido", "nenkin_todoke")
    text = slip_text("261124-ABC234", MADE_AT, procedures, answers, town=TOWN, words=Words(), sealed=False)
    assert [item.heading for item in text.items if item.strong] == ["次に行くところ"]
