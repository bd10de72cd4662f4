"""What a touch on the rail, or on its pages of languages and voice, makes of a resident's settings. Pure."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from forms.translations import FURIGANA
from kiosk.session.settings import Settings

_STEPS = MappingProxyType({"slower": (-1, 0), "faster": (1, 0), "softer": (0, -1), "louder": (0, 1)})

E = TypeVar("E", bound=StrEnum)


def next_size(now: Settings) -> Settings:
    """Return the next text size, after the largest the smallest."""
    return replace(now, text_size=_after(now.text_size))


def next_scheme(now: Settings) -> Settings:
    """Return the next colours, after the last the first."""
    return replace(now, scheme=_after(now.scheme))


def in_language(now: Settings, language: str) -> Settings:
    """Return the settings in ``language``; FURIGANA turns the readings on or off, an empty one changes nothing."""
    if language == FURIGANA:
        return replace(now, furigana=not now.furigana)
    return replace(now, language=language) if language else now


def with_voice(now: Settings, act: str) -> Settings:
    """Return what "slower", "faster", "softer", "louder" or "off" makes of them; anything else changes nothing."""
    if act == "off":
        return replace(now, voice=False)
    pace, volume = _STEPS.get(act, (0, 0))
    return replace(now, pace=now.pace + pace, volume=now.volume + volume)


def _after(one: E) -> E:
    members = list(type(one))
    return members[(members.index(one) + 1) % len(members)]
