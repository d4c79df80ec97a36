"""Votes and sponsorships of states. A stance is either a vote or sponsorship."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, bindparam, true
from sqlmodel import Session, col, select

from app.db.dialect import values_as_json
from app.db.models import SponsorRow, VoteRow
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.document_columns import DocumentColumns, Mask, document_columns
from app.db.queries.listing import Listed, by_keys
from app.db.stance_counts import ALL_YEARS, SPONSORED, UNDATED, StanceCountRow

_ORDER = (col(StanceCountRow.state), col(StanceCountRow.year), col(StanceCountRow.stance))
Stances = Mapping[str, int]
"""Number of documents per stance."""


@dataclass(frozen=True, slots=True)
class DocumentStances:
    """The stances of a state on one document."""

    document: Listed
    votes: tuple[str, ...]
    is_sponsor: bool
    is_additional: bool


def totals(session: Session) -> dict[str, Stances]:
    """The stances of every state that voted or sponsored, by the state's code."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    counts = select(StanceCountRow).where(StanceCountRow.year == ALL_YEARS)
    for row in session.exec(counts.order_by(*_ORDER)):
        found[row.state][row.stance] = row.documents
    return dict(found)


def by_year(session: Session, state: str) -> dict[int | None, Stances]:
    """The stances of a state by year; None for undated documents."""
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for year, stance, counted in _BY_YEAR.rows(session, state=state):
        found[None if year == UNDATED else year][stance] = counted
    return dict(found)


_BY_YEAR = Packed(
    columns(StanceCountRow.year, StanceCountRow.stance, StanceCountRow.documents)
    .where(col(StanceCountRow.state) == bindparam("state"), col(StanceCountRow.year) != ALL_YEARS)
    .order_by(*_ORDER)
)


def documents(
    session: Session, state: str, years: Collection[int], stances: Collection[str], *, offset: int, limit: int
) -> tuple[int, list[DocumentStances]]:
    """How many documents of these years there are on which a state took one of these stances, empty meaning any, and
    some of them, newest first. Takes three statements or four."""
    known = document_columns(session)
    is_chosen = _chosen(session, known, state, years, stances)
    numbers = known.newest[is_chosen[known.newest]][offset : offset + limit]
    return int(is_chosen.sum()), _with_stances(session, state, by_keys(session, known.keys[numbers].tolist()))


def document_keys(
    session: Session, state: str, years: Collection[int], stances: Collection[str]
) -> list[int]:
    """The keys of the documents of these years on which a state took one of these stances, empty meaning any."""
    known = document_columns(session)
    keys: list[int] = known.keys[_chosen(session, known, state, years, stances)].tolist()
    return keys


def _chosen(
    session: Session, known: DocumentColumns, state: str, years: Collection[int], stances: Collection[str]
) -> Mask:
    """The documents on which a state took one of these stances."""
    voted = col(VoteRow.vote).in_(stances) if stances else true()
    ways = [_keys(VoteRow, state, voted)]
    if not stances or SPONSORED in stances:
        ways.append(_keys(SponsorRow, state, true()))
    # All keys in one step: a state may have voted on most documents.
    keys = [json.loads(found) for way in ways for found in session.execute(way).scalars()]
    found = np.zeros(len(known), dtype=bool)
    found[np.searchsorted(known.keys, np.array([*chain(*keys)], dtype=np.int64))] = True
    if years:
        of_years = known.facts["year"]
        found &= of_years.holding(of_years.among(years), len(known))
    return found


def _keys(table: Any, state: str, condition: ColumnElement[bool]) -> Any:  # noqa: ANN401  a table, a statement
    """A statement for the keys of the documents where a state stands in a table."""
    return select(values_as_json(table.document_id)).where(table.state == state, condition)


def _with_stances(session: Session, state: str, found: Sequence[Listed]) -> list[DocumentStances]:
    if not found:
        return []
    votes: dict[int, list[str]] = defaultdict(list)
    sponsors: dict[int, bool] = {}
    cast, named = _STANCES.read(session, state=state, ids=as_values(document.id for document in found))
    for key, vote in cast:
        votes[key].append(vote)
    for key, is_additional in named:
        # An original sponsor that is also listed as additional counts as original.
        sponsors[key] = sponsors.get(key, True) and is_additional
    return [
        DocumentStances(
            document, tuple(votes[document.id]), document.id in sponsors, sponsors.get(document.id, False)
        )
        for document in found
    ]


_STANCES = Packed(
    columns(VoteRow.document_id, VoteRow.vote)
    .where(col(VoteRow.state) == bindparam("state"), among(col(VoteRow.document_id), "ids"))
    .order_by(col(VoteRow.id)),
    columns(SponsorRow.document_id, SponsorRow.is_additional).where(
        col(SponsorRow.state) == bindparam("state"), among(col(SponsorRow.document_id), "ids")
    ),
)
