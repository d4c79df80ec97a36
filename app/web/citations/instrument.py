"""The page of a named instrument: what it is, where to find it, and who cites it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse, Response

from app.db.queries import citations, citing
from app.domain.addresses import instrument_url
from app.domain.instruments import UNLISTED_PREFIX, Instrument
from app.domain.places import cite_instrument
from app.web.citations.citing_documents import CitingDocuments, citing_documents
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, ArchiveSession, SiteDep

router = APIRouter()

SIZE = 50


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A cited article or chapter, and the number of citing documents."""

    name: str
    url: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """An instrument and the documents that cite it or, with `place`, that part of it.

    `by_symbol` is the number of documents that cite it by its symbol.
    """

    template: ClassVar[str] = "citations/instrument.html"

    instrument: Instrument
    place: str
    parts: tuple[CitedPlace, ...]
    cited_by: CitingDocuments
    by_symbol: int
    csv_url: str
    atom_url: str
    pager: Pager


@router.get("/instruments/{slug}")
def show_instrument(
    site: SiteDep,
    archive: ArchiveDep,
    slug: str,
    place: Annotated[str, Query(max_length=60)] = "",
    page: str = "1",
) -> Response:
    """Show an instrument of the table, or a treaty known only by its registration number."""
    instrument = site.names.instruments.of_slug(slug.lower())
    is_known = instrument and (
        not slug.lower().startswith(UNLISTED_PREFIX) or citations.counts(archive.session, [instrument.target])
    )
    if instrument is None or not is_known:
        raise HTTPException(404, f"没有“{slug[:60]}”这一文书。")
    if slug != instrument.slug:
        return RedirectResponse(instrument_url(instrument.slug, place), 308)
    number = page_number(page)
    places = (place,) if place else ()
    found = citing_documents(
        archive.session, instrument.target, places, offset=(number - 1) * SIZE, limit=SIZE
    )
    symbol = instrument.symbol or ""
    by_symbol = citations.counts(archive.session, [symbol]).get(symbol, 0)
    params = {"place": place}
    return site.renderer.render(
        InstrumentPage(
            instrument,
            cite_instrument(place),
            _parts(archive, instrument, place),
            found,
            by_symbol,
            _file_url(instrument.slug, place, "csv"),
            _file_url(instrument.slug, place, "atom"),
            pager(instrument_url(instrument.slug), params, page=number, size=SIZE, total=found.total),
        )
    )


def _file_url(slug: str, place: str, ending: str) -> str:
    query = urlencode({"place": place}) if place else ""
    return f"/instruments/{slug}.{ending}" + (f"?{query}" if query else "")


def _parts(archive: ArchiveSession, instrument: Instrument, chosen: str) -> tuple[CitedPlace, ...]:
    """The cited articles and chapters, in numerical order."""
    counted = citing.places_cited(archive.session, instrument.target)
    return tuple(
        CitedPlace(cite_instrument(place), instrument_url(instrument.slug, place), count, place == chosen)
        for place, count in sorted(counted.items(), key=lambda one: _order(one[0]))
    )


def _order(place: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (0, step) for step in place.split("/")]
