"""Footnotes: which rows at the foot of a page they are, and where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.sources.pdf.glyphs import Stroke
from app.sources.pdf.rows import Row

_SMALL_UNDER_RULE, _SMALL = 0.98, 0.94
"""Greatest size of a footnote, of the size of the text; a rule above it is a further sign."""
_MOSTLY = 0.85
_UNDER_RULE = 3.0
"""How far, in sizes, the first row may stand below the rule."""
_SHORTEST_RULE = 20.0
"""In points."""
_BEGINNING = re.compile(
    r"(?P<number>\*{1,3}|\d{1,3}|[\[［〔]\d{1,3}[\]］〕])(?:\s+|(?=[^\s\d./,:：；、，。）》年月日号()%−–—-]))(?=\S)"
)
_LETTERED = re.compile(
    r"(?P<number>[a-z])(?P=number)?(?:\s+|(?=[\u3400-\u9fff《]))(?=见|参见|同上|《|第|[\u3400-\u9fff]|[A-Z]+/|[A-Z][a-z])"
)
"""`a 见A/78/534。`: the note of a table; a program may print its letter twice."""
_ENDS = re.compile(r"[。.][”’」』）)]*$")
_ABBREVIATED = re.compile(r"\b(?:Nos?|vols?|chaps?|paras?|pp?|arts?|sects?|suppl|eds?|cf|Corr|Add)\.$")
"""What a note does not end with: `Sales No.`."""
_MOST_LEFT_OUT = 3
_SEVERAL = 2


@dataclass(slots=True)
class FoundNote:
    """A footnote and its rows; `skip` is how many characters of the first row are its number."""

    number: str
    skip: int
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class NoteReader:
    """Reads the footnotes page by page; `size` is that of the text."""

    size: float
    found: list[FoundNote] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)

    def top(self, rows: Sequence[Row], strokes: Sequence[Stroke]) -> float | None:
        """The height below which all rows are footnotes, or None if there are none."""
        if not rows:
            return None
        under_rule = self._under_rule(rows, strokes)
        return self._without_rule(rows) if under_rule is None else under_rule

    def _under_rule(self, rows: Sequence[Row], strokes: Sequence[Stroke]) -> float | None:
        levels = {
            stroke.low
            for stroke in strokes
            if stroke.low == stroke.high and stroke.right - stroke.left >= _SHORTEST_RULE
        }
        for level in sorted(levels, reverse=True):
            below = sorted((row for row in rows if row.base < level), key=lambda row: -row.base)
            if not below or level - below[0].base > _UNDER_RULE * below[0].size:
                continue
            small = [row for row in below if row.size <= _SMALL_UNDER_RULE * self.size]
            are_small = below[0] in small[:1] and len(small) >= _MOSTLY * len(below)
            begins = self._number(below[0]) is not None or self._is_open()
            if begins and (are_small or self._is_short(level, strokes, rows)):
                return level
        return None

    def _is_short(self, level: float, strokes: Sequence[Stroke], rows: Sequence[Row]) -> bool:
        """Whether a rule is as short as those above footnotes, so that these may be as large as the text."""
        width = max(row.right for row in rows) - min(row.left for row in rows)
        longest = max(stroke.right - stroke.left for stroke in strokes if stroke.low == stroke.high == level)
        return longest <= width / 2

    def _without_rule(self, rows: Sequence[Row]) -> float | None:
        small: list[Row] = []
        for row in sorted(rows, key=lambda row: row.base):
            if row.size > _SMALL * self.size:
                break
            small.append(row)
        small.reverse()
        if not small:
            return None
        if self._is_open() and len(small) < len(rows) and self._number(small[0]) is None:
            return _above(small[0])
        if self.found and len(small) == len(rows) and (self._is_open() or self._number(small[0])):
            return _above(small[0])
        first = next((row for row in small if self._number(row) is not None), None)
        return None if first is None else _above(first)

    def _is_open(self) -> bool:
        """Whether the last footnote may go on: its sentence has not ended."""
        last = self.found[-1].rows[-1].text if self.found else ""
        return bool(last) and (not _ENDS.search(last) or bool(_ABBREVIATED.search(last)))

    def _number(self, row: Row) -> tuple[str, int] | None:
        """The number at the head of a row and how many characters it takes, or None."""
        if row.marks and row.marks[0].offset == 0:
            return row.marks[0].number, 0
        found = _BEGINNING.match(row.text)
        if found is None:
            # `a Conference` may go on with a note.
            lettered = None if self._is_open() and row.text[:1] == "a" else _LETTERED.match(row.text)
            return (
                (lettered["number"], lettered.end())
                if lettered and self._follows(lettered["number"])
                else None
            )
        if self._are_raised():
            return None
        number = found["number"].strip("[]［］〔〕")
        if number.isdigit() and found["number"] == number:
            last = self._last()
            if not last < int(number) <= last + _MOST_LEFT_OUT and last:
                return None
        return number, found.end()

    def _are_raised(self) -> bool:
        """Whether all numbers of notes are raised, so that one in the row is none, if there are several."""
        return len(self.found) >= _SEVERAL and all(
            not note.skip for note in self.found if note.number.isdigit()
        )

    def _follows(self, letter: str) -> bool:
        """Whether a letter is that of the next note of a table: `a`, or the one behind the last."""
        last = self.found[-1].number if self.found else ""
        return letter == "a" or (last.isalpha() and letter == chr(ord(last) + 1))

    def _last(self) -> int:
        return next((int(note.number) for note in reversed(self.found) if note.number.isdigit()), 0)

    def take(self, rows: Sequence[Row]) -> None:
        """Read rows that are footnotes, in order; the first may go on with the last one of the page before."""
        for row in rows:
            begins = self._number(row)
            if begins:
                self.found.append(FoundNote(begins[0], begins[1], [row]))
            elif self.found:
                self.found[-1].rows.append(row)
            else:
                self.loose.append(row)


def _above(row: Row) -> float:
    return row.base + row.size / 2
