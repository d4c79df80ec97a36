"""Repairs a damaged release: its index from its rows; its rows from the release before it and from the sources."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from app.db.checksums import damaged_files
from app.db.queries import integrity
from app.db.release import Release, current_release, published_releases
from app.db.session import read_session
from app.ingest.checks import damage
from app.ingest.elsewhere import tidied
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
    with locked(archive), tidied(archive, config.engine) as engine:
        config = replace(config, engine=engine)
        mended = mend_link(archive)
        current = current_release(archive)
        if current is None:
            return None
        if current.is_newer_than_program():
            raise NewerReleaseError(current.name)
        damaged = damaged_files(current)
        findings = tuple(damage(current, config.engine, damaged))
        if not findings:
            return Repair(mended=mended)
        if current.database_file.name not in damaged and _has_sound_rows(current):
            name = _index_anew(archive, current, config, progress)
            return Repair(findings, name, mended=mended)
        base = _earlier(archive, current)
        name = _read_anew(archive, current, base, config, progress)
        return Repair(findings, name, base.name if base else None, has_new_rows=True, mended=mended)


def _has_sound_rows(release: Release) -> bool:
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
        held = set(recorded_sources(base).values()) if base else set()
    except ValueError as error:
        raise NotRepairableError(current.name) from error
    at_hand = [source for source, sha256 in recorded.items() if _is_at_hand(source, sha256)]
    if lost := [one.shown for one, sha256 in recorded.items() if sha256 not in held and one not in at_hand]:
        raise NotRepairableError(current.name, *lost)
    progress.begin(len(at_hand))
    settled, claimed = settle(base, at_hand, progress)
    pending = [source for source in at_hand if source.path not in settled]
    with staged_release(archive, base) as staged:
        filled = fill(staged, pending, claimed, config, progress)
        if refused := [one.path for one in filled.outcomes if one.status == "refused"]:
            raise NotRepairableError(current.name, *refused)
        check_staged(staged, config.engine, progress)
        return publish(archive, staged, config.keep).name


def _is_at_hand(source: SourcePath, sha256: str) -> bool:
    try:
        return read_source(source).sha256 == sha256
    except ValueError:
        return False
