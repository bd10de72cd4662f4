"""What a page shows, as frozen views, and those of the pages between two visits. Pure: no Qt, no I/O.

A view holds finished sentences in the resident's language, so that a screen only lays them out. Nothing secret is here:
the digits being typed live in kiosk.secretbox, a signature in kiosk.signaturebox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cardreader.secret import Door
    from forms.accounts import AccountPart
    from forms.definition import Kind
    from forms.japanese.eras import Era
    from forms.settings import Town
    from forms.values import Value
    from kiosk.i18n import Words
    from kiosk.session.settings import Settings
    from kiosk.session.state import SessionState


class Footer(NamedTuple):
    """The words on the fixed buttons もどる and つぎへ, empty where a page has none; whether it has やめる."""

    back: str = ""
    stop: bool = False
    onward: str = ""


class OutOfService(NamedTuple):
    """Please ask at the counter."""

    reason: str
    code: str
    footer: Footer = Footer()


class Option(NamedTuple):
    """One thing to choose: the value sent, its words, a second line, a drawing."""

    value: str
    text: str
    detail: str = ""
    icon: str = ""


class Languages(NamedTuple):
    """The languages of the window by their own names; ``chosen`` is the present one.

    ``furigana``: whether readings stand above the kanji; None where that cannot be chosen.
    """

    options: tuple[Option, ...]
    chosen: str
    furigana: bool | None = None


class Step(NamedTuple):
    """Something that goes in steps: how it is now, less of it, more of it; at an end an option without a value."""

    words: str
    less: Option
    more: Option


class VoicePanel(NamedTuple):
    """How fast and how loud the voice speaks, or the ``reason`` why it does not."""

    pace: Step
    volume: Step
    reason: str = ""


class Attract(NamedTuple):
    """Touch to start."""

    town: str
    footer: Footer = Footer()


class Purpose(NamedTuple):
    """The life events as cards."""

    options: tuple[Option, ...]
    footer: Footer


class Categories(NamedTuple):
    """The groups of procedures as cards; with one marked, the page can be left by つぎへ.

    ``note`` names the procedures that only the counter can do.
    """

    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    note: str
    footer: Footer
    at_counter: tuple[str, ...] = ()


class Procedures(NamedTuple):
    """The procedures of one group to be marked. ``chosen`` may hold some of other groups too."""

    heading: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    footer: Footer


class Group(NamedTuple):
    """A part of what an event leads to; an option without a value cannot be marked."""

    title: str
    options: tuple[Option, ...]


class Outcome(NamedTuple):
    """What a life event leads to, with the procedures to be marked; ``offered`` says whether there is any."""

    heading: str
    note: str
    groups: tuple[Group, ...]
    chosen: tuple[str, ...]
    offered: bool
    footer: Footer


class Doors(NamedTuple):
    """What will be read and why, and the doors; ``another`` is the button for a card of the family, if there is one."""

    heading: str
    note: str
    options: tuple[Option, ...]
    another: str
    footer: Footer


class Pick(NamedTuple):
    """One thing asked with a few buttons; ``name`` tells which: who, here, letter."""

    name: str
    heading: str
    note: str
    options: tuple[Option, ...]
    footer: Footer


class CardPlace(NamedTuple):
    """Put the card, keep it, take it: one sentence with a drawing."""

    heading: str
    body: str
    drawing: str
    hint: str = ""
    busy: bool = False
    footer: Footer = Footer()


class SecretEntry(NamedTuple):
    """The pad for one door; ``tries_left`` is None where it is not known, ``tries`` tells it in words.

    Digits of a real keyboard write the secret where ``keyed``: beside a clerk the keyboard is the clerk's.
    """

    door: Door
    tries: str
    tries_left: int | None
    tries_all: int
    footer: Footer
    keyed: bool


class Row(NamedTuple):
    """A label with its value."""

    label: str
    value: str


class Person(NamedTuple):
    """The question whether the card is of this person; ``another`` says yes and goes on to a card of the family."""

    heading: str
    rows: tuple[Row, ...]
    warning: str
    another: str
    footer: Footer


class Ask(NamedTuple):
    """One question: heading, help, and everything its control needs; the options of a day are its eras.

    ``known`` are people named before, ``readings`` likely ones of a name, ``begun`` of its surname where only that is
    known; with ``about`` a year or a month is enough, with ``today`` that day may be the answer;
    ``bank`` narrows kana to what a transfer takes; ``account`` is the part of an account asked for, ``town`` the name
    of the town whose kiosk this is.
    """

    key: str
    heading: str
    above: str
    help: str
    problem: str
    kind: Kind
    required: bool
    options: tuple[Option, ...]
    digits: tuple[int, ...]
    unit: str
    example: str
    low: int | None
    high: int | None
    is_count: bool
    value: Value | None
    footer: Footer
    known: tuple[str, ...] = ()
    about: bool = False
    readings: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    bank: bool = False
    account: AccountPart | None = None
    town: str = ""
    today: date | None = None


class Checked(NamedTuple):
    """One line of the check page; ``key`` opens its question, empty where nothing can be changed."""

    label: str
    value: str
    mark: str
    key: str


class Block(NamedTuple):
    """One section of one form on the check page."""

    title: str
    rows: tuple[Checked, ...]


class Check(NamedTuple):
    """All answers, before they are printed."""

    blocks: tuple[Block, ...]
    problem: str
    reminder: str
    footer: Footer


class Sign(NamedTuple):
    """The pad to sign on; what is written there is in no view."""

    heading: str
    note: str
    footer: Footer


class Paper(NamedTuple):
    """The question whether the paper came out."""

    heading: str
    body: str
    footer: Footer = Footer()


class Finished(NamedTuple):
    """Where to go next, what to bring."""

    heading: str
    lines: tuple[Row, ...]
    note: str
    footer: Footer


PageView = (
    OutOfService
    | Attract
    | Purpose
    | Categories
    | Procedures
    | Outcome
    | Doors
    | CardPlace
    | SecretEntry
    | Person
    | Pick
    | Ask
    | Check
    | Sign
    | Paper
    | Finished
)


def languages(settings: Settings) -> Languages:
    """Return every language by its own name, and in standard Japanese whether it has its readings."""
    from forms.translations import JAPANESE  # noqa: PLC0415 - the first page asks for no language
    from kiosk.i18n import LANGUAGE_NAMES  # noqa: PLC0415 - as above

    options = tuple(Option(code, name) for code, name in LANGUAGE_NAMES.items())
    return Languages(options, settings.language, settings.furigana if settings.language == JAPANESE else None)


def era_options(eras: Iterable[Era], words: Words) -> tuple[Option, ...]:
    """Return the eras to choose from in the language of the screen."""
    return tuple(Option(era.name, words.text(f"screen.era.{era.roman.lower()}")) for era in eras)


def voice(settings: Settings, words: Words, *, failed: bool) -> VoicePanel:
    """Return the page of the voice; ``failed``: it cannot be heard on this machine."""
    from kiosk.session.settings import PACES, VOLUMES  # noqa: PLC0415 - as above

    def step(name: str, now: int, of: int, less: str, more: str) -> Step:
        told = words.text(f"screen.voice.{name}", now=now + 1, all=of)
        return Step(
            told,
            Option(less if now else "", words.text(f"screen.voice.{less}")),
            Option(more if now < of - 1 else "", words.text(f"screen.voice.{more}")),
        )

    reason = "none" if not settings.speaks else "failed" if failed else ""
    return VoicePanel(
        step("pace", settings.pace, len(PACES), "slower", "faster"),
        step("volume", settings.volume, len(VOLUMES), "softer", "louder"),
        words.text(f"screen.voice.{reason}") if reason else "",
    )


def town_name(names: Mapping[str, str], language: str) -> str:
    """Return the town's name; ``names`` holds it in Japanese and English."""
    from forms.translations import translated  # noqa: PLC0415 - as above

    return translated(names["ja"], names["en"], language)


def page(state: SessionState, words: Words, names: Mapping[str, str], town: Town | None) -> PageView:
    """Return what the page of this phase shows; ``names`` is the town's name in Japanese and English.

    ``town`` may be None until a visit begins: its settings are loaded after the first page is painted.
    """
    from kiosk.session.state import Phase  # noqa: PLC0415 - the first page is shown without a session

    match state.phase:
        case Phase.OUT_OF_SERVICE:
            return _out_of_service(state, words)
        case Phase.ATTRACT:
            return Attract(town_name(names, words.language))
        case _:
            # Loaded with the first visit: the forms' machinery would double the time to the first page.
            from ui import visit_view  # noqa: PLC0415

            return visit_view.page(state, words, town)


def _out_of_service(state: SessionState, words: Words) -> OutOfService:
    failure = state.failure.failure if state.failure else state.station.printer_failure
    code = str(failure.code) if failure else ""
    return OutOfService(words.text("screen.closed.body"), code)
