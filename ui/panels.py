"""What the window itself lays over a page, of which the session knows nothing: stop?, the languages, the voice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui import view
from ui.screens import languages_screen, notice_screen, voice_screen
from ui.wishes import in_language, with_voice

if TYPE_CHECKING:
    from kiosk.i18n import Words
    from kiosk.session.settings import Settings
    from ui.screen import Screen
    from ui.stage import Above
    from ui.theme import Theme


class Panels(QObject):
    """At most one of them lies there. ``settings`` tells what the resident chose so far."""

    chosen = Signal(object)
    """Other ``Settings`` are wanted."""
    touched = Signal()
    """Somebody is there, and wants nothing else."""
    changed = Signal()
    """Another panel lies there now, or none."""

    def __init__(self, settings: Callable[[], Settings], parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.open: str = ""
        """Which one lies there: "stop", "languages" or "voice"."""
        self.mute = False
        """Whether the voice was found to be missing."""

    def forget(self) -> None:
        """The visit ended, or a passer-by left: what is known of it ends too, and the voice may be tried again."""
        self.open, self.mute = "", False

    def view(self, words: Words) -> Above | None:
        """Return what is to be shown of the one that lies there."""
        match self.open:
            case "stop":
                from ui import notice_view  # noqa: PLC0415 - languages and voice do without

                return notice_view.stop(words)
            case "languages":
                return view.languages(self._settings())
            case "voice":
                return view.voice(self._settings(), words, failed=self.mute)
            case _:
                return None

    def screen(self, above: Above, theme: Theme) -> Screen[Any]:
        """Return a new screen for one of them, or for what the session lays over the page."""
        match above:
            case view.Languages():
                return languages_screen(theme, self.choose_language)
            case view.VoicePanel():
                return voice_screen(theme, self.turn_voice)
            case _:
                return notice_screen(theme, self.answer)

    def ask_to_stop(self) -> None:
        """Ask whether やめる was meant."""
        self._lay("stop")

    def ask_language(self) -> None:
        """Show the languages; away with them where they lie there already."""
        self._toggle("languages")

    def ask_voice(self) -> None:
        """Speak from now on; where the voice speaks already, or cannot, tell more of it."""
        settings = self._settings()
        if settings.speaks and not settings.voice and not self.mute:
            self.chosen.emit(replace(settings, voice=True))
        else:
            self._toggle("voice")

    def answer(self, act: str) -> None:
        """Take what was touched on a notice and is none of the session's: "keep" goes on with what lies below."""
        if act == "stop":
            self.ask_to_stop()
        elif act == "keep":
            self.open = ""
            self.touched.emit()

    def turn_voice(self, act: str) -> None:
        """Do what was touched on the voice's page, which stays until it is left or the voice is turned off."""
        settings = self._settings()
        changed = with_voice(settings, act)
        if not changed.voice or changed == settings:
            self.open = ""
        if changed != settings:
            self.chosen.emit(changed)
        else:
            self._lay("")

    def fall_silent(self) -> None:
        """The voice cannot be heard on this machine: say so in writing, where it was asked for."""
        self.mute = True
        settings = self._settings()
        if settings.voice:
            self.open = "voice"
            self.chosen.emit(replace(settings, voice=False))

    def choose_language(self, language: str) -> None:
        """Speak ``language`` from now on, or turn furigana; an empty one or the present one only closes the page."""
        self.open = ""
        settings = self._settings()
        chosen = in_language(settings, language)
        if chosen != settings:
            self.chosen.emit(chosen)
        else:
            self.touched.emit()

    def _toggle(self, panel: str) -> None:
        self._lay("" if self.open == panel else panel)

    def _lay(self, panel: str) -> None:
        self.open = panel
        self.touched.emit()
        self.changed.emit()
