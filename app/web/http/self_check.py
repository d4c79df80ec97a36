"""While serving, one file of the release after another is compared with its checksum: a tired disk is noticed."""

import asyncio
from typing import NoReturn

import structlog

from app.db.checksums import is_damaged, recorded_files
from app.db.release import Release
from app.web.http.open_release import ReleaseWatcher

PAUSE_SECONDS = 3600
"""Between two files. A large archive has about twenty; one of a gigabyte takes some seconds."""

logger = structlog.stdlib.get_logger(__name__)


class SelfCheck:
    """What was found in the release that is served; a new release begins anew."""

    def __init__(self, releases: ReleaseWatcher) -> None:
        self._releases = releases
        self._release: Release | None = None
        self._pending: list[str] = []
        self._damaged: set[str] = set()

    def reasons(self, release: str) -> tuple[str, ...]:
        """What is damaged in the release of this name, in Chinese."""
        is_same = self._release is not None and self._release.name == release
        return (
            tuple(f"{name} 已损坏，请运行 jueyi repair" for name in sorted(self._damaged)) if is_same else ()
        )

    async def run(self) -> NoReturn:
        """Compare a file an hour, in a thread, until cancelled."""
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            await asyncio.to_thread(self.step)

    def step(self) -> None:
        """Compare the next file."""
        try:
            release = self._releases.current().release
        except Exception as error:  # readiness tells what is wrong then
            logger.warning("self_check_failed", error=type(error).__name__)
            return
        if release != self._release:
            self._release, self._damaged, self._pending = release, set(), []
        self._pending = self._pending or recorded_files(release)
        if not self._pending:
            return
        name = self._pending.pop(0)
        if is_damaged(release, name):
            self._damaged.add(name)
            logger.error("file_damaged", release=release.name, file=name)
        else:
            self._damaged.discard(name)
            logger.info("file_sound", release=release.name, file=name)
