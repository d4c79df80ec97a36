"""A whole document, current or in a former version."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Session

from app.db.models import Document, Source, Version
from app.db.queries import documents
from app.db.queries.documents import Held
from app.domain.citing import heading
from app.domain.organs import Names, Organ
from app.domain.query import parse
from app.domain.resolution import Choice, Resolution
from app.domain.text import Piece, fold, mark
from app.web.shown import (
    CitingDocument,
    ShownNote,
    ShownUnit,
    citing_documents,
    held_targets,
    shown_note,
    shown_unit,
)

_CHOICES: tuple[Choice, ...] = ("in_favour", "against", "abstaining", "not_voting")


@dataclass(frozen=True, slots=True)
class VoteList:
    """The states that voted alike, as printed."""

    vote: Choice
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document; `version` is set where the text is a former one."""

    template: ClassVar[str] = "pages/document.html"

    query: str
    hits: int
    heading: str
    title: tuple[Piece, ...]
    organ: Organ
    resolution: Resolution
    units: tuple[ShownUnit, ...]
    notes: tuple[ShownNote, ...]
    votes: tuple[VoteList, ...]
    held: dict[str, Held]
    cited_by: tuple[CitingDocument, ...]
    sources: tuple[Source, ...]
    versions: tuple[Version, ...]
    version: Version | None


def document_page(session: Session, names: Names, document: Document, query: str) -> DocumentPage:
    """The page of the current text, the phrases of a query marked in it."""
    return _page(session, names, document, documents.resolution(session, document), query, None)


def version_page(session: Session, names: Names, document: Document, number: str) -> DocumentPage | None:
    """The page of a former text, None where there is none of that number."""
    found = (version for version in documents.versions(session, document) if str(version.n) == number)
    version = next(found, None)
    return _page(session, names, document, documents.former_text(version), "", version) if version else None


def organ_of(resolution: Resolution, names: Names) -> Organ:
    """The organ of a resolution that is held. Raises LookupError where the tables have lost it."""
    organ = names.organ_by_code(resolution.head.body)
    if organ is None:
        raise LookupError(resolution.head.body)
    return organ


def _page(
    session: Session, names: Names, document: Document, text: Resolution, query: str, version: Version | None
) -> DocumentPage:
    phrases = _phrases(query, text)
    organ = organ_of(text, names)
    units = tuple(shown_unit(paragraph, text, phrases) for paragraph in text.paragraphs)
    notes = tuple(shown_note(footnote, text, phrases) for footnote in text.footnotes)
    title = mark(text.head.title or heading(text.head, organ), phrases)
    return DocumentPage(
        query=query,
        hits=_count_hits([*units, *notes]) + any(is_match for _, is_match in title),
        heading=heading(text.head, organ),
        title=title,
        organ=organ,
        resolution=text,
        units=units,
        notes=notes,
        votes=vote_lists(text),
        held=held_targets(session, (*text.paragraphs, *text.footnotes)),
        cited_by=citing_documents(session, text.head.symbol),
        sources=tuple(documents.sources(session, document)),
        versions=tuple(documents.versions(session, document)),
        version=version,
    )


def vote_lists(text: Resolution) -> tuple[VoteList, ...]:
    """The votes by name, one list for each way to vote that anybody chose."""
    lists = (
        VoteList(choice, tuple(vote.name for vote in text.adoption.votes if vote.vote == choice))
        for choice in _CHOICES
    )
    return tuple(votes for votes in lists if votes.names)


def _phrases(query: str, text: Resolution) -> list[str]:
    """What is marked: the phrases of a query or, as in a search, its words where they stand nowhere."""
    parsed = parse(query)
    by_words = parsed.in_words()
    texts = [unit.text for unit in text.paragraphs] + [note.text for note in text.footnotes]
    if by_words and not any(parsed.accepts(fold(printed)) for printed in (text.head.title or "", *texts)):
        parsed = by_words
    return [phrase.text for phrase in parsed.phrases]


def _count_hits(units: Collection[ShownUnit | ShownNote]) -> int:
    return sum(any(run.is_hit for inline in unit.inline for run in inline.runs) for unit in units)
