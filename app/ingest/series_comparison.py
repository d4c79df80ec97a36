"""Compares pairs of texts on all processors; the texts are read part by part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sqlmodel import Session

from app.db import series_store
from app.db.series_store import Key, Passage
from app.domain.align import aligned
from app.domain.series import kept_share
from app.ingest.parallel import in_order

_BATCH_SIZE = 20
"""Number of pairs of texts compared per task."""
_MIN_BATCHES_FOR_PROCESSES = 8

Texts = tuple[Sequence[Passage], Sequence[Passage]]
ParagraphOrigin = tuple[int, int, str, float]
"""Keys of a unit and of its origin, kind of change, and their similarity, 0 to 1."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Parts(Sequence[Sequence[Texts]]):
    """The texts of some pairs, the earlier first, part by part, each read when it is asked for."""

    session: Session
    pairs: Sequence[Key]

    def __len__(self) -> int:
        return (len(self.pairs) + _BATCH_SIZE - 1) // _BATCH_SIZE

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401  as a sequence has it
        some = self.pairs[number * _BATCH_SIZE : (number + 1) * _BATCH_SIZE]
        if not some:
            raise IndexError(number)
        passages = series_store.passages(self.session, {key for pair in some for key in pair})
        return [(passages.get(earlier, ()), passages.get(later, ())) for later, earlier in some]


def compared(
    work: Callable[[None, Sequence[Texts]], list[R]],
    session: Session,
    pairs: Sequence[Key],
    advance: Callable[[], None],
) -> Iterator[R]:
    """The result of `work` for each pair of texts, the earlier first, on all processors."""
    parts = in_order(work, None, _Parts(session, pairs), min_parallel=_MIN_BATCHES_FOR_PROCESSES)
    for found in chain.from_iterable(parts):
        yield found
        advance()


def kept_shares(_: None, part: Sequence[Texts]) -> list[float]:
    """The share of each later text that comes from the earlier one."""
    return [kept_share(aligned(*texts)) for texts in part]


def paragraph_origins(_: None, part: Sequence[Texts]) -> list[list[ParagraphOrigin]]:
    """The paragraphs of each later text that come from one of the earlier text."""
    return [
        [
            (pair.second.id, pair.first.id, pair.kind, pair.ratio)
            for pair in aligned(*texts)
            if pair.first and pair.second
        ]
        for texts in part
    ]
