"""Documents as rows of a file: what a list shows of them, and the whole address."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlmodel import Session

from app.db.queries.listing import Listed
from app.domain.addresses import document_url
from app.domain.citation_styles import KIND_NAMES
from app.web.html.labels import OUTCOME
from app.web.http.context import Site
from app.web.http.table_files import BATCH, OpenSession, Row

DOCUMENT_ROW = (*("文号", "标题", "种类", "机构", "届会", "议程项目", "结果", "日期", "被引用", "网址"),)
_T = TypeVar("_T")


def document_row(site: Site, base_url: str, document: Listed) -> Row:
    """The cells of a document."""
    return (
        document.symbol or document.address,
        document.title or "",
        KIND_NAMES[document.kind],
        site.names.organ_name(document.body),
        document.session or "",
        document.agenda_item_title or "",
        OUTCOME[document.outcome],
        document.adopted_on.isoformat() if document.adopted_on else "",
        document.cited,
        base_url + document_url(document.address),
    )


def in_pages(opened: OpenSession, read: Callable[[Session, int, int], Sequence[_T]]) -> Iterator[_T]:
    """All entries of a list that is read by offset and limit, in a session for each page of it."""
    offset = 0
    while True:
        with opened() as session:
            found = read(session, offset, BATCH)
        yield from found
        offset += BATCH
        if not found:
            return
