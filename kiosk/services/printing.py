"""The print service: the thread ``print-io`` draws the pages, keeps them, sends them once for each order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.failures import Failure, FailureCode
from kiosk.numberbox import NumberBox
from kiosk.previewbox import PreviewBox
from kiosk.services.worker import Worker
from kiosk.session.events import PagesDrawn, PagesSent, PrinterChanged
from kiosk.signaturebox import SignatureBox
from printing.job import Failed, Sent

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from kiosk.drawing import Drawn
    from kiosk.session.effects import DrawPages, SendPages
    from printing.job import Outcome, Printer
    from printing.raster import Raster


Draw = Callable[["DrawPages"], "Drawn"]
"""Draws forms and slip; ``kiosk.drawing.Drawing`` is the one."""


class PrintService(Worker):
    """Draws with ``draw``, prints with ``printer``; pictures of the sheets go into ``preview``, if there is one."""

    def __init__(
        self,
        draw: Draw,
        printer: Printer,
        now: Callable[[], float],
        parent: QObject | None = None,
        *,
        number: NumberBox | None = None,
        signature: SignatureBox | None = None,
        preview: PreviewBox | None = None,
    ) -> None:
        super().__init__("print-io", parent)
        self._preview = preview
        self._number = NumberBox() if number is None else number
        self._signature = SignatureBox() if signature is None else signature
        self._draw_pages, self._printer, self._now = draw, printer, now
        self._pages: Drawn | None = None
        self._sent = 0
        self._told_failure: Failure | None = None

    def draw(self, effect: DrawPages) -> None:
        """Draw the pages and keep them for ``send``."""

        def job() -> PagesDrawn:
            self._drop()
            self._pages = pages = self._draw_pages(effect)
            self._sent = 0
            if self._preview is not None:
                self.run(partial(self._picture, pages, _sheets(pages, self._preview.width)))
            sheets = sum(document.sheets for document in pages.documents)
            return PagesDrawn(self._now(), effect.job, pages.slip_id, sheets, pages.problems)

        self.run(job)

    def _picture(self, pages: Drawn, sheets: Iterator[Raster]) -> None:
        """Make one picture, then the next in a turn of its own: who prints waits for one at most."""
        if self._preview is None or self._pages is not pages:
            return
        if (sheet := next(sheets, None)) is not None:
            self._preview.add(sheet)
            self.run(partial(self._picture, pages, sheets))

    def _drop(self) -> None:
        self._pages = None
        if self._preview is not None:
            self._preview.clear()

    def send(self, effect: SendPages) -> None:
        """Send the pages drawn last; stop at the first that does not go out.

        After a failure the next order goes on with that one, so that no form comes out twice; after all went out
        (somebody says that no paper came) it begins anew. A page with the card's 12-digit number or a signature is
        drawn here, at the last moment, and not kept.
        """

        def job() -> PagesSent:
            documents = self._pages.documents if self._pages else ()
            outcome: Outcome = Failed(FailureCode.PRINTER_GONE, "no pages")
            for document in documents[self._sent :]:
                pdf = document.finished(self._number, self._signature)
                outcome = self._printer.print(pdf, document.title)
                if not isinstance(outcome, Sent):
                    break
                self._sent += 1
            else:
                self._sent = 0
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
        if self._preview is not None:
            self._preview.clear()
        self.run(self._drop)


def _sheets(pages: Drawn, width: int) -> Iterator[Raster]:
    from printing.raster import sheets  # noqa: PLC0415 - PDFium is loaded once there are pages

    for document in pages.documents:
        yield from sheets(document.pdf, width)
