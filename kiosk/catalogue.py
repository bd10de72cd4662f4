"""The procedures of this machine: those that come with the program, and over them the town's own (``forms_dir``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.loader import definition_files, load_catalogue
from forms.settings import load_town

if TYPE_CHECKING:
    from collections.abc import Collection
    from importlib.resources.abc import Traversable

    from forms.definition import Catalogue
    from forms.settings import Town
    from kiosk.config import Config


def catalogue_of(config: Config, town: Town | None = None, only: Collection[str] | None = None) -> Catalogue:
    """Return every procedure, or ``only`` these, with the numbers of ``town`` (default: that of the configuration).

    A folder that is not there has stopped the program before (kiosk.config). Raises SettingsError.
    """
    return load_catalogue(town=town or load_town(config.town), own=config.forms_dir, only=only)


def names_of(config: Config) -> tuple[str, ...]:
    """Return the id of every procedure there is, read or not."""
    return tuple(path.name.removesuffix(".toml") for path in definition_files(own=config.forms_dir))


def file_of(config: Config, procedure: str) -> Traversable | None:
    """Return the definition file in use for a procedure, None where there is none."""
    return next((path for path in definition_files(own=config.forms_dir) if path.name == f"{procedure}.toml"), None)
