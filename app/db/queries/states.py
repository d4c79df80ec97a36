"""Votes and sponsorships of states. A stance is either a vote or sponsorship."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlmodel import Session, col, func, or_, select

from app.db.models import Document, SponsorRow, StanceCountRow, VoteRow
from app.db.queries.listing import Listed, listed
from app.db.stance_counts import ALL_YEARS, SPONSORED, UNDATED

_Statement = TypeVar("_Statement", bound=Select[*tuple[Any, ...]])

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
    for row in session.exec(select(StanceCountRow).where(StanceCountRow.year == ALL_YEARS)):
        found[row.state][row.stance] = row.documents
    return dict(found)


def by_year(session: Session, state: str) -> dict[int | None, Stances]:
    """The stances of a state by year; None for undated documents."""
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    counts = select(StanceCountRow).where(StanceCountRow.state == state, StanceCountRow.year != ALL_YEARS)
    for row in session.exec(counts):
        found[None if row.year == UNDATED else row.year][row.stance] = row.documents
    return dict(found)


def count(session: Session, state: str, years: Collection[int], stances: Collection[str]) -> int:
    """Number of documents of these years on which a state took one of these stances; empty means any."""
    return int(
        session.exec(_with_stances(select(func.count()).select_from(Document), state, years, stances)).one()
    )


def documents(
    session: Session, state: str, years: Collection[int], stances: Collection[str], *, offset: int, limit: int
) -> list[DocumentStances]:
    """The documents that `count` counts, newest first. Takes three statements."""
    order = (col(Document.ordered_on).desc(), col(Document.sort_key), col(Document.id))
    chosen = (
        _with_stances(select(Document), state, years, stances).order_by(*order).offset(offset).limit(limit)
    )
    found = [listed(document) for document in session.exec(chosen)]
    ids = [document.id for document in found]
    votes: dict[int, list[str]] = defaultdict(list)
    cast = select(VoteRow).where(VoteRow.state == state, col(VoteRow.document_id).in_(ids))
    for row in session.exec(cast.order_by(col(VoteRow.id))):
        votes[row.document_id].append(row.vote)
    sponsors: dict[int, bool] = {}
    named = select(SponsorRow).where(SponsorRow.state == state, col(SponsorRow.document_id).in_(ids))
    for sponsor in session.exec(named):
        # An original sponsor that is also listed as additional counts as original.
        sponsors[sponsor.document_id] = sponsors.get(sponsor.document_id, True) and sponsor.is_additional
    return [
        DocumentStances(
            document, tuple(votes[document.id]), document.id in sponsors, sponsors.get(document.id, False)
        )
        for document in found
    ]


def _with_stances(
    statement: _Statement, state: str, years: Collection[int], stances: Collection[str]
) -> _Statement:
    voted = select(VoteRow.document_id).where(VoteRow.state == state)
    if stances:
        voted = voted.where(col(VoteRow.vote).in_(stances))
    ways = [col(Document.id).in_(voted)]
    if not stances or SPONSORED in stances:
        sponsored = select(SponsorRow.document_id).where(SponsorRow.state == state)
        ways.append(col(Document.id).in_(sponsored))
    statement = statement.where(or_(*ways))
    return statement.where(col(Document.year).in_(years)) if years else statement
