"""What a search finds as files: its documents as records, its units as text; the answer of the JSON interface."""

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from app.db.queries.catalogue import records
from app.db.queries.exports import exported
from app.domain.addresses import document_url
from app.domain.places import cite
from app.domain.record import Record
from app.web.files.record_formats import WRITERS, record_file
from app.web.http.context import ArchiveDep, BaseUrlDep, ContextDep, Site, SiteDep
from app.web.http.table_files import OpenSession, batches, opener, saved_as
from app.web.search.exports import all_found
from app.writers.akn.collection import collection

router = APIRouter()


@router.get("/search.json")
def results_json(request: Request) -> RedirectResponse:
    """The way to the same search in the JSON interface."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/api/v1/search{query}", 307)


@router.get("/search.txt")
def results_text(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """The units found, in the order of the page: the words, where they stand, the address."""
    found = all_found(request, site, archive).documents
    opened = opener(archive)

    def lines() -> Iterator[str]:
        for batch in batches(unit for hits in found for unit in hits.units):
            with opened() as session:
                units = exported(session, batch)
            for unit in (units[key] for key in batch):
                place = "" if unit.anchor == "title" else unit.anchor
                where = f"{unit.symbol or unit.address} {cite(unit.anchor, unit.annexes)}"
                yield f"{unit.text}\n（{where}）{base_url}{document_url(unit.address, place)}\n\n"

    headers = saved_as("txt", "检索", request.query_params.get("q", ""))
    return StreamingResponse(
        map("".join, batches(lines())), media_type="text/plain; charset=utf-8", headers=headers
    )


@router.get("/search.xml")
def results_akn(request: Request, context: ContextDep) -> Response:
    """References to the Akoma Ntoso of the documents found, in the order of the page."""
    site, archive = context.site, context.archive
    addresses = [hits.document for hits in all_found(request, site, archive).documents]
    found = _records(opener(archive), site, context.base_url, addresses)
    content = collection(found, f"/search?{request.url.query}", context.today)
    headers = saved_as("xml", "检索", request.query_params.get("q", ""))
    return Response(content, media_type="application/akn+xml", headers=headers)


@router.get("/search.{suffix}")
def results_records(
    suffix: str, request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> Response:
    """The documents found, in the order of the page, in a format of citing programs."""
    if suffix not in WRITERS:
        raise HTTPException(
            404, "检索没有这种格式的文件：可用 .csv、.txt、.ris、.bib、.csl.json、.xml、.json、.atom。"
        )
    addresses = [hits.document for hits in all_found(request, site, archive).documents]
    headers = saved_as(suffix, "检索", request.query_params.get("q", ""))
    return record_file(suffix, _records(opener(archive), site, base_url, addresses), headers)


def _records(opened: OpenSession, site: Site, base_url: str, addresses: list[str]) -> Iterator[Record]:
    for batch in batches(addresses):
        with opened() as session:
            yield from records(session, site.names, base_url, batch)
