"""Tables: their cells, and the text by which they are searched and cited."""

from dataclasses import dataclass

from lxml import etree

from app.domain.resolution import CELL_SIGN, ROW_SIGN, Link, NoteMark, TableCell
from app.sources.akn.inline import RawText, raw_of
from app.sources.akn.parsing import name
from app.sources.blocks import Note, RichText
from app.sources.packs import LanguagePack

_MOST_SPANNED = 1000
"""Cells that claim to span this many columns or rows, or more, are taken to span one."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells, the table's text with marks and links, and the footnotes in it."""

    rows: tuple[tuple[TableCell, ...], ...]
    content: RichText
    notes: tuple[Note, ...]


def read_table(element: etree._Element, pack: LanguagePack, numbers: frozenset[str]) -> Table:
    """Read a table; `numbers` are the footnotes that a superscript may refer to."""
    rows: list[tuple[TableCell, ...]] = []
    text = ""
    marks: list[NoteMark] = []
    links: list[Link] = []
    notes: list[Note] = []
    for row in element.iter("{*}tr"):
        text += ROW_SIGN if rows else ""
        cells: list[TableCell] = []
        for cell in row:
            raw = _cell_words(cell, pack, numbers)
            content = raw.cleaned()
            text += CELL_SIGN if cells else ""
            marks += [NoteMark(mark.number, len(text) + mark.offset) for mark in content.marks]
            links += [Link(len(text) + link.start, len(text) + link.end, link.href) for link in content.links]
            notes += raw.notes
            text += content.text
            spans = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.append(TableCell(content.text, *spans, is_head=name(cell) == "th"))
        rows.append(tuple(cells))
    return Table(tuple(rows), RichText(text, tuple(marks), tuple(links)), tuple(notes))


def _cell_words(cell: etree._Element, pack: LanguagePack, numbers: frozenset[str]) -> RawText:
    """The text of a cell, its paragraphs joined by blanks."""
    whole = RawText(pack)
    for child in cell:
        raw = raw_of(child, pack, numbers)
        offset = len(whole.text) + 1
        whole.text += f" {raw.text.strip()}" if whole.text else raw.text.strip()
        shift = (offset if offset > 1 else 0) - (len(raw.text) - len(raw.text.lstrip()))
        whole.marks += [(at + shift, number) for at, number in raw.marks]
        whole.links += [(first + shift, last + shift, href) for first, last, href in raw.links]
        whole.notes += raw.notes
    return whole


def _span(cell: etree._Element, attribute: str) -> int:
    value = cell.get(attribute, "1")
    return int(value) if value.isdigit() and 0 < int(value) < _MOST_SPANNED else 1
