"""What a query names: documents and places in them, and whether it leads straight there.

It leads there if it is a reference to one document, held or not (`domain.pasted.reading`). Where something behind the
document was not understood, it leads there under a notice, unless a text of the archive has these very words: then it
is a search. A title leads to its document if it stands in `《》` or is said to be of an organ or kind, or if it is long
enough to be nothing else; with a year, a part of the title is enough. Every other document named is listed first; so
is a document that is not held by a title that citing texts tell, or by the name of the instrument that it prints: these
lead nowhere, since the texts that cite it are the results.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, documents, job_numbers, origins
from app.db.queries.titles import TitledDocument, titles_of
from app.domain.citations.plausibility import first_year
from app.domain.instruments import INSTRUMENT_PREFIX, Instruments
from app.domain.organs import Names
from app.domain.pasted import PastedReference, WordedPlace, place_meant, read_pasted, spelled_out
from app.domain.pasted.titles import title_and_place, title_and_year, title_in_sentence
from app.domain.pasted.walk import MARKS
from app.domain.pasted.worded_places import worded_places
from app.domain.place_lookup import places_of
from app.domain.places import annexes_of
from app.domain.query import SearchQuery, cite_key
from app.domain.query.interpretation import KeysOf
from app.domain.query.terms import Phrase
from app.domain.symbols import is_deliberation
from app.domain.text import fold
from app.search.engine import Question
from app.web.http.context import ArchiveSession
from app.web.lookup.documents import LookupResult, find
from app.web.lookup.named_document import LONG_TITLE, MOST_LISTED, Named, held
from app.web.lookup.unheld_titles import unheld_of_title

_FEW = 5
"""So many titles that a part and a year fit, at most, are listed."""
_SHORT = 4
"""A part of a title has so many characters; a whole one may have fewer."""
_READ_AT_MOST = 3
"""In so many documents, at most, a place is looked for."""


@dataclass(frozen=True, slots=True)
class NamedByQuery:
    """The documents that a query names; `leads_to` is the URL that it leads straight to."""

    documents: tuple[Named, ...] = ()
    leads_to: str | None = None
    by_title: bool = False


def named_by_query(
    archive: ArchiveSession, names: Names, typed: str, today: date | None = None
) -> NamedByQuery:
    """The documents that a query names; none if it names none."""
    meant = read_pasted(typed, names)
    if meant is None:
        return NamedByQuery()
    session = archive.session
    if meant.job:
        found_jobs = [held(one) for one in job_numbers.of_job(session, meant.job)]
        return NamedByQuery(tuple(found_jobs), found_jobs[0].url if len(found_jobs) == 1 else None)
    if not meant.documents:
        return _titled(session, names, meant)
    several = [_possible(symbols, names, today) for symbols in meant.documents]
    one_of = [_found(session, names, symbol) for symbols in several for symbol in symbols]
    found = [one for one in one_of if one]
    if meant.is_number_alone or (len(found) > 1 and meant.how == "mentioned"):
        found = [one for one in found if one.document or _is_cited(session, one) or _is_of_one_organ(one)]
    places = _placed(session, found[:MOST_LISTED], meant)
    leads = len(found) == 1 and len(places) == 1 and not meant.is_number_alone and meant.how != "mentioned"
    if leads and meant.how == "with_rest" and _stands(archive, typed):
        leads = False
    return NamedByQuery(tuple(places), places[0].url_with_notice if leads else None)


def _possible(symbols: Sequence[str], names: Names, today: date | None) -> Sequence[str]:
    """Of several symbols those whose session can have begun; all where none can."""
    if len(symbols) < 2:
        return symbols
    year = (today or datetime.now(UTC).date()).year
    begun = [symbol for symbol in symbols if (first_year(symbol, names) or 0) <= year]
    return begun or symbols


def _found(session: Session, names: Names, name: str) -> LookupResult | None:
    """The document of a symbol; None for a symbol of an unknown organ that nothing here mentions."""
    found = find(session, name)
    known = found.symbol is None or names.organ_of(found.symbol) is not None
    if found.document is None and (found.symbol is None or not (known or _is_cited(session, found))):
        return None
    return found


_BEHIND = re.compile(
    r"(?P<whole>.+/(?:RES|DEC)/(?:E?S-)?[0-9]+(?:/[0-9]+[A-Z]*)?(?: \([^)]*\))?)/(?P<behind>.+)"
)


def _part_of(session: Session, found: LookupResult) -> tuple[Named, Document] | None:
    """The held document whose symbol another one goes on behind, which is neither held nor cited: `…/213/Corr.1`."""
    split = _BEHIND.fullmatch(found.symbol.canonical) if found.symbol else None
    if split is None or _is_cited(session, found):
        return None
    document = find(session, split["whole"]).document
    if document is None:
        return None
    places, end = worded_places(split["behind"])
    is_place = len(places) == 1 and end == len(split["behind"])
    place = place_meant(documents.resolution(session, document), places[0]) if is_place else None
    return replace(held(document), place=place or "", rest="" if place else split["behind"]), document


def _is_of_one_organ(found: LookupResult) -> bool:
    """Whether a number with a bracket was read, `2758 (XXVI)`, which no other organ can have."""
    return found.symbol is not None and "(" in found.symbol.canonical


def _is_cited(session: Session, found: LookupResult) -> bool:
    return found.symbol is not None and bool(citations.counts(session, [found.symbol.canonical]))


def _placed(session: Session, found: Sequence[LookupResult], meant: PastedReference) -> list[Named]:
    """The documents with the places named in them; several places of one document are several."""
    placed: list[Named] = []
    for one in found:
        base, document = _base(session, one, meant)
        if document is None or len(found) > _READ_AT_MOST:
            placed.append(_unchecked(one, base, meant))
            continue
        placed += _in_document(session, document, base, _behind_title(document, meant))
    return list(dict.fromkeys(placed))


def _behind_title(document: Document, meant: PastedReference) -> PastedReference:
    """What was pasted, without the title behind the symbol: `A/RES/79/171，食物权，第5段`."""
    begun = f"{document.title or ''}"
    if not begun or not meant.rest.startswith(begun):
        return meant
    rest = meant.rest.removeprefix(begun).strip(MARKS)
    places, end = worded_places(rest)
    return replace(meant, places=(*meant.places, *places), rest=rest[end:].strip(MARKS) if places else rest)


def _base(session: Session, found: LookupResult, meant: PastedReference) -> tuple[Named, Document | None]:
    """A document that was named; the text adopted from it, if it is a draft, or a report with the number of a draft."""
    document = found.document
    symbol = found.symbol.canonical if found.symbol else None
    if document is None and symbol and not is_deliberation(symbol):
        adopted, is_guess = origins.adopted_from(session, symbol, meant.draft)
        if adopted:
            document = documents.by_address(session, adopted)
        if document:
            return replace(
                held(document),
                draft=f"{symbol}" if not meant.draft else f"{symbol} 决议草案{meant.draft}",
                is_guess=is_guess,
            ), document
    if document:
        return held(document), document
    if part := _part_of(session, found):
        return part
    about = citations.known(session, [symbol or ""])[symbol or ""]
    return Named(symbol, found.address, about.title, about.adopted_on, is_held=False), None


def _unchecked(found: LookupResult, base: Named, meant: PastedReference) -> Named:
    """A document whose text is not looked at, with the place that was named; a heading has none without the text."""
    if len(meant.places) != 1:
        return replace(base, rest=meant.rest)
    paths = (meant.places[0].path_unheld, *meant.places[0].paths[1:])
    if paths[0] == "h":
        return replace(base, rest="、".join(filter(None, (spelled_out(meant.places), meant.rest))))
    is_report = found.symbol is not None and not is_deliberation(found.symbol.canonical)
    place = next((path for path in paths if is_report and "para/" in path), paths[0])
    return replace(base, place=place, rest=meant.rest)


def _in_document(
    session: Session, document: Document, base: Named, meant: PastedReference
) -> Iterator[Named]:
    if base.draft or not meant.places:
        yield replace(base, rest="、".join(filter(None, (base.rest, meant.rest))))
        return
    text = documents.resolution(session, document)
    missing = False
    for worded in meant.places:
        place = (
            _version(session, document, worded)
            or place_meant(text, worded)
            or _moved(session, document, worded)
        )
        missing = missing or place is None
        if place:
            annexes = annexes_of(places_of(text)) if place.startswith("annex/") else 1
            yield replace(base, place=place, rest=meant.rest, annexes=annexes)
    if missing:
        said = "、".join(filter(None, (spelled_out(meant.places), meant.rest)))
        yield replace(base, rest=said)


def _version(session: Session, document: Document, worded: WordedPlace) -> str | None:
    """A former text, or a list that belongs to the document, by its address."""
    path = worded.paths[0]
    if path in ("series", "cited-by"):
        return path
    if not path.startswith("v/"):
        return None
    return path if any(f"v/{one.n}" == path for one in documents.versions(session, document)) else None


def _moved(session: Session, document: Document, worded: WordedPlace) -> str | None:
    moved = documents.redirect(session, f"{document.address}/{worded.paths[0]}")
    return moved.removeprefix(f"{document.address}/") if moved else None


def _stands(archive: ArchiveSession, typed: str) -> bool:
    """Whether a unit has these very words."""
    folded = fold(typed)
    if not folded:
        return False
    query = SearchQuery(typed, Phrase(folded, typed, quoted=True))
    return archive.search.answer(Question(query, size=1, counted=())).total_units > 0


def _titled(session: Session, names: Names, meant: PastedReference) -> NamedByQuery:
    """The documents of a title, which may have a place or a year beside it."""
    titles = titles_of(session)
    found, places, is_sure = list(titles.of_title.get(fold(meant.title), ())), meant.places, meant.is_titled
    if not found and not meant.is_titled:
        for title, worded in title_and_place(meant.title):
            if found := list(titles.of_title.get(fold(title), ())):
                places, is_sure = worded, True
                break
    if not found and (unheld := unheld_of_title(session, names, meant)):
        return NamedByQuery(tuple(unheld), by_title=True)
    if not found and (dated := title_and_year(meant.title)):
        found = titles.holding(fold(dated[0]), dated[1])
        is_sure = True
        whole = [one for one in found if one.folded == fold(dated[0])]
        found = whole or (found if len(dated[0]) >= _SHORT else [])
        if len({one.folded for one in found}) > 1 and len(found) > _FEW:
            found = []
    if not found and (said := title_in_sentence(meant.title, names, meant)):
        meant, year = said
        found = [
            one
            for one in titles.of_title.get(fold(meant.title), ())
            if not year or (one.adopted_on and one.adopted_on.year == year)
        ]
        is_sure = True
    fitting = [one for one in found if _fits(one, meant)]
    if not fitting:
        return NamedByQuery()
    return _of_titled(session, fitting, replace(meant, places=places), is_sure=is_sure)


def _of_titled(
    session: Session, found: Sequence[TitledDocument], meant: PastedReference, *, is_sure: bool
) -> NamedByQuery:
    named: list[Named] = []
    for one in found[:MOST_LISTED]:
        base = Named(one.symbol, one.address, one.title, one.adopted_on, is_held=True)
        document = (
            documents.by_address(session, one.address)
            if meant.places and len(found) <= _READ_AT_MOST
            else None
        )
        named += _in_document(session, document, base, meant) if document else [base]
    leads = len(named) == 1 and (is_sure or len(fold(meant.title)) >= LONG_TITLE)
    return NamedByQuery(tuple(named), named[0].url_with_notice if leads else None, by_title=True)


def _fits(one: TitledDocument, meant: PastedReference) -> bool:
    return (
        (not meant.body or one.body == meant.body)
        and (not meant.kind or one.kind == meant.kind)
        and (not meant.on or one.adopted_on == meant.on)
    )


def keys_of(session: Session, instruments: Instruments) -> KeysOf:
    """A function that maps a value of the field `引用` to all keys that the index may hold for it."""

    def keys(name: str) -> frozenset[str]:
        if instrument := instruments.named(name) or instruments.of_slug(name.removeprefix(INSTRUMENT_PREFIX)):
            return frozenset({cite_key(instrument.target)})
        symbol = find(session, name).symbol
        if symbol is None:
            return frozenset()
        return frozenset(map(cite_key, (symbol.canonical, *citations.targets_of(session, symbol.canonical))))

    return keys
