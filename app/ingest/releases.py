"""The releases of an archive: listed, deleted but for the newest, and made current again."""

from dataclasses import dataclass
from pathlib import Path

from app.db.checksums import damaged_files
from app.db.release import Release, current_release, published_releases
from app.ingest.disk_space import size
from app.ingest.elsewhere import tidied
from app.ingest.publication import (
    DamagedReleaseError,
    NewerReleaseError,
    locked,
    mend_link,
    point_to,
    remove_old,
)
from app.search.engine_registry import EngineKind


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release in a list. `created` is an ISO time, `documents` their number; None where the manifest is lost."""

    name: str
    created: str | None
    documents: int | None
    bytes: int
    is_current: bool
    is_whole: bool


def list_releases(archive: Path) -> list[ReleaseEntry]:
    """All releases, oldest first; the current one too where it lies elsewhere."""
    current = current_release(archive)
    releases = published_releases(archive)
    if current and not any(_is_same(current, one) for one in releases):
        releases.append(current)
    return [_entry(one, is_current=current is not None and _is_same(current, one)) for one in releases]


def _entry(release: Release, *, is_current: bool) -> ReleaseEntry:
    manifest = release.manifest()
    created, documents = manifest.get("created"), manifest.get("documents")
    return ReleaseEntry(
        release.name,
        created if isinstance(created, str) else None,
        documents if isinstance(documents, int) else None,
        size(release.path),
        is_current,
        release.is_whole(),
    )


def prune(archive: Path, keep: int, engine: EngineKind | None = None) -> list[str]:
    """Delete all releases but the newest `keep`; the current one stays always. Returns the names of those deleted.

    Raises ArchiveBusyError.
    """
    with locked(archive), tidied(archive, engine):
        mend_link(archive)
        current = current_release(archive)
        return remove_old(archive, keep, [current.path]) if current else []


def roll_back(archive: Path, name: str | None, engine: EngineKind | None = None) -> Release | None:
    """Make the release of this name current, or the newest whole one before the current; None if there is none.

    Raises ArchiveBusyError, DamagedReleaseError, NewerReleaseError, SearchUnavailableError.
    """
    with locked(archive), tidied(archive, engine):
        mend_link(archive)
        current = current_release(archive)
        whole = [one for one in published_releases(archive) if one.is_whole()]
        earlier = [one for one in whole if current and one.name < current.name]
        wanted = next(reversed([one for one in whole if one.name == name] if name else earlier), None)
        if wanted is None:
            return None
        if damaged := damaged_files(wanted):
            raise DamagedReleaseError(wanted.name, *damaged)
        if wanted.is_newer_than_program():
            raise NewerReleaseError(wanted.name)
        if engine and engine.matches(wanted.manifest()) and (lost := engine.damages(wanted.index)):
            raise DamagedReleaseError(wanted.name, *lost)
        point_to(archive, wanted)
        return wanted


def _is_same(one: Release, other: Release) -> bool:
    return one.path.resolve() == other.path.resolve()
