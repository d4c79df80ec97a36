"""Glyphs → rows: runs of characters on one baseline, with their marks of footnotes and their styles."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.resolution import NoteMark
from app.sources.pdf.glyphs import Glyph, Page, Stroke
from app.sources.pdf.row_text import BLANK_IN_LATIN, BLANK_WITHOUT_HAN, RowText, StyledSpan

_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW_HAN = 0.02
"""Greatest share of Chinese characters on a page in another language."""
_SAME_BASE = 0.5
"""How far, in sizes, a raised character may stand off the baseline of its row."""
_OVERLAP = 1.1
"""How far, in sizes, a character may reach back over the one before it: wide punctuation is often set closer."""
_WIDE = 3.0
"""Least distance, in sizes, of what stands side by side without being one text."""
_STRETCHED = 10.0
"""Greatest distance, in sizes, of Latin words that a printed blank parts: in justified rows it takes all the room."""
_OPENING = frozenset("“‘《〈「『【（")
"""Wide signs whose left half is blank."""
_SPREAD = 0.5
"""Share of single characters at which what stands on one baseline is a line that was spread to full width."""
_LABEL = re.compile(
    r"\d{1,3}[.．、]?|[(（][^()（）]{1,4}[)）][.．]?|[㈠-㈩]|[•·–—-]|[一二三四五六七八九十]{1,3}[.．、]|[A-Za-z][.．)]?|(?P<twice>[a-z])(?P=twice)"
)
_LATIN = r"[!-~À-ɏ]+"
_UNIT_OF_LINE = rf"(?:{_LATIN}(?:、{_LATIN})*|[^“‘”’])"
_TOKEN = re.compile(
    rf"[“‘《〈「『（(\[［〔…—]*{_UNIT_OF_LINE}(?:[，。；：、！？）》”’」』〉〕\])\]％%℃…—]|[“‘]+[《〈「『（(\[［〔]*{_UNIT_OF_LINE}|(?<=[”’]){_UNIT_OF_LINE})*",
    re.DOTALL,
)
"""What no line is broken in: a word with the signs that may not begin or end a line; quotation marks hold both sides."""
_GLUED = re.compile(rf"[\u3400-\u9fff]{_LATIN}")
_IN_TOKEN = 60
"""How many characters of a row its first word may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row on page `page`; `base` is its baseline, `size` that of most of its characters, lengths in points.

    `text` is without the marks of footnotes. `first_width` is how much room its first word takes: a full row
    above it has less. `glued_width`: the same where a program keeps a Chinese character and Latin letters behind it
    together. `order`: its number in the content of the page.
    """

    page: int
    order: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first_width: float
    glued_width: float
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

    def takes(self, glyph: Glyph, gap: Glyph | None) -> bool:
        """Whether a glyph goes on with the piece; `gap` is the blank before it."""
        size = max(self.size, glyph.size)
        if abs(glyph.base - self.base) > _SAME_BASE * size:
            return False
        # A ligature is several characters in one place.
        goes_on = glyph.left >= self.glyphs[-1].left - 1 or glyph.left - self.right >= -_OVERLAP * size
        is_blank = (
            gap is not None and not gap.is_gap and self.glyphs[-1].text.isascii() and glyph.text.isascii()
        )
        return goes_on and glyph.left - self.right <= (_STRETCHED if is_blank else _WIDE) * size

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
    han = sum(bool(_HAN.match(one.text)) for one in page.glyphs)
    least_blank = BLANK_IN_LATIN if han > _FEW_HAN * len(page.glyphs) else BLANK_WITHOUT_HAN
    for piece in _with_labels(pieces, walls):
        row = _row(page.number, len(rows), piece, least_blank)
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
        if piece is None or not piece.takes(glyph, gap) or _is_walled(piece, glyph, walls):
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
    if not walls:
        return False
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


def _row(page: int, order: int, piece: _Piece, least_blank: float) -> Row:
    size, base = _main(piece.glyphs)
    inked = [glyph for glyph in piece.glyphs if not glyph.text.isspace()]
    text = RowText(size, base, least_blank)
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
        (first := _first_width(piece.glyphs, inked, words, by_blanks=least_blank == BLANK_WITHOUT_HAN)),
        max(first, _glued_width(inked)),
        tuple(text.marks),
        tuple(text.styles()),
    )


def _first_width(glyphs: Sequence[Glyph], inked: Sequence[Glyph], words: str, *, by_blanks: bool) -> float:
    """The width of what stands at the head of a row and cannot be parted; `by_blanks`: a word."""
    if by_blanks and (first := words.partition(" ")[0]):
        return inked[min(len(inked), len(first)) - 1].right - inked[0].left
    found = _TOKEN.match("".join(glyph.text[:1] for glyph in inked[:_IN_TOKEN]))
    last = inked[min(len(inked), found.end() if found else 1, _first_blank(glyphs)) - 1]
    return last.right - inked[0].left if words else 0


def _first_blank(glyphs: Sequence[Glyph]) -> int:
    """How many characters stand before the first blank behind or before a Latin letter."""
    count, last = 0, ""
    is_behind_blank = False
    for glyph in glyphs[: 2 * _IN_TOKEN]:
        if glyph.text.isspace():
            is_behind_blank = True
            continue
        pair = last + glyph.text[:1]
        if is_behind_blank and last and pair.isascii() and (last.isalpha() or pair[1:].isalpha()):
            return count
        count, last, is_behind_blank = count + 1, glyph.text[:1], False
    return max(1, count)


def _glued_width(inked: Sequence[Glyph]) -> float:
    """The width of a Chinese character and the Latin letters behind it at the head of a row; 0 if there are none."""
    found = _GLUED.match("".join(glyph.text[:1] for glyph in inked[:_IN_TOKEN]))
    return inked[min(len(inked), found.end()) - 1].right - inked[0].left if found else 0


def _main(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Size and baseline of most characters of a row; of the larger ones where there are two as frequent."""
    exact: dict[tuple[float, float], int] = {}
    for glyph in glyphs:
        if not glyph.text.isspace():
            # A mark has few characters; a word, however short, outweighs it.
            key = (glyph.size, glyph.base)
            exact[key] = exact.get(key, 0) + (3 if glyph.text >= "\u2e80" else 1)
    sizes: Counter[float] = Counter()
    bases: Counter[tuple[float, float]] = Counter()
    for (of, at), weight in exact.items():
        sizes[round(of, 1)] += weight
        bases[round(of, 1), round(at, 1)] += weight
    most = max(sizes.values())
    size = max(size for size, count in sizes.items() if 2 * count >= most)
    base = max((count, base) for (of, base), count in bases.items() if of == size)[1]
    return size, base
