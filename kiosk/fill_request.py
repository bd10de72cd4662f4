"""What ``madobe fill`` is asked for, what is wrong with it before a card is touched, and how it went."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forms.answers import NO_ANSWERS
from forms.answers_file import load_answers
from kiosk.failures import Failure, FailureCode
from kiosk.sheets import usable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cardreader.connection import CardSource
    from cardreader.secret import Secret
    from forms.answers import Answers
    from forms.definition import Catalogue, Procedure
    from forms.problems import Problem
    from forms.settings import Town
    from kiosk.guidance import Guidance
    from kiosk.session.persons import Relation
    from printing.job import Printer


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A further card, of somebody in the family. By PIN means that this person is here and typed it themselves."""

    relation: Relation
    source: CardSource
    secret: Secret


@dataclass(frozen=True, slots=True)
class FillRequest:
    """What to fill and from what. ``source`` None: no card. ``secret`` is overwritten, whatever happens.

    ``guidance`` is what a life event led to: told in the manifest and on the slip.
    ``printer`` None: the pages are only written to ``out``. ``allow_last_try`` is a clerk's confirmation.
    ``my_number`` is the town's switch for the 12-digit number, ``confirm_my_number`` a clerk's word that it is read.
    """

    procedures: tuple[str, ...]
    out: Path
    answers: Path | None = None
    source: CardSource | None = None
    secret: Secret | None = None
    allow_last_try: bool = False
    my_number: bool = False
    confirm_my_number: bool = False
    printer: Printer | None = None
    members: tuple[MemberCard, ...] = ()
    check_expiry: bool = True
    check_integrity: bool = False
    language: str = "ja"
    guidance: Guidance | None = None


@dataclass(frozen=True, slots=True)
class FillResult:
    """How it went. ``failure`` None: done. ``problems`` say what is wrong with which answer (ANS-00).

    ``files`` are the files written; ``manifest`` is what stands in manifest.json.
    """

    failure: Failure | None = None
    problems: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()
    manifest: Mapping[str, object] = field(default_factory=dict)

    @property
    def exit(self) -> int:
        """Exit code (design/product.md)."""
        return self.failure.rule.exit if self.failure else 0


class Refused(Exception):  # noqa: N818 - it says what happened
    """The request cannot be carried out; ``result`` says why."""

    def __init__(self, failure: Failure, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(failure.code)
        self.result = FillResult(failure, problems)


def check(request: FillRequest, catalogue: Catalogue, town: Town, names: Collection[str], today: date) -> Answers:
    """Return the answers of the request, all of them valid, and know that its forms and its folder are good as well.

    ``names``: the ids of all procedures there are. Raises ``Refused``.
    """
    procedures = _procedures(request.procedures, catalogue, town, names)
    answers = _answers(request.answers, procedures, names, today)
    _try_folder(request.out)
    return answers


def broken_definition(id_: str, code: str, where: str, detail: str) -> Failure:
    """Return what is told of a form whose definition cannot be used."""
    params = {"id": id_, "where": where, "detail_code": code, "detail": detail}
    return Failure(FailureCode.DEFINITION_BROKEN, params=params)


def invalid_answers(problems: Sequence[Problem]) -> Failure:
    """Return what is told of answers that cannot be taken; which ones, the problems say."""
    return Failure(FailureCode.ANSWERS_INVALID, params={"count": len(problems)})


def _procedures(ids: Sequence[str], catalogue: Catalogue, town: Town, names: Collection[str]) -> tuple[Procedure, ...]:
    """Return the procedures asked for, each with a sheet that can be drawn."""
    wanted = {id_: item for id_, item in catalogue.procedures.items() if id_ in ids}
    catalogue = usable(replace(catalogue, procedures=wanted), town)
    broken = {one.id: one for one in catalogue.broken}
    for id_ in ids:
        if id_ in broken:
            one = broken[id_]
            raise Refused(broken_definition(id_, one.code, one.where, one.detail))
        if id_ not in catalogue.procedures:
            known = ", ".join(names)
            raise Refused(Failure(FailureCode.USAGE_FORM, params={"name": id_, "known": known}))
    return tuple(catalogue.procedures[id_] for id_ in ids)


def _answers(path: Path | None, procedures: Sequence[Procedure], names: Collection[str], today: date) -> Answers:
    if path is None:
        return NO_ANSWERS
    answers, problems = load_answers(path, procedures, others=names, today=today)
    if problems:
        raise Refused(invalid_answers(problems), problems)
    return answers


def _try_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise Refused(Failure(FailureCode.SYSTEM_DISK, params={"path": str(out)})) from error
