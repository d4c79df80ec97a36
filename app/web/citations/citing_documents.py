"""Citing documents as pages show them: newest first, with the citing sentences."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from app.db.queries import citations, citing
from app.db.queries.citing import CitedBy
from app.db.queries.listing import Listed
from app.domain.instruments import Instrument
from app.domain.organs import Names

FIRST = 20
"""Maximum number of citing documents on a page with other main content."""

_REACH = 90
"""Maximum characters of the sentence shown on each side of a citation."""

_MARKED = 40
"""Maximum characters shown before a footnote's mark."""

_SENTENCE_END = re.compile(r"[；。]")


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A citing place, with the sentence around the citation.

    For a footnote, `marked` is the text before its mark.
    """

    anchor: str
    before: str
    reference: str
    after: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A citing document, with its citing places in text order."""

    document: Listed
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class CitingDocuments:
    """Some of the documents that cite a target; `total` counts all of them."""

    total: int = 0
    documents: tuple[CitingDocument, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether there are more than those shown."""
        return self.total > len(self.documents)


def citing_documents(
    session: Session,
    symbol: str | None,
    places: Collection[str] = (),
    *,
    offset: int = 0,
    limit: int = FIRST,
) -> CitingDocuments:
    """The documents that cite a document, or these places in it, newest first; none if it has no symbol."""
    if not symbol:
        return CitingDocuments()
    total = citing.count_citing(session, symbol, places)
    found = citing.citing_places(session, symbol, places, offset=offset, limit=limit) if total else []
    return CitingDocuments(
        total,
        tuple(
            CitingDocument(document, tuple(_citing_place(place) for place in group))
            for document, group in groupby(found, key=lambda place: place.document)
        ),
    )


@dataclass(frozen=True, slots=True)
class CountedInstrument:
    """An instrument and the number of documents that cite it by name."""

    instrument: Instrument
    count: int


def printed_here(session: Session, names: Names, symbol: str | None) -> tuple[CountedInstrument, ...]:
    """The instruments whose text a document contains, since citations may name them instead of the document."""
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
    """The end of the text before a footnote's mark."""
    words = text.rstrip("，、；。")
    return f"…{words[-_MARKED:]}" if len(words) > _MARKED else words
