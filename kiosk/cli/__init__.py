"""The command line contract of design/product.md: one module a command, each loading only what it needs.

A command module has ``configure(parser)`` and ``run(args, terminal) -> int`` (the exit code). What a person can cause
arrives here as a typed error and leaves as a sentence with its code on standard error; anything else is a bug and
keeps its traceback.
"""

from __future__ import annotations

import argparse
import io
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kiosk.cli import calibrate, card, events, fill, forms, keys, selfcheck, slip, window
from kiosk.cli.errors import TOLD, tell
from kiosk.cli.terminal import Terminal
from kiosk.failures import FailureCode
from kiosk.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

COMMANDS: dict[str, ModuleType] = {
    "fill": fill,
    "card": card,
    "forms": forms,
    "events": events,
    "slip": slip,
    "keys": keys,
    "selfcheck": selfcheck,
    "calibrate-screen": calibrate,
}


class _Parser(argparse.ArgumentParser):
    """argparse, with its errors as typed values for the one place that speaks."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(self.prog, message)


class _UsageError(Exception):
    def __init__(self, prog: str, message: str) -> None:
        super().__init__(message)
        self.prog = prog
        self.message = message


def _common() -> _Parser:
    """Return the options that every command takes; SUPPRESS keeps a subcommand from resetting its parent's."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="設定ファイル / configuration file")
    common.add_argument(
        "--lang", choices=LANGUAGES, help="言葉。メッセージは ja か en / language; messages are in ja or en"
    )
    common.add_argument("--json", action="store_true", help="機械が読む形で出す / machine-readable output")
    return common


def build_parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    common = _common()
    parser = _Parser(prog="madobe", description="窓辺 — 申請書をカードから作る窓口の機械", parents=[common])
    window.configure_window(parser)
    parser.set_defaults(command=window.run_window)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    demo = commands.add_parser("demo", parents=[common], help="機器なしで試す / try it without hardware")
    window.configure_demo(demo)
    for name, module in COMMANDS.items():
        module.configure(commands, common, name)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        args = build_parser().parse_args(arguments)
    except _UsageError as error:
        terminal = Terminal(_language_of(arguments), json="--json" in arguments)
        return terminal.fail(FailureCode.USAGE, command=error.prog, detail=error.message)
    terminal = Terminal(getattr(args, "lang", "ja"), json=getattr(args, "json", False))
    try:
        code: int = args.command(args, terminal)
    except TOLD as error:
        return tell(error, terminal)
    return code


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for, even where the rest of the line is wrong."""
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "ja"
