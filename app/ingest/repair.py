"""Repairs a damaged release: its index from its rows; its rows from the release before it and from the sources."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from app.db.checksums import damaged_files
from app.db.queries import integrity
from app.db.release import Release, current_release, published_releases
from app.db.session import read_session
from app.ingest.checks import check_release
from app.ingest.files import SourcePath, read_source
from app.ingest.manifest import recorded_sources
from app.ingest.publication import (
    NewerReleaseError,
    discard,
    locked,
    mend_link,
    publish,
    staged_release,
)
from app.ingest.run import Progress, ReleaseConfig, check_staged, fill, settle
from app.search.engine_registry import EngineKind


@dataclass(frozen=True, slots=True)
class Repair:
    """What was wrong in a release, and what was published in its place; neither where it was sound.

    `base` is the earlier release that lost rows were taken from. `mended` is as in `Summary`.
    """

    findings: tuple[str, ...] = ()
    release: str | None = None
    base: str | None = None
    has_new_rows: bool = False
    mended: str | None = None


class NotRepairableError(Exception):
    """Rows are damaged and cannot all be read again. The arguments are the release and the files not at hand."""


def repair(archive: Path, config: ReleaseConfig, progress: Progress) -> Repair | None:
    """Repair the current release, and publish it if it was damaged; None if there is none.

    Raises NotRepairableError, BadReleaseError, and what `locked` and `staged_release` raise.
    """
    with locked(archive):
        mended = mend_link(archive)
        current = current_release(archive)
        if current is None:
            return None
        if current.is_newer_than_program():
            raise NewerReleaseError(current.name)
        findings = tuple(damage(current, config.engine))
        if not findings:
            return Repair(mended=mended)
        if _has_sound_rows(current):
            name = _index_anew(archive, current, config, progress)
            return Repair(findings, name, mended=mended)
        base = _earlier(archive, current)
        name = _read_anew(archive, current, base, config, progress)
        return Repair(findings, name, base.name if base else None, has_new_rows=True, mended=mended)


def damage(release: Release, engine: EngineKind) -> list[str]:
    """What is wrong in a release, in Chinese: damaged files first, and only where there is none, contents."""
    if damaged := damaged_files(release):
        return [f"{name} 缺失或已损坏" for name in damaged]
    try:
        with read_session(release.database) as session, closing(engine.open(release.index)) as index:
            return list(check_release(session, index))
    except FileNotFoundError as missing:
        return [f"缺少 {missing}"]
    except DatabaseError as error:
        return [f"数据库无法读取：{error.orig}"]
    except Exception as error:
        return [f"索引无法读取：{error!r}"]


def _has_sound_rows(release: Release) -> bool:
    if release.database.name in damaged_files(release):
        return False
    try:
        with read_session(release.database) as session:
            return not list(integrity.damage(session))
    except DatabaseError:
        return False


def _index_anew(archive: Path, current: Release, config: ReleaseConfig, progress: Progress) -> str:
    with staged_release(archive, current) as staged:
        discard(Release(staged.index))
        fill(staged, [], {}, config, progress)
        check_staged(staged, config.engine, progress)
        return publish(archive, staged, config.keep).name


def _earlier(archive: Path, current: Release) -> Release | None:
    """The newest other release that is sound."""
    others = [one for one in published_releases(archive) if one.path != current.path]
    sound = (
        one
        for one in reversed(others)
        if one.is_whole() and not one.is_newer_than_program() and not damaged_files(one)
    )
    return next(sound, None)


def _read_anew(
    archive: Path, current: Release, base: Release | None, config: ReleaseConfig, progress: Progress
) -> str:
    try:
        recorded = recorded_sources(current)
    except ValueError as error:
        raise NotRepairableError(current.name) from error
    held = set(recorded_sources(base).values()) if base else set()
    at_hand = [source for source, sha256 in recorded.items() if _is_at_hand(source, sha256)]
    if lost := [one.shown for one, sha256 in recorded.items() if sha256 not in held and one not in at_hand]:
        raise NotRepairableError(current.name, *lost)
    progress.begin(len(at_hand))
    settled, claimed = settle(base, at_hand, progress)
    pending = [source for source in at_hand if source.path not in settled]
    with staged_release(archive, base) as staged:
        outcomes, _ = fill(staged, pending, claimed, config, progress)
        if refused := [one.path for one in outcomes if one.status == "refused"]:
            raise NotRepairableError(current.name, *refused)
        check_staged(staged, config.engine, progress)
        return publish(archive, staged, config.keep).name


def _is_at_hand(source: SourcePath, sha256: str) -> bool:
    try:
        return read_source(source).sha256 == sha256
    except ValueError:
        return False
