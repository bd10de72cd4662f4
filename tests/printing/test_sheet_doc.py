"""docs/sheet.md tells every part, key and code of the grammar."""

import re
from pathlib import Path

from printing.errors import LAYOUT_CODES
from printing.layout import PAPERS, PARTS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "sheet.md").read_text("utf-8")


def test_every_part_and_code_is_told() -> None:
    told = set(re.findall(r"`([a-z-]+)`", TEXT))
    assert set(PARTS) <= told
    assert set(LAYOUT_CODES) <= told
    assert all(paper in TEXT for paper in PAPERS)


def test_every_key_is_told() -> None:
    keys = set()
    for module in ("layout", "parts", "grid"):
        source = (ROOT / "printing" / f"{module}.py").read_text("utf-8")
        keys |= set(re.findall(r'(?:raw|row|inner|column|sheet)\.[a-z_]+\(\s*"([a-z_]+)"', source))
    assert keys
    assert {key for key in keys if not re.search(rf"\b{key}\b", TEXT)} == set()
