"""What of a document came back from its rendering."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from app.domain.adoption import Adoption
from app.domain.resolution import Head, Problem, Resolution
from app.domain.text import fold
from app.sources.reading import Reading

_HAN = re.compile(r"[\u3400-\u9fff]")
Row = tuple[str, ...]

_NO_HEAD = Head(None, "resolution", "adopted", "")


@dataclass(frozen=True, slots=True)
class Score:
    """What came back of one document, as pairs: how many are exact, and how many there are.

    `head` are symbol, title and date; a document is perfect whose paragraphs all are exact and in order.
    """

    paragraphs: tuple[int, int]
    places: tuple[int, int]
    footnotes: tuple[int, int]
    head: tuple[int, int]
    votes: tuple[int, int]
    is_perfect: bool
    first_difference: str | None = None


def units(resolution: Resolution) -> list[Row]:
    """Kind, number and text of each paragraph, in order; blanks beside digits are typesetting."""
    return [(unit.kind, unit.number or "", bare(unit.text)) for unit in resolution.paragraphs]


def bare(text: str) -> str:
    """A text without its blanks; one without Chinese with one blank for several."""
    if _HAN.search(text):
        return re.sub(r"[\s|]+", "", text)
    return " ".join(text.replace("|", " ").split())


def score(expected: Resolution, got: Resolution | None, *, has_votes: bool, folded: bool) -> Score:
    """Compare a document with what its rendering was read into; None where it was refused.

    `folded` compares search forms, for a rendering in traditional characters.
    """
    got = got or replace(expected, paragraphs=(), footnotes=(), adoption=Adoption(), head=_NO_HEAD)
    want, notes = _rows(expected, folded=folded)
    have, have_notes = _rows(got, folded=folded)
    same, first = _matched(want, have)
    places = {unit.anchor for unit in expected.paragraphs} & {unit.anchor for unit in got.paragraphs}
    heads = list(zip(_head(expected, folded=folded), _head(got, folded=folded), strict=True))
    votes = expected.adoption.votes if has_votes else ()
    cast = {(vote.state, vote.vote) for vote in votes}
    counted = cast & {(vote.state, vote.vote) for vote in got.adoption.votes}
    missing = sorted(set(notes) - set(have_notes))
    return Score(
        (same, len(want)),
        (len(places), len(want)),
        (len(notes) - len(missing), len(notes)),
        (sum(one == other for one, other in heads), len(heads)),
        (len(counted), len(cast)),
        want == have,
        first
        or next((f"{one} != {other}" for one, other in heads if one != other), None)
        or (f"footnotes {missing[:3]}" if missing else None),
    )


def scores_of(
    expected: Sequence[Resolution], readings: tuple[Reading, ...] | Problem, *, folded: bool = False
) -> list[Score]:
    """A score for each document of a text; all are lost where it was read into another number of documents."""
    read: list[Resolution | None] = (
        [] if isinstance(readings, Problem) else [reading.resolution for reading in readings]
    )
    if len(read) != len(expected):
        read = [None] * len(expected) if len(expected) > 1 else read[:1] or [None]
    has_votes = expected[0].head.body == "HRC"
    return [
        score(part, got, has_votes=has_votes, folded=folded) for part, got in zip(expected, read, strict=True)
    ]


def _rows(resolution: Resolution, *, folded: bool) -> tuple[list[Row], list[Row]]:
    plain = fold if folded else bare
    paragraphs: list[Row] = [(kind, number, plain(text)) for kind, number, text in units(resolution)]
    marks: dict[str, str] = {}
    for unit in resolution.paragraphs:
        for mark in unit.notes:
            marks.setdefault(mark.number, unit.anchor)
    notes: list[Row] = [
        (note.anchor, plain(bare(note.text)), marks.get(note.number, "")) for note in resolution.footnotes
    ]
    return paragraphs, notes


def _head(resolution: Resolution, *, folded: bool) -> Row:
    plain = fold if folded else bare
    head = resolution.head
    day = head.adopted_on
    return (head.symbol or "", plain(head.title or ""), str(day or ""))


def _matched(want: list[Row], have: list[Row]) -> tuple[int, str | None]:
    """How many come back exact and in order, and the first that does not."""
    matcher = SequenceMatcher(None, want, have, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            return same, f"{tag} want {want[start:end][:3]} have {have[first:last][:3]}"
    return same, None
