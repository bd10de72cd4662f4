"""How much care a person was found to need: 要支援1 to 要介護5, or 非該当."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from forms.fields.choice import Choice

if TYPE_CHECKING:
    from forms.definition import Field
    from forms.problems import Problem


class CareLevel(Choice):
    """One of the levels the sheet prints (forms.fields.standard unless it names its own)."""

    def parse(self, raw: object, field: Field) -> str | Problem:
        """Return the level of 要介護3, 要介護３, 介護3 or 支援１."""
        if isinstance(raw, str) and raw.strip() not in (*field.options, *field.options_en):
            text = "".join(unicodedata.normalize("NFKC", raw).split())
            raw = next((level for level in field.options if text in (level, level.removeprefix("要"))), raw)
        return super().parse(raw, field)
