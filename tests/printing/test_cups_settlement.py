"""How a job ends, second by second; what a printer's words mean; which paper is asked for. All pure."""

from __future__ import annotations

import pytest

from printing.job import PrinterProblem as P
from printing.media import media_for
from printing.reasons import Reason, first_problem, standing_still
from printing.settlement import Course, Done, Fate, Look, Lost

PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)


def reasons(*texts: str) -> frozenset[Reason]:
    return frozenset(map(Reason.parse, texts))


def fate_after(seconds: float, *now: str, before: str = "none", state: int = PROCESSING) -> Fate | None:
    """Return what is decided after so many seconds of the same words, seen twice a second."""
    course = Course(100.0, reasons(before))
    for half in range(int(seconds * 2)):
        assert course.seen(100 + half / 2, state, (), Look(reasons=reasons(*now))) is None
    return course.seen(100 + seconds, state, (), Look(reasons=reasons(*now)))


@pytest.mark.parametrize(
    ("text", "problem", "stops"),
    [
        ("none", None, False),
        ("media-empty-error", P.PAPER, True),
        ("media-empty", P.PAPER, True),
        ("media-empty-warning", P.PAPER, False),
        ("media-empty-report", P.PAPER, False),
        ("media-needed-warning", P.PAPER, True),
        ("media-needed-report", P.PAPER, False),
        ("input-tray-missing-error", P.PAPER, True),
        ("media-jam-warning", P.JAM, True),
        ("cover-open-warning", P.DOOR, True),
        ("door-open-error", P.DOOR, True),
        ("interlock-open-error", P.DOOR, True),
        ("toner-empty-error", P.TONER, True),
        ("toner-empty-warning", P.TONER, False),
        ("marker-supply-empty-error", P.TONER, True),
        ("offline", P.OFFLINE, True),
        ("timed-out-error", P.OFFLINE, True),
        ("connecting-to-device", P.OFFLINE, False),
        ("paused", P.STOPPED, True),
        ("vendor-thing-error", P.STOPPED, True),
        ("vendor-thing-warning", None, False),
        ("vendor-thing", None, False),
        ("media-low-error", None, False),
        ("marker-waste-almost-full-error", None, False),
        ("cups-waiting-for-job-completed", None, False),
    ],
)
def test_what_a_reason_means(text: str, problem: P | None, stops: bool) -> None:
    reason = Reason.parse(text)
    assert (reason.problem, reason.stops) == (problem, stops)


def test_what_hands_can_do_first_is_told_first() -> None:
    assert first_problem(reasons("paused", "media-empty-error", "cover-open-error", "media-jam-error")) is P.JAM
    assert first_problem(reasons("paused", "media-empty-error", "cover-open-error")) is P.DOOR
    assert first_problem(()) is None
    assert standing_still(True, reasons("none")) is P.STOPPED
    assert standing_still(True, reasons("media-empty-warning")) is P.PAPER
    assert standing_still(False, reasons("media-empty-warning")) is None


def test_a_fault_ends_a_job_at_once() -> None:
    assert fate_after(0, "media-empty-error") == Lost(P.PAPER, "media-empty", sure=True)
    assert fate_after(0, "media-needed-warning") == Lost(P.PAPER, "media-needed", sure=True)


def test_a_fault_that_was_there_before_is_given_time_to_be_the_last_jobs() -> None:
    assert fate_after(4.5, "media-empty-error", before="media-empty-error") is None
    assert fate_after(5, "media-empty-error", before="media-empty-error") == Lost(P.PAPER, "media-empty", sure=True)


def test_a_new_warning_is_given_time_and_an_old_one_all_of_it() -> None:
    assert fate_after(14.5, "media-empty-warning") is None
    assert fate_after(15, "media-empty-warning") == Lost(P.PAPER, "media-empty", sure=True)
    assert fate_after(119.5, "media-empty-warning", before="media-empty-warning") is None
    assert fate_after(119.5, "media-low-warning", "toner-low-report") is None


def test_a_warning_that_goes_away_starts_anew() -> None:
    course = Course(0.0, frozenset())
    for second, words in [(0, "media-empty-warning"), (10, "none"), (12, "media-empty-warning")]:
        assert course.seen(second, PROCESSING, (), Look(reasons=reasons(words))) is None
    assert course.seen(26.5, PROCESSING, (), Look(reasons=reasons("media-empty-warning"))) is None
    assert course.seen(27, PROCESSING, (), Look(reasons=reasons("media-empty-warning"))) is not None


def test_a_printer_that_is_looked_for_too_long_is_offline() -> None:
    assert fate_after(9.5, "connecting-to-device") is None
    assert fate_after(10, "connecting-to-device", state=PENDING) == Lost(P.OFFLINE, "connecting-to-device", sure=True)
    assert fate_after(10, "connecting-to-device") == Lost(P.OFFLINE, "connecting-to-device", sure=False)


def test_after_two_minutes_a_job_is_taken_back() -> None:
    assert fate_after(119.5) is None
    assert fate_after(120) == Lost(P.STOPPED, "not done in time", sure=False)
    assert fate_after(120, state=PENDING) == Lost(P.STOPPED, "not done in time", sure=True)
    old = fate_after(120, "media-empty-warning", before="media-empty-warning", state=PENDING)
    assert old == Lost(P.PAPER, "not done in time", sure=True)


def test_two_minutes_of_half_answers_end_too() -> None:
    course = Course(0.0, frozenset())
    assert course.no_answer(119.0) is None
    assert course.no_answer(120.0) == Lost(P.STOPPED, "not done in time", sure=True)
    assert course.no_answer(120.5) == Lost(P.OFFLINE, "no answer from CUPS", sure=True)


@pytest.mark.parametrize("state", [HELD, STOPPED, CANCELED, ABORTED])
def test_a_job_that_stands_still_or_was_cancelled_is_lost_with_the_printers_new_words(state: int) -> None:
    course = Course(0.0, reasons("media-jam-report"))
    fate = course.seen(0.5, state, reasons("media-empty-report"), Look(reasons=reasons("media-jam-report")))
    assert fate == Lost(P.PAPER, "media-empty media-jam", sure=True)
    assert course.seen(1, state, (), Look(reasons=reasons("media-jam-report"))) == Lost(P.JAM, "media-jam", sure=True)
    assert course.seen(1, state, (), Look()) == Lost(P.STOPPED, "", sure=True)


def test_a_stopped_printer_ends_a_job_but_not_one_that_is_done() -> None:
    stopped = Look(reasons=reasons("paused"), stopped=True)
    assert Course(0.0, frozenset()).seen(1, PROCESSING, (), stopped) == Lost(P.STOPPED, "paused", sure=True)
    assert Course(0.0, frozenset()).seen(1, COMPLETED, (), stopped) == Done()


@pytest.mark.parametrize(
    ("box", "paper"),
    [
        (b"0 0 595.2756 841.8898", "iso_a4_210x297mm"),
        (b"0 0 841.8898 595.2756", "iso_a4_210x297mm"),
        (b"0 0 297.6378 419.5276", "iso_a6_105x148mm"),
        (b"0 0 419.5276 595.2756", "iso_a4_210x297mm"),
        (b"0 0 226.77 600", "default"),
    ],
)
def test_the_paper_is_the_documents_own_if_it_is_in_else_a4(box: bytes, paper: str) -> None:
    assert media_for(b"/MediaBox [ " + box + b" ]", {"iso_a6_105x148mm"}, "default") == paper


def test_a_document_without_a_size_gets_the_queues_paper() -> None:
    assert media_for(b"%PDF", (), "na_letter_8.5x11in") == "na_letter_8.5x11in"
