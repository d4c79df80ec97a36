"""Use over time: how many documents and paragraphs hold a phrase, by year and organ, and the first and the last of
them; several phrases beside each other, and how many documents are held at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.db.queries import listing
from app.db.queries.coverage import coverage, held_since
from app.db.queries.listing import Listed
from app.domain.coverage import YearState
from app.domain.query import SearchQuery
from app.search.engine import NO_USE, Use, Uses
from app.search.like_wording import UnitPlace
from app.web.html.line_chart import LineChart, line_chart
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep
from app.web.search.held_texts import HeldTexts, held_texts, percent
from app.web.search.request import phrases_compared, read_request, search_query

router = APIRouter()

MOST = 5
"""How many phrases are compared."""
MOST_ORGANS = 6
"""Of how many organs the first and the last use of a phrase are shown."""


@dataclass(frozen=True, slots=True)
class UseCell:
    """The use of one phrase, the search that finds it, and of how many held documents it is; 0 where unknown."""

    use: Use
    url: str
    held: int = 0

    @property
    def share(self) -> str:
        """Its share of the held documents."""
        return percent(self.use.documents, self.held)


@dataclass(frozen=True, slots=True)
class UseRow:
    """An organ with the use of each phrase."""

    value: str
    cells: tuple[UseCell, ...]

    @property
    def held(self) -> tuple[int, ...]:
        """The numbers of held documents: one where it is the same for all phrases."""
        numbers = tuple(cell.held for cell in self.cells)
        return numbers[:1] if len(set(numbers)) == 1 else numbers


@dataclass(frozen=True, slots=True)
class YearRow(UseRow):
    """A year with the use of each phrase, and how whole it is held; several years of which nothing is held."""

    state: YearState | None


@dataclass(frozen=True, slots=True)
class EndOfUse:
    """A document at an end of a phrase's use, and the first place in it that has the phrase."""

    document: Listed
    anchor: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last document of an organ with a phrase, how many there are, and from which year on texts
    of the organ are held."""

    body: str
    first: EndOfUse
    last: EndOfUse
    documents: int
    since: int | None


@dataclass(frozen=True, slots=True)
class PhraseEnds:
    """The ends of the use of a phrase by the organs that use it most, and of how many more organs none are shown."""

    phrase: str
    organs: tuple[Ends, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The use of phrases as a chart of documents and as tables."""

    template: ClassVar[str] = "search/timeline.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    phrases: tuple[str, ...]
    chart: LineChart | None
    ends: tuple[PhraseEnds, ...]
    whole: UseRow
    years: tuple[YearRow, ...]
    bodies: tuple[UseRow, ...]
    undated: tuple[Use, ...]
    search_url: str
    csv_url: str


@router.get("/search/timeline")
def timeline(request: Request, site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """The use of each phrase; phrases stand in several `q`, or between bars in one."""
    params = request.query_params
    typed, phrases = phrases_compared(params)
    chosen = replace(read_request("/search/timeline", params), kept={"q": typed})
    queries = [search_query(site, archive, one, chosen.values, sort="newest") for one in phrases[:MOST]]
    compared = tuple(_compared(site, archive, phrases, queries))
    notices = dict.fromkeys(notice for query in queries for notice in query.notices)
    if len(phrases) > MOST:
        notices[f"只比较前{MOST}个短语"] = None
    states = _states(compared, coverage(archive.session, site.names).state_of) if compared else {}
    partly = [year for year, state in states.items() if state != "whole"]
    counts = [
        (one.phrase, {year: use.documents for year, use in one.used.by_year.items()}) for one in compared
    ]
    bodies = tuple(_bodies(chosen, compared))
    page = TimelinePage(
        query=typed,
        notices=tuple(notices),
        chosen=chosen.facets(),
        clear_url=Selection("/search/timeline", {}, kept=chosen.kept).url(),
        phrases=tuple(one.phrase for one in compared),
        chart=line_chart(counts, states, partly),
        ends=tuple(_ends(archive, one) for one in compared if one.used.by_body),
        whole=UseRow(
            "",
            tuple(UseCell(one.used.whole, one.sought(chosen).url(), one.held.of()) for one in compared),
        ),
        years=tuple(_years(chosen, compared, states)),
        bodies=tuple(sorted(bodies, key=lambda row: -sum(cell.use.documents for cell in row.cells))),
        undated=tuple(one.used.undated for one in compared),
        search_url=chosen.url("/search"),
        csv_url=chosen.url("/search/timeline.csv"),
    )
    return HTMLResponse(site.renderer.html(page))


@dataclass(frozen=True, slots=True)
class _Compared:
    """A phrase, what seeks it, its use, and the documents among which it could have been found."""

    phrase: str
    query: SearchQuery
    used: Uses
    held: HeldTexts

    def sought(self, chosen: Selection) -> Selection:
        """The search that finds it."""
        return replace(chosen, path="/search", kept={"q": self.phrase})

    def in_year(self, year: int, url: str) -> UseCell:
        """Its use in a year, with the search that finds it there."""
        return UseCell(self.used.by_year.get(year, NO_USE), url, self.held.of(year=year))

    def by_body(self, body: str, url: str) -> UseCell:
        """Its use by an organ, with the search that finds it there."""
        return UseCell(self.used.by_body.get(body, NO_USE), url, self.held.of(body=body))


def _compared(
    site: Site, archive: ArchiveSession, phrases: Sequence[str], queries: Sequence[SearchQuery]
) -> Iterator[_Compared]:
    """The use of each phrase that there is a query for; between two of them readers of other pages go first."""
    pause = site.readers.pause()
    for one, query in zip(phrases, queries, strict=False):
        yield _Compared(one, query, archive.search.uses(query), held_texts(site, archive, query))
        pause()


def _states(
    compared: Sequence[_Compared], state_of: Callable[[int, Sequence[str]], YearState | None]
) -> dict[int, YearState]:
    """How whole the years are of which documents are held that could have the phrases."""
    bodies = tuple({body: None for one in compared for body in one.held.bodies})
    years = sorted({year for one in compared for year in one.held.years})
    return {year: state_of(year, bodies) or "partly" for year in years}


def _ends(archive: ArchiveSession, one: _Compared) -> PhraseEnds:
    """Where the use of a phrase begins and ends. Takes one statement."""
    by_use = sorted(one.used.by_body.items(), key=lambda item: -item[1].documents)
    places = {body: one.used.ends[body] for body, _ in by_use[:MOST_ORGANS]}
    found = [end for ends in places.values() for end in ends]
    documents, units = listing.found(
        archive.session, {end.document for end in found}, {end.unit for end in found}
    )

    def shown(end: UnitPlace) -> EndOfUse:
        return EndOfUse(documents[end.document], units[end.unit].anchor)

    organs = (
        Ends(
            body,
            shown(first),
            shown(last),
            one.used.by_body[body].documents,
            held_since(archive.session, documents[first.document]),
        )
        for body, (first, last) in places.items()
    )
    return PhraseEnds(one.phrase, tuple(organs), len(by_use) - len(places))


def _bodies(chosen: Selection, compared: Sequence[_Compared]) -> Iterator[UseRow]:
    """A row for each organ of which documents are held that could have the phrases."""
    urls = [one.sought(chosen).urls_with("body") for one in compared]
    for body in dict.fromkeys(body for one in compared for body in (*one.used.by_body, *one.held.bodies)):
        cells = (one.by_body(body, url(body)) for one, url in zip(compared, urls, strict=True))
        yield UseRow(body, tuple(cells))


def _years(
    chosen: Selection, compared: Sequence[_Compared], states: Mapping[int, YearState]
) -> Iterator[YearRow]:
    """A row for each year of which documents are held, newest first; one for the years between of which none are."""
    urls = [one.sought(chosen).urls_with("year") for one in compared]
    later: int | None = None
    for year in sorted(states, reverse=True):
        if later and year < later - 1:
            unheld = f"{year + 1}—{later - 1}" if year < later - 2 else str(year + 1)
            yield YearRow(unheld, (), None)
        later = year
        cells = (one.in_year(year, url(str(year))) for one, url in zip(compared, urls, strict=True))
        yield YearRow(str(year), tuple(cells), states[year])
