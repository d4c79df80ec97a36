"""What of a query is marked in a document, and the way from hit to hit."""

from dataclasses import dataclass

from app.domain.query import in_words, parse, without_marks
from app.domain.segmentation import Segmenter
from app.domain.text import Sought


@dataclass(frozen=True, slots=True)
class HitStep:
    """The position of a place among those with a hit, from 1, and the places with a hit before and after it."""

    nth: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ToMark:
    """What to mark in a document: what a query seeks, or another reading of it if that does not occur: without marks
    of footnotes, by its words."""

    query: str = ""
    phrases: tuple[Sought, ...] = ()
    others: tuple[tuple[Sought, ...], ...] = ()

    @classmethod
    def of(cls, typed: str, words: Segmenter) -> "ToMark":
        """What a query as typed seeks, in each of its readings."""
        query = parse(typed)
        unmarked = without_marks(query, lambda _: False)
        by_words = in_words(unmarked[-1] if unmarked else query, words.of)
        others = (*unmarked, by_words) if by_words else unmarked
        return cls(typed, query.sought, tuple(other.sought for other in others))


def hit_steps(places: tuple[str, ...]) -> dict[str, HitStep]:
    """The step at each of these places."""
    row = [None, *places, None]
    return {place: HitStep(nth, row[nth - 1], row[nth + 1]) for nth, place in enumerate(places, start=1)}
