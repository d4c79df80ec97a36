"""The release that a database server says is served: asked for in a thread of its own, so that no request waits for it."""

import threading
from pathlib import Path

import structlog
from sqlalchemy.exc import DBAPIError

from app.db.release import NoServerError, Release, follow
from app.db.server import Server, server_of
from app.search.engine import SearchEngine
from app.search.engine_registry import EngineKind
from app.web.http.open_release import NoArchiveError, OpenRelease, ReleaseWatcher, UnservableError

SECONDS = 1.0
"""Between two looks at what is served."""

logger = structlog.stdlib.get_logger(__name__)


class UnreachableServerError(UnservableError):
    """The server with the rows could not be reached since this process began."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        return "数据库服务器现在连不上，请过一会儿再试。"


class NoIndexHereError(UnservableError):
    """The index of the release lies on the machine that made it; the argument is the release."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        return (
            f"这台机器上没有归档 {self.args[0]} 的索引：内嵌的检索引擎把索引写在收录的机器上，"
            "请从那里复制 releases 文件夹，或改用 OpenSearch。"
        )


class FollowingWatcher(ReleaseWatcher):
    """Provides the release that the server serves. While the server is away, the one that was opened last stays."""

    _gone = (FileNotFoundError,)

    def __init__(self, archive: Path, engine: EngineKind, server: Server) -> None:
        super().__init__(archive, engine)
        self._server = server
        self._answer: OpenRelease | UnservableError | None = None
        self._names: tuple[tuple[str, bool], ...] | None = None
        self._is_away = False
        self._stopped = threading.Event()

    def current(self) -> OpenRelease:
        """The release to answer from, as of the last look. Raises as `ReleaseWatcher.current` does."""
        if self._answer is None:
            self.look()
        if isinstance(self._answer, OpenRelease):
            return self._answer
        raise self._answer or NoArchiveError(self._archive)

    def look(self) -> None:
        """Ask the server what is served, and open it."""
        try:
            if (names := self._server.names()) != self._names:
                follow(self._archive, self._server)
                self._names = names
            self._answer = super().current()
        except UnservableError as error:
            self._answer = error
        except (DBAPIError, OSError, NoServerError) as error:
            if not self._is_away:
                logger.warning("server_away", server=self._server.place, error=type(error).__name__)
            self._is_away = True
            if not isinstance(self._answer, OpenRelease):
                self._answer = UnreachableServerError(self._server.place)
        else:
            if self._is_away:
                logger.info("server_back", server=self._server.place)
            self._is_away = False

    def start(self) -> None:
        """Look once a second from now on."""
        threading.Thread(target=self._watch, daemon=True).start()

    def close(self) -> None:
        """Look no more, and close all open releases."""
        self._stopped.set()
        super().close()

    def _watch(self) -> None:
        self.look()
        while not self._stopped.wait(SECONDS):
            self.look()

    def _opened_index(self, release: Release) -> SearchEngine:
        if not any(release.index.glob("*")):
            raise NoIndexHereError(release.name)
        return super()._opened_index(release)


def release_watcher(archive: Path, engine: EngineKind) -> ReleaseWatcher:
    """What watches the releases of an archive, wherever its rows lie."""
    server = server_of(archive)
    return FollowingWatcher(archive, engine, server) if server else ReleaseWatcher(archive, engine)
