"""SQLite engines: one for reading a published release, one for writing a staged one."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import create_engine


def read_engine(database: Path) -> Engine:
    """An engine that cannot write; safe to share by threads."""
    engine = create_engine(
        f"sqlite:///file:{database}?mode=ro&immutable=1&uri=true", connect_args={"check_same_thread": False}
    )
    _on_connect(engine, "PRAGMA query_only = ON", "PRAGMA mmap_size = 268435456")
    return engine


def write_engine(database: Path) -> Engine:
    """An engine for a staged release, which nobody else reads and a crash throws away."""
    engine = create_engine(f"sqlite:///{database}")
    _on_connect(engine, "PRAGMA foreign_keys = ON", "PRAGMA synchronous = NORMAL")
    return engine


def _on_connect(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()
