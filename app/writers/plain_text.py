"""Texts as plain text, as they are printed: numbers before paragraphs, marks of footnotes in square brackets."""

from collections.abc import Iterator, Sequence

from app.domain.citation_styles import date_words
from app.domain.quotation import printed_label
from app.domain.record import Record
from app.domain.resolution import Footnote, Paragraph, Resolution

_INDENT = "\u3000\u3000"


def whole_text(record: Record, text: Resolution) -> str:
    """A document with its head, its vote and its source, a paragraph a line, empty lines between."""
    head = text.head
    named = " ".join(filter(None, (record.author, record.genre, head.symbol)))
    dated = date_words(head.known_date)
    top = [named, head.title or "", f"{dated}通过" if dated and head.outcome == "adopted" else dated]
    lines = [*filter(None, top), head.formula or ""]
    lines += units_text(text.paragraphs)
    lines += [text.adoption.text or "", *_roll(text)]
    lines += [f"[{note.number}] {note.text}" for note in text.footnotes]
    return _joined((*lines, record.url))


def place_text(record: Record, units: Sequence[Paragraph], notes: Sequence[Footnote]) -> str:
    """The words of a place, the notes that they mark, and where they stand."""
    marked = {mark.number for unit in units for mark in unit.notes}
    told = [f"[{note.number}] {note.text}" for note in notes if note.number in marked or not units]
    return _joined((*units_text(units), *told, f"{record.reference} {record.url}"))


def units_text(units: Sequence[Paragraph]) -> Iterator[str]:
    """Paragraphs, points, headings and tables, each with its number; points are indented."""
    for unit in units:
        label = printed_label(unit)
        yield f"{_INDENT * unit.depth}{label}{' ' if label else ''}{marked_text(unit)}"


def marked_text(unit: Paragraph) -> str:
    """The words of a unit with the marks of its footnotes in square brackets."""
    shown, end = unit.text, len(unit.text)
    for mark in sorted(unit.notes, key=lambda mark: mark.offset, reverse=True):
        at = min(mark.offset, end)
        shown = f"{shown[:at]}[{mark.number}]{shown[at:]}"
    return shown


def _roll(text: Resolution) -> Iterator[str]:
    names = {"in_favour": "赞成", "against": "反对", "abstaining": "弃权", "not_voting": "未投票"}
    for listed in text.adoption.roll_call:
        yield f"{names[listed.vote]}：{'、'.join(vote.name for vote in listed.votes)}"


def _joined(lines: Sequence[str]) -> str:
    return "\n\n".join(line for line in lines if line) + "\n"
