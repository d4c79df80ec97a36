"""States laid out by the likeness of their votes: the nearer two points, the more alike their votes.

- The distance of two states is one minus their weighted agreement.
- Classical scaling: the two first principal axes of the double-centred squared distances. Source: Torgerson,
  "Multidimensional scaling: I. Theory and method" (1952).
- What is explained: the share of these two in the sum of all positive eigenvalues. Source: Mardia, Kent and Bibby,
  "Multivariate Analysis" (1979).
- Axes have no direction of their own: each picture is turned or mirrored so that states lie as near as can be to where
  they were in the former one (orthogonal Procrustes). Source: Schönemann, "A generalized solution of the orthogonal
  Procrustes problem" (1966).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.vote_measures import ABSTAINING, AGAINST, IN_FAVOUR, Floats, Votes

Numbers = NDArray[np.integer[Any]]
_FEWEST_STATES = 3
"""Two states, or what all others have in common, tell no picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Columns of the votes, in their order, each with a position."""

    columns: Numbers
    positions: Floats


@dataclass(frozen=True, slots=True, eq=False)
class LikenessMap:
    """Columns of the votes, each with a position, the votes it cast, and the place among them of the state nearest to
    it, with its weighted agreement. `left_out` states had too few common votes with others."""

    columns: Numbers
    positions: Floats
    cast: Numbers
    nearest: Numbers
    likeness: Floats
    explained: float
    left_out: int


def likeness_map(votes: Votes, fewest: int) -> LikenessMap | None:
    """Lay out the states of which each has at least so many common votes with each other; None where nothing is to be
    laid out."""
    weighted, together = _agreements(votes)
    columns = _comparable(together, fewest)
    voted = int((np.diag(together) > 0).sum())
    if len(columns) < _FEWEST_STATES:
        return None
    chosen = np.ix_(columns, columns)
    likeness = weighted[chosen] / together[chosen]
    positions, explained = _scaled(1 - likeness)
    if not explained:
        return None
    others = likeness - 2 * np.eye(len(columns))
    nearest = others.argmax(axis=1)
    return LikenessMap(
        columns,
        positions,
        np.diag(together)[columns].astype(int),
        nearest,
        others[np.arange(len(columns)), nearest],
        explained,
        voted - len(columns),
    )


def turned(positions: Floats, columns: Numbers, former: Layout | None) -> Floats:
    """Positions turned or mirrored towards former ones; without one, so that the point farthest out along
    each axis lies on its positive side."""
    common = np.intersect1d(columns, former.columns) if former else np.empty(0, dtype=int)
    if former is None or len(common) < _FEWEST_STATES:
        farthest = positions[np.abs(positions).argmax(axis=0), np.arange(positions.shape[1])]
        flipped: Floats = positions * np.where(farthest < 0, -1, 1)
        return flipped
    own = positions[np.searchsorted(columns, common)]
    other = former.positions[np.searchsorted(former.columns, common)]
    left, _, right = np.linalg.svd((own - own.mean(axis=0)).T @ (other - other.mean(axis=0)))
    found: Floats = positions @ (left @ right)
    return found


def _agreements(votes: Votes) -> tuple[Floats, Floats]:
    """For each two states the sum of their weighted agreement, and the number of their common votes."""
    camps = [(votes == vote).astype(float) for vote in (IN_FAVOUR, ABSTAINING, AGAINST)]
    yes, abstained, no = camps
    cast = yes + abstained + no
    alike: Floats = sum((camp.T @ camp for camp in camps), np.zeros((votes.shape[1],) * 2))
    half = abstained.T @ (yes + no)
    return alike + (half + half.T) / 2, cast.T @ cast


def _comparable(together: Floats, fewest: int) -> Numbers:
    """The states that have enough common votes with each other: who lacks them with most others goes first."""
    kept = np.flatnonzero(np.diag(together) >= fewest)
    while len(kept):
        lacking = (together[np.ix_(kept, kept)] < fewest).sum(axis=1)
        if not lacking.any():
            break
        kept = np.delete(kept, lacking.argmax())
    return kept


def _scaled(distances: Floats) -> tuple[Floats, float]:
    squared = distances**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    values, axes = np.linalg.eigh(-centred / 2)
    largest = np.maximum(values[::-1][:2], 0)
    whole = float(values[values > 0].sum())
    # Where all vote alike, what is left is noise.
    if largest[0] < 1e-9:
        return np.zeros((len(distances), 2)), 0.0
    return axes[:, ::-1][:, :2] * np.sqrt(largest), float(largest.sum()) / whole
