"""Writes docs/pictures.md, the page that shows what is in docs/pictures: ``python -m tests.support.picture_page``.

The pictures themselves come from tests.support.goldens (pages) and tests.support.form_pictures (paper).
"""

from __future__ import annotations

from pathlib import Path

LEVELS = 32
"""How far red, green or blue of a pixel may be off, of 255, before the pixel counts. The order in which letters are
first painted moves them up to 14 levels, the few colours of the file up to 20; both together were 24 at most (142
pictures, two random orders)."""
PIXELS = 16
"""How many pixels of a picture may be farther off. A full stop of the smallest text has more."""

DOCS = Path(__file__).parents[2] / "docs"
SIZES = (("standard", ""), ("largest", ", largest"))
HEAD = f"""# Pictures 画面と様式の絵

Made by the program itself, with invented people. 絵はすべてプログラムが作ったもので、人物は架空です。

```
python -m tests.support.goldens
python -m tests.support.goldens --accept
python -m tests.support.form_pictures
```

画面の絵は見本です。`./test` が画面をもう一度かき、ここの絵とくらべます。ちがう画面があれば、前・今・ちがいをならべた
ページを `build/goldens` に作ります。今の絵が正しければ `--accept` で入れかえます（この文書も作りなおします）。
The pictures of pages are golden: `./test` draws every page in standard Japanese text again and compares (`--long`: all
of them). What differs is shown as old, new and difference in `build/goldens`; `--accept` keeps the new pictures and
writes this page. A picture is the same when at most {PIXELS} of its pixels are more than {LEVELS} of 255 levels off.
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
        "The same in high contrast 見やすい色で",
        "",
        *(f"![the same visit, {name}](pictures/{name}.png)\n" for name in names if name.startswith("film-strip-")),
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
