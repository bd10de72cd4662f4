"""The resident's window and the voice, put together: a page that appears is said, the next touch ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.services.speech import SpeechService
from kiosk.session.events import VoiceChanged
from kiosk.session.settings import PACES, VOLUMES
from kiosk.speech.reading import with_readings
from kiosk.spoken_names import names_of, with_names
from ui.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.settings import Town
    from ui.shell import Shell

_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress})


class Aloud(QObject):
    """Says what ``shell`` shows while its settings ask for it. What is said is kept nowhere."""

    told = Signal(object)
    """``VoiceChanged``: whether it speaks, for the session, which waits for it."""

    def __init__(self, shell: Shell, service: SpeechService | None = None) -> None:
        super().__init__(shell)
        self._shell = shell
        self._service = service or SpeechService(parent=self)
        self._screen: QWidget | None = None
        self._speaking = False
        # Its layouts show a page by a posted event: what is not shown yet is not said.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._say_page)
        shell.appeared.connect(self._appeared)
        shell.turned.connect(self._appeared)
        shell.complained.connect(self._complained)
        self._service.done.connect(self._ended)
        self._service.failed.connect(self._ended)
        self._service.failed.connect(shell.fall_silent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be silent at the next touch, wherever it is."""
        del watched
        if event.type() in _TOUCHES and self._shell.settings.voice:
            self._be_silent()
        return False

    @Slot(object)
    def _appeared(self, screen: QWidget) -> None:
        self._screen = screen
        self._listen(to_touches=self._shell.settings.voice)
        if self._shell.settings.voice:
            self._soon.start()
        else:
            self._be_silent()

    def _listen(self, *, to_touches: bool) -> None:
        """Look at every event of the program only while it may speak: that costs a tenth of each page."""
        if (application := QApplication.instance()) is None:
            return
        if to_touches:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    @Slot()
    def _say_page(self) -> None:
        shown = self._shell.screen_shown
        if shown is not None and shown is self._screen:
            self._say(spoken(shown))

    @Slot(str)
    def _complained(self, text: str) -> None:
        # Of a face that closes, or a page that is said again, the question was heard before.
        self._soon.stop()
        self._say((text,))

    def _say(self, sentences: tuple[str, ...]) -> None:
        settings = self._shell.settings
        if not (sentences and settings.voice and settings.speaks):
            self._be_silent()
        else:
            names, town, words = names_of(self._shell.state), self._shell.town, self._shell.theme.words
            marked = [with_readings(with_names(sentence, names, words), _town(town)) for sentence in sentences]
            pace, volume = PACES[settings.pace], VOLUMES[settings.volume]
            self._service.say(marked, pace, volume, town.name.ja if town is not None else "")
            self._tell(speaking=True)

    def _be_silent(self) -> None:
        self._service.stop()
        self._ended()

    @Slot()
    def _ended(self) -> None:
        self._tell(speaking=False)

    def _tell(self, *, speaking: bool) -> None:
        if speaking is not self._speaking:
            self._speaking = speaking
            self.told.emit(VoiceChanged(self._shell.theme.clock.now(), speaking))

    def close(self) -> None:
        """End the voice."""
        self._service.close()


def _town(town: Town | None) -> Mapping[str, str]:
    """Return how the town's name is read, also before a 字 of it."""
    if town is None or not town.kana:
        return {}
    name, kana = town.name.ja, town.kana
    return {name: kana, f"{name}字": f"{kana}アザ", f"{name}大字": f"{kana}オオアザ"}
