"""Sign with a finger, or leave it to the pen. The strokes are in ``kiosk.signaturebox``, in no event and no draft."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.session.events import Signed, Touched
from kiosk.signaturebox import SignatureBox
from ui import tokens
from ui.page import Page
from ui.screen import Screen
from ui.theme import Theme
from ui.view import Sign
from ui.widgets.button import BigButton
from ui.widgets.look import Look
from ui.widgets.signature_pad import SignaturePad

PAD_MM, HIGHEST_MM = 40.0, 60.0
"""Height of the pad where the screen has room, and where it has a lot."""
_NOTED_MM = 36.0
"""And where that has all of the note in sight."""
_LEAST_MM = 22.0
_SENTENCES = 0.25
"""What the sentences keep of a page that is too low for all, if the heading needs no more; the rest scrolls."""


class SignScreen(Screen[Sign]):
    """A box with a line, and three buttons: 紙に書く (the first), 書き直す, これでよい once there is a line."""

    def __init__(self, theme: Theme, box: SignatureBox, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._box = box
        self._page = Page(theme)
        self._page.fill_whole(self)
        self.pad = SignaturePad(theme, box)
        self.pad.written.connect(self._written)
        self._paper = BigButton(theme, theme.text("sign.pen"))
        self._again = BigButton(theme, theme.text("sign.again"))
        self._done = BigButton(theme, theme.text("sign.done"), Look.PRIMARY)
        self._paper.activated.connect(self._leave_to_pen)
        self._again.activated.connect(self._write_again)
        self._done.activated.connect(self._take)
        self._page.put_between(self.pad)
        self._page.put_last(self._paper, self._again, self._done)
        for button in (self._paper, self._again, self._done):
            button.modest = True
        self._show()

    def present(self, view: Sign) -> None:
        """Show what it is for."""
        self.title = view.heading
        self._page.heading.say(view.heading)
        self._page.note.say(view.note)
        self._fit()

    def first(self) -> QWidget:
        """紙に書く: whoever does not write with a finger is not kept here."""
        return self._paper

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pad the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have the heading in sight in the largest type that leaves the pad its height; the rest is the pad's."""
        theme, page, gap = self.theme, self._page, self.theme.px(tokens.GAP)
        room = page.room(self.size())
        width = max(1, room.width())
        free = room.height() - page.foot_height(self.width()) - 2 * gap
        share = int(free * _SENTENCES)
        page.note.be_modest(modest=False)
        note = page.note.heightForWidth(width) + gap if page.note.words else 0
        page.heading.be_largest(width, max(share, free - theme.px(PAD_MM)), note)
        kept = max(share, free - theme.px(PAD_MM))
        if page.heading.heightForWidth(width) + note > kept:
            page.note.be_modest()
            words = page.heading.heightForWidth(width) + page.note.heightForWidth(width) + gap
            kept = words if words <= free - theme.px(_NOTED_MM) else kept
        kept = page.whole_lines(width, kept)
        self.pad.setFixedHeight(min(theme.px(HIGHEST_MM), max(theme.px(_LEAST_MM), free - kept)))

    @Slot()
    def _written(self) -> None:
        self._show()
        self.send(Touched(self.now()))

    def _show(self) -> None:
        self._done.setEnabled(bool(self._box))
        self._again.setEnabled(bool(self._box))

    @Slot()
    def _write_again(self) -> None:
        self._paper.setFocus()
        self.pad.forget()
        self._show()
        self.send(Touched(self.now()))

    @Slot()
    def _leave_to_pen(self) -> None:
        self.pad.forget()
        self.send(Signed(self.now(), given=False))

    @Slot()
    def _take(self) -> None:
        if self._box:
            self.send(Signed(self.now(), given=True))
