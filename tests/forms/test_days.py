"""Days that cannot both be true: each form says at which of them, why, and how it is put right."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from forms import journey
from forms.answers import NO_ANSWERS, Giver
from forms.evaluation import TODAY as TODAY_KEY
from forms.problems import DefinitionCode, DefinitionError, ProblemCode
from forms.values import UNKNOWN, AboutDate, WesternDay
from tests.support.procedures import TODAY, small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answers
    from forms.definition import Procedure
    from forms.values import Value

KIND = {"move.notifier": "代理人", "move.kind": "転入（町外から）"}


def answered(values: Mapping[str, Value]) -> Answers:
    answers = NO_ANSWERS.set(TODAY_KEY, TODAY, Giver.COMPUTED)
    for key, value in values.items():
        answers = answers.set(key, value, Giver.RESIDENT)
    return answers


def refused(procedure: Procedure, values: Mapping[str, Value]) -> dict[str, str]:
    """Return the fields that a rule over several answers refuses, and what it says."""
    complete = journey.complete((procedure,), answered(values), {TODAY_KEY: TODAY})
    found = journey.problems((procedure,), complete)
    return {one.key: one.params["text"] for one in found if one.code is ProblemCode.RULE}


@pytest.mark.parametrize(
    ("form", "given", "earlier", "later", "at"),
    [
        ("tenshutsu_online", {"tenshutsu_online.members.count": 1}, "move.date", "members[0].m_birth", "later"),
        ("jumin_ido", {**KIND, "jumin_ido.members.count": 1}, "move.date", "members[0].m_birth", "later"),
        ("jumin_ido", KIND, "application.date", "move.date", "later"),
        ("kokuho_ido", {"kokuho_ido.members.count": 1}, "ev_date", "members[0].m_birth", "later"),
        ("nenkin_todoke", {"pension.applied_by": "世帯主・配偶者・代理人"}, "ev_date", "pension.birth", "earlier"),
        ("dog_henko", {"dog_henko.kind": "犬の死亡"}, "ev_date", "dog.birth", "earlier"),
        ("kei_genmen", {"kei_genmen.h_rel": "家族"}, "h_issued", "h_birth", "earlier"),
        (
            "jidofuyo_genkyo",
            {"jidofuyo_genkyo.children.count": 1},
            "children[0].c_from",
            "children[0].c_birth",
            "earlier",
        ),
        ("kaigo_jutaku", {}, "w_end", "w_start", "earlier"),
        ("hoiku_riyo", {"hoiku_riyo.to_d": "期日を指定"}, "to_date", "from_d", "earlier"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field_with_the_reason_and_an_example(
    shipped: Mapping[str, Procedure], form: str, given: Mapping[str, Value], earlier: str, later: str, at: str
) -> None:
    procedure = shipped[form]

    def key(name: str) -> str:
        return name if name.partition(".")[0] in {"move", "application", "pension", "dog"} else f"{form}.{name}"

    # A nursery place is wished for days to come.
    first, second = (date(2026, 12 if form == "hoiku_riyo" else 11, day) for day in (20, 21))
    said = refused(procedure, {**given, key(earlier): first, key(later): second})
    assert list(said) == [key(earlier if at == "earlier" else later)]
    assert "例：" in said[key(earlier if at == "earlier" else later)]
    for one, other in ((second, second), (second, first), (UNKNOWN, second)):
        assert refused(procedure, {**given, key(earlier): one, key(later): other}) == {}


def test_a_move_out_is_told_before_it(shipped: Mapping[str, Procedure]) -> None:
    days = {"application.date": TODAY, "move.date": date(2026, 12, 5)}
    assert refused(shipped["jumin_ido"], {**days, "move.kind": "転出（町外へ）"}) == {}
    for kind in ("転入（国外から）", "転居（町内）", "世帯主変更"):
        assert list(refused(shipped["jumin_ido"], {**days, "move.kind": kind})) == ["move.date"]


def test_a_room_is_given_back_after_it_was_taken(shipped: Mapping[str, Procedure]) -> None:
    start, end = datetime(2026, 12, 1, 13, 0), datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001
    given = {"shisetsu.slots.count": 1, "shisetsu.slots[0].d_from": start, "shisetsu.slots[0].d_to": end}
    assert list(refused(shipped["shisetsu"], given)) == ["shisetsu.slots[0].d_to"]
    assert refused(shipped["shisetsu"], {**given, "shisetsu.slots[0].d_from": end}) == {}


def test_each_row_of_a_table_is_compared_for_itself(shipped: Mapping[str, Procedure]) -> None:
    births = {f"jumin_ido.members[{row}].m_birth": date(2026, 11, 20 + row) for row in range(3)}
    said = refused(shipped["jumin_ido"], {"jumin_ido.members.count": 3, "move.date": date(2026, 11, 21), **births})
    assert list(said) == ["jumin_ido.members[2].m_birth"]


@pytest.mark.parametrize(
    ("earlier", "later", "holds"),
    [
        (date(2026, 1, 1), date(2026, 1, 2), True),
        (date(2026, 1, 2), date(2026, 1, 2), False),
        (WesternDay(2026, 1, 1), date(2026, 1, 2), True),
        (AboutDate(2025), date(2026, 1, 1), True),
        (AboutDate(2026), date(2026, 6, 1), False),
        (date(2025, 12, 31), AboutDate(2026), True),
        (date(2026, 1, 1), AboutDate(2026), False),
        (UNKNOWN, date(2026, 1, 2), False),
        (date(2026, 1, 1), UNKNOWN, False),
    ],
)
def test_before_holds_where_it_is_certain(earlier: Value, later: Value, holds: bool) -> None:
    form = small(
        {"id": "a", "kind": "date", "about": True},
        {"id": "b", "kind": "date", "about": True},
        {"id": "x", "show_if": {"before": ["a", "b"]}},
    )
    complete = journey.complete((form,), answered({"small.a": earlier, "small.b": later}), {})
    assert ("small.x" in [one.key for one in journey.entries((form,), complete)]) is holds


@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"], ["a", "t"], ["t", "u"], ["a", "d"]])
def test_only_two_days_of_one_kind_are_compared(names: list[str]) -> None:
    days: tuple[dict[str, Any], ...] = tuple({"id": name, "kind": "date"} for name in "abc")
    times: tuple[dict[str, Any], ...] = tuple({"id": name, "kind": "datetime"} for name in "de")
    fields = (*days, *times, {"id": "t"}, {"id": "u"})
    small(*fields, {"id": "x", "show_if": {"all": [{"before": ["a", "b"]}, {"before": ["d", "e"]}]}})
    with pytest.raises(DefinitionError) as caught:
        small(*fields, {"id": "x", "show_if": {"before": names}})
    assert (caught.value.code, caught.value.where) == (DefinitionCode.NOT_ALLOWED, "field.x.show_if.before")
