"""Rows and tables → paragraphs and footnotes with their words, marks and what is set off."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.domain.text import Span
from app.sources.blocks import RichText
from app.sources.laid_out import LaidOutNote, LaidOutParagraph, LaidOutRole
from app.sources.pdf.columns import PlacedRow
from app.sources.pdf.glyphs import Style
from app.sources.pdf.notes import FoundNote
from app.sources.pdf.paragraphs import is_all_bold
from app.sources.pdf.placing import is_middle
from app.sources.pdf.rows import Row
from app.sources.pdf.tables import Table, content_of, over_pages
from app.sources.plain_text.line_signs import LineSigns
from app.sources.rich_text import joined


def paragraph_of(
    part: list[PlacedRow] | list[Table], indents: frozenset[int], signs: LineSigns
) -> LaidOutParagraph:
    """The paragraph that rows are, or the table that several pages print; `indents` are those of many rows."""
    first = part[0]
    if isinstance(first, Table):
        tables = [one for one in part if isinstance(one, Table)]
        printed = over_pages(tables)
        cells = tuple(tuple(cell.shape for cell in row) for row in printed)
        return LaidOutParagraph(content_of(printed), f"第{first.page}页", role="table", rows=cells)
    placed = [one for one in part if isinstance(one, PlacedRow)]
    rows = [one.row for one in placed]
    return LaidOutParagraph(
        _content(rows, signs),
        place_of(rows[0]),
        role=_role(placed, indents),
        indent=max(0, round((first.row.left - first.column.left) / first.row.size)),
    )


def note_of(note: FoundNote, signs: LineSigns) -> LaidOutNote:
    """A footnote without its number."""
    rows = note.rows
    content = _content(rows, signs)
    if rows[0].marks and rows[0].marks[0].offset == 0 and not note.skip:
        content = RichText(content.text, content.marks[1:], content.links, content.bold)
    content = content.from_(note.skip) if note.skip else content
    return LaidOutNote(note.number, content, place_of(rows[0]))


def place_of(row: Row) -> str:
    """Where a row stands, for a reader."""
    return f"第{row.page}页"


def _role(placed: Sequence[PlacedRow], indents: frozenset[int]) -> LaidOutRole:
    """A paragraph in the middle or in bold type is a heading if it reads like one, or asks."""
    is_shown = is_middle(placed, indents) or all(is_all_bold(one.row) for one in placed)
    if not is_shown:
        return "text"
    return "heading" if placed[-1].row.text[-1:] in ("？", "！") else "centred"


def _content(rows: Sequence[Row], signs: LineSigns) -> RichText:
    parts: list[tuple[str, RichText]] = []
    last = ""
    for row in rows:
        parts.append((signs.row_separator(last, row.text), RichText(row.text, row.marks)))
        last = row.text or last
    whole = joined(parts)
    return RichText(whole.text, whole.marks, (), tuple(_set_off(rows, parts, signs)))


def _set_off(rows: Sequence[Row], parts: Sequence[tuple[str, RichText]], signs: LineSigns) -> Iterator[Span]:
    """The runs in another style than most of the paragraph: bold, slanted or in a font of their own."""
    runs: list[tuple[int, int, Style]] = []
    at = 0
    for row, (separator, _) in zip(rows, parts, strict=True):
        at += len(separator)
        runs += [
            (at + span.start, at + span.end, span.style)
            for span in row.styles
            if signs.letters.search(row.text[span.start : span.end])
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
