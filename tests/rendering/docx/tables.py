"""Tables that set words side by side: the cover, and the votes in one of several shapes."""

from collections.abc import Iterator
from copy import copy

from tests.rendering.docx.markup import Element, paragraph, run, w
from tests.rendering.docx.shape import Votes

_LISTS = (
    "赞成：",
    "反对：",
    "弃权：",
    "未参加表决：",
    "In favour:",
    "Against:",
    "Abstaining:",
    "Not voting:",
)
_NAMES_IN_ROW = 3
_WIDTH = 8756

Rows = list[list[list[str]]]
"""Rows of cells of paragraphs."""


def table(rows: Rows, first_style: str = "Normal", *, is_ruled: bool = False) -> Element:
    """A table, with or without lines; the first cell of each row in a style of its own."""
    columns = max(len(row) for row in rows)
    width = w("tcPr", w("tcW", w=_WIDTH // columns, type="dxa"))
    made = []
    for row in rows:
        cells = []
        for index, cell in enumerate(row):
            style = "Normal" if index else first_style
            cells.append(w("tc", copy(width), *(paragraph(style, run(line)) for line in cell)))
        made.append(w("tr", *cells))
    lines = w("tblStyle", val="TableGrid") if is_ruled else None
    return w("tbl", w("tblPr", lines, w("tblW", w=_WIDTH, type="dxa")), grid(columns), *made)


def grid(columns: int) -> Element:
    """The widths of columns."""
    return w("tblGrid", *(w("gridCol", w=_WIDTH // columns) for _ in range(columns)))


def set_closing(lines: list[str], votes: Votes) -> Iterator[str | Rows]:
    """The closing lines; the states that voted in lines, in tables or between tabs."""
    columns: list[list[str]] = []
    in_list = False
    for line in lines:
        head = next((head for head in _LISTS if line.startswith(head)), "")
        in_list = in_list or bool(head)
        if votes == "lines" or not in_list:
            yield line
            continue
        listed = line.removeprefix(head)
        if votes == "columns":
            if head:
                columns.append([head.removesuffix("：")])
            if listed:
                columns[-1] += listed.removesuffix("]").split("、")
            continue
        if head:
            yield head
        if listed:
            yield _list(listed, votes)
    if columns:
        yield [[[column[0]] for column in columns], [column[1:] or [""] for column in columns]]


def _list(listed: str, votes: Votes) -> str | Rows:
    if votes == "tabs":
        return "\t" + listed.replace("、", "\t")
    names = listed.split("、")
    sign = "、" if votes == "table" else ""
    cells = [f"{name}{sign}" for name in names[:-1]] + names[-1:]
    return [[[cell] for cell in cells[at : at + _NAMES_IN_ROW]] for at in range(0, len(cells), _NAMES_IN_ROW)]
