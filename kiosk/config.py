"""The town's one configuration file: read once, validated whole, sensible without any file.

Every key has a default, so ``madobe`` runs with no file at all. A wrong file stops the program before anything is
shown, with the key named (``idle.warn_s``), because a kiosk that guesses its settings prints to the wrong printer.
docs/configuration.md lists the keys; tests/kiosk/test_config.py holds the two together.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENVIRONMENT_KEY = "MADOBE_CONFIG"

FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))
WRITING_KEYS = ("Space", "Enter")
"""What an interface box for switches sends by its maker's setting, besides F keys."""

T = TypeVar("T")


class ConfigCode(StrEnum):
    """What is wrong with the file; the sentences stand in assets/words/<language>/failures.toml."""

    UNREADABLE = "CFG-01"
    UNKNOWN_KEY = "CFG-02"
    WRONG_TYPE = "CFG-03"
    NOT_ALLOWED = "CFG-04"


class ConfigError(Exception):
    """Raised when the configuration file cannot be used; the caller names ``key`` to whoever wrote it and stops.

    ``key`` is the dotted key, or the path of a file that cannot be read; ``expected`` says what would be right.
    """

    def __init__(self, code: ConfigCode, key: str, expected: str) -> None:
        super().__init__(f"{code}: {key}: {expected}")
        self.code = code
        self.key = key
        self.expected = expected


class Mode(StrEnum):
    """Who sits at the window (design/product.md)."""

    SELF = "self"
    ASSISTED = "assisted"
    OUTREACH = "outreach"
    COUNTER = "counter"


class PrinterKind(StrEnum):
    """Where finished pages go."""

    FOLDER = "folder"
    CUPS = "cups"


class SlipSize(StrEnum):
    """Paper of the slip."""

    A6 = "A6"
    A5 = "A5"
    ROLL80 = "roll80"


@dataclass(frozen=True)
class Idle:
    """Time limits in seconds (design/ux.md, idle)."""

    warn_s: int = 180
    slow_warn_s: int = 300
    countdown_s: int = 60
    finished_s: int = 60
    slow_finished_s: int = 120


@dataclass(frozen=True)
class Access:
    """The keys that two switches send, the one that goes on first; none without any (docs/configuration.md)."""

    switches: tuple[str, ...] = ("F1", "F2")
    switch_pause_ms: int = 300


@dataclass(frozen=True)
class Card:
    """The reader, which optional card checks are made, and whether a tone asks to take the card."""

    reader: str = ""
    check_expiry: bool = True
    check_integrity: bool = False
    tone: bool = True


@dataclass(frozen=True)
class Printing:
    """The printer of the forms and the slip."""

    kind: PrinterKind = PrinterKind.FOLDER
    folder: Path = field(default_factory=lambda: Path("madobe-out"))
    queue: str = ""
    server: str = ""
    shift_right_mm: float = 0
    shift_down_mm: float = 0
    signature_pad: bool = False

    @property
    def shift(self) -> tuple[float, float]:
        """How far values on pre-printed paper are moved for this printer (`madobe forms calibrate`)."""
        return self.shift_right_mm, self.shift_down_mm


@dataclass(frozen=True)
class Slip:
    """The QR slip; without an office key the slip carries no QR code."""

    size: SlipSize = SlipSize.A6
    office_key: Path | None = None
    valid_days: int = 30


@dataclass(frozen=True)
class Config:
    """Everything the town decides."""

    town: str = "kamisunagawa"
    office: str = ""
    mode: Mode = Mode.SELF
    language: str = "ja"
    procedures: tuple[str, ...] = ()
    forms_dir: Path | None = None
    screens_file: Path = Path("screens.toml")
    """What was measured of the screens (kiosk.screens): beside the configuration file, else in the current folder."""
    print_my_number: bool = False
    idle: Idle = field(default_factory=Idle)
    access: Access = field(default_factory=Access)
    card: Card = field(default_factory=Card)
    printing: Printing = field(default_factory=Printing)
    slip: Slip = field(default_factory=Slip)


class _Table:
    """One table of the file; every key must be asked for, and what is left over is unknown."""

    def __init__(self, raw: Mapping[str, object], path: str = "") -> None:
        self._raw = dict(raw)
        self._path = path

    def _key(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _take(self, name: str, kind: type[T], default: T, expected: str) -> T:
        value = self._raw.pop(name, default)
        # bool is an int in Python, but `warn_s = true` is a slip of the pen.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ConfigError(ConfigCode.WRONG_TYPE, self._key(name), expected)
        return value

    def table(self, name: str) -> _Table:
        return _Table(self._take(name, dict, {}, f"[{self._key(name)}]"), self._key(name))

    def text(self, name: str, default: str) -> str:
        return self._take(name, str, default, 'text in "quotes"')

    def flag(self, name: str, *, default: bool) -> bool:
        return self._take(name, bool, default, "true / false")

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self._take(name, int, default, f"{low}..{high}")
        if not low <= value <= high:
            raise ConfigError(ConfigCode.NOT_ALLOWED, self._key(name), f"{low}..{high}")
        return value

    def number(self, name: str, default: float, most: float) -> float:
        value: float = self._take(name, (int, float), default, f"-{most}..{most}")  # type: ignore[arg-type]  # two types
        if isinstance(value, bool) or not -most <= value <= most:
            raise ConfigError(ConfigCode.NOT_ALLOWED, self._key(name), f"-{most}..{most}")
        return value

    def one_of(self, name: str, default: str, allowed: Sequence[str]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise ConfigError(ConfigCode.NOT_ALLOWED, self._key(name), " / ".join(allowed))
        return value

    def texts(self, name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        value: list[object] = self._take(name, list, [*default], '["…", "…"]')
        texts = tuple(item for item in value if isinstance(item, str))
        if len(texts) != len(value):
            raise ConfigError(ConfigCode.WRONG_TYPE, self._key(name), '["…", "…"]')
        return texts

    def path(self, name: str) -> Path | None:
        value = self.text(name, "")
        return Path(value).expanduser() if value else None

    def done(self) -> None:
        for name in self._raw:
            raise ConfigError(ConfigCode.UNKNOWN_KEY, self._key(name), "docs/configuration.md")


def parse(raw: Mapping[str, object]) -> Config:
    """Return the configuration of a parsed TOML file; raises ConfigError with the key that is wrong."""
    top = _Table(raw)
    idle, access, card, printing, slip = (top.table(name) for name in ("idle", "access", "card", "printing", "slip"))
    config = Config(
        town=top.text("town", Config.town),
        office=top.text("office", Config.office),
        mode=Mode(top.one_of("mode", Config.mode, tuple(Mode))),
        language=top.one_of("language", Config.language, LANGUAGES),
        procedures=top.texts("procedures"),
        forms_dir=top.path("forms_dir"),
        screens_file=top.path("screens_file") or Config.screens_file,
        print_my_number=top.flag("print_my_number", default=False),
        idle=Idle(
            warn_s=idle.whole("warn_s", Idle.warn_s, 30, 1800),
            slow_warn_s=idle.whole("slow_warn_s", Idle.slow_warn_s, 30, 3600),
            countdown_s=idle.whole("countdown_s", Idle.countdown_s, 20, 300),
            finished_s=idle.whole("finished_s", Idle.finished_s, 5, 600),
            slow_finished_s=idle.whole("slow_finished_s", Idle.slow_finished_s, 5, 600),
        ),
        access=Access(
            switches=access.texts("switches", Access.switches),
            switch_pause_ms=access.whole("switch_pause_ms", Access.switch_pause_ms, 0, 2000),
        ),
        card=Card(
            reader=card.text("reader", Card.reader),
            check_expiry=card.flag("check_expiry", default=Card.check_expiry),
            check_integrity=card.flag("check_integrity", default=Card.check_integrity),
            tone=card.flag("tone", default=Card.tone),
        ),
        printing=Printing(
            kind=PrinterKind(printing.one_of("kind", PrinterKind.FOLDER, tuple(PrinterKind))),
            folder=printing.path("folder") or Printing().folder,
            queue=printing.text("queue", Printing.queue),
            server=printing.text("server", Printing.server),
            shift_right_mm=printing.number("shift_right_mm", Printing.shift_right_mm, 20),
            shift_down_mm=printing.number("shift_down_mm", Printing.shift_down_mm, 20),
            signature_pad=printing.flag("signature_pad", default=False),
        ),
        slip=Slip(
            size=SlipSize(slip.one_of("size", SlipSize.A6, tuple(SlipSize))),
            office_key=slip.path("office_key"),
            valid_days=slip.whole("valid_days", Slip.valid_days, 1, 366),
        ),
    )
    for table in (idle, access, card, printing, slip, top):
        table.done()
    if config.printing.kind is PrinterKind.CUPS and not config.printing.queue:
        raise ConfigError(ConfigCode.NOT_ALLOWED, "printing.queue", "name of a CUPS queue")
    _check_switches(config)
    return config


def _check_switches(config: Config) -> None:
    """Two different keys or none. Where a clerk types in the same program, only keys that write nothing."""
    allowed = FUNCTION_KEYS if config.mode is not Mode.SELF else (*FUNCTION_KEYS, *WRITING_KEYS)
    switches = config.access.switches
    if switches and not (len(switches) == len(set(switches)) == 2 and set(switches) <= set(allowed)):
        expected = f'["F1", "F2"]; {" / ".join(allowed)}'
        raise ConfigError(ConfigCode.NOT_ALLOWED, "access.switches", expected)


def load(path: Path | None = None) -> Config:
    """Return the configuration of ``path``, else of the file named in MADOBE_CONFIG, else the defaults."""
    if path is None and (named := os.environ.get(ENVIRONMENT_KEY)):
        path = Path(named)
    if path is None:
        return Config()
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(ConfigCode.UNREADABLE, str(path), str(error)) from error
    config = parse(raw)
    config = replace(config, screens_file=path.parent / config.screens_file)
    if config.forms_dir is not None and not config.forms_dir.is_dir():
        raise ConfigError(ConfigCode.NOT_ALLOWED, "forms_dir", f"folder {config.forms_dir}")
    return config
