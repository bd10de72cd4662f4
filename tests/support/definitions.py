"""Definitions made by hypothesis: every key of the loader, texts no clerk would write, a sheet that is never drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from forms.definition import Kind
from forms.fields import KINDS

_STRANGE = st.sampled_from(
    [
        "=1+1",
        "0123",
        "12",
        "はい",
        "（空）",
        "＼（空）",
        " 前後に空き ",
        "行\n行",
        "⏎",
        "＼⏎",
        "TRUE",
        "2026-11-24",
        "'x",
        "條件1",
        "@x",
        "1.50",
    ]
)
_PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n\t"), max_size=12
)
texts = st.one_of(_STRANGE, _PLAIN)
filled = texts.filter(lambda text: text.strip() != "")
_lines = st.lists(texts, max_size=3, unique=True)
_wholes = st.integers(-40, 400)
_sizes = st.one_of(st.integers(0, 400), st.floats(0, 400, allow_nan=False, width=32))


def _some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


def _leaves(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions on the fixed fields c (choice), m (multi), b (box), n (number), d (date) and on tables."""
    low, high = _some(at_least=_wholes), _some(at_most=_wholes)
    ranges = st.one_of(low.filter(bool), high.filter(bool), st.builds(lambda a, b: {**a, **b}, low, high).filter(bool))
    ages = _some(at_least=_wholes, below=_wholes).filter(bool)
    return st.one_of(
        st.fixed_dictionaries({"field": st.just("c"), "is": st.sampled_from(["甲", "=乙", "1"])}),
        st.fixed_dictionaries(
            {"field": st.just("c"), "in": st.lists(st.sampled_from(["甲", "=乙", "1"]), unique=True, min_size=1)}
        ),
        st.fixed_dictionaries({"field": st.just("m"), "has": st.sampled_from(["丙\n丁", "（空）"])}),
        st.fixed_dictionaries({"field": st.just("b"), "is": st.booleans()}),
        st.fixed_dictionaries({"field": st.just("n"), "is": _wholes}),
        ranges.map(lambda limits: {"field": "n", **limits}),
        ages.map(lambda limits: {"age": "d", **limits}),
        ranges.map(lambda limits: {"count": ["people"], **limits}),
        st.sampled_from([{"answered": name} for name in ids]),
        st.just({"same": ["applicant.name", "household.head"]}),
        st.just({"before": ["d", "d2"]}),
        st.just({"known": "spouse"}),
    )


conditions = st.recursive(
    _leaves(["c", "m", "n", "d"]),
    lambda inner: st.one_of(
        inner.map(lambda one: {"not": one}),
        st.lists(inner, min_size=1, max_size=3).map(lambda many: {"any": many}),
        st.lists(inner, min_size=1, max_size=3).map(lambda many: {"all": many}),
    ),
    max_leaves=5,
)

_FIXED: list[dict[str, Any]] = [
    {"id": "c", "kind": "choice", "options": ["甲", "=乙", "1"], "options_en": ["A", "", "（空）"], "default": "1"},
    {"id": "m", "kind": "multi", "options": ["丙\n丁", "（空）"], "default": ["（空）"]},
    {"id": "b", "kind": "checkbox", "default": False},
    {"id": "n", "kind": "number", "default": 0},
    {"id": "d", "kind": "date", "options": ["昭", "平"]},
    {"id": "d2", "kind": "date"},
    {"id": "age", "kind": "number", "prefill": {"age_of": "d"}, "prefill_if": {"answered": "d"}},
]


def _possible(limits: dict[str, Any]) -> dict[str, Any]:
    """Return the same with both ends of each range in their order: else no answer could keep to them."""
    for low, high in (("at_least", "at_most"), ("earliest_days", "latest_days"), ("age_at_least", "age_at_most")):
        if low in limits and high in limits:
            limits |= dict(zip((low, high), sorted((limits[low], limits[high])), strict=True))
    return limits


_limits = _some(
    at_least=_wholes,
    at_most=_wholes,
    longest=_wholes,
    earliest_days=_wholes,
    latest_days=_wholes,
    age_at_least=_wholes,
    age_at_most=_wholes,
    school_age_at_most=_wholes,
).map(_possible)


@st.composite
def _field(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kind = draw(st.sampled_from([one for one in Kind if one is not Kind.MY_NUMBER]))
    raw: dict[str, Any] = {"id": f"f{number}", "label": draw(filled), "kind": kind.value, "section": "届出"}
    raw |= draw(
        _some(
            label_en=texts,
            required=st.booleans(),
            ask_en=texts,
            help=texts,
            help_en=texts,
            example=texts,
            unit=texts,
            note=texts,
            print=st.booleans(),
            limits=_limits,
            show_if=conditions,
        )
    )
    if KINDS[kind].askable:
        raw["ask"] = draw(filled)
    if kind in (Kind.CHOICE, Kind.MULTI):
        raw["options"] = draw(st.lists(filled, min_size=1, max_size=3, unique=True))
        if draw(st.booleans()):
            english = draw(st.lists(texts, min_size=len(raw["options"]), max_size=len(raw["options"]), unique=True))
            raw |= {"options_en": english}
    if kind is Kind.CHOICE and draw(st.booleans()):
        choose = st.fixed_dictionaries({"when": conditions, "option": st.sampled_from(raw["options"])})
        raw["prefill"] = {"choose": draw(st.lists(choose, min_size=1, max_size=3))}
    if kind is Kind.DIGITS:
        raw["digits"] = draw(st.lists(st.integers(1, 12), min_size=1, max_size=2, unique=True))
        raw |= draw(_some(pad=st.booleans()))
    if kind is Kind.TEXT:
        raw |= draw(_some(prefill=st.sampled_from(["card.name", "card.address", "household.head"])))
    if kind is Kind.NUMBER and draw(st.booleans()):
        raw["prefill"] = {"same_as": "n"}
    return raw


_slot = _some(
    size=_sizes,
    align=st.sampled_from(["left", "center", "right"]),
    mark=st.sampled_from(["circle", "check"]),
    labels=st.lists(texts, min_size=1, max_size=3),
    down=st.booleans(),
    room=_sizes,
    other=st.sampled_from(["c", "m"]),
    prefix=texts,
    suffix=texts,
)
_slots = st.one_of(st.just("c"), st.builds(lambda more: {"field": "c", **more}, _slot))
_leaf_cell = st.builds(
    lambda own, slot: {**own, **slot},
    _some(
        label=texts,
        lw=_sizes,
        w=_sizes,
        split=st.lists(_sizes, min_size=1, max_size=2),
        text=texts,
        text_align=st.sampled_from(["left", "right"]),
        text_size=_sizes,
        top=st.booleans(),
        blank=st.booleans(),
        seal=st.booleans(),
        photo=st.booleans(),
        fields=st.lists(_slots, min_size=1, max_size=2),
        field=st.sampled_from(["c", "m"]),
    ),
    _slot,
)


def _rows(cells: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries(
        {"cells": st.lists(cells, min_size=1, max_size=3)}, optional={"h": _sizes, "dotted": st.booleans()}
    )
    return st.lists(row, min_size=1, max_size=2)


_cell = st.recursive(
    _leaf_cell, lambda inner: st.builds(lambda own, rows: {**own, "rows": rows}, _leaf_cell, _rows(inner)), max_leaves=4
)
_parts = st.one_of(
    st.builds(
        lambda own, rows: {"kind": "grid", **own, "rows": rows},
        _some(frame=st.sampled_from(["thick", "none"]), heading=texts, banner=texts, staff=st.booleans(), label=_sizes),
        _rows(_cell),
    ),
    st.builds(
        lambda own, header, columns: {"kind": "table", "repeat": "people", **own, "header": header, "columns": columns},
        _some(rows=st.integers(0, 9), numbered=st.booleans(), head=_sizes, remark=texts),
        _rows(_leaf_cell),
        st.lists(_cell, min_size=1, max_size=2),
    ),
    st.builds(lambda lines: {"kind": "notes", "lines": lines}, st.lists(texts, min_size=1, max_size=3)),
    st.builds(lambda more: {"kind": "date", "field": "d", **more}, _some(label=texts, x=_sizes, beside=st.booleans())),
    st.builds(
        lambda more: {"kind": "counts", "field": "c", "count": "n", **more},
        _some(titles=st.lists(texts, min_size=2, max_size=2), suffix=texts, count_width=_sizes),
    ),
    st.sampled_from([{"kind": "page"}, {"kind": "space"}]),
)
_place = st.fixed_dictionaries(
    {"field": st.sampled_from(["c", "d"]), "x": _sizes, "y": _sizes, "w": _sizes, "h": _sizes},
    optional={
        "page": st.integers(1, 3),
        "option": texts,
        "part": st.sampled_from(["year", "month", "day"]),
        "mark": st.sampled_from(["circle", "check"]),
        "rows": st.integers(1, 9),
        "step": _sizes,
    },
)
_sheet = _some(
    paper=st.sampled_from(["A4", "A3"]),
    landscape=st.booleans(),
    margin=st.lists(_sizes, min_size=4, max_size=4),
    style=texts,
    label=_sizes,
    background=texts,
    preprinted=st.booleans(),
    part=st.lists(_parts, min_size=1, max_size=4),
    place=st.lists(_place, min_size=1, max_size=3),
)
_said = st.fixed_dictionaries(
    {"when": conditions, "text": filled}, optional={"text_en": texts, "where": texts, "where_en": texts}
)


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """Return a parsed TOML table that forms.loader accepts; its sheet has every key but is seldom drawable."""
    fixed = [{"label": one["id"], "section": "届出", "ask": "？", **one} for one in _FIXED]
    raw: dict[str, Any] = {
        "id": "made",
        "name": draw(filled),
        "category": draw(filled),
        "office": draw(filled),
        "addressee": draw(filled),
        "legal_basis": draw(filled),
        "confidence": draw(st.sampled_from(["law", "seed"])),
        "checked_on": draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        "sections": ["届出", draw(filled.filter(lambda text: text != "届出"))],
        "field": [*fixed, *(draw(_field(number)) for number in range(draw(st.integers(0, 4))))],
        "repeat": [
            {"id": "people", "label": draw(filled), "max_rows": 3, "section": "届出", "ask": draw(filled)}
            | draw(
                _some(
                    min_rows=st.integers(0, 3),
                    unit=texts,
                    shares=texts,
                    label_en=texts,
                    who=filled,
                    who_en=texts,
                    show_if=st.just({"field": "b", "is": True}),
                )
            )
        ],
    }
    return raw | draw(
        _some(
            name_en=texts,
            fee=texts,
            applicant=_lines,
            my_number_of=_lines,
            takes_my_number=st.booleans(),
            note=texts,
            approved_by=texts,
            approved_on=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
            sources=_lines,
            sections_en=st.lists(texts, min_size=2, max_size=2, unique=True),
            stop=st.lists(_said, min_size=1, max_size=2),
            check=st.lists(
                st.fixed_dictionaries({"when": conditions, "field": st.just("c"), "text": filled}),
                min_size=1,
                max_size=2,
            ),
            attachment=st.lists(
                st.fixed_dictionaries({"text": filled}, optional={"when": conditions, "text_en": texts}),
                min_size=1,
                max_size=2,
            ),
            sheet=_sheet.filter(bool),
        )
    )
