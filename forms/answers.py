"""Answers with who gave them: immutable, keyed as forms.journey keys its questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.values import Value


class Giver(StrEnum):
    """Who an answer comes from; written into the manifest and the slip, never guessed."""

    CARD = "card"
    RESIDENT = "resident"
    STAFF = "staff"
    PROXY = "proxy"
    COMPUTED = "computed"

    @property
    def is_person(self) -> bool:
        """Tell whether a person gave it: such an answer always wins over the card and over what is computed."""
        return self not in (Giver.CARD, Giver.COMPUTED)


@dataclass(frozen=True, slots=True)
class Answer:
    """One value and its giver."""

    value: Value
    giver: Giver


class Answers:
    """All answers of one session, by key; a change makes a new object."""

    __slots__ = ("_by_key", "worked_out")

    def __init__(self, by_key: Mapping[str, Answer] | None = None) -> None:
        self._by_key: Mapping[str, Answer] = MappingProxyType(dict(by_key or {}))
        self.worked_out: object = None
        """What forms.evaluation found under these answers: kept here, it lives as long as they do."""

    def get(self, key: str) -> Answer | None:
        """Return the answer to ``key``, or None."""
        return self._by_key.get(key)

    def set(self, key: str, value: Value, giver: Giver) -> Answers:
        """Return these answers with ``key`` answered."""
        return Answers({**self._by_key, key: Answer(value, giver)})

    def without(self, key: str) -> Answers:
        """Return these answers without ``key``; unchanged when there is none."""
        return Answers({name: answer for name, answer in self._by_key.items() if name != key})

    def by_persons(self) -> Answers:
        """Return only what a person gave."""
        return Answers({name: answer for name, answer in self._by_key.items() if answer.giver.is_person})

    def items(self) -> Iterator[tuple[str, Answer]]:
        """Yield keys and answers in the order they were first given."""
        yield from self._by_key.items()

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self._by_key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers) and self._by_key == other._by_key

    def __hash__(self) -> int:
        return hash(frozenset(self._by_key.items()))

    def __repr__(self) -> str:
        # Values are personal: they stay out of logs and tracebacks.
        return f"Answers({len(self._by_key)} answers)"


NO_ANSWERS = Answers()
