"""For crawlers: `robots.txt`, and the sitemap of all documents with the day of their last change."""

from collections.abc import Iterable
from datetime import datetime

from fastapi import APIRouter, HTTPException
from fastapi.responses import PlainTextResponse, Response

from app.db.queries import changes
from app.domain.addresses import document_url
from app.web.html.crawling import FILES, KEPT_OUT
from app.web.html.prefix import under_prefix
from app.web.http.context import ArchiveDep, BaseUrlDep
from app.writers.sitemap import SitemapEntry, sitemap, sitemap_index

router = APIRouter()

DOCUMENTS = 10_000
"""How many documents a file of the sitemap has, each with at most two pages: of the 50,000 addresses and 50 MB that are
allowed it has less than half, however long the addresses are."""
_PAGES = (
    "/",
    "/browse",
    "/coverage",
    "/states",
    "/groups",
    "/instruments",
    "/divergences",
    "/problems",
    "/api",
)
"""The pages from which all others that a crawler may have are reached."""


@router.get("/robots.txt")
def robots(base_url: BaseUrlDep) -> PlainTextResponse:
    """What crawlers are kept out of (RFC 9309), and where the sitemap is."""
    paths = (*KEPT_OUT, "/bulk", "/oai", "/*?", *(f"/*.{ending}$" for ending in FILES if ending != "atom"))
    lines = (
        "# Pages of documents, places, organs, states and instruments may be read and shown by anyone.",
        "User-agent: *",
        *(f"Disallow: {under_prefix(path)}" for path in paths),
        f"Allow: {under_prefix('/sitemap')}",
        "",
        f"Sitemap: {base_url}/sitemap.xml",
    )
    return PlainTextResponse("".join(f"{line}\n" for line in lines))


@router.get("/sitemap.xml")
def show_index(archive: ArchiveDep, base_url: BaseUrlDep) -> Response:
    """The files of the sitemap, each with the last change in it."""
    newest = changes.newest_change(archive.session)
    parts = enumerate(changes.last_change_of_parts(archive.session, DOCUMENTS), start=1)
    found = [
        SitemapEntry(f"{base_url}/sitemap-pages.xml", newest),
        *(SitemapEntry(f"{base_url}/sitemap-{number}.xml", changed) for number, changed in parts),
    ]
    return _xml(sitemap_index(found))


@router.get("/sitemap-{name}.xml")
def show_part(name: str, archive: ArchiveDep, base_url: BaseUrlDep) -> Response:
    """One file of the sitemap: the pages that lead to all others, or those of some documents, by number from 1."""
    if name == "pages":
        newest = changes.newest_change(archive.session)
        return _xml(sitemap(SitemapEntry(base_url + path, newest) for path in _PAGES))
    if not (name.isascii() and name.isdigit() and len(name) < 8 and name[0] != "0"):
        raise HTTPException(404)
    offset = (int(name) - 1) * DOCUMENTS
    rows = changes.addresses_changed(archive.session, offset=offset, limit=DOCUMENTS)
    if not rows:
        raise HTTPException(404)
    return _xml(sitemap(_pages(base_url, rows)))


def _pages(base_url: str, rows: Iterable[tuple[str, datetime, str | None]]) -> Iterable[SitemapEntry]:
    for address, changed, language in rows:
        yield SitemapEntry(base_url + document_url(address), changed)
        if language:
            yield SitemapEntry(base_url + document_url(address, language), changed)


def _xml(content: str) -> Response:
    return Response(content, media_type="application/xml; charset=utf-8")
