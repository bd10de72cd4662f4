"""The print service: the thread ``print-io`` draws the pages, keeps them, sends them once for each order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.failures import Failure, FailureCode
from kiosk.services.worker import Worker
from kiosk.session.events import PagesDrawn, PagesSent, PrinterChanged
from printing.job import Failed, Sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from kiosk.session.effects import DrawPages, SendPages
    from kiosk.session.state import PageProblem
    from printing.job import Outcome, Printer


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF as it goes to the printer; the title is seen by others and holds nothing of a person."""

    title: str
    pdf: bytes
    sheets: int

    def __repr__(self) -> str:
        return f"Document({self.title}, {self.sheets})"


@dataclass(frozen=True, slots=True)
class Drawn:
    """All pages of one visit."""

    slip_id: str
    documents: tuple[Document, ...]
    problems: tuple[PageProblem, ...] = ()


class Draw(Protocol):
    """Draws forms and slip; ``slip_id`` None makes a new slip."""

    def __call__(self, effect: DrawPages) -> Drawn:
        """Return the pages."""
        ...


class PrintService(Worker):
    """Draws with ``draw``, prints with ``printer``."""

    def __init__(self, draw: Draw, printer: Printer, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__("print-io", parent)
        self._draw_pages, self._printer, self._now = draw, printer, now
        self._pages: Drawn | None = None
        self._told_failure: Failure | None = None

    def draw(self, effect: DrawPages) -> None:
        """Draw the pages and keep them for ``send``."""

        def job() -> PagesDrawn:
            self._pages = pages = self._draw_pages(effect)
            sheets = sum(document.sheets for document in pages.documents)
            return PagesDrawn(self._now(), effect.job, pages.slip_id, sheets, pages.problems)

        self.run(job)

    def send(self, effect: SendPages) -> None:
        """Send the pages drawn last, once; stop at the first that does not go out."""

        def job() -> PagesSent:
            outcome: Outcome = Failed(FailureCode.PRINTER_GONE, "no pages")
            for document in self._pages.documents if self._pages else ():
                outcome = self._printer.print(document.pdf, document.title)
                if not isinstance(outcome, Sent):
                    break
            return PagesSent(self._now(), effect.job, outcome)

        self.run(job)

    def clear(self) -> None:
        """Take back what waits in the printer's queue."""

        def job() -> None:
            self._printer.clear()

        self.run(job)

    def look(self) -> None:
        """Ask the printer how it is; tell when that changed."""

        def job() -> PrinterChanged | None:
            problem = self._printer.status().problem
            failure = Failure(FailureCode(problem.code)) if problem else None
            if failure == self._told_failure:
                return None
            self._told_failure = failure
            return PrinterChanged(self._now(), failure)

        self.run(job)

    def forget(self) -> None:
        """Drop the pages: the visit is over."""

        def job() -> None:
            self._pages = None

        self.run(job)
