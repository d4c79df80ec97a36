"""Where the closing lines of a text end, whatever its language."""

from collections.abc import Callable, Sequence

from app.domain.resolution import ROW_SIGN
from app.sources.reading import Line

_SHORTEST_ANNEX = 5
"""Least number of lines of an annex without a heading."""


def end_of_closing(
    lines: Sequence[Line], start: int, take: Callable[[str], tuple[str, str]], is_annex: Callable[[str], bool]
) -> int:
    """Index after the last closing line, where an annex begins; a few unknown lines are not an annex. `take` reads a
    closing line."""
    unknown: int | None = None
    for index in range(start, len(lines)):
        if is_annex(lines[index].text):
            return index
        if unknown is None and take(lines[index].text)[0] == "unclaimed":
            unknown = index
    # A table that a file with layout gives is one line of several rows.
    rows = 0 if unknown is None else sum(line.text.count(ROW_SIGN) + 1 for line in lines[unknown:])
    return len(lines) if unknown is None or rows < _SHORTEST_ANNEX else unknown
