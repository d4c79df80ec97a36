"""Suspected errors: problems reported in documents, and documents that texts cite with different titles or dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, func, select

from app.db.models import AliasRow, CitationRow, Document, ProblemRow, Unit
from app.db.once import once
from app.db.packed_rows import Packed, columns
from app.domain.citation_styles import chinese_date
from app.domain.places import cite
from app.domain.symbols import Symbol
from app.domain.text import fold

_Attribution = tuple[str | date, str, int]
"""A title or a date, a place that gives it, and how many places do. The place is written as `ADDRESS ANCHOR ANNEXES`."""


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """A problem, with the address of its document and the anchor in it."""

    code: str
    address: str
    anchor: str | None
    message: str
    annexes: int = 0
    examples: tuple["PlaceOfText", ...] = ()

    @property
    def told(self) -> str:
        """The message with its examples."""
        named = "、".join(f"{one.address} {cite(one.anchor, one.annexes)}" for one in self.examples)
        return f"{self.message}；少见的如 {named}" if named else self.message


@dataclass(frozen=True, slots=True)
class PlaceOfText:
    """A place, by the address of its document, its anchor, and how many annexes the document has."""

    address: str
    anchor: str
    annexes: int


@dataclass(frozen=True, slots=True, eq=False)
class _Reported:
    """All problems, sorted by code, and where those of each code stand."""

    every: tuple[ReportedProblem, ...]
    spans: Mapping[str, slice]


def problems(session: Session, code: str | None = None) -> Sequence[ReportedProblem]:
    """All problems, or those of one code, sorted by code, then in the order of the documents."""
    reported = once(_read, session)
    return reported.every if code is None else reported.every[reported.spans.get(code, slice(0))]


def counts(session: Session) -> dict[str, int]:
    """The number of problems of each code, the most frequent first."""
    spans = once(_read, session).spans
    return dict(sorted(((code, of.stop - of.start) for code, of in spans.items()), key=lambda one: -one[1]))


_REPORTED = Packed(
    columns(
        *(col(ProblemRow.code), col(Document.address), col(ProblemRow.anchor), col(ProblemRow.message)),
        col(Document.annexes),
    )
    .join(Document, col(Document.id) == col(ProblemRow.document_id))
    .order_by(col(ProblemRow.code), col(Document.sort_key), col(ProblemRow.id))
)


def _read(session: Session) -> _Reported:
    reported = [ReportedProblem(*row) for row in _REPORTED.rows(session)]
    every = tuple(sorted([*reported, *_disputed(session)], key=lambda problem: problem.code))
    spans: dict[str, slice] = {}
    for place, problem in enumerate(every):
        first = spans[problem.code].start if problem.code in spans else place
        spans[problem.code] = slice(first, place + 1)
    return _Reported(every, spans)


def _disputed(session: Session) -> Iterator[ReportedProblem]:
    """Documents that texts cite with different dates or titles."""
    for code, column in (("cited_dates_differ", "dated"), ("cited_titles_differ", "titled")):
        said: dict[str, dict[str, list[_Attribution]]] = defaultdict(lambda: defaultdict(list))
        for symbol, value, place, count in _said(session, column):
            said[symbol][fold(str(value))].append((value, place, count))
        for symbol, values in sorted(said.items()):
            if len(values) > 1:
                message, rarer = _listed(values.values())
                yield ReportedProblem(code, Symbol(symbol).url, None, message, examples=rarer)


def _said(session: Session, column: str) -> Iterator[tuple[str, str | date, str, int]]:
    field: Any = getattr(CitationRow, column)
    symbol: Any = func.coalesce(AliasRow.symbol, CitationRow.target)
    place: Any = Document.address + " " + Unit.anchor + " " + cast(Document.annexes, String)
    rows = session.exec(
        select(symbol, field, func.min(place), func.count())
        .select_from(CitationRow)
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .join(Document, col(Document.id) == col(Unit.document_id))
        .outerjoin(AliasRow, col(AliasRow.target) == col(CitationRow.target))
        .where(field.is_not(None), col(CitationRow.target).like("%/%"))
        .group_by(symbol, field)
        .order_by(symbol, field)
    )
    yield from rows


def _listed(values: Iterable[list[_Attribution]]) -> tuple[str, tuple[PlaceOfText, ...]]:
    """The values with the number of places that give them, most common first; and a place that gives each rarer one."""
    ordered = sorted(values, key=lambda same: -sum(count for _, _, count in same))
    parts, places = [], []
    for same in ordered:
        value, place, _ = same[0]
        told = chinese_date(value) if isinstance(value, date) else f"“{value}”"
        parts.append(f"{told}（{sum(count for _, _, count in same)} 处）")
        address, anchor, annexes = place.split(" ")
        places.append(PlaceOfText(address, anchor, int(annexes)))
    return "各文本所称不一：" + "、".join(parts), tuple(places[1:])
