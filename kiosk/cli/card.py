"""``madobe card status|read|emulate``: the card alone, for the counter and for trying things out."""

from __future__ import annotations

import signal
from contextlib import closing
from typing import TYPE_CHECKING

from cardreader.errors import ServiceUnavailable
from kiosk.cards import UnknownCardError, open_source
from kiosk.cli.terminal import DONE

if TYPE_CHECKING:
    import argparse

    from kiosk.cli.terminal import Terminal


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    card = commands.add_parser(name, help="カードを調べる・読む・まねる / the card: status, read, emulate")
    actions = card.add_subparsers(metavar="ACTION", required=True)

    status = actions.add_parser("status", parents=[common], help="種類・期限・残りの回数 / kind, expiry, tries left")
    status.add_argument("--card", default="reader", metavar="CARD", help="reader, reader:NAME, virtual:PROFILE")
    status.set_defaults(command=_status)

    read = actions.add_parser("read", parents=[common], help="4つの情報を JSON で / the four attributes as JSON")
    read.add_argument("--card", default="reader", metavar="CARD", help="reader, reader:NAME, virtual:PROFILE")
    read.add_argument("--secret", choices=("pin", "code-b"), default="pin", help="標準入力から読む / read from stdin")
    read.add_argument("--allow-last-try", action="store_true", help="職員が確認した / a clerk confirmed")
    read.set_defaults(command=_read)

    emulate = actions.add_parser("emulate", parents=[common], help="仮想リーダーに置く / into a vpcd virtual reader")
    emulate.add_argument("profile", metavar="PROFILE")
    emulate.add_argument("--host", default="127.0.0.1")
    emulate.add_argument("--port", type=int, default=35963)
    emulate.set_defaults(command=_emulate)


def _status(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.mynumber import CardKind, check_card
    from cardreader.secret import Door

    source = open_source(args.card)
    with closing(source.connect()) as connection:
        pin = check_card(connection, Door.PIN, expiry=True)
        code_b = check_card(connection, Door.CODE_B, expiry=False) if pin.kind is CardKind.MY_NUMBER else pin
    return terminal.result(
        {
            "kind": pin.kind.name.lower(),
            "expires_on": pin.expires_on.isoformat() if pin.expires_on else None,
            "municipality": pin.municipality,
            "tries_left": {"pin": pin.tries_left, "code-b": code_b.tries_left},
            "apdus": pin.apdus + (code_b.apdus if code_b is not pin else 0),
        },
        terminal.words.text(
            "cli.card.status",
            kind=terminal.words.text(f"cli.card.kind.{pin.kind.name}"),
            expires_on=pin.expires_on or "-",
            pin="-" if pin.tries_left is None else pin.tries_left,
            code_b="-" if code_b.tries_left is None else code_b.tries_left,
        ),
    )


def _read(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.mynumber import read_card
    from cardreader.secret import Door, check_format
    from kiosk.cli.secret import read_secret

    door = Door(args.secret)
    source = open_source(args.card)
    with read_secret(door) as secret:
        check_format(door, secret.digits)
        with closing(source.connect()) as connection:
            reading = read_card(connection, secret, tries_left=None, allow_last_try=args.allow_last_try, integrity=True)
    person = reading.person
    four = {
        "name": person.name,
        "address": person.address,
        "birth": person.birth.isoformat() if person.birth else None,
        "sex": person.sex.name.lower(),
        "integrity": reading.integrity.value,
        "apdus": reading.apdus,
    }
    return terminal.result(four, None)


def _emulate(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.virtual import load_profile, profile_names
    from cardreader.virtual.vpcd import play

    if args.profile not in profile_names():
        raise UnknownCardError(args.profile, profile_names())
    # A shell that starts it in the background has it ignore Ctrl-C, which is how it ends.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    terminal.say("cli.card.emulating", profile=args.profile, host=args.host, port=args.port)
    try:
        play(load_profile(args.profile), host=args.host, port=args.port)
    except ConnectionError as error:
        raise ServiceUnavailable from error
    except KeyboardInterrupt:
        terminal.say("cli.card.removed")
    return DONE
