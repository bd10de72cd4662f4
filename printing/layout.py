"""The [sheet] grammar of a definition file: where everything of a form stands, in mm. Draws nothing."""

from collections.abc import Mapping
from dataclasses import dataclass


class LayoutError(Exception):
    """A [sheet] table that cannot be drawn. `code` says what is wrong, `where` is the place in the table."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with every position resolved, in mm from the top left corner of the paper."""

    width: float
    height: float


def parse(raw: Mapping[str, object], *, fields: Mapping[str, str], repeats: Mapping[str, str] | None = None) -> Layout:
    """Read a [sheet] table. `fields`: id -> label of every field that is printed; `repeats`: field id -> repeat id.

    Raises LayoutError.
    """
    raise NotImplementedError
