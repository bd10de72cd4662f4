"""The invented people of profiles.toml, each as a virtual card and as facts for tests and demonstrations."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cardreader.mynumber import BasicFour, CardKind, Sex
from cardreader.secret import Door
from cardreader.virtual.card import CardContents, VirtualCard
from cardreader.virtual.chip import CertifiedPerson
from cardreader.virtual.faults import Traits
from cardreader.virtual.personalise import Keys, Personalisation, applications, data_objects

if TYPE_CHECKING:
    from cardreader.virtual.hierarchy import Hierarchy

ATRS: Final = {
    "contact": bytes.fromhex("3BE000FF8131FE4514"),
    "contactless": bytes.fromhex("3B888001000005E0B381A1007F"),
    # A driving licence's; the kind of card is never told by it.
    "other": bytes.fromhex("3B888001000000009181C100D8"),
}
"""Answers to reset by kind of reader (card-protocol.md 5)."""

_ERAS: Final = {"明治": ("M", 1868), "大正": ("T", 1912), "昭和": ("S", 1926), "平成": ("H", 1989), "令和": ("R", 2019)}
_CERTIFICATE_ERAS: Final = {"M": "1", "T": "2", "S": "3", "H": "4", "R": "5", "": "0"}
_SEXES: Final = {"male": Sex.MALE, "female": Sex.FEMALE, "not-applicable": Sex.NOT_APPLICABLE, "unknown": Sex.UNKNOWN}
_KINDS: Final = {
    "my-number": CardKind.MY_NUMBER,
    "phone-token": CardKind.PHONE_TOKEN,
    "resident-card": CardKind.RESIDENT_CARD,
    "other": CardKind.OTHER,
}
_PRINTED: Final = re.compile(r"(明治|大正|昭和|平成|令和)?(元|\d{1,4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class PrintedBirth:
    """A birth date as a card prints it. `era` is a letter, or "" where the year is western; `year` as printed."""

    text: str
    era: str
    year: int
    date: date

    @property
    def typed(self) -> bytes:
        """As `cardreader.secret.code_b_digits` takes it: `S550217` or `19800217`."""
        year = f"{self.year:02}" if self.era else f"{self.year:04}"
        return f"{self.era}{year}{self.date.month:02}{self.date.day:02}".encode()


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What is true of a profile. Secrets are ASCII digits; `pin` and `sign_password` are empty where never set.

    `person` is what a successful read returns; its address is the altered one on the tampered card.
    `tries_left` counts for a card without a state file.
    """

    name: str
    title: str
    kind: CardKind
    person: BasicFour
    birth: PrintedBirth
    pin: bytes
    code_b: bytes
    expiry_year: bytes
    security_code: bytes
    auth_pin: bytes
    sign_password: bytes
    tries_left: dict[Door, int]
    expires_on: date
    municipality: str
    atr: bytes


def profile_names() -> tuple[str, ...]:
    """Every profile, in the order of the file."""
    return tuple(_profiles())


def profile_facts(name: str) -> ProfileFacts:
    """What is true of a profile; raises KeyError for an unknown name."""
    raw = _profiles()[name]
    birth = _printed_birth(raw["birth_printed"])
    expiry_year = f"{raw['expires_on'].year:04}".encode()
    code_b = birth.typed[-6:] + expiry_year + raw["security_code"].encode()
    pin = raw["pin"].encode()
    tries = raw.get("tries_left", {})
    return ProfileFacts(
        name=name,
        title=raw["title"],
        kind=_KINDS[raw["kind"]],
        person=BasicFour(raw["name"], raw["address"], birth.date, _SEXES[raw["sex"]]),
        birth=birth,
        pin=pin,
        code_b=code_b,
        expiry_year=expiry_year,
        security_code=raw["security_code"].encode(),
        auth_pin=raw["auth_pin"].encode(),
        sign_password=raw["sign_password"].encode(),
        tries_left={
            Door.PIN: tries.get("text/0011", 3 if pin else 0),
            Door.CODE_B: tries.get("text/0015", 10),
        },
        expires_on=raw["expires_on"],
        municipality=raw["municipality"],
        atr=ATRS[raw["interface"]],
    )


def load_profile(name: str, state: Path | None = None, keys: Path | None = None) -> VirtualCard:
    """Make the card of a profile; raises KeyError for an unknown name.

    `state`: a JSON file in which the tries left outlive the process. `keys`: the folder of the test keys, made when a
    certificate or signature is first needed; the user's cache folder if None.
    """
    raw = _profiles()[name]
    facts = profile_facts(name)
    who = Personalisation(
        name=facts.person.name,
        address=facts.person.address,
        birth=facts.birth.date,
        sex=facts.person.sex,
        my_number=raw["my_number"].encode(),
        pin=facts.pin or None,
        auth_pin=facts.auth_pin or None,
        sign_password=facts.sign_password or None,
        juki_pin=raw["juki_pin"].encode(),
        code_b=facts.code_b,
        issued_on=raw["issued_on"],
        expires_on=facts.expires_on,
        municipality=facts.municipality,
        certified=_certified(facts, raw),
        certificate_serial=_certificate_serial(name, facts.municipality),
        token_label=raw["token_label"],
        auth_certificate_is_free=facts.kind is not CardKind.PHONE_TOKEN,
        signed_address=raw.get("signed_address", facts.person.address),
        basic_four=bytes.fromhex(raw["basic_four"]) if "basic_four" in raw else None,
        licence_pin=facts.pin or None,
    )
    test_keys = _late_keys(keys)
    contents = CardContents(
        name=name,
        atr=facts.atr,
        applications=applications(who, tuple(raw["applications"]), test_keys, raw["security_code"]),
        data_objects=data_objects(who, ATRS["contact"], test_keys) if raw["applications"] else {},
        tries_left=raw.get("tries_left", {}),
    )
    traits = Traits(contactless=raw["interface"] != "contact", mute=raw.get("mute", False))
    return VirtualCard(contents, traits=traits, state=state)


@cache
def _profiles() -> dict[str, dict[str, Any]]:
    raw = tomllib.loads((files(__package__) / "profiles.toml").read_text("utf-8"))
    defaults = raw.pop("defaults")
    return {name: defaults | profile for name, profile in raw.items()}


def _late_keys(folder: Path | None) -> Keys:
    def keys() -> Hierarchy:
        from cardreader.virtual import hierarchy  # noqa: PLC0415 - cryptography is slow to load and rarely needed

        return hierarchy.shared_hierarchy(folder or hierarchy.default_folder())

    return keys


def _printed_birth(text: str) -> PrintedBirth:
    found = _PRINTED.fullmatch(text)
    if found is None:
        raise ValueError(f"profiles.toml: birth_printed {text!r}")
    era_name, year_text, month, day = found.groups()
    year = 1 if year_text == "元" else int(year_text)
    era, first = _ERAS[era_name] if era_name else ("", 1)
    return PrintedBirth(text, era, year, date(first + year - 1, int(month), int(day)))


def _certified(facts: ProfileFacts, raw: dict[str, Any]) -> CertifiedPerson:
    name = raw.get("certified_name", facts.person.name)
    era = _CERTIFICATE_ERAS[facts.birth.era]
    sex = {Sex.MALE: "1", Sex.FEMALE: "2"}.get(facts.person.sex, "3")
    return CertifiedPerson(
        name=name,
        name_flags=_substituted(facts.person.name, name),
        sex=sex,
        birth=era + facts.birth.date.strftime("%Y%m%d"),
        address=facts.person.address,
        address_flags="0" * len(facts.person.address),
    )


def _substituted(original: str, certified: str) -> str:
    """One digit a character of the certified text: 1 where another character stands in for the original one."""
    flags, rest = "", original
    for character in certified:
        found, rest = rest[0], rest[1:]
        has_selector = rest[:1] >= "\U000e0100"
        rest = rest[1:] if has_selector else rest
        flags += "1" if found != character or has_selector else "0"
    return flags


def _certificate_serial(name: str, municipality: str) -> str:
    """An opaque common name in the shape of the test hierarchy's (card-protocol.md 3.6)."""
    letters = "".join(chr(ord("A") + ord(character) % 26) for character in name if character.isalnum())
    return f"{letters[:13]:A<13}{municipality}001A"
