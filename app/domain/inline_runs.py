"""A unit's text cut into what a page sets: plain words, links, footnote marks; bold verbs, found phrases."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.domain.resolution import Citation, NoteMark
from app.domain.text import Span, find_spans

_LONGEST_SYMBOL = 22
"""In characters: what is longer has to break on a phone."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    is_verb: bool = False
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """Words with the citations that they are, most often none or one, and the footnote marks behind them."""

    runs: tuple[Run, ...]
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_hit(self) -> bool:
        """Whether any of the words were sought."""
        return any(run.is_hit for run in self.runs)

    @property
    def is_symbol(self) -> bool:
        """Whether the words are a symbol, which no line may break."""
        text = "".join(run.text for run in self.runs)
        return "/" in text and text.isascii() and len(text) <= _LONGEST_SYMBOL

    @property
    def plain(self) -> str | None:
        """The words where they are of one look, and that is plain; most are, and need not be set run by run."""
        if len(self.runs) != 1 or self.runs[0].is_verb or self.runs[0].is_hit:
            return None
        return self.runs[0].text


def cut(
    text: str,
    *,
    citations: Iterable[Citation] = (),
    notes: Iterable[NoteMark] = (),
    verb: Span = (0, 0),
    phrases: Collection[str] = (),
) -> tuple[Inline, ...]:
    """Cut a text at everything that changes its look. The runs in a row are the text, nothing lost or added."""
    hits = find_spans(text, phrases) if phrases else []
    cited = sorted(citations, key=lambda citation: citation.start)
    marks: dict[int, tuple[str, ...]] = {}
    for mark in notes:
        marks[mark.offset] = (*marks.get(mark.offset, ()), mark.number)
    stops = sorted({0, len(text), *marks, *(stop for found in cited for stop in (found.start, found.end))})
    before_all = (Inline((), (), marks[0]),) if 0 in marks else ()
    return before_all + tuple(
        Inline(
            tuple(_runs(text, start, end, verb, hits)),
            tuple(found for found in cited if found.start <= start and end <= found.end),
            marks.get(end, ()),
        )
        for start, end in pairwise(stops)
    )


def _runs(text: str, start: int, end: int, verb: Span, hits: list[Span]) -> Iterator[Run]:
    if not hits and (verb[1] <= start or verb[0] >= end):
        yield Run(text[start:end])
        return
    inside = (stop for stop in (*verb, *(edge for hit in hits for edge in hit)) if start < stop < end)
    for left, right in pairwise(sorted({start, end, *inside})):
        is_hit = any(hit[0] <= left and right <= hit[1] for hit in hits)
        yield Run(text[left:right], verb[0] <= left and right <= verb[1], is_hit)
