"""The layout of named points on a plane: where each lies, and which have room for their name.

Coordinates are SVG user units; a name is 12 units high.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple

WIDTH = 900
_LEAST_HEIGHT = 240
_SIDE, _TOP = 90, 24
_SIZE = 12
"""The height of a name, and the width of a Chinese character."""
_RADIUS = 5
_AIR = 2
"""Around names."""

Anchor = Literal["start", "end", "middle"]


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """What is to be laid out: a key, its name, its place on the plane, its shape (0: none), and its turn in being
    named; one that `is_named` is so even if its name covers points."""

    key: str
    name: str
    x: float
    y: float
    shape: int
    turn: float
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name begins, ends or has its middle."""

    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point ready to draw; `label` is None where its name has no room."""

    key: str
    name: str
    x: float
    y: float
    shape: int
    label: Label | None


@dataclass(frozen=True, slots=True)
class PointMap:
    """A map ready to draw, the points without a shape first, so that they cover no other."""

    points: tuple[PlacedPoint, ...]
    height: int
    width: int = WIDTH

    @property
    def unnamed(self) -> int:
        """How many points have no name beside them."""
        return sum(point.label is None for point in self.points)


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def point_map(points: Sequence[NamedPoint]) -> PointMap | None:
    """Lay out points: one unit is as long in both directions, and y grows upwards. Names of a lower turn come first;
    one that would cover another name is left out, and so is one that would cover a point, unless it has to be there."""
    if not points:
        return None
    left, right = min(point.x for point in points), max(point.x for point in points)
    low, high = min(point.y for point in points), max(point.y for point in points)
    scale = (WIDTH - 2 * _SIDE) / max(right - left, (high - low) * 0.75, 1e-9)
    height = max(_LEAST_HEIGHT, round((high - low) * scale + 2 * _TOP))
    middle = (WIDTH - (left + right) * scale) / 2

    def at(point: NamedPoint) -> tuple[float, float]:
        return round(middle + point.x * scale, 1), round(_TOP + (high - point.y) * scale, 1)

    places = [at(point) for point in points]
    labels = _labels(points, places, height)
    placed = [
        PlacedPoint(point.key, point.name, x, y, point.shape, labels.get(number))
        for number, (point, (x, y)) in enumerate(zip(points, places, strict=True))
    ]
    return PointMap(tuple(sorted(placed, key=lambda point: -point.shape if point.shape else -99)), height)


def _labels(
    points: Sequence[NamedPoint], places: Sequence[tuple[float, float]], height: int
) -> dict[int, Label]:
    dots = sorted((y, x) for x, y in places)
    taken: list[_Box] = []
    found: dict[int, Label] = {}
    for number in sorted(range(len(points)), key=lambda one: (points[one].turn, points[one].key)):
        x, y = places[number]
        free = [
            (label, box)
            for label, box in _candidates(x, y, _width(points[number].name))
            if _is_inside(box, height) and not _is_met(box, taken)
        ]
        covered = [_covered(box, dots, (y, x)) for _, box in free]
        if free and (min(covered) == 0 or points[number].is_named):
            found[number], box = free[covered.index(min(covered))]
            taken.append(box)
    return found


def _covered(box: _Box, dots: Sequence[tuple[float, float]], own: tuple[float, float]) -> int:
    """How many points a box covers, of those in other places than its own; points are (y, x) in order."""
    first = bisect_left(dots, (box.top - _RADIUS, inf))
    last = bisect_left(dots, (box.bottom + _RADIUS, -inf))
    left, right = box.left - _RADIUS, box.right + _RADIUS
    return sum(left < dot[1] < right and dot != own for dot in dots[first:last])


def _is_inside(box: _Box, height: int) -> bool:
    return box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= height


def _candidates(x: float, y: float, width: float) -> Iterator[tuple[Label, _Box]]:
    """Places for a name: right, left, above, below."""
    gap, half = _RADIUS + 2, _SIZE / 2
    yield (
        Label(x + gap, y + 4, "start"),
        _Box(x + gap - _AIR, y - half - 1, x + gap + width + _AIR, y + half + 1),
    )
    yield (
        Label(x - gap, y + 4, "end"),
        _Box(x - gap - width - _AIR, y - half - 1, x - gap + _AIR, y + half + 1),
    )
    for base in (y - gap - 1, y + gap + _SIZE - 2):
        yield (
            Label(x, base, "middle"),
            _Box(x - width / 2 - _AIR, base - _SIZE + 1, x + width / 2 + _AIR, base + 3),
        )


def _is_met(box: _Box, others: Iterable[_Box]) -> bool:
    return any(box.meets(other) for other in others)


def _width(name: str) -> float:
    return sum(_SIZE if character > "\u2e7f" else _SIZE * 0.6 for character in name)
