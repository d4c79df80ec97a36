"""Candidates for terms, and the verbs of both languages, as CSV and as TBX (ISO 30042, TBX-Basic, DCT style)."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from app.db.queries.verb_pairs import verb_pairs
from app.domain.addresses import document_url
from app.domain.controls import as_xml
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.table_files import Row, csv_response, saved_as
from app.web.terms.lookup import Term, Terms, terms_for

router = APIRouter()

ROW = (
    "所查",
    "对应",
    "处",
    "占比",
    "文件",
    "最早年份",
    "最近年份",
    "各机构",
    "例句网址",
    "例句中文",
    "例句英文",
)
VERB_ROW = ("英文动词", "中文动词", "机构", "段落")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="zh" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>决议 Juéyì</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
"""
_FOOT = "</body></text>\n</tbx>\n"


@router.get("/terms.csv")
def terms_csv(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, q: str = "") -> StreamingResponse:
    """The candidates as a table."""
    found = terms_for(site, archive, q)
    return csv_response(ROW, (_row(site, base_url, found, one) for one in found.items), "术语", q)


@router.get("/terms.tbx")
def terms_tbx(site: SiteDep, archive: ArchiveDep, q: str = "") -> Response:
    """The candidates as entries of a termbase: a concept each, since a term may have several meanings."""
    found = terms_for(site, archive, q)
    pairs = (
        (found.query, one.text) if found.language == "en" else (one.text, found.query) for one in found.items
    )
    return _tbx(pairs, "术语", q)


@router.get("/terms/verbs.csv")
def verbs_csv(site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """The verbs of both languages by organ."""
    rows = (
        (
            one.english,
            one.chinese,
            site.names.organ_name(one.body),
            one.units,
        )
        for one in verb_pairs(archive.session)
    )
    return csv_response(VERB_ROW, rows, "动词")


@router.get("/terms/verbs.tbx")
def verbs_tbx(archive: ArchiveDep) -> Response:
    """The verbs of both languages as entries of a termbase."""
    pairs = dict.fromkeys((one.english, one.chinese) for one in verb_pairs(archive.session))
    return _tbx(pairs, "动词", "")


def _row(site: Site, base_url: str, found: Terms, one: Term) -> Row:
    unit = one.example.unit
    return (
        found.query,
        one.text,
        one.units,
        f"{one.share:.3f}",
        one.documents,
        one.first or "",
        one.last or "",
        "；".join(f"{site.names.organ_name(body)} {count}" for body, count in one.by_body),
        base_url + document_url(unit.address, "" if unit.anchor == "title" else unit.anchor),
        "".join(text for text, _ in one.example.chinese),
        "".join(text for text, _ in one.example.english),
    )


def _tbx(pairs: Iterable[tuple[str, str]], name: str, typed: str) -> Response:
    content = "".join((_HEAD, *_entries(pairs), _FOOT))
    return Response(
        content, media_type="application/x-tbx+xml; charset=utf-8", headers=saved_as("tbx", name, typed)
    )


def _entries(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (english, chinese) in enumerate(pairs, start=1):
        sections = "".join(
            f'<langSec xml:lang="{language}"><termSec><term>{as_xml(term)}</term></termSec></langSec>'
            for language, term in (("en", english), ("zh-CN", chinese))
        )
        yield f'<conceptEntry id="c{number}">{sections}</conceptEntry>\n'
