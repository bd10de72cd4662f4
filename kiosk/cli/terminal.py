"""What the command line says: results on standard output, sentences and failures on standard error.

``--json`` gives both in a machine's form. The sentences are words like any other (``assets/words``), the exit codes
stand in ``assets/failures.toml``.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from kiosk.failures import Failure, FailureCode
from kiosk.i18n import Words, staff_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.problems import Problem

DONE = 0


class Terminal:
    """Speaks one of the staff's languages, to a person or to a machine; ``language`` is the resident's."""

    def __init__(self, language: str = "ja", *, json: bool = False) -> None:
        self.language = language
        self.words = Words(staff_language(language))
        self.json = json

    def result(self, data: Mapping[str, object], text: str | None) -> int:
        """Write a result: ``data`` as JSON where asked for or where there is no ``text`` for people; returns 0."""
        out = json.dumps(data, ensure_ascii=False, indent=2) if self.json or text is None else text
        sys.stdout.write(out + "\n")
        return DONE

    def say(self, key: str, /, **params: object) -> None:
        """Tell a person something on standard error; a machine is not told."""
        if not self.json:
            sys.stderr.write(self.words.text(key, **params) + "\n")

    def problems(self, problems: Sequence[Problem]) -> None:
        """Tell a person what is wrong with which answer."""
        for one in problems:
            sentence = self.words.text(f"problems.{one.code}", **one.told(self.words.language))
            self.say("cli.fill.problem", key=one.key, code=one.code, sentence=sentence)

    def fail(self, code: FailureCode, /, **params: object) -> int:
        """Say what happened and what to do, with the code; returns the exit code."""
        return self.tell(Failure(code, params=params))

    def tell(self, failure: Failure) -> int:
        """Say a failure; returns its exit code."""
        params = {"tries_left": failure.tries_left, **failure.params}
        key = f"failures.{failure.code}"
        self.error(
            failure.code,
            self.words.text(f"{key}.title", **params),
            self.words.text(f"{key}.staff", **params),
            failure.rule.exit,
        )
        return failure.rule.exit

    def error(self, code: str, what: str, do: str, exit_code: int) -> None:
        """Write one error: what happened, what to do, the code."""
        if self.json:
            error = {"code": code, "message": what, "do": do, "exit": exit_code}
            sys.stderr.write(json.dumps(error, ensure_ascii=False) + "\n")
        else:
            sys.stderr.write(f"{what}\n{do}  [{code}]\n")
