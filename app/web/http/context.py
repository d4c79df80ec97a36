"""Dependencies of routes, as annotated types: the site, the release to answer from, the base URL."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.organs import Names
from app.domain.segmentation import Segmenter
from app.domain.state_groups import StateGroup
from app.search.engine import SearchEngine
from app.search.readers_first import ReadersFirst
from app.web.html.renderer import Renderer
from app.web.http.open_release import ReleaseWatcher
from app.web.http.self_check import SelfCheck


@dataclass(frozen=True, slots=True)
class Site:
    """What `create_app` builds and all requests share. `security_contact` is a URI, empty if none is set."""

    releases: ReleaseWatcher
    names: Names
    segmenter: Segmenter
    phrases: tuple[str, ...]
    renderer: Renderer
    security_contact: str
    self_check: SelfCheck
    readers: ReadersFirst = field(default_factory=ReadersFirst)
    groups: tuple[StateGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveSession:
    """The release that a request is answered from: its name, a database session, its search index."""

    release: str
    session: Session
    search: SearchEngine


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Everything that a citable page is made from. `today` is the date of access given in citations, in UTC."""

    site: Site
    archive: ArchiveSession
    base_url: str
    today: date


def site_of(request: Request) -> Site:
    """The site of the application that serves the request."""
    site: Site = request.app.state.site
    return site


@contextmanager
def open_archive(site: Site) -> Iterator[ArchiveSession]:
    """A session on the current release."""
    release = site.releases.current()
    with Session(release.database) as session:
        yield ArchiveSession(release.release.path.name, session, release.search)


async def get_site(request: Request) -> Site:
    """The site of the application that serves the request."""
    return site_of(request)


async def get_archive(request: Request) -> AsyncIterator[ArchiveSession]:
    """A session on the current release, closed as soon as the response is made."""
    with open_archive(site_of(request)) as archive:
        yield archive


async def get_base_url(request: Request) -> str:
    """Scheme, host and path of the site, without a trailing slash (`web.http.own_address`)."""
    base_url: str = request.state.base_url
    return base_url


SiteDep = Annotated[Site, Depends(get_site)]
# Closed before the response is sent: a slow client holds no connection of the pool.
ArchiveDep = Annotated[ArchiveSession, Depends(get_archive, scope="function")]
BaseUrlDep = Annotated[str, Depends(get_base_url)]


async def get_context(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> RequestContext:
    """Everything that a citable page is made from."""
    return RequestContext(site, archive, base_url, datetime.now(UTC).date())


ContextDep = Annotated[RequestContext, Depends(get_context)]
