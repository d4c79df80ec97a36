"""What pages ask for, as annotated dependencies."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.organs import Names
from app.domain.words import Words
from app.search.index import SearchIndex
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
    """Where a page is made: what all requests share, the release, and what permalinks begin with."""

    site: Site
    shelf: Shelf
    base_url: str


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
    return Desk(site, shelf, base_url)


DeskDep = Annotated[Desk, Depends(get_desk)]
