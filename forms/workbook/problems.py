"""What can be wrong with a workbook, by sheet and cell.

The sentences stand in ``assets/words/<language>/workbook.toml`` under the same codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.problems import FormError


class WorkbookCode(StrEnum):
    """What is wrong with a workbook; the clerk who edits it can put it right."""

    UNREADABLE = "WBK-01"
    NO_SHEET = "WBK-02"
    NO_HEADING = "WBK-03"
    UNKNOWN_HEADING = "WBK-04"
    WRONG_VALUE = "WBK-05"
    NO_CONDITION = "WBK-06"
    TWICE = "WBK-07"
    DEPTH = "WBK-08"
    EMPTY = "WBK-09"
    NO_FIELD = "WBK-10"
    FORMULA = "WBK-11"
    UNWRITABLE = "WBK-12"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing to put right: which sheet, which cell (``D5``), and what stands there or is missing."""

    code: str
    sheet: str
    cell: str
    detail: str = ""


class WorkbookError(FormError):
    """Raised when a workbook cannot be turned into a definition, or the other way round; tells every problem found."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__("; ".join(f"{one.code} {one.sheet}!{one.cell} {one.detail}" for one in problems))
        self.problems = problems
