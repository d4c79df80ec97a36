"""Instruments as files: all of the table, and the places that cite one."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response, StreamingResponse

from app.db.queries import changes, citations, citing
from app.domain.addresses import instrument_url
from app.domain.places import cite_instrument
from app.web.citations.edges import citing_places
from app.web.citations.files import PLACE_ROW, place_rows
from app.web.html.labels import INSTRUMENT
from app.web.http.atom_feeds import SIZE, FeedOf, feed_response
from app.web.http.context import ArchiveDep, BaseUrlDep, ContextDep, SiteDep
from app.web.http.table_files import csv_response, opener

router = APIRouter()

INSTRUMENT_ROW = ("名称", "种类", "年份", "文号", "引用它的文件", "网址")


@router.get("/instruments.csv")
def instruments_csv(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> StreamingResponse:
    """All instruments of the table, with the number of documents that cite each by name."""
    counts = citations.instruments_cited(archive.session)
    rows = (
        (
            one.name,
            INSTRUMENT[one.kind],
            one.year or "",
            one.symbol or "",
            counts.get(one.target, 0),
            base_url + instrument_url(one.slug),
        )
        for one in site.names.instruments.all
    )
    return csv_response(INSTRUMENT_ROW, rows)


@router.get("/instruments/{slug}.csv")
def instrument_csv(
    site: SiteDep,
    archive: ArchiveDep,
    base_url: BaseUrlDep,
    slug: str,
    place: Annotated[str, Query(max_length=60)] = "",
) -> StreamingResponse:
    """The places that cite an instrument, or a part of it, by name."""
    instrument = site.names.instruments.of_slug(slug.lower())
    if instrument is None:
        raise HTTPException(404)
    places = citing_places(opener(archive), instrument.target, (place,) if place else ())
    return csv_response(PLACE_ROW, place_rows(site, base_url, places))


@router.get("/instruments/{slug}.atom")
def instrument_feed(
    context: ContextDep, slug: str, place: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """What came and changed of the documents that cite an instrument, or a part of it, by name."""
    instrument = context.site.names.instruments.of_slug(slug.lower())
    if instrument is None:
        raise HTTPException(404)
    session = context.archive.session
    keys = citing.citing_keys(session, instrument.target, (place,) if place else ())
    page = instrument_url(instrument.slug, place)
    path, _, query = page.partition("?")
    of = FeedOf(
        f"引用{instrument.name}{cite_instrument(place)}的文件",
        f"{path}.atom" + (f"?{query}" if query else ""),
        page,
    )
    return feed_response(context, of, changes.last_changed_of(session, keys, limit=SIZE))
