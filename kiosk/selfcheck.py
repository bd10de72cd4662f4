"""The morning check: is this machine ready for a resident? One typed line a part, nothing changed, no secret used.

The sentences stand in ``assets/words/<language>/selfcheck.toml`` under ``<part>.<finding>``.
"""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.config import ConfigError
from kiosk.failures import Failure, FailureCode, from_card_error
from kiosk.screens import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from forms.definition import Catalogue
    from forms.life_events.definition import LifeEvents
    from forms.settings import Town
    from kiosk.config import Config
    from kiosk.screens import Known
    from printing.job import Printer

NEEDED_BYTES = 200_000_000
"""Free room for a day of pages, spool and logs."""

RELEASED_ON = date(2026, 11, 24)
"""A clock before this day is wrong; docs say to raise it with every release."""

LONGEST_LIFE = timedelta(days=3653)


class State(StrEnum):
    """What a line means for the day."""

    READY = "ready"
    NOTE = "note"  # works, but staff should know
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. ``part`` and ``what`` name its words; ``failure`` gives the exit code of what failed."""

    part: str
    what: str
    state: State
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    failure: Failure | None = None


def _ready(part: str, what: str = "ready", **params: object) -> Finding:
    return Finding(part, what, State.READY, params)


def _failed(part: str, what: str, code: FailureCode, **params: object) -> Finding:
    return Finding(part, what, State.FAILED, params, Failure(code))


def check_reader(names: Callable[[], tuple[str, ...]], wanted: str) -> Finding:
    """Look for the PC/SC service and a reader with ``wanted`` in its name."""
    from cardreader.errors import CardError  # noqa: PLC0415  # with it comes all of cardreader

    try:
        found = names()
    except CardError as error:
        return Finding("reader", "service", State.FAILED, failure=from_card_error(error))
    fitting = [name for name in found if wanted in name]
    if not fitting:
        return _failed("reader", "none", FailureCode.READER_NONE)
    return _ready("reader", name=fitting[0])


def check_printer(printer: Printer) -> Finding:
    """Ask the printer whether it can print."""
    status = printer.status()
    if status.problem is not None:
        return _failed("printer", "problem", FailureCode(status.problem.code), detail=status.detail)
    return _ready("printer")


def check_disk(folder: Path) -> Finding:
    """Look for room, and whether this program may write there."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        free = shutil.disk_usage(there).free
        probe = there / ".madobe-selfcheck"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return _failed("disk", "unwritable", FailureCode.SYSTEM_DISK, folder=there, detail=error.strerror or "")
    if free < NEEDED_BYTES:
        return _failed("disk", "full", FailureCode.SYSTEM_DISK, megabytes=free // 1_000_000)
    return _ready("disk", megabytes=free // 1_000_000)


def check_clock(now: datetime) -> Finding:
    """See whether the date is one on which this version can be in use."""
    if not RELEASED_ON <= now.date() <= RELEASED_ON + LONGEST_LIFE:
        return _failed("clock", "wrong", FailureCode.SYSTEM_CLOCK, now=f"{now:%Y-%m-%d %H:%M}")
    return _ready("clock", now=f"{now:%Y-%m-%d %H:%M}")


def check_fonts() -> Finding:
    """Compare the fonts of the paper and the screen with those that were shipped, byte for byte."""
    folder = files("assets") / "fonts"
    table = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))
    for font in table["font"]:
        path = folder.joinpath(*font["file"].split("/"))
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != font["sha256"]:
            return _failed("fonts", "changed", FailureCode.SYSTEM_BUG, name=font["name"])
    return _ready("fonts", count=len(table["font"]))


def check_keys(config: Config) -> Finding:
    """See whether slips can be sealed to the office."""
    from kiosk.keys import KeyFileError, load_public  # noqa: PLC0415  # brings the cryptography along

    if config.slip.office_key is None:
        return Finding("keys", "none", State.NOTE)
    try:
        key = load_public(config.slip.office_key)
    except KeyFileError:
        return _failed("keys", "unreadable", FailureCode.CONFIG_NOT_ALLOWED, path=config.slip.office_key)
    return _ready("keys", kid=key.kid)


def check_events(loaded: LifeEvents) -> Finding:
    """Look for broken files of life events, and count those that wait for the approval of the town."""
    if loaded.broken:
        names = ", ".join(f"life_events/{item.id}.toml" for item in loaded.broken)
        return _failed("events", "broken", FailureCode.DEFINITION_BROKEN, names=names)
    waiting = sum(not event.approved_by for event in loaded.events.values())
    if waiting:
        return Finding("events", "unapproved", State.NOTE, {"count": waiting, "all": len(loaded.events)})
    return _ready("events", count=len(loaded.events))


def check_definitions(catalogue: Catalogue, town: Town, today: date) -> Iterator[Finding]:
    """Prove all procedures and their sheets, count those that wait for the approval of the town or for a review."""
    from kiosk.forms_check import check_catalogue  # noqa: PLC0415  # brings fonts and reportlab along

    report = check_catalogue(catalogue, town, today)
    if report.due:
        names = ", ".join(dict.fromkeys(f"{item.form} {item.where}".strip() for item in report.due))
        yield Finding("definitions", "due", State.NOTE, {"count": len(report.due), "names": names})
    if report.mistakes:
        names = ", ".join(dict.fromkeys(mistake.form for mistake in report.mistakes))
        yield _failed("definitions", "broken", FailureCode.DEFINITION_BROKEN, names=names)
        return
    waiting = sum(not procedure.approved_by for procedure in catalogue.procedures.values())
    if waiting:
        yield Finding("definitions", "unapproved", State.NOTE, {"count": waiting, "all": len(catalogue.procedures)})
    else:
        yield _ready("definitions", count=len(catalogue.procedures))


def check_screens_file(read: Callable[[], object]) -> Finding | None:
    """See whether what was measured of the screens can be read; until then the window goes by the drivers' word."""
    try:
        read()
    except ConfigError as error:
        return _failed("screens", "unreadable", FailureCode(error.code), key=error.key, expected=error.expected)
    return None


def check_screens(known: Sequence[Known]) -> Iterator[Finding]:
    """Tell how well the size of each screen is known: every length of the window rests on it."""
    for one in known:
        match one.source:
            case Source.MEASURED:
                yield _ready("screens", one.source, **one.told())
            case Source.DRIVER:
                yield Finding("screens", one.source, State.NOTE, one.told())
            case Source.GUESS:
                yield _failed("screens", one.source, FailureCode.CONFIG_NOT_ALLOWED, **one.told())
    if not known:
        yield Finding("screens", "none", State.NOTE)


def check_voice(can_speak: Callable[[], bool], clips: int) -> Finding:
    """Try the loudspeaker, tell how many ``clips`` there are; without it every page is still there to be read."""
    if not can_speak():
        return Finding("voice", "none", State.NOTE)
    return _ready("voice", "clips", count=clips) if clips else _ready("voice")
