"""The procedures of one group; several may be chosen and are filled in together."""

from __future__ import annotations

from ui.screens.marking import MarkingScreen
from ui.view import Procedures


class ProceduresScreen(MarkingScreen[Procedures]):
    """One card a procedure."""

    def present(self, view: Procedures) -> None:
        """Show the cards, with what is marked."""
        if not self.title:
            self.title = view.heading
            self.page.heading.say(view.heading)
            self.page.note.say(self.theme.text("procedures.note"))
            self.page.put_all(map(self.mark, view.options))
        self.show_marks(view.chosen)
