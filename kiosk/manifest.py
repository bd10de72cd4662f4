"""``manifest.json``: what one ``madobe fill`` made, from what, and what is missing. Never a value, never a secret.

{
  "manifest": 1,                      version of this shape
  "made_at": "2026-11-24T10:00:00+09:00",
  "slip": {"id": "261124-7KQ2MX", "file": "slip.pdf", "sealed": true},  null without a slip; sealed: it has a QR code
  "forms": [
    {
      "id": "juminhyo", "name": "住民票の写し等交付請求書", "file": "juminhyo.pdf", "pages": 1,
      "approved": false,              false: the paper says 様式未確認
      "fields": {"v_name": "card"},   who gave each answer on the paper: card resident staff proxy computed;
                                      in a table "children[0].c_name"
      "unknown": ["relation"],        answered with わからない
      "missing": ["v_tel"],           asked for, not in the answers file: left empty on the paper
      "my_number": ["a_mynum"],       cells that took the card's 12-digit number: on the paper, never here
      "left_blank": [{"field": "v_name", "code": "FORM-02"}]
                                      given, but it does not fit or cannot be printed: left empty on the paper
      "pictured": [{"field": "v_name", "note": "文字が違う可能性"}]
                                      no font holds a character: the paper shows the card's own picture of the text
    }
  ],
  "record": "daihitsu.pdf",           代筆の記録: staff gave an answer (kiosk.scribe); else null
  "unused": ["juminhyo.addr_proxy"],  in the answers file, but not on these forms under these answers
  "card": {                           null without a card
    "kind": "my-number", "door": "pin", "expires_on": "2031-05-01", "expired": false,
    "tries_left": 3,                  before the secret was sent
    "integrity": "not-checked", "apdus": {"total": 6, "check": 4, "read": 2}
  },
  "family": [                         further cards, in the order read; the same keys as "card", and:
    {"relation": "子", "here": false}  here false: absent, so by the printed number and never by PIN
  ]
}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.journey import entries
from forms.values import SKIPPED, UNKNOWN
from kiosk.i18n import Words
from kiosk.scribe import DAIHITSU

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from forms.answers import Answers
    from forms.definition import Procedure
    from kiosk.drawing import Document, Drawn
    from kiosk.session.persons import ReadPerson
    from kiosk.session.state import PageProblem

VERSION = 1


def manifest(
    drawn: Drawn,
    procedures: Sequence[Procedure],
    answers: Answers,
    *,
    missing: Collection[str],
    unused: Collection[str],
    card: Mapping[str, object] | None,
    family: Sequence[Mapping[str, object]] = (),
    event: Mapping[str, object] | None = None,
    numbered: Collection[int] = (),
) -> dict[str, object]:
    """Return the manifest of these pages. ``missing`` and ``unused`` are keys of answers (``forms.journey``).

    ``event`` is what a life event led to (kiosk.guidance.record); ``numbered``: whose 12-digit numbers were read, by
    the order of reading.
    """
    files = {document.name: document for document in drawn.documents}
    return {
        "manifest": VERSION,
        "made_at": drawn.made_at.isoformat(timespec="seconds"),
        "slip": {"id": drawn.slip_id, "file": "slip.pdf", "sealed": drawn.sealed} if "slip" in files else None,
        "forms": [
            _form(
                one,
                files[one.id],
                answers,
                missing,
                [it for it in drawn.problems if it.procedure == one.id],
                numbered=numbered,
            )
            | {"pictured": _pictured([it.field for it in drawn.pictured if it.procedure == one.id])}
            for one in procedures
        ],
        "record": f"{DAIHITSU}.pdf" if DAIHITSU in files else None,
        "unused": sorted(unused),
        "card": card,
        "family": list(family),
        "event": event,
    }


def _form(
    procedure: Procedure,
    document: Document,
    answers: Answers,
    missing: Collection[str],
    problems: Sequence[PageProblem],
    *,
    numbered: Collection[int],
) -> dict[str, object]:
    found = entries((procedure,), answers)
    contents = {entry.key: entry.content for entry in found}
    given = [
        entry for entry in found if entry.answer and entry.answer.value is not SKIPPED and entry.key not in missing
    ]
    return {
        "id": procedure.id,
        "name": procedure.name,
        "file": f"{procedure.id}.pdf",
        "pages": document.sheets,
        "approved": procedure.approved,
        "fields": {entry.content: entry.answer.giver.value for entry in given if entry.answer},
        "unknown": [entry.content for entry in given if entry.answer and entry.answer.value is UNKNOWN],
        "missing": [entry.content for entry in found if entry.key in missing],
        "my_number": [cell for cell, person in document.number_cells.items() if person in numbered],
        "left_blank": [{"field": contents.get(one.key, one.key), "code": one.code.value} for one in problems],
    }


def _pictured(fields: Sequence[str]) -> list[dict[str, str]]:
    note = Words("ja").text("slip.may_differ")
    return [{"field": one, "note": note} for one in fields]


def member_line(one: ReadPerson, today: date) -> dict[str, object]:
    """Return the part about the card of somebody in the family."""
    member = one.member
    told = {"relation": member.relation, "here": member.may_use_pin} if member else {}
    return {**told, **card_line(one, today)}


def card_line(one: ReadPerson, today: date) -> dict[str, object]:
    """Return the part about a card."""
    door, check, reading = one.door, one.check, one.reading
    return {
        "kind": check.kind.name.lower().replace("_", "-"),
        "door": door.value,
        "expires_on": check.expires_on.isoformat() if check.expires_on else None,
        "expired": check.expires_on is not None and check.expires_on < today,
        "tries_left": check.tries_left,
        "integrity": reading.integrity.value,
        "apdus": {"total": check.apdus + reading.apdus, "check": check.apdus, "read": reading.apdus},
    }
