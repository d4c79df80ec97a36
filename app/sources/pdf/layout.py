"""The pages of a PDF → its paragraphs, footnotes and furniture."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.resolution import NoteMark, Problem
from app.domain.text import Span
from app.sources.blocks import RichText
from app.sources.laid_out import LaidOutFurniture, LaidOutNote, LaidOutParagraph, LaidOutRole, LaidOutText
from app.sources.pdf.columns import Column, Gutter, PlacedRow, boxes, gutter_of, in_order
from app.sources.pdf.doubts import PageCounts, doubts, refusal
from app.sources.pdf.edges import edges, with_cells
from app.sources.pdf.furniture import WHY_FOOT, WHY_HEAD, furniture_of, same_elsewhere
from app.sources.pdf.glyphs import Stroke, Style
from app.sources.pdf.notes import FoundNote, NoteReader
from app.sources.pdf.paragraphs import Paragraphs, Setting, is_all_bold
from app.sources.pdf.pdfium import pages_of
from app.sources.pdf.placing import is_middle, usual_indents
from app.sources.pdf.rows import Row, rows_of
from app.sources.pdf.tables import Table, content_of, over_pages, tables_of
from app.sources.rich_text import joined

_HAN = re.compile(r"[\u3400-\u9fff]")
_LEVEL_RULE = 20.0
_LONGEST_SET_OFF = 0.7
"""A run that makes up more of a paragraph than this is its style, not set off from it."""


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
        tables = tables_of(page.number, page.strokes, rows)
        counts.append(PageCounts.of(page))
        pages.append(_PageRows(page.number, page.width, rows, page.strokes, tables))
    refused = refusal(counts, "".join(row.text for page in pages for row in page.rows))
    if refused:
        return refused
    return _Layout(pages, list(doubts(counts))).text()


class _Layout:
    """Takes the pages apart, in the order in which each step needs the one before."""

    def __init__(self, pages: Sequence[_PageRows], problems: list[Problem]) -> None:
        self._pages, self._problems = pages, problems
        self._furniture: list[LaidOutFurniture] = []
        self._heads: list[str] = []
        self._size = _main_size([row for page in pages for row in page.rows])

    def text(self) -> LaidOutText:
        """The whole text."""
        self._take_furniture()
        notes = self._take_notes()
        items = self._items()
        placed = [item for item in items if isinstance(item, PlacedRow)]
        indents = usual_indents(placed)
        cut = Paragraphs(Setting.of(placed)).cut(items)
        paragraphs = tuple(_paragraph(part, indents) for part in cut)
        return LaidOutText(
            paragraphs,
            tuple(_note(note) for note in notes.found),
            tuple(self._furniture),
            tuple(dict.fromkeys(self._heads)),
            tuple(self._problems),
        )

    def _take_furniture(self) -> None:
        heads, feet = furniture_of([_outside(page, _sure(page.tables)) for page in self._pages])
        every = [row for page in self._pages for row in page.rows]
        heads |= same_elsewhere(heads, every)
        for page in self._pages:
            for row in page.rows:
                if id(row) in heads or id(row) in feet:
                    why = WHY_HEAD if id(row) in heads else WHY_FOOT
                    self._furniture.append(LaidOutFurniture(_printed(row), _place(row), why))
                    if id(row) in heads:
                        self._heads.append(row.text)
            page.rows = [row for row in page.rows if id(row) not in heads and id(row) not in feet]
            if any(table.ids & (heads | feet) for table in page.tables):
                # The lines around a running head may meet those of a table below it.
                page.tables = tables_of(page.number, page.strokes, page.rows)

    def _take_notes(self) -> NoteReader:
        reader = NoteReader(self._size)
        for page in self._pages:
            rows = _outside_tables(page)
            top = reader.top(rows, page.strokes)
            if top is None:
                continue
            found = {id(row): row for row in rows if row.base < top}
            whole = _column(list(found.values()))
            reader.take([placed.row for placed in in_order(list(found.values()), whole, None)[0]])
            page.rows = [row for row in page.rows if id(row) not in found]
        self._furniture += [
            LaidOutFurniture(_printed(row), _place(row), "页末，没有注号") for row in reader.loose
        ]
        self._problems += [
            Problem("note_without_number", f"{_place(row)}页末有文字没有注号，未列入正文：{row.text[:40]}")
            for row in reader.loose
        ]
        for page in self._pages:
            page.rows = [_as_mark(row, self._size) for row in page.rows]
        return reader

    def _items(self) -> list[PlacedRow | Table]:
        """The rows of the text and the tables, in the order in which they are read."""
        widths = Counter(page.width for page in self._pages)
        usual = widths.most_common(1)[0][0]
        whole = edges([row for page in self._pages for row in _outside_tables(page)], usual)
        gutter = gutter_of([_outside_tables(page) for page in self._pages])
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
        self._furniture += [LaidOutFurniture(_printed(row), _place(row), "文本框") for row in box]
        words = "".join(map(_printed, box))
        message = f"第{page.number}页有文本框，不知其文字属于何处，未列入正文：{words[:40]}"
        self._problems.append(Problem("text_box", message))

    def _edges(self, page: _PageRows, whole: Column | None) -> Column:
        """The edges of the text of a page; odd and even pages may differ, so a page with long rows has its own."""
        own = edges(_outside_tables(page), page.width)
        if whole is None or own is None:
            return own or whole or _column(page.rows)
        width = whole.right - whole.left
        return own if abs((own.right - own.left) - width) <= self._size else whole


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


def _place(row: Row) -> str:
    return f"第{row.page}页"


def _printed(row: Row) -> str:
    """The words of a row with its marks."""
    text, done = "", 0
    for mark in row.marks:
        text += row.text[done : mark.offset] + mark.number
        done = mark.offset
    return text + row.text[done:]


def _paragraph(part: list[PlacedRow] | list[Table], indents: frozenset[int]) -> LaidOutParagraph:
    first = part[0]
    if isinstance(first, Table):
        tables = [one for one in part if isinstance(one, Table)]
        printed = over_pages(tables)
        cells = tuple(tuple(cell.shape for cell in row) for row in printed)
        return LaidOutParagraph(content_of(printed), f"第{first.page}页", role="table", rows=cells)
    placed = [one for one in part if isinstance(one, PlacedRow)]
    rows = [one.row for one in placed]
    return LaidOutParagraph(
        _content(rows),
        _place(rows[0]),
        role=_role(placed, indents),
        indent=max(0, round((first.row.left - first.column.left) / first.row.size)),
    )


def _role(placed: Sequence[PlacedRow], indents: frozenset[int]) -> LaidOutRole:
    """A paragraph in the middle or in bold type is a heading if it reads like one, or asks."""
    is_shown = is_middle(placed, indents) or all(is_all_bold(one.row) for one in placed)
    if not is_shown:
        return "text"
    return "heading" if placed[-1].row.text[-1:] in ("？", "！") else "centred"


def _note(note: FoundNote) -> LaidOutNote:
    rows = note.rows
    content = _content(rows)
    if rows[0].marks and rows[0].marks[0].offset == 0 and not note.skip:
        content = RichText(content.text, content.marks[1:], content.links, content.bold)
    content = content.from_(note.skip) if note.skip else content
    return LaidOutNote(note.number, content, _place(rows[0]))


def _content(rows: Sequence[Row]) -> RichText:
    parts: list[tuple[str, RichText]] = []
    last = ""
    for row in rows:
        parts.append((" " if _are_words(last, row.text) else "", RichText(row.text, row.marks)))
        last = row.text or last
    whole = joined(parts)
    return RichText(whole.text, whole.marks, (), tuple(_set_off(rows, parts)))


def _are_words(above: str, below: str) -> bool:
    """Whether the end of a row parts two Latin words."""
    last, first = above[-1:], below[:1]
    return last.isascii() and last.isalnum() and first.isascii() and first.isalnum()


def _set_off(rows: Sequence[Row], parts: Sequence[tuple[str, RichText]]) -> Iterator[Span]:
    """The runs in another style than most of the paragraph: bold, slanted or in a font of their own."""
    runs: list[tuple[int, int, Style]] = []
    at = 0
    for row, (separator, _) in zip(rows, parts, strict=True):
        at += len(separator)
        runs += [
            (at + span.start, at + span.end, span.style)
            for span in row.styles
            if _HAN.search(row.text[span.start : span.end])
        ]
        at += len(row.text)
    lengths: Counter[Style] = Counter()
    for start, end, style in runs:
        lengths[style] += end - start
    if len(lengths) < 2:
        return
    main = lengths.most_common(1)[0][0]
    for start, end, style in runs:
        if style != main:
            yield start, end
