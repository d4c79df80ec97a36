"""A whole document, current or in a former version."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlmodel import Session

from app.db.models import Document, Source, Version
from app.db.queries import citations, documents, listing, series
from app.db.queries.listing import Listed
from app.domain.citing import CitingFormat, citing_formats, heading
from app.domain.organs import Organ
from app.domain.query import SearchQuery, in_words, parse
from app.domain.resolution import Choice, CiteKey, Keyword, Resolution, Vote
from app.domain.text import Piece, mark
from app.domain.words import Words
from app.web.citing import Citing, CountedInstrument, citing, printed_here
from app.web.contents import Entry, contents
from app.web.deps import Desk
from app.web.links import CiteLink, cite_links
from app.web.neighbourhood import Picture
from app.web.neighbours import neighbourhood
from app.web.setting import SetUnit, notes_by_place, stretches
from app.web.shown import (
    ShownNote,
    ShownUnit,
    ShownVariant,
    shown_notes,
    shown_unit,
    shown_variants,
)
from app.web.stances import Segment, bar

_CHOICES: tuple[Choice, ...] = ("in_favour", "against", "abstaining", "not_voting")


@dataclass(frozen=True, slots=True)
class VoteList:
    """The votes of the states that voted alike, in the order of the text."""

    vote: Choice
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class HitStep:
    """Which of the places with a hit one is, from 1, and the places before and after it."""

    nth: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document; `version` is set where the text is a former one."""

    template: ClassVar[str] = "pages/document.html"

    query: str
    hits: int
    steps: dict[str, HitStep]
    heading: str
    title: tuple[Piece, ...]
    organ: Organ
    resolution: Resolution
    stretches: tuple[tuple[SetUnit, ...], ...]
    notes: tuple[ShownNote, ...]
    title_notes: tuple[ShownNote, ...]
    unmarked_notes: tuple[ShownNote, ...]
    votes: tuple[VoteList, ...]
    bar: tuple[Segment, ...]
    links: dict[CiteKey, CiteLink]
    cited_by: Citing
    instruments: tuple[CountedInstrument, ...]
    neighbours: Picture | None
    continues: Listed | None
    continued_by: Listed | None
    in_series: int
    before: Listed | None
    after: Listed | None
    contents: tuple[Entry, ...]
    goals: tuple[Keyword, ...]
    subjects: tuple[Keyword, ...]
    english_title: str | None
    siblings: tuple[Document, ...]
    sources: tuple[Source, ...]
    variants: tuple[ShownVariant, ...]
    confirmed: int
    versions: tuple[Version, ...]
    version: Version | None
    permalink: str
    read_on: date
    formats: tuple[CitingFormat, ...]


@dataclass(frozen=True, slots=True)
class ToMark:
    """What to mark in a document: the folded phrases of a query or, where none stands in it, its words."""

    query: str = ""
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, typed: str, words: Words) -> "ToMark":
        """That of a query as typed."""
        query = parse(typed)
        by_words = in_words(query, words.of)
        return cls(typed, _texts(query), _texts(by_words) if by_words else ())


def _texts(query: SearchQuery) -> tuple[str, ...]:
    return tuple(phrase.text for phrase in query.phrases)


def document_page(desk: Desk, document: Document, to_mark: ToMark) -> DocumentPage:
    """The page of the current text, what is sought marked in it."""
    return _page(desk, document, documents.resolution(desk.shelf.session, document), to_mark, None)


def version_page(desk: Desk, document: Document, number: str) -> DocumentPage | None:
    """The page of a former text, None where there is none of that number."""
    found = (v for v in documents.versions(desk.shelf.session, document) if str(v.n) == number)
    version = next(found, None)
    return _page(desk, document, documents.former_text(version), ToMark(), version) if version else None


def _page(
    desk: Desk, document: Document, text: Resolution, to_mark: ToMark, version: Version | None
) -> DocumentPage:
    session, names = desk.shelf.session, desk.site.names
    organ = desk.organ_of(text)
    name = heading(text.head, organ)
    marked = _marked(text, text.head.title or name, to_mark)
    notes = notes_by_place(marked.notes)
    before, after = listing.beside(session, document)
    permalink = desk.permalink(document.address, f"v/{version.n}" if version else "")
    return DocumentPage(
        query=to_mark.query,
        hits=marked.hits,
        steps=_steps(marked.places),
        heading=name,
        title=marked.title,
        organ=organ,
        resolution=text,
        stretches=tuple(stretches(marked.units, notes, _cited_places(session, text))),
        notes=marked.notes,
        title_notes=notes.get("title", ()),
        unmarked_notes=notes.get(None, ()),
        votes=vote_lists(text),
        bar=vote_bar(text),
        links=cite_links(session, names.instruments, text.units, document.address, text.head.symbol),
        cited_by=citing(session, text.head.symbol),
        instruments=printed_here(session, names, text.head.symbol),
        neighbours=neighbourhood(session, names, document),
        continues=series.previous(session, document),
        continued_by=series.following(session, document),
        in_series=len(series.addresses(session, document)),
        before=before,
        after=after,
        contents=contents(text),
        goals=tuple(keyword for keyword in text.keywords if keyword.scheme == "sdg"),
        subjects=tuple(keyword for keyword in text.keywords if keyword.scheme == "unbis"),
        english_title=next((keyword.value for keyword in text.keywords if keyword.scheme == "title"), None),
        siblings=tuple(documents.siblings(session, document)),
        sources=tuple(documents.sources(session, document)),
        variants=() if version else shown_variants(session, document, desk.site.words),
        confirmed=0 if version else _confirmed(session, document, text),
        versions=tuple(documents.versions(session, document)),
        version=version,
        permalink=permalink,
        read_on=desk.today,
        formats=citing_formats(text.head, organ, "", permalink, desk.today),
    )


def _cited_places(session: Session, text: Resolution) -> dict[str, int]:
    """How many documents cite each place that any does."""
    return citations.places_cited(session, text.head.symbol) if text.head.symbol else {}


def _steps(places: list[str]) -> dict[str, HitStep]:
    row = [None, *places, None]
    return {place: HitStep(nth, row[nth - 1], row[nth + 1]) for nth, place in enumerate(places, start=1)}


def _confirmed(session: Session, document: Document, text: Resolution) -> int:
    """How many paragraphs a second source confirms."""
    found = documents.confidence(session, document)
    return sum(found.get(paragraph.anchor) == "confirmed" for paragraph in text.paragraphs)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Title, paragraphs and footnotes with what was sought in them; `hits` is how many of them hold it."""

    title: tuple[Piece, ...]
    units: tuple[ShownUnit, ...]
    notes: tuple[ShownNote, ...]

    @property
    def hits(self) -> int:
        return len(self.places) + any(is_match for _, is_match in self.title)

    @property
    def places(self) -> list[str]:
        """The places of paragraphs and footnotes with a hit, as they follow each other."""
        units = [unit.anchor for unit in self.units if unit.has_hit]
        return units + [note.anchor for note in self.notes if note.has_hit]


def _marked(text: Resolution, title: str, to_mark: ToMark) -> _Marked:
    """Mark the phrases of a query or, as in a search, its words where it stands nowhere."""
    marked = _marked_with(text, title, to_mark.phrases)
    return marked if marked.hits or not to_mark.words else _marked_with(text, title, to_mark.words)


def _marked_with(text: Resolution, title: str, phrases: tuple[str, ...]) -> _Marked:
    return _Marked(
        mark(title, phrases),
        tuple(shown_unit(paragraph, text, phrases) for paragraph in text.paragraphs),
        shown_notes(text.footnotes, text, phrases),
    )


def vote_bar(text: Resolution) -> tuple[Segment, ...]:
    """The votes as parts of one bar, each with the address of its list in the page."""
    return bar(Counter(vote.vote for vote in text.adoption.votes), "#vote-{}".format)


def vote_lists(text: Resolution) -> tuple[VoteList, ...]:
    """The votes by name, one list for each way to vote that anybody chose."""
    lists = (
        VoteList(choice, tuple(vote for vote in text.adoption.votes if vote.vote == choice))
        for choice in _CHOICES
    )
    return tuple(found for found in lists if found.votes)
