"""Facet counts of the list of documents."""

from typing import NamedTuple

import numpy as np
from sqlmodel import Session

from app.db.once import once
from app.db.queries import listing
from app.db.queries.document_columns import document_columns
from app.db.queries.listing import ALL, Choice, chosen


class FacetValue(NamedTuple):
    """A value of a facet, and the number of documents with it; `numbers` are those of an agenda item."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name
    numbers: tuple[str, ...] = ()


def counts(session: Session, facet: str, choice: Choice = ALL) -> list[FacetValue]:
    """Number of documents in a choice for each value of a facet.

    A facet is `item`, `goal`, `subject` or a column of the document.
    """
    if facet == "item":
        return _items(session, choice)
    return [FacetValue(found.value, found.count) for found in listing.counts(session, facet, choice)]


def _items(session: Session, choice: Choice) -> list[FacetValue]:
    """Agenda items by title; items with the same title and different numbers are one value."""
    if choice == ALL:
        return once(_all_items, session)
    return _counted_items(session, choice)


def _all_items(session: Session) -> list[FacetValue]:
    return _counted_items(session, ALL)


def _counted_items(session: Session, choice: Choice) -> list[FacetValue]:
    columns = document_columns(session)
    fact = columns.facts["numbered_item"]
    of_labels = fact.counts(chosen(columns, choice))
    codes = np.flatnonzero(of_labels)
    totals: dict[str, int] = {}
    numbers: dict[str, list[str]] = {}
    for code, count in zip(codes.tolist(), of_labels[codes].tolist(), strict=True):
        title, number = fact.labels[code]
        totals[title] = totals.get(title, 0) + count
        numbers.setdefault(title, []).extend([number] if number else [])
    return [FacetValue(title, count, tuple(numbers[title])) for title, count in totals.items()]


def topics(session: Session) -> list[FacetValue]:
    """The agenda items with Chinese names, those with the most documents first."""
    return once(_topics, session)


def _topics(session: Session) -> list[FacetValue]:
    # The Security Council's have English names only.
    items = (item for item in _items(session, ALL) if not item.value.isascii())
    return sorted(items, key=lambda item: (-item.count, item.value))
