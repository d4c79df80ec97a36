"""The values of a resolution: what every source is read into and every page is made from.

All are frozen. Offsets count Unicode code points of the text that they belong to.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["resolution", "decision", "draft"]
Outcome = Literal["adopted", "not_adopted", "pending"]
UnitKind = Literal["preambular", "operative", "paragraph", "heading", "table"]
Method = Literal["recorded_vote", "without_vote", "silence_procedure", "written_vote", "unknown"]
Choice = Literal["in_favour", "against", "abstaining", "not_voting"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that looks wrong in a text or in its reading; reported, never silently repaired."""

    code: str
    message: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a footnote's mark stands: before the character at `offset` of the unit's text."""

    number: str
    offset: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference that stands in a text: `text` is the text from `start` to `end`.

    `target` is a symbol in canonical form, or None where the organ is not certain; then `candidates`
    holds the symbols that it may be.
    """

    text: str
    start: int
    end: int
    target: str | None
    candidates: tuple[str, ...] = ()
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row of a resolution's body: a paragraph, one of its points, a heading or a table.

    `text` is as printed, on one line, without its own number and without footnote marks. `verb` is the
    base verb; the printed verb is the first `verb_end` characters of `text`.
    """

    anchor: str
    kind: UnitKind
    text: str
    number: str | None = None
    depth: int = 0
    annex: str | None = None
    verb: str | None = None
    verb_end: int = 0
    eid: str | None = None
    notes: tuple[NoteMark, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; its number is a string, a sponsor's mark is `*`."""

    anchor: str
    number: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """How one state voted; `state` is its ISO 3166 alpha-3 code, None for a name that is not known."""

    state: str | None
    name: str
    vote: Choice


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a text was adopted, with the tally and the votes by name where they are printed."""

    method: Method = "unknown"
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    text: str | None = None
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor; `mark` is the footnote mark at its name."""

    state: str | None
    name: str
    mark: str | None = None

    @property
    def printed(self) -> str:
        """The name with its mark."""
        return self.name + (self.mark or "")


@dataclass(frozen=True, slots=True)
class Head:
    """The facts that stand before the text and after it.

    `body` is the organ's code, `number` as in `50/4`, `session` as in `50`, `S-32` or `2021`;
    `formula` the opening formula as printed.
    """

    symbol: str | None
    kind: Kind
    outcome: Outcome
    body: str
    number: str | None = None
    title: str | None = None
    session: str | None = None
    session_dates: str | None = None
    agenda_item: str | None = None
    agenda_item_title: str | None = None
    committee: str | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    meeting: str | None = None
    distribution: str | None = None
    language: str | None = None
    original_language: str | None = None
    formula: str | None = None

    @property
    def year(self) -> int | None:
        """The year of adoption, else of publication."""
        day = self.adopted_on or self.published_on
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A whole text. `id` is its identity in addresses: the symbol without blanks, else `x/…`."""

    id: str
    head: Head
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...] = ()
    adoption: Adoption = field(default_factory=Adoption)
    sponsors: tuple[Sponsor, ...] = ()
    problems: tuple[Problem, ...] = ()
