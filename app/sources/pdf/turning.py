"""Pages whose text does not run to the right, turned upright."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.sources.pdf.glyphs import Glyph, Stroke


class Turn(NamedTuple):
    """Turns what stands on a page whose text runs upward (1), upside down (2) or downward (3) as if it ran to the
    right."""

    angle: int
    width: float
    height: float

    def glyph(self, glyph: Glyph) -> Glyph:
        """The glyph; `base` is an x before if the text runs upward or downward."""
        if not self.angle or glyph.is_gap:
            return glyph
        along = self.width if self.angle == 2 else self.height
        left, right = (glyph.left, glyph.right)
        if self.angle in (2, 3):
            left, right = along - right, along - left
        across = {1: self.width - glyph.base, 2: self.height - glyph.base, 3: glyph.base}
        return glyph._replace(left=left, right=right, base=across[self.angle])

    def stroke(self, stroke: Stroke) -> Stroke:
        """The line."""
        left, right, low, high = stroke
        if self.angle == 1:
            return Stroke(low, high, self.width - right, self.width - left)
        if self.angle == 2:
            return Stroke(self.width - right, self.width - left, self.height - high, self.height - low)
        return Stroke(self.height - high, self.height - low, left, right) if self.angle == 3 else stroke


_SAME_LINE = 0.5
"""How far, in sizes, the baselines of one line may be apart, those of raised characters among them."""


def by_lines(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs line by line: PDFium keeps the order of the content only for text that runs to the right."""
    line: list[Glyph] = []
    for glyph in sorted((one for one in glyphs if not one.is_gap), key=lambda one: -one.base):
        if line and line[0].base - glyph.base > _SAME_LINE * max(glyph.size, line[0].size):
            yield from sorted(line, key=lambda one: one.left)
            line = []
        line.append(glyph)
    yield from sorted(line, key=lambda one: one.left)
