"""One whole visit as a strip of small pictures, kept by tests.support.goldens.

The way of somebody who wants their own 住民票, from the first page to the last, in the order in which pages appear.
"""

from __future__ import annotations

from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk.session.events import ByNameAsked, ProcedureMarked
from kiosk.session.settings import Scheme, Settings
from tests.support.pages import after, card_pages, choosing_pages, last_pages, questions
from tests.support.pictures import SCREENS, page_picture

JOURNEY = (
    *("attract", "purpose", "categories", "procedures", "doors", "present", "secret-pin", "reading", "take", "person"),
    *("ask-applicant.phone", "ask-juminhyo.relation", "ask-record.head", "ask-juminhyo.use", "check", "printing"),
    *("paper", "finished"),
)
ACROSS = 6
WIDTH = 300
GAP = 8


def film_strip(application: QApplication, scheme: Scheme = Scheme.LIGHT) -> Image.Image:
    """Return the pages of ``JOURNEY`` side by side, ``ACROSS`` a row."""
    settings, frames = Settings(scheme=scheme), []
    states = choosing_pages(settings) | card_pages(settings, ("juminhyo",))
    states |= questions(states["person"])
    states |= last_pages(states["check"])
    states["procedures"] = after(states["categories"], ByNameAsked(3, "certificate"), ProcedureMarked(4, "juminhyo"))
    for name in JOURNEY:
        frames.append(page_picture(application, states[name], "tablet", WIDTH / SCREENS["tablet"][1].width()))
    high, rows = frames[0].height, -(-len(frames) // ACROSS)
    strip = Image.new("RGB", (ACROSS * (WIDTH + GAP) + GAP, rows * (high + GAP) + GAP), "#888888")
    for number, frame in enumerate(frames):
        strip.paste(frame, (GAP + number % ACROSS * (WIDTH + GAP), GAP + number // ACROSS * (high + GAP)))
    return strip
