"""Concordance: one line a hit, the phrase in the middle; as a page, as plain text and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.addresses import document_url
from app.domain.places import cite
from app.domain.text import Folded
from app.search.engine import Line, LineOrder, Question
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, SiteDep
from app.web.search.request import OrderLink, order_links, read_request, search_query

router = APIRouter()

SIZE = 50
FILE_SIZE = 2000
"""How many lines a page, and a file, has."""
_CONTEXT = 30
"""How much stands on each side, in characters."""
_END = 10
"""How much of a long match a page shows at each end, in characters."""
_FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the beginning of a formula."""


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
    """Lines of a concordance; `most` is set where older lines were left out."""

    template: ClassVar[str] = "search/concordance.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    total: int
    most: int | None
    lines: tuple[ConcordanceLine, ...]
    by: LineOrder
    orders: tuple[OrderLink, ...]
    search_url: str
    text_url: str
    csv_url: str
    pager: Pager


@router.get("/search/kwic")
@router.get("/search/kwic.txt")
@router.get("/search/kwic.csv")
def kwic(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, page: str = "1"
) -> Response:
    """The concordance of what was typed."""
    params = request.query_params
    form = request.url.path.partition(".")[2] or params.get("format", "")
    by: LineOrder = next((by for by in get_args(LineOrder) if by == params.get("sort")), "right")
    chosen = read_request("/search/kwic", params).keeping(sort=by)
    query = search_query(site, archive, params.get("q", ""), chosen.values, sort="newest")
    number = page_number(page)
    size = FILE_SIZE if form in ("txt", "csv") else SIZE
    found = archive.search.concordance(query, by, page=number, size=size)
    if not found.total:
        # As the search itself does: without marks of footnotes, or by words.
        query = archive.search.answer(Question(query, size=1, counted=(), or_words=True)).query
        found = archive.search.concordance(query, by, page=number, size=size)
    lines = tuple(_lines(archive, found.lines))
    if form == "txt":
        return PlainTextResponse("".join(map(_as_text, lines)))
    if form == "csv":
        return Response(_as_csv(lines, base_url), media_type="text/csv; charset=utf-8")
    shown = ConcordancePage(
        query=chosen.kept["q"],
        notices=query.notices,
        chosen=chosen.facets(),
        clear_url=Selection("/search/kwic", {}, kept=chosen.kept).url(),
        total=found.total,
        most=found.total if found.is_cut else None,
        lines=lines,
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
            unit.text[max(0, start - _CONTEXT) : start],
            unit.text[start:end],
            unit.text[end : end + _CONTEXT],
            documents[line.document],
            unit.anchor,
        )


def _name(line: ConcordanceLine) -> str:
    return line.document.symbol or line.document.address


def _as_text(line: ConcordanceLine) -> str:
    before = line.before.rjust(_CONTEXT, "\u3000")
    return f"{before}【{line.match}】{line.after}\t{_name(line)} {cite(line.anchor)}\n"


def _as_csv(lines: Iterable[ConcordanceLine], base_url: str) -> str:
    # The mark at the head tells spreadsheets that the file is UTF-8.
    file = io.StringIO("\ufeff", newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    writer.writerow(("文号", "标题", "日期", "位置", "前文", "短语", "后文", "网址"))
    for line in lines:
        document = line.document
        place = "" if line.anchor == "title" else line.anchor
        url = base_url + document_url(document.address, place)
        day = document.adopted_on.isoformat() if document.adopted_on else ""
        row = (_name(line), document.name, day, cite(line.anchor), line.before, line.match, line.after, url)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return file.getvalue()
