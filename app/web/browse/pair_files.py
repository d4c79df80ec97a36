"""Two states as files: the figures, and all documents where they parted."""

from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.db.queries import agreement
from app.db.queries.agreement import Pair, Parted
from app.db.queries.roll_call_choice import FACTS
from app.domain.addresses import pair_url
from app.web.browse.call_selection import read_calls
from app.web.browse.pair import two_states
from app.web.html.labels import FACET, VOTE
from app.web.html.percentages import decimal
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.listed_rows import DOCUMENT_ROW, document_row, in_pages
from app.web.http.table_files import Row, csv_response, opener

router = APIRouter()

FIGURE_ROW = ("按", "值", "共同表决", "相同", "一国弃权", "相同票比例", "加权一致指数")


@router.get("/states/{code}/with/{other}.csv")
def pair_csv(
    code: str, other: str, request: Request, site: SiteDep, archive: ArchiveDep
) -> StreamingResponse:
    """The agreement of two states as a whole, and by each value of each fact."""
    first, second = two_states(site.names, code, other)
    calls = read_calls(pair_url(first.code, second.code), request.query_params, FACTS)
    found = agreement.pair(archive.session, first.code, second.code, calls.choice)
    return csv_response(FIGURE_ROW, _figures(site, found), f"{first.name}与{second.name}的一致程度")


def _figures(site: Site, found: Pair) -> Iterator[Row]:
    named = site.renderer.environment.filters["named"]
    rows = [("全部", "", found.whole)]
    rows += [
        (FACET[fact], named(one.value, fact) if one.value else "未载明", one.agreement)
        for fact in FACTS
        for one in found.by[fact]
    ]
    for by, value, one in rows:
        yield by, value, one.together, one.alike, one.half, decimal(one.share), decimal(one.weighted)


@router.get("/states/{code}/with/{other}/parted.csv")
def parted_csv(
    code: str, other: str, request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All documents on which two states voted differently, newest first."""
    first, second = two_states(site.names, code, other)
    calls = read_calls(pair_url(first.code, second.code), request.query_params, FACTS)

    def read(session: Session, offset: int, limit: int) -> Sequence[Parted]:
        return agreement.parted(session, first.code, second.code, calls.choice, offset=offset, limit=limit)

    rows = (
        (
            *document_row(site, base_url, one.document),
            VOTE[one.first],
            VOTE[one.second],
            decimal(one.division),
        )
        for one in in_pages(opener(archive), read)
    )
    header = (*DOCUMENT_ROW, first.name, second.name, "分歧")
    return csv_response(header, rows, f"{first.name}与{second.name}投票不同的文本")
