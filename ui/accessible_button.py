"""What a screen reader is told of a button, and what its hand does: the same as a finger.

Qt knows check boxes by their mark alone and tells one of several as a check box too; its own way to touch a mark
changes the mark and nothing else.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget

from ui.widgets.button import BigButton

Role = QAccessible.Role


class AccessibleButton(QAccessibleWidget):
    """A button to press, a check box, or a radio button: asked each time, for Qt asks before a button is finished."""

    def __init__(self, button: BigButton) -> None:
        super().__init__(button, Role.Button)

    @property
    def _button(self) -> BigButton:
        """Asked of Qt each time: PySide never lets go of what its factory made, which must not keep the page."""
        return cast(BigButton, self.widget())

    def role(self) -> QAccessible.Role:
        """Tell what kind of button it is."""
        if not self._button.isCheckable():
            return Role.Button
        return Role.RadioButton if self._button.one_of_several else Role.CheckBox

    def state(self) -> QAccessible.State:
        """Tell of the mark, and whether a finger is on it."""
        state, button = super().state(), self._button
        state.checkable, state.checked, state.pressed = button.isCheckable(), button.isChecked(), button.isDown()
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt calls it by this name
        """Name what can be done with it now."""
        touch = self.toggleAction() if self._button.isCheckable() else self.pressAction()
        return [touch, *super().actionNames()] if self._button.isEnabled() else super().actionNames()

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt calls it by this name
        """Touch it, or do what Qt does with any widget."""
        if name in {self.toggleAction(), self.pressAction()}:
            self._button.click()
        else:
            super().doAction(name)
