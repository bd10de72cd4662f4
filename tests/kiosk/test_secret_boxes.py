"""What only a pen, a seal or the staff put on a sheet stays empty, whatever the answers hold, on every form.

And the 12-digit number is not read: no exchange with the card, on any form, reaches the file that holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cardreader.apdu import Command, read_binary, select_application, select_file
from cardreader.mynumber.layout import Application
from cardreader.secret import Door, Secret
from cardreader.virtual import VirtualReader, load_profile, profile_facts
from forms.answers import Answer, Answers, Giver
from forms.definition import Kind
from forms.loader import load_catalogue
from forms.places import count_key, key_of
from forms.settings import load_town
from kiosk import paper
from kiosk.drawing import Document, Drawn
from kiosk.fill_request import FillRequest
from kiosk.headless import run_fill
from tests.kiosk.test_headless import NOW
from tests.support.pdf import poppler_text
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from cardreader.virtual.card import VirtualCard
    from forms.definition import Procedure
    from forms.values import Value
    from kiosk.session.effects import DrawPages

CATALOGUE = load_catalogue()
TOWN = load_town()
SECRET = (Kind.MY_NUMBER, Kind.SIGNATURE, Kind.SEAL, Kind.PHOTO, Kind.STAFF, Kind.BLANK_BOX)
NUMBER = "123456789018"  # the published dummy
ALL = pytest.mark.parametrize("procedure", CATALOGUE.procedures.values(), ids=list(CATALOGUE.procedures))


def smuggled(procedure: Procedure, value: Value) -> Answers:
    """Return answers that hold a value for every secret box, in every row there can be."""
    found: dict[str, Answer] = {}
    for repeat in procedure.repeats:
        found[count_key(procedure, repeat)] = Answer(repeat.max_rows, Giver.STAFF)
    for field in procedure.fields:
        rows = range(procedure.repeat(field.repeat).max_rows) if field.repeat else (None,)
        if field.kind in SECRET:
            found.update({key_of(procedure, field, row): Answer(value, Giver.STAFF) for row in rows})
    return Answers(found)


@ALL
@pytest.mark.parametrize("value", [NUMBER, ("町内",), True])
def test_secret_boxes_are_printed_empty(procedure: Procedure, value: Value) -> None:
    answers = smuggled(procedure, value)
    contents, blank = paper.contents(procedure, answers), paper.blank(procedure)
    secret = {field.id for field in procedure.fields if field.kind in SECRET}
    for key, content in contents.items():
        if key.rpartition(".")[2] in secret:
            assert content == blank[key], key


@ALL
def test_no_page_shows_a_number_that_answers_hold(procedure: Procedure) -> None:
    pdf = paper.draw(procedure, smuggled(procedure, NUMBER), TOWN).pdf
    assert NUMBER not in "".join(poppler_text(pdf).split())


def reads_of_the_number(card: VirtualCard) -> list[bytes]:
    """Return the commands that reach text EF 0001: read by its short id, or selected by its file id."""
    return [
        one.command
        for one in card.transcript
        if one.application == "text"
        and (one.command[1:3] in (b"\xb0\x81", b"\xb2\x81") or (one.command[1] == 0xA4 and one.command[-2:] == b"\0\1"))
    ]


@ALL
def test_no_form_reads_the_number(procedure: Procedure, tmp_path: Path) -> None:
    reader, card = VirtualReader(lambda _: None), load_profile("plain")
    reader.insert(card)

    def draw(effect: DrawPages) -> Drawn:
        return Drawn("S-1", NOW, tuple(Document(id_, id_, b"%PDF-", 1) for id_ in effect.procedures))

    secret = Secret(Door.PIN, bytearray(profile_facts("plain").pin))
    request = FillRequest((procedure.id,), tmp_path / "out", source=reader, secret=secret)
    result = run_fill(request, CATALOGUE, TOWN, draw, TODAY)
    assert result.failure is None or result.failure.code == "ANS-00", result.failure
    assert any(one.command[1] == 0x20 and one.application == "text" for one in card.transcript)
    assert reads_of_the_number(card) == []


@pytest.mark.parametrize("command", [read_binary(0, 17, 0x01), select_file(0x0001)])
def test_a_read_of_the_number_would_be_seen(command: Command) -> None:
    card = load_profile("plain")
    card.power_on()
    for one in (select_application(Application.TEXT.value), command):
        card.transmit(one.encode())
    assert len(reads_of_the_number(card)) == 1
