"""``madobe`` and ``madobe demo``: the window; without a display the demo plays one whole session headless."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.cli.terminal import DONE
from kiosk.config import Config, Mode, load

if TYPE_CHECKING:
    from kiosk.cli.terminal import Terminal


def configure_window(parser: argparse.ArgumentParser) -> None:
    """Add the options of the window."""
    text = "だれが使うか。設定ファイルの mode より先 / who uses it, before the configuration's mode"
    parser.add_argument("--mode", choices=tuple(mode.value for mode in Mode), default=argparse.SUPPRESS, help=text)


def configure_demo(parser: argparse.ArgumentParser) -> None:
    """Add the options of the demo."""
    parser.add_argument("--card", default="plain", metavar="PROFILE", help="はじめに置くカード / card to begin with")
    parser.add_argument("--headless", action="store_true", help="画面を使わない / without a window")
    configure_window(parser)
    parser.set_defaults(command=_demo)


def has_display() -> bool:
    """Tell whether a window can be shown: a display on Linux, or a platform chosen by hand."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run_window(args: argparse.Namespace, _terminal: Terminal) -> int:
    """Open the kiosk's window, full screen."""
    gc.disable()  # until the first page is there (kiosk.app): nothing of the program is garbage before
    from kiosk.app import run_kiosk

    return run_kiosk(_config(args))


def _config(args: argparse.Namespace) -> Config:
    """Return the configuration, with the mode that was asked for on the line."""
    config = load(getattr(args, "config", None))
    mode = getattr(args, "mode", None)
    return replace(config, mode=Mode(mode)) if mode else config


def _demo(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.virtual import profile_names
    from kiosk.cards import UnknownCardError
    from kiosk.demo import with_demo_key

    if args.card not in profile_names():
        raise UnknownCardError(args.card, profile_names())
    config = with_demo_key(_config(args))
    if args.headless or not has_display():
        return _headless(config, args.card, terminal)
    from kiosk.app import run_demo

    return run_demo(config, args.card)


def _headless(config: Config, card: str, terminal: Terminal) -> int:
    from kiosk import demo
    from kiosk.cli.fill import perform, report

    terminal.say("cli.demo.headless", profile=card)
    code = report(demo.play(config, card, perform), terminal)
    if code == DONE:
        terminal.say("cli.demo.paper", path=config.printing.folder.resolve())
        terminal.say("cli.demo.open", path=config.printing.folder, key=demo.KEY_NAME)
        terminal.say("cli.demo.done")
    return code
