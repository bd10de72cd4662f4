"""The demo without a window: one whole session with an invented card, and an office key made on the spot."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from kiosk.keys import KeyCode, KeyFileError, new_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.config import Config
    from kiosk.fill_request import FillRequest, FillResult

PROCEDURES = ("juminhyo", "jidoteate_nintei", "kaigo_shinki")
KEY_NAME = "demo-office"


def with_demo_key(config: Config) -> Config:
    """Return the configuration with an office key, so that the demo's slip has its QR code; raises KeyFileError."""
    if config.slip.office_key is not None:
        return config
    folder = config.printing.folder
    try:
        new_keys(folder, KEY_NAME)
    except KeyFileError as error:
        if error.code is not KeyCode.EXISTS:
            raise
    return replace(config, slip=replace(config.slip, office_key=folder / f"{KEY_NAME}.pub"))


def play(config: Config, card: str, perform: Callable[[FillRequest, Config], FillResult]) -> FillResult:
    """Fill three forms from the invented card ``card`` and the demo's answers into the folder of the paper."""
    from cardreader.secret import Door, Secret  # noqa: PLC0415  # what only the headless demo needs
    from cardreader.virtual import profile_facts  # noqa: PLC0415
    from kiosk.cards import open_source  # noqa: PLC0415
    from kiosk.fill_request import FillRequest  # noqa: PLC0415

    with as_file(files("assets") / "demo" / "answers.toml") as answers:
        request = FillRequest(
            procedures=PROCEDURES,
            out=config.printing.folder,
            answers=answers,
            source=open_source(f"virtual:{card}"),
            secret=Secret(Door.PIN, bytearray(profile_facts(card).pin or b"")),
        )
        return perform(request, config)
