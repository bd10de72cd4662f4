"""What the town decides or may change, and what law changes: addressees, offices, fees, amounts, ages, terms.

Data in ``assets/town/<town>.toml``. Each value carries its source, the day it was last checked and how well it is
founded; a value without them is refused. forms.review says which are due to be looked up again.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from forms.definition import Confidence, Phrase
from forms.figures import Figure, Unit
from forms.japanese.phones import hyphenated, is_phone
from forms.problems import DefinitionCode, DefinitionError, SettingsError
from forms.toml_table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from forms.definition import Procedure

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value rests on."""

    source: str
    checked_on: date
    confidence: Confidence
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a form is addressed: 上砂川町長 様."""

    name: str
    suffix: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Office:
    """Who takes a form in: name, where it is, telephone (0125-62-2222), and who decides."""

    name: Phrase
    where: Phrase
    phone: str
    decides: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs: yen for each unit (1通)."""

    yen: int
    unit: Phrase
    basis: Basis


@dataclass(frozen=True, slots=True)
class Town:
    """All settings of one town."""

    name: Phrase
    kana: str
    full_name: str
    code: str
    basis: Basis
    addressees: Mapping[str, Addressee]
    offices: Mapping[str, Office]
    fees: Mapping[str, Fee]
    numbers: Mapping[str, tuple[Figure, Basis]]
    review_months: int

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Return every number a definition may name: ``amount.kaigo_jutaku``, and what things cost: ``fee.koseki``."""
        fees = {f"fee.{name}": Figure(fee.yen, Unit.YEN) for name, fee in self.fees.items()}
        return {**fees, **{name: figure for name, (figure, _) in self.numbers.items()}}

    def bases(self) -> Iterator[tuple[str, Basis]]:
        """Yield the place of each setting and what it rests on."""
        yield "", self.basis
        for group, values in (("addressee", self.addressees), ("office", self.offices), ("fee", self.fees)):
            yield from ((f"{group}.{name}", item.basis) for name, item in values.items())
        yield from ((name, basis) for name, (_, basis) in self.numbers.items())

    def addressee(self, procedure: Procedure) -> Addressee:
        """Return to whom the form of a procedure is addressed; raises SettingsError."""
        return _named(self.addressees, procedure.addressee, f"addressee.{procedure.addressee}", procedure)

    def office(self, procedure: Procedure) -> Office:
        """Return the office that takes the form of a procedure; raises SettingsError."""
        return _named(self.offices, procedure.office, f"office.{procedure.office}", procedure)

    def fee(self, procedure: Procedure) -> Fee | None:
        """Return what the procedure costs, None when it is free; raises SettingsError."""
        return _named(self.fees, procedure.fee, f"fee.{procedure.fee}", procedure) if procedure.fee else None


def shipped_towns() -> Traversable:
    """Return the folder of the settings that come with the program."""
    return files("assets") / "town"


def load_town(name: str = "kamisunagawa", folder: Traversable | None = None) -> Town:
    """Return the settings of a town; raises SettingsError with the key path."""
    path = (folder or shipped_towns()) / f"{name}.toml"
    try:
        return parse_town(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(path.name, str(error)) from error


def parse_town(raw: Mapping[str, object]) -> Town:
    """Return the settings of a parsed TOML file; raises SettingsError with the key path."""
    try:
        top = Table(raw, "")
        town = Town(
            name=_phrase(top, "name"),
            kana=top.text("kana", ""),
            full_name=top.text("full_name"),
            code=top.text("code"),
            basis=_basis(top),
            addressees=_each(top, "addressee", _addressee),
            offices=_each(top, "office", _office),
            fees=_each(top, "fee", _fee),
            numbers=_numbers(top),
            review_months=_months(top),
        )
        top.done()
    except DefinitionError as error:
        raise SettingsError(error.where, error.detail or error.code) from error
    return town


def _named(values: Mapping[str, V], name: str, place: str, procedure: Procedure) -> V:
    if name not in values:
        raise SettingsError(place, procedure.id)
    return values[name]


def _each(top: Table, name: str, read: Callable[[Table], V]) -> Mapping[str, V]:
    table = top.table(name)
    found = {}
    for key in table.names():
        item = table.table(key)
        found[key] = read(item)
        item.done()
    return MappingProxyType(found)


def _phrase(table: Table, name: str) -> Phrase:
    return Phrase(table.text(name), table.text(f"{name}_en", ""))


def _basis(table: Table) -> Basis:
    checked_on = table.day("checked_on")
    confidence = table.text("confidence")
    if checked_on is None:
        raise DefinitionError(DefinitionCode.MISSING_KEY, table.at("checked_on"))
    if confidence not in Confidence.__members__.values():
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("confidence"), confidence)
    return Basis(table.text("source"), checked_on, Confidence(confidence), table.day("review_by"))


def _months(top: Table) -> int:
    months = top.whole("review_months")
    if months is None or months < 1:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, "review_months", str(months))
    return months


def _numbers(top: Table) -> Mapping[str, tuple[Figure, Basis]]:
    found = {}
    for unit in Unit:

        def read(table: Table, unit: Unit = unit) -> tuple[Figure, Basis]:
            number = table.whole("number")
            if number is None or number < 0:
                raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("number"), str(number))
            return Figure(number, unit), _basis(table)

        found.update({f"{unit}.{name}": value for name, value in _each(top, unit, read).items()})
    return MappingProxyType(found)


def _addressee(table: Table) -> Addressee:
    return Addressee(table.text("name"), table.text("suffix"), _basis(table))


def _office(table: Table) -> Office:
    phone = table.text("phone")
    if not is_phone(phone):
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("phone"), phone)
    where = _phrase(table, "where")
    return Office(_phrase(table, "name"), where, hyphenated(phone), table.text("decides"), _basis(table))


def _fee(table: Table) -> Fee:
    yen = table.whole("yen")
    if yen is None or yen < 1:
        raise DefinitionError(DefinitionCode.NOT_ALLOWED, table.at("yen"), str(yen))
    return Fee(yen, _phrase(table, "unit"), _basis(table))
