"""``madobe slip open``: a slip (text, PNG or PDF) back to the application, for the office that holds the key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.terminal import DONE

if TYPE_CHECKING:
    import argparse

    from kiosk.cli.terminal import Terminal


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    slip = commands.add_parser(name, help="整理票の QR / the slip's QR code")
    actions = slip.add_subparsers(metavar="ACTION", required=True)
    opened = actions.add_parser("open", parents=[common], help="役場の鍵で開く / open it with the office's key")
    opened.add_argument("file", type=Path, metavar="FILE", help="文字・PNG・PDF / text, PNG or PDF")
    opened.add_argument("--key", type=Path, required=True, metavar="K", help="役場の秘密鍵 / the office's private key")
    opened.add_argument("--csv", action="store_true", help="CSV で出す / as CSV instead of JSON")
    opened.set_defaults(command=_open)


def _open(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk.catalogue import catalogue_of
    from kiosk.config import load
    from kiosk.keys import load_private
    from kiosk.sealing import open_slip
    from kiosk.slip_reader import as_csv, as_json, read_slip

    application = open_slip(read_slip(args.file), load_private(args.key))
    procedures = catalogue_of(load(getattr(args, "config", None))).procedures
    if args.csv and not terminal.json:
        sys.stdout.write(as_csv(application, procedures))
        return DONE
    return terminal.result(as_json(application, procedures), None)
