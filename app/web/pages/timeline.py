"""Use over time: how many documents and paragraphs hold a phrase, by year and organ; several phrases beside
each other."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.query import MAX_LENGTH, read, written
from app.domain.query.values import Either
from app.search.timeline import NO_USE, Use, Uses, uses
from app.web.chart import Chart, chart
from app.web.choosing import Chosen, ChosenFacet
from app.web.deps import ShelfDep, SiteDep
from app.web.seeking import search_query, seeking

router = APIRouter()

MOST = 5
"""How many phrases are compared."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The use of one phrase, and the search that finds it."""

    use: Use
    url: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """A year or an organ with the use of each phrase."""

    value: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The use of phrases as a chart of documents and as tables."""

    template: ClassVar[str] = "pages/timeline.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[ChosenFacet, ...]
    clear_url: str
    phrases: tuple[str, ...]
    chart: Chart | None
    whole: tuple[Cell, ...]
    years: tuple[UseRow, ...]
    bodies: tuple[UseRow, ...]
    undated: tuple[Use, ...]
    search_url: str


@router.get("/search/timeline")
def timeline(request: Request, site: SiteDep, shelf: ShelfDep) -> HTMLResponse:
    """The use of each phrase; phrases stand in several `q`, or between bars in one."""
    params = request.query_params
    typed = " | ".join(dict.fromkeys(value for value in params.getlist("q") if value.strip()))[:MAX_LENGTH]
    chosen = replace(seeking("/search/timeline", params), kept={"q": typed})
    phrases = _compared(typed)
    queries = [search_query(site, shelf, phrase, chosen.values, sort="newest") for phrase in phrases]
    found = [uses(shelf.search, query) for query in queries]
    notices = dict.fromkeys(notice for query in queries for notice in query.notices)
    if phrases and len(_alternatives(typed)) > MOST:
        notices[f"只比较前{MOST}个短语"] = None
    page = TimelinePage(
        query=typed,
        notices=tuple(notices),
        chosen=chosen.facets(),
        clear_url=Chosen("/search/timeline", {}, kept=chosen.kept).url(),
        phrases=phrases,
        chart=chart([(phrase, _documents(use)) for phrase, use in zip(phrases, found, strict=True)]),
        whole=tuple(
            Cell(use.whole, _search(chosen, phrase)) for phrase, use in zip(phrases, found, strict=True)
        ),
        years=_years(chosen, phrases, found),
        bodies=_bodies(chosen, phrases, found),
        undated=tuple(use.undated for use in found),
        search_url=chosen.url("/search"),
    )
    return HTMLResponse(site.renderer.html(page))


def _alternatives(typed: str) -> tuple[str, ...]:
    root = read(typed).root
    return tuple(map(written, root.nodes)) if isinstance(root, Either) else (typed,) if typed else ()


def _compared(typed: str) -> tuple[str, ...]:
    return _alternatives(typed)[:MOST]


def _documents(found: Uses) -> dict[int, int]:
    return {year: use.documents for year, use in found.by_year.items()}


def _years(chosen: Chosen, phrases: tuple[str, ...], found: list[Uses]) -> tuple[UseRow, ...]:
    years = sorted({year for one in found for year in one.by_year}, reverse=True)
    return tuple(
        UseRow(
            str(year),
            tuple(
                Cell(one.by_year.get(year, NO_USE), _search(chosen.only("year", str(year)), phrase))
                for phrase, one in zip(phrases, found, strict=True)
            ),
        )
        for year in years
    )


def _bodies(chosen: Chosen, phrases: tuple[str, ...], found: list[Uses]) -> tuple[UseRow, ...]:
    used = {
        body: sum(one.by_body.get(body, NO_USE).documents for one in found)
        for one in found
        for body in one.by_body
    }
    return tuple(
        UseRow(
            body,
            tuple(
                Cell(one.by_body.get(body, NO_USE), _search(chosen.only("body", body), phrase))
                for phrase, one in zip(phrases, found, strict=True)
            ),
        )
        for body in sorted(used, key=lambda body: -used[body])
    )


def _search(chosen: Chosen, phrase: str) -> str:
    return replace(chosen, kept={"q": phrase}).url("/search")
