"""What feeds tell of documents beside what lists do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_

from app.db.edition_rows import EditionRow
from app.db.models import Document, KeywordRow, Unit
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.listing import Listed
from app.db.series_rows import SeriesRow

_PARAGRAPHS = ("preambular", "operative", "paragraph")


@dataclass(frozen=True, slots=True)
class Told:
    """How a text begins, in what subjects librarians put it, and in what other languages it is held."""

    first_words: str
    subjects: tuple[str, ...]
    languages: tuple[str, ...]


_FIRST = (
    columns(func.min(Unit.id))
    .where(among(col(Unit.document_id), "documents"), or_(*(col(Unit.kind) == one for one in _PARAGRAPHS)))
    .group_by(col(Unit.document_id))
)
_TOLD = Packed(
    columns(Document.id, Document.formula, Unit.text)
    .join(Unit, col(Unit.document_id) == Document.id)
    .where(col(Unit.id).in_(_FIRST)),
    columns(KeywordRow.document_id, KeywordRow.value)
    .where(among(col(KeywordRow.document_id), "documents"), col(KeywordRow.scheme) == "unbis")
    .order_by(col(KeywordRow.id)),
    columns(EditionRow.document_id, EditionRow.language)
    .where(among(col(EditionRow.document_id), "documents"))
    .order_by(col(EditionRow.language)),
)


def told(session: Session, documents: Collection[Listed]) -> dict[int, Told]:
    """What is told of each of these documents, by key. Takes one statement."""
    keys = [document.id for document in documents]
    texts, keywords, editions = _TOLD.read(session, documents=as_values(keys))
    first_words = {key: (formula or "") + text for key, formula, text in texts}
    subjects, languages = defaultdict(list), defaultdict(list)
    for key, value in keywords:
        subjects[key].append(value)
    for key, language in editions:
        languages[key].append(language)
    return {
        key: Told(first_words.get(key, ""), tuple(dict.fromkeys(subjects[key])), tuple(languages[key]))
        for key in keys
    }


def of_series(session: Session, document: Document) -> list[int]:
    """The keys of the texts of a document's series; its own alone if it has none."""
    own = columns(SeriesRow.series).where(col(SeriesRow.document_id) == document.id).scalar_subquery()
    chosen = columns(SeriesRow.document_id).where(col(SeriesRow.series) == own)
    return list(session.execute(chosen).scalars()) or [document.id or 0]
