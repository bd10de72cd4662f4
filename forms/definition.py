"""What a procedure is: fields, repeated rows, conditions, stop rules, attachments, sources. Pure data, no behaviour.

A definition is read from ``assets/forms/<id>.toml`` by forms.loader; forms.journey computes what is asked from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.translations import translated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from forms.conditions import Condition


class Kind(StrEnum):
    """The kinds of field; forms/fields holds one module for each that carries a value."""

    TEXT = "text"
    NAME = "name"
    KANA = "kana"
    TEXTAREA = "textarea"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    PHONE = "phone"
    POSTAL = "postal"
    ADDRESS = "address"
    RELATION = "relation"
    CHOICE = "choice"
    CARE_LEVEL = "care_level"
    MULTI = "multi"
    NUMBER = "number"
    DIGITS = "digits"
    MONEY = "money"
    MY_NUMBER = "my_number"
    CHECKBOX = "checkbox"
    SIGNATURE = "signature"
    SEAL = "seal"
    PHOTO = "photo"
    STAFF = "staff"
    BLANK_BOX = "blank_box"


ONE_OF = frozenset({Kind.CHOICE, Kind.CARE_LEVEL})
"""Kinds whose answer is one of the field's options and nothing else."""


class Confidence(StrEnum):
    """How well a definition is founded (``confidence_values`` of the research)."""

    OFFICIAL_FORM = "official_form"
    OFFICIAL_PAGE = "official_page"
    LAW = "law"
    SEED = "seed"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in each language of the screen; empty where there are none."""

    ja: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the words in ``language``, else in Japanese."""
        return translated(self.ja, self.en, language)


NO_WORDS = Phrase()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to; ``None`` where there is no limit.

    Days count from the day of the session: ``latest_days = 0`` means not after today. ``school_age_at_most = 18`` is
    18歳年度末: up to the 31 March that ends the school year in which that age is reached.
    """

    at_least: int | None = None
    at_most: int | None = None
    longest: int | None = None
    earliest_days: int | None = None
    latest_days: int | None = None
    age_at_least: int | None = None
    age_at_most: int | None = None
    school_age_at_most: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fact:
    """A prefill from outside the form: a fact (``prefill = "card.name"``) or an entry of the vocabulary."""

    name: str


@dataclass(frozen=True, slots=True)
class SameAs:
    """A prefill from another answer: ``prefill = {same_as = "ap_tel"}``."""

    field: str


@dataclass(frozen=True, slots=True)
class AgeOf:
    """A prefill with the age, as the law counts, of a birth date: ``prefill = {age_of = "ins_birth"}``."""

    field: str


@dataclass(frozen=True, slots=True)
class Choose:
    """A prefill with the first option whose condition holds: ``prefill = {choose = [{when = .., option = ".."}]}``."""

    options: tuple[tuple[Condition, str], ...]


@dataclass(frozen=True, slots=True)
class Compute:
    """A prefill worked out from others (forms/computed.py): ``prefill = {compute = "postcode", of = ["ap_addr"]}``."""

    name: str
    of: tuple[str, ...]


Prefill = Fact | SameAs | AgeOf | Choose | Compute


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the sheet.

    ``label`` is printed (Japanese). ``ask`` is the question on the page. ``options`` are canonical Japanese values, for
    a date the eras printed to be circled. ``digits`` are the allowed lengths, ``pad`` fills with zeros on the left,
    ``authority`` says which options make the person at the window a proxy, and what shows it (forms.authority).
    ``bank`` narrows kana to the alphabet of bank transfers, ``about`` takes a year or a month for a day,
    ``check_digit`` names the rule the digits follow (forms/fields/digits.py), ``statement`` is all that a tick
    agrees to.
    ``asked = False``: not asked, may be filled in on the check page. ``shares`` is a key of the shared vocabulary
    (forms/vocabulary.toml).
    """

    id: str
    label: str
    kind: Kind
    required: bool
    section: str
    label_en: str = ""
    ask: Phrase = NO_WORDS
    help: Phrase = NO_WORDS
    example: str = ""
    options: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    digits: tuple[int, ...] = ()
    pad: bool = False
    bank: bool = False
    about: bool = False
    check_digit: str = ""
    statement: Phrase = NO_WORDS
    limits: Limits = NO_LIMITS
    unit: str = ""
    prefill: Prefill | None = None
    prefill_if: Condition | None = None
    default: str | int | bool | tuple[str, ...] | None = None
    show_if: Condition | None = None
    repeat: str = ""
    shares: str = ""
    printed: bool = True
    asked: bool = True
    authority: Mapping[str, str] = attribute(default_factory=lambda: MappingProxyType({}))
    note: str = ""

    def name(self, language: str) -> str:
        """Return the label as the screen shows it in ``language``."""
        return translated(self.label, self.label_en, language)

    def option(self, option: str, language: str) -> str:
        """Return one of the options as the screen shows it in ``language``."""
        english = dict(zip(self.options, self.options_en, strict=False)).get(option, "")
        return translated(option, english, language)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A table of rows of the same fields; ``count`` is the question that asks how many.

    Where it has ``who``, and people were named before who may belong here, it is asked who instead; ``besides`` is the
    field with the name of the person the sheet is about, who has no row.
    """

    id: str
    label: str
    count: Field
    max_rows: int
    min_rows: int = 0
    shares: str = ""
    label_en: str = ""
    who: Phrase = NO_WORDS
    besides: str = ""

    def name(self, language: str) -> str:
        """Return the label as the screen shows it in ``language``."""
        return translated(self.label, self.label_en, language)


@dataclass(frozen=True, slots=True)
class StopRule:
    """When this procedure ends early and kindly: what to say and where to go instead."""

    procedure: str
    when: Condition
    text: Phrase
    where: Phrase = NO_WORDS


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over several answers: when ``when`` holds, ``field`` has a problem that ``text`` tells."""

    when: Condition
    field: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class Attachment:
    """What to bring or hand in, and when."""

    text: Phrase
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure and its sheet, with what it rests on.

    ``office``, ``addressee`` and ``fee`` are keys into the town's settings. ``described`` tells the sheet in words
    (from the research); ``my_number_law`` names the law that lets the 12-digit number be asked for, without which no
    field takes it from the card; ``sheet`` is the raw layout, read by printing.layout; its files stand in ``folder``.
    ``approved_by`` is empty until staff of the town have compared the sheet with their own.
    """

    id: str
    name: str
    category: str
    office: str
    addressee: str
    legal_basis: str
    confidence: Confidence
    sources: tuple[str, ...]
    checked_on: date
    sections: tuple[str, ...]
    fields: tuple[Field, ...]
    name_en: str = ""
    style_no: str = ""
    pittari_no: str = ""
    applicant: tuple[str, ...] = ()
    applicant_rule: str = ""
    takes_my_number: bool = False
    my_number_of: tuple[str, ...] = ()
    my_number_strict: bool = False
    my_number_note: str = ""
    my_number_law: str = ""
    fee: str = ""
    fee_note: str = ""
    paper: str = ""
    described: str = ""
    note: str = ""
    sections_en: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    stops: tuple[StopRule, ...] = ()
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    approved_by: str = ""
    approved_on: date | None = None
    review_by: date | None = None
    sheet: Mapping[str, object] = attribute(default_factory=lambda: MappingProxyType({}))
    folder: Traversable | None = attribute(default=None, compare=False)

    @property
    def approved(self) -> bool:
        """Tell whether staff of the town have approved the sheet; until then it is marked 様式未確認."""
        return bool(self.approved_by)

    def field(self, field_id: str) -> Field:
        """Return the field of that id; raises KeyError."""
        for item in self.fields:
            if item.id == field_id:
                return item
        raise KeyError(field_id)

    def repeat(self, repeat_id: str) -> Repeat:
        """Return the repeated table of that id; raises KeyError."""
        for item in self.repeats:
            if item.id == repeat_id:
                return item
        raise KeyError(repeat_id)

    def section_name(self, section: str, language: str) -> str:
        """Return the heading of a section as the screen shows it in ``language``."""
        english = dict(zip(self.sections, self.sections_en, strict=False)).get(section, "")
        return translated(section, english, language)

    def title(self, language: str) -> str:
        """Return the name of the procedure as the screen shows it in ``language``."""
        return translated(self.name, self.name_en, language)


@dataclass(frozen=True, slots=True)
class BrokenDefinition:
    """A definition file that could not be used, and why; the other procedures go on.

    ``name`` is the procedure's where the file says it: residents are told by it to go to the counter.
    """

    id: str
    code: str
    where: str
    detail: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All procedures of a folder, in the order of their ids, and the files that are broken."""

    procedures: Mapping[str, Procedure]
    broken: tuple[BrokenDefinition, ...] = ()
