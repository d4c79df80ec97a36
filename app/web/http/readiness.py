"""Whether the current release can answer: something of each of its parts is read and compared."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from sqlmodel import Session

from app.db.dialect import is_away
from app.db.queries import listing
from app.domain.text import fold
from app.search.engine import SearchUnavailableError
from app.web.http.open_release import OpenRelease, ReleaseWatcher, UnservableError

_TOLD = {
    "text": ("检索用的文本与数据库不同", "检索用的文本读不出"),
    "index": ("索引找不到归档里有的文字", "索引读不出"),
}
"""What is told of a part of the index that answers wrongly, and of one that cannot be read."""

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The release and its number of documents; `reasons`, in Chinese, say why it cannot answer."""

    release: str = ""
    documents: int = 0
    reasons: tuple[str, ...] = ()


def examine(releases: ReleaseWatcher) -> Readiness:
    """Read something of each part of the current release."""
    try:
        opened = releases.current()
    except UnservableError as error:
        return Readiness(reasons=(error.told,))
    except Exception as error:  # whatever a damaged file makes a library raise
        return Readiness(reasons=(_reason("归档打不开", error),))
    try:
        return _compared(opened)
    except SearchUnavailableError as error:
        logger.warning("unready", what=error.told, error=error.detail)
        return Readiness(reasons=(error.told,))


def _compared(opened: OpenRelease) -> Readiness:
    try:
        with Session(opened.database) as session:
            documents = listing.count(session)
            samples = _samples(session, opened)
    except SearchUnavailableError:
        raise
    except Exception as error:
        return Readiness(reasons=(_reason("数据库读不出", error),))
    return Readiness(opened.release.path.name, documents, tuple(_differences(opened, samples)))


def _samples(session: Session, opened: OpenRelease) -> dict[int, str | None]:
    """The texts, as the database has them, of some units of the index."""
    keys = opened.search.sample()
    rows = listing.units(session, keys)
    return {key: rows[key].text if key in rows else None for key in keys}


def _differences(opened: OpenRelease, samples: dict[int, str | None]) -> Iterator[str]:
    if opened.units is not None and (count := opened.search.count()) != opened.units:
        yield f"索引有 {count} 个检索单元，应有 {opened.units} 个，请运行 jueyi check"
    for key, text in samples.items():
        if text is None:
            yield "数据库缺少索引里有的段落"
        elif fault := opened.search.fault(key, fold(text)):
            wrong, unreadable = _TOLD[fault.part]
            yield _reason(unreadable, fault.error) if fault.error else wrong


def _reason(what: str, error: Exception) -> str:
    """What cannot be read, with the kind of error; its message, which may name paths, goes to the log."""
    logger.warning("unready", what=what, error=str(error))
    if is_away(error):
        return f"数据库服务器现在连不上（{type(error).__name__}）"
    return f"{what}（{type(error).__name__}），请运行 jueyi check"
