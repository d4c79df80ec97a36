"""Roll calls chosen by the facts of their documents and by how divided they were."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from app.db.once import once
from app.db.queries.document_columns import DocumentColumns, Mask, document_columns
from app.db.queries.roll_calls import RollCalls, roll_calls
from app.domain.vote_measures import Floats, division

FACTS = ("year", "body", "subject", "item")
"""What roll calls are chosen and told apart by."""


@dataclass(frozen=True, slots=True)
class CallChoice:
    """Roll calls with any of the values of each fact, and of at least a division in per cent; none given: all."""

    division: int = 0
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class CallFact:
    """A fact of roll calls: its values, and for each value that a roll call has, the row of it and the value's code.

    Where a document has no value, the code is that of the last one, which is empty.
    """

    labels: tuple[str, ...]
    rows: NDArray[np.integer]
    codes: NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class CountedCalls:
    """The roll calls of a release with their facts; `places` are those of their documents in the columns."""

    calls: RollCalls
    columns: DocumentColumns
    places: NDArray[np.intp]
    excluded: NDArray[np.intp]
    facts: Mapping[str, CallFact]
    division: Floats

    def chosen(self, choice: CallChoice) -> Mask:
        """The roll calls of a choice. A division is reached by what is a hair below it."""
        return self._having(choice, self.places) & (self.division >= choice.division / 100 - 1e-9)

    def left_out(self, choice: CallChoice) -> int:
        """How many roll calls with these facts count in no figure, whatever their division."""
        return int(self._having(choice, self.excluded).sum())

    def _having(self, choice: CallChoice, places: NDArray[np.intp]) -> Mask:
        found = np.ones(len(places), dtype=bool)
        for name, values in choice.values.items():
            if values:
                fact = self.columns.facts[name]
                wanted = np.array([str(label) in values for label in fact.labels], dtype=bool)
                found &= fact.holding(wanted, len(self.columns))[places]
        return found


def counted_calls(session: Session) -> CountedCalls:
    """The roll calls of the release that a session reads, with their facts."""
    return once(_read, session)


def _read(session: Session) -> CountedCalls:
    calls, columns = roll_calls(session), document_columns(session)
    places = np.searchsorted(columns.keys, calls.keys)
    excluded = np.searchsorted(columns.keys, np.array(sorted(calls.excluded), dtype=np.int64))
    facts = {name: _fact(columns, name, places) for name in FACTS}
    return CountedCalls(calls, columns, places, excluded, facts, division(calls.votes))


def _fact(columns: DocumentColumns, name: str, places: NDArray[np.intp]) -> CallFact:
    fact = columns.facts[name]
    labels = (*map(str, fact.labels), "")
    if fact.owners is None:
        codes = fact.codes[places]
        return CallFact(labels, np.arange(len(places)), np.where(codes < 0, len(labels) - 1, codes))
    row_of = np.full(len(columns), -1)
    row_of[places] = np.arange(len(places))
    rows = row_of[fact.owners]
    return CallFact(labels, rows[rows >= 0], fact.codes[rows >= 0])
