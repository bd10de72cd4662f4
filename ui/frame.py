"""The fixed frame of every page: rail at the left, footer below, the place of the page between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ui import tokens
from ui.theme import Theme
from ui.widgets.button import BigButton, Look
from ui.widgets.sentence import Sentence, Voice

_WIDTHS = (34, 34, 27, 27, 50)
"""Shares of the footer: もどる, やめる, 上へ, 下へ, つぎへ."""


class Frame(QWidget):
    """Rail, place of the page, footer."""

    def __init__(self, theme: Theme, town: str, parent: QWidget) -> None:
        super().__init__(parent)
        # The footer is made first, so that Tab goes from the page to the footer and then to the rail.
        footer = self._make_footer(theme)
        rail = self._make_rail(theme, town)
        body = QWidget(self)
        self.pages = QStackedLayout(body)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(body, 1)
        right.addWidget(footer)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(rail)
        whole.addLayout(right, 1)

    def _make_footer(self, theme: Theme) -> QFrame:
        gap = theme.px(tokens.GAP)
        footer = QFrame(self)
        _ground(footer, tokens.RAIL)
        footer.setFixedHeight(theme.px(tokens.FOOTER_HEIGHT))
        row = QGridLayout(footer)
        edge = theme.px((tokens.FOOTER_HEIGHT - tokens.TARGET - 1) / 2)
        row.setContentsMargins(gap, edge, gap, edge)
        row.setSpacing(gap)
        self.back = BigButton(theme, theme.text("back"))
        self.stop = BigButton(theme, theme.text("stop.button"))
        self.up = BigButton(theme, theme.text("scroll.up"), Look.RAIL, icon="up")
        self.down = BigButton(theme, theme.text("scroll.down"), Look.RAIL, icon="down")
        self.onward = BigButton(theme, theme.text("onward"), Look.PRIMARY)
        self.code = Sentence(theme, "", Voice.FRAME)
        self.code.keep_on_one_line()
        self.code.setObjectName("code")
        for number, button in enumerate((self.back, self.stop, self.up, self.down, self.onward)):
            button.modest = True
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            button.setSizePolicy(policy)
            row.addWidget(button, 0, number)
            row.setColumnStretch(number, _WIDTHS[number])
        row.addWidget(self.code, 0, 4, Qt.AlignmentFlag.AlignRight)
        return footer

    def _make_rail(self, theme: Theme, town: str) -> QFrame:
        gap = theme.px(tokens.GAP)
        rail = QFrame(self)
        _ground(rail, tokens.RAIL)
        rail.setFixedWidth(theme.px(tokens.RAIL_WIDTH))
        column = QVBoxLayout(rail)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        name = Sentence(theme, town, Voice.FRAME, centred=True)
        name.setObjectName("town")
        self.text_size = BigButton(theme, theme.text(f"rail.size_{theme.size}"), Look.RAIL, icon="text")
        self.language = BigButton(theme, theme.text("rail.language"), Look.RAIL, icon="language")
        self.staff = BigButton(theme, theme.text("rail.staff"), Look.RAIL, icon="staff")
        column.addWidget(name)
        column.addStretch(1)
        for button in (self.text_size, self.language, self.staff):
            column.addWidget(button)
        return rail


def _ground(frame: QFrame, colour: str) -> None:
    palette = frame.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    frame.setPalette(palette)
    frame.setAutoFillBackground(True)
