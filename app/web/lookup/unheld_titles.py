"""Documents that are not held, by the titles that citing texts tell and the names of the instruments that they print."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from app.db.queries import citations, documents
from app.db.queries.citations import Known
from app.db.queries.titles import told_titles
from app.domain.addresses import instrument_url
from app.domain.instruments import Instrument
from app.domain.numerals import from_chinese
from app.domain.organs import Names
from app.domain.pasted import PastedReference, WordedPlace, place_meant, spelled_out
from app.domain.pasted.printed_headings import PrintedHeading, place_of_number
from app.domain.pasted.titles import title_and_place
from app.domain.resolution import DocumentKind
from app.domain.symbols import Symbol
from app.domain.text import fold
from app.web.lookup.named_document import LONG_TITLE, MOST_LISTED, Named, held

_STEPS: Mapping[DocumentKind, str] = {"resolution": "RES", "decision": "DEC"}
"""What symbols say of the kind."""


def unheld_of_title(session: Session, names: Names, meant: PastedReference) -> list[Named]:
    """The documents that are not held and have a title according to citing texts, and what prints an instrument of
    that name, held or not."""
    readings = [(meant.title, meant.places)]
    if not meant.is_titled:
        readings += title_and_place(meant.title)
    told = told_titles(session)
    title, places = next(
        (one for one in readings if fold(one[0]) in told),
        next((one for one in readings[1:] if names.instruments.named(one[0])), readings[0]),
    )
    symbols = told.get(fold(title))
    about = citations.known(session, symbols) if symbols else {}
    place = places[0].path_unheld if len(places) == 1 else ""
    found = [
        replace(_unheld_document(one), place=place)
        for one in about.values()
        if _fits_unheld(one, names, meant)
    ]
    name, at = _name_and_place(title, places)
    instrument = _instrument(names, replace(meant, title=name, is_titled=meant.is_titled or at is not None))
    if instrument and instrument.symbol not in about:
        found += _of_instrument(session, names, instrument, meant, at)
    return found[:MOST_LISTED]


_ARTICLE = re.compile(
    r"(?P<name>.+?)》?第(?P<number>[0-9]{1,3}|[〇零一二三四五六七八九十百]{1,7})[条章].*", re.DOTALL
)


def _name_and_place(title: str, places: Sequence[WordedPlace]) -> tuple[str, WordedPlace | None]:
    """The name of an instrument, and where in it: an article is `art/19`."""
    if places:
        article = _article_in(places)
        return title, WordedPlace((article,)) if article else places[0]
    name, article = _name_and_article(title)
    return name, WordedPlace((article,)) if article else None


def _name_and_article(title: str) -> tuple[str, str]:
    """The name of an instrument and the place of its article: `世界人权宣言第十九条` → `世界人权宣言`, `art/19`; the
    title and nothing where no article stands behind it."""
    found = _ARTICLE.fullmatch(title)
    if found is None:
        return title, ""
    try:
        return found["name"], f"art/{from_chinese(found['number'])}"
    except ValueError:
        return title, ""


def _article_in(places: Sequence[WordedPlace]) -> str:
    """The article that is the only place named, `art/19`; empty if it is none."""
    named = places[0].heading if len(places) == 1 else None
    return f"art/{named.key.removesuffix('条')}" if named and named.key.endswith("条") else ""


def _instrument(names: Names, meant: PastedReference) -> Instrument | None:
    """The instrument of just this name: what stands behind a comma is not ignored, as it is in a text.

    A short form without marks, `2030年议程`, is a word like others.
    """
    found, name = names.instruments.named(meant.title), fold(meant.title)
    if found is None:
        return None
    is_telling = meant.is_titled or len(name) >= LONG_TITLE
    sure = (found.name, *found.english)
    return found if name in map(fold, found.names if is_telling else sure) else None


def _unheld_document(about: Known) -> Named:
    return Named(about.symbol, Symbol(about.symbol).url, about.title, about.adopted_on, is_held=False)


def _of_instrument(
    session: Session, names: Names, instrument: Instrument, meant: PastedReference, at: WordedPlace | None
) -> Iterator[Named]:
    """The document that prints an instrument, under the instrument's name, and the place in it; its own
    page, if no document is known."""
    if not instrument.symbol:
        if not (meant.body or meant.kind or meant.on):
            address = instrument_url(instrument.slug).lstrip("/")
            yield Named(None, address, instrument.name, None, is_held=False)
        return
    about = citations.known(session, [instrument.symbol])[instrument.symbol]
    if not _fits_unheld(about, names, meant):
        return
    base = replace(_unheld_document(about), title=instrument.name)
    path = "annex/1" if instrument.place == "annex" else instrument.place or ""
    document = documents.by_address(session, about.address) if about.address else None
    article = at.paths[0] if at and at.paths[0].startswith("art/") else ""
    if document is None:
        # A document has articles in an annex alone, and headings are known by the text.
        below = at.path_unheld if at and at.path_unheld != "h" and (path or not article) else ""
        rest = spelled_out([at]) if at and not below else ""
        yield replace(base, place="/".join(filter(None, (path, below))), rest=rest)
        return
    base = replace(held(document), title=instrument.name)
    text = documents.resolution(session, document)
    place = place_meant(text, WordedPlace((path,))) if path else None
    if at and not article:
        paths = tuple("/".join(filter(None, (path, one))) for one in at.paths)
        place = place_meant(text, replace(at, paths=paths)) or place
    if number := article.removeprefix("art/"):
        named = PrintedHeading(f"第{number}条", path)
        place = place_of_number(text, named) or place
    yield replace(base, place=place or "")


def _fits_unheld(about: Known, names: Names, meant: PastedReference) -> bool:
    """The same of a document of which no more is known than its symbol and what citing texts tell."""
    organ = names.organ_of(Symbol(about.symbol))
    steps = about.symbol.split("/")
    return (
        (not meant.body or (organ is not None and organ.code == meant.body))
        and (not meant.kind or _STEPS.get(meant.kind) in steps)
        and (not meant.on or about.adopted_on == meant.on)
    )
