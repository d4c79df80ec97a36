"""The values of a resolution: what every source is read into and every page is made from.

All are frozen. Offsets count Unicode code points of the text that they refer to.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Literal

from app.domain.adoption import Adoption

DocumentKind = Literal["resolution", "decision", "draft"]
Outcome = Literal["adopted", "not_adopted", "pending"]
UnitKind = Literal["preambular", "operative", "paragraph", "heading", "table"]
StepKind = Literal["draft", "additional_sponsors", "report", "meeting", "veto", "composition", "other"]
Confidence = Literal["confirmed", "single", "doubtful"]
"""How certain the text of a unit is: confirmed by a second source, from a single source, or doubtful, because
of its reading or another source."""

CiteKey = tuple[str | None, tuple[str, ...], tuple[str, ...]]
"""The meaning of a reference: target, candidates, places in the target."""

Language = Literal["zh", "en"]
"""The language of a text, as in addresses."""

OrganBy = Literal["stated", "inherited", "own", "adopting", "deduced"]
"""How the organ of a number is known: named with it; named before it in the sentence; referred to as its own
(`其`); not named, so the adopting organ; not named, but the only organ that can have the number."""

DatedBy = Literal["closing", "cover", "metadata", "sidecar", "neighbours", "session"]
"""What a date of adoption that cannot be as printed is derived from; `neighbours` are the numbers before and after."""

Scheme = Literal["sdg", "sdg_subject", "unbis", "authority", "agenda", "title"]
"""The vocabulary of a keyword. Goals and the subjects that come with each (`sdg`, `sdg_subject`) were assigned by a
machine; librarians gave all others."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that looks wrong in a text or in its reading: reported, never silently corrected."""

    code: str
    message: str
    anchor: str | None = None


OF_SOURCE_FILES = frozenset({"link_alone", "link_differs", "typed_labels"})
"""Codes of problems that only a source's markup has: its links, its labels. The words and their reading stand."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The position of a footnote mark: before the character at `offset` of the unit's text."""

    number: str
    offset: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in a text; `text` is the text from `start` to `end`.

    `target` is a symbol in canonical form or `instrument:` with a slug; None if the organ is uncertain, and
    then `candidates` holds the possible symbols. One phrase that names several documents (`第20/4 A至E号`)
    yields several citations of one span. `pinpoint` is the part of the target as printed, `places` the same
    as places in the target; `dated` and `titled` are the date and title that the text gives the target.
    """

    text: str
    start: int
    end: int
    target: str | None
    candidates: tuple[str, ...] = ()
    pinpoint: str | None = None
    places: tuple[str, ...] = ()
    organ_by: OrganBy | None = None
    dated: date | None = None
    titled: str | None = None

    @property
    def key(self) -> CiteKey:
        """The meaning of the reference, wherever it stands: references with one key lead to the same
        place."""
        return self.target, self.candidates, self.places


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a source, from `start` to `end` of the text, and its URL."""

    start: int
    end: int
    href: str


CELL_SIGN, ROW_SIGN = " | ", "\n"
"""Separators of cells and rows in the text of a table."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A table cell; `columns` and `rows` are how many it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A unit of a resolution's body: a paragraph, a point, a heading or a table.

    `text` is as printed, on one line, without its number and footnote marks; for a table, its cells and rows
    with separators. `verb` is the base verb; the printed verb stands from `verb_start` to `verb_end` in
    `text`. `eid` is the element's id in the source, which other language versions share.
    """

    anchor: str
    kind: UnitKind
    text: str
    number: str | None = None
    depth: int = 0
    annex: str | None = None
    verb: str | None = None
    verb_start: int = 0
    verb_end: int = 0
    eid: str | None = None
    notes: tuple[NoteMark, ...] = ()
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    rows: tuple[tuple[TableCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; its number is a string, and `*` for a sponsor's mark."""

    anchor: str
    number: str
    text: str
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    eid: str | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor; `mark` is the footnote mark at its name. Additional sponsors joined after the draft was
    issued. `on_behalf_of` is the group that it sponsors for, in Chinese if its Chinese name is known."""

    state: str | None
    name: str
    mark: str | None = None
    is_additional: bool = False
    on_behalf_of: str | None = None

    @property
    def printed(self) -> str:
        """The name with its mark."""
        return self.name + (self.mark or "")


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way to adoption: `symbol` of its document, `by` whom, as given in the source.

    `detail` is further information: the paragraph of a report, the chapter of the Charter, or the members
    elected to an organ from `on` until `until`.
    """

    kind: StepKind
    symbol: str | None = None
    on: date | None = None
    by: str | None = None
    detail: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A subject. For `sdg` the value is the number of a goal or target, otherwise an English heading."""

    scheme: Scheme
    value: str
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The facts printed before and after the text.

    `body` is the organ's code; `number` is as in `50/4`; `session` as in `50`, `S-32` or `2021`; `formula` is
    the opening formula as printed; `originating` is the document that proposed the text, with the paragraph;
    `remarks` are notes of the cover on the printing, such as a reissue; `title_notes` are the footnote marks
    at the title or number.
    A date of adoption that cannot be stands in `adopted_as_printed` alone. Then `dated_by` dates the text from
    `dated_from` to `dated_to`; `adopted_on` is that day if it is one.
    """

    symbol: str | None
    kind: DocumentKind
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
    originating: str | None = None
    adopted_as_printed: str | None = None
    dated_by: DatedBy | None = None
    dated_from: date | None = None
    dated_to: date | None = None
    remarks: tuple[str, ...] = ()
    title_notes: tuple[NoteMark, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of adoption, else of publication; None if it is not sure."""
        if self.adopted_as_printed is not None:
            return int(self.known_date[:4]) if self.known_date else None
        day = self.adopted_on or self.published_on
        return day.year if day else None

    @property
    def known_date(self) -> str:
        """What is sure of the date of adoption, in ISO 8601: `2024-07-10`, `2024-07`, `2024`, or empty."""
        if self.adopted_on or not (self.dated_from and self.dated_to):
            return self.adopted_on.isoformat() if self.adopted_on else ""
        parts = zip(*(str(day).split("-") for day in (self.dated_from, self.dated_to)), strict=True)
        return "-".join(part for part, _ in takewhile(lambda pair: pair[0] == pair[1], parts))

    @property
    def ordered_on(self) -> date | None:
        """The day that orders a text: that of adoption, else the first that it can be."""
        return self.adopted_on or self.dated_from


@dataclass(frozen=True, slots=True)
class Resolution:
    """A whole text in one language. `id` identifies it in addresses: the symbol without blanks, else `x/…`."""

    id: str
    head: Head
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...] = ()
    adoption: Adoption = field(default_factory=Adoption)
    sponsors: tuple[Sponsor, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    language: Language = "zh"

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """The problems that matter to a reader of the text."""
        return tuple(problem for problem in self.problems if problem.code not in OF_SOURCE_FILES)

    @property
    def units(self) -> tuple[Paragraph | Footnote, ...]:
        """Everything that may contain references: the paragraphs, then the footnotes."""
        return (*self.paragraphs, *self.footnotes)
