"""The order of the rows of a page, and the column that each stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.pdf.rows import Row
from app.sources.plain_text.line_signs import LineSigns

_LEAST_ROWS = 6
"""Least number of rows on each side of the space between two columns."""
_FILLED = 0.5
"""Least share of the rows of a column that nearly reach its edge: those of a table or cover seldom do."""
_EDGE = 3.0
"""How near, in sizes, a row must come to the edge of its column to reach it."""
_CROSSING = 0.35
"""Greatest share of the rows of a page with columns that run across both."""
_WIDE = 10
"""Least length of a row of a column, in characters."""
_JUMBLED = 0.2
"""Share of rows that stand above the one before them at which the order of the content is none."""
_MOST_IN_BOX = 6
"""Maximum number of rows of a text box."""
_HANGING, _FEW = tuple("，。、；：！？）”’》」』"), 8
_STEP = 3.0
"""Distance, in points, of the places at which the space between columns is looked for."""


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of a column."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and its column."""

    row: Row
    column: Column


@dataclass(frozen=True, slots=True)
class Gutter:
    """The space between the two columns of a text: its middle, and the columns."""

    x: float
    left: Column
    right: Column


def gutter_of(pages: Sequence[Sequence[Row]], signs: LineSigns) -> Gutter | None:
    """The space between two columns, if a page shows it; all pages are taken to have it at one place."""
    found = sorted(x for rows in pages if (x := _gutter(rows, signs)) is not None)
    if not found:
        return None
    x = found[len(found) // 2]
    rows = [row for rows in pages if has_columns(rows, x) for row in rows]
    sides = [row for row in rows if row.right <= x], [row for row in rows if row.left >= x]
    left, right = (_edges(side, signs) for side in sides)
    return Gutter(x, left, right)


def _edges(rows: Sequence[Row], signs: LineSigns) -> Column:
    """The edges of a column; rows that end inside a sentence show the right one."""
    wrapped = [row for row in rows if not signs.pauses(row.text)] or rows
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in wrapped)
    right = rights[int(0.97 * (len(rights) - 1))]
    return Column(lefts[len(lefts) // 20], min(right, without_hanging(wrapped, right)))


def without_hanging(rows: Sequence[Row], right: float) -> float:
    """How far rows reach that do not end with a sign, which may hang over the edge; `right` if those are few."""
    plain = [row.right for row in rows if not row.text.endswith(_HANGING)]
    return max(plain) if len(plain) >= _FEW else right


def has_columns(rows: Sequence[Row], x: float) -> bool:
    """Whether few rows of a page run across the space between its columns, at `x`."""
    crossing = sum(row.left < x < row.right for row in rows)
    return crossing <= _CROSSING * len(rows)


def in_order(rows: Sequence[Row], whole: Column, gutter: Gutter | None) -> tuple[list[PlacedRow], bool]:
    """The rows as they are read, and whether their order is a guess; `whole` are the edges of the text.

    Columns are cut first; else the order of the content stands, unless it is none.
    """
    if gutter is not None and has_columns(rows, gutter.x):
        return _in_columns(rows, gutter, whole), False
    jumps = sum(after.base > before.base + before.size for before, after in pairwise(rows))
    is_jumbled = jumps > max(3, _JUMBLED * len(rows))
    if is_jumbled:
        rows = sorted(rows, key=lambda row: (-round(row.base), row.left))
    return [PlacedRow(row, whole) for row in rows], is_jumbled


def _gutter(rows: Sequence[Row], signs: LineSigns) -> float | None:
    """The middle of the space between two columns of text on a page, or None."""
    if len(rows) < 2 * _LEAST_ROWS:
        return None
    start, end = min(row.left for row in rows), max(row.right for row in rows)
    width = end - start
    best: tuple[int, float, float] | None = None
    for step in range(int(0.4 * width / _STEP) + 1):
        x = start + 0.3 * width + step * _STEP
        left = [row for row in rows if row.right <= x]
        right = [row for row in rows if row.left >= x]
        if min(len(left), len(right)) < _LEAST_ROWS or not (
            _is_filled(left, signs) and _is_filled(right, signs)
        ):
            continue
        if min(row.base for row in left) > max(row.base for row in right):
            continue
        key = (len(rows) - len(left) - len(right), abs(x - (start + width / 2)), x)
        best = key if best is None else min(best, key)
    return best[2] if best is not None and best[0] <= _CROSSING * len(rows) else None


def _is_filled(rows: Sequence[Row], signs: LineSigns) -> bool:
    """Whether rows are a column of text: those that end inside a sentence reach one edge, as no list's do."""
    long = [row for row in rows if len(row.text) >= _WIDE and not signs.pauses(row.text)]
    if len(long) < _LEAST_ROWS / 2:
        return False
    edge = max(row.right for row in long)
    full = sum(edge - row.right <= _EDGE * row.size for row in long)
    return full >= _FILLED * len(long)


def _in_columns(rows: Sequence[Row], gutter: Gutter, whole: Column) -> list[PlacedRow]:
    """The rows with their columns; in the order of the content if that is by columns, else band by band."""
    backs = sum(before.left >= gutter.x and after.right <= gutter.x for before, after in pairwise(rows))
    if backs <= _MOST_BACKS:
        return [PlacedRow(row, _column_of(row, gutter, whole)) for row in rows]
    return list(_by_bands(rows, gutter, whole))


_MOST_BACKS = 3
"""How often the content of a page may go from the right column back to the left one: each time a band of the page
ends."""


def _column_of(row: Row, gutter: Gutter, whole: Column) -> Column:
    if row.right <= gutter.x:
        return gutter.left
    return gutter.right if row.left >= gutter.x else whole


def _by_bands(rows: Sequence[Row], gutter: Gutter, whole: Column) -> Iterator[PlacedRow]:
    """The rows of each band, column by column; rows across both columns part the bands."""
    sides: dict[Column, list[Row]] = {gutter.left: [], gutter.right: []}
    for row in [*sorted(rows, key=lambda row: -row.base), None]:
        column = whole if row is None else _column_of(row, gutter, whole)
        if row is not None and column in sides:
            sides[column].append(row)
            continue
        for side, some in sides.items():
            yield from (
                PlacedRow(one, side) for one in sorted(some, key=lambda one: (-round(one.base), one.left))
            )
            some.clear()
        if row is not None:
            yield PlacedRow(row, whole)


def boxes(rows: Sequence[Row], gutter: Gutter | None) -> list[Row]:
    """The rows of text boxes on a page of one column: they end the content, though they stand beside or above the
    text before them."""
    if gutter is not None and has_columns(rows, gutter.x):
        return []
    lowest = len(rows)
    for index in range(len(rows) - 1, max(0, len(rows) - 1 - _MOST_IN_BOX), -1):
        above = rows[:index]
        if (
            len(above) > _LEAST_ROWS
            and rows[index].base > min(row.base for row in above) + rows[index].size / 2
        ):
            lowest = index
    box = list(rows[lowest:])
    return box if box and box[0].base > rows[lowest - 1].base + box[0].size else []
