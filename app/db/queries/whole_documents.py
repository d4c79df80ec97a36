"""Whole documents, as files that go out take them, many at once: two statements for each batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col

from app.db.edition_rows import EditionRow, EditionUnitRow
from app.db.edition_store import MARKS_JSON
from app.db.models import (
    CitationRow,
    Document,
    KeywordRow,
    LinkRow,
    Mark,
    ProblemRow,
    SponsorRow,
    StepRow,
    Unit,
    VoteRow,
)
from app.db.packed_rows import Packed, Rows, among, as_values, columns
from app.db.queries.documents import KIND, UNIT_FIELDS, citation_of, footnote_of, paragraph_of
from app.domain.adoption import Adoption, Vote
from app.domain.exported import ExportedDocument
from app.domain.resolution import (
    Citation,
    Footnote,
    Head,
    Keyword,
    Link,
    NoteMark,
    Paragraph,
    Problem,
    Resolution,
    Sponsor,
    Step,
)

_BATCH = 50
"""Documents that are read together: more are not read faster, and all lie in memory at once."""

_HEAD = tuple(name for name in Head.__dataclass_fields__ if name not in ("remarks", "title_notes"))
_ADOPTION = ("method", "in_favour", "against", "abstaining")
_FACTS = ("added_at", "changed_at", "address", "remarks", "adoption_text")
_IN_EDITION = ("language", "title", "formula", "published_on", "remarks", "adoption_text")


def all_keys(session: Session) -> list[int]:
    """The keys of all documents, ordered by organ, session and number."""
    return [key for (key,) in _KEYS.rows(session)]


def whole_document(session: Session, key: int) -> ExportedDocument | None:
    """The document of a key, or None. Takes two statements."""
    return next(whole_documents(session, [key]), None)


def whole_documents(session: Session, keys: Iterable[int], batch: int = _BATCH) -> Iterator[ExportedDocument]:
    """The documents of these keys in their order, those of no document left out. Takes two statements a batch, and
    holds one batch in memory."""
    rest = iter(keys)
    while chosen := list(islice(rest, batch)):
        yield from _together(session, chosen)


_KEYS = Packed(columns(Document.id).order_by(col(Document.sort_key), col(Document.id)))


def _chosen(model: Any, *named: str) -> list[Any]:  # noqa: ANN401  to mypy, a column of a model is its value
    return [getattr(model, name) for name in named]


def _fields(value: type[Any]) -> tuple[str, ...]:
    return tuple(value.__dataclass_fields__)


def _of_documents(table: Any, *named: str) -> Select[Any]:  # noqa: ANN401  any table
    """The rows of the documents in a table, in the order of the text, each with the key of its document."""
    return (
        columns(table.document_id, *_chosen(table, *named))
        .where(among(table.document_id, "documents"))
        .order_by(table.id)
    )


def _of_units(table: Any, *named: str) -> Select[Any]:  # noqa: ANN401
    """The rows of the documents' units in a table, in the order of the text, each with the key of its unit."""
    return (
        columns(table.unit_id, *_chosen(table, *named))
        .join(Unit, col(Unit.id) == table.unit_id)
        .where(among(col(Unit.document_id), "documents"))
        .order_by(table.id)
    )


_TEXTS = Packed(
    columns(Document.id, *_chosen(Document, *_FACTS, *_ADOPTION, *_HEAD)).where(
        among(col(Document.id), "documents")
    ),
    _of_documents(Unit, "id", "part", "rows", *UNIT_FIELDS),
    _of_units(Mark, *_fields(NoteMark)),
    _of_units(CitationRow, *_fields(Citation)),
    _of_units(LinkRow, *_fields(Link)),
    *(
        _of_documents(table, *_fields(value))
        for table, value in (
            (SponsorRow, Sponsor),
            (ProblemRow, Problem),
            (StepRow, Step),
            (KeywordRow, Keyword),
            (VoteRow, Vote),
        )
    ),
)
_EDITIONS = Packed(
    _of_documents(EditionRow, "id", *_IN_EDITION),
    columns(EditionUnitRow.edition_id, *_chosen(EditionUnitRow, "part", "rows", "marks", *UNIT_FIELDS))
    .join(EditionRow, col(EditionRow.id) == col(EditionUnitRow.edition_id))
    .where(among(col(EditionRow.document_id), "documents"))
    .order_by(col(EditionUnitRow.id)),
)


def _together(session: Session, keys: list[int]) -> Iterator[ExportedDocument]:
    named = as_values(keys)
    documents, units, marks, citations, links, *below = _TEXTS.read(session, documents=named)
    editions, edition_units = _EDITIONS.read(session, documents=named)
    of_unit = _OfUnits(_grouped(marks), _grouped(citations), _grouped(links))
    units_of, editions_of = _grouped(units), _grouped(editions)
    in_editions = _grouped(edition_units)
    sponsors, problems, steps, keywords, votes = map(_grouped, below)
    by_key = {key: rest for key, *rest in documents}
    for key in keys:
        if key not in by_key:
            continue
        added_at, changed_at, address, remarks, adoption_text, *facts = by_key[key]
        paragraphs, footnotes, title_notes = of_unit.read(units_of[key])
        text = Resolution(
            id=address,
            head=Head(
                **dict(zip(_HEAD, facts[len(_ADOPTION) :], strict=True)),
                remarks=tuple(remarks.splitlines()),
                title_notes=title_notes,
            ),
            paragraphs=paragraphs,
            footnotes=footnotes,
            adoption=_adoption(facts[: len(_ADOPTION)], adoption_text, votes[key]),
            sponsors=tuple(Sponsor(*row) for row in sponsors[key]),
            problems=tuple(Problem(*row) for row in problems[key]),
            steps=tuple(Step(*row) for row in steps[key]),
            keywords=tuple(Keyword(*row) for row in keywords[key]),
        )
        others = tuple(_edition(text, row, in_editions) for row in editions_of[key])
        yield ExportedDocument(key, text, others, added_at, changed_at)


def _adoption(facts: list[Any], text: str | None, votes: Rows) -> Adoption:
    of_it: Any = dict(zip(_ADOPTION, facts, strict=True))
    return Adoption(**of_it, text=text, votes=tuple(Vote(*row) for row in votes))


def _grouped(rows: Rows) -> defaultdict[int, Rows]:
    groups: defaultdict[int, Rows] = defaultdict(list)
    for key, *values in rows:
        groups[key].append(values)
    return groups


class _OfUnits:
    """The rows below units, by the keys of these."""

    def __init__(self, marks: dict[int, Rows], citations: dict[int, Rows], links: dict[int, Rows]) -> None:
        self._marks = marks
        self._citations = citations
        self._links = links

    def read(self, units: Rows) -> tuple[tuple[Paragraph, ...], tuple[Footnote, ...], tuple[NoteMark, ...]]:
        """The paragraphs, the footnotes, and the marks at the title."""
        paragraphs, footnotes, title_notes = [], [], ()
        for key, part, cells, *values in units:
            citations = tuple(citation_of(*row) for row in self._citations[key])
            links = tuple(Link(*row) for row in self._links[key])
            notes: Any = tuple(NoteMark(*row) for row in self._marks[key])
            if values[KIND]:
                paragraphs.append(paragraph_of(values, cells, notes, citations, links))
            elif part == "fn":
                footnotes.append(footnote_of(values, citations, links))
            else:
                title_notes = notes
        return tuple(paragraphs), tuple(footnotes), title_notes


def _edition(text: Resolution, row: list[Any], units: dict[int, Rows]) -> Resolution:
    """The text of an edition, with the facts of the document: what is told of it in Chinese stays so."""
    key, language, title, formula, published_on, remarks, adoption_text = row
    paragraphs, footnotes, title_notes = [], [], ()
    for part, cells, packed, *values in units[key]:
        notes: Any = MARKS_JSON.validate_json(packed) if packed else ()
        if values[KIND]:
            paragraphs.append(paragraph_of(values, cells, notes))
        elif part == "fn":
            footnotes.append(footnote_of(values))
        else:
            title_notes = notes
    head = replace(
        text.head,
        title=title,
        formula=formula,
        published_on=published_on,
        remarks=tuple(remarks.splitlines()),
        title_notes=title_notes,
    )
    return Resolution(
        text.id,
        head,
        tuple(paragraphs),
        tuple(footnotes),
        replace(text.adoption, text=adoption_text),
        text.sponsors,
        steps=text.steps,
        keywords=text.keywords,
        language=language,
    )
