"""``madobe calibrate-screen``: staff hold a card or a ruler to the glass, and the window's millimetres are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.cli.terminal import DONE
from kiosk.cli.window import has_display
from kiosk.failures import FailureCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QApplication

    from kiosk.cli.terminal import Terminal
    from kiosk.screens import Known, Measured

_COMMAND = "madobe calibrate-screen"


def configure(commands: argparse._SubParsersAction, common: argparse.ArgumentParser, name: str) -> None:  # type: ignore[type-arg]
    """Add the command."""
    text = "画面の大きさをカードで合わせる / fit the screen's millimetres with a card"
    calibrate = commands.add_parser(name, parents=[common], help=text)
    calibrate.add_argument("--screen", type=int, default=1, metavar="N", help="何番目の画面か / which screen")
    calibrate.add_argument("--list", action="store_true", help="画面の一覧 / list the screens")
    calibrate.add_argument("--width-mm", type=float, metavar="MM", help="定規で測った横の長さ / width by ruler")
    calibrate.add_argument("--height-mm", type=float, metavar="MM", help="定規で測った縦の長さ / height by ruler")
    calibrate.set_defaults(command=_calibrate)


def _calibrate(args: argparse.Namespace, terminal: Terminal) -> int:
    from kiosk.config import load
    from kiosk.screens import read

    file = load(getattr(args, "config", None)).screens_file
    measured = read(file)
    if args.list:
        return _list(measured, terminal)
    if (args.width_mm is None) != (args.height_mm is None):
        return _refuse(terminal, "both")
    if not has_display():
        return _refuse(terminal, "no_display")

    from PySide6.QtWidgets import QApplication

    from ui.theme import STYLE

    application = QApplication.instance() or QApplication(["madobe", *STYLE])
    assert isinstance(application, QApplication)  # noqa: S101 - made here, or by a test
    screens = application.screens()
    if not 1 <= args.screen <= len(screens):
        return _refuse(terminal, "no_screen", wanted=args.screen, count=len(screens))
    screen = screens[args.screen - 1]
    density = _by_ruler(screen, args) if args.width_mm is not None else _by_card(application, screen, measured, args)
    if density is None:
        terminal.say("cli.screens.stopped")
        return DONE
    return _keep(screen, density, file, measured, terminal)


def _refuse(terminal: Terminal, why: str, **params: object) -> int:
    detail = terminal.words.text(f"cli.screens.{why}", **params)
    return terminal.fail(FailureCode.USAGE, command=_COMMAND, detail=detail)


def _by_ruler(screen: QScreen, args: argparse.Namespace) -> tuple[float, float]:
    from ui.displays import panel_of

    panel = panel_of(screen)
    # What cannot be a length cannot be a density either, and is refused as one.
    return panel.width / (args.width_mm or 1e9), panel.height / (args.height_mm or 1e9)


def _by_card(
    application: QApplication, screen: QScreen, measured: Sequence[Measured], args: argparse.Namespace
) -> tuple[float, float] | None:
    """Show the page and return the panel's pixels of a millimetre; None if staff stopped."""
    from kiosk.i18n import staff_language
    from kiosk.services.clock import SystemClock
    from ui.calibration import Calibration
    from ui.displays import as_measured
    from ui.theme import dress

    dress(application)
    language = staff_language(getattr(args, "lang", "ja"))
    page = Calibration(screen.size(), as_measured(measured)(screen), SystemClock(), language)
    page.setScreen(screen)
    page.setGeometry(screen.geometry())
    found: list[tuple[float, float]] = []

    def done(density: tuple[float, float] | None) -> None:
        if density is not None:
            ratio = screen.devicePixelRatio()
            found.append((density[0] * ratio, density[1] * ratio))
        page.close()

    page.done.connect(done)
    page.showFullScreen()
    application.exec()
    return found[0] if found else None


def _keep(
    screen: QScreen, density: tuple[float, float], file: Path, measured: Sequence[Measured], terminal: Terminal
) -> int:
    from kiosk import clock
    from kiosk.screens import Measured, allowed, possible, with_measured, write
    from ui.displays import panel_of

    if not possible(*density):
        return _refuse(terminal, "impossible", expected=allowed())
    new = Measured(panel_of(screen), *density, clock.today())
    write(file, with_measured(measured, new))
    width, height = new.size_mm
    return terminal.result(
        {"file": str(file), "px_per_mm": [round(one, 4) for one in density], "mm": [round(width, 1), round(height, 1)]},
        terminal.words.text("cli.screens.saved", width=round(width), height=round(height), path=file),
    )


def _list(measured: Sequence[Measured], terminal: Terminal) -> int:
    """Tell every screen there is and how well its size is known."""
    known: list[Known] = []
    if has_display():
        from PySide6.QtGui import QGuiApplication

        from ui.displays import known_of

        application = QGuiApplication.instance() or QGuiApplication(["madobe"])
        assert isinstance(application, QGuiApplication)  # noqa: S101 - made here, or by a test
        known = [known_of(screen, number, measured) for number, screen in enumerate(application.screens(), 1)]
    lines = [terminal.words.text(f"selfcheck.screens.{one.source}", **one.told()) for one in known]
    return terminal.result(
        {"screens": [one.told() | {"source": one.source.value} for one in known]},
        "\n".join(lines) or terminal.words.text("selfcheck.screens.none"),
    )


def screens_there(config: Path | None) -> tuple[Known, ...]:
    """Return every screen and how well its size is known; none where no display can be opened.

    Asked of a process of its own: Qt ends the one in which it cannot open the display that the environment names.
    """
    import json
    import subprocess

    from kiosk.program import own_command
    from kiosk.screens import Known

    where = ("--config", str(config)) if config else ()
    try:
        asked = subprocess.run(  # noqa: S603 - this program itself
            own_command("calibrate-screen", "--list", "--json", *where), capture_output=True, timeout=30, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ()
    return tuple(Known.of(one) for one in json.loads(asked.stdout)["screens"])
