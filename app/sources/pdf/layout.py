"""The pages of a PDF → its paragraphs, footnotes and furniture."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.domain.resolution import NoteMark, Problem
from app.sources.laid_out import LaidOutFurniture, LaidOutText
from app.sources.pdf.columns import Column, Gutter, PlacedRow, boxes, gutter_of, has_columns, in_order
from app.sources.pdf.content import note_of, paragraph_of, place_of
from app.sources.pdf.doubts import PageCounts, doubts, refusal
from app.sources.pdf.edges import edges, with_cells
from app.sources.pdf.furniture import WHY_FOOT, WHY_HEAD, furniture_of, same_elsewhere
from app.sources.pdf.glyphs import Stroke
from app.sources.pdf.notes import NoteReader
from app.sources.pdf.paragraphs import Paragraphs
from app.sources.pdf.pdfium import pages_of
from app.sources.pdf.placing import usual_indents
from app.sources.pdf.remnants import WHY_REMNANT, remnants
from app.sources.pdf.rows import Row, rows_of
from app.sources.pdf.setting import Setting
from app.sources.pdf.tables import Table, tables_of, without_boxes
from app.sources.plain_text.by_language import pack_of
from app.sources.plain_text.line_signs import LineSigns

_LEVEL_RULE = 20.0


@dataclass(slots=True)
class _PageRows:
    """The rows of a page while furniture, tables and footnotes are taken out of them."""

    number: int
    width: float
    rows: list[Row]
    strokes: tuple[Stroke, ...]
    tables: list[Table] = field(default_factory=list)


def layout_of(data: bytes) -> LaidOutText | Problem:
    """What a PDF file prints; a Problem if it has no text that can be read.

    Raises UnreadableError if it is damaged, locked or too large.
    """
    pages: list[_PageRows] = []
    counts: list[PageCounts] = []
    for page in pages_of(data):
        rows = rows_of(page)
        counts.append(PageCounts.of(page))
        pages.append(_PageRows(page.number, page.width, rows, page.strokes))
    printed = [row.text for page in pages for row in page.rows]
    refused = refusal(counts, "".join(printed))
    if refused:
        return refused
    return _Layout(pages, list(doubts(counts)), pack_of("\n".join(printed)).lines).text()


class _Layout:
    """Takes the pages apart, in the order in which each step needs the one before."""

    def __init__(self, pages: Sequence[_PageRows], problems: list[Problem], signs: LineSigns) -> None:
        self._pages, self._problems, self._signs = pages, problems, signs
        self._size = _main_size([row for page in pages for row in page.rows])
        for page in pages:
            page.tables = self._tables(page)
        self._drop_boxes()
        self._furniture: list[LaidOutFurniture] = []
        self._heads: list[str] = []

    def text(self) -> LaidOutText:
        """The whole text."""
        self._take_furniture()
        notes = self._take_notes()
        items = self._items()
        placed = [item for item in items if isinstance(item, PlacedRow)]
        indents = usual_indents(placed)
        gathered = Paragraphs(Setting.of(placed, self._signs), self._signs)
        paragraphs = tuple(paragraph_of(part, indents, self._signs) for part in gathered.cut(items))
        self._problems += [
            Problem(
                "paragraph_guessed",
                f"{place_of(row)}首行是另起一段还是接上页，版面未示，请对照原件：{row.text[:40]}",
            )
            for row in gathered.guesses
        ]
        return LaidOutText(
            paragraphs,
            tuple(note_of(note, self._signs) for note in notes.found),
            tuple(self._furniture),
            tuple(dict.fromkeys(self._heads)),
            tuple(self._problems),
        )

    def _take_furniture(self) -> None:
        heads, feet = furniture_of([_outside(page, _sure(page.tables)) for page in self._pages], self._signs)
        every = [row for page in self._pages for row in page.rows]
        heads |= same_elsewhere(heads, every)
        for page in self._pages:
            for row in page.rows:
                if id(row) in heads or id(row) in feet:
                    why = WHY_HEAD if id(row) in heads else WHY_FOOT
                    self._furniture.append(LaidOutFurniture(_printed(row), place_of(row), why))
                    if id(row) in heads:
                        self._heads.append(row.text)
            page.rows = [row for row in page.rows if id(row) not in heads and id(row) not in feet]
            if any(table.ids & (heads | feet) for table in page.tables):
                # The lines around a running head may meet those of a table below it.
                page.tables = self._tables(page)
        self._drop_boxes()
        self._take_remnants()

    def _take_remnants(self) -> None:
        for before, page in pairwise(self._pages):
            again = remnants(before.rows, page.rows)
            self._furniture += [LaidOutFurniture(_printed(row), place_of(row), WHY_REMNANT) for row in again]
            page.rows = [row for row in page.rows if row not in again]

    def _drop_boxes(self) -> None:
        """Keep no cell alone that is no part of a table, or holds footnotes."""
        small = {id(row) for page in self._pages for row in page.rows if row.size < self._size}
        tables = [
            [one for one in page.tables if not (one.is_box and one.ids <= small)] for page in self._pages
        ]
        for page, kept in zip(self._pages, without_boxes(tables), strict=True):
            page.tables = kept

    def _tables(self, page: _PageRows) -> list[Table]:
        return tables_of(page.number, page.strokes, page.rows, self._signs.separator)

    def _take_notes(self) -> NoteReader:
        reader = NoteReader(self._size)
        gutter = gutter_of([_outside_tables(page) for page in self._pages], self._signs)
        for page in self._pages:
            found: set[int] = set()
            for rows, strokes in self._places_of_notes(page, gutter, reader):
                top = reader.top(rows, strokes)
                if top is None:
                    continue
                below = [row for row in rows if row.base < top]
                found |= {id(row) for row in below}
                reader.take([placed.row for placed in in_order(below, _column(below), None)[0]])
            page.rows = [row for row in page.rows if id(row) not in found]
        self._furniture += [
            LaidOutFurniture(_printed(row), place_of(row), "页末，没有注号") for row in reader.loose
        ]
        self._problems += [
            Problem("note_without_number", f"{place_of(row)}页末有文字没有注号，未列入正文：{row.text[:40]}")
            for row in reader.loose
        ]
        for page in self._pages:
            page.rows = [_as_mark(row, self._size) for row in page.rows]
        return reader

    def _places_of_notes(
        self, page: _PageRows, gutter: Gutter | None, reader: NoteReader
    ) -> list[tuple[list[Row], Sequence[Stroke]]]:
        """The rows and lines that footnotes may end: all of a page, or those of each column."""
        rows = _outside_tables(page)
        whole: list[tuple[list[Row], Sequence[Stroke]]] = [(rows, page.strokes)]
        if gutter is None or not has_columns(rows, gutter.x):
            return whole
        top = reader.top(rows, page.strokes)
        if top is not None and _are_across(rows, page.strokes, gutter.x, top):
            return whole
        left, right = (
            [row for row in rows if row.right <= gutter.x],
            [row for row in rows if row.left >= gutter.x],
        )
        return [
            (left, [one for one in page.strokes if one.right <= gutter.x]),
            (right, [one for one in page.strokes if one.left >= gutter.x]),
        ]

    def _items(self) -> list[PlacedRow | Table]:
        """The rows of the text and the tables, in the order in which they are read."""
        widths = Counter(page.width for page in self._pages)
        usual = widths.most_common(1)[0][0]
        whole = edges([row for page in self._pages for row in _outside_tables(page)], usual, self._signs)
        gutter = gutter_of([_outside_tables(page) for page in self._pages], self._signs)
        items: list[PlacedRow | Table] = []
        for page in self._pages:
            self._take_boxes(page, gutter)
            tables = {row: table for table in page.tables for row in table.ids}
            own = self._edges(page, whole)
            placed, is_guess = in_order(page.rows, own, gutter)
            if is_guess:
                message = f"第{page.number}页文字的次序与版面不符，按版面重排，请对照原件"
                self._problems.append(Problem("order_guessed", message))
            shown: set[int] = set()
            for one in with_cells(placed):
                table = tables.get(id(one.row))
                if table is None:
                    items.append(one)
                elif id(table) not in shown:
                    shown.add(id(table))
                    items.append(table)
        return items

    def _take_boxes(self, page: _PageRows, gutter: Gutter | None) -> None:
        """Take out text boxes: where their words belong in the text, nothing tells."""
        box = boxes(_outside_tables(page), gutter)
        if not box:
            return
        taken = {id(row) for row in box}
        page.rows = [row for row in page.rows if id(row) not in taken]
        self._furniture += [LaidOutFurniture(_printed(row), place_of(row), "文本框") for row in box]
        words = "".join(map(_printed, box))
        message = f"第{page.number}页有文本框，不知其文字属于何处，未列入正文：{words[:40]}"
        self._problems.append(Problem("text_box", message))

    def _edges(self, page: _PageRows, whole: Column | None) -> Column:
        """The edges of the text of a page; odd and even pages may differ, so a page with long rows has its own."""
        own = edges(_outside_tables(page), page.width, self._signs)
        if whole is None or own is None:
            return own or whole or _column(page.rows)
        width = whole.right - whole.left
        return own if abs((own.right - own.left) - width) <= self._size else whole


def _are_across(rows: Sequence[Row], strokes: Sequence[Stroke], x: float, top: float) -> bool:
    """Whether the footnotes of a page with columns, which begin at `top`, stand across both."""
    return any(row.left < x < row.right and row.base < top for row in rows) or any(
        one.left < x < one.right and abs(one.low - top) <= 1 for one in strokes
    )


_SMALL = 0.75
"""Greatest size of a mark, of the size of the text."""


def _as_mark(row: Row, size: float) -> Row:
    """A row that is nothing but a small number: the mark of a full row, set below it."""
    if row.size > _SMALL * size or not re.fullmatch(r"\d{1,3}|\*{1,3}", row.text):
        return row
    return replace(row, text="", marks=(NoteMark(row.text, 0),), size=size, base=row.base - size / 3)


def _column(rows: Sequence[Row]) -> Column:
    if not rows:
        return Column(0, 0)
    return Column(min(row.left for row in rows), max(row.right for row in rows))


def _outside_tables(page: _PageRows) -> list[Row]:
    return _outside(page, page.tables)


def _outside(page: _PageRows, tables: Sequence[Table]) -> list[Row]:
    inside = {row for table in tables for row in table.ids}
    return [row for row in page.rows if id(row) not in inside]


def _sure(tables: Sequence[Table]) -> list[Table]:
    """The tables that have several rows: the lines around a running head look like one row of a table."""
    parts = [
        table
        for table in tables
        if any(table.goes_on(other) or other.goes_on(table) for other in tables if other is not table)
    ]
    return [table for table in tables if len(table.rows) > 1 or table in parts]


def _main_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _printed(row: Row) -> str:
    """The words of a row with its marks."""
    text, done = "", 0
    for mark in row.marks:
        text += row.text[done : mark.offset] + mark.number
        done = mark.offset
    return text + row.text[done:]
