"""A unit's text cut into what a page renders: plain text, links and footnote marks; verbs in bold, search
hits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.domain.resolution import Citation, NoteMark
from app.domain.text import Sought, Span, find_spans

_LONGEST_SYMBOL = 22
"""In characters; a longer symbol has to break on a phone."""


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent characters with the same formatting."""

    text: str
    is_verb: bool = False
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of text with the citations that cover it (mostly none or one) and the footnote marks behind
    it."""

    runs: tuple[Run, ...]
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_hit(self) -> bool:
        """Whether any of the text matches the query."""
        return any(run.is_hit for run in self.runs)

    @property
    def is_symbol(self) -> bool:
        """Whether the text is a symbol short enough to be kept on one line."""
        text = "".join(run.text for run in self.runs)
        return "/" in text and text.isascii() and len(text) <= _LONGEST_SYMBOL

    @property
    def plain(self) -> str | None:
        """The text if it is a single run without formatting, else None. Most are, and need no markup per
        run."""
        if len(self.runs) != 1 or self.runs[0].is_verb or self.runs[0].is_hit:
            return None
        return self.runs[0].text


def cut_inline(
    text: str,
    *,
    citations: Iterable[Citation] = (),
    notes: Iterable[NoteMark] = (),
    verb: Span = (0, 0),
    phrases: Collection[Sought] = (),
) -> tuple[Inline, ...]:
    """Cut a text wherever its formatting changes. The runs joined together are the text, unchanged."""
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
            tuple(found for found in cited if found.start <= start and end <= found.end) if cited else (),
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
