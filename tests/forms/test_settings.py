"""The town's settings: complete, with their sources, and every mistake with its place."""

from __future__ import annotations

import copy
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from forms.definition import Confidence
from forms.problems import SettingsError
from forms.settings import load_town, parse_town, shipped_towns
from tests.support.procedures import small

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forms.definition import Procedure

RAW = tomllib.loads((shipped_towns() / "kamisunagawa.toml").read_text("utf-8"))


def test_every_shipped_form_finds_its_addressee_office_and_fee(shipped: Mapping[str, Procedure]) -> None:
    town = load_town()
    for procedure in shipped.values():
        assert town.addressee(procedure).name
        assert town.office(procedure).phone
        assert (town.fee(procedure) is None) == (procedure.fee == "")


def test_who_gets_which_form(shipped: Mapping[str, Procedure]) -> None:
    town = load_town()
    assert town.name.text("en") == "Kamisunagawa Town"
    assert town.code == "014257"
    assert town.addressee(shipped["juminhyo"]).name == "上砂川町長"
    assert town.addressee(shipped["kaigo_shinki"]).name == "空知中部広域連合長"
    assert town.office(shipped["juminhyo"]).phone == "0125-62-2222"
    fee = town.fee(shipped["juminhyo"])
    assert fee is not None
    assert (fee.yen, fee.unit.ja, fee.basis.confidence) == (300, "1通", Confidence.GENERAL)
    assert town.fee(shipped["jidoteate_nintei"]) is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"office": "nowhere"}, "office.nowhere"),
        ({"addressee": "nobody"}, "addressee.nobody"),
        ({"fee": "nothing"}, "fee.nothing"),
    ],
)
def test_a_form_that_names_what_the_town_does_not_have(change: dict[str, str], where: str) -> None:
    town, procedure = (
        load_town(),
        small({"id": "x"}, office="residents", **change) if "office" not in change else small({"id": "x"}, **change),
    )
    with pytest.raises(SettingsError) as caught:
        (town.office(procedure), town.addressee(procedure), town.fee(procedure))
    assert (caught.value.where, caught.value.detail) == (where, "small")


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("name", None, "name"),
        ("town", "x", "town"),
        ("source", "", "source"),
        ("checked_on", None, "checked_on"),
        ("confidence", "sure", "confidence"),
        ("addressee.mayor.suffix", None, "addressee.mayor.suffix"),
        ("addressee.mayor.checked_on", None, "addressee.mayor.checked_on"),
        ("addressee.mayor.fax", "x", "addressee.mayor.fax"),
        ("office.residents.phone", "62-2222", "office.residents.phone"),
        ("office.residents", "x", "office.residents"),
        ("fee.juminhyo.yen", None, "fee.juminhyo.yen"),
        ("fee.juminhyo.yen", 0, "fee.juminhyo.yen"),
        ("fee.juminhyo.yen", "300", "fee.juminhyo.yen"),
        ("fee", 5, "fee"),
    ],
)
def test_a_mistake_is_told_with_its_place(path: str, value: object, where: str) -> None:
    raw: dict[str, Any] = copy.deepcopy(RAW)
    *tables, name = path.split(".")
    table = raw
    for step in tables:
        table = table[step]
    if value is None:
        del table[name]
    else:
        table[name] = value
    with pytest.raises(SettingsError) as caught:
        parse_town(raw)
    assert caught.value.where == where
    assert caught.value.detail


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text("name = ", "utf-8")
    for name in ("a", "b"):
        with pytest.raises(SettingsError) as caught:
            load_town(name, tmp_path)
        assert caught.value.where == f"{name}.toml"
