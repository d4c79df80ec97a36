"""Files of what a search finds: units and lines of a concordance with all their facts, use over time; every row.

Rows are made as they are sent, a batch at a time, so a file of any length takes little memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from app.db.queries.coverage import coverage
from app.db.queries.exports import ExportedUnit, exported
from app.domain.addresses import document_url
from app.domain.coverage import Coverage
from app.domain.places import cite, part_of
from app.domain.query import SearchQuery
from app.domain.text import Folded, mark_found
from app.search.engine import NO_USE, Answer, Line, Question, Use
from app.web.html.labels import PART, YEAR_STATE
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, Site, SiteDep
from app.web.http.table_files import OpenSession, Row, batches, csv_response, opener, saved_as
from app.web.search.held_texts import held_texts
from app.web.search.request import (
    phrases_compared,
    query_asked,
    read_request,
    search_query,
    series_listed,
)

router = APIRouter()

CONTEXT = 30
"""How much stands on each side of a line of a concordance, in characters."""
ROW = ("网址", "文号", "机构", "届会", "日期", "部分", "动词", "前文", "短语", "后文", "位置", "标题")
ALL_ORGANS = "合计"
"""What stands for all organs of a year together."""
USE_ROW = ("短语", "年份", "机构", "文件", "处", "网址", "收录文件", "占收录", "收录情况")
_ALL = 10**9


@router.get("/search.csv")
def results_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All units found, in the order of the page: the text before the first match, the match, the text behind it."""
    found = all_found(request, site, archive)
    rows = _unit_rows(opener(archive), found.query, (unit for hits in found.documents for unit in hits.units))
    facts = map(partial(_with_facts, site, base_url), rows)
    return csv_response(ROW, facts, "检索", request.query_params.get("q", ""))


def all_found(request: Request, site: Site, archive: ArchiveSession) -> Answer:
    """Everything that the address of a request seeks, in the order of the page."""
    query = query_asked(request, site, archive)
    series = series_listed(archive, read_request("/search", request.query_params))
    return archive.search.answer(Question(query, size=_ALL, counted=(), or_words=True, series=series))


@router.get("/search/kwic.csv")
def concordance_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All lines of a concordance, newest or oldest first."""
    rows = _line_rows(opener(archive), _lines(request, site, archive))
    facts = map(partial(_with_facts, site, base_url), rows)
    return csv_response(ROW, facts, "语境", request.query_params.get("q", ""))


@router.get("/search/kwic.txt")
def concordance_text(request: Request, site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """The same as plain text, a line each."""
    rows = _line_rows(opener(archive), _lines(request, site, archive))
    named = saved_as("txt", "语境", request.query_params.get("q", ""))
    return StreamingResponse(
        map("".join, batches(map(_as_text, rows))), media_type="text/plain", headers=named
    )


@router.get("/search/timeline.csv")
def timeline_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """The use of each phrase by year and organ, and of all organs in a year together, with the address of the search
    that finds it, among the documents that are held: also where these are and the phrase is not."""
    typed, phrases = phrases_compared(request.query_params)
    chosen = read_request("/search", request.query_params)
    read = ((one, search_query(site, archive, one, chosen.values, sort="newest")) for one in phrases)
    queries = [(phrase, query) for phrase, query in read if query.root]
    covered = coverage(archive.session, site.names)

    def rows() -> Iterator[Row]:
        for phrase, query in queries:
            kept = chosen.keeping(q=phrase, sort="")
            for one in _uses(site, archive, query):
                # No search finds what has no year, or no organ, alone.
                narrowed = kept.only("year", str(one.year))
                narrowed = narrowed if one.bodies else narrowed.only("body", one.body or "")
                is_found = one.year and (one.body or one.bodies) and one.use.units
                yield (
                    phrase,
                    one.year or "",
                    ALL_ORGANS if one.bodies else site.names.organ_name(one.body or ""),
                    *(one.use.documents, one.use.units),
                    base_url + narrowed.url() if is_found else "",
                    one.held,
                    f"{one.use.documents / one.held:.4f}" if one.held else "",
                    _state_of(covered, one),
                )

    return csv_response(USE_ROW, rows() if queries else (), "历年使用", typed)


@dataclass(frozen=True, slots=True)
class _UseRow:
    """The use of a phrase in a year by an organ, None if unknown, or by these `bodies` together; and how many documents
    of them are held."""

    year: int | None
    body: str | None
    use: Use
    held: int
    bodies: tuple[str, ...] = ()


def _uses(site: Site, archive: ArchiveSession, query: SearchQuery) -> Iterator[_UseRow]:
    """The use by year and organ; behind the organs of each year, all of them together."""
    held = held_texts(site, archive, query).counts
    used = {(one.body, one.year): one.use for one in archive.search.uses_by_year_and_body(query)}
    ordered = sorted({*used, *held}, key=lambda key: (key[1] or 0, key[0] or ""))
    bodies = tuple(dict.fromkeys(body for body, _ in ordered if body))
    for year, keys in groupby(ordered, key=lambda key: key[1]):
        of_year = [
            _UseRow(year, body, used.get((body, year), NO_USE), held.get((body, year), 0)) for body, _ in keys
        ]
        yield from of_year
        if year:
            whole = Use(sum(one.use.documents for one in of_year), sum(one.use.units for one in of_year))
            yield _UseRow(year, None, whole, sum(one.held for one in of_year), bodies)


def _state_of(covered: Coverage, one: _UseRow) -> str:
    """How whole a year is held, in words; empty where that is not known."""
    state = covered.state_of(one.year, one.bodies or (one.body or "",)) if one.year else None
    return YEAR_STATE[state] if state else ""


def _lines(request: Request, site: Site, archive: ArchiveSession) -> Iterator[Line]:
    """Every line, of what is read as the page reads it."""
    query = archive.search.answer(
        Question(query_asked(request, site, archive), size=1, counted=(), or_words=True)
    ).query
    return archive.search.lines(query, is_oldest_first=request.query_params.get("sort") == "oldest")


_Found = tuple[ExportedUnit, str, str, str]
"""A unit, and the text before the phrase, the phrase, and the text behind it."""


def _unit_rows(opened: OpenSession, query: SearchQuery, found: Iterable[int]) -> Iterator[_Found]:
    sought, in_titles = query.sought, (*query.sought, *query.sought_in_titles)
    for batch in batches(found):
        with opened() as session:
            units = exported(session, batch)
        for key in batch:
            pieces = mark_found(units[key].text, in_titles if units[key].anchor == "title" else sought)
            first = next((place for place, (_, is_match) in enumerate(pieces) if is_match), -1)
            texts = [text for text, _ in pieces]
            match = texts[first] if first >= 0 else ""
            yield units[key], "".join(texts[: max(first, 0)]), match, "".join(texts[first + 1 :])


def _line_rows(opened: OpenSession, found: Iterable[Line]) -> Iterator[_Found]:
    for batch in batches(found):
        with opened() as session:
            units = exported(session, {line.unit for line in batch})
        folded = {key: Folded.of(unit.text) for key, unit in units.items()}
        for line in batch:
            text = units[line.unit].text
            start, end = folded[line.unit].original_span(line.start, line.end)
            yield (
                units[line.unit],
                text[max(0, start - CONTEXT) : start],
                text[start:end],
                text[end : end + CONTEXT],
            )


def _with_facts(site: Site, base_url: str, found: _Found) -> Row:
    unit, left, phrase, right = found
    place = "" if unit.anchor == "title" else unit.anchor
    return (
        base_url + document_url(unit.address, place),
        unit.symbol or unit.address,
        site.names.organ_name(unit.body),
        unit.session or "",
        unit.adopted_on.isoformat() if unit.adopted_on else "",
        PART[part_of(unit.anchor)],
        unit.verb or "",
        *(left, phrase, right),
        cite(unit.anchor, unit.annexes),
        unit.title or "",
    )


def _as_text(found: _Found) -> str:
    unit, left, phrase, right = found
    before = left.rjust(CONTEXT, "\u3000")
    return f"{before}【{phrase}】{right}\t{unit.symbol or unit.address} {cite(unit.anchor, unit.annexes)}\n"
