"""``madobe fill``: one whole session without a window: read, pre-fill, validate, draw, seal, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from forms.problems import Problem
    from kiosk.cli.terminal import Terminal
    from kiosk.config import Config
    from kiosk.headless import FillRequest, FillResult


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    fill = commands.add_parser(name, parents=[common], help="申請書と整理票を作る / make the forms and the slip")
    fill.add_argument("forms", nargs="+", metavar="FORM", help="手続の id（madobe forms list）")
    fill.add_argument("--card", default="reader", metavar="CARD", help="reader, reader:NAME, virtual:PROFILE, none")
    fill.add_argument(
        "--secret", choices=("pin", "code-b", "none"), default="none", help="標準入力から読む / read from stdin"
    )
    fill.add_argument("--answers", type=Path, metavar="A.toml", help="答えのファイル / file of answers")
    fill.add_argument("--out", type=Path, required=True, metavar="DIR", help="置き場所 / where to write")
    fill.add_argument(
        "--print", dest="printer", metavar="PRINTER", help="folder:DIR または cups:QUEUE に印刷する / print"
    )
    fill.add_argument("--allow-last-try", action="store_true", help="職員が確認した / a clerk confirmed")
    fill.set_defaults(command=_fill)


def _fill(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.secret import Door
    from kiosk.cards import open_source
    from kiosk.cli.secret import read_secret
    from kiosk.config import load
    from kiosk.headless import FillRequest
    from kiosk.printers import named_printer

    config = load(getattr(args, "config", None))
    wants_card = args.card != "none" and args.secret != "none"
    request = FillRequest(
        procedures=tuple(args.forms),
        out=args.out,
        answers=args.answers,
        source=open_source(args.card, config.card.reader) if wants_card else None,
        secret=read_secret(Door(args.secret)) if wants_card else None,
        allow_last_try=args.allow_last_try,
        printer=named_printer(args.printer) if args.printer else None,
        check_expiry=config.card.check_expiry,
        check_integrity=config.card.check_integrity,
        language=terminal.words.language,
    )
    return report(perform(request, config), terminal)


def perform(request: FillRequest, config: Config) -> FillResult:
    """Run a request with this machine's forms, town, clock and randomness."""
    import os

    from forms.settings import load_town
    from kiosk import clock
    from kiosk.catalogue import catalogue_of
    from kiosk.drawing import Drawing, SlipSettings
    from kiosk.headless import run_fill
    from kiosk.keys import load_public

    catalogue, town = catalogue_of(config), load_town(config.town)
    # On the command line a key that cannot be used is an error, not a slip without its QR code.
    key = load_public(config.slip.office_key) if config.slip.office_key else None
    slip = SlipSettings(config.slip.size, key)
    drawing = Drawing(catalogue.procedures, town, clock.now, os.urandom, slip, shift=config.printing.shift)
    return run_fill(request, catalogue, town, drawing, clock.today())


def report(result: FillResult, terminal: Terminal) -> int:
    """Tell how it went: the files, or what is wrong with which answer."""
    for problem in result.problems:
        terminal.say("cli.fill.problem", key=problem.key, code=problem.code, sentence=_sentence(problem, terminal))
    if result.failure is not None:
        return terminal.tell(result.failure)
    lines = [terminal.words.text("cli.fill.written", path=path) for path in result.files]
    return terminal.result(result.manifest, "\n".join(lines))


def _sentence(problem: Problem, terminal: Terminal) -> str:
    return terminal.words.text(f"problems.{problem.code}", **problem.told(terminal.words.language))
