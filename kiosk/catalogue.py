"""The procedures of this machine: those that come with the program, and over them the town's own (``forms_dir``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.loader import definition_files, load_catalogue

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from forms.definition import Catalogue
    from kiosk.config import Config


def catalogue_of(config: Config) -> Catalogue:
    """Return every procedure. A folder that is not there has stopped the program before (kiosk.config)."""
    return load_catalogue(own=config.forms_dir)


def file_of(config: Config, procedure: str) -> Traversable | None:
    """Return the definition file in use for a procedure, None where there is none."""
    return next((path for path in definition_files(own=config.forms_dir) if path.name == f"{procedure}.toml"), None)
