"""Draws all pages of a visit: the forms, then the slip. Runs on the print thread; loads what it needs at first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.failures import FailureCode
from kiosk.services.printing import Document, Drawn
from kiosk.session.state import PageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Procedure
    from kiosk.config import Config
    from kiosk.session.effects import DrawPages


class PageMaker:
    """From procedures and answers to PDF."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._procedures: Mapping[str, Procedure] | None = None

    def __call__(self, effect: DrawPages) -> Drawn:
        """Return the finished pages; raises only for a bug."""
        # Loaded here, on the print thread: fonts and reportlab would double the time to the first page.
        from forms.journey import entries  # noqa: PLC0415
        from forms.loader import load_catalogue  # noqa: PLC0415
        from forms.settings import load_town  # noqa: PLC0415
        from kiosk import paper  # noqa: PLC0415

        if self._procedures is None:
            self._procedures = load_catalogue().procedures
        town = load_town(self._config.town)
        documents: list[Document] = []
        problems: list[PageProblem] = []
        for id_ in effect.procedures:
            procedure = self._procedures[id_]
            form = paper.draw(procedure, effect.answers, town)
            documents.append(Document(id_, form.pdf, form.pages))
            keys = {entry.content: entry.key for entry in entries((procedure,), effect.answers)}
            problems += [
                PageProblem(FailureCode(problem.code), id_, keys.get(problem.field, problem.field))
                for problem in form.problems
            ]
        return Drawn("", tuple(documents), tuple(problems))
