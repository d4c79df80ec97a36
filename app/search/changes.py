"""What is to be indexed: documents and units, and the changes of an index."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.places import DocumentPart


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """A paragraph, footnote, heading, title or table to be indexed.

    `id` is the key of its row; within a document keys ascend in the order of the text. `folded` is the folded
    text; `cites` are the keys of the documents that the unit cites; `stops` the offsets in the folded text at which
    a sentence begins, after the first; `states` the codes of the states that it names;
    `english` the folded texts (`domain.english_text`) of its counterparts in English.
    """

    id: int
    document: str
    part: DocumentPart
    folded: str
    verb: str | None = None
    annex: str | None = None
    cites: tuple[str, ...] = ()
    stops: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The metadata of a document to be indexed; `adopted_on` is the day that orders it, an ISO date, empty if unknown.

    `votes` are values of the facet `voted` (`domain.query.votes`); the tally is None where there is none.
    """

    address: str
    body: str = ""
    session: str | None = None
    year: int | None = None
    kind: str = ""
    adopted_on: str = ""
    subjects: tuple[str, ...] = ()
    committee: str | None = None
    votes: tuple[str, ...] = ()
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None

    @property
    def organ_session(self) -> str | None:
        """The session with its organ, `HRC/50`: several organs have a session of that number."""
        return f"{self.body}/{self.session}" if self.body and self.session else None


@dataclass(frozen=True, slots=True)
class Changes:
    """An update of the index: addresses of documents to remove, then documents and units to add."""

    removed: tuple[str, ...] = ()
    documents: tuple[SearchDocument, ...] = ()
    units: Iterable[SearchUnit] = ()
