"""``madobe selfcheck``: the morning check, with a readiness report as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.terminal import DONE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.cli.terminal import Terminal
    from kiosk.config import Config
    from kiosk.selfcheck import Finding

_MARKS = {"ready": "○", "note": "△", "failed": "×"}


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    check = commands.add_parser(name, parents=[common], help="朝の点検 / is this machine ready?")
    check.add_argument("--out", type=Path, metavar="FILE", help="点検票の PDF / write the report as PDF")
    check.set_defaults(command=_selfcheck)


def _findings(config: Config, file: Path | None) -> Iterator[Finding]:
    from cardreader.pcsc import reader_names
    from forms.life_events.loader import load_events
    from forms.settings import load_town
    from kiosk import clock, selfcheck
    from kiosk.catalogue import catalogue_of
    from kiosk.printers import open_printer
    from kiosk.speech.command import can_speak
    from kiosk.speech.rendered import Rendered, clips_folder

    yield selfcheck.check_reader(reader_names, config.card.reader)
    yield selfcheck.check_printer(open_printer(config.printing))
    yield selfcheck.check_disk(config.printing.folder)
    yield selfcheck.check_clock(clock.now())
    yield selfcheck.check_fonts()
    town = load_town(config.town)
    yield selfcheck.check_events(load_events(town=town))
    yield selfcheck.check_voice(can_speak, len(Rendered(clips_folder())))
    yield from _screens(config, file)
    yield selfcheck.check_keys(config)
    yield from selfcheck.check_definitions(catalogue_of(config, town), town, clock.today())


def _screens(config: Config, file: Path | None) -> Iterator[Finding]:
    from kiosk import screens, selfcheck
    from kiosk.cli.calibrate import screens_there

    wrong = selfcheck.check_screens_file(lambda: screens.read(config.screens_file))
    if wrong is not None:
        yield wrong
    else:
        yield from selfcheck.check_screens(screens_there(file))


def _selfcheck(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk import clock
    from kiosk.config import load
    from kiosk.files import write_whole
    from printing.report import ReportLine, draw_report

    text = terminal.words.text
    file = getattr(args, "config", None)
    findings = tuple(_findings(load(file), file))
    lines = [
        ReportLine(
            _MARKS[item.state],
            text(f"selfcheck.{item.part}.name"),
            text(f"selfcheck.{item.part}.{item.what}", **item.params),
        )
        for item in findings
    ]
    failures = [item.failure for item in findings if item.failure is not None]
    verdict = text("selfcheck.page.not_ready" if failures else "selfcheck.page.ready")
    if args.out:
        made_at = f"{clock.now():%Y-%m-%d %H:%M}　{verdict}"
        pdf = draw_report(text("selfcheck.page.title"), made_at, lines, text("selfcheck.page.footer"))
        write_whole(args.out, pdf)
        terminal.say("selfcheck.page.written", path=args.out)
    terminal.result(
        {
            "ready": not failures,
            "parts": [
                {
                    "part": item.part,
                    "state": item.state.value,
                    "detail": line.detail,
                    "code": item.failure.code.value if item.failure else None,
                }
                for item, line in zip(findings, lines, strict=True)
            ],
        },
        "\n".join([*(f"{line.mark} {line.name}　{line.detail}" for line in lines), verdict]),
    )
    # The first line that failed decides: reader, printer, disk … in the order they are looked at.
    return failures[0].rule.exit if failures else DONE
