"""The first sound of a page: from its clip, against made anew, in processor time of the same run."""

from __future__ import annotations

import time
from pathlib import Path

from forms.translations import FURIGANA
from kiosk.i18n import Words
from kiosk.speech.reading import phrases
from kiosk.speech.render import PACE, render
from kiosk.speech.rendered import Rendered
from kiosk.speech.sounds import sounds

TITLES = ("purpose", "doors", "check", "finished")
VOLUME = 0.8
ROUNDS = 3
LIMIT = 0.2


def test_a_page_that_has_clips_is_heard_in_a_fifth_of_the_time(tmp_path: Path) -> None:
    words = Words(FURIGANA)
    sentences = [words.text(f"screen.{page}.title") for page in TITLES]
    render(tmp_path / "clips", {phrase for sentence in sentences for phrase in phrases(sentence)})

    def first_sounds(rendered: Rendered) -> float:
        start = time.process_time()
        for sentence in sentences:
            next(sounds(sentence, PACE, VOLUME, rendered))
        return time.process_time() - start

    clip, made = (
        min(first_sounds(Rendered(tmp_path / folder)) for _ in range(ROUNDS)) / len(sentences)
        for folder in ("clips", "none")
    )
    print(f"first sound: {clip * 1000:.1f} ms from a clip, {made * 1000:.1f} ms made")  # noqa: T201 - the figures wanted
    assert clip <= LIMIT * made
