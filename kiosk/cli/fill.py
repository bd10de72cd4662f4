"""``madobe fill``: one whole session without a window: read, pre-fill, validate, draw, seal, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kiosk.cli.terminal import Terminal
    from kiosk.config import Config
    from kiosk.fill_request import FillRequest, FillResult, MemberCard
    from kiosk.guidance import Guidance


_ABOUT = """申請書と整理票を作ります。
--events を付けると、出来事から必要とわかった手続を FORM のあとに加えます（同じものは 1 回）。
窓口で確かめる手続は作らず、整理票に書きます。FORM に書いた手続は、出来事の案内にかかわらず作ります。
整理票には、いつまで・持ち物・ほかにしていただくことが加わり、案内の全部が manifest.json の event に入ります。"""
_EVENTS = '出来事と答えの TOML ファイル：event = "tennyu" と [answers] の表 / a life event and its answers'

_NUMBER = """職員が、ご本人のカードから個人番号を読んでよいと確かめた。様式が根拠の法律を定め（my_number_law）、
町の設定 print_my_number = true があり、暗証番号（--secret pin）を使うときだけ読み、紙（PDF）だけに印字する /
a clerk confirmed that the 12-digit number may be read; it is, only where the form names the law, the town's
print_my_number is true and the PIN is used, and it goes on the paper (PDF) only"""


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    fill = commands.add_parser(
        name, parents=[common], help="申請書と整理票を作る / make the forms and the slip", description=_ABOUT
    )
    fill.add_argument("forms", nargs="*", metavar="FORM", help="手続の id（madobe forms list）")
    fill.add_argument("--events", type=Path, metavar="E.toml", help=_EVENTS)
    fill.add_argument("--card", default="reader", metavar="CARD", help="reader, reader:NAME, virtual:PROFILE, none")
    fill.add_argument(
        "--secret", choices=("pin", "code-b", "none"), default="none", help="標準入力から読む / read from stdin"
    )
    fill.add_argument(
        "--member",
        dest="members",
        action="append",
        default=[],
        metavar="RELATION[:DOOR]=CARD",
        help="家族のカード（spouse, child, parent, grandparent, grandchild, sibling, other）。DOOR は code-b か、"
        "その人が目の前で入れたときだけ pin。秘密は申請者のつぎに1行ずつ "
        "/ a family member's card; pin only if they are here",
    )
    fill.add_argument("--answers", type=Path, metavar="A.toml", help="答えのファイル / file of answers")
    fill.add_argument("--out", type=Path, required=True, metavar="DIR", help="置き場所 / where to write")
    fill.add_argument(
        "--print", dest="printer", metavar="PRINTER", help="folder:DIR または cups:QUEUE に印刷する / print"
    )
    fill.add_argument("--allow-last-try", action="store_true", help="職員が確認した / a clerk confirmed")
    fill.add_argument("--confirm-my-number", action="store_true", help=_NUMBER)
    fill.set_defaults(command=_fill)


def _fill(args: argparse.Namespace, terminal: Terminal) -> int:
    from cardreader.secret import Door
    from kiosk.cards import open_source
    from kiosk.cli.secret import read_secret
    from kiosk.config import load
    from kiosk.fill_request import FillRequest
    from kiosk.printers import named_printer

    config = load(getattr(args, "config", None))
    guidance = _guidance(args.events, config) if args.events else None
    forms = _forms(args.forms, guidance, config)
    if not forms:
        return _nothing_to_fill(guidance, terminal)
    wants_card = args.card != "none" and args.secret != "none"
    request = FillRequest(
        procedures=forms,
        out=args.out,
        answers=args.answers,
        source=open_source(args.card, config.card.reader) if wants_card else None,
        secret=read_secret(Door(args.secret)) if wants_card else None,
        my_number=config.print_my_number,
        confirm_my_number=args.confirm_my_number,
        members=tuple(_member(text, config) for text in args.members),
        allow_last_try=args.allow_last_try,
        printer=named_printer(args.printer) if args.printer else None,
        check_expiry=config.card.check_expiry,
        check_integrity=config.card.check_integrity,
        language=terminal.language,
        guidance=guidance,
    )
    return report(perform(request, config), terminal)


def _guidance(path: Path, config: Config) -> Guidance:
    from forms.life_events.loader import load_events
    from forms.settings import load_town
    from kiosk import clock
    from kiosk.event_file import load_guidance

    return load_guidance(path, load_events(town=load_town(config.town)), clock.today())


def _forms(named: Sequence[str], guidance: Guidance | None, config: Config) -> tuple[str, ...]:
    """Return the forms named, then those the event makes due; a form that cannot be used is told on the slip."""
    if guidance is None:
        return tuple(named)
    from kiosk.catalogue import catalogue_of

    there = catalogue_of(config).procedures
    due = [item.procedure for item in guidance.outcome.due if item.procedure in there]
    return tuple(dict.fromkeys((*named, *due)))


def _nothing_to_fill(guidance: Guidance | None, terminal: Terminal) -> int:
    """Say why: the event's own stop where it has one, else that a form is wanted."""
    from kiosk.failures import FailureCode

    if guidance and guidance.outcome.stops:
        stop, language = guidance.outcome.stops[0], terminal.words.language
        return terminal.fail(
            FailureCode.ANSWERS_STOPPED, text=stop.text.text(language), where=stop.where.text(language)
        )
    detail = terminal.words.text("cli.fill.no_form_due" if guidance else "cli.fill.no_form")
    return terminal.fail(FailureCode.USAGE, command="madobe fill", detail=detail)


def _member(text: str, config: Config) -> MemberCard:
    """Return the card of ``RELATION[:DOOR]=CARD``; its secret is the next line of the standard input."""
    from cardreader.secret import Door
    from kiosk.cards import UnknownCardError, open_source
    from kiosk.cli.secret import read_secret
    from kiosk.fill_request import MemberCard
    from kiosk.session.persons import Relation

    who, _, card = text.partition("=")
    name, _, door = who.partition(":")
    names = {one.name.lower(): one for one in Relation}
    if name not in names or door not in ("", *Door) or not card:
        known = tuple(f"{one}:{way}=CARD" for one in names for way in Door)
        raise UnknownCardError(text, known)
    return MemberCard(names[name], open_source(card, config.card.reader), read_secret(Door(door or Door.CODE_B)))


def perform(request: FillRequest, config: Config) -> FillResult:
    """Run a request with this machine's forms, town, clock and randomness."""
    import os

    from forms.settings import load_town
    from kiosk import clock
    from kiosk.catalogue import catalogue_of, names_of
    from kiosk.drawing import Drawing, SlipSettings
    from kiosk.headless import run_fill
    from kiosk.keys import load_public

    town = load_town(config.town)
    # What an event makes due is told whether it is filled in or not.
    only = None if request.guidance else request.procedures
    catalogue, names = catalogue_of(config, town, only), names_of(config)
    # On the command line a key that cannot be used is an error, not a slip without its QR code.
    key = load_public(config.slip.office_key) if config.slip.office_key else None
    slip = SlipSettings(config.slip.size, key)
    drawing = Drawing(catalogue.procedures, town, clock.now, os.urandom, slip, shift=config.printing.shift)
    return run_fill(request, catalogue, town, drawing, clock.today(), names=names)


def report(result: FillResult, terminal: Terminal) -> int:
    """Tell how it went: the files, or what is wrong with which answer."""
    terminal.problems(result.problems)
    if result.failure is not None:
        return terminal.tell(result.failure)
    lines = [terminal.words.text("cli.fill.written", path=path) for path in result.files]
    return terminal.result(result.manifest, "\n".join(lines))
