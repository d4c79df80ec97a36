"""What pages ask for, as annotated dependencies."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.organs import Names, Organ
from app.domain.resolution import Resolution
from app.domain.words import Words
from app.search.index import SearchIndex
from app.web.addresses import document_url
from app.web.archive import ArchiveWatcher
from app.web.render import Renderer


@dataclass(frozen=True, slots=True)
class Site:
    """What `create_app` built and all requests share."""

    archive: ArchiveWatcher
    names: Names
    words: Words
    phrases: tuple[str, ...]
    renderer: Renderer
    base_url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One release for one request: its name, rows to read and an index to search."""

    release: str
    session: Session
    search: SearchIndex


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a page is made that can be cited: what all requests share, the release, what permalinks begin with.

    `today` is the date of access that citations bear, in UTC.
    """

    site: Site
    shelf: Shelf
    base_url: str
    today: date

    def permalink(self, address: str, place: str = "") -> str:
        """The whole address of a document or of a place in it."""
        return f"{self.base_url}{document_url(address, place)}"

    def organ_of(self, text: Resolution) -> Organ:
        """The organ of a text that is held. Raises LookupError where the tables have lost it."""
        organ = self.site.names.organ_by_code(text.head.body)
        if organ is None:
            raise LookupError(text.head.body)
        return organ


async def get_site(request: Request) -> Site:
    """The site of the application that the request came to."""
    site: Site = request.app.state.site
    return site


async def get_shelf(request: Request) -> AsyncIterator[Shelf]:
    """A session on the current release, closed when the page is made."""
    release = (await get_site(request)).archive.current()
    with Session(release.database) as session:
        yield Shelf(release.release.path.name, session, release.search)


async def get_base_url(request: Request) -> str:
    """Scheme and host for permalinks, without a slash at the end."""
    return ((await get_site(request)).base_url or str(request.base_url)).rstrip("/")


SiteDep = Annotated[Site, Depends(get_site)]
ShelfDep = Annotated[Shelf, Depends(get_shelf)]
BaseUrlDep = Annotated[str, Depends(get_base_url)]


async def get_desk(site: SiteDep, shelf: ShelfDep, base_url: BaseUrlDep) -> Desk:
    """All that a page with permalinks is made from."""
    return Desk(site, shelf, base_url, datetime.now(UTC).date())


DeskDep = Annotated[Desk, Depends(get_desk)]
