"""Files of what a search finds in both languages: CSV, plain text, and TMX for translators' tools; every pair.

Pairs are made as they are sent, a batch at a time, so a file of any length takes little memory. A unit without any
English beside it is left out. TMX is version 1.4b (LISA OSCAR, 2005): a paragraph is a segment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from app.db.queries.english_beside import EnglishBeside, english_beside
from app.db.queries.exports import ExportedUnit, exported
from app.domain.addresses import document_url
from app.domain.controls import as_xml
from app.domain.places import cite
from app.domain.query import Sort
from app.search.engine import Question
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, Site, SiteDep
from app.web.http.table_files import Row, batches, csv_response, opener, saved_as
from app.web.search.request import read_request, search_query

router = APIRouter()

ROW = ("网址", "文号", "机构", "届会", "日期", "位置", "中文", "英文", "英文位置", "标题")
_ALL = 10**9
_NAME = "中英对照"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Jueyi" creationtoolversion="1" segtype="paragraph" o-tmf="Jueyi" adminlang="zh-CN" srclang="en" datatype="plaintext"/>
<body>
"""
_FOOT = "</body>\n</tmx>\n"


@dataclass(frozen=True, slots=True)
class ParallelUnit:
    """A unit, and the English units beside it, at least one."""

    unit: ExportedUnit
    english: tuple[EnglishBeside, ...]

    @property
    def english_text(self) -> str:
        """The English, of several units one behind the other."""
        return " ".join(one.text for one in self.english)


@router.get("/search/parallel.csv")
def parallel_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All pairs as a table."""
    rows = (_row(site, base_url, one) for one in _found(request, site, archive))
    return csv_response(ROW, rows, _NAME, _typed(request))


@router.get("/search/parallel.txt")
def parallel_text(request: Request, site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """All pairs as text: source, Chinese, English, a line each, and an empty line."""
    found = map(_as_text, _found(request, site, archive))
    named = saved_as("txt", _NAME, _typed(request))
    return StreamingResponse(map("".join, batches(found)), media_type="text/plain", headers=named)


@router.get("/search/parallel.tmx")
def parallel_tmx(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All pairs as a translation memory."""
    found = _found(request, site, archive)

    def written() -> Iterator[str]:
        yield _HEAD
        for some in batches(found):
            yield "".join(_as_tmx(base_url, one) for one in some)
        yield _FOOT

    named = saved_as("tmx", _NAME, _typed(request))
    return StreamingResponse(written(), media_type="application/x-tmx+xml; charset=utf-8", headers=named)


def _typed(request: Request) -> str:
    return request.query_params.get("q", "")


def _found(request: Request, site: Site, archive: ArchiveSession) -> Iterator[ParallelUnit]:
    """Every unit that has English beside it, by date."""
    params = request.query_params
    chosen = read_request(request.url.path, params)
    by: Sort = "oldest" if params.get("sort") == "oldest" else "newest"
    query = search_query(site, archive, _typed(request), chosen.values, sort=by)
    answer = archive.search.answer(Question(query, size=_ALL, counted=(), or_words=True))
    keys = (unit for hits in answer.documents for unit in hits.units)
    opened = opener(archive)

    def pairs(some: Sequence[int]) -> Iterator[ParallelUnit]:
        with opened() as session:
            beside = english_beside(session, some)
            units = exported(session, beside)
        yield from (ParallelUnit(units[key], beside[key]) for key in some if key in beside)

    return (pair for some in batches(keys) for pair in pairs(some))


def _row(site: Site, base_url: str, one: ParallelUnit) -> Row:
    unit = one.unit
    return (
        base_url + _address(unit),
        unit.symbol or unit.address,
        site.names.organ_name(unit.body),
        unit.session or "",
        unit.adopted_on.isoformat() if unit.adopted_on else "",
        cite(unit.anchor, unit.annexes),
        unit.text,
        one.english_text,
        " ".join(english.anchor for english in one.english),
        unit.title or "",
    )


def _address(unit: ExportedUnit) -> str:
    return document_url(unit.address, "" if unit.anchor == "title" else unit.anchor)


def _as_text(one: ParallelUnit) -> str:
    unit = one.unit
    place = f"{unit.symbol or unit.address} {cite(unit.anchor, unit.annexes)}"
    texts = (" ".join(text.split("\n")) for text in (unit.text, one.english_text))
    return "\n".join((place, *texts)) + "\n\n"


def _as_tmx(base_url: str, one: ParallelUnit) -> str:
    unit = one.unit
    date = f'\n<prop type="date">{unit.adopted_on.isoformat()}</prop>' if unit.adopted_on else ""
    return f"""<tu tuid={quoteattr(f"{unit.address}#{unit.anchor}")}>
<prop type="url">{as_xml(base_url + _address(unit))}</prop>{date}
<tuv xml:lang="en"><seg>{as_xml(one.english_text)}</seg></tuv>
<tuv xml:lang="zh-CN"><seg>{as_xml(unit.text)}</seg></tuv>
</tu>
"""
