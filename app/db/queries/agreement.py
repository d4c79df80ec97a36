"""How much two states agree, by year, organ, subject and agenda item, and where they parted; who is near to a state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from app.db.queries.document_columns import Mask
from app.db.queries.listing import Listed, by_keys
from app.db.queries.roll_call_choice import FACTS, CallChoice, CallFact, CountedCalls, counted_calls
from app.domain.adoption import Choice
from app.domain.vote_measures import (
    NUMBERS,
    UNLISTED,
    Agreement,
    Votes,
    agreement,
    agreements,
    agreements_by,
    is_cast,
)

FEWEST = 10
"""States with fewer common votes are neither near nor far."""
_NAMES: dict[int, Choice] = {number: name for name, number in NUMBERS.items()}  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class ValueAgreement:
    """The agreement in the roll calls that have a value of a fact; the value is empty where none is known."""

    value: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states in the roll calls of a choice.

    `by` has for each fact the values with common votes: years newest first, others by the number of common votes.
    `calls` is the number of roll calls chosen, `excluded` how many count in no figure, `apart` of how many texts the
    two voted differently.
    """

    whole: Agreement
    by: Mapping[str, tuple[ValueAgreement, ...]]
    calls: int
    excluded: int
    apart: int


@dataclass(frozen=True, slots=True)
class Parted:
    """A document on which two states voted differently: how each did, and the share outside of the largest camp."""

    document: Listed
    first: Choice
    second: Choice
    division: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another state with its agreement."""

    state: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The states that had enough common votes with one, the nearest first, and how many had some but too few."""

    found: tuple[Neighbour, ...]
    too_few: int


def pair(session: Session, first: str, second: str, choice: CallChoice) -> Pair:
    """How much two states agree in the roll calls of a choice."""
    counted = counted_calls(session)
    chosen = counted.chosen(choice)
    mine, other = (_votes_of(counted, state) for state in (first, second))
    return Pair(
        agreement(mine[chosen], other[chosen]),
        {name: _by_value(name, counted.facts[name], chosen, mine, other) for name in FACTS},
        int(chosen.sum()),
        counted.left_out(choice),
        int(_apart(mine, other, chosen).sum()),
    )


def parted(
    session: Session, first: str, second: str, choice: CallChoice, *, offset: int, limit: int
) -> list[Parted]:
    """Some of the documents on which two states voted differently, newest first. Takes one statement."""
    counted = counted_calls(session)
    mine, other = (_votes_of(counted, state) for state in (first, second))
    rows = np.flatnonzero(_apart(mine, other, counted.chosen(choice)))[::-1][offset : offset + limit]
    documents = by_keys(session, counted.calls.keys[rows].tolist())
    return [
        Parted(document, _NAMES[int(mine[row])], _NAMES[int(other[row])], float(counted.division[row]))
        for row, document in zip(rows, documents, strict=True)
    ]


def neighbours(session: Session, state: str, choice: CallChoice) -> Neighbours:
    """The agreement of a state with each other one in the roll calls of a choice."""
    counted = counted_calls(session)
    return _neighbours(counted, state, counted.chosen(choice))


def neighbours_by_year(session: Session, state: str, choice: CallChoice) -> Iterator[tuple[int, Neighbours]]:
    """The same for each year in which the state had enough common votes with any, newest first; counted year by
    year."""
    counted = counted_calls(session)
    chosen, years = counted.chosen(choice), counted.calls.years
    for year in np.unique(years[chosen & (years > 0)])[::-1].tolist():
        found = _neighbours(counted, state, chosen & (years == year))
        if found.found:
            yield year, found


def _votes_of(counted: CountedCalls, state: str) -> Votes:
    column = counted.calls.column(state)
    if column is None:
        return np.full(len(counted.calls.keys), UNLISTED, dtype=np.int8)
    return counted.calls.votes[:, column]


def _apart(first: Votes, second: Votes, chosen: Mask) -> Mask:
    found: Mask = chosen & is_cast(first) & is_cast(second) & (first != second)
    return found


def _by_value(
    name: str, fact: CallFact, chosen: Mask, first: Votes, second: Votes
) -> tuple[ValueAgreement, ...]:
    among = chosen[fact.rows]
    rows = fact.rows[among]
    counts = agreements_by(first[rows], second[rows], fact.codes[among], len(fact.labels))
    found = [
        ValueAgreement(value, one) for value, one in zip(fact.labels, counts, strict=True) if one.together
    ]
    if name == "year":
        return tuple(sorted(found, key=lambda one: one.value, reverse=True))
    # What is not told comes last.
    return tuple(sorted(found, key=lambda one: (not one.value, -one.agreement.together)))


def _neighbours(counted: CountedCalls, state: str, chosen: Mask) -> Neighbours:
    column = counted.calls.column(state)
    if column is None:
        return Neighbours((), 0)
    counts = agreements(counted.calls.votes[chosen], column)
    met = [
        Neighbour(other, one)
        for other, one in zip(counted.calls.states, counts, strict=True)
        if other != state and one.together
    ]
    enough = [one for one in met if one.agreement.together >= FEWEST]
    return Neighbours(
        tuple(sorted(enough, key=lambda one: (-(one.agreement.weighted or 0), one.state))),
        len(met) - len(enough),
    )
