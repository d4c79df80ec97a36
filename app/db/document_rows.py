"""A Resolution as the rows of each table."""

import re
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlmodel import SQLModel

from app.db.models import (
    CitationRow,
    KeywordRow,
    LinkRow,
    Mark,
    ProblemRow,
    SponsorRow,
    StepRow,
    Unit,
    VoteRow,
)
from app.db.text_digest import text_digest
from app.domain.citations.plausibility import CODES as OF_REFERENCES
from app.domain.place_lookup import annexes_in
from app.domain.places import part_of
from app.domain.resolution import Head, Paragraph, Resolution, TableCell

Rows: TypeAlias = dict[type[SQLModel], list[dict[str, Any]]]
"""The rows of each table, in the order of insertion."""

CELLS_JSON = TypeAdapter(tuple[tuple[TableCell, ...], ...])
"""Serialises the cells of a table."""

_UNIT_COLUMNS = (
    "anchor",
    "kind",
    "annex",
    "number",
    "depth",
    "text",
    "verb",
    "verb_start",
    "verb_end",
    "eid",
)


def sort_key(head: Head, address: str) -> str:
    """Organ, session and number, zero-padded so that they sort numerically."""
    return session_key(head.body, head.session) + _padded(head.number or address)


def session_key(body: str, session: str | None) -> str:
    """What the sort keys of all documents of an organ's session begin with, and no others."""
    return _padded(f"{body} {session or ''} ")


def _padded(key: str) -> str:
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), key)


_ROWS_OF_THEIR_OWN = ("remarks", "title_notes")


def head_columns(resolution: Resolution) -> dict[str, Any]:
    """The columns of a document."""
    head, adoption = resolution.head, resolution.adoption
    return {
        **{name: getattr(head, name) for name in head.__dataclass_fields__ if name not in _ROWS_OF_THEIR_OWN},
        "remarks": "\n".join(head.remarks),
        "year": head.year,
        "annexes": annexes_in(resolution),
        "ordered_on": head.ordered_on,
        "address": resolution.id,
        "address_key": resolution.id.lower(),
        "adoption_text": adoption.text,
        **{key: getattr(adoption, key) for key in ("method", "in_favour", "against", "abstaining")},
        "sort_key": sort_key(head, resolution.id),
        "digest": text_digest(resolution),
    }


def collect_parts(parts: Rows, first: int, document: int, resolution: Resolution) -> int:
    """Append the rows below a document, whose first unit gets the key `first`. Returns the number of units."""
    key = {"document_id": document}
    of_text = (problem for problem in resolution.doubts if problem.code not in OF_REFERENCES)
    doubtful = frozenset(problem.anchor for problem in of_text if problem.anchor)
    rows = _UnitRows(first, document, doubtful)
    if resolution.head.title:
        rows.add(
            "title", Paragraph("title", "paragraph", resolution.head.title, notes=resolution.head.title_notes)
        )
    for paragraph in resolution.paragraphs:
        rows.add(part_of(paragraph.anchor), paragraph)
    for note in resolution.footnotes:
        rows.add(
            "fn",
            Paragraph(
                note.anchor,
                "paragraph",
                note.text,
                note.number,
                eid=note.eid,
                citations=note.citations,
                links=note.links,
            ),
        )
    for table, values in (
        (Unit, rows.units),
        (Mark, rows.marks),
        (CitationRow, rows.citations),
        (LinkRow, rows.links),
        (VoteRow, [key | columns_of(vote) for vote in resolution.adoption.votes]),
        (SponsorRow, [key | columns_of(sponsor) for sponsor in resolution.sponsors]),
        (StepRow, [key | columns_of(step) for step in resolution.steps]),
        (KeywordRow, [key | columns_of(keyword) for keyword in resolution.keywords]),
        (ProblemRow, [key | columns_of(problem) for problem in resolution.problems]),
    ):
        if values:
            parts.setdefault(table, []).extend(values)
    return len(rows.units)


def columns_of(value: Any) -> dict[str, Any]:  # noqa: ANN401  of any dataclass
    """The fields of a dataclass that holds none; `asdict` would copy each value deeply, thousands of times."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


class _UnitRows:
    """Collects the rows of units, marks, citations and links."""

    def __init__(self, first: int, document_id: int, doubtful: frozenset[str]) -> None:
        self._next = first
        self._document_id = document_id
        self._doubtful = doubtful
        self.units: list[dict[str, Any]] = []
        self.marks: list[dict[str, Any]] = []
        self.citations: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []

    def add(self, part: str, unit: Paragraph) -> None:
        """Add the rows of a unit; titles and footnotes have no kind."""
        key, self._next = self._next, self._next + 1
        columns = {name: getattr(unit, name) for name in _UNIT_COLUMNS}
        if part in ("title", "fn"):
            columns["kind"] = None
        rows = CELLS_JSON.dump_json(unit.rows).decode() if unit.rows else None
        confidence = "doubtful" if unit.anchor in self._doubtful else "single"
        self.units.append(
            {
                "id": key,
                "document_id": self._document_id,
                "part": part,
                "rows": rows,
                "confidence": confidence,
                **columns,
            }
        )
        self.marks += [{"unit_id": key, "number": mark.number, "offset": mark.offset} for mark in unit.notes]
        self.citations += [
            {
                "unit_id": key,
                **columns_of(citation),
                "candidates": "\n".join(citation.candidates),
                "places": "\n".join(citation.places),
            }
            for citation in unit.citations
        ]
        self.links += [{"unit_id": key, **columns_of(link)} for link in unit.links]
