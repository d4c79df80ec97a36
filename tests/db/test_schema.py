from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from app.db import store
from app.db.migrate import migration_config, upgrade
from app.db.models import Document, Unit
from app.db.queries import documents
from app.db.release import current_release
from app.db.session import read_session, write_engine, write_session
from app.domain.organs import Names
from app.ingest.reading import with_citations
from app.sources.plain_text import read
from tests.conftest import TEXTS, only


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty archive in the newest schema."""
    engine = write_engine(tmp_path / "archive.db")
    upgrade(engine)
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    command.check(migration_config(engine))


def test_the_migrations_can_be_undone(engine: Engine) -> None:
    command.downgrade(migration_config(engine), "base")
    with engine.connect() as connection:
        tables = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
    assert tables == ["alembic_version"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_written_is_read_back_the_same(path: Path, names: Names, tmp_path: Path) -> None:
    reading = only(read(path.read_bytes(), path.stem, names))
    resolution = with_citations(reading.resolution, names)
    with write_session(tmp_path / "archive.db") as session:
        store.add(session, resolution)
        session.commit()
    with read_session(tmp_path / "archive.db") as session:
        document = documents.by_address(session, resolution.id.upper())
        assert document is not None
        assert documents.resolution(session, document) == resolution


def test_replacing_a_text_leaves_nothing_of_the_former_one(names: Names, tmp_path: Path) -> None:
    first, second = (only(read(path.read_bytes(), path.stem, names)) for path in TEXTS[:2])
    with write_session(tmp_path / "archive.db") as session:
        document = store.add(session, with_citations(first.resolution, names))
        store.replace_text(session, document, with_citations(second.resolution, names), first.resolution)
        session.commit()
        counts = {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
            for table in ("document", "mark", "vote")
        }
        assert documents.redirect(session, first.resolution.id) == second.resolution.id
        assert len(session.exec(select(Unit)).all()) == (
            1 + len(second.resolution.paragraphs) + len(second.resolution.footnotes)
        )
    assert counts == {
        "document": 1,
        "mark": sum(len(paragraph.notes) for paragraph in second.resolution.paragraphs),
        "vote": len(second.resolution.adoption.votes),
    }


def test_the_web_cannot_write(archive: Path) -> None:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        document = session.exec(select(Document)).first()
        assert document is not None
        document.title = "改"
        with pytest.raises(OperationalError, match="readonly"):
            session.commit()
