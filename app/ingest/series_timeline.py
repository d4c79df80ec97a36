"""The texts of one organ and title in their order, so that a text's predecessors are found without looking at all."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any

from app.domain.series import SeriesText

_MOST = 200
"""Predecessors of one title that are looked at. A series has fewer in its two newest sessions."""

_order = attrgetter("order")


def _date(one: SeriesText) -> tuple[date, int]:
    return one.dated, one.id


@dataclass(frozen=True, slots=True)
class Timeline:
    """Texts of one organ, each sequence oldest first: of numbered sessions by order, of no number by date, all by date."""

    numbered: Sequence[SeriesText]
    unnumbered: Sequence[SeriesText]
    dated: Sequence[SeriesText]
    foremost: Sequence[SeriesText]
    """For each of `dated`, the last in order of it and those before it."""

    @classmethod
    def of(cls, texts: Iterable[SeriesText]) -> "Timeline":
        """The texts, given in any order."""
        dated = sorted(texts, key=_date)
        return cls(
            sorted((one for one in dated if one.order[0]), key=_order),
            [one for one in dated if not one.order[0]],
            dated,
            list(accumulate(dated, lambda *two: max(two, key=_order))),
        )

    def before(self, later: SeriesText) -> Iterator[SeriesText]:
        """The texts that precede one of the same organ, the last in order first."""
        if later.order[0]:
            found = chain(_before(self.numbered, later, _order), _before(self.unnumbered, later, _date))
            return islice(found, _MOST)
        newest = islice(_before(self.dated, later, _date), _MOST)
        return iter(sorted(newest, key=_order, reverse=True))

    def last_before(self, later: SeriesText) -> SeriesText | None:
        """Of the texts that precede one of another organ, the last in order."""
        count = bisect_left(self.dated, _date(later), key=_date)
        return self.foremost[count - 1] if count else None

    def has_after(self, earlier: SeriesText) -> bool:
        """Whether one of the texts follows another one, of any organ."""
        last = (texts[-1] for texts in (self.numbered, self.unnumbered, self.dated) if texts)
        return any(map(earlier.is_before, last))


def _before(
    texts: Sequence[SeriesText], later: SeriesText, key: Callable[[SeriesText], Any]
) -> Iterator[SeriesText]:
    """From texts sorted by a key, those before another one, the last first."""
    return (texts[number] for number in range(bisect_left(texts, key(later), key=key) - 1, -1, -1))
