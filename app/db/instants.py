"""Instants as a column: in UTC, to the second, written so that their order is that of their text."""

from datetime import datetime

from sqlalchemy import Dialect, String, TypeDecorator

from app.domain.instants import written


class Instant(TypeDecorator[datetime]):
    """A `datetime` of UTC, kept as text: SQLite has no type for it, and its own would leave the zone out."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What is written."""
        return written(value) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What is read."""
        return datetime.fromisoformat(value) if value else None
