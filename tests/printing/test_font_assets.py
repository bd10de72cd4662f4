"""assets/fonts/fonts.toml says the truth about the files beside it."""

import hashlib
import tomllib
from pathlib import Path

import pytest
import uharfbuzz as hb

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
TABLE = tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))
FONTS = {entry["id"]: entry for entry in TABLE["font"]}


def test_every_font_file_is_listed_and_every_listed_one_is_there() -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".ttf", ".otf", ".ttc"}}
    assert files == {entry["file"] for entry in FONTS.values()}


@pytest.mark.parametrize("font", FONTS)
def test_a_font_is_the_one_it_is_said_to_be(font: str) -> None:
    entry = FONTS[font]
    data = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    face = hb.Face(hb.Blob(data))
    assert face.get_name(5) == entry["version"]
    licence = (FOLDER / entry["licence_file"]).read_text("utf-8")
    assert entry["licence"] == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(entry[key] for key in ("name", "use", "origin"))


def test_the_chains_name_known_fonts_and_begin_with_one_that_is_here() -> None:
    known = FONTS.keys() | {entry["id"] for entry in TABLE["installed"]}
    for chain in TABLE["paper"].values():
        assert set(chain) <= known
        assert chain[0] in FONTS
        assert FONTS[chain[0]]["file"].endswith(".ttf")  # reportlab refuses CFF


def test_the_readme_speaks_of_every_font() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    for name in ("Noto Sans JP", "Noto Sans CJK JP", "BIZ UDPGothic", "IPAmj明朝", "花園明朝"):
        assert name in text
