"""One module a phase: ``present(view)`` shows it, one ``intent`` signal tells what was touched.

A screen is loaded when its view is first shown: the attract page must not wait for the others.
"""

# ruff: noqa: PLC0415 - for that reason
from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from ui import view

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.previewbox import PreviewBox
    from kiosk.secretbox import SecretBox
    from kiosk.signaturebox import SignatureBox
    from ui.screen import Screen
    from ui.theme import Theme


def screen_for(  # noqa: PLR0912 - one case a view
    page: view.PageView,
    theme: Theme,
    box: SecretBox,
    signature: Callable[[], SignatureBox],
    preview: Callable[[], PreviewBox],
) -> Screen[Any]:
    """Return a new screen for this kind of view (Any: it only ever meets its own).

    ``box`` is for the digit pad, ``signature`` gives the one for strokes, ``preview`` the one with the sheets.
    """
    match page:
        case view.OutOfService():
            from ui.screens.out_of_service import OutOfServiceScreen

            return OutOfServiceScreen(theme)
        case view.Attract():
            from ui.screens.attract import AttractScreen

            return AttractScreen(theme)
        case view.Purpose():
            from ui.screens.purpose import PurposeScreen

            return PurposeScreen(theme)
        case view.Categories():
            from ui.screens.categories import CategoriesScreen

            return CategoriesScreen(theme)
        case view.Procedures():
            from ui.screens.procedures import ProceduresScreen

            return ProceduresScreen(theme)
        case view.Outcome():
            from ui.screens.outcome import OutcomeScreen

            return OutcomeScreen(theme)
        case view.Doors():
            from ui.screens.doors import DoorsScreen

            return DoorsScreen(theme)
        case view.CardPlace():
            from ui.screens.card_place import CardPlaceScreen

            return CardPlaceScreen(theme)
        case view.SecretEntry():
            from ui.screens.secret import SecretScreen

            return SecretScreen(theme, box)
        case view.Person():
            from ui.screens.person import PersonScreen

            return PersonScreen(theme)
        case view.Pick():
            from ui.screens.pick import PickScreen

            return PickScreen(theme)
        case view.Ask():
            from ui.screens.ask import AskScreen

            return AskScreen(theme)
        case view.Check():
            from ui.screens.check import CheckScreen

            return CheckScreen(theme, preview())
        case view.Sign():
            from ui.screens.sign import SignScreen

            return SignScreen(theme, signature())
        case view.Paper():
            from ui.screens.paper import PaperScreen

            return PaperScreen(theme)
        case view.Finished():
            from ui.screens.finished import FinishedScreen

            return FinishedScreen(theme)
    assert_never(page)


def languages_screen(theme: Theme, choose: Callable[[str], None]) -> Screen[Any]:
    """Return a new screen to choose a language on; ``choose`` takes its code."""
    from ui.screens.languages import LanguagesScreen

    return LanguagesScreen(theme, choose)


def voice_screen(theme: Theme, choose: Callable[[str], None]) -> Screen[Any]:
    """Return a new screen for the voice; ``choose`` takes what it is to do."""
    from ui.screens.voice import VoiceScreen

    return VoiceScreen(theme, choose)


def notice_screen(theme: Theme, local: Callable[[str], None]) -> Screen[Any]:
    """Return a new screen for what lies above a page; ``local`` takes what only the window itself acts on."""
    from ui.screens.notice import NoticeScreen

    return NoticeScreen(theme, local)
