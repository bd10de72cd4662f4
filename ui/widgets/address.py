"""An address by postcode or by the kana of the town, then 番地 and 方書; free letters at any time (design/ux.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from forms import postcode
from forms.japanese.furigana import over, read_lot
from forms.postcode import Place
from ui.composition import Composition
from ui.composition import Draft as Written
from ui.kana_index import Entry
from ui.later import Later
from ui.page import Page
from ui.theme import Theme
from ui.view import Ask, Option
from ui.widgets.cards import Cards
from ui.widgets.faces import Made, Makers
from ui.widgets.figures import Shape
from ui.widgets.finder import Finder, NumberFace, Pick
from ui.widgets.letters import Letters
from ui.widgets.lot import Lot
from ui.widgets.ways import Way, Ways


class Draft(NamedTuple):
    """What all ways keep, and the parts of the address found so far."""

    ways: object
    place: Place | None
    lot: Written
    building: Written


class Address(Ways):
    """The address grows on the page with each step; the steps are faces, so もどる goes one step back."""

    def __init__(self, theme: Theme, page: Page, view: Ask, go: Callable[[], None]) -> None:
        self._place: Place | None = None
        self._lot, self._building = Composition(), Composition()
        for part in (self._lot, self._building):
            part.listeners.append(self._compose)
        super().__init__(theme, page, view, go)
        # Read once for the life of the program, when the page stands there and nothing of it is touched yet.
        Later(page, postcode.ready).start()

    def _offered(self) -> Sequence[Way]:
        text = self._theme.text
        return (
            Way(text("address.by_place"), "house", self._open_own_town),
            Way(text("address.by_postcode"), "keypad", partial(self.faces.open, "postcode")),
            Way(text("board.open"), "pencil", self.write),
        )

    def _makers(self) -> Makers:
        return {
            "postcode": self._by_postcode,
            "places": self._of_postcode,
            "towns": self._towns,
            "areas": self._areas,
            "lot": self._lot_pad,
            "building": self._whether_building,
        }

    def _open(self, number: str) -> None:
        self._place = None
        for part in (self._lot, self._building):
            part.set_text("")
        super()._open(number)

    # --- the place ---

    def _by_postcode(self) -> Made:
        title = self._theme.text("address.postcode_title")
        face = NumberFace(self._theme, title, Shape((3, 4)), _of_postcode, self._postcode_found)
        return face, face.first()

    def _postcode_found(self, found: Sequence[Entry]) -> None:
        if len(found) == 1:
            self._take_postcode(found[0])
        else:
            self.faces.open("places", found[0].value.partition("/")[0])

    def _of_postcode(self, code: str) -> Made:
        title = self._theme.text("address.place_title")
        face = Pick(self._theme, title, _of_postcode(code), self._take_postcode)
        return face, face.first()

    def _take_postcode(self, entry: Entry) -> None:
        code, _, number = entry.value.partition("/")
        self._take(postcode.places(code)[int(number)])

    def _open_own_town(self) -> None:
        """Begin with the 字 of the town whose kiosk this is; the others are one touch away."""
        own = [city for city in postcode.municipalities() if self._view.town and city.name.endswith(self._view.town)]
        if len(own) == 1:
            self._open_areas(own[0].name, others=True)
        else:
            self._open_towns()

    def _open_towns(self) -> None:
        self.faces.open("towns", "", False)

    def _towns(self, letters: str, every: bool) -> Made:
        entries = [Entry(city.name, city.marked, city.kana) for city in postcode.municipalities()]
        heading, turn = self._theme.text("address.town_title"), partial(self.faces.open, "towns")
        return Finder(self._theme, heading, entries, lambda entry: self._open_areas(entry.value), turn).face(
            letters, every
        )

    def _open_areas(self, city: str, *, others: bool = False) -> None:
        self.faces.open("areas", city, others, "", False)

    def _areas(self, city: str, others: bool, letters: str, every: bool) -> Made:
        found = postcode.read("", city=city)
        entries = [
            Entry(str(number), over(place.area, place.area_kana), place.area_kana, read_lot(place.note))
            for number, place in enumerate(found)
        ]
        # A 町域 that the list lacks is of this municipality all the same.
        none = (self._theme.text("find.not_here"), partial(self._take, replace(found[0], postcode="", area="", lot="")))
        other = (self._theme.text("address.other_town"), self._open_towns)
        finder = Finder(
            self._theme,
            self._theme.text("address.place_title"),
            entries,
            lambda entry: self._take(found[int(entry.value)]),
            partial(self.faces.open, "areas", city, others),
            elsewhere=(other,) if others else (),
            missing=(none,),
        )
        return finder.face(letters, every)

    def _take(self, place: Place) -> None:
        self._place = place
        self._compose()
        self.faces.open("lot", place)

    # --- what follows it ---

    def _lot_pad(self, place: Place) -> Made:
        write, convert = partial(self.faces.open, "board", "lot"), partial(self.convert, "lot")
        lot = Lot(self._theme, place.marked, self._lot, write=write, convert=convert, onward=self._open_building)
        return lot, lot.first()

    def _open_building(self) -> None:
        self._lot.settle()
        self.faces.open("building")

    def _whether_building(self) -> Made:
        write = partial(self.faces.open, "board", "building")
        face = Building(self._theme, write=write, none=self._no_building)
        return face, face.first()

    def _no_building(self) -> None:
        self._building.set_text("")
        self.faces.clear()

    def _written_on(self, part: str) -> tuple[str, Composition]:
        parts = {"lot": self._lot, "building": self._building}
        return (self._theme.text(f"address.{part}_title"), parts[part]) if part else super()._written_on(part)

    def _compose(self) -> None:
        if self._place is not None:
            self.composition.set_text(postcode.address(self._place, self._lot.text, self._building.text))

    def written(self) -> None:
        """After the board: the letters of a 番地 lead back to its pad, any others end the search."""
        top = self.faces.top
        self._building.settle()
        if isinstance(top, Letters) and top.entry.composition is self._lot:
            self.faces.pop()
            self._open_building()
        else:
            super().written()

    def draft(self) -> object:
        """Return what is found and written, part by part, and the faces that are open."""
        return Draft(super().draft(), self._place, self._lot.draft(), self._building.draft())

    def restore(self, draft: object) -> None:
        """Go on with it."""
        if isinstance(draft, Draft):
            self._place = draft.place
            self._lot.restore(draft.lot)
            self._building.restore(draft.building)
            super().restore(draft.ways)


class Building(Page):
    """Whether there is a 方書: none with one touch."""

    def __init__(self, theme: Theme, *, write: Callable[[], None], none: Callable[[], None]) -> None:
        super().__init__(theme)
        self.title = theme.text("address.building_title")
        self.heading.say(self.title)
        self._acts = {"none": none, "write": write}
        options = (
            Option("none", theme.text("address.no_building"), icon="minus"),
            Option("write", theme.text("board.open"), icon="pencil"),
        )
        self._cards = Cards(theme, options, lambda chosen: self._acts[chosen]())
        self.put(self._cards)
        self.fill()
        self.onward = none

    def first(self) -> QWidget:
        """Return the first card."""
        return self._cards.buttons[0]


def _of_postcode(code: str) -> Sequence[Entry]:
    found = postcode.places(code)
    return [
        Entry(f"{code}/{number}", place.marked, place.area_kana, read_lot(place.note) if place.area else place.office)
        for number, place in enumerate(found)
    ]
