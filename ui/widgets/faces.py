"""What stands in place of a question while its answer is looked for: one face on another, もどる takes one away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.page import Page


@runtime_checkable
class Onward(Protocol):
    """A face that does something at つぎへ."""

    def onward(self) -> None:
        """つぎへ was touched."""
        ...


@runtime_checkable
class Keyed(Protocol):
    """A face that takes the keys of a real keyboard."""

    def type_key(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it was used."""
        ...


@runtime_checkable
class Drafted(Protocol):
    """A face on which something is typed or turned that stands nowhere else."""

    def draft(self) -> object:
        """Return it."""
        ...

    def restore(self, draft: object) -> None:
        """Take it over."""
        ...


Made: TypeAlias = tuple[QWidget, QWidget]
"""A face, and what gets the focus on it."""
Makers: TypeAlias = Mapping[str, Callable[..., Made]]
"""What makes each face of a control, by name."""


class Kept(NamedTuple):
    """An open face, told without a word of the screen: who makes it, of what, and what is typed on it."""

    name: str
    told: tuple[object, ...]
    typed: object = None


class _Open(NamedTuple):
    kept: Kept
    face: QWidget
    first: QWidget


class Faces:
    """The faces open on ``page``, each by one of ``makers`` of plain values: so another page can open the same."""

    def __init__(self, page: Page, makers: Makers) -> None:
        self._page, self._makers = page, makers
        self._open: list[_Open] = []

    @property
    def top(self) -> QWidget | None:
        """The face in sight; None when it is the question."""
        return self._open[-1].face if self._open else None

    def open(self, name: str, *told: object) -> None:
        """Show the face of that name, made of what is told."""
        face, first = self._makers[name](*told)
        self._open.append(_Open(Kept(name, told), face, first))
        self._page.open(face, first)

    def pop(self) -> bool:
        """Take the last face away; tell whether there was one."""
        if not self._open:
            return False
        gone = self._open.pop().face
        if self._open:
            self._page.open(self._open[-1].face, self._open[-1].first)
        else:
            self._page.close_face()
        self._page.drop(gone)
        return True

    def clear(self) -> None:
        """Show the question."""
        while self.pop():
            pass

    def draft(self) -> tuple[Kept, ...]:
        """Return which faces are open, and what is typed on them."""
        return tuple(
            one.kept._replace(typed=one.face.draft()) if isinstance(one.face, Drafted) else one.kept
            for one in self._open
        )

    def restore(self, draft: tuple[Kept, ...]) -> None:
        """Open the same faces; those that are open already stay."""
        same = 0
        for one, kept in zip(self._open, draft, strict=False):
            if (one.kept.name, one.kept.told) != (kept.name, kept.told):
                break
            same += 1
        while len(self._open) > same:
            self.pop()
        for kept in draft[same:]:
            self.open(kept.name, *kept.told)
        for one, kept in zip(self._open, draft, strict=True):
            if isinstance(one.face, Drafted):
                one.face.restore(kept.typed)
