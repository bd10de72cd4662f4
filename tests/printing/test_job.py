from __future__ import annotations

import pytest

from printing.job import PrinterProblem


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (PrinterProblem.PAPER, "PRN-01"),
        (PrinterProblem.JAM, "PRN-02"),
        (PrinterProblem.DOOR, "PRN-02"),
        (PrinterProblem.TONER, "PRN-03"),
        (PrinterProblem.OFFLINE, "PRN-03"),
        (PrinterProblem.FOLDER, "PRN-03"),
        (PrinterProblem.STOPPED, "PRN-03"),
    ],
)
def test_every_problem_has_its_failure_code(problem: PrinterProblem, code: str) -> None:
    assert problem.code == code
