"""``madobe forms export-xlsx|import-xlsx|new|schema``: staff change the forms themselves (docs/staff-forms.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.cli.terminal import DONE
from kiosk.failures import FailureCode

if TYPE_CHECKING:
    import argparse

    from forms.settings import Town
    from forms.workbook.difference import Change
    from forms.workbook.problems import CellProblem, WorkbookError
    from kiosk.cli.terminal import Terminal
    from kiosk.config import Config
    from kiosk.i18n import Words
    from kiosk.staff_forms import Proposal

PREVIEW = "preview"


def configure(actions: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add the actions to ``madobe forms``."""
    export = actions.add_parser("export-xlsx", parents=[common], help="作業ブックに書き出す / forms as workbooks")
    export.add_argument("forms", nargs="+", metavar="ID")
    export.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    export.set_defaults(command=_export)
    take = actions.add_parser("import-xlsx", parents=[common], help="作業ブックを取り込む / take workbooks in")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--out", type=Path, metavar="DIR", help="定義を置くところ（はじめは forms_dir） / where to")
    take.add_argument("--check", action="store_true", help="確かめるだけ / check and preview, change nothing")
    take.add_argument("--preview", type=Path, metavar="DIR", help="見本の PDF を置くところ / where samples go")
    take.add_argument("--approve", metavar="'課名 氏名'", help="承認する職員 / who approves")
    take.set_defaults(command=_import)
    new = actions.add_parser("new", parents=[common], help="新しい手続の定義 / begin a definition")
    new.add_argument("form", metavar="ID")
    new.add_argument("--from", dest="other", metavar="OTHER", help="もとにする手続 / procedure to copy")
    new.add_argument("--out", type=Path, metavar="DIR", help="定義を置くところ（はじめは forms_dir） / where to")
    new.set_defaults(command=_new)
    calibrate = actions.add_parser("calibrate", parents=[common], help="プリンターのずれを測る紙 / a page to measure")
    calibrate.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    calibrate.add_argument("--print", dest="printed", action="store_true", help="設定のプリンターへ / to the printer")
    calibrate.set_defaults(command=_calibrate)
    schema = actions.add_parser("schema", parents=[common], help="定義の JSON Schema / JSON Schema of a definition")
    schema.set_defaults(command=_schema)


def _context(args: argparse.Namespace) -> tuple[Config, Town]:
    from forms.settings import load_town
    from kiosk.config import load

    config = load(getattr(args, "config", None))
    return config, load_town(config.town)


def _known(config: Config, form: str) -> dict[str, Any]:
    from kiosk.catalogue import catalogue_of
    from kiosk.cli.errors import UnknownFormError
    from kiosk.staff_forms import raw_of

    procedures = catalogue_of(config).procedures
    if form not in procedures:
        raise UnknownFormError(form, tuple(procedures))
    return raw_of(config, form)


def _folder(args: argparse.Namespace, config: Config) -> Path | None:
    chosen: Path | None = args.out
    return chosen or config.forms_dir


def _no_folder(terminal: Terminal) -> int:
    return terminal.fail(FailureCode.USAGE, command="madobe forms", detail="--out DIR / forms_dir")


def _export(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.workbook.problems import WorkbookError
    from kiosk.files import write_whole
    from kiosk.staff_forms import workbook

    config, town = _context(args)
    tables = {form: _known(config, form) for form in args.forms}
    paths = {}
    for form, raw in tables.items():
        paths[form] = args.out / f"{form}.xlsx"
        try:
            write_whole(paths[form], workbook(raw, town))
        except WorkbookError as error:
            return _wrong(paths[form], error, terminal)
    lines = [terminal.words.text("workbook.exported", id=form, path=path) for form, path in paths.items()]
    return terminal.result({"files": [str(path) for path in paths.values()]}, "\n".join(lines))


def _import(args: argparse.Namespace, terminal: Terminal) -> int:
    """Every file is checked before the first is written."""
    from forms.workbook.problems import CellProblem, WorkbookCode, WorkbookError
    from kiosk import clock
    from kiosk.staff_forms import approve, propose, take_in

    config, town = _context(args)
    out = _folder(args, config)
    if out is None:
        return _no_folder(terminal)
    if args.approve is not None and not args.approve.strip():
        return terminal.fail(FailureCode.USAGE, command="madobe forms import-xlsx", detail="--approve")
    today = clock.today()
    proposals: list[Proposal] = []
    for file in args.files:
        try:
            proposal = propose(file.read_bytes(), config, town, out, today)
        except OSError as error:
            problem = CellProblem(WorkbookCode.UNREADABLE, "", "", error.strerror or "")
            return _wrong(file, WorkbookError((problem,)), terminal)
        except WorkbookError as error:
            return _wrong(file, error, terminal)
        proposals.append(approve(proposal, town, args.approve.strip(), today) if args.approve else proposal)
    told: list[dict[str, object]] = []
    lines: list[str] = []
    for proposal in proposals:
        facts = _told(proposal, terminal.words, lines)
        previews = _preview(proposal, town, args.preview or out / PREVIEW)
        facts["previews"] = [str(path) for path in previews]
        lines += [terminal.words.text("workbook.preview", id=proposal.procedure.id, path=path) for path in previews]
        identity = proposal.procedure.id
        if args.check:
            lines.append(terminal.words.text("workbook.checked", id=identity))
        elif proposal.new or proposal.changes or args.approve:
            taken = take_in(proposal, out, today)
            facts |= {"file": str(taken.path), "kept": str(taken.kept) if taken.kept else None}
            lines.append(terminal.words.text("workbook.written", id=identity, path=taken.path))
            if taken.kept:
                lines.append(terminal.words.text("workbook.kept", id=identity, path=taken.kept))
            lines.append(_approval(proposal, terminal.words))
        told.append(facts)
    return terminal.result({"forms": told}, "\n".join(lines))


def _approval(proposal: Proposal, words: Words) -> str:
    procedure = proposal.procedure
    if procedure.approved:
        return words.text("workbook.approved", id=procedure.id, by=procedure.approved_by, on=procedure.approved_on)
    return words.text("workbook.unapproved", id=procedure.id)


def _told(proposal: Proposal, words: Words, lines: list[str]) -> dict[str, object]:
    """Tell what a proposal changes, in words."""
    identity = proposal.procedure.id
    sentences = [] if proposal.new else [sentence(change, words) for change in proposal.changes]
    if proposal.new:
        lines.append(words.text("workbook.new", id=identity))
    elif sentences:
        lines.append(words.text("workbook.changes", id=identity, count=len(sentences)))
        lines += [f"　・{one}" for one in sentences]
    else:
        lines.append(words.text("workbook.same", id=identity))
    approved = proposal.procedure.approved_by or None
    return {"id": identity, "new": proposal.new, "changes": sentences, "approved_by": approved}


def sentence(change: Change, words: Words) -> str:
    """Return one change as a sentence."""
    from forms.workbook.difference import Action

    item = change.new or change.old
    thing = f"{change.thing}s" if change.action is Action.MOVED and change.thing in ("section", "source") else ""
    if change.action is Action.MOVED and change.thing == "option":
        thing = "options_of"
    what = words.text(f"workbook.what.{thing or change.thing}", name=_short(change.name), item=item)
    action = "chosen" if change.thing in ("chosen", "authority") else change.action.value
    key = change.key.title(words.language) if change.key else ""
    return words.text(f"workbook.change.{action}", what=what, key=key, old=_short(change.old), new=_short(change.new))


def _short(text: str) -> str:
    return f"{text[:60]}…" if len(text) > 61 else text


def _preview(proposal: Proposal, town: Town, folder: Path) -> tuple[Path, Path]:
    """Draw the sheet blank and filled in for an invented person."""
    from kiosk import clock, paper
    from kiosk.files import write_whole
    from kiosk.sample import sample

    procedure = proposal.procedure
    blank, filled = (folder / f"{procedure.id}-{name}.pdf" for name in ("blank", "sample"))
    write_whole(blank, paper.draw_blank(procedure, town).pdf)
    write_whole(filled, paper.draw(procedure, sample(procedure, clock.today()), town).pdf)
    return blank, filled


def _wrong(file: Path, error: WorkbookError, terminal: Terminal) -> int:
    words, problems = terminal.words, error.problems
    lines = [words.text("workbook.wrong", file=file, count=len(problems))]
    told = []
    for one in problems:
        said = problem_sentence(one, words)
        lines.append(words.text("workbook.line", sheet=one.sheet, cell=one.cell, sentence=said, code=one.code))
        told.append({"code": one.code, "sheet": one.sheet, "cell": one.cell, "message": said})
    terminal.result({"file": str(file), "problems": told}, "\n".join(lines))
    first = problems[0]
    where = f"{first.sheet} {first.cell}".strip()
    return terminal.fail(
        FailureCode.DEFINITION_BROKEN, id=file.name, where=where, detail_code=first.code, detail=first.detail
    )


def problem_sentence(problem: CellProblem, words: Words) -> str:
    """Return what is wrong with a cell as a sentence."""
    family, _, rest = problem.code.partition("-")
    match family:
        case "WBK":
            return words.text(f"workbook.{problem.code}", sheet=problem.sheet, detail=problem.detail).strip()
        case "sheet":
            return words.text(f"workbook.sheet.{rest}", detail=problem.detail).strip()
        case _ if f"problems.{problem.code}" in words:
            return words.text(f"problems.{problem.code}", where=problem.detail, detail="").strip()
        case _:
            return problem.detail


def _new(args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.problems import DefinitionError
    from forms.toml_writer import dumps
    from kiosk import clock
    from kiosk.catalogue import file_of
    from kiosk.files import write_whole
    from kiosk.staff_forms import begin

    config, town = _context(args)
    out = _folder(args, config)
    if out is None:
        return _no_folder(terminal)
    other = _known(config, args.other) if args.other else None
    path = out / f"{args.form}.toml"
    if file_of(config, args.form) is not None or path.exists():
        return terminal.fail(FailureCode.USAGE, command="madobe forms new", detail=f"{args.form} = {path.name}")
    try:
        raw = begin(args.form, town, clock.today(), other)
    except DefinitionError as error:
        return terminal.fail(
            FailureCode.DEFINITION_BROKEN,
            id=args.form,
            where=error.where,
            detail_code=error.code,
            detail=error.detail,
        )
    write_whole(path, dumps(raw).encode())
    return terminal.result({"file": str(path)}, terminal.words.text("workbook.created", id=args.form, path=path))


def _calibrate(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk.files import write_whole
    from kiosk.printers import open_printer
    from printing.calibration import INSET, draw_calibration
    from printing.job import Failed, Sent

    config, _ = _context(args)
    words, (right, down) = terminal.words, config.printing.shift
    title = words.text("workbook.calibration.title")
    lines = [words.text(f"workbook.calibration.line{n}", inset=INSET, right=right, down=down) for n in range(1, 7)]
    pdf = draw_calibration(title, lines, (right, down))
    path = args.out / "calibration.pdf"
    write_whole(path, pdf)
    if args.printed:
        outcome = open_printer(config.printing).print(pdf, title)
        if not isinstance(outcome, Sent):
            return terminal.fail(
                FailureCode(outcome.kind) if isinstance(outcome, Failed) else FailureCode.PRINTER_UNSURE
            )
    told = {"file": str(path), "shift_right_mm": right, "shift_down_mm": down}
    return terminal.result(told, words.text("workbook.calibration.written", path=path))


def _schema(_args: argparse.Namespace, terminal: Terminal) -> int:
    from forms.schema import definition_schema

    terminal.result(definition_schema(), None)
    return DONE
