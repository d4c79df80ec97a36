"""The layout of a line chart of counts by year.

Coordinates are SVG user units; labels are 12 units high.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 20, 14, 26
_MOST_YEARS = 6
"""Maximum number of years labelled below the axis."""


@dataclass(frozen=True, slots=True)
class Point:
    """The count of a year and its coordinates; `is_partly` if texts of that year are known to be missing."""

    x: float
    y: float
    year: int
    count: int
    is_partly: bool = False


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line of the chart; `style` is the index of its colour and dash pattern, from 0."""

    label: str
    style: int
    points: tuple[Point, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The coordinates of its points, as in the attribute `points` of SVG polylines: it breaks where years are
        missing."""
        runs: list[list[Point]] = []
        for point in self.points:
            if not runs or point.year > runs[-1][-1].year + 1:
                runs.append([])
            runs[-1].append(point)
        return tuple(" ".join(f"{point.x},{point.y}" for point in run) for run in runs)


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """An axis label and its coordinate along the axis."""

    label: str
    place: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart, ready to draw."""

    rows: tuple[ChartLine, ...]
    years: tuple[AxisLabel, ...]
    counts: tuple[AxisLabel, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def line_chart(
    series: Sequence[tuple[str, Mapping[int, int]]],
    held: Collection[int],
    partly: Collection[int] = (),
    *,
    least_top: int = 0,
) -> LineChart | None:
    """Lay out labelled series of counts by year; None if there are no years.

    A year that is `held` and not counted is zero; of other years nothing is known, and nothing is drawn. `partly` are
    those of which texts are known to be missing.
    """
    years = sorted({*held, *(year for _, counts in series for year in counts)})
    if not series or not years:
        return None
    first, last = years[0], years[-1]
    top = _round_up(max(least_top, *(count for _, counts in series for count in (0, *counts.values()))))

    def x(year: int) -> float:
        share = (year - first) / (last - first) if last > first else 0.5
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(count: int) -> float:
        return round(HEIGHT - _BOTTOM - count / top * (HEIGHT - _TOP - _BOTTOM), 1)

    rows = tuple(
        ChartLine(
            label,
            style,
            tuple(
                Point(x(year), y(counts.get(year, 0)), year, counts.get(year, 0), year in partly)
                for year in years
            ),
        )
        for style, (label, counts) in enumerate(series)
    )
    step = -(-(last - first + 1) // _MOST_YEARS)
    named = range(last, first - 1, -step)
    return LineChart(
        rows,
        tuple(AxisLabel(str(year), x(year)) for year in named),
        tuple(AxisLabel(str(count), y(count)) for count in sorted({0, top // 2, top})),
    )


def _round_up(count: int) -> int:
    """Round up to 1, 2, 4, 6 or 8 times a power of ten, at least 2."""
    size = 1
    while True:
        for digit in (1, 2, 4, 6, 8):
            if digit * size >= count:
                return max(digit * size, 2)
        size *= 10
