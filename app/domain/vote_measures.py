"""How much states agree in roll calls: measures of the field, over votes as numbers.

- Agreement: the share of roll calls in which both states voted and voted alike. Source: the share of identical votes,
  used since Lijphart, "The Analysis of Bloc Voting in the General Assembly" (1963).
- Weighted agreement: alike counts 1, an abstention beside another vote a half, yes beside no nothing. Source: Lijphart's
  index of agreement, the same article.
- Cohesion of a group in a roll call: `(most - (cast - most) / 2) / cast`, where `most` are the votes of its largest
  camp: 1 where all vote alike, 0 where three camps are equal. Source: the agreement index of Hix, Noury and Roland,
  "Power to the Parties: Cohesion and Competition in the European Parliament" (2005).
- Division of a roll call: the share of cast votes outside its largest camp, 0 to two thirds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.int8]
"""Votes as numbers: roll calls by rows, states by columns."""
Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]

UNLISTED, IN_FAVOUR, ABSTAINING, AGAINST, NOT_VOTING = 0, 1, 2, 3, 4
NUMBERS = {
    "in_favour": IN_FAVOUR,
    "abstaining": ABSTAINING,
    "against": AGAINST,
    "not_voting": NOT_VOTING,
}
"""The number of each vote. Yes, abstention and no lie one apart, in that order."""
_CAST = (IN_FAVOUR, ABSTAINING, AGAINST)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two states: in how many roll calls both voted, in how many alike, and in how many one of them abstained."""

    together: int
    alike: int
    half: int

    @property
    def share(self) -> float | None:
        """The share of votes alike, 0 to 1; None if they never voted in one roll call."""
        return self.alike / self.together if self.together else None

    @property
    def weighted(self) -> float | None:
        """The weighted index, 0 to 1; None if they never voted in one roll call."""
        return (self.alike + self.half / 2) / self.together if self.together else None


def is_cast(votes: Votes) -> NDArray[np.bool_]:
    """Where a vote was cast: yes, no or abstention."""
    return (votes >= IN_FAVOUR) & (votes <= AGAINST)


def agreement(first: Votes, second: Votes) -> Agreement:
    """The agreement of two states; each has a vote for every roll call."""
    both = is_cast(first) & is_cast(second)
    apart = np.abs(first[both].astype(int) - second[both])
    return Agreement(int(both.sum()), int((apart == 0).sum()), int((apart == 1).sum()))


def agreements(votes: Votes, column: int) -> tuple[Agreement, ...]:
    """The agreement of one state with each of all states."""
    own = votes[:, [column]].astype(int)
    both = is_cast(votes) & is_cast(votes[:, [column]])
    apart = np.abs(votes - own)
    counts = (both.sum(axis=0), (both & (apart == 0)).sum(axis=0), (both & (apart == 1)).sum(axis=0))
    return tuple(Agreement(*map(int, row)) for row in zip(*counts, strict=True))


def agreements_by(first: Votes, second: Votes, codes: Codes, number: int) -> tuple[Agreement, ...]:
    """The agreement of two states for each of `number` values of a fact, by the code that each roll call has of it."""
    both = is_cast(first) & is_cast(second)
    apart = np.abs(first.astype(int) - second)
    kinds = (both, both & (apart == 0), both & (apart == 1))
    counts = (np.bincount(codes[kind], minlength=number).tolist() for kind in kinds)
    return tuple(Agreement(*row) for row in zip(*counts, strict=True))


def cohesion(votes: Votes) -> Floats:
    """The cohesion of a group in each roll call, by the columns of its members; NaN where fewer than two voted."""
    camps = np.stack([(votes == vote).sum(axis=1) for vote in _CAST])
    cast, most = camps.sum(axis=0), camps.max(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(cast > 1, (most - (cast - most) / 2) / cast, np.nan)
    return found


def division(votes: Votes) -> Floats:
    """The share of cast votes outside of the largest camp, for each roll call; 0 where none was cast."""
    camps = np.stack([(votes == vote).sum(axis=1) for vote in _CAST])
    cast = camps.sum(axis=0)
    found: Floats = (cast - camps.max(axis=0)) / np.maximum(cast, 1)
    return found
