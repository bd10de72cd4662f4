"""Words on the page: wrapped, with the line height of design/ux.md, never selectable, never cut."""

from __future__ import annotations

from enum import Enum
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import tokens
from ui.theme import Theme


class Voice(Enum):
    """The part a sentence plays: its size, weight and colour."""

    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    ERROR = "error"
    SUCCESS = "success"


_COLOURS = {
    Voice.HEADING: tokens.TEXT,
    Voice.BODY: tokens.TEXT,
    Voice.STRONG: tokens.TEXT,
    Voice.SMALL: tokens.SOFT,
    Voice.ERROR: tokens.ERROR,
    Voice.SUCCESS: tokens.SUCCESS,
}


class Sentence(QLabel):
    """A label that is read as it is shown."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        voice: Voice = Voice.BODY,
        *,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = ""
        bold = voice in {Voice.HEADING, Voice.STRONG, Voice.ERROR, Voice.SUCCESS}
        self.setFont(theme.small() if voice is Voice.SMALL else theme.body(bold=bold))
        self.setStyleSheet(f"color: {_COLOURS[voice]};")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)
        self._across = "center" if centred else "left"
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName(voice.value)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``; an empty one hides the label."""
        self.words = text
        lines = "<br>".join(escape(line) for line in text.split("\n"))
        self.setText(f'<p align="{self._across}" style="line-height:{int(tokens.LINE_HEIGHT * 100)}%">{lines}</p>')
        self.setAccessibleName(text)
        self.setHidden(not text)

    def minimumSizeHint(self) -> QSize:
        """One line of four characters: how high it really is follows from its width."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.height() * 4, metrics.height()) if self.wordWrap() else super().minimumSizeHint()
