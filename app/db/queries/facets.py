"""Facet counts of the list of documents."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.db.models import Document, KeywordRow
from app.db.queries import listing
from app.db.queries.listing import ALL, GOAL, ITEM, Choice, chosen

_KEYWORDS: dict[str, tuple[str, Any]] = {"goal": ("sdg", GOAL), "subject": ("unbis", col(KeywordRow.value))}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and the number of documents with it; `numbers` are those of an agenda item."""

    value: str
    count: int
    numbers: tuple[str, ...] = ()


def counts(session: Session, facet: str, choice: Choice = ALL) -> list[FacetValue]:
    """Number of documents in a choice for each value of a facet. Takes one statement.

    A facet is `item`, `goal`, `subject` or a column of the document.
    """
    if facet == "item":
        return _items(session, choice)
    if facet in _KEYWORDS:
        return _keywords(session, facet, choice)
    return [FacetValue(found.value, found.count) for found in listing.counts(session, facet, choice)]


def _items(session: Session, choice: Choice) -> list[FacetValue]:
    """Agenda items by title; items with the same title and different numbers are one value."""
    statement = chosen(select(ITEM, Document.agenda_item, func.count()), choice)
    rows = session.exec(statement.where(ITEM.is_not(None)).group_by(ITEM, col(Document.agenda_item)))
    totals: dict[str, int] = {}
    numbers: dict[str, list[str]] = {}
    for title, number, count in rows:
        totals[title] = totals.get(title, 0) + count
        numbers.setdefault(title, []).extend([number] if number else [])
    return [FacetValue(title, count, tuple(numbers[title])) for title, count in totals.items()]


def _keywords(session: Session, facet: str, choice: Choice) -> list[FacetValue]:
    scheme, value = _KEYWORDS[facet]
    # A document has each subject once, but may have several targets of one goal.
    is_once = facet == "subject"
    count = func.count() if is_once else func.count(func.distinct(KeywordRow.document_id))
    statement: Any = select(value, count).where(KeywordRow.scheme == scheme).group_by(value)
    if choice != ALL:
        within = chosen(select(Document.id), choice)
        statement = statement.where(col(KeywordRow.document_id).in_(within))
    return [FacetValue(found, total) for found, total in session.exec(statement)]
