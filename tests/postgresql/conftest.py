"""A PostgreSQL server whose databases sort as people do: the program must not depend on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db.server import keep_rows_on
from tests.postgres import Postgres, running
from tests.two_archives import stop_clocks


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


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let all ingests of a test be at one time."""

    def stop() -> None:
        stop_clocks(monkeypatch)

    stop()
    return stop
