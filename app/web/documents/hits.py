"""What a query finds in a document: where it is marked, and the way from hit to hit."""

from dataclasses import dataclass

from app.domain.query import in_words, parse, without_marks
from app.domain.resolution import Resolution
from app.domain.segmentation import Segmenter
from app.domain.text import Piece, Sought, mark
from app.web.documents.rendered_text import RenderedNote, RenderedUnit, render_notes, render_unit


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


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Title, paragraphs and footnotes with the hits marked; `hits` counts those that contain one.

    `places` are the anchors of paragraphs and footnotes with a hit, in document order.
    """

    title: tuple[Piece, ...]
    units: tuple[RenderedUnit, ...]
    notes: tuple[RenderedNote, ...]
    places: tuple[str, ...]

    @property
    def hits(self) -> int:
        """How many places have a hit, the title among them."""
        return len(self.places) + any(is_match for _, is_match in self.title)


def marked_text(text: Resolution, title: str, to_mark: ToMark) -> MarkedText:
    """Mark what a query seeks or, as in a search, the first of its other readings that occurs."""
    marked = _marked_with(text, title, to_mark.phrases)
    others = (_marked_with(text, title, other) for other in (to_mark.others if not marked.hits else ()))
    return next((other for other in others if other.hits), marked)


def _marked_with(text: Resolution, title: str, phrases: tuple[Sought, ...]) -> MarkedText:
    units = tuple(render_unit(paragraph, text, phrases) for paragraph in text.paragraphs)
    notes = render_notes(text.footnotes, text, phrases)
    marked: tuple[RenderedUnit | RenderedNote, ...] = (*units, *notes) if phrases else ()
    return MarkedText(mark(title, phrases), units, notes, tuple(one.anchor for one in marked if one.has_hit))


def hit_steps(places: tuple[str, ...]) -> dict[str, HitStep]:
    """The step at each of these places."""
    row = [None, *places, None]
    return {place: HitStep(nth, row[nth - 1], row[nth + 1]) for nth, place in enumerate(places, start=1)}
