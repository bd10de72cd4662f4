"""Writes docs/pictures.md, the page that shows what is in docs/pictures: ``python -m tests.support.picture_page``.

The pictures themselves come from tests.support.pictures (pages) and tests.support.form_pictures (paper).
"""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
SIZES = (("standard", ""), ("largest", ", largest"))
HEAD = """# Pictures 画面と様式の絵

Made by the program itself, with invented people. 絵はすべてプログラムが作ったもので、人物は架空です。

```
python -m tests.support.pictures docs/pictures
python -m tests.support.pictures docs/pictures/en --lang en --scale 0.35
python -m tests.support.form_pictures
python -m tests.support.film_strip docs/pictures/film-strip.png
python -m tests.support.picture_page
```
"""


def _cell(name: str, words: str) -> str:
    return f"![{words}](pictures/{name}.png)<br>{words}"


def _table(cells: list[str], columns: int) -> list[str]:
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    lines = ["| " + " | ".join(" " for _ in range(columns)) + " |", "|" + "---|" * columns]
    return lines + ["| " + " | ".join([*row, *[" "] * (columns - len(row))]) + " |" for row in rows] + [""]


def page() -> str:
    """Return the page for the pictures there are."""
    folder = DOCS / "pictures"
    names = sorted(path.stem for path in folder.glob("*.png"))
    pages = [name.removesuffix("-standard") for name in names if name.endswith("-standard")]
    lines = [
        HEAD,
        "## One visit 住民票を取るまで",
        "",
        "![one whole visit, page by page](pictures/film-strip.png)",
        "",
        "## Pages 画面",
        "",
        "Standard text and largest text, on a 10.1 inch tablet, in Japanese and English.",
        "",
    ]
    for name in pages:
        for place, language in (("", ""), ("en/", ", English")):
            cells = [(f"{place}{name}-{size}", f"{name}{words}{language}") for size, words in SIZES]
            lines += _table([_cell(*cell) for cell in cells], 2)
    lines += ["## Paper 紙", "", "All forms, blank and filled: [forms-gallery.md](forms-gallery.md).", ""]
    lines += _table([_cell("form-juminhyo", "住民票の写し等交付請求書")], 2)
    lines += ["### The slip 整理票", ""]
    lines += _table([_cell(name, name) for name in names if name.startswith("slip-")], 3)
    return "\n".join(lines)


def main() -> None:
    """Run as a program."""
    (DOCS / "pictures.md").write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
