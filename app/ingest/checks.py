"""What must hold before a release is published, and after."""

import re
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, func, select

from app.db.models import Document, Unit
from app.db.queries.indexing import count_units, units_to_index
from app.domain.query import Phrase, SearchQuery
from app.domain.text import fold
from app.search.engine import SearchEngine

_SAMPLE = 40
"""How many units, evenly spread, are sought by their own words."""

_SAMPLE_LENGTH = 100
"""How many characters of a unit are sought."""


def check_release(session: Session, index: SearchEngine) -> Iterator[str]:
    """What is wrong with a release, in Chinese; nothing where all is well."""
    try:
        yield from _database(session)
        units, indexed = count_units(session), index.count()
        if units != indexed:
            yield f"数据库有{units}个检索单元，索引有{indexed}个"
        yield from _sample(session, index)
    except DatabaseError as error:
        yield f"数据库无法读取：{error.orig}"


def _database(session: Session) -> Iterator[str]:
    verdict = session.execute(text("PRAGMA integrity_check")).scalar_one()
    if verdict != "ok":
        yield f"数据库损坏：{verdict}"
    if broken := session.execute(text("PRAGMA foreign_key_check")).all():
        yield f"有{len(broken)}行指向不存在的记录"
    without_text = (
        select(func.count())
        .select_from(Document)
        .where(col(Document.id).not_in(select(Unit.document_id).where(col(Unit.kind).is_not(None))))
    )
    if empty := session.exec(without_text).one():
        yield f"有{empty}份文件没有任何段落"


def _sample(session: Session, index: SearchEngine) -> Iterator[str]:
    step = max(1, count_units(session) // _SAMPLE)
    for number, unit in enumerate(units_to_index(session)):
        if number % step:
            continue
        # A phrase that ends in the middle of a number or a Latin word would not be found, and rightly so.
        phrase = re.sub("[0-9a-z]+$", "", fold(unit.text)[:_SAMPLE_LENGTH])
        query = SearchQuery(phrase, (Phrase(phrase, phrase, quoted=True),), sort="oldest")
        found = index.search(query, size=1_000_000)
        if phrase and not any(unit.id in hits.units for hits in found.documents):
            yield f"检索“{phrase}”找不到 {unit.address} 中含有它的段落"
