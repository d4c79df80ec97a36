"""The values of a resolution: what every source is read into and every page is made from.

All are frozen. Offsets count Unicode code points of the text that they belong to.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

Kind = Literal["resolution", "decision", "draft"]
Outcome = Literal["adopted", "not_adopted", "pending"]
UnitKind = Literal["preambular", "operative", "paragraph", "heading", "table"]
Method = Literal["recorded_vote", "without_vote", "silence_procedure", "written_vote", "unknown"]
Choice = Literal["in_favour", "against", "abstaining", "not_voting"]
StepKind = Literal["draft", "additional_sponsors", "report", "meeting", "veto", "composition", "other"]
Confidence = Literal["confirmed", "single", "doubtful"]
"""How sure the text of a unit is: a second source has the same words, there is one source, or something in
its reading, or another source, speaks against it."""

CiteKey = tuple[str | None, tuple[str, ...], tuple[str, ...]]
"""What a reference means: its target, its candidates, the places of the target."""

OrganBy = Literal["stated", "inherited", "own", "adopting", "deduced"]
"""How the organ of a number is known: named at it, named before it in its sentence, called its own (`其`),
none named and so the adopting one, or the only one that can have that number."""

Scheme = Literal["sdg", "unbis", "authority", "agenda", "title"]


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

    `target` is a symbol in canonical form, `instrument:` with an instrument's slug, or None where the organ
    is not certain; then `candidates` holds the symbols that it may be. Words that name several documents at
    once (`第20/4 A至E号`) are several citations of one span. `pinpoint` is the part of the target as printed,
    `places` the same as places in it; `dated` and `titled` are what the text says of the target.
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
        """What the reference means, wherever it stands: two of one key lead to the same."""
        return self.target, self.candidates, self.places


@dataclass(frozen=True, slots=True)
class Link:
    """Where a source links a text, from `start` to `end`, and to what address."""

    start: int
    end: int
    href: str


CELL_SIGN, ROW_SIGN = " | ", "\n"
"""What stands between the cells and the rows of a table in its text."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table; `columns` and `rows` say how many of them it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row of a resolution's body: a paragraph, one of its points, a heading or a table.

    `text` is as printed, on one line, without its own number and without footnote marks; of a table it is
    its cells and rows with a sign between them. `verb` is the base verb; the printed verb stands
    from `verb_start` to `verb_end` in `text`. `eid` is the element's name in the source, the key to other
    languages.
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
    """A footnote; its number is a string, a sponsor's mark is `*`."""

    anchor: str
    number: str
    text: str
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    eid: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """How one state voted; `state` is its ISO 3166 alpha-3 code, None for a name that is not known."""

    state: str | None
    name: str
    vote: Choice


@dataclass(frozen=True, slots=True)
class VoteList:
    """The states that voted alike, in the order of the text."""

    vote: Choice
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a text was adopted, with the tally and the votes by name where they are printed."""

    method: Method = "unknown"
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    text: str | None = None
    votes: tuple[Vote, ...] = ()

    @property
    def roll_call(self) -> tuple[VoteList, ...]:
        """The votes by name, one list for each way to vote that any state chose."""
        lists = (
            VoteList(choice, tuple(vote for vote in self.votes if vote.vote == choice))
            for choice in get_args(Choice)
        )
        return tuple(found for found in lists if found.votes)

    @property
    def counted(self) -> dict[str, int]:
        """How many states are listed for each way to vote."""
        return {listed.vote: len(listed.votes) for listed in self.roll_call}


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor; `mark` is the footnote mark at its name; an additional one joined after the draft came out."""

    state: str | None
    name: str
    mark: str | None = None
    is_additional: bool = False

    @property
    def printed(self) -> str:
        """The name with its mark."""
        return self.name + (self.mark or "")


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way to adoption: `symbol` of its document, `by` whom, as the source has it.

    `detail` is what else it says: the paragraph of a report, the chapter of the Charter, the members that
    an election gave an organ, from `on` until `until`.
    """

    kind: StepKind
    symbol: str | None = None
    on: date | None = None
    by: str | None = None
    detail: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A subject: of `sdg` the value is the goal's number, of all others an English heading."""

    scheme: Scheme
    value: str
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The facts that stand before the text and after it.

    `body` is the organ's code, `number` as in `50/4`, `session` as in `50`, `S-32` or `2021`;
    `formula` the opening formula as printed; `originating` the document that the text was proposed in, with
    its paragraph; `remarks` what the cover says of the printing, such as a reissue; `title_notes` the
    footnote marks at the title or the number.
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
    originating: str | None = None
    remarks: tuple[str, ...] = ()
    title_notes: tuple[NoteMark, ...] = ()

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
    steps: tuple[Step, ...] = ()
    keywords: tuple[Keyword, ...] = ()

    @property
    def units(self) -> tuple[Paragraph | Footnote, ...]:
        """Everything that may cite: the paragraphs, then the footnotes."""
        return (*self.paragraphs, *self.footnotes)
