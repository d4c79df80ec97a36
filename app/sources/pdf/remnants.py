"""Signs of the last row of a page that a program draws once more above the first row of the next one."""

import re
from collections.abc import Sequence

from app.sources.pdf.rows import Row

WHY_REMNANT = "上一页末行的符号，重复印出"
_SIGNS = re.compile(r"[\s()（）\[\]［］{}|/\\gjpqyQ,;]+")
"""What reaches over the edge of a row: brackets, strokes, and letters that go below the line."""
_NEAR_LAST = 3.0
"""How far above the last row of a page, in sizes, the row may stand whose signs are drawn again: notes may follow it."""


def remnants(above: Sequence[Row], page: Sequence[Row]) -> list[Row]:
    """The rows above all words of a page that only repeat signs of the end of the page before."""
    words = [row.base for row in page if not _SIGNS.fullmatch(row.text)]
    if not above or not words:
        return []
    last = min(row.base for row in above)
    ends = [row for row in above if row.base - last <= _NEAR_LAST * row.size]
    return [
        row
        for row in page
        if _SIGNS.fullmatch(row.text) and row.base > max(words) and any(_repeats(row, end) for end in ends)
    ]


def _repeats(row: Row, end: Row) -> bool:
    """Whether signs stand below each other at the same places, as far as a row tells."""
    is_there = end.left - 1 <= row.left and row.right <= end.right + 1
    printed = iter(end.text)
    return is_there and all(sign in printed for sign in row.text if not sign.isspace())
