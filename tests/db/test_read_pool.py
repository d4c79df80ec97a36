"""The pool of readers' connections is bounded."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db import session
from app.db.release import current_release


def test_a_reader_without_a_connection_waits_only_so_long(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_READERS", 2)
    monkeypatch.setattr(session, "_WAIT_SECONDS", 0.01)
    release = current_release(archive)
    assert release is not None
    engine = session.read_engine(release.database)
    with ExitStack() as readers:
        for _ in range(2):
            readers.enter_context(engine.connect())
        with pytest.raises(PoolTimeout):
            engine.connect()
    engine.connect().close()
    engine.dispose()
