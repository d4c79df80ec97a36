"""Glyphs → rows: runs of characters on one baseline, with their marks of footnotes and their styles."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.characters import visible, with_common_characters
from app.domain.resolution import NoteMark
from app.sources.pdf.glyphs import Glyph, Page, Stroke, Style

_SAME_BASE = 0.5
"""How far, in sizes, a raised character may stand off the baseline of its row."""
_OVERLAP = 1.1
"""How far, in sizes, a character may reach back over the one before it: wide punctuation is often set closer."""
_WIDE = 3.0
"""Least distance, in sizes, of what stands side by side without being one text."""
_RAISED_SIZE, _RAISED = 0.85, 0.12
"""Greatest size, and least height over the baseline, of a raised character; of the size of its row."""
_BLANK_IN_LATIN, _BLANK_BESIDE_HAN, _BLANK_IN_HAN = 0.15, 0.6, 0.9
"""Least distance, in sizes, that is a blank; lines are justified, so Chinese stretches."""
_OPENING = frozenset("“‘《〈「『【（")
"""Wide signs whose left half is blank."""
_SPREAD = 0.7
"""Share of single characters at which what stands on one baseline is a line that was spread to full width."""
_MARK = re.compile(r"\d{1,3}|\*{1,3}")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcm]?m|CO)$")
_LABEL = re.compile(
    r"\d{1,3}[.．、]?|[(（][^()（）]{1,4}[)）][.．]?|[㈠-㈩]|[•·–—-]|[一二三四五六七八九十]{1,3}[.．、]|[A-Za-z][.．)]?"
)
_UNIT_OF_LINE = r"(?:[0-9A-Za-z/().,:_%?=&#~+@\-]+|[^“‘”’])"
_TOKEN = re.compile(
    rf"[“‘《〈「『（(\[［〔…—]*{_UNIT_OF_LINE}(?:[，。；：、！？）》”’」』〉〕\])\]％%…—]|[“‘]+{_UNIT_OF_LINE}|(?<=[”’]){_UNIT_OF_LINE})*",
    re.DOTALL,
)
"""What no line is broken in: a word with the signs that may not begin or end a line; quotation marks hold both sides."""
_IN_TOKEN = 60
"""How many characters of a row its first word may have."""


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """Characters from `start` to `end` of a row that share a style."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Row:
    """A row on page `page`; `base` is its baseline, `size` that of most of its characters, lengths in points.

    `text` is without the marks of footnotes. `first_width` is how much room its first word takes: a full row
    above it has less. `order`: its number in the content of the page.
    """

    page: int
    order: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first_width: float
    marks: tuple[NoteMark, ...] = ()
    styles: tuple[StyledSpan, ...] = ()

    @property
    def middle(self) -> float:
        """The middle between its ends."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """The middle of its letters over the foot of the page."""
        return self.base + self.size / 3


@dataclass(slots=True)
class _Piece:
    """Glyphs on one baseline while they are gathered; `base` is that of the largest."""

    base: float
    size: float
    right: float
    glyphs: list[Glyph] = field(default_factory=list)

    def takes(self, glyph: Glyph) -> bool:
        """Whether a glyph goes on with the piece."""
        size = max(self.size, glyph.size)
        if abs(glyph.base - self.base) > _SAME_BASE * size:
            return False
        # A ligature is several characters in one place.
        goes_on = glyph.left >= self.glyphs[-1].left - 1 or glyph.left - self.right >= -_OVERLAP * size
        return goes_on and glyph.left - self.right <= _WIDE * size

    def add(self, glyph: Glyph) -> None:
        """Take a glyph; one that is drawn where an opening sign before it is blank stands before that sign."""
        if glyph.size > self.size:
            self.base, self.size = glyph.base, glyph.size
        last = self.glyphs[-1] if self.glyphs else glyph
        is_before = last.text in _OPENING and glyph.left + glyph.right < last.left + last.right
        self.glyphs.insert(len(self.glyphs) - is_before, glyph)
        self.right = max(self.right, glyph.right)


def rows_of(page: Page) -> list[Row]:
    """The rows of a page in the order of its content."""
    rows: list[Row] = []
    walls = [stroke for stroke in page.strokes if stroke.left == stroke.right]
    pieces = _unspread(list(_pieces(page.glyphs, walls)), walls)
    for piece in _with_labels(pieces, walls):
        row = _row(page.number, len(rows), piece)
        if row.text or row.marks:
            rows.append(row)
    return rows


def _pieces(glyphs: Sequence[Glyph], walls: Sequence[Stroke]) -> Iterator[_Piece]:
    piece: _Piece | None = None
    gap: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            gap = glyph if gap is None or gap.is_gap else gap
            continue
        if piece is None or not piece.takes(glyph) or _is_walled(piece, glyph, walls):
            if piece:
                yield piece
            piece = _Piece(glyph.base, glyph.size, glyph.right, [])
        elif gap is not None:
            piece.glyphs.append(gap)
        gap = None
        piece.add(glyph)
    if piece:
        yield piece


def _unspread(pieces: Sequence[_Piece], walls: Sequence[Stroke]) -> list[_Piece]:
    """The pieces, those as one that are the characters of a line spread to the full width."""
    result: list[_Piece] = []
    line: list[_Piece] = []
    for piece in pieces:
        if line and not _goes_on(line[-1], piece, walls):
            result += _merged(line)
            line = []
        line.append(piece)
    return result + _merged(line)


def _goes_on(last: _Piece, piece: _Piece, walls: Sequence[Stroke]) -> bool:
    same = abs(last.base - piece.base) <= 1 and piece.glyphs[0].left >= last.right
    return same and not _is_walled(last, piece.glyphs[0], walls)


def _merged(line: Sequence[_Piece]) -> list[_Piece]:
    if len(line) < 4 or sum(len(piece.glyphs) == 1 for piece in line) < _SPREAD * len(line):
        return list(line)
    whole = line[0]
    for piece in line[1:]:
        for glyph in piece.glyphs:
            whole.add(glyph)
    return [whole]


def _is_walled(piece: _Piece, glyph: Glyph, walls: Sequence[Stroke]) -> bool:
    """Whether a line of a table stands between a piece and the next character."""
    height = piece.base + piece.size / 3
    return any(
        wall.low <= height <= wall.high and piece.right - 1 <= wall.left <= glyph.left + 1 for wall in walls
    )


def _with_labels(pieces: Sequence[_Piece], walls: Sequence[Stroke]) -> Iterator[_Piece]:
    """The pieces, each label together with the words to its right."""
    label: _Piece | None = None
    for piece in pieces:
        if label is not None:
            if _is_right_of(label, piece) and not _is_walled(label, piece.glyphs[0], walls):
                label.glyphs.append(piece.glyphs[0]._replace(text=" "))
                for glyph in piece.glyphs:
                    label.add(glyph)
                yield label
                label = None
                continue
            yield label
            label = None
        if _LABEL.fullmatch("".join(glyph.text for glyph in piece.glyphs)):
            label = piece
        else:
            yield piece
    if label is not None:
        yield label


_LABEL_GAP = 8.0
"""Greatest distance, in sizes, of a label from its words."""


def _is_right_of(label: _Piece, piece: _Piece) -> bool:
    left = piece.glyphs[0].left
    near = 0 <= left - label.right <= _LABEL_GAP * piece.size
    return near and abs(label.base - piece.base) <= _SAME_BASE * piece.size / 2


def _row(page: int, order: int, piece: _Piece) -> Row:
    size, base = _main(piece.glyphs)
    inked = [glyph for glyph in piece.glyphs if not glyph.text.isspace()]
    text = _Text(size, base)
    for glyph in piece.glyphs:
        text.add(glyph)
    text.finish()
    words = "".join(text.chars)
    return Row(
        page,
        order,
        words,
        min(glyph.left for glyph in inked),
        max(glyph.right for glyph in inked),
        base,
        size,
        _first_width(inked, words),
        tuple(text.marks),
        tuple(text.styles()),
    )


def _first_width(inked: Sequence[Glyph], words: str) -> float:
    """The width of what stands at the head of a row and cannot be parted."""
    found = _TOKEN.match("".join(glyph.text[:1] for glyph in inked[:_IN_TOKEN]))
    last = inked[min(len(inked), found.end() if found else 1) - 1]
    return last.right - inked[0].left if words else 0


def _main(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Size and baseline of most characters of a row; of the larger ones where there are two as frequent."""
    sizes: Counter[float] = Counter()
    bases: Counter[tuple[float, float]] = Counter()
    for glyph in glyphs:
        if not glyph.text.isspace():
            # A mark has few characters; a word, however short, outweighs it.
            weight = 3 if glyph.text >= "\u2e80" else 1
            sizes[round(glyph.size, 1)] += weight
            bases[round(glyph.size, 1), round(glyph.base, 1)] += weight
    most = max(sizes.values())
    size = max(size for size, count in sizes.items() if 2 * count >= most)
    base = max((count, base) for (of, base), count in bases.items() if of == size)[1]
    return size, base


@lru_cache(maxsize=20_000)
def readable(char: str) -> str:
    """A character as text has it: without those that have no width, radicals as common characters."""
    return with_common_characters(visible(char))


class _Text:
    """The words of a row while its glyphs are read."""

    def __init__(self, size: float, base: float) -> None:
        self._size, self._base = size, base
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
        self.finish()
        char = readable(glyph.text)
        if self._gap and self._last and self.chars and self._parts(self._gap, glyph, char):
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
        if _MARK.fullmatch(printed) and not _UNIT.search(before):
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

    def _parts(self, gap: Glyph, glyph: Glyph, char: str) -> bool:
        """Whether a blank is one: printed ones are, unless they only set Chinese apart."""
        before = self.chars[-1]
        if not gap.is_gap and before != " ":
            return True
        distance = glyph.left - self._last.right if self._last else 0
        wide = sum(one >= "\u2e80" for one in (before, char[:1]))
        least = (_BLANK_IN_LATIN, _BLANK_BESIDE_HAN, _BLANK_IN_HAN)[wide]
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
