"""What every reader of a format hands back: the resolution, and what became of each line of its source."""

from dataclasses import dataclass

from app.domain.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its place in the text in characters, its words, the width of its indent.

    `gap` is how many blank lines stand above it.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What a line was read as: `head.title`, `unit op/5`, `note fn/3`, `furniture.rule` and so on, and why."""

    line: Line
    role: str
    anchor: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolution with the claims on all lines of its source that are not blank, in their order."""

    resolution: Resolution
    claims: tuple[Claim, ...] = ()
