"""Stage 5: find the marks of footnotes in the text and remove them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.resolution import NoteMark
from app.sources.blocks import RichText
from app.sources.plain_text.bold_words import ends_of_bold
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.line_patterns import mark_number
from app.sources.plain_text.mark_scores import NEAR, surroundings
from app.sources.plain_text.note_styles import MARKS
from app.sources.plain_text.split import TextBlock
from app.sources.plain_text.text_pack import NoteSigns, Spacing
from app.sources.rich_text import without

_BLANKS = re.compile(r"\s*")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTH = re.compile(r"1[0-2]$|[1-9]$")
_IS_MONTH = re.compile(r"\s*月")
_MONTHS = 12
_LONGEST = 20
"""How many digits of a number are looked at: more are no number of a footnote."""
_ON_PAGE = 1.5
"""Score of a mark on the page that has its footnote at the foot."""
_SET_OFF = 2.0
"""Score of a number that is spaced unlike ordinary numbers of the text."""
_AT_LINE_HEAD = 2.5
"""Penalty for a number at the beginning of a line: typesetters keep a mark with its word."""
_MARKED_AGAIN = 4.0
"""Least score of a further mark of a footnote that already has one."""
_LEAST = 0.5
"""Least score of a mark."""


@dataclass(frozen=True, slots=True)
class _FoundMark:
    block: int
    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number that may be a footnote mark, its score, and the index of its line."""

    mark: _FoundMark
    score: float
    line: int
    is_listed: bool


def lift_marks(blocks: Sequence[TextBlock], text: CleanText) -> list[RichText]:
    """The text of each block without footnote marks, and the marks with their offsets."""
    if text.marks == "given":
        return [_content(block) for block in blocks]
    found: list[list[_FoundMark]] = [[] for _ in blocks]
    for mark in sorted((*_marks(blocks, text), *_starred_marks(blocks, text)), key=lambda mark: mark.start):
        found[mark.block].append(mark)
    return [_without(block, marks, text.pack.notes) for block, marks in zip(blocks, found, strict=True)]


def _starred_marks(blocks: Sequence[TextBlock], text: CleanText) -> Iterator[_FoundMark]:
    """The asterisks before a pause or at the end of a paragraph whose footnotes are printed; not those of bold words."""
    starred = {note.number for note in text.notes if note.number[0] in "*†‡"}
    for index, block in enumerate(blocks if starred else ()):
        closing = ends_of_bold(block.text)
        for found in text.pack.notes.star.finditer(block.text):
            if found["stars"] in starred and found.start() not in closing:
                yield _FoundMark(index, found.start(), found.end(), found["stars"])


def _marked_outside(blocks: Sequence[TextBlock], text: CleanText) -> frozenset[str]:
    """The numbers of footnotes whose mark ends a closing line, `第1774次会议以13票对零票通过。2`."""
    inside = {line.start for block in blocks for line in block.lines}
    ends = (text.pack.notes.behind_stop.search(line.text) for line in text.lines if line.start not in inside)
    return frozenset(found[1] for found in ends if found)


def _marks(blocks: Sequence[TextBlock], text: CleanText) -> Iterator[_FoundMark]:
    if text.marks == "plain":
        yield from _plain_marks(blocks, text)
    elif text.marks != "given":
        yield from _shaped_marks(blocks, MARKS[text.marks])


def _shaped_marks(blocks: Sequence[TextBlock], shape: re.Pattern[str]) -> Iterator[_FoundMark]:
    for index, block in enumerate(blocks):
        for found in shape.finditer(block.text):
            yield _FoundMark(index, found.start(), found.end(), mark_number(found[0]))


def _plain_marks(blocks: Sequence[TextBlock], text: CleanText) -> Iterator[_FoundMark]:
    """The most likely marks, in the order of the footnotes, each on the page that has its footnote at the
    foot.

    Chosen by dynamic programming over the candidates in the order of the text: the best sequence that ends
    with each candidate, for one footnote after the other.
    """
    told = _marked_outside(blocks, text)
    wanted = [note for note in text.notes if note.number.isdigit() and note.number not in told]
    numbers = {note.number for note in wanted}
    candidates: dict[str, list[_Candidate]] = {}
    for candidate in _candidates(blocks, numbers, text.pack.notes):
        candidates.setdefault(candidate.mark.number, []).append(candidate)
    rows: list[_MarkSequence] = [_EMPTY]
    starts = [0, 0, *sorted(text.page_starts)]
    for note in wanted:
        page = bisect_left(starts, note.before) - 1
        near = [
            replace(one, score=one.score + _ON_PAGE) if one.line >= starts[page] else one
            for one in candidates.get(note.number, [])
            if starts[page - 1] <= one.line < note.before
        ]
        rows = _undominated(rows, [_extended(rows, one) for one in near])
    chosen = list(_marks_of(max(rows, key=lambda row: row.score)))
    first = {mark.number: mark for mark in chosen}
    repeated = (
        one.mark
        for number, mark in first.items()
        for one in candidates[number]
        if one.score >= _MARKED_AGAIN
        and (one.mark.block, one.mark.start) > (mark.block, mark.start)
        and not one.is_listed
    )
    yield from sorted({*chosen, *repeated}, key=lambda mark: (mark.block, mark.start))


def _marks_of(row: "_MarkSequence") -> Iterator[_FoundMark]:
    while row.before is not None:
        if row.mark:
            yield row.mark
        row = row.before


@dataclass(frozen=True, slots=True)
class _MarkSequence:
    """A sequence of marks, as its last mark, the position of that, the sum of scores, and the sequence before
    it."""

    block: int
    end: int
    score: float
    mark: _FoundMark | None
    before: "_MarkSequence | None"


_EMPTY = _MarkSequence(-1, -1, 0.0, None, None)
_MOST_SEQUENCES = 200
"""Those that end furthest back are dropped."""


def _extended(rows: Sequence[_MarkSequence], candidate: _Candidate) -> _MarkSequence:
    mark = candidate.mark
    before = max(
        (row for row in rows if (row.block, row.end) <= (mark.block, mark.start)),
        key=lambda row: row.score,
        default=_EMPTY,
    )
    return _MarkSequence(mark.block, mark.end, before.score + candidate.score, mark, before)


def _undominated(*rows: Sequence[_MarkSequence]) -> list[_MarkSequence]:
    """The sequences in the order of their ends, without those that score no more than one that ends
    earlier."""
    kept: list[_MarkSequence] = []
    for row in sorted((row for some in rows for row in some), key=lambda row: (row.block, row.end)):
        if not kept or row.score > kept[-1].score:
            kept.append(row)
    return kept[-_MOST_SEQUENCES:]


def _candidates(blocks: Sequence[TextBlock], numbers: set[str], signs: NoteSigns) -> Iterator[_Candidate]:
    spacing = signs.spacing([block.text for block in blocks])
    for index, block in enumerate(blocks):
        text = block.text
        starts = block.line_starts
        line_starts = frozenset(starts)
        for found in signs.digits.finditer(text):
            behind = text[found.end() : found.end() + NEAR]
            for start, end in _cuts(found[0], behind, numbers):
                at, until = found.start() + start, found.start() + end
                is_set_off = _is_set_off(text, at, until, spacing) and (not start or spacing == "tight")
                counts = until == found.end() and not (is_set_off and spacing == "tight")
                score = signs.mark_score(text, (at, until), start > 0, counts)
                if at in line_starts:
                    score -= _AT_LINE_HEAD
                elif score and is_set_off:
                    score += _SET_OFF
                if score >= _LEAST:
                    line = block.first + bisect_right(starts, at) - 1
                    is_listed = bool(signs.in_list(int(text[at:until]), *surroundings(text, (at, until))))
                    yield _Candidate(_FoundMark(index, at, until, text[at:until]), score, line, is_listed)


def _is_set_off(text: str, start: int, end: int, spacing: Spacing) -> bool:
    """Whether a number is spaced unlike ordinary numbers of the text."""
    if not start or text[start - 1].isspace():
        return False
    return spacing == "spaced" or (spacing == "tight" and text[end : end + 1].isspace())


def _cuts(digits: str, behind: str, numbers: set[str]) -> Iterator[tuple[int, int]]:
    """The parts of a run of digits that may be a mark: its end, or its beginning before a date
    (`号、22012年`)."""
    longest = max(map(len, numbers), default=0)
    for start in range(max(0, len(digits) - longest), len(digits)):
        if digits[start:] in numbers:
            yield start, len(digits)
    day = _YEAR.search(digits) if behind.lstrip().startswith("年") else None
    if day is None and _IS_MONTH.match(behind) and int(digits[-_LONGEST:]) > _MONTHS:
        day = _MONTH.search(digits)
    if day and day.start() and digits[: day.start()] in numbers:
        yield 0, day.start()


def _content(block: TextBlock) -> RichText:
    return block.content or RichText(block.text)


def _without(block: TextBlock, found: Sequence[_FoundMark], signs: NoteSigns) -> RichText:
    content = _content(block)
    text = content.text
    cuts = []
    for mark in found:
        blanks = _BLANKS.match(text, mark.end)
        after = blanks.end() if blanks else mark.end
        # A blank after a mark belongs to the mark; between Latin words it belongs to the text.
        is_text = block.is_table or signs.word_behind.match(text[after : after + 1])
        cuts.append((mark.start, mark.end if is_text else after))
    marked = replace(content, marks=tuple(NoteMark(mark.number, mark.start) for mark in found))
    return without(marked, cuts)
