"""Footnotes at the foot of pages: where each one begins and ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.resolution import Link
from app.sources.plain_text.furniture import ADDRESS
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.line_patterns import RAISED, mark_number
from app.sources.plain_text.note_styles import BEGINNINGS, MARKS, mark_style, number_of
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Line

_STARRED = re.compile(r"(?P<number>\*{1,3}|[†‡])\s*(?<=[\s†‡])(?P<text>\S.*)|(?P<glued>\*)(?P<rest>[^*\s].*)")
_GLUED = re.compile(r"\d+[^\d\s]")
_LONGEST_END = 6
_MOST_LEFT_OUT = 3
"""Maximum step from the number of a footnote to the next."""
_MOST_LINES = 100
"""Maximum number of lines in a footnote."""
_FIRST_AT_MOST = 9
_NUMBER_ALONE = re.compile(rf"[0-9]{{1,3}}|[{RAISED}]{{1,3}}")
_LONGEST_NUMBER = 9
"""In digits."""


@dataclass(frozen=True, slots=True)
class NoteLines:
    """A footnote as its lines; `before` is the number of lines of the main text above it.

    `links` are those that the source gives, by offsets in the only text.
    """

    number: str
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    before: int
    links: tuple[Link, ...] = ()


def _as_number(printed: str) -> int:
    """The number of a mark; of a run of digits too long for a number, its beginning."""
    return int(mark_number(printed)[:_LONGEST_NUMBER])


class NoteCollector:
    """The footnotes found so far, the last of which may still be open."""

    def __init__(self, lines: Sequence[Line], layout: Layout, pack: TextPack, *, has_stars: bool) -> None:
        self.found: list[NoteLines] = []
        self.style = mark_style(lines, pack.lines)
        self._lines, self._notes = pack.lines, pack.notes
        self.last = 0
        self._layout, self._has_stars = layout, has_stars
        # If most lines are followed by a blank line, blank lines have no meaning.
        self._spaced = layout.wrapped and sum(line.gap > 0 for line in lines) > 0.8 * len(lines)
        self._below_rule = self._open = False
        self._marked: set[int] = set()
        self._read: tuple[str, str] = ("", "")

    def begins(self, line: Line, kept: Sequence[Line], *, near_foot: bool, is_below: bool = False) -> bool:
        """Whether a footnote begins with this line; `near_foot`: page furniture follows soon; `is_below`: it stands below
        the closing lines.

        Numbers must increase and the mark must precede its footnote, so that a mark wrapped to the head of a
        line is not taken for a footnote.
        """
        if self._has_stars and (starred := _STARRED.fullmatch(line.text)):
            self._read = starred["number"] or starred["glued"], starred["text"] or starred["rest"]
            return self._is_star(line, kept)
        found = BEGINNINGS[self.style].fullmatch(line.text)
        if found is None:
            return False
        if self.style == "plain" and self._notes.counted.match(found["text"]):
            return False
        number = _as_number(number_of(found))
        # Compilations count their footnotes through, so a text's first may have any number.
        is_apart = line.gap > 0 and self._notes.opening.match(found["text"])
        may_be_any = (near_foot or self._below_rule or is_apart) and number in self._marked
        first = number if may_be_any else _FIRST_AT_MOST
        most = self.last + _MOST_LEFT_OUT if self.last else first
        if not self.last < number <= most or not self._may_begin(
            line, number, found["text"], kept, near_foot=near_foot, is_below=is_below
        ):
            return False
        self._read, self.last = (str(number), found["text"]), number
        return True

    def begins_alone(self, line: Line, kept: Sequence[Line]) -> bool:
        """Whether a line is the number of the next footnote alone, below a rule or behind a footnote; its words are on
        the line below, as programs that turn PDF into text set raised numbers."""
        if not (_NUMBER_ALONE.fullmatch(line.text) and (self._below_rule or self._follows(len(kept)))):
            return False
        number = _as_number(line.text)
        is_next = number == self.last + 1 or not self.last
        if not (is_next and number in self._marked):
            return False
        self._read, self.last = (str(number), ""), number
        return True

    def open(self, line: Line, before: int) -> None:
        """Begin the footnote that `begins` found; `before` is the number of lines of the main text above
        it."""
        number, text = self._read
        self.found.append(NoteLines(number, (line,), (text,), before))
        self._open, self._below_rule = True, False

    def goes_on(self, line: Line) -> bool:
        """Whether a line continues the open footnote."""
        if self._open and not any(self.found[-1].texts):
            return True
        if not self._open or self._starts_anew(line):
            return False
        lines = self.found[-1].lines
        if not self._layout.wrapped:
            return lines[-1].text[-1] in self._notes.unfinished and len(lines) < _MOST_LINES
        if len(lines) >= _MOST_LINES:
            return False
        if self._layout.breaks_early(lines[-1], line):
            return bool(self._notes.broken_address.search(lines[-1].text))
        ends = self._notes.sentence_end.search(lines[-1].text[-_LONGEST_END:])
        return not ends or self._goes_on_behind_end(line)

    def _goes_on_behind_end(self, line: Line) -> bool:
        """Whether a line continues the open footnote although a sentence ends above it."""
        if re.fullmatch(ADDRESS, line.text):
            return False
        if self._layout.by_indent:
            return not self._layout.is_indented(line)
        return self._layout.by_gap and not line.gap

    def add(self, line: Line) -> None:
        """Add a line to the open footnote."""
        note = self.found.pop()
        self.found.append(NoteLines(note.number, (*note.lines, line), (*note.texts, line.text), note.before))

    def record_marks(self, line: Line) -> None:
        """Record the marks in a line of the main text."""
        self._marked.update(_as_number(found[0]) for found in MARKS[self.style].finditer(line.text))

    def begin_anew(self) -> None:
        """Count from 1 again: another text begins."""
        self.last, self._open, self._below_rule = 0, False, False
        self._marked.clear()

    def end(self, *, below_rule: bool) -> None:
        """Close the open footnote; `below_rule`: the line that closed it is a rule."""
        self._open, self._below_rule = False, below_rule

    def _may_begin(
        self, line: Line, number: int, text: str, kept: Sequence[Line], *, near_foot: bool, is_below: bool
    ) -> bool:
        if self._below_rule or self._follows(len(kept)):
            return True
        is_marked = number in self._marked
        if self.style == "plain" and _GLUED.match(line.text):
            return is_marked and near_foot and bool(self._notes.says_where.match(text))
        if self.style != "plain":
            paused = not kept or self._lines.pauses(kept[-1].text)
            return is_marked or (not self._layout.wrapped and (paused or line.gap > 0))
        indented = self._layout.is_indented(line)
        ends_page = indented or not self._layout.by_indent
        ends_page = (is_below and is_marked) or (
            ends_page and (line.gap > 0 or self._spaced or indented or not self._layout.wrapped)
        )
        is_next = number == self.last + 1 or not self.last
        reads_like_note = bool(self._notes.opening.match(text))
        return ends_page and is_next and is_marked + near_foot + reads_like_note > 1

    def _is_star(self, line: Line, kept: Sequence[Line]) -> bool:
        paused = not kept or self._lines.pauses(kept[-1].text)
        return self._below_rule or self._follows(len(kept)) or paused or line.gap > 0

    def _follows(self, kept: int) -> bool:
        return bool(self.found) and self.found[-1].before == kept

    def _starts_anew(self, line: Line) -> bool:
        """Whether a line is a label, a date or the next footnote."""
        label = self._lines.label_of(line.text)
        is_label = label is not None and label.kind in ("number", "point")
        following = BEGINNINGS[self.style].fullmatch(line.text)
        is_next = following is not None and _as_number(number_of(following)) == self.last + 1
        return (
            is_label or is_next or bool(self._notes.day.fullmatch(line.text) or _STARRED.fullmatch(line.text))
        )
