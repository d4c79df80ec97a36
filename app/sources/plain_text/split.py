"""Stage 2: join hard-wrapped lines and cut the text into paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.resolution import CELL_SIGN, ROW_SIGN, TableCell
from app.sources.blocks import RichText
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.given_lines import content_of
from app.sources.plain_text.line_patterns import cells_of
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.lines import Separator, join, starts_of
from app.sources.plain_text.paragraph_starts import Junction, StartRules
from app.sources.reading import Line


@dataclass(frozen=True)
class TextBlock:
    """The lines of one paragraph or table; `first` is the index of its first line in the clean text.

    `why` is the sign by which its beginning was recognised, `separator` what stands between lines. A file with layout gives the `content` with its marks, the
    `rows` of a table, headings, and the `level` of a list.
    """

    lines: tuple[Line, ...]
    first: int
    why: str
    separator: Separator
    is_table: bool = False
    is_heading: bool = False
    is_body: bool = False
    content: RichText | None = None
    rows: tuple[tuple[TableCell, ...], ...] = ()
    level: int = 0

    @cached_property
    def text(self) -> str:
        """The paragraph on one line; for a table, its cells and rows with separators."""
        if self.content is not None:
            return self.content.text
        if self.is_table:
            return ROW_SIGN.join(CELL_SIGN.join(map(str.strip, cells_of(line.text))) for line in self.lines)
        return join((line.text for line in self.lines), self.separator)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line in the text, in characters; approximate for the rows of a table."""
        return starts_of([line.text for line in self.lines], self.separator)


def split(text: CleanText, start: int, end: int, *, is_prose: bool) -> list[TextBlock]:
    """Cut the lines from `start` to `end` into paragraphs and tables, in order; every line is in exactly
    one."""
    if text.given:
        return _as_given(text, start, end, is_prose=is_prose)
    signs = text.pack.lines
    rows = _rows(text.lines[start:end], signs)
    starts = StartRules(text.layout, signs, is_prose)
    blocks: list[TextBlock] = []
    open_lines: list[Line] = []
    why, was_row = "", False

    def close(index: int) -> None:
        if open_lines:
            first = index - len(open_lines)
            blocks.append(TextBlock(tuple(open_lines), first, why, signs.separator, was_row))
            open_lines.clear()

    for index, (line, is_row) in enumerate(zip(text.lines[start:end], rows, strict=True), start):
        begins: str | None
        if is_row:
            begins = None if was_row and open_lines else "表格"
        elif was_row or not open_lines:
            begins = "新行"
        else:
            after_break = index in text.page_starts or line.gap >= text.layout.wide_gap
            ahead = text.lines[index : min(end, index + _AHEAD)]
            begins = starts.why(Junction(open_lines, ahead, after_break, signs))
        if begins:
            close(index)
            why, was_row = begins, is_row
        open_lines.append(line)
    close(end)
    return blocks


def _as_given(text: CleanText, start: int, end: int, *, is_prose: bool) -> list[TextBlock]:
    """The paragraphs that a file with layout gives; only line breaks inside one are judged."""
    signs = text.pack.lines
    starts = StartRules(text.layout, signs, is_prose)
    blocks: list[TextBlock] = []
    first = start
    for index in range(start, end):
        ahead = text.lines[index + 1 : min(end, index + 1 + _AHEAD)]
        is_whole = (
            not ahead
            or text.given[ahead[0].start].begins
            or starts.why(Junction(text.lines[first : index + 1], ahead, after_break=False, signs=signs))
        )
        if is_whole:
            blocks.append(_given_block(text, first, index + 1))
            first = index + 1
    return blocks


def _given_block(text: CleanText, first: int, end: int) -> TextBlock:
    lines = text.lines[first:end]
    given, signs = text.given[lines[0].start], text.pack.lines
    content = given.content if given.rows else content_of(lines, text.given, signs.separator)
    return TextBlock(
        lines,
        first,
        "版面" if given.begins else "换行",
        signs.separator,
        is_table=bool(given.rows),
        is_heading=given.is_heading or (given.is_centred and signs.is_heading(content.text)),
        is_body=given.is_body,
        content=content,
        rows=given.rows,
        level=given.level,
    )


_AHEAD = 4
"""How many lines are examined to recognise a heading."""
_MOST_BETWEEN = 2
"""Maximum number of single-cell lines between the rows of a table."""


def _rows(lines: Sequence[Line], signs: LineSigns) -> list[bool]:
    """For each line, whether it is a row of a table, which has at least two adjacent rows."""
    rows = [len(cells_of(line.text)) > 1 for line in lines]
    for start, end in _between(rows):
        inner, above = lines[start:end], lines[max(0, start - _ROWS_ABOVE) : start]
        if len(inner) <= _MOST_BETWEEN and all(
            (signs.is_heading(line.text) and not signs.is_annex(line.text)) or _is_table_note(line, above)
            for line in inner
        ):
            rows[start:end] = [True] * len(inner)
    for index, row in enumerate(rows):
        alone = not (index and rows[index - 1]) and not (index + 1 < len(rows) and rows[index + 1])
        rows[index] = row and not alone
    return rows


_TABLE_NOTE = re.compile(r"(?P<mark>[a-z])[)）.]?\s+\S.*")
_ROWS_ABOVE = 40


def _is_table_note(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line between rows is a note of the table: it begins with a letter that a cell above ends with."""
    found = _TABLE_NOTE.fullmatch(line.text)
    if found is None:
        return False
    marked = re.compile(rf"[\u3400-\u9fff0-9)）]\s?{found['mark']}(?=\s|$)")
    return any(marked.search(row.text) for row in rows)


def _between(rows: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of lines between two rows: first index, index after the last."""
    last: int | None = None
    for index, row in enumerate(rows):
        if row:
            if last is not None and index > last + 1:
                yield last + 1, index
            last = index
