"""A fifth of the forms in several persons' data, to look at: ``python -m tests.support.persons FOLDER`` (150 dpi).

Short and ordinary, as long as the fields allow, two sorts of rare characters, and a foreign resident with 56 letters
whose days are western. Nobody here exists: the cards are the virtual ones, the answers those of tests/fixtures/answers.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cardreader.virtual import profile_facts
from forms import journey
from forms.answers_file import load_answers
from forms.loader import load_catalogue
from forms.settings import load_town
from kiosk import paper
from kiosk.prefill import facts
from tests.support.form_pictures import ANSWERS, MADE_AT, save

if TYPE_CHECKING:
    from forms.answers import Answers
    from forms.definition import Procedure

PERSONS = {
    "short": "born-1926-12-25",
    "long": "long-address",
    "compat-kanji": "compat-kanji",
    "ivs": "ivs-name",
    "foreign": "foreign-resident",
}
"""What is looked at -> the virtual card (cardreader/virtual/profiles.toml)."""
FORMS = (
    *("juminhyo", "koseki", "jumin_ido", "kokuho_ido", "inkan_toroku", "mnc_kofu", "risai"),
    *("dog_toroku", "kei_toroku", "jidoteate_nintei", "hoiku_nintei", "ninshin", "kaigo_shinki"),
)
"""One or two of every family of forms: more than a fifth of them, and of those the ones with the most boxes."""
DPI = 150


def answered(procedure: Procedure, person: str) -> Answers:
    """Return the typical answers of a person of PERSONS; those of the long one are the longest there can be."""
    name = f"{procedure.id}-longest" if person == "long" else procedure.id
    return _complete(procedure, name, PERSONS[person])


def longest(procedure: Procedure) -> Answers:
    """Return the longest answers there can be."""
    return answered(procedure, "long")


def _complete(procedure: Procedure, name: str, profile: str) -> Answers:
    today = MADE_AT.date()
    given, problems = load_answers(ANSWERS / f"{name}.toml", (procedure,), today=today)
    if problems:
        message = f"{name}: {problems}"
        raise ValueError(message)
    return journey.complete((procedure,), given, facts(profile_facts(profile).person, today))


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    procedures, town = load_catalogue().procedures, load_town()
    for id_ in FORMS:
        for person in PERSONS:
            drawn = paper.draw(procedures[id_], answered(procedures[id_], person), town)
            save(drawn.pdf, folder, f"{id_}-{person}", DPI)


if __name__ == "__main__":
    main()
