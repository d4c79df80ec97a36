"""Rows → paragraphs: by indents, distances, and whether a row had room for the next word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.pdf.columns import Column, PlacedRow
from app.sources.pdf.rows import Row
from app.sources.pdf.tables import Table
from app.sources.plain_text.closing import is_closing_line
from app.sources.plain_text.line_patterns import begins_paragraph, is_annex, label_of, pauses

_SLACK = 0.6
"""How much more room than its first word the next row must have had, in sizes, since punctuation is squeezed."""
_INDENT = 0.6
"""Least difference, in sizes, of two left edges."""
_GAP = 1.6
"""Least distance, in points, that is more than usual between two rows."""
_WIDE_GAP = 0.6
"""Least extra distance, in usual distances, that parts paragraphs even inside a sentence."""
_CENTRED, _FROM_EDGE = 0.3, 1.4
"""How far, in sizes, the middle of a centred row may be off, and how far it must be from the edges."""
_SET_APART = 0.4
"""How far into its column, in widths, a row begins that is not set from its left edge."""
_OTHER_SIZE = 0.08
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of a text are set.

    `pitches`: usual distance of baselines by size; `steps` and `label_steps`: whether the second row of paragraphs
    without and with a label stands to the left of the first (-1), below it (0) or to the right (1), as many of them
    have it; `is_justified`: full rows end exactly at the edge.
    """

    pitches: dict[float, float]
    steps: frozenset[int]
    label_steps: frozenset[int]
    is_justified: bool

    @classmethod
    def of(cls, placed: Sequence[PlacedRow]) -> "Setting":
        """Learn it from all rows of the text."""
        pitches: dict[float, Counter[float]] = {}
        steps: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        ends: list[bool] = []
        begins = True
        for above, below in pairwise(placed):
            if above.column != below.column:
                begins = True
                continue
            if has_room(above, below):
                begins = True
                continue
            ends.append(above.row.right >= above.column.right - _EXACT)
            pitch = above.row.base - below.row.base
            if above.row.page == below.row.page and 0 < pitch < 4 * above.row.size:
                pitches.setdefault(below.row.size, Counter())[round(pitch, 1)] += 1
            if begins and not (is_centred(above) or pauses(above.row.text)):
                steps[label_of(above.row.text) is not None][_step(above, below)] += 1
            begins = False
        return cls(
            {size: count.most_common(1)[0][0] for size, count in pitches.items()},
            _usual(steps[False]),
            _usual(steps[True]),
            sum(ends) >= _MOSTLY_EXACT * len(ends) and len(ends) > 10,
        )


_EXACT, _MOSTLY_EXACT = 1.0, 0.9
"""How near the edge a justified row ends, in points; the least share of such rows in a justified text."""


_OFTEN = 0.15
"""Least share of paragraphs that have their second row where it is usual."""


def _usual(steps: Counter[int]) -> frozenset[int]:
    return frozenset(step for step, count in steps.items() if count >= _OFTEN * steps.total())


def _step(above: PlacedRow, below: PlacedRow) -> int:
    step = (below.row.left - below.column.left) - (above.row.left - above.column.left)
    least = _INDENT * below.row.size
    return (step > least) - (step < -least)


def has_room(above: PlacedRow, below: PlacedRow) -> bool:
    """Whether the first word of a row would have fitted into the row above it."""
    row = above.row
    width = above.column.right - above.column.left
    if (is_centred(above) and is_centred(below)) or row.left - above.column.left > _SET_APART * width:
        return row.right - row.left + below.row.first_width + _SLACK * row.size <= width
    return row.right + below.row.first_width + _SLACK * row.size <= above.column.right


def is_centred(placed: PlacedRow) -> bool:
    """Whether a row stands in the middle of its column."""
    row, column = placed.row, placed.column
    middle = (column.left + column.right) / 2
    left, right = row.left - column.left, column.right - row.right
    return abs(row.middle - middle) <= _CENTRED * row.size and min(left, right) >= _FROM_EDGE * row.size


class Paragraphs:
    """Gathers the paragraphs of a text."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rows: list[PlacedRow] = []

    def cut(self, items: Sequence[PlacedRow | Table]) -> Iterator[list[PlacedRow] | list[Table]]:
        """The paragraphs and tables; a table that goes on over pages is one."""
        tables: list[Table] = []
        for item in items:
            if isinstance(item, Table):
                yield from self._end()
                if tables and not tables[-1].goes_on(item):
                    yield tables
                    tables = []
                tables.append(item)
                continue
            if tables:
                yield tables
                tables = []
            if self._rows and self._begins(item):
                yield from self._end()
            self._rows.append(item)
        yield from self._end()
        if tables:
            yield tables

    def _end(self) -> Iterator[list[PlacedRow]]:
        if self._rows:
            yield self._rows
            self._rows = []

    def _begins(self, item: PlacedRow) -> bool:
        above = self._rows[-1]
        upper, row = above.row, item.row
        if (not row.text and row.marks) or _cannot_end(upper.text, row.text):
            return False
        same_flow = upper.page == row.page and above.column == item.column
        return (
            _is_another(above, item, same_flow=same_flow)
            or (pauses(upper.text) and self._ends_and_begins(above, item))
            or (same_flow and self._is_apart(upper, row, is_paused=pauses(upper.text)))
            or self._by_edge(above, item, is_paused=pauses(upper.text), same_flow=same_flow)
        )

    def _ends_and_begins(self, above: PlacedRow, item: PlacedRow) -> bool:
        """Whether, behind the end of a sentence, either row tells that a paragraph ends."""
        text = item.row.text
        is_labelled = _has_label(text)
        hangs = is_labelled and (self._setting.label_steps == {1} or above.row.page != item.row.page)
        is_short = self._setting.is_justified and _ends_short(above)
        return hangs or is_short or is_closing_line(text) or is_annex(text)

    def _is_apart(self, upper: Row, row: Row, *, is_paused: bool) -> bool:
        pitch = self._setting.pitches.get(row.size, 1.5 * row.size)
        more = upper.base - row.base - pitch
        return more >= _GAP and (is_paused or more >= _WIDE_GAP * pitch)

    def _by_edge(self, above: PlacedRow, item: PlacedRow, *, is_paused: bool, same_flow: bool) -> bool:
        """Whether the left edge of a row tells that it begins a paragraph."""
        if is_centred(above) and is_centred(item):
            return False
        step = _step(above, item)
        if len(self._rows) > 1:
            return step != 0 or (self._is_unsure(same_flow=same_flow) and is_paused and _opens(item.row.text))
        has_label = label_of(above.row.text) is not None
        usual = self._setting.label_steps if has_label else self._setting.steps
        if usual and step not in usual:
            return (_opens(item.row.text) and is_paused) if has_label else (is_paused or step > 0)
        return self._is_unsure(same_flow=same_flow) and step == 0 and is_paused and _opens(item.row.text)

    def _is_unsure(self, *, same_flow: bool) -> bool:
        """Whether only the words can tell whether a full row ends its paragraph: at the end of a page, where no
        first row is indented and no last row is short."""
        return not same_flow and self._setting.steps != {-1} and not self._setting.is_justified


_NEVER_LAST, _NEVER_FIRST = "第、《“‘（(", "、，。；：）》”’)"


def _cannot_end(above: str, below: str) -> bool:
    """Whether no paragraph can end between two rows, by the signs there."""
    return above[-1:] in tuple(_NEVER_LAST) or below[:1] in tuple(_NEVER_FIRST)


def _is_another(above: PlacedRow, item: PlacedRow, *, same_flow: bool) -> bool:
    """Whether a row is not set like the one above, had room there, or stands beside it."""
    upper, row = above.row, item.row
    return (
        abs(upper.size - row.size) > _OTHER_SIZE * row.size
        or has_room(above, item)
        or (same_flow and upper.base - row.base <= row.size / 2)
        or is_all_bold(upper) != is_all_bold(row)
    )


def _ends_short(placed: PlacedRow) -> bool:
    """Whether a row of justified text ends a little before the edge, as only last rows do."""
    return placed.row.right < placed.column.right - _EXACT - 0.1 * placed.row.size


_DECIMAL = re.compile(r"\d+[.．]\d")


def _has_label(text: str) -> bool:
    """Whether a row begins with a label; `7.83亿人` has none."""
    return label_of(text) is not None and not _DECIMAL.match(text)


def _opens(text: str) -> bool:
    return _has_label(text) or begins_paragraph(text)


def is_all_bold(row: Row) -> bool:
    bold = sum(span.end - span.start for span in row.styles if span.style.is_bold)
    return bold > _MOSTLY * len(row.text)


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


_WORDY = re.compile(r"\S{15,}")


_FEW = 8


def edges(rows: Sequence[Row], width: float) -> Column | None:
    """The left and right edge of a text of one column, from its long rows; None if it has none.

    `width` is that of the page: where few rows are long, both margins are as wide.
    """
    long = [row for row in rows if _WORDY.search(row.text)]
    if not long:
        return None
    rights = sorted(row.right for row in long)
    lefts = sorted(row.left for row in rows if row.right >= long[0].left)
    left, right = lefts[len(lefts) // 20], rights[int(0.9 * (len(rights) - 1))]
    if len(long) >= _FEW:
        return Column(left, right)
    wrapped = [row.right for row in long if not pauses(row.text)]
    return Column(left, max(wrapped, default=max(right, width - left)))
