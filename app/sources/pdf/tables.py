"""Tables whose cells are ruled."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from app.domain.resolution import CELL_SIGN, ROW_SIGN, TableCell
from app.sources.blocks import RichText
from app.sources.pdf.glyphs import Stroke
from app.sources.pdf.rows import Row
from app.sources.plain_text.lines import Separator, separator
from app.sources.rich_text import joined, single_spaced

_NEAR = 3.0
"""How far, in points, the ends of lines that meet may be apart."""
_APART = 6.0
"""Greatest distance, in points, of rows of a table whose lines do not meet."""
_CLOSE, _HIGHEST_CELL = 1.6, 80.0
"""Greatest height of a row in a joined cell, in sizes: text between two tables stands further from them; and of the
cell, in points."""
_MOST_STROKES = 4_000
"""A page with more lines has a drawing, not a table."""


class Cell(NamedTuple):
    """A cell, and its words with the marks of footnotes."""

    shape: TableCell
    content: RichText


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page, from `high` to `low`, of so many columns between `left` and `right`; `ids` are its rows of text."""

    page: int
    high: float
    low: float
    columns: int
    ids: frozenset[int]
    rows: tuple[tuple[Cell, ...], ...]
    left: float
    right: float

    @property
    def is_box(self) -> bool:
        """Whether it is a single cell, which may be no table."""
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    def goes_on(self, below: "Table") -> bool:
        """Whether a table that follows without text between is the rest of this one."""
        near = self.page != below.page or -_NEAR <= self.low - below.high <= _APART
        # A head of joined cells has fewer columns than what is below it, or its rows end elsewhere.
        same_left = abs(self.left - below.left) <= _NEAR
        is_under = same_left and (self.page == below.page or abs(self.right - below.right) <= _NEAR)
        return near and (self.columns == below.columns or is_under)


def tables_of(
    page: int, strokes: Sequence[Stroke], rows: Sequence[Row], separator: Separator = separator
) -> list[Table]:
    """The tables of a page, and cells alone, which may be the part of one that is on another page."""
    if len(strokes) > _MOST_STROKES or not rows:
        return []
    found = (_table(page, group, rows, separator) for group in _joined_groups(list(_groups(strokes)), rows))
    return [table for table in found if table]


def _groups(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """The lines that meet, directly or over others."""
    left = sorted(strokes, key=lambda stroke: stroke.low)
    while left:
        group, open_ = [left.pop()], 0
        while open_ < len(group):
            one = group[open_]
            near = [other for other in left if _meet(one, other)]
            if near:
                known = set(map(id, near))
                left = [other for other in left if id(other) not in known]
                group += near
            open_ += 1
        yield group


def _joined_groups(groups: list[list[Stroke]], rows: Sequence[Row]) -> list[list[Stroke]]:
    """The groups, those as one between which a joined cell stands in a table without lines at its sides."""
    result: list[list[Stroke]] = []
    for group in sorted(groups, key=lambda group: -_levels(group)[-1]):
        if result and _is_cell_between(result[-1], group, rows):
            result[-1] = result[-1] + group
        else:
            result.append(group)
    return result


def _levels(group: Sequence[Stroke]) -> list[float]:
    """The heights of the level lines of a group, or of all its lines, upward."""
    return sorted(one.low for one in group if one.left != one.right) or [one.low for one in group]


def _is_cell_between(above: Sequence[Stroke], below: Sequence[Stroke], rows: Sequence[Row]) -> bool:
    high, low = _levels(above)[0], _levels(below)[-1]
    ends = [_ends_at(above, high), _ends_at(below, low)]
    are_tables = all(any(one.left == one.right for one in group) for group in (above, below))
    same = abs(ends[0][0] - ends[1][0]) <= _NEAR and abs(ends[0][1] - ends[1][1]) <= _NEAR
    if not (are_tables and same and 0 < high - low <= _HIGHEST_CELL):
        return False
    between = [row for row in rows if low < row.height < high and ends[0][0] <= row.middle <= ends[0][1]]
    lines = len({round(row.base) for row in between})
    return bool(between) and high - low <= _CLOSE * lines * max(row.size for row in between)


def _ends_at(group: Sequence[Stroke], height: float) -> tuple[float, float]:
    at = [one for one in group if abs(one.low - height) <= _NEAR and one.left != one.right] or list(group)
    return min(one.left for one in at), max(one.right for one in at)


def _meet(one: Stroke, other: Stroke) -> bool:
    return _are_close(one, other) or (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.low - _NEAR <= other.high
        and other.low - _NEAR <= one.high
    )


def _are_close(one: Stroke, other: Stroke) -> bool:
    """Whether two level lines have the same ends and an empty row between."""
    are_level = one.left != one.right and other.left != other.right
    same = abs(one.left - other.left) <= _NEAR and abs(one.right - other.right) <= _NEAR
    return are_level and same and abs(one.low - other.low) <= _APART


def _distinct(values: Sequence[float]) -> list[float]:
    """The values, those near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


_left, _right = itemgetter(0), itemgetter(1)


class _Grid:
    """The lines of one table, and the cell around a point."""

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        self._walls = [stroke for stroke in strokes if stroke.left == stroke.right]
        self._levels = [stroke for stroke in strokes if stroke.left != stroke.right]
        self.ys = _distinct([level.low for level in self._levels])
        # A table may be open at its sides; the line of a running head may meet its first one.
        inner = [one for one in self._levels if self.ys[0] + _NEAR < one.low < self.ys[-1] - _NEAR]
        ends = [end(one) for one in inner or self._levels for end in (_left, _right)] if self._walls else []
        sides = [min(ends), max(ends)] if ends else []
        self.xs = _distinct([wall.left for wall in self._walls] + sides)

    def is_inside(self, row: Row) -> bool:
        """Whether a row stands inside the outer lines."""
        return self.xs[0] <= row.middle <= self.xs[-1] and self.ys[0] <= row.height <= self.ys[-1]

    def cell(self, row: Row) -> tuple[int, int, int, int]:
        """Index of the lines above, left, below and right of a row."""
        x, y = row.middle, row.height
        walls = [wall.left for wall in self._walls if wall.low - _NEAR <= y <= wall.high + _NEAR]
        levels = [level.low for level in self._levels if level.left - _NEAR <= x <= level.right + _NEAR]
        left = max((value for value in walls if value <= x), default=self.xs[0])
        right = min((value for value in walls if value > x), default=self.xs[-1])
        low = max((value for value in levels if value <= y), default=self.ys[0])
        high = min((value for value in levels if value > y), default=self.ys[-1])
        count = len(self.ys)
        return (
            count - 1 - _index(self.ys, high),
            _index(self.xs, left),
            count - 1 - _index(self.ys, low),
            _index(self.xs, right),
        )


def _index(values: Sequence[float], value: float) -> int:
    return max(0, min(bisect_left(values, value - _NEAR), len(values) - 1))


def _table(page: int, strokes: Sequence[Stroke], rows: Sequence[Row], separator: Separator) -> Table | None:
    grid = _Grid(strokes)
    if len(grid.xs) < 2 or len(grid.ys) < 2:
        return None
    inside = [row for row in rows if grid.is_inside(row)]
    beside = _beside(strokes, inside)
    if len(beside) < len(strokes):
        return _table(page, beside, inside, separator)
    cells: dict[tuple[int, int, int, int], list[Row]] = {}
    for row in inside:
        cells.setdefault(grid.cell(row), []).append(row)
    if not cells:
        return None
    lines: dict[int, list[Cell]] = {}
    for (top, left, low, right), words in sorted(cells.items()):
        ordered = sorted(words, key=lambda row: (-round(row.base), row.left))
        content = _content(ordered, separator)
        shape = TableCell(content.text, max(1, right - left), max(1, low - top))
        lines.setdefault(top, []).append(Cell(shape, content))
    return Table(
        page,
        grid.ys[-1],
        grid.ys[0],
        len(grid.xs) - 1,
        frozenset(map(id, inside)),
        tuple(map(tuple, lines.values())),
        grid.xs[0],
        grid.xs[-1],
    )


def _content(rows: Sequence[Row], separator: Separator) -> RichText:
    """The rows of a cell in one."""
    last, parts = "", []
    for row in rows:
        parts.append((separator(last, row.text), RichText(row.text, row.marks)))
        last = row.text or last
    return single_spaced(joined(parts))


def _beside(strokes: Sequence[Stroke], rows: Sequence[Row]) -> list[Stroke]:
    """The lines without the upright ones that stand wholly above or below all rows: those around a running head."""
    if not rows:
        return list(strokes)
    low, high = min(row.height for row in rows), max(row.height for row in rows)
    return [one for one in strokes if one.left != one.right or (one.low < high and one.high > low)]


def without_boxes(pages: Sequence[Sequence[Table]]) -> list[list[Table]]:
    """The tables of pages without cells alone, but for those that a table of the page before or behind goes on with."""
    firsts = [max(tables, key=lambda one: one.high, default=None) for tables in pages]
    lasts = [min(tables, key=lambda one: one.low, default=None) for tables in pages]
    ends = zip([None, *lasts], firsts, lasts, [*firsts[1:], None], strict=False)
    return [
        [
            one
            for one in tables
            if not one.is_box
            or (one is first and _are_parts(before, one))
            or (one is last and _are_parts(one, behind))
        ]
        for tables, (before, first, last, behind) in zip(pages, ends, strict=True)
    ]


def _are_parts(above: Table | None, below: Table | None) -> bool:
    """Whether a page parts what is above from what is below, of which one is no cell alone."""
    if above is None or below is None or (above.is_box and below.is_box):
        return False
    return abs(above.left - below.left) <= _NEAR and abs(above.right - below.right) <= _NEAR


def over_pages(tables: Sequence[Table]) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table that runs over pages; a head that is printed again stands once."""
    rows = list(tables[0].rows)
    for table in tables[1:]:
        rows += table.rows[1:] if table.rows[0] == tables[0].rows[0] else table.rows
    return tuple(rows)


def content_of(rows: Sequence[Sequence[Cell]]) -> RichText:
    """The words of all cells in one, with their marks."""
    return joined(
        ((ROW_SIGN if index else "") if not place else CELL_SIGN, cell.content)
        for index, row in enumerate(rows)
        for place, cell in enumerate(row)
    )
