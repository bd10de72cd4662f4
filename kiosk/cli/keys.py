"""``madobe keys new|show``: the office's key pair; a kiosk holds only the public half."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from kiosk.cli.terminal import Terminal


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    keys = commands.add_parser(name, help="役場の鍵を作る・見る / the office's keys")
    actions = keys.add_subparsers(metavar="ACTION", required=True)
    new = actions.add_parser("new", parents=[common], help="鍵を作る / make a key pair")
    new.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="置き場所 / where to write")
    new.add_argument("--name", default="office", help="ファイルの名前 / name of the files")
    new.set_defaults(command=_new)
    show = actions.add_parser("show", parents=[common], help="公開鍵の番号を見る / show a public key's id")
    show.add_argument("file", type=Path, metavar="FILE")
    show.set_defaults(command=_show)


def _new(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk.keys import new_keys

    made = new_keys(args.out, args.name)
    return terminal.result(
        {"kid": made.kid, "public": str(made.public), "private": str(made.private)},
        terminal.words.text("cli.keys.made", kid=made.kid, public=made.public, private=made.private),
    )


def _show(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk.keys import load_public

    key = load_public(args.file)
    return terminal.result(
        {"kid": key.kid, "fingerprint": key.fingerprint},
        terminal.words.text("cli.keys.shown", kid=key.kid, fingerprint=key.fingerprint),
    )
