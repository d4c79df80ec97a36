"""The words of a paragraph with marks, links and what is set off, gathered piece by piece."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.resolution import Link, NoteMark
from app.domain.text import Span
from app.sources.blocks import RichText
from app.sources.docx.styles import RunLook
from app.sources.limits import check_paragraphs

_CHINESE = re.compile("[\u3400-\u9fff]")
_LONGEST_SET_OFF = 24
"""In characters; words in another font than the rest of a paragraph are set off if they are few, as a verb is."""


@dataclass(slots=True)
class Words:
    """Pieces of text in a row."""

    text: str = ""
    marks: list[NoteMark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    bold: list[Span] = field(default_factory=list)
    fonts: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, piece: str, look: RunLook, href: str | None) -> None:
        """Add a piece of text that looks so and is a link if there is an address.

        Raises ValueError, with a reason in Chinese, if the paragraph gets too long.
        """
        start = len(self.text)
        self.text += piece
        end = len(self.text)
        check_paragraphs([end])
        if look.is_bold or look.is_italic:
            _lengthen(self.bold, start, end)
        if look.font and _CHINESE.search(piece):
            self.fonts.append((start, end, look.font))
        if href and piece:
            last = self.links[-1] if self.links else None
            if last and last.end == start and last.href == href:
                self.links[-1] = Link(last.start, end, href)
            else:
                self.links.append(Link(start, end, href))

    def mark(self, number: str) -> None:
        """Add the mark of a footnote."""
        self.marks.append(NoteMark(number, len(self.text)))

    def extend(self, other: "Words") -> None:
        """Add the words of another paragraph behind these; raises ValueError as `add` does."""
        at = len(self.text)
        self.text += other.text
        check_paragraphs([len(self.text)])
        self.marks += [NoteMark(mark.number, at + mark.offset) for mark in other.marks]
        self.links += [Link(at + link.start, at + link.end, link.href) for link in other.links]
        self.bold += [(at + start, at + end) for start, end in other.bold]
        self.fonts += [(at + start, at + end, font) for start, end, font in other.fonts]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed."""
        return not self.text.strip() and not self.marks

    def content(self) -> RichText:
        """The text; what stands in a font of its own counts as set off, as bold words do."""
        bold = list(self.bold)
        for start, end in self._other_fonts():
            if not any(first <= start < last for first, last in bold):
                bold.append((start, end))
        return RichText(self.text, tuple(self.marks), tuple(self.links), tuple(sorted(bold)))

    def _other_fonts(self) -> Iterator[Span]:
        sizes: Counter[str] = Counter()
        for start, end, font in self.fonts:
            sizes[font] += end - start
        if len(sizes) < 2:
            return
        usual = sizes.most_common(1)[0][0]
        spans: list[Span] = []
        for start, end, font in self.fonts:
            if font != usual:
                _lengthen(spans, start, end)
        yield from (span for span in spans if span[1] - span[0] <= _LONGEST_SET_OFF)


def _lengthen(spans: list[Span], start: int, end: int) -> None:
    """Add a span, or lengthen the last one that it touches."""
    if start == end:
        return
    if spans and spans[-1][1] == start:
        spans[-1] = spans[-1][0], end
    else:
        spans.append((start, end))
