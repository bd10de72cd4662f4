"""From a visit to its slip: the words on it and the sealed texts of its QR codes.

Words stand in assets/words/<language>/slip.toml; in another language than Japanese each heading is given in both.
やさしい日本語 is Japanese that staff read too: its slip is in that alone, without readings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import transfer
from forms.authority import Authority, proxies
from forms.japanese.eras import to_era
from forms.japanese.furigana import plain
from forms.journey import entries
from forms.language import day
from kiosk.guidance import left_to_counter, to_bring
from kiosk.sealing import Application, SlipTooLarge, seal
from printing.slip import SlipItem, SlipText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from forms.answers import Answers
    from forms.definition import Phrase, Procedure
    from forms.settings import Town
    from kiosk.guidance import Guidance
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
    guidance: Guidance | None = None,
    pictured: Sequence[str] = (),
    pad: bool = False,
) -> SlipText:
    """Return every word of the slip in ``words``, unmarked Japanese; ``other`` is a language that is not Japanese.

    With ``guidance`` of a life event it also says until when, what else to bring and what else is to be done.
    ``pictured`` are the labels of fields that show the card's own picture: staff compare the characters. ``pad``: what
    can be signed on the screen may be signed when the slip is read.
    """

    def both(key: str, **params: object) -> str:
        first = words.text(f"slip.{key}", **params)
        return f"{first}　{other.text(f'slip.{key}', **params)}" if other else first

    def phrase(text: Phrase) -> str:
        return _phrase(text, words, other)

    return SlipText(
        town=town.name.ja,
        title=both("title"),
        made_on=f"{to_era(made_at.date())}" + (f"　{day(made_at.date(), other.language)}" if other else ""),
        number_label=both("number"),
        number=slip_id,
        items=(
            *_offices(procedures, town, words, other, guidance),
            SlipItem(both("bring"), tuple(f"・{phrase(one)}" for one in to_bring(procedures, answers, guidance))),
            *(_else(procedures, guidance, words, other) if guidance else ()),
            *_authority(procedures, answers, words, other),
            SlipItem("", (both("sign_open" if pad else "sign"),)),
            *_for_staff(pictured, words),
        ),
        qr_note=both("qr_note" if sealed else "no_qr"),
        page_note=both("page_note"),
    )


def _for_staff(pictured: Sequence[str], words: Words) -> tuple[SlipItem, ...]:
    """Return what only staff need to know, in Japanese alone."""
    if not pictured:
        return ()
    fields = words.text("slip.pictured", fields="、".join(dict.fromkeys(pictured)))
    return (SlipItem(words.text("slip.for_staff"), (words.text("slip.may_differ"), fields)),)


def _offices(
    procedures: Sequence[Procedure], town: Town, words: Words, other: Words | None, guidance: Guidance | None
) -> tuple[SlipItem, ...]:
    """Return an item for each window: where it is, what it takes in and who decides that, whom to call.

    Several offices of the settings may sit at one window; nobody is sent there twice.
    """
    windows: dict[tuple[Phrase, str], dict[str, list[Procedure]]] = {}
    for procedure in procedures:
        office = town.office(procedure)
        windows.setdefault((office.where, office.phone), {}).setdefault(office.decides, []).append(procedure)

    def decided(who: str, forms: Sequence[Procedure]) -> Iterator[str]:
        for procedure in forms:
            yield from _form(procedure, town, words, other, guidance)
        yield words.text("slip.decides", who=who)

    heading = words.text("slip.where") + (f"　{other.text('slip.where')}" if other else "")
    numbered = len(windows) > 1
    return tuple(
        SlipItem(
            f"{heading}　{number}" if numbered else heading,
            (
                *_once(where.text(one.language) for one in (words, other) if one),
                *(line for who, forms in there.items() for line in decided(who, forms)),
                words.text("slip.phone", phone=phone),
            ),
            strong=True,
        )
        for number, ((where, phone), there) in enumerate(windows.items(), start=1)
    )


def _form(
    procedure: Procedure, town: Town, words: Words, other: Words | None, guidance: Guidance | None
) -> tuple[str, ...]:
    """Return the name of a form, and until when where the event told a day that has not passed."""
    lines = [f"・{_name(procedure, town, words, other)}"]
    for item in guidance.outcome.due if guidance else ():
        limit = item.limit
        if item.procedure == procedure.id and limit and limit.last_day and (limit.days_left or 0) >= 0:
            until = " / ".join(day(limit.last_day, one.language) for one in (words, other) if one)
            lines.append(words.text("guidance.slip.until", day=until))
    return tuple(lines)


def _authority(
    procedures: Sequence[Procedure], answers: Answers, words: Words, other: Words | None
) -> tuple[SlipItem, ...]:
    """Return what staff are to be shown, procedure by procedure, where somebody applies for somebody else."""
    names = {one.id: one.name for one in procedures}
    lines: list[str] = []
    for one in proxies(procedures, answers):
        if one.authority is not Authority.NONE:
            spoken = [words, *([other] if other else [])]
            shown = " / ".join(tongue.text(f"screen.authority.{one.authority}") for tongue in spoken)
            lines.append(f"□ {names[one.procedure]}：{shown}")
    if not lines:
        return ()
    heading = words.text("slip.authority") + (f"　{other.text('slip.authority')}" if other else "")
    return (SlipItem(heading, tuple(lines)),)


def _name(procedure: Procedure, town: Town, words: Words, other: Words | None) -> str:
    fee = town.fee(procedure)
    name = procedure.name
    if other and procedure.title(other.language) != name:
        name += f" / {procedure.title(other.language)}"
    if fee is None:
        return name
    return words.text("slip.with_fee", name=name, yen=fee.yen, unit=fee.unit.ja)


def _phrase(text: Phrase, words: Words, other: Words | None) -> str:
    return " / ".join(_once(text.text(one.language) for one in (words, other) if one))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts without their readings; one that says what the one before says, in its own language too, once."""
    return tuple(dict.fromkeys(plain(text) for text in texts))


def _else(
    procedures: Sequence[Procedure], guidance: Guidance, words: Words, other: Words | None
) -> tuple[SlipItem, ...]:
    """Return what the event leads to besides these forms: what the counter looks into, and where else to go."""
    found = guidance.outcome
    others = [(stop.text, stop.where) for stop in found.stops]
    others += [(told.advice.text, told.advice.where) for told in found.advice]

    def item(key: str, lines: Sequence[str]) -> tuple[SlipItem, ...]:
        if not lines:
            return ()
        heading = words.text(f"guidance.slip.{key}")
        return (SlipItem(f"{heading}　{other.text(f'guidance.slip.{key}')}" if other else heading, tuple(lines)),)

    return (
        *item("ask", [f"・{name}" for name in left_to_counter(procedures, guidance)]),
        *item(
            "besides", [f"・{_phrase(text, words, other)}　→ {_phrase(where, words, other)}" for text, where in others]
        ),
    )
