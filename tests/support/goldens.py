"""Pictures of every page, kept in docs/pictures: what a page looks like now beside what was last said to be right.

``python -m tests.support.goldens`` compares all of them and writes, into build/goldens, a page with old, new and
difference for each album that is no longer as it was. ``--accept`` keeps those new pictures that differ instead.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtWidgets import QApplication

from kiosk.session.settings import Scheme, Settings, TextSize
from kiosk.session.state import Hand
from tests.support import picture_page
from tests.support.assisted import WIDE, WIDTH, assisted, both, make_desk, typed_by_staff
from tests.support.film_strip import film_strip
from tests.support.inside import INSIDES, touch
from tests.support.pages import all_pages
from tests.support.picture_page import LEVELS, PIXELS
from tests.support.pictures import SCREENS, FakeClock, page_picture, save, settle, small
from ui.calibration import Calibration
from ui.theme import NAME_FONTS, dress, load_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
REPORTS = ROOT / "build" / "goldens"
ACCEPT = "python -m tests.support.goldens --accept"


@dataclass(frozen=True)
class Album:
    """Pictures that are made alike; ``shoot`` yields each by name, ``pattern`` finds the files of all of them."""

    name: str
    folder: Path
    pattern: str
    shoot: Callable[[QApplication], Iterator[tuple[str, Image.Image]]]

    def file(self, name: str) -> Path:
        """Return where the picture of that name is kept."""
        return self.folder / self.pattern.replace("*", name)

    def kept(self) -> set[str]:
        """Return the names of the pictures that are kept."""
        before, _, after = self.pattern.partition("*")
        return {path.name.removeprefix(before).removesuffix(after) for path in self.folder.glob(self.pattern)}


@dataclass(frozen=True)
class Change:
    """A picture that is not as it was: ``old`` is missing for a new page, ``new`` for one that is no more."""

    name: str
    old: Image.Image | None
    new: Image.Image | None
    pixels: int = 0


def pages(application: QApplication, settings: Settings, scale: float) -> Iterator[tuple[str, Image.Image]]:
    """Yield the picture of every page and of what is inside in these settings, each from a window of its own."""
    states = all_pages(settings)
    for name, state in states.items():
        yield name, page_picture(application, state, "tablet", scale)
    for name, one in INSIDES.items():
        touched = partial(touch, touches=one.touches)
        yield name, page_picture(application, one.state(states, settings), one.screen or "tablet", scale, touched)


def both_windows(application: QApplication) -> Iterator[tuple[str, Image.Image]]:
    """Yield the pictures of docs/assisted.md: both windows on one screen."""
    states = all_pages()
    for name in ("ask-juminhyo.use-clerk", "check-resident", "my-number-clerk", "secret-pin-clerk"):
        page, _, hand = name.rpartition("-")
        desk = make_desk(WIDE)
        yield name, small(both(application, desk, typed_by_staff(assisted(states[page], Hand(hand)))), WIDTH)
        for window in (desk.resident, desk.clerk):
            window.hide()
            window.deleteLater()


def calibration(application: QApplication) -> Iterator[tuple[str, Image.Image]]:
    """Yield the pictures of docs/configuration.md: the outline of a card, then the scales, on a 10.1" tablet."""
    display, size = SCREENS["tablet"]
    page = Calibration(size, display, FakeClock(), "ja")
    page.show()
    for name in ("card", "scales"):
        settle(application)
        yield name, small(page.grab(), size.width() // 2)
        page.onward.activated.emit()
    page.hide()
    page.deleteLater()


def strips(application: QApplication) -> Iterator[tuple[str, Image.Image]]:
    """Yield one whole visit in each scheme."""
    for scheme in Scheme:
        yield "strip" if scheme is Scheme.LIGHT else f"strip-{scheme}", film_strip(application, scheme)


def _album(language: str, size: TextSize, folder: Path, scale: float) -> Album:
    settings = Settings(language=language, text_size=size)
    return Album(f"{language}-{size}", folder, f"*-{size}.png", lambda application: pages(application, settings, scale))


STANDARD = _album("ja", TextSize.STANDARD, PICTURES, 0.5)
ASSISTED = Album("assisted", PICTURES / "assisted", "*.png", both_windows)
CALIBRATION = Album("calibration", PICTURES / "calibration", "*.png", calibration)
REST = (
    _album("ja", TextSize.LARGEST, PICTURES, 0.5),
    _album("en", TextSize.STANDARD, PICTURES / "en", 0.35),
    _album("en", TextSize.LARGEST, PICTURES / "en", 0.35),
    Album("film-strips", PICTURES, "film-*.png", strips),
)
ALBUMS = (STANDARD, ASSISTED, CALIBRATION, *REST)


def off(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return in white what is more than ``LEVELS`` off; pictures of the same size."""
    red, green, blue = ImageChops.difference(old, new).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda level: 255 * (level > LEVELS))


def pixels_off(old: Image.Image, new: Image.Image) -> int:
    """Return how many pixels are off; all of them where the sizes differ."""
    return off(old, new).histogram()[255] if old.size == new.size else new.width * new.height


def changes(album: Album, application: QApplication) -> list[Change]:
    """Return every picture of the album that is not as it was."""
    found, gone = [], album.kept()
    for name, new in album.shoot(application):
        if name not in gone:
            found.append(Change(name, None, new))
            continue
        gone.remove(name)
        with Image.open(album.file(name)) as file:
            old = file.convert("RGB")
        pixels = pixels_off(old, new)
        if pixels > PIXELS:
            found.append(Change(name, old, new, pixels))
    for name in sorted(gone):
        with Image.open(album.file(name)) as file:
            found.append(Change(name, file.convert("RGB"), None))
    return found


def difference(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return the new picture, faint, with a red mark around whatever is off."""
    size = (max(old.width, new.width), max(old.height, new.height))
    grounds = [Image.new("RGB", size, "#ff00ff") for _ in range(2)]
    for ground, image in zip(grounds, (old, new), strict=True):
        ground.paste(image)
    marked = Image.blend(grounds[1], Image.new("RGB", size, "white"), 0.7)
    marked.paste("#e00000", mask=off(*grounds).filter(ImageFilter.MaxFilter(5)))
    return marked


def report(album: Album, found: list[Change], file: Path) -> Path:
    """Write the page with old, new and difference of each picture, whole in one file; return it."""
    rows = []
    for change in found:
        both_there = change.old is not None and change.new is not None
        last = difference(change.old, change.new) if both_there else None  # type: ignore[arg-type]  # both are there
        told = f"{change.pixels} pixels" if both_there else "new page" if change.old is None else "no such page now"
        cells = "".join(_cell(*one) for one in (("old", change.old), ("new", change.new), ("difference", last)))
        rows.append(f"<h2>{html.escape(change.name)} <small>{told}</small></h2><div class=row>{cells}</div>")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD.format(name=html.escape(album.name), count=len(found)) + "\n".join(rows), "utf-8")
    return file


HEAD = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{{name}}: {{count}} changed</title><style>
body {{{{ font-family: sans-serif; margin: 1em; background: #888; color: #fff }}}}
.row {{{{ display: flex; gap: 8px }}}} figure {{{{ flex: 1; margin: 0 }}}} img {{{{ width: 100% }}}}
</style><h1>{{name}}: {{count}} changed</h1><p>If the new ones are right: <code>{ACCEPT}</code></p>
"""


def _cell(words: str, image: Image.Image | None) -> str:
    if image is None:
        return f"<figure><figcaption>{words}: none</figcaption></figure>"
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    data = base64.b64encode(buffer.getvalue()).decode()
    return f'<figure><figcaption>{words}</figcaption><img src="data:image/png;base64,{data}"></figure>'


def accept(album: Album, found: list[Change]) -> None:
    """Keep the new pictures, and let go of those without a page."""
    album.folder.mkdir(parents=True, exist_ok=True)
    for change in found:
        if change.new is None:
            album.file(change.name).unlink()
        else:
            save(change.new, album.file(change.name))


def main() -> int:
    """Run as a program; 1 if anything differs that was not accepted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--album", choices=[album.name for album in ALBUMS], action="append")
    args = parser.parse_args()
    application = QApplication([])
    dress(application)
    load_fonts(NAME_FONTS)
    differ = False
    for album in ALBUMS:
        found = changes(album, application) if not args.album or album.name in args.album else []
        if found and args.accept:
            accept(album, found)
            told = "kept"
        elif found:
            told = str(report(album, found, REPORTS / f"{album.name}.html"))
        else:
            told = "as they were"
        differ |= bool(found)
        sys.stdout.write(f"{album.name}: {len(found)} changed, {told}\n")
    if args.accept:
        picture_page.main()
        return 0
    return int(differ)


if __name__ == "__main__":
    sys.exit(main())
