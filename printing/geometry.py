"""Rectangles on paper, in mm from the top left corner."""

from dataclasses import dataclass

_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left edge, top edge, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.y + self.h

    def inset(self, dx: float, dy: float) -> "Box":
        """Return the box made smaller by this much on every side."""
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def holds(self, other: "Box") -> bool:
        """Say whether `other` lies wholly inside, give or take a hair."""
        return (
            other.x >= self.x - _HAIR
            and other.y >= self.y - _HAIR
            and other.right <= self.right + _HAIR
            and other.bottom <= self.bottom + _HAIR
        )

    def overlaps(self, other: "Box") -> bool:
        """Say whether both share more than an edge."""
        return (
            self.x < other.right - _HAIR
            and other.x < self.right - _HAIR
            and self.y < other.bottom - _HAIR
            and other.y < self.bottom - _HAIR
        )
