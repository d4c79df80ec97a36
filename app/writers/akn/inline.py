"""The words of a unit, with its references, its verb and its footnotes where they stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from app.domain.resolution import Citation, Link, NoteMark, Paragraph
from app.domain.text import Span
from app.writers.akn.elements import add, append_text, as_address

WriteNote = Callable[[etree._Element, NoteMark], None]
"""Writes what stands at a footnote mark: the footnote, or a reference to it."""
HrefOf = Callable[[str], str | None]
"""The address of a target, or None if it has none."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with what stands in them; offsets in characters."""

    text: str
    notes: Sequence[NoteMark] = ()
    citations: Sequence[Citation] = ()
    links: Sequence[Link] = ()
    verb: Span = (0, 0)

    @classmethod
    def of(cls, unit: Paragraph) -> "Words":
        """The words of a paragraph."""
        verb = (unit.verb_start, unit.verb_end) if unit.verb else (0, 0)
        return cls(unit.text, unit.notes, unit.citations, unit.links, verb)

    def cut(self, start: int, end: int) -> "Words":
        """The words from one offset to another."""
        return Words(
            self.text[start:end],
            [NoteMark(mark.number, mark.offset - start) for mark in self.notes if start <= mark.offset <= end],
            _moved(self.citations, start, end),
            _moved(self.links, start, end),
        )


def _moved(spans: Iterable[Citation] | Iterable[Link], start: int, end: int) -> list:
    return [
        replace(span, start=span.start - start, end=span.end - start)
        for span in spans
        if start <= span.start and span.end <= end
    ]


class InlineWriter:
    """Writes words. `set_off` is the type in which the language sets its verbs."""

    def __init__(self, href_of: HrefOf, set_off: str) -> None:
        self._href_of = href_of
        self._set_off = set_off

    def write(self, parent: etree._Element, words: Words, note: WriteNote) -> None:
        """Write words into an element."""
        if not (words.notes or words.citations or words.links or words.verb[1]):
            append_text(parent, words.text)
            return
        marks: dict[int, list[NoteMark]] = {}
        for mark in words.notes:
            marks.setdefault(min(mark.offset, len(words.text)), []).append(mark)
        stops = {0, len(words.text), *words.verb, *marks}
        stops.update(edge for span in (*words.citations, *words.links) for edge in (span.start, span.end))
        within, shown = parent, ()
        for start, end in pairwise(sorted(stops)):
            targets = self._targets(words, start, end)
            if targets != shown:
                within, shown = parent, targets
                self._notes(parent, marks.pop(start, ()), note)
                if targets:
                    within = self._reference(parent, targets)
            self._notes(within, marks.pop(start, ()), note)
            inside = within
            if words.verb[0] <= start and end <= words.verb[1]:
                inside = add(within, "span", class_=self._set_off)
            append_text(inside, words.text[start:end])
        for left in marks.values():
            self._notes(parent, left, note)

    def _notes(self, parent: etree._Element, marks: Iterable[NoteMark], note: WriteNote) -> None:
        for mark in marks:
            note(parent, mark)

    def _targets(self, words: Words, start: int, end: int) -> tuple[tuple[str, str], ...]:
        """What a stretch of text refers to: elements and addresses, each once. A link of the source stands only where
        no reference was read."""
        cited = [one for one in words.citations if one.start <= start and end <= one.end and one.target]
        hrefs = dict.fromkeys(self._href_of(one.target or "") for one in cited)
        found = tuple(("ref", href) for href in hrefs if href)
        linked = (one.href for one in words.links if one.start <= start and end <= one.end and one.href)
        return found or tuple(("a", as_address(href)) for href in linked)[:1]

    def _reference(self, parent: etree._Element, targets: Sequence[tuple[str, str]]) -> etree._Element:
        """A reference, for the words to stand in; one that names several documents holds a reference to each."""
        (kind, href), *others = targets
        if not others:
            return add(parent, kind, href=href)
        several = add(parent, "mref")
        first = add(several, kind, href=href)
        for _, other in others:
            add(several, "ref", href=other)
        return first
