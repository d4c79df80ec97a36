"""What other texts of the archive say of a reference in which the two languages differ."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func

from app.db.models import CitationRow, Unit
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries import citations
from app.db.queries.citations import Known
from app.db.queries.divergences import Differing
from app.domain.editions.witnesses import CitedHere, Question, asked

_MOST_VALUES = 6


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """In how many places other texts give a document this date or, where that is in question, name it."""

    symbol: str
    value: date | str
    count: int


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The held ones of the documents that a difference is about, and what other texts say of all of them."""

    question: Question
    held: tuple[Known, ...]
    others: tuple[SaidElsewhere, ...]


def witnesses(session: Session, differences: Sequence[Differing]) -> dict[int, Witnesses]:
    """What other texts say, by the key of the difference; nothing for one in which no reference
    is concerned, or of which they say nothing."""
    cited = _cited_in(session, {one.unit for one in differences if one.unit})
    questions: dict[int, tuple[Differing, Question]] = {}
    for one in differences:
        of_unit = cited.get(one.unit or 0, ())
        question = asked(one.kind, one.chinese, one.english, one.chinese_text or "", of_unit)
        if question:
            questions[one.id] = one, question
    if not questions:
        return {}
    symbols = {symbol for _, question in questions.values() for symbol in question.symbols}
    known = citations.known(session, symbols)
    said = _said(session, symbols, {one.document for one, _ in questions.values()})
    answered = {key: _answered(one, question, known, said) for key, (one, question) in questions.items()}
    return {key: told for key, told in answered.items() if told.held or any(one.count for one in told.others)}


def _cited_in(session: Session, units: Collection[int]) -> Mapping[int, Sequence[CitedHere]]:
    found: dict[int, list[CitedHere]] = defaultdict(list)
    for unit, *citation in _CITED.rows(session, units=as_values(units)) if units else ():
        found[unit].append(CitedHere(*citation))
    return found


_CITED = Packed(
    columns(
        *(col(CitationRow.unit_id), col(CitationRow.target), col(CitationRow.start), col(CitationRow.end)),
        *(col(CitationRow.dated), col(CitationRow.titled)),
    )
    .where(among(col(CitationRow.unit_id), "units"), col(CitationRow.target).is_not(None))
    .order_by(col(CitationRow.id))
)

_Said = Mapping[str, Sequence[tuple[int, date | None, str | None, int]]]
"""By symbol: the key of a document, 0 for all, the date and the title that it states, in how many places."""


def _said(session: Session, symbols: Collection[str], documents: Collection[int]) -> _Said:
    """What all texts say of these symbols, and what those documents do whose differences are shown."""
    names = {name: symbol for symbol in symbols for name in (symbol, *citations.targets_of(session, symbol))}
    names |= {symbol: symbol for symbol in symbols}
    for symbol, canonical in citations.resolved(session, symbols).items():
        names |= dict.fromkeys((canonical, *citations.targets_of(session, canonical)), symbol)
    found: dict[str, list[tuple[int, date | None, str | None, int]]] = defaultdict(list)
    asked_for = {"names": as_values(names), "documents": as_values(documents)}
    for rows in _SAID.read(session, **asked_for):
        for target, document, dated, titled, count in rows:
            found[names[target]].append((document, dated, titled, count))
    return found


def _places(document: Any) -> Any:  # noqa: ANN401  a column, or the number that stands for all
    return (
        columns(
            col(CitationRow.target),
            document,
            col(CitationRow.dated),
            col(CitationRow.titled),
            func.count(col(CitationRow.unit_id).distinct()),
        )
        .select_from(CitationRow)
        .where(among(col(CitationRow.target), "names"))
    )


_STATED = (col(CitationRow.target), col(CitationRow.dated), col(CitationRow.titled))
_IN_ORDER = tuple(column.nulls_first() for column in _STATED)
_SAID = Packed(
    _places(func.abs(0)).group_by(*_STATED).order_by(*_IN_ORDER),
    _places(col(Unit.document_id))
    .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
    .where(among(col(Unit.document_id), "documents"))
    .group_by(*_STATED, col(Unit.document_id))
    .order_by(*_IN_ORDER, col(Unit.document_id)),
)


def _answered(one: Differing, question: Question, known: Mapping[str, Known], said: _Said) -> Witnesses:
    held = tuple(known[symbol] for symbol in question.symbols if known[symbol].address)
    others = (
        counted
        for symbol in question.symbols
        for counted in _counted(symbol, question, _by_others(one.document, said.get(symbol, ())))
    )
    return Witnesses(question, held, tuple(others))


def _by_others(
    document: int, said: Iterable[tuple[int, date | None, str | None, int]]
) -> Counter[tuple[date | None, str | None]]:
    """In how many places other documents state each date and title."""
    counted: Counter[tuple[date | None, str | None]] = Counter()
    for owner, dated, titled, count in said:
        if owner in (0, document):
            counted[dated, titled] += -count if owner else count
    return counted


def _counted(
    symbol: str, question: Question, counted: Counter[tuple[date | None, str | None]]
) -> Iterable[SaidElsewhere]:
    if question.about == "date":
        by_date: Counter[date] = Counter()
        for (dated, _), count in counted.items():
            if dated and count > 0:
                by_date[dated] += count
        return [SaidElsewhere(symbol, day, count) for day, count in by_date.most_common(_MOST_VALUES)]
    named = sum(count for (dated, titled), count in counted.items() if _agrees(question, dated, titled))
    return [SaidElsewhere(symbol, symbol, named)]


def _agrees(question: Question, dated: date | None, titled: str | None) -> bool:
    """Whether a citation states what the paragraph in question does: all do where it states nothing."""
    if question.dated:
        return dated == question.dated
    return titled == question.titled if question.titled else True
