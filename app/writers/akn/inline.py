"""The words of a unit, with its references, its verb and its footnotes where they stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from lxml import etree

from app.domain.resolution import Citation, Link, NoteMark, Paragraph
from app.domain.text import Span
from app.writers.akn.elements import add, append_text, as_address

WriteNote = Callable[[etree._Element, NoteMark], None]
"""Writes what stands at a footnote mark: the footnote, or a reference to it."""
HrefOf = Callable[[str], str | None]
"""The address of a target, or None if it has none."""

_Reference = tuple[int, int, str, str]
"""From where to where of the text, by which element, to which address."""
_Targets = tuple[tuple[str, str], ...]
_NO_TARGETS: _Targets = ()
_Span = TypeVar("_Span", Citation, Link)


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
            [
                NoteMark(mark.number, mark.offset - start)
                for mark in self.notes
                if start <= mark.offset <= end
            ],
            _moved(self.citations, start, end),
            _moved(self.links, start, end),
        )


def _moved(spans: Iterable[_Span], start: int, end: int) -> list[_Span]:
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
        stops.update(edge for one in words.citations for edge in (one.start, one.end))
        stops.update(edge for link in words.links for edge in (link.start, link.end))
        spans = self._spans(words)
        within, shown = parent, _NO_TARGETS
        for start, end in pairwise(sorted(stops)):
            targets = _covering(spans, start, end) if spans else _NO_TARGETS
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

    def _spans(self, words: Words) -> list[_Reference]:
        """What refers elsewhere and has an address, references before links of the source."""
        found = [
            (one.start, one.end, "ref", self._href_of(one.target)) for one in words.citations if one.target
        ]
        cited = [(start, end, kind, href) for start, end, kind, href in found if href]
        return [*cited, *((one.start, one.end, "a", as_address(one.href)) for one in words.links if one.href)]

    def _notes(self, parent: etree._Element, marks: Iterable[NoteMark], note: WriteNote) -> None:
        for mark in marks:
            note(parent, mark)

    def _reference(self, parent: etree._Element, targets: _Targets) -> etree._Element:
        """A reference, for the words to stand in; one that names several documents holds a reference to each."""
        (kind, href), *others = targets
        if not others:
            return add(parent, kind, href=href)
        several = add(parent, "mref")
        first = add(several, kind, href=href)
        for _, other in others:
            add(several, "ref", href=other)
        return first


def _covering(spans: Sequence[_Reference], start: int, end: int) -> _Targets:
    """What a stretch of text refers to: elements and addresses, each once. A link of the source stands only where no
    reference was read."""
    found = dict.fromkeys((kind, href) for first, last, kind, href in spans if first <= start and end <= last)
    cited = tuple(target for target in found if target[0] == "ref")
    return cited or tuple(found)[:1]
