"""``python -m kiosk.speech.render build/clips``: what pages say always alike is made before the program is built.

Only words of the catalogues, at the pace a visit begins with. A name, an address or a number that somebody gave is made
when it is said and never comes here. What is there already is kept; what no page says any more goes.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.definition_words import definition_words
from forms.japanese.furigana import plain
from forms.translations import EASY, FURIGANA, translated
from kiosk.files import write_whole
from kiosk.i18n import Words, to_staff
from kiosk.session.settings import PACES, Settings
from kiosk.speech.reading import phrases
from kiosk.speech.rendered import CLIP_NAME, Rendered, clip_key, clip_name, clips_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

PACE = PACES[Settings().pace]
_SAID = (FURIGANA, EASY)


class Counts(NamedTuple):
    """What became of the clips of a folder."""

    ready: int
    made: int
    removed: int


def fixed_phrases() -> frozenset[str]:
    """Return every phrase of the residents' catalogues that holds no value, with its readings."""
    return frozenset(
        phrase for sentence in _sentences() for phrase in phrases(sentence) if "{" not in phrase and "}" not in phrase
    )


def _sentences() -> Iterator[str]:
    for language in _SAID:
        words = Words(language)
        keys = words.keys()  # Words is no mapping, as a loop over it would have it
        yield from (words.text(key) for key in keys if not to_staff(key))
        yield from (translated(japanese, "", language) for japanese in definition_words())


def render(
    folder: Path,
    wanted: Collection[str],
    pace: float = PACE,
    each: Callable[[Callable[[str], bytes], Iterable[str]], Iterable[bytes]] = map,
) -> Counts:
    """Leave in ``folder`` the clips of ``wanted`` phrases and no others, each whole.

    ``each``: ``map`` or like it. Raises CannotWriteError.
    """
    rendered = Rendered(folder)
    phrase_of = {clip_key(phrase, pace): phrase for phrase in sorted(wanted)}
    there = {key: clip_name(key, ogg) for key in phrase_of if (ogg := rendered.clip(key)) is not None}
    kept = frozenset(there.values())
    stale = [path for path in folder.glob("*.ogg") if CLIP_NAME.fullmatch(path.name) and path.name not in kept]
    for path in stale:
        path.unlink()
    missing = {key: phrase for key, phrase in phrase_of.items() if key not in there}
    made = each(partial(_made, pace=pace), missing.values())
    for key, ogg in zip(missing, made, strict=True):
        write_whole(folder / clip_name(key, ogg), ogg)
    return Counts(len(phrase_of), len(missing), len(stale))


def _made(phrase: str, *, pace: float) -> bytes:
    # Loaded where it is made, which is another process.
    from kiosk.speech.ogg import vorbis  # noqa: PLC0415
    from kiosk.speech.synthesis import synthesise  # noqa: PLC0415

    return vorbis(synthesise(phrase, pace), plain(phrase))


def main(arguments: Sequence[str]) -> None:
    """Make what is missing, on every core, and tell how much that was."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.speech.render", description="clips of the voice")
    parser.add_argument("folder", type=Path, nargs="?", default=clips_folder(), help="default: %(default)s")
    folder = parser.parse_args(arguments).folder
    with ProcessPoolExecutor() as pool:
        counts = render(folder, fixed_phrases(), each=partial(pool.map, chunksize=8))
    sys.stdout.write(f"{folder}: {counts.ready} clips, {counts.made} made, {counts.removed} removed\n")


if __name__ == "__main__":
    main(sys.argv[1:])
