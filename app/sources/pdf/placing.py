"""Where a row stands in its column: how far from the edges, in the middle, and whether it had room for more."""

import re
from collections import Counter
from collections.abc import Sequence

from app.sources.pdf.columns import PlacedRow

_SLACK = 0.6
"""How much more room than its first word the next row must have had, in sizes, since punctuation is squeezed."""
_INDENT = 0.6
"""Least difference, in sizes, of two left edges."""
_CENTRED, _FROM_EDGE = 0.3, 1.4
"""How far, in sizes, the middle of a centred row may be off, and how far it must be from the edges."""
_SET_APART = 0.4
"""How far into its column, in widths, a row begins that is not set from its left edge."""
_UNSURE, _DEEP = 0.9, 4.0
"""How far a row deep in its column may be off, in sizes, and how far from the edge that is."""
EXACT = 1.0
"""How near the edge a justified row ends, in points."""
MANY = 4
"""How many rows show what is usual."""


def step_of(above: PlacedRow, below: PlacedRow) -> int:
    """Whether a row begins to the left of the one above (-1), below it (0) or to the right (1)."""
    step = (below.row.left - below.column.left) - (above.row.left - above.column.left)
    least = _INDENT * below.row.size
    return (step > least) - (step < -least)


def has_room(above: PlacedRow, below: PlacedRow, *, is_paused: bool) -> bool:
    """Whether the first word of a row would have fitted into the row above it; `is_paused`: that ends like a paragraph."""
    row = above.row
    first_width = below.row.first_width if is_paused else below.row.glued_width
    width = above.column.right - above.column.left
    are_centred = is_centred(above) and is_centred(below) and abs(row.left - below.row.left) > EXACT
    if are_centred or row.left - above.column.left > _SET_APART * width:
        return row.right - row.left + first_width + _SLACK * row.size <= width
    return row.right + first_width + _SLACK * row.size <= above.column.right


def is_centred(placed: PlacedRow) -> bool:
    """Whether a row stands in the middle of its column."""
    row, column = placed.row, placed.column
    left, right = row.left - column.left, column.right - row.right
    if min(left, right) < _FROM_EDGE * row.size:
        return False
    # The right edge of rows that are not justified is not sure.
    off = row.middle - (column.left + column.right) / 2
    most = _UNSURE * row.size if left >= _DEEP * row.size else _CENTRED * row.size
    return -_CENTRED * row.size <= off <= most


def is_middle(rows: Sequence[PlacedRow], indents: frozenset[int]) -> bool:
    """Whether a paragraph stands in the middle: its rows do, but for full ones.

    A row that begins at one of the usual indents may come near the middle by chance.
    """
    row, column = rows[-1].row, rows[-1].column
    if is_item(rows[0].row.text):
        return False
    is_exact = abs(row.left - column.left - column.right + row.right) <= EXACT
    if indent_of(rows[0]) in indents and not is_exact:
        return False
    return is_centred(rows[-1]) and all(is_centred(one) or is_full(one) for one in rows)


def indent_of(placed: PlacedRow) -> int:
    return round(placed.row.left - placed.column.left)


def usual_indents(placed: Sequence[PlacedRow]) -> frozenset[int]:
    """The indents at which many rows begin."""
    counts = Counter(map(indent_of, placed))
    return frozenset(indent for indent, count in counts.items() if count >= max(MANY, len(placed) / 20))


def is_balanced(placed: PlacedRow) -> bool:
    """Whether a row is as far from the left edge as from the right one; a long heading comes near both."""
    left, right = placed.row.left - placed.column.left, placed.column.right - placed.row.right
    return abs(left - right) <= 2 * _CENTRED * placed.row.size and left >= _INDENT * placed.row.size


def is_indented(placed: PlacedRow) -> bool:
    """Whether a row begins to the right of the edge of its column."""
    return placed.row.left - placed.column.left >= _INDENT * placed.row.size


def is_full(placed: PlacedRow) -> bool:
    """Whether a row reaches from edge to edge, a little indented at most."""
    row, column = placed.row, placed.column
    off = row.middle - (column.left + column.right) / 2
    return abs(off) <= _UNSURE * row.size and column.right - row.right <= _DEEP * row.size


_ITEM = re.compile(r"项目\s*\d{1,3}\s*[.．]\s*(?!\d)")


def is_item(text: str) -> bool:
    """Whether a row begins an item of an agenda, `项目12. …`."""
    return bool(_ITEM.match(text))
