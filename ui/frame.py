"""The fixed frame of every page: rail, footer, the place of the page between them; the same things in the same places.

The rail stands at the left, on a screen held upright above the page: either way every target keeps its 20 mm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ui import tokens
from ui.focus import order_focus
from ui.theme import Theme
from ui.widgets.button import TURNED_S, BigButton
from ui.widgets.look import Look
from ui.widgets.sentence import Sentence, Voice

if TYPE_CHECKING:
    from ui.hand_view import HandButton
    from ui.view import Footer
    from ui.widgets.scroll import Scroll

_WIDTHS = (35, 35, 28, 28, 46)
"""Shares of the footer: もどる, やめる, 上へ, 下へ, つぎへ; on 217 mm the first two stay on one line in every size."""
_UPRIGHT = (1, 1, 0, 0, 1)
"""On an upright screen, where 上へ and 下へ have a row of their own above the others."""


class Frame(QWidget):
    """Rail, place of the page, footer."""

    def __init__(self, theme: Theme, town: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._two_rows: bool | None = None
        # The footer is made first, so that Tab goes from the page to the footer and then to the rail.
        footer = self._make_footer(theme)
        self._rail = self._make_rail(theme, town)
        body = self.body = QWidget(self)
        body.lower()  # a screen reader goes by the order of the children: page, footer, rail, as Tab does
        self.pages = QStackedLayout(body)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(body, 1)
        right.addWidget(footer)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._rail)
        self._whole.addLayout(right, 1)

    def hide_rail(self) -> None:
        """Be without the rail: a clerk's window has no settings of its own."""
        self._rail.hide()

    def page_size(self) -> QSize:
        """Return the size a page has, also in a frame that is new and not painted yet; any before the first one."""
        if self.isVisible():
            self._whole.activate()
        return self.body.size()

    @property
    def rail_buttons(self) -> tuple[BigButton, ...]:
        """The buttons of the rail, in order."""
        return (self.voice, self.text_size, self.scheme, self.language, self.staff)

    @property
    def footer_buttons(self) -> tuple[BigButton, ...]:
        """The buttons of the footer, in order."""
        return (self.back, self.stop, self.up, self.down, self.onward)

    def show_footer(self, footer: Footer, code: str) -> None:
        """Show the buttons this page has, and the small code of a failure."""
        self.back.setVisible(bool(footer.back))
        if footer.back:
            self.back.set_words(footer.back)
        self.stop.setVisible(footer.stop)
        self.onward.setVisible(bool(footer.onward))
        if footer.onward:
            self.onward.set_words(footer.onward)
        self.code.say(code)

    def show_scroll(self, scroll: Scroll | None) -> None:
        """Show 上へ and 下へ while the page is longer than the screen; their row on an upright one only then."""
        # Where the page would be whole without the row, the row goes: either way the answer stays the same. On a page
        # that the row makes so low that it begins higher, less is out of sight than the row takes.
        row = self._footer.height() - self._theme.px(tokens.FOOTER_HEIGHT)
        gained = self._theme.px(tokens.AIRY_TOP - tokens.TOP)
        longer = scroll is not None and scroll.overflows_by > max(0, row - gained)
        if self._two_rows:
            self._raise_footer(scroll_row=longer)
        for button, direction in ((self.up, -1), (self.down, 1)):
            button.setVisible(longer if self._two_rows else scroll is not None and scroll.overflows)
            button.setEnabled(scroll is not None and scroll.can_go(direction))

    def show_hand(self, button: HandButton | None, watching: str, *, watched: bool) -> bool:
        """Show what gives or takes the input in the place of 職員を呼ぶ; tell whether the focus has to be found anew.

        ``watched``: the other hand holds the input, the page is only to be read; ``watching``, if anything, stands
        where つぎへ is meanwhile.
        """
        words = button.words if button else self._theme.text("rail.staff")
        turned = False
        if words != self.staff.words:
            self.staff.set_words(words)
            self.staff.hush(TURNED_S)
            turned = self.window().focusWidget() is self.staff  # Enter there would take back what it just gave
            self._lay_rail(upright=bool(self._two_rows))
        self.staff.set_drawing(button.icon if button else "staff")
        self.watching.say(watching)
        if watched:
            self.back.hide()
            self.onward.hide()
        changed = self.body.isEnabled() is watched
        self.body.setEnabled(not watched)
        return changed or turned

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rail across the top of a screen held upright; name the town where there is room for it."""
        super().resizeEvent(event)
        size = event.size()
        upright = size.height() > size.width()
        across = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(across)
        self._lay_rail(upright=upright)
        self._lay_footer(upright=upright)
        self._town.setVisible(not upright and size.height() >= self._theme.px(tokens.AIRY_MM))

    def _lay_rail(self, *, upright: bool) -> None:
        """Put its buttons above one another, on an upright screen in a row: each with room for its words of now."""
        theme = self._theme
        self._column.setDirection(QBoxLayout.Direction.LeftToRight if upright else QBoxLayout.Direction.TopToBottom)
        width, height = theme.px(tokens.RAIL_WIDTH), theme.px(tokens.RAIL_HEIGHT)
        if upright:
            # Two lines below an icon, with furigana higher still.
            needed = [button.least_width() for button in self.rail_buttons]
            spare = (self.width() - 6 * theme.px(tokens.GAP) - sum(needed)) // len(needed)
            widths = [(button, one + spare) for button, one in zip(self.rail_buttons, needed, strict=True)]
            words = max(button.heightForWidth(one) for button, one in widths)
            height = max(height, words + 2 * theme.px(tokens.GAP))
            for button, one in widths:
                self._column.setStretchFactor(button, one)
        else:
            for button in self.rail_buttons:
                self._column.setStretchFactor(button, 0)
        most = 16_777_215  # Qt's own largest size: no limit
        self._column.setStretch(1, 0 if upright else 1)
        self._rail.setMinimumSize(0 if upright else width, height if upright else 0)
        self._rail.setMaximumSize(most if upright else width, height if upright else most)

    def _lay_footer(self, *, upright: bool) -> None:
        """Put its buttons in one row, on an upright screen in two: 20 mm each and room for their words."""
        if upright is self._two_rows:
            return
        self._two_rows = upright
        for number, share in enumerate(_UPRIGHT if upright else _WIDTHS):
            self._row.setColumnStretch(number, share)
        for number, button in ((2, self.up), (3, self.down)):
            if upright:
                self._scroll_row.addWidget(button, 1)
            else:
                self._row.addWidget(button, 0, number)
        self._raise_footer(scroll_row=False)

    def _row_px(self) -> int:
        """Return the height of a row of the footer with the space between two."""
        return self._theme.px(tokens.FOOTER_HEIGHT - 3.0) + self._theme.px(tokens.GAP)

    def _raise_footer(self, *, scroll_row: bool) -> None:
        """Have a row for 上へ and 下へ above the others, or none."""
        for button in (self.up, self.down):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(not self._two_rows)
            button.setSizePolicy(policy)
        self._footer.setFixedHeight(self._theme.px(tokens.FOOTER_HEIGHT) + (self._row_px() if scroll_row else 0))

    def _make_footer(self, theme: Theme) -> QWidget:
        gap = theme.px(tokens.GAP)
        footer = self._footer = _Ground(theme, self)
        rows = QVBoxLayout(footer)
        edge = theme.px((tokens.FOOTER_HEIGHT - tokens.TARGET - 1) / 2)
        rows.setContentsMargins(gap, edge, gap, edge)
        rows.setSpacing(gap)
        self._scroll_row = QHBoxLayout()
        self._scroll_row.setSpacing(gap)
        row = self._row = QGridLayout()
        row.setSpacing(gap)
        rows.addLayout(self._scroll_row)
        rows.addLayout(row, 1)
        self.back = BigButton(theme, theme.text("back"))
        self.stop = BigButton(theme, theme.text("stop.button"))
        self.up = BigButton(theme, theme.text("scroll.up"), Look.RAIL, icon="up")
        self.down = BigButton(theme, theme.text("scroll.down"), Look.RAIL, icon="down")
        self.onward = BigButton(theme, theme.text("onward"), Look.PRIMARY)
        self.code = Sentence(theme, "", Voice.FRAME)
        self.code.keep_on_one_line()
        self.code.setObjectName("code")
        self.watching = Sentence(theme, "", Voice.FRAME, centred=True)
        self.watching.setObjectName("watching")
        self.watching.keep_close()
        for number, button in enumerate(self.footer_buttons):
            button.modest = True
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            button.setSizePolicy(policy)
            row.addWidget(button, 0, number)
        # Below a failure there is neither もどる nor やめる; on the right may stand what the other hand does.
        row.addWidget(self.code, 0, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.watching, 0, 4)
        self._lay_footer(upright=False)
        return footer

    def _make_rail(self, theme: Theme, town: str) -> QWidget:
        gap = theme.px(tokens.GAP)
        rail = _Ground(theme, self)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, rail)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(gap)
        self._town = Sentence(theme, town, Voice.FRAME, centred=True)
        self._town.setObjectName("town")
        size = theme.text("rail.size_name", now=theme.text(f"size.{theme.size}"))
        scheme = theme.text("rail.scheme_name", now=theme.text(f"scheme.{theme.scheme}"))
        language = theme.text("rail.language_name")
        self.text_size = BigButton(theme, theme.text("rail.size"), Look.RAIL, icon="text", name=size)
        self.scheme = BigButton(theme, theme.text("rail.scheme"), Look.RAIL, icon="contrast", name=scheme)
        self.language = BigButton(theme, theme.text("rail.language"), Look.RAIL, icon="language", name=language)
        self.voice = BigButton(
            theme, theme.text("rail.voice"), Look.RAIL, icon="voice", name=theme.text("rail.voice_name")
        )
        self.voice.setCheckable(True)
        self.staff = BigButton(theme, theme.text("rail.staff"), Look.RAIL, icon="staff")
        self._column.addWidget(self._town)
        self._column.addStretch(1)
        for button in self.rail_buttons:
            self._column.addWidget(button)
        order_focus(rail)
        return rail


class _Ground(QWidget):
    """The ground of rail and footer; with a line around it in a scheme where it is as white or black as the page."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        del event
        colours = self._theme.colours
        painter = QPainter(self)
        # No fillRect: PySide makes the enum of 180 ready-made gradients to see that a colour is none of them (4 ms).
        painter.setPen(QColor(colours.edge if colours.rail == colours.paper else colours.rail))
        painter.setBrush(QColor(colours.rail))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
