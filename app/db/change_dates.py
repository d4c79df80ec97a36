"""Since when documents are here, and when they changed: written at the end of an ingest, by digests of what was read."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, delete, literal, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from app.db.dialect import joined
from app.db.edition_rows import EditionRow
from app.db.instants import Instant
from app.db.models import Document
from app.db.queries import documents, editions
from app.db.queries.editions import EditionText
from app.db.session import among
from app.db.text_digest import edition_digest, text_digest
from app.db.tombstone_rows import TombstoneRow

_DERIVED = ("adopted_on", "adopted_as_printed", "dated_by", "dated_from", "dated_to")
"""What the documents with the numbers before and after may change."""


def _shown() -> Any:  # noqa: ANN401  a value of a statement
    """What a document shows now: the digest of its text, its dates, the digests of its texts in other languages."""
    of_document = (
        columns(
            col(EditionRow.language).label("language"),
            col(EditionRow.language).concat(EditionRow.digest).label("digest"),
        )
        .where(col(EditionRow.document_id) == Document.id)
        .order_by(col(EditionRow.language))
        .correlate(Document)
        .subquery()
    )
    others = columns(joined(of_document.c.digest, ",", of_document.c.language)).scalar_subquery()
    shown: Any = col(Document.digest)
    for part in (*(cast(getattr(Document, name), String) for name in _DERIVED), others):
        shown = shown.concat(literal("|")).concat(func.coalesce(part, ""))
    return shown


def know_what_is_shown(session: Session) -> None:
    """Take the digests of documents that an earlier version of the program wrote, so that a file that reads as it did
    changes nothing."""
    for document in session.exec(select(Document).where(col(Document.digest).is_(None))).all():
        document.digest = text_digest(documents.resolution(session, document))
    for edition in session.exec(select(EditionRow).where(col(EditionRow.digest).is_(None))).all():
        edition.digest = _edition_digest(editions.edition_text(session, edition))
    session.flush()
    is_known = (col(Document.changed_at).is_not(None), col(Document.shown_as).is_(None))
    session.execute(update(Document).where(*is_known).values(shown_as=_shown()))


def _edition_digest(text: EditionText) -> str:
    row = text.edition
    printed = (row.title, row.formula, str(row.published_on), row.remarks, row.adoption_text)
    return edition_digest(printed, text.title_notes, text.paragraphs, text.footnotes)


def write_change_dates(session: Session, clock: datetime, written: Collection[str] | None = None) -> None:
    """Write one instant to all documents that are new or show anything else than when they last changed, and to the
    addresses given up since. It is later than all that the archive has, so that who has read up to there misses none.

    `written` are the addresses of the documents that may be other than before, None for all.
    """
    latest = max((instant for instant in session.exec(_LATEST).one() if instant), default="")
    now = clock.astimezone(UTC).replace(microsecond=0)
    if latest:
        now = max(now, datetime.fromisoformat(latest) + timedelta(seconds=1))
    shown = _shown()
    new = {
        "added_at": func.coalesce(Document.added_at, literal(now, Instant)),
        "changed_at": now,
        "shown_as": shown,
    }
    other = [col(Document.shown_as).is_distinct_from(shown)]
    if written is not None:
        other.append(among(Document.address, written))
    session.execute(update(Document).where(*other).values(new))
    in_use = select(Document.address_key)
    session.execute(delete(TombstoneRow).where(func.lower(TombstoneRow.address).in_(in_use)))
    session.execute(update(TombstoneRow).where(col(TombstoneRow.since).is_(None)).values(since=now))
    session.commit()


_LATEST: Any = columns(
    *(
        columns(cast(func.max(column), String)).scalar_subquery()
        for column in (col(Document.changed_at), col(TombstoneRow.since))
    )
)
