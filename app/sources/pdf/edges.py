"""The edges that rows are set between: those of a text of one column, and of cells that stand side by side."""

from collections.abc import Sequence

from app.sources.pdf.columns import Column, PlacedRow, without_hanging
from app.sources.pdf.rows import Row
from app.sources.plain_text.line_signs import LineSigns


def with_cells(placed: Sequence[PlacedRow]) -> list[PlacedRow]:
    """The rows, each that has another one to its right in a column that ends there."""
    by_page: dict[int, list[PlacedRow]] = {}
    for one in placed:
        by_page.setdefault(one.row.page, []).append(one)
    result: list[PlacedRow] = []
    block: list[PlacedRow] = []
    for one in placed:
        if block and not _is_under(block[-1], one):
            result += _narrowed(block, by_page[block[0].row.page])
            block = []
        block.append(one)
    return result + (_narrowed(block, by_page[block[0].row.page]) if block else [])


def _is_under(above: PlacedRow, below: PlacedRow) -> bool:
    upper, row = above.row, below.row
    near = 0 < upper.base - row.base <= 3 * row.size
    same = above.column == below.column and upper.page == row.page
    return near and same and abs(upper.left - row.left) <= 1


_CELL_EDGE = 1.2
"""Distance, in sizes, of the text of a cell from the next cell."""


def _narrowed(block: Sequence[PlacedRow], page: Sequence[PlacedRow]) -> list[PlacedRow]:
    first, last = block[0].row, block[-1].row
    beside = [
        other.row.left
        for other in page
        if other.column == block[0].column
        and last.base - last.size <= other.row.base <= first.base + first.size
        and any(
            other.row.left >= one.row.right + one.row.size
            and abs(other.row.base - one.row.base) < 1.5 * one.row.size
            for one in block
        )
    ]
    if not beside:
        return list(block)
    column = Column(block[0].column.left, min(beside) - _CELL_EDGE * first.size)
    return [PlacedRow(one.row, column) for one in block]


_FEW = 8
_NEAR_LEFT = 4.0
"""How far from the left edge, in sizes, a row may begin that is no heading in the middle."""


def edges(rows: Sequence[Row], width: float, signs: LineSigns) -> Column | None:
    """The left and right edge of a text of one column, from its long rows; None if it has none.

    `width` is that of the page: where few rows are long, both margins are as wide.
    """
    long = [row for row in rows if signs.long_row.search(row.text)]
    if not long:
        return None
    lefts = sorted(row.left for row in rows if row.right >= long[0].left)
    left = lefts[len(lefts) // 20]
    near = [row for row in long if not _is_in_middle(row, left, width / 2)]
    if len(near) >= _FEW:
        rights = sorted(row.right for row in near)
        right = rights[int(0.9 * (len(rights) - 1))]
        return Column(left, min(right, without_hanging(near, right)))
    wrapped = [row.right for row in near if not signs.pauses(row.text)]
    widest = max([width - left, *(row.right for row in near)])
    return Column(left, max(wrapped, default=widest))


def _is_in_middle(row: Row, left: float, middle: float) -> bool:
    """Whether a row is a heading in the middle of the page; one of a second column is not there."""
    return row.left - left > _NEAR_LEFT * row.size and abs(row.middle - middle) <= row.size
