"""The sheets as they will come out of the printer, one at a time; in true millimetres where the screen has room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from forms.japanese.furigana import plain
from kiosk.previewbox import PreviewBox
from printing.raster import Raster
from ui import tokens
from ui.theme import Theme
from ui.widgets.button import BigButton
from ui.widgets.scroll import Scroll
from ui.widgets.sentence import Sentence, Voice

_LOOK_AGAIN_MS = 100


class Sheets(QWidget):
    """One sheet with its number; 前の紙 and 次の紙 where there are several."""

    def __init__(self, theme: Theme, preview: PreviewBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._preview, self._number = theme, preview, 0
        self._shown = (-1, -1)
        content = QWidget()
        self.scroller = Scroll(content, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroller)
        column = QVBoxLayout(content)
        margin = theme.px(tokens.MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(tokens.GAP))
        self._title = Sentence(theme, "", Voice.HEADING)
        column.addWidget(self._title)
        self.before = BigButton(theme, theme.text("check.paper_before"))
        self.following = BigButton(theme, theme.text("check.paper_next"))
        turn = QHBoxLayout()
        turn.setSpacing(theme.px(tokens.GAP))
        for button, step in ((self.before, self._turn_back), (self.following, self._turn_on)):
            button.modest = True
            button.activated.connect(step)
            turn.addWidget(button)
        column.addLayout(turn)
        self._picture = _Sheet(theme)
        column.addWidget(self._picture)
        column.addStretch(1)
        # Most are made before anybody looks; what is not is made within moments.
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._show)
        self._again.start()
        self._show()

    @Slot()
    def _show(self) -> None:
        """Show the sheet and how many there are, as far as they are made."""
        made = len(self._preview)
        if self._shown == (self._number, made):
            return
        self._shown = (self._number, made)
        several = made > 1
        told = {"number": self._number + 1, "all": made}
        self._title.say(self._theme.text("check.paper_several" if several else "check.paper_one", **told))
        for button, there in ((self.before, self._number > 0), (self.following, self._number + 1 < made)):
            button.setVisible(several)
            button.setEnabled(there)
        on, back = self.following, self.before
        self.setFocusProxy(on if on.isEnabled() else back if back.isEnabled() else self._picture)
        self._picture.show_sheet(self._preview.sheet(self._number))

    def draft(self) -> object:
        """Return which sheet is shown."""
        return self._number

    def restore(self, draft: object) -> None:
        """Show that sheet."""
        if isinstance(draft, int):
            self._number = draft
            self._show()

    @Slot()
    def _turn_on(self) -> None:
        self._turn(1)

    @Slot()
    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._number += step
        self._show()
        self.scroller.ensureVisible(0, 0)


class _Sheet(QWidget):
    """The picture of one sheet, white in every scheme: it is paper."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._scaled = QPixmap()
        self.setAccessibleName(plain(theme.text("check.paper_name")))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(theme.px(tokens.PAPER))

    def show_sheet(self, sheet: Raster | None) -> None:
        """Show another sheet, or none yet."""
        self._scaled = QPixmap()
        if sheet is None:
            self._image = QImage()
        else:
            grey = QImage.Format.Format_Grayscale8
            # A copy: the image would not keep the bytes alive.
            self._image = QImage(sheet.grey(), sheet.width, sheet.height, sheet.width, grey).copy()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the sheet keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the sheet at this width; nothing without one."""
        return 0 if self._image.isNull() else width * self._image.height() // self._image.width()

    def sizeHint(self) -> QSize:
        """Return the size of the sheet in true millimetres."""
        width = self.maximumWidth()
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet and its edge."""
        del event
        if self._image.isNull():
            return
        if self._scaled.width() != self.width():
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._image.scaledToWidth(self.width(), smooth))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._scaled)
        painter.setPen(QPen(QColor(self._theme.colours.edge), self._theme.px(0.3)))
        painter.drawRect(QRectF(0, 0, self.width() - 1, self.height() - 1))
        painter.end()
