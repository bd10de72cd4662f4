"""The proof of a sheet finds what leaves its box, what lies on something else, what is not printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from printing import layout
from printing.content import Blank, Content, Options, Text
from printing.form import Letter
from printing.geometry import Box
from printing.proof import Fault, prove
from printing.sheet import Outline, Slot, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTER = Letter(title="届", addressee="町長　様", form_id="f", definition_date="2026-11-24")
ABC = Options(("甲", "乙", "丙"), frozenset({0, 1, 2}))


def sheet(*cells: Mapping[str, Any]) -> layout.Layout:
    fields = {str(cell["field"]): "欄" for cell in cells}
    return layout.parse({"part": [{"kind": "grid", "rows": [{"h": 10, "cells": list(cells)}]}]}, fields=fields)


def faults(of: layout.Layout, **contents: Content) -> list[Fault]:
    return list(prove(of, contents, LETTER))


def moved(of: layout.Layout, field: str, box: Box) -> layout.Layout:
    """Put a slot elsewhere: what the grammar never does."""
    for page in of.pages:
        page.entries[:] = [replace(one, box=box) if one.field == field else one for one in page.entries]
    return of


def test_a_sound_sheet_has_no_fault() -> None:
    of = sheet({"field": "a", "w": 90}, {"field": "b"})
    assert faults(of, a=Text("上砂川町"), b=ABC) == []
    assert faults(of) == []


def test_what_does_not_fit_is_told() -> None:
    of = sheet({"field": "a", "w": 50}, {"field": "b"})
    assert faults(of, a=Text("国" * 200), b=Blank()) == [Fault("FORM-01", "a")]


def test_words_beyond_their_box_are_found() -> None:
    of = sheet({"field": "a", "prefix": "これはとても長い前置きの言葉です", "w": 40}, {"field": "b"})
    found = faults(of)
    assert [(fault.code, fault.where) for fault in found][:1] == [("sheet-outside", "a")]


def test_a_field_on_another_field_is_found() -> None:
    of = sheet({"field": "a", "w": 90}, {"field": "b"})
    (first, second) = (entry.box for entry in of.pages[0].entries)
    of = moved(of, "b", Box(first.x + 20, first.y, second.w, second.h))
    assert Fault("sheet-overlap", "a", "b") in faults(of)


def test_printed_words_under_what_is_written_are_found() -> None:
    of = sheet({"field": "a", "w": 90}, {"field": "b"})
    box = next(entry.box for entry in of.pages[0].entries if entry.field == "a")
    of.pages[0].printed.append(Words(Box(box.x + 1, box.y, 30, box.h), "届出の", "line", 9))
    assert faults(of) == [Fault("sheet-overlap", "a", "届出の")]
    assert Fault("sheet-overlap", "届出の", "a") in faults(of, a=Text("上砂川町"))


def test_a_seal_s_word_under_what_is_written_is_found() -> None:
    of = sheet({"field": "a", "w": 90}, {"field": "b"})
    box = next(entry.box for entry in of.pages[0].entries if entry.field == "a")
    of.pages[0].printed.append(Outline(Box(box.x + 1, box.y + 1, 8, 8), "ring", "印"))
    assert Fault("sheet-overlap", "印", "a") in faults(of, a=Text("上砂川町"))


def test_words_for_choices_that_would_not_be_printed_are_found() -> None:
    of = sheet({"field": "a", "labels": ["イ", "ロ"], "w": 90}, {"field": "b"})
    assert faults(of, a=ABC) == [Fault("sheet-labels", "a")]
    assert isinstance(of.pages[0].entries[0], Slot)
