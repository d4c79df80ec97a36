"""What catalogues and feeds tell of documents beside what lists do: many in one statement."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_

from app.db.edition_rows import EditionRow
from app.db.models import Document, KeywordRow, Unit
from app.db.packed_rows import Packed, among, as_values, columns

_PARAGRAPHS = ("preambular", "operative", "paragraph")


@dataclass(frozen=True, slots=True)
class Summary:
    """How a text begins, in what subjects librarians put it, and in what other languages it is held."""

    first_words: str
    subjects: tuple[str, ...]
    languages: tuple[str, ...]


_FIRST = (
    columns(func.min(Unit.id))
    .where(among(col(Unit.document_id), "documents"), or_(*(col(Unit.kind) == one for one in _PARAGRAPHS)))
    .group_by(col(Unit.document_id))
)
_SUMMARIES = Packed(
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


def summaries(session: Session, keys: Collection[int]) -> dict[int, Summary]:
    """The summaries of the documents with these keys. Takes one statement."""
    texts, keywords, editions = _SUMMARIES.read(session, documents=as_values(keys))
    first_words = {key: (formula or "") + text for key, formula, text in texts}
    subjects, languages = defaultdict(list), defaultdict(list)
    for key, value in keywords:
        subjects[key].append(value)
    for key, language in editions:
        languages[key].append(language)
    return {
        key: Summary(first_words.get(key, ""), tuple(dict.fromkeys(subjects[key])), tuple(languages[key]))
        for key in keys
    }
