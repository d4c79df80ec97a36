"""Rows → paragraphs: by indents, distances, and whether a row had room for the next word."""

import re
from collections.abc import Iterator, Sequence

from app.sources.labels import follows
from app.sources.pdf.columns import PlacedRow
from app.sources.pdf.placing import (
    EXACT,
    has_room,
    is_balanced,
    is_centred,
    is_full,
    is_indented,
    is_item,
    step_of,
)
from app.sources.pdf.rows import Row
from app.sources.pdf.setting import Setting
from app.sources.pdf.tables import Table
from app.sources.plain_text.line_signs import LineSigns

_GAP = 1.6
"""Least distance, in points, that is more than usual between two rows."""
_WIDE_GAP = 0.55
"""Least extra distance, in usual distances, that parts paragraphs even inside a sentence."""
_LABEL_GAP = 0.25
"""The same, before a label: what stands above is a heading that fills its row."""
_OTHER_SIZE, _MOSTLY = 0.08, 0.9


class Paragraphs:
    """Gathers the paragraphs of a text."""

    def __init__(self, setting: Setting, signs: LineSigns) -> None:
        self._setting, self._signs = setting, signs
        self._rows: list[PlacedRow] = []
        self._number: str | None = None
        self.guesses: list[Row] = []
        """Rows at the head of a page of which it was guessed whether they begin a paragraph."""

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
        if (
            self._goes_on(above, item)
            or self._is_inline(row.text)
            or (not row.text and row.marks)
            or self._cannot_end(upper.text, row.text)
        ):
            return False
        same_flow = _are_in_flow(above, item)
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

    def _goes_on(self, above: PlacedRow, item: PlacedRow) -> bool:
        """Whether a row is in the middle of a sentence by its first word; points may begin like that, further below."""
        if not self._signs.goes_on(item.row.text):
            return False
        is_apart = _are_in_flow(above, item) and self._more(above, item) >= _GAP
        is_point = above.row.text.endswith((";", ":")) and is_apart
        return not is_point and abs(above.row.size - item.row.size) <= _OTHER_SIZE * item.row.size

    def _is_inline(self, text: str) -> bool:
        """Whether a row begins with a point of a list inside the paragraph, `… (a) …; (b) …`, by chance."""
        label = self._signs.label_of(text)
        letter = label.text if label and label.kind == "point" else None
        if letter is None or len(letter) != 1 or letter == "a":
            return False
        before = f"({chr(ord(letter) - 1)}) "
        first, *rest = [one.row.text for one in self._rows]
        return not first.startswith("(") and any(before in one for one in (first, *rest))

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
        last = first.text if first and first.kind == "number" else self._number
        return follows(label.text, last) or (last is None and label.text == "1")

    def _is_apart(self, above: PlacedRow, item: PlacedRow, *, is_paused: bool) -> bool:
        pitch, more = self._pitch(item), self._more(above, item)
        is_under_heading = is_balanced(above) and not is_centred(item)
        text = item.row.text
        begins = (
            self._has_label(text)
            or self._signs.is_number_line(text)
            or self._signs.is_number_line(self._rows[0].row.text)
        )
        is_labelled = more >= _LABEL_GAP * pitch and begins
        return more >= _GAP and (is_paused or is_under_heading or is_labelled or more >= _WIDE_GAP * pitch)

    def _pitch(self, item: PlacedRow) -> float:
        return self._setting.pitches.get(item.row.size, 1.5 * item.row.size)

    def _more(self, above: PlacedRow, item: PlacedRow) -> float:
        """How much further below the one above a row stands than usual."""
        return above.row.base - item.row.base - self._pitch(item)

    def _by_edge(self, above: PlacedRow, item: PlacedRow, *, is_paused: bool, same_flow: bool) -> bool:
        """Whether the left edge of a row tells that it begins a paragraph."""
        if is_centred(item) and (is_centred(above) or (is_full(above) and not is_paused)):
            return False
        step = step_of(above, item)
        if len(self._rows) > 1:
            return step != 0 or (is_paused and not same_flow and self._guessed(item))
        has_label = self._signs.label_of(above.row.text) is not None
        usual = self._setting.label_steps if has_label else self._setting.steps
        if usual and step not in usual:
            if has_label:
                return is_paused and self._may_begin(item)
            may_begin = is_paused and (self._setting.is_learnt or self._may_begin(item))
            return may_begin or step > 0 or (usual == {-1} and is_indented(above))
        if step == 0 and -1 in usual and is_indented(above) and not has_label:
            # The second row of a paragraph whose first one is indented is not.
            fits = above.row.right + item.row.first_width <= above.column.right
            return is_paused and (fits or self._opens(item.row.text))
        return step == 0 and is_paused and not same_flow and self._guessed(item)

    def _guessed(self, item: PlacedRow) -> bool:
        """Whether a row begins a paragraph behind a full one at the end of a page: where no first row is indented and
        no last row is short, only its words tell."""
        text = item.row.text
        if self._setting.steps == {-1} or not self._may_begin(item):
            return False
        if not self._has_label(text) and not text[:1].isupper():
            self.guesses.append(item.row)
        return not self._setting.is_justified or text[:1].isupper()

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


def _are_in_flow(above: PlacedRow, item: PlacedRow) -> bool:
    """Whether two rows stand in one column of one page."""
    return above.row.page == item.row.page and above.column == item.column


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
