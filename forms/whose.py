"""Whether what one form of a sitting tells may fill in another: only where both are about the same person.

Somebody may move house and, in the same sitting, act as a proxy for another: the day of the one's move is not the day
of the other's. What is of the person at the window (``applicant``, the day) belongs on every form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import Field, Procedure
    from forms.evaluation import Evaluation

OF_THE_WINDOW = ("applicant", "application")
"""Groups of the vocabulary that are of the person at the window, whoever the form is for."""


class Whose:
    """For whom the forms of one evaluation are."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._asking: dict[str, tuple[Field, ...]] = {}

    def proxy(self, procedure: Procedure) -> str:
        """Return the key of the question for whom a form is, if a proxy answered it; else an empty text.

        Forms that share the question are about one person. While it is being answered the form counts as one's own.
        """
        if procedure.id not in self._asking:
            self._asking[procedure.id] = tuple(field for field in procedure.fields if field.authority)
        for field in self._asking[procedure.id]:
            if self._evaluation.visible(procedure, field, None):
                place = self._evaluation.sitting.place(procedure, field, None)
                answer = self._evaluation.answer(place)
                if answer is not None and str(answer.value) in field.authority:
                    return place.key
        return ""

    def passes(self, name: str, teller: Procedure, asker: Procedure) -> bool:
        """Tell whether an entry of the vocabulary that ``teller`` shows may fill in ``asker``."""
        if teller is asker or name.partition(".")[0] in OF_THE_WINDOW:
            return True
        return self.proxy(teller) == self.proxy(asker)
