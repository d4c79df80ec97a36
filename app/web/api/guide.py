"""The page that tells programs what there is, with worked examples that lead to real answers."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.queries import listing, series
from app.db.queries.listing import Listed
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The guide. `example` is a held document, `earlier` the text that it continues, where it has one."""

    template: ClassVar[str] = "api/guide.html"

    base_url: str
    example: Listed | None
    earlier: Listed | None


@router.get("/api")
def show_guide(archive: ArchiveDep, site: SiteDep, base_url: BaseUrlDep) -> HTMLResponse:
    """The guide; its examples are documents that are held here."""
    pair = series.newest_pair(archive.session)
    newest = pair[:1] if pair else listing.newest(archive.session, 1)
    page = GuidePage(base_url, next(iter(newest), None), pair[1] if pair else None)
    return site.renderer.render(page)
