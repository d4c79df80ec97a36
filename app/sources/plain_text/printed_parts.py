"""The documents in a file: usually one; several if there are lettered parts, or texts with numbers of their own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.organs import Names
from app.domain.resolution import Footnote, Head, Problem, Resolution
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.line_patterns import letter_line, part_letter
from app.sources.plain_text.openings import UNDER_HEAD
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Line, Reading

_MOST_LEFT_OUT = 5
_LETTER = re.compile(r" [A-Z](?= \(|$)")


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A document in a text: the lines of its head, its formula, and the range of its text.

    `shared` is the number of head lines already claimed by the first part. A decision in prose has no
    formula. `is_inside`: the formula stands below the preamble, inside the range.
    """

    head: tuple[Line, ...]
    formula: Line | None
    start: int
    end: int
    is_one_of_several: bool = False
    shared: int = 0
    is_inside: bool = False

    def moved(self, by: int, *, is_one_of_several: bool) -> "PrintedPart":
        """The part among all lines of a file, of which its text begins at `by`."""
        return replace(self, start=self.start + by, end=self.end + by, is_one_of_several=is_one_of_several)


def parts_of(text: CleanText, names: Names) -> list[PrintedPart]:
    """The documents in a text: of several numbered texts each, and of each its lettered parts."""
    starts = text.pack.openings.separate(text.lines, names)
    found: list[PrintedPart] = []
    for start, end in pairwise([*starts, len(text.lines)]):
        is_one = len(starts) > 1
        parts = _parts_of_text(text.lines[start:end], text.pack, names)
        found += [part.moved(start, is_one_of_several=is_one or part.is_one_of_several) for part in parts]
    return found


def _parts_of_text(lines: Sequence[Line], pack: TextPack, names: Names) -> Iterator[PrintedPart]:
    """The documents of one numbered text."""
    opening = pack.openings.find(lines, names)
    if opening is None:
        return
    letters = _letters(lines, opening, pack, names)
    if len(letters) < 2:
        yield _part(lines, (0, opening, len(lines)), pack, names)
        return
    shared = tuple(lines[: letters[0]])
    for letter, end in zip(letters, [*letters[1:], len(lines)], strict=True):
        opening = _under_letter(lines, letter, pack, names)
        part = _part(lines, (letter, opening, end), pack, names)
        told = len(shared) if letter != letters[0] else 0
        yield replace(part, head=(*shared, *part.head), shared=told, is_one_of_several=True)


def _part(lines: Sequence[Line], places: tuple[int, int, int], pack: TextPack, names: Names) -> PrintedPart:
    """A document; `places` are the beginnings of its head and its text, and the end of it."""
    head, opening, end = places
    formula = pack.openings.formula_of(lines[:end], opening, names)
    return PrintedPart(
        tuple(lines[head:opening]),
        None if formula is None else lines[formula],
        opening + (formula == opening),
        end,
        is_inside=formula is not None and formula > opening,
    )


def _letters(lines: Sequence[Line], opening: int, pack: TextPack, names: Names) -> list[int]:
    """The indices of the letters of parts, in alphabetical sequence."""
    found: list[int] = []
    for index in _candidates(lines, max(0, opening - UNDER_HEAD)):
        step = _order(lines[index]) - _order(lines[found[-1]]) if found else 1
        # A later part may stand alone below the closing lines of the first.
        follows = step == 1 or (0 < step <= _MOST_LEFT_OUT and pack.lines.ends_text(lines[index - 1].text))
        if follows and _under_letter(lines, index, pack, names) > index:
            found.append(index)
    return found


def _order(line: Line) -> int:
    """The place of a part's letter in the alphabet."""
    found = letter_line(line.text)
    return ord(part_letter(found["letter"])) if found else 0


def _candidates(lines: Sequence[Line], start: int) -> Iterator[int]:
    return (index for index in range(start, len(lines)) if letter_line(lines[index].text))


def _under_letter(lines: Sequence[Line], letter: int, pack: TextPack, names: Names) -> int:
    """Index of the beginning of a part, formula or prose; `letter` itself if there is neither."""
    for index in range(letter + 1, min(letter + 1 + UNDER_HEAD, len(lines))):
        text = lines[index].text
        if pack.head.formula_organ(text, names) or pack.openings.tells_decided(text):
            return index
    return letter


def with_common_closing(readings: Sequence[Reading]) -> list[Reading]:
    """The readings; lettered parts of one number without closing lines have those of the last one, which says so."""
    found = list(readings)
    for index in range(len(found) - 2, -1, -1):
        part, below = found[index].resolution, found[index + 1]
        head, other = part.head, below.resolution.head
        if head.adopted_on or head.meeting or not other.adopted_on or not _is_beside(head, other):
            continue
        head = replace(head, adopted_on=other.adopted_on, meeting=other.meeting)
        told = Problem("date_guessed", "这一分件之后没有日期和会议，取自其后的分件")
        part = replace(part, head=head, problems=(*part.problems, told))
        found[index] = replace(found[index], resolution=part, dates=below.dates)
    return found


def without_notes_of_others(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each without the footnotes that it does not mark and another one of the file does: a page's notes
    stand below the last text that it begins."""
    marked = [_marked(reading.resolution) for reading in readings]
    by_how_many = Counter(note for notes in marked for note in notes)
    found = []
    for index, reading in enumerate(readings):
        kept = tuple(
            note
            for note in reading.resolution.footnotes
            if (note.number, note.text) in marked[index] or not by_how_many[note.number, note.text]
        )
        found.append(_with_notes(reading, kept))
    return found


def _marked(part: Resolution) -> set[tuple[str, str]]:
    """Number and text of the footnotes that a document marks."""
    marks = {mark.number for paragraph in part.paragraphs for mark in paragraph.notes}
    marks |= {mark.number for mark in part.head.title_notes}
    return {(note.number, note.text) for note in part.footnotes if note.number in marks}


def _with_notes(reading: Reading, notes: tuple[Footnote, ...]) -> Reading:
    """The reading with these of its footnotes, without claims and problems of others."""
    gone = {note.anchor for note in reading.resolution.footnotes} - {note.anchor for note in notes}
    if not gone:
        return reading
    problems = tuple(problem for problem in reading.resolution.problems if problem.anchor not in gone)
    claims = tuple(claim for claim in reading.claims if claim.role != "note" or claim.anchor not in gone)
    part = replace(reading.resolution, footnotes=notes, problems=problems)
    return replace(reading, resolution=part, claims=claims)


def _is_beside(head: Head, other: Head) -> bool:
    """Whether two heads are those of lettered parts of one number, neither a draft."""
    symbols = [one.symbol for one in (head, other) if one.symbol and one.kind != "draft"]
    return len(set(symbols)) == 2 and len({_LETTER.sub("", symbol) for symbol in symbols}) == 1
