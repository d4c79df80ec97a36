"""The result of every reader: the resolution, and how each line of the source was read."""

from dataclasses import dataclass

from app.domain.resolution import Resolution
from app.sources.dates import GivenDate


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its span in the text and its indent, both in characters, and its words.

    `gap` is the number of blank lines above it. `place` is where it stands in a file whose lines have no numbers, as
    a reader of it would say: `第3页`. `cut`: the line begins inside a line of
    the source, and by what sign; its paragraph is a guess.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    gap: int = 0
    place: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a line was read as (`head.title`, `unit op/5`, `note fn/3`, `furniture.rule` …), and the
    reason."""

    line: Line
    role: str
    anchor: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolution, with a claim on each non-blank line of its source, in order; none for markup.

    `dates` are all that the source gives as date of adoption, the one that counts first.
    """

    resolution: Resolution
    claims: tuple[Claim, ...] = ()
    dates: tuple[GivenDate, ...] = ()
