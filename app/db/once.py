"""What is read once for a release and kept while the release is open, since its rows never change."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from app.db.session import unchanging

T = TypeVar("T")

_kept: WeakKeyDictionary[Engine, dict[Callable[[Session], Any], Any]] = WeakKeyDictionary()
_lock = Lock()


def once(read: Callable[[Session], T], session: Session) -> T:
    """What a function reads from a session's release; read anew each time where rows may be written."""
    engine = unchanging(session)
    if engine is None:
        return read(session)
    with _lock:
        kept = _kept.setdefault(engine, {})
    # Two may read the same; one that takes long keeps nobody from reading something else.
    found: T = kept[read] if read in kept else kept.setdefault(read, read(session))
    return found
