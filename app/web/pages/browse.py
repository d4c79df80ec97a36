"""Lists of documents by organ, session, year and kind."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import listing
from app.db.queries.listing import Choice, Listed
from app.web.deps import ShelfDep, SiteDep
from app.web.paging import Pager, page_number, pager

router = APIRouter()

SIZE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """A value to choose by: its count among what is chosen otherwise, and the address that turns it on or off."""

    value: str
    count: int
    is_on: bool
    url: str


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """The values of one column."""

    column: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """One page of a list, with what can be chosen."""

    template: ClassVar[str] = "pages/browse.html"

    groups: tuple[FilterGroup, ...]
    documents: tuple[Listed, ...]
    total: int
    pager: Pager


Values = Annotated[list[str] | None, Query()]


@router.get("/browse")
def browse(
    site: SiteDep,
    shelf: ShelfDep,
    body: Values = None,
    session: Values = None,
    year: Values = None,
    kind: Values = None,
    page: str = "1",
) -> HTMLResponse:
    """Documents by organ, session and number."""
    chosen = {"body": body or [], "session": session or [], "year": year or [], "kind": kind or []}
    number = page_number(page)
    total = listing.count(shelf.session, _choice(chosen))
    documents = listing.documents(shelf.session, _choice(chosen), offset=(number - 1) * SIZE, limit=SIZE)
    return site.renderer.render(
        BrowsePage(
            tuple(_group(shelf.session, column, chosen) for column in chosen),
            tuple(documents),
            total,
            pager("/browse", chosen, page=number, size=SIZE, total=total),
        )
    )


def _choice(chosen: dict[str, list[str]]) -> Choice:
    # A year that is no number chooses nothing that there is.
    years = tuple(
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0 for year in chosen["year"]
    )
    return Choice(tuple(chosen["body"]), tuple(chosen["session"]), years, tuple(chosen["kind"]))


def _group(session: Session, column: str, chosen: dict[str, list[str]]) -> FilterGroup:
    others = {**chosen, column: []}
    filters = []
    for counted in listing.counts(session, column, _choice(others)):
        is_on = counted.value in chosen[column]
        query = urlencode({**others, column: [] if is_on else [counted.value]}, doseq=True)
        filters.append(
            Filter(counted.value, counted.count, is_on, f"/browse?{query}" if query else "/browse")
        )
    by_number = sorted(filters, key=lambda entry: entry.value.zfill(8), reverse=column in ("session", "year"))
    return FilterGroup(column, tuple(by_number))
