"""One ingest: the order of its steps."""

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from app.db.citation_resolution import resolve
from app.db.migrate import schema_version
from app.db.queries import listing
from app.db.queries.indexing import KnownSource, count_units, known_sources, source_hashes
from app.db.release import Release, current_release
from app.db.session import read_session, write_session
from app.domain.organs import Names
from app.ingest.checks import check_release
from app.ingest.files import SourcePath, find_sources, read_source
from app.ingest.indexing import changes, cutter
from app.ingest.intake import Intake
from app.ingest.outcome import Outcome, Summary
from app.ingest.publication import discard, locked, publish, stage
from app.ingest.reading import read_files
from app.ingest.series_links import CuratedLinks, Steps, link_series
from app.search.engine_registry import EngineKind

_COMMIT_EVERY = 200


class BadReleaseError(Exception):
    """A staged release failed its checks and was thrown away; the arguments say what was wrong."""


class Progress(Protocol):
    """Told of each step as it happens."""

    def begin(self, files: int) -> None:
        """So many files are to be looked at."""

    def done(self, outcome: Outcome) -> None:
        """One file was looked at."""

    def step(self, name: str, size: int | None = None) -> None:
        """A step that follows the files begins; it has so many parts, None where it is not known."""

    def advance(self) -> None:
        """One part of a step is done."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a release is made with: tables of names, an engine, and links between texts that were found by hand."""

    names: Names
    engine: EngineKind
    by_hand: CuratedLinks = field(default_factory=CuratedLinks)

    def made(self, said: Mapping[str, object]) -> bool:
        """Whether a release, by what its manifest says, was made so; else it is made anew from its rows."""
        return self.engine.made(said) and said.get("lineage") == self.by_hand.version


def ingest(paths: Iterable[Path], archive: Path, making: Making, progress: Progress) -> Summary:
    """Take files into the archive and publish a release, if anything changed.

    Raises ArchiveBusyError where another ingest runs, BadReleaseError where the result is not sound.
    """
    with locked(archive):
        sources = list(find_sources(paths))
        progress.begin(len(sources))
        settled, claimed = _settled(archive, sources, progress)
        pending = [source for source in sources if source.path not in settled]
        if not pending and _is_up_to_date(archive, making):
            return Summary(tuple(settled.values()), None)
        staged = stage(archive)
        outcomes, changed = _write(staged, pending, claimed, making, progress)
        summary = (*settled.values(), *outcomes)
        if not changed and (current_release(archive) is None or _is_up_to_date(archive, making)):
            discard(staged)
            return Summary(summary, None)
        _check(staged, making.engine, progress)
        return Summary(summary, publish(archive, staged).path.name)


def _settled(
    archive: Path, sources: list[SourcePath], progress: Progress
) -> tuple[dict[Path, Outcome], dict[str, str]]:
    """The files that need no reading, and the documents that those already held are."""
    settled: dict[Path, Outcome] = {}
    claimed: dict[str, str] = {}
    release = current_release(archive)
    if release is None or not _has_schema(release) or not release.database.exists():
        return settled, claimed
    with read_session(release.database) as session:
        known = known_sources(session)
    by_fingerprint: dict[str, list[KnownSource]] = {}
    for entry in known:
        by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
    for source in sources:
        try:
            fingerprint = read_source(source.path).fingerprint
        except ValueError as error:
            settled[source.path] = Outcome(source.shown, "refused", str(error))
            progress.done(settled[source.path])
            continue
        same = by_fingerprint.get(fingerprint, [])
        if here := [one for one in same if str(source.path) == one.location or source.shown == one.path]:
            settled[source.path] = Outcome(source.shown, "unchanged")
            claimed |= {entry.address: source.shown for entry in here}
            progress.done(settled[source.path])
    return settled, claimed


def _write(
    staged: Release,
    pending: list[SourcePath],
    claimed: dict[str, str],
    making: Making,
    progress: Progress,
) -> tuple[list[Outcome], bool]:
    """Write the pending files into the staged release; their outcomes, and whether anything changed."""
    outcomes: list[Outcome] = []
    with write_session(staged.database) as session:
        taking = Intake(session, datetime.now(UTC).date(), claimed)
        for number, read in enumerate(read_files(pending, making.names), start=1):
            outcomes.append(taking.take(read))
            progress.done(outcomes[-1])
            if number % _COMMIT_EVERY == 0:
                session.commit()
        session.commit()
        changed = any(outcome.status != "refused" for outcome in outcomes)
        progress.step("引用")
        resolve(session)
        session.commit()
        _trace(staged, session, taking, making, progress)
        session.commit()
        _index(staged, session, taking, making.engine, progress)
        _write_manifest(staged, session, making)
    return outcomes, changed


def _trace(staged: Release, session: Session, taking: Intake, making: Making, progress: Progress) -> None:
    steps = Steps(lambda size: progress.step("沿革", size), progress.advance)
    is_current = staged.said().get("lineage") == making.by_hand.version
    link_series(session, making.names, taking.written if is_current else None, making.by_hand, steps)


def _index(staged: Release, session: Session, taking: Intake, engine: EngineKind, progress: Progress) -> None:
    anew = not engine.made(staged.said()) or not any(staged.index.glob("*"))
    if anew:
        discard(Release(staged.index))
    cut = cutter(engine.words, lambda size: progress.step("索引", size), progress.advance)
    with closing(engine.open(staged.index, create=anew)) as index:
        index.update(changes(session, taking.removed, None if anew else taking.written), cut)


def _check(staged: Release, engine: EngineKind, progress: Progress) -> None:
    progress.step("检查")
    with read_session(staged.database) as session, closing(engine.open(staged.index)) as index:
        findings = tuple(check_release(session, index))
    if findings:
        discard(staged)
        raise BadReleaseError(*findings)


def _write_manifest(staged: Release, session: Session, making: Making) -> None:
    manifest = {
        "schema": schema_version(),
        "engine": making.engine.name,
        "engine_version": making.engine.version,
        "lineage": making.by_hand.version,
        "documents": listing.count(session),
        "units": count_units(session),
        "sources": [{"path": path, "sha256": sha256} for path, sha256 in source_hashes(session)],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    staged.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def _has_schema(release: Release) -> bool:
    return release.said().get("schema") == schema_version()


def _is_up_to_date(archive: Path, making: Making) -> bool:
    release = current_release(archive)
    return (
        release is not None
        and _has_schema(release)
        and making.made(release.said())
        and release.database.exists()
        and any(release.index.glob("*"))
    )
