"""From a visit to its slip: the words on it and the sealed texts of its QR codes.

Words stand in assets/words/<language>/slip.toml; in another language than Japanese each heading is given in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import transfer
from forms.japanese.eras import to_era
from forms.journey import attachments, entries
from kiosk.sealing import Application, SlipTooLarge, seal
from printing.slip import SlipItem, SlipText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.settings import Office, Town
    from kiosk.i18n import Words
    from kiosk.keys import PublicKey


def application(slip_id: str, made_at: datetime, procedures: Sequence[Procedure], answers: Answers) -> Application:
    """Return what is sealed: every value on the paper and who gave it. Raises MyNumberInSlip."""
    values = {procedure.id: transfer.to_slip(procedure, answers) for procedure in procedures}
    givers = {
        procedure.id: {
            entry.content: entry.answer.giver
            for entry in entries((procedure,), answers)
            if entry.answer is not None and entry.content in values[procedure.id]
        }
        for procedure in procedures
    }
    return Application(slip_id, made_at, values, givers)


def sealed_texts(sealed: Application, key: PublicKey | None) -> tuple[str, ...]:
    """Return the texts of the QR codes; none without a key, or when they would be too many for a slip."""
    if key is None:
        return ()
    try:
        return seal(sealed, key)
    except SlipTooLarge:
        return ()


def slip_text(
    slip_id: str,
    made_at: datetime,
    procedures: Sequence[Procedure],
    answers: Answers,
    *,
    town: Town,
    words: Words,
    other: Words | None = None,
    sealed: bool,
) -> SlipText:
    """Return every word of the slip. ``other`` is the resident's language when it is not Japanese."""

    def both(key: str, **params: object) -> str:
        first = words.text(f"slip.{key}", **params)
        return f"{first}　{other.text(f'slip.{key}', **params)}" if other else first

    return SlipText(
        town=town.name.ja,
        title=both("title"),
        made_on=f"{to_era(made_at.date())}" + (f"　{made_at.date()}" if other else ""),
        number_label=both("number"),
        number=slip_id,
        items=(
            *_offices(procedures, town, words, other),
            SlipItem(both("bring"), tuple(f"・{line}" for line in _bring(procedures, answers, other))),
            SlipItem("", (both("sign"),)),
        ),
        qr_note=both("qr_note" if sealed else "no_qr"),
        page_note=both("page_note"),
    )


def _offices(procedures: Sequence[Procedure], town: Town, words: Words, other: Words | None) -> tuple[SlipItem, ...]:
    """Return an item for each office: where it is, what it takes in, who decides, whom to call."""
    by_office: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        by_office.setdefault(procedure.office, []).append(procedure)
    heading = words.text("slip.where") + (f"　{other.text('slip.where')}" if other else "")
    numbered = len(by_office) > 1
    return tuple(
        SlipItem(
            f"{heading}　{number}" if numbered else heading,
            (
                town.office(there[0]).where.ja,
                *([town.office(there[0]).where.text(other.language)] if other else []),
                *(f"・{_name(procedure, town, words, other)}" for procedure in there),
                *_contact(town.office(there[0]), words),
            ),
            strong=True,
        )
        for number, there in enumerate(by_office.values(), start=1)
    )


def _name(procedure: Procedure, town: Town, words: Words, other: Words | None) -> str:
    fee = town.fee(procedure)
    name = procedure.name
    if other and procedure.title(other.language) != name:
        name += f" / {procedure.title(other.language)}"
    if fee is None:
        return name
    return words.text("slip.with_fee", name=name, yen=fee.yen, unit=fee.unit.ja)


def _contact(office: Office, words: Words) -> tuple[str, ...]:
    return (
        words.text("slip.decides", who=office.decides),
        words.text("slip.phone", phone=office.phone),
    )


def _bring(procedures: Sequence[Procedure], answers: Answers, other: Words | None) -> tuple[str, ...]:
    found = attachments(procedures, answers)
    if other is None:
        return tuple(item.text.ja for item in found)
    return tuple(f"{item.text.ja} / {item.text.text(other.language)}" for item in found)
