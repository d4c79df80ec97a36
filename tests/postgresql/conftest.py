"""A PostgreSQL server whose databases sort as people do: the program must not depend on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from app.db.server import keep_rows_on
from tests.postgres import Postgres, running


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture
def on_server(server: Postgres, tmp_path: Path) -> Path:
    """The folder of an archive whose rows lie in a database of its own."""
    archive = tmp_path / "on-server"
    keep_rows_on(archive, server.database())
    return archive


class _Still(datetime):
    """A clock that stands, so that two archives tell the same times."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Still":
        """Always the same."""
        return cls(2026, 11, 28, 12, 0, 0, tzinfo=tz or UTC)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let all ingests of a test be at one time."""

    def stop() -> None:
        for module in ("app.ingest.run", "app.ingest.manifest"):
            monkeypatch.setattr(f"{module}.datetime", _Still)

    stop()
    return stop
