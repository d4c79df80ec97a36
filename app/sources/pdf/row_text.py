"""The words of a row: blanks, marks of footnotes, and runs of one style."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.domain.characters import visible, with_common_characters
from app.domain.resolution import NoteMark
from app.sources.pdf.glyphs import Glyph, Style

_RAISED_SIZE, _RAISED = 0.85, 0.12
"""Greatest size, and least height over the baseline, of a raised character; of the size of its row."""
BLANK_IN_LATIN, _BLANK_BESIDE_HAN, _BLANK_IN_HAN = 0.15, 0.6, 0.9
"""Least distance, in sizes, that is a blank; lines are justified, so Chinese stretches."""
_BLANK_BEFORE_OPENING = 0.2
"""The same before an opening sign, where none is told: the next sign may be drawn over it."""
BLANK_WITHOUT_HAN = -1.0
"""The same on a page without any Chinese: slanted letters lean over the blank behind them."""
_MARK = re.compile(r"\d{1,3}|\*{1,3}")
_LETTER = re.compile("[a-z]")
"""The mark of the note of a table, behind a Chinese character or in a text without any."""
_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf06e\uf06c\uf071")
"""Bullets of the fonts Symbol and Wingdings, as word processors write them whatever the font; labels of rows."""
_OPENING = frozenset("“‘(（[［《")
"""Signs that no blank follows, however wide they are set."""
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcm]?m|CO)$")


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """Characters from `start` to `end` of a row that share a style."""

    start: int
    end: int
    style: Style


@lru_cache(maxsize=20_000)
def readable(char: str) -> str:
    """A character as text has it: without those that have no width, radicals as common characters."""
    return with_common_characters(visible(char))


class RowText:
    """The words of a row while its glyphs are read."""

    def __init__(self, size: float, base: float, least_blank: float) -> None:
        self._size, self._base, self._least_blank = size, base, least_blank
        self.chars: list[str] = []
        self.marks: list[NoteMark] = []
        self._styles: list[Style | None] = []
        self._raised: list[Glyph] = []
        self._gap: Glyph | None = None
        self._last: Glyph | None = None

    def add(self, glyph: Glyph) -> None:
        """Take the next glyph."""
        if glyph.text.isspace():
            self._gap = glyph
            return
        if self._is_raised(glyph):
            self._raised.append(glyph)
            self._last = glyph
            self._gap = None
            return
        is_behind_mark = bool(self._raised)
        if is_behind_mark:
            self.finish()
        char = "•" if not self.chars and glyph.text in _BULLETS else readable(glyph.text)
        is_word = is_behind_mark and self._least_blank < 0 and char.isalnum()
        is_parted = self._last and self.chars and self._is_parted(glyph, char)
        if is_parted or (is_word and self.chars):
            self._put(" ", None)
        self._gap = None
        self._put(char, glyph.style)
        self._last = glyph

    def finish(self) -> None:
        """Make a mark of raised characters that were read, if they are one."""
        if not self._raised:
            return
        printed = "".join(readable(glyph.text) for glyph in self._raised)
        before = "".join(self.chars[-3:])
        is_behind = bool(before) and (not before[-1:].isascii() or self._least_blank < 0)
        is_lettered = bool(_LETTER.fullmatch(printed)) and is_behind
        if is_lettered or (_MARK.fullmatch(printed) and not _UNIT.search(before)):
            self.marks.append(NoteMark(printed, len(self.chars)))
        else:
            for char in printed:
                self._put(char, self._raised[0].style)
        self._raised.clear()

    def _put(self, text: str, style: Style | None) -> None:
        for char in text:
            self.chars.append(char)
            self._styles.append(style)

    def _is_raised(self, glyph: Glyph) -> bool:
        small = glyph.size <= _RAISED_SIZE * self._size
        return small and glyph.base - self._base >= _RAISED * self._size

    def _is_parted(self, glyph: Glyph, char: str) -> bool:
        """Whether a blank stands before a character: one is told, or an opening sign is far from letters."""
        if self._gap:
            return self._parts(self._gap, glyph, char)
        if self._least_blank >= 0 or char not in _OPENING or not self.chars[-1].isalnum() or not self._last:
            return False
        return glyph.left - self._last.right >= _BLANK_BEFORE_OPENING * self._size

    def _parts(self, gap: Glyph, glyph: Glyph, char: str) -> bool:
        """Whether a blank is one: printed ones are, unless they only set Chinese apart."""
        before = self.chars[-1]
        if gap.is_gap and before in _OPENING:
            return False
        if not gap.is_gap and before != " ":
            return True
        distance = glyph.left - self._last.right if self._last else 0
        wide = sum(one >= "\u2e80" for one in (before, char[:1]))
        least = (self._least_blank, _BLANK_BESIDE_HAN, _BLANK_IN_HAN)[wide]
        return distance >= least * self._size

    def styles(self) -> Iterator[StyledSpan]:
        """The runs of one style; a blank belongs to the run before it."""
        start, style = 0, None
        for index, one in enumerate([*self._styles, None]):
            is_end = index == len(self._styles)
            if is_end or (one is not None and one != style):
                if style is not None and index > start:
                    yield StyledSpan(start, index, style)
                start, style = index, one
