"""What stands on the papers of the child allowance, whoever comes to the window: in the boxes, as the PDF reads."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Giver
from forms.evaluation import TODAY as TODAY_KEY
from forms.loader import load_catalogue
from forms.settings import load_town
from forms.vocabulary import vocabulary
from kiosk import paper
from tests.support.pdf import text_in
from tests.support.procedures import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

PROCEDURES = load_catalogue().procedures
TOWN = load_town()
ME, SPOUSE, OTHER = vocabulary()["claimant.who"].options
CARD: dict[str, Any] = {
    TODAY_KEY: TODAY,
    **{
        "card.name": "窓辺　太郎",
        "card.address": "北海道空知郡上砂川町1",
        "card.birth": date(1989, 6, 3),
        "card.sex": "男",
    },
}
TOLD = {
    "applicant": {"kana": "マドベ タロウ", "phone": "0125620101"},
    "spouse": {"name": "窓辺　良子", "kana": "マドベ ヨシコ", "birth": date(1992, 2, 29), "phone": "0125620102"},
    "claimant": {"name": "砂川　一郎", "kana": "スナガワ イチロウ", "birth": date(1950, 5, 5), "phone": "0125620103"},
    "partner": {"name": "砂川　花", "kana": "スナガワ ハナ", "birth": date(1951, 5, 5)},
}
"""Everything anybody ever told in this visit: of the card's owner, of the spouse, and of two others."""

MINE = ("窓辺太郎", "0125-62-0101")
HERS = ("窓辺良子", "0125-62-0102")
THEIRS = ("砂川一郎", "0125-62-0103")
SPOUSE_BOX = {"jidoteate_nintei": "s_name", "jidoteate_genkyo": "sp_name"}


@cache
def boxes(id_: str, option: str) -> Mapping[str, str]:
    """Return what can be read in each box of the sheet."""
    answers = NO_ANSWERS.set("claimant.who", option, Giver.RESIDENT)
    for group, parts in TOLD.items():
        for part, value in parts.items():
            answers = answers.set(f"{group}.{part}", value, Giver.RESIDENT)
    answers = answers.set("claimant.same_address", True, Giver.RESIDENT)
    procedure = PROCEDURES[id_]
    drawn = paper.draw(procedure, journey.complete((procedure,), answers, CARD), TOWN)
    assert drawn.problems == ()
    return {place.field: "".join(text_in(drawn.pdf, place).split()) for place in drawn.placed}


@pytest.mark.parametrize(("option", "name", "phone"), [(ME, *MINE), (SPOUSE, *HERS), (OTHER, *THEIRS)])
@pytest.mark.parametrize("id_", ["jidoteate_nintei", "jidoteate_gaku", "jidoteate_genkyo", "jidoteate_shometsu"])
def test_the_claimant_of_the_paper_is_who_claims(id_: str, option: str, name: str, phone: str) -> None:
    found = boxes(id_, option)
    assert (found["a_name"], found["a_tel"]) == (name, phone)
    everything = "".join(found.values())
    others = {MINE, HERS, THEIRS} - {(name, phone)}
    assert all(tel not in everything for _, tel in others)
    allowed = {name} | ({found[SPOUSE_BOX[id_]]} if id_ in SPOUSE_BOX else set())
    assert all(one in allowed or one not in everything for one, _ in others)


@pytest.mark.parametrize(("option", "partner"), [(ME, "窓辺良子"), (SPOUSE, "窓辺太郎"), (OTHER, "砂川花")])
@pytest.mark.parametrize("id_", sorted(SPOUSE_BOX))
def test_the_spouse_of_the_paper_is_the_claimant_s(id_: str, option: str, partner: str) -> None:
    assert boxes(id_, option)[SPOUSE_BOX[id_]] == partner


@pytest.mark.parametrize(
    ("option", "address"), [(ME, CARD["card.address"]), (SPOUSE, CARD["card.address"]), (OTHER, "")]
)
def test_the_address_of_the_card_is_no_stranger_s(option: str, address: str) -> None:
    assert boxes("jidoteate_bekkyo", option)["a_addr"] == address
    assert boxes("jidoteate_kakunin", option)["a_addr"] == address
