"""Rows → paragraphs: by indents, distances, and whether a row had room for the next word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.labels import follows
from app.sources.pdf.columns import PlacedRow
from app.sources.pdf.placing import (
    EXACT,
    MANY,
    has_room,
    is_balanced,
    is_centred,
    is_full,
    is_indented,
    is_item,
    step_of,
)
from app.sources.pdf.rows import Row
from app.sources.pdf.tables import Table
from app.sources.plain_text.line_signs import LineSigns

_GAP = 1.6
"""Least distance, in points, that is more than usual between two rows."""
_WIDE_GAP = 0.6
"""Least extra distance, in usual distances, that parts paragraphs even inside a sentence."""
_LABEL_GAP = 0.25
"""The same, before a label: what stands above is a heading that fills its row."""
_OTHER_SIZE, _MOSTLY = 0.08, 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of a text are set.

    `pitches`: usual distance of baselines by size; `steps` and `label_steps`: whether the second row of paragraphs
    without and with a label stands to the left of the first (-1), below it (0) or to the right (1), as many of them
    have it, `is_learnt`: the first of them from several; `is_justified`: full rows end exactly at the edge.
    """

    pitches: dict[float, float]
    steps: frozenset[int]
    label_steps: frozenset[int]
    is_learnt: bool
    is_justified: bool

    @classmethod
    def of(cls, placed: Sequence[PlacedRow], signs: LineSigns) -> "Setting":
        """Learn it from all rows of the text."""
        pitches: dict[float, Counter[float]] = {}
        steps: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        ends: list[bool] = []
        begins = True
        for above, below in pairwise(placed):
            if above.column != below.column:
                begins = True
                continue
            if has_room(above, below, is_paused=signs.pauses(above.row.text)):
                begins = True
                continue
            ends.append(above.row.right >= above.column.right - EXACT)
            pitch = above.row.base - below.row.base
            are_headings = is_centred(above) and is_centred(below)
            if above.row.page == below.row.page and 0 < pitch < 4 * above.row.size and not are_headings:
                pitches.setdefault(below.row.size, Counter())[round(pitch, 1)] += 1
            if begins and not (is_centred(above) or signs.pauses(above.row.text)):
                steps[signs.label_of(above.row.text) is not None][step_of(above, below)] += 1
            begins = False
        return cls(
            {size: count.most_common(1)[0][0] for size, count in pitches.items()},
            _usual(steps[False]),
            _usual(steps[True]),
            steps[False].total() >= MANY,
            sum(ends) >= _MOSTLY_EXACT * len(ends) and len(ends) > 10,
        )


_MOSTLY_EXACT = 0.9
"""The least share of rows that end exactly at the edge in a justified text."""


_OFTEN = 0.15
"""Least share of paragraphs that have their second row where it is usual."""


def _usual(steps: Counter[int]) -> frozenset[int]:
    return frozenset(step for step, count in steps.items() if count >= _OFTEN * steps.total())


class Paragraphs:
    """Gathers the paragraphs of a text."""

    def __init__(self, setting: Setting, signs: LineSigns) -> None:
        self._setting, self._signs = setting, signs
        self._rows: list[PlacedRow] = []
        self._number: str | None = None

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
            label = self._signs.label_of(self._rows[0].row.text)
            self._number = label.text if label and label.kind == "number" else self._number
            yield self._rows
            self._rows = []

    def _begins(self, item: PlacedRow) -> bool:
        above = self._rows[-1]
        upper, row = above.row, item.row
        goes_on = self._signs.goes_on(row.text) and abs(upper.size - row.size) <= _OTHER_SIZE * row.size
        if goes_on or (not row.text and row.marks) or self._cannot_end(upper.text, row.text):
            return False
        same_flow = upper.page == row.page and above.column == item.column
        is_paused = self._signs.pauses(upper.text) or upper.text[-1:] in ("]", "］", "】", "〕")
        in_item = self._is_in_item(item)
        if in_item is not None and not is_paused and not has_room(above, item, is_paused=False):
            return not in_item
        return (
            _is_another(above, item, is_paused=is_paused, same_flow=same_flow)
            or is_item(row.text)
            or self._signs.begins_votes(row.text)
            or (is_paused and self._ends_and_begins(above, item))
            or (same_flow and self._is_apart(above, item, is_paused=is_paused))
            or self._by_edge(above, item, is_paused=is_paused, same_flow=same_flow)
        )

    def _is_in_item(self, item: PlacedRow) -> bool | None:
        """Whether a row goes on with the item of a list that has no signs at its ends, `项目12. …`; None elsewhere."""
        first, text = self._rows[0].row.text, item.row.text
        if is_item(text):
            return False
        label, following = self._signs.label_of(first), self._signs.label_of(text)
        if label and following and follows(following.text, label.text):
            return False
        return step_of(self._rows[-1], item) < 0 if is_item(first) and following else is_item(first) or None

    def _ends_and_begins(self, above: PlacedRow, item: PlacedRow) -> bool:
        """Whether, behind the end of a sentence, either row tells that a paragraph ends."""
        text = item.row.text
        is_labelled = self._has_label(text)
        in_item = is_item(self._rows[0].row.text) or above.row.page != item.row.page
        hangs = is_labelled and (self._setting.label_steps == {1} or in_item)
        is_short = self._setting.is_justified and _ends_short(above)
        is_apart = self._signs.is_closing_line(text) or self._signs.is_annex(text)
        return hangs or is_short or self._counts_on(text) or is_apart

    def _counts_on(self, text: str) -> bool:
        """Whether a row has the number that follows that of the last numbered paragraph, before a verb."""
        label = self._signs.label_of(text)
        if label is None or label.kind != "number" or not self._signs.begins_paragraph(text[label.end :]):
            return False
        first = self._signs.label_of(self._rows[0].row.text)
        return follows(label.text, first.text if first and first.kind == "number" else self._number)

    def _is_apart(self, above: PlacedRow, item: PlacedRow, *, is_paused: bool) -> bool:
        pitch = self._setting.pitches.get(item.row.size, 1.5 * item.row.size)
        more = above.row.base - item.row.base - pitch
        is_under_heading = is_balanced(above) and not is_centred(item)
        is_labelled = more >= _LABEL_GAP * pitch and self._has_label(item.row.text)
        return more >= _GAP and (is_paused or is_under_heading or is_labelled or more >= _WIDE_GAP * pitch)

    def _by_edge(self, above: PlacedRow, item: PlacedRow, *, is_paused: bool, same_flow: bool) -> bool:
        """Whether the left edge of a row tells that it begins a paragraph."""
        if is_centred(item) and (is_centred(above) or (is_full(above) and not is_paused)):
            return False
        step = step_of(above, item)
        if len(self._rows) > 1:
            return step != 0 or (self._is_unsure(same_flow=same_flow) and is_paused and self._may_begin(item))
        has_label = self._signs.label_of(above.row.text) is not None
        usual = self._setting.label_steps if has_label else self._setting.steps
        if usual and step not in usual:
            if has_label:
                return is_paused and self._may_begin(item)
            may_begin = is_paused and (self._setting.is_learnt or self._may_begin(item))
            return may_begin or step > 0 or (usual == {-1} and is_indented(above))
        if step == 0 and -1 in usual and is_indented(above) and not has_label:
            # The second row of a paragraph whose first one is indented is not.
            return is_paused and self._opens(item.row.text)
        return self._is_unsure(same_flow=same_flow) and step == 0 and is_paused and self._may_begin(item)

    def _is_unsure(self, *, same_flow: bool) -> bool:
        """Whether only the words can tell whether a full row ends its paragraph: at the end of a page, where no
        first row is indented and no last row is short."""
        return not same_flow and self._setting.steps != {-1} and not self._setting.is_justified

    def _may_begin(self, item: PlacedRow) -> bool:
        """Whether a row may begin a paragraph behind a pause, by its words: no comma ends a labelled one but above a label."""
        text, last = item.row.text, self._rows[-1].row.text
        goes_on = last.endswith(("，", ",")) and self._signs.label_of(self._rows[0].row.text) is not None
        return self._has_label(text) or (self._opens(text) and not goes_on)

    def _cannot_end(self, above: str, below: str) -> bool:
        """Whether no paragraph can end between two rows, by the signs there."""
        return above[-1:] in self._signs.never_last or below[:1] in self._signs.never_first

    def _has_label(self, text: str) -> bool:
        """Whether a row begins with a label; `7.83亿人` has none."""
        return self._signs.label_of(text) is not None and not _DECIMAL.match(text)

    def _opens(self, text: str) -> bool:
        return self._has_label(text) or self._signs.begins_paragraph(text)


def _is_another(above: PlacedRow, item: PlacedRow, *, is_paused: bool, same_flow: bool) -> bool:
    """Whether a row is not set like the one above, had room there, or stands beside it."""
    upper, row = above.row, item.row
    return (
        abs(upper.size - row.size) > _OTHER_SIZE * row.size
        or has_room(above, item, is_paused=is_paused)
        or (same_flow and upper.base - row.base <= row.size / 2)
        or is_all_bold(upper) != is_all_bold(row)
    )


def _ends_short(placed: PlacedRow) -> bool:
    """Whether a row of justified text ends a little before the edge, as only last rows do."""
    return placed.row.right < placed.column.right - EXACT - 0.1 * placed.row.size


_DECIMAL = re.compile(r"\d+[.．]\d")


def is_all_bold(row: Row) -> bool:
    bold = sum(span.end - span.start for span in row.styles if span.style.is_bold)
    return bold > _MOSTLY * len(row.text)
