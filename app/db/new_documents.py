"""Documents that the archive does not hold yet, written many at a time."""

from sqlmodel import Session

from app.db.document_rows import Rows, collect_parts, columns_of, head_columns
from app.db.models import Document, Source
from app.db.session import insert_rows
from app.db.source_file import SourceFile
from app.db.store import next_document, next_unit
from app.domain.resolution import Resolution


class NewDocuments:
    """Documents that the archive does not hold yet, kept until `insert`, which takes one statement per table."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Resolution, SourceFile | None]] = []

    def add(self, resolution: Resolution, file: SourceFile | None) -> None:
        """Keep a document, and the file that its Chinese text was read from, until the next insertion."""
        self._waiting.append((resolution, file))

    def insert(self, session: Session) -> None:
        """Insert what has been kept, in the order of its arrival."""
        if not self._waiting:
            return
        first = next_document(session)
        unit = next_unit(session)
        parts: Rows = {Document: [], Source: []}
        for key, (resolution, file) in enumerate(self._waiting, start=first):
            parts[Document].append({"id": key, **head_columns(resolution)})
            if file:
                parts[Source].append({"document_id": key, **columns_of(file), "is_shown": True})
            unit += collect_parts(parts, unit, key, resolution)
        self._waiting.clear()
        for table, rows in parts.items():
            insert_rows(session, table, rows)
