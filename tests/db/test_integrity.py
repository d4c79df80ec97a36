"""What contradicts itself in an archive is counted, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.db.queries import integrity
from app.db.release import current_release
from app.db.session import write_session


@pytest.fixture
def session(own_archive: Path) -> Iterator[Session]:
    release = current_release(own_archive)
    assert release is not None
    with write_session(release.database) as session:
        yield session


def counts(session: Session) -> tuple[int, int]:
    return integrity.citations_beyond_their_text(session), integrity.marks_beyond_their_text(session)


def change(session: Session, *statements: str) -> None:
    session.connection().execute(text("PRAGMA foreign_keys = OFF"))
    for statement in statements:
        session.connection().execute(text(statement))


def test_a_sound_archive_has_none(session: Session) -> None:
    assert counts(session) == (0, 0)


def test_each_citation_that_is_not_where_it_says_is_counted(session: Session) -> None:
    some = "id IN (SELECT id FROM citation ORDER BY id DESC LIMIT 3)"
    change(session, f"UPDATE citation SET start = start + 1 WHERE {some}")  # noqa: S608
    assert counts(session) == (3, 0)


def test_each_mark_beyond_its_text_is_counted(session: Session) -> None:
    change(
        session,
        "UPDATE mark SET offset = (SELECT length(text) FROM unit WHERE unit.id = unit_id)",
    )
    assert counts(session) == (0, 0)
    change(session, "UPDATE mark SET offset = offset + 1 WHERE rowid = (SELECT max(rowid) FROM mark)")
    assert counts(session) == (0, 1)


def test_what_belongs_to_no_unit_is_counted(session: Session) -> None:
    change(session, "UPDATE citation SET unit_id = 999999 WHERE id = (SELECT min(id) FROM citation)")
    assert counts(session) == (1, 0)
