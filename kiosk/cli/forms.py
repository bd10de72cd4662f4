"""``madobe forms list|show|check|blank``: the procedure catalogue; kiosk.cli.workbook has what changes it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli import workbook
from kiosk.cli.terminal import DONE
from kiosk.failures import FailureCode

if TYPE_CHECKING:
    import argparse

    from forms.definition import Catalogue, Procedure
    from kiosk.cli.terminal import Terminal
    from kiosk.forms_check import Mistake


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    forms = commands.add_parser(name, help="手続と様式 / procedures and their forms")
    actions = forms.add_subparsers(metavar="ACTION", required=True)
    listed = actions.add_parser("list", parents=[common], help="手続の一覧 / all procedures")
    listed.set_defaults(command=_list)
    check = actions.add_parser("check", parents=[common], help="定義と紙面の検査 / validate definitions and layout")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE", help="1つのファイルだけ / one file only")
    check.add_argument(
        "--strict", action="store_true", help="見直しの日を過ぎたものも誤りとする / overdue reviews fail too"
    )
    check.set_defaults(command=_check)
    show = actions.add_parser("show", parents=[common], help="1つの手続 / one procedure")
    show.add_argument("form", metavar="FORM")
    show.set_defaults(command=_show)
    blank = actions.add_parser("blank", parents=[common], help="空の様式を PDF で / an empty form as PDF")
    blank.add_argument("form", metavar="FORM")
    blank.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    blank.set_defaults(command=_blank)
    workbook.configure(actions, common)


def _catalogue(args: argparse.Namespace) -> Catalogue:
    from kiosk.catalogue import catalogue_of
    from kiosk.config import load

    return catalogue_of(load(getattr(args, "config", None)))


def _list(args: argparse.Namespace, terminal: Terminal) -> int:
    procedures = _catalogue(args).procedures.values()
    return terminal.result(
        {"forms": [{"id": item.id, "name": item.name, "category": item.category} for item in procedures]},
        "\n".join(terminal.words.text("cli.forms.line", id=item.id, name=item.name) for item in procedures),
    )


def _procedure(args: argparse.Namespace, form: str) -> Procedure:
    from kiosk.cli.errors import UnknownFormError

    catalogue = _catalogue(args)
    if form not in catalogue.procedures:
        raise UnknownFormError(form, tuple(catalogue.procedures))
    return catalogue.procedures[form]


def _show(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.settings import load_town
    from kiosk.config import load

    procedure = _procedure(args, args.form)
    town = load_town(load(getattr(args, "config", None)).town)
    office, addressee, fee = town.office(procedure), town.addressee(procedure), town.fee(procedure)
    facts = {
        "id": procedure.id,
        "name": procedure.name,
        "office": office.name.text(terminal.words.language),
        "addressee": f"{addressee.name} {addressee.suffix}",
        "legal_basis": procedure.legal_basis,
        "fee": f"{fee.yen} 円（{fee.unit.ja}）" if fee else "-",
        "fields": len(procedure.fields),
        "confidence": procedure.confidence.value,
        "checked_on": procedure.checked_on.isoformat(),
        "approved": procedure.approved_by or None,
        "sources": list(procedure.sources),
    }
    shown = facts | {
        "approved": procedure.approved_by or terminal.words.text("cli.forms.unapproved"),
        "sources": "\n".join(f"　　{source}" for source in procedure.sources),
    }
    return terminal.result(facts, terminal.words.text("cli.forms.show", **shown))


def _check(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.life_events.loader import load_events
    from forms.settings import load_town
    from kiosk import clock
    from kiosk.config import load
    from kiosk.events_check import with_events
    from kiosk.forms_check import check_all, check_file

    today, config = clock.today(), load(getattr(args, "config", None))
    if args.file:
        report = check_file(args.file, today, config.town)
    else:
        report = with_events(check_all(config, today), load_events(town=load_town(config.town)))
    lines = [_told(item, terminal) for item in (*report.mistakes, *report.due)]
    if not report.mistakes:
        lines.append(terminal.words.text("cli.forms.checked", count=len(report.forms)))
    terminal.result(
        {
            "forms": list(report.forms),
            "mistakes": [asdict(item) for item in report.mistakes],
            "review_due": [asdict(item) for item in report.due],
        },
        "\n".join(lines),
    )
    failed = (*report.mistakes, *(report.due if args.strict else ()))
    if failed:
        first = failed[0]
        return terminal.fail(
            FailureCode.DEFINITION_BROKEN,
            id=first.form,
            where=first.where,
            detail_code=first.code,
            detail=first.detail,
        )
    return DONE


def _told(item: Mistake, terminal: Terminal) -> str:
    """Return a line with code and place, and the sentence that says what to do, where the code has one."""
    sentence = f"problems.{item.code}"
    detail = item.detail
    if sentence in terminal.words:
        detail = terminal.words.text(sentence, where=item.where, detail=item.detail)
    return terminal.words.text("cli.forms.broken", id=item.form, code=item.code, where=item.where, detail=detail)


def _blank(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.settings import load_town
    from kiosk.config import load
    from kiosk.files import write_whole
    from kiosk.paper import draw_blank

    procedure = _procedure(args, args.form)
    drawn = draw_blank(procedure, load_town(load(getattr(args, "config", None)).town))
    path = args.out / f"{procedure.id}.pdf"
    write_whole(path, drawn.pdf)
    return terminal.result({"file": str(path), "pages": drawn.pages}, terminal.words.text("cli.forms.blank", path=path))
