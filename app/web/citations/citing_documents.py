"""Who cites something, as pages show it: documents, newest first, with the sentences that cite."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from app.db.queries import citations
from app.db.queries.citations import CitedBy
from app.db.queries.listing import Listed
from app.domain.instruments import Instrument
from app.domain.organs import Names

FIRST = 20
"""How many citing documents a page shows that is about something else too."""

_REACH = 90
"""How many characters of its sentence stand before and after a reference where it is listed."""

_MARKED = 40
"""How many characters before a footnote's mark are shown."""

_SENTENCE_END = re.compile(r"[；。]")


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A place that cites, with the sentence around the reference.

    Of a footnote, `marked` are the words that its mark stands behind.
    """

    anchor: str
    before: str
    reference: str
    after: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document that cites, with its places in the order of its text."""

    document: Listed
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class CitingDocuments:
    """The documents that cite something: how many, and some of them."""

    total: int = 0
    documents: tuple[CitingDocument, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether there are others than those shown."""
        return self.total > len(self.documents)


def citing_documents(
    session: Session,
    symbol: str | None,
    places: Collection[str] = (),
    *,
    offset: int = 0,
    limit: int = FIRST,
) -> CitingDocuments:
    """Who cites a document or these places in it, newest first; nobody where it has no symbol."""
    if not symbol:
        return CitingDocuments()
    total = citations.count_citing(session, symbol, places)
    found = citations.citing(session, symbol, places, offset=offset, limit=limit) if total else []
    return CitingDocuments(
        total,
        tuple(
            CitingDocument(document, tuple(_citing_place(place) for place in group))
            for document, group in groupby(found, key=lambda place: place.document)
        ),
    )


@dataclass(frozen=True, slots=True)
class CountedInstrument:
    """An instrument with the number of documents that cite it by name."""

    instrument: Instrument
    count: int


def printed_here(session: Session, names: Names, symbol: str | None) -> tuple[CountedInstrument, ...]:
    """The instruments that a document prints: readers cite it by their names too."""
    printed = names.instruments.printed_in(symbol) if symbol else ()
    counts = citations.counts(session, [one.target for one in printed])
    return tuple(CountedInstrument(one, counts.get(one.target, 0)) for one in printed)


def _citing_place(place: CitedBy) -> CitingPlace:
    starts = [end.end() for end in _SENTENCE_END.finditer(place.text, 0, place.start)]
    end = _SENTENCE_END.search(place.text, place.end)
    first, last = starts[-1] if starts else 0, end.end() if end else len(place.text)
    before, after = place.text[first : place.start], place.text[place.end : last]
    return CitingPlace(
        place.anchor,
        f"…{before[-_REACH:]}" if len(before) > _REACH else before,
        place.text[place.start : place.end],
        f"{after[:_REACH]}…" if len(after) > _REACH else after,
        _last_words(place.marked[1]) if place.marked else "",
    )


def _last_words(text: str) -> str:
    """The end of what stands before a footnote's mark."""
    words = text.rstrip("，、；。")
    return f"…{words[-_MARKED:]}" if len(words) > _MARKED else words
