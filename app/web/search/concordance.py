"""Concordance: one line a hit, the phrase in the middle."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.text import Folded
from app.search.engine import Line, LineOrder, Question
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, SiteDep
from app.web.search.exports import CONTEXT, concordance_csv, concordance_text
from app.web.search.request import OrderLink, order_links, read_request, search_query

router = APIRouter()

SIZE = 50
"""How many lines a page has."""
_END = 10
"""How much of a long match a page shows at each end, in characters."""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A phrase as printed with what stands before and behind it; its document and place."""

    before: str
    match: str
    after: str
    document: Listed
    anchor: str

    @property
    def shown(self) -> str:
        """The phrase; of words far apart, what stands at both ends."""
        is_long = len(self.match) > 2 * _END + 2
        return f"{self.match[:_END]}……{self.match[-_END:]}" if is_long else self.match


@dataclass(frozen=True, slots=True)
class ConcordancePage:
    """Lines of a concordance, a line for each time that a phrase stands in one of the `units` of so many documents that
    hold it; `most` is set where older lines were left out."""

    template: ClassVar[str] = "search/concordance.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    total: int
    units: int
    documents: int
    most: int | None
    lines: tuple[ConcordanceLine, ...]
    by: LineOrder
    orders: tuple[OrderLink, ...]
    search_url: str
    text_url: str
    csv_url: str
    pager: Pager


@router.get("/search/kwic")
def kwic(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, page: str = "1"
) -> Response:
    """The concordance of what was typed."""
    params = request.query_params
    if params.get("format") == "csv":
        return concordance_csv(request, site, archive, base_url)
    if params.get("format") == "txt":
        return concordance_text(request, site, archive)
    by: LineOrder = next((by for by in get_args(LineOrder) if by == params.get("sort")), "right")
    chosen = read_request("/search/kwic", params).keeping(sort=by)
    query = search_query(site, archive, params.get("q", ""), chosen.values, sort="newest")
    number = page_number(page)
    # As the search itself reads it: if need be without marks of footnotes, or by words.
    answered = archive.search.answer(Question(query, size=1, counted=(), or_words=True))
    query = answered.query
    found = archive.search.concordance(query, by, page=number, size=SIZE)
    shown = ConcordancePage(
        query=chosen.kept["q"],
        notices=query.notices,
        chosen=chosen.facets(),
        clear_url=Selection("/search/kwic", {}, kept=chosen.kept).url(),
        total=found.total,
        units=answered.total_units,
        documents=answered.total_documents,
        most=found.total if found.is_cut else None,
        lines=tuple(_lines(archive, found.lines)),
        by=by,
        orders=order_links(chosen, get_args(LineOrder)),
        search_url=chosen.keeping(sort="").url("/search"),
        text_url=chosen.url("/search/kwic.txt"),
        csv_url=chosen.url("/search/kwic.csv"),
        pager=pager("/search/kwic", chosen.params(), page=number, size=SIZE, total=found.total),
    )
    return HTMLResponse(site.renderer.html(shown))


def _lines(archive: ArchiveSession, found: tuple[Line, ...]) -> Iterator[ConcordanceLine]:
    """The lines as printed, in two statements."""
    documents = listing.by_addresses(archive.session, list({line.document for line in found}))
    units = listing.units(archive.session, list({line.unit for line in found}))
    for line in found:
        unit = units[line.unit]
        start, end = Folded.of(unit.text).original_span(line.start, line.end)
        yield ConcordanceLine(
            unit.text[max(0, start - CONTEXT) : start],
            unit.text[start:end],
            unit.text[end : end + CONTEXT],
            documents[line.document],
            unit.anchor,
        )
