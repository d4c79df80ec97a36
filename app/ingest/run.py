"""Runs an ingest: reading, citations, series, index, checks, publication."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from app.db.change_dates import know_what_is_shown, write_change_dates
from app.db.checksums import sealing
from app.db.citation_resolution import resolve, touched_by
from app.db.dialect import know_sizes
from app.db.migrate import schema_version
from app.db.queries.indexing import KnownSource, batched, known_sources
from app.db.release import Release, current_release
from app.db.session import read_session, write_session
from app.db.stance_counts import count_stances, votes_counted, years_of
from app.db.vote_pictures import draw_pictures
from app.domain.dating import can_be_of
from app.domain.editions.lexicon import Lexicon
from app.domain.organs import Names
from app.ingest.alignment import align_editions, alignment_version
from app.ingest.checks import check_release
from app.ingest.cutting import cutter
from app.ingest.elsewhere import tidied
from app.ingest.files import SourcePath, find_sources, read_source
from app.ingest.indexing import changes
from app.ingest.intake import Intake
from app.ingest.manifest import write_manifest
from app.ingest.neighbours import date_by_neighbours, write_dates
from app.ingest.outcome import Outcome, Summary
from app.ingest.publication import KEPT, discard, locked, mend_link, publish, remove_old, staged_release
from app.ingest.reading import read_files
from app.ingest.replacements import count_replacements
from app.ingest.series_links import CuratedLinks, StepProgress, link_series
from app.search.engine_registry import EngineKind

_COMMIT_EVERY = 200
_SETTLED_TOGETHER = 200
"""Of how many files the archive is asked at a time."""
_FEW = 200
"""Up to so many documents, what follows from them is looked up; of more, everything is derived anew."""


class BadReleaseError(Exception):
    """A staged release failed its checks. The arguments are the findings."""


class Progress(Protocol):
    """Receives the progress of an ingest."""

    def begin(self, files: int) -> None:
        """The number of files to be read is known."""

    def done(self, outcome: Outcome) -> None:
        """One file is done."""

    def step(self, name: str, size: int | None = None) -> None:
        """A step after the files begins; `size` is its number of parts, None if unknown."""

    def advance(self) -> None:
        """One part of a step is done."""


@dataclass(frozen=True, slots=True)
class ReleaseConfig:
    """What a release is built with: tables of names, a search engine, curated links between texts, and words that mean
    the same in Chinese and English."""

    names: Names
    engine: EngineKind
    curated: CuratedLinks = field(default_factory=CuratedLinks)
    keep: int = KEPT
    """How many releases stay."""
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}, {}))

    def matches(self, manifest: Mapping[str, object]) -> bool:
        """Whether a manifest is that of a release built with this engine, these links and these words; else what they
        make is made anew."""
        return self.engine.matches(manifest) and self.versions.items() <= manifest.items()

    @property
    def versions(self) -> dict[str, str]:
        """The versions of curated links and of alignment, as the manifest has them."""
        return {"lineage": self.curated.version, "alignment": alignment_version(self.lexicon)}


def ingest(paths: Iterable[Path], archive: Path, config: ReleaseConfig, progress: Progress) -> Summary:
    """Add files to the archive and publish a release if anything changed.

    Whatever fails, nothing staged is left. Raises ArchiveBusyError if another ingest is running, BadReleaseError if
    the result fails its checks, and what `staged_release` raises.
    """
    with locked(archive), tidied(archive, config.engine) as engine:
        mended = mend_link(archive)
        summary = _ingest(paths, archive, replace(config, engine=engine), progress)
        if summary.release is None and (current := current_release(archive)):
            # A run that was killed may have left more than it would.
            remove_old(archive, config.keep, [current.path])
        return replace(summary, mended=mended)


def _ingest(paths: Iterable[Path], archive: Path, config: ReleaseConfig, progress: Progress) -> Summary:
    sources = list(find_sources(paths))
    progress.begin(len(sources))
    current = current_release(archive)
    settled, claimed = settle(current, sources, progress)
    pending = [source for source in sources if source.path not in settled]
    if not pending and _is_up_to_date(current, config):
        return Summary(tuple(settled.values()), None)
    with staged_release(archive, current, sum(_bytes(source.path) for source in pending)) as staged:
        filled = fill(staged, pending, claimed, config, progress)
        summary = (*settled.values(), *filled.outcomes)
        if not filled.is_changed and (current is None or _is_up_to_date(current, config)):
            return Summary(summary, None)
        with sealing(staged, current) as sums:
            check_staged(staged, config.engine, progress, filled.written)
        return Summary(summary, publish(archive, staged, config.keep, sums.result()).name)


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def settle(
    release: Release | None, sources: list[SourcePath], progress: Progress
) -> tuple[dict[Path, Outcome], dict[str, str]]:
    """Outcomes of the files that need no reading, and the held documents of those that are unchanged."""
    settled: dict[Path, Outcome] = {}
    claimed: dict[str, str] = {}
    if release is None or not _has_schema(release) or not release.database_file.is_file():
        return settled, claimed
    with read_session(release.database) as session:
        for some in batched(sources, _SETTLED_TOGETHER):
            _settle(session, some, settled, claimed, progress)
    return settled, claimed


def _settle(
    session: Session,
    sources: Sequence[SourcePath],
    settled: dict[Path, Outcome],
    claimed: dict[str, str],
    progress: Progress,
) -> None:
    fingerprints: dict[Path, str] = {}
    for source in sources:
        try:
            fingerprints[source.path] = read_source(source).fingerprint
        except ValueError as error:
            settled[source.path] = Outcome(source.shown, "refused", str(error))
    by_fingerprint: dict[str, list[KnownSource]] = {}
    for entry in known_sources(session, set(fingerprints.values())):
        by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
    for source in sources:
        same = by_fingerprint.get(fingerprints.get(source.path, ""), [])
        if here := [one for one in same if str(source.path) == one.location or source.shown == one.path]:
            settled[source.path] = Outcome(source.shown, "unchanged")
            claimed |= {entry.address: source.shown for entry in here}
        if source.path in settled:
            progress.done(settled[source.path])


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written to a staged release.

    `written` are the addresses of the documents that were, None where everything may be other than in the release that
    it was made of: then everything is derived and checked anew.
    """

    outcomes: tuple[Outcome, ...]
    is_changed: bool
    written: frozenset[str] | None


def fill(
    staged: Release,
    pending: list[SourcePath],
    claimed: dict[str, str],
    config: ReleaseConfig,
    progress: Progress,
) -> Filled:
    """Write pending files to the staged release, and all that follows from them."""
    outcomes: list[Outcome] = []
    manifest = staged.manifest()
    is_known = "seal" in manifest and manifest.get("schema") == schema_version()
    with write_session(staged.database) as session:
        if not is_known:
            know_what_is_shown(session)
        intake = Intake(session, datetime.now(UTC).date(), claimed)
        for number, read in enumerate(read_files(pending, config.names), start=1):
            outcomes.append(intake.add_file(read))
            progress.done(outcomes[-1])
            if number % _COMMIT_EVERY == 0:
                intake.insert_new()
                session.commit()
        intake.insert_new()
        _date(session, intake, config.names)
        session.commit()
        know_sizes(session.connection())
        changed = any(outcome.status != "refused" for outcome in outcomes)
        is_known = is_known and len(intake.written) <= _FEW and intake.removed <= intake.written
        progress.step("引用")
        touched = intake.left | touched_by(session, intake.written) if is_known else None
        can_be = partial(can_be_of, names=config.names)
        renamed = resolve(session, touched, can_be, intake.written)
        voted = votes_counted(session)
        years = intake.left_years | years_of(session, intake.written)
        count_stances(session, years if is_known else None)
        draw_pictures(session, intake.written if is_known else None, years, voted)
        session.commit()
        is_linked = is_known and manifest.get("lineage") == config.curated.version
        steps = StepProgress(lambda size: progress.step("沿革", size), progress.advance)
        written = intake.written if is_linked else None
        rewritten = link_series(session, config.names, written, config.curated, steps, renamed)
        progress.step("双语")
        align_editions(
            session, config.lexicon, anew=manifest.get("alignment") != config.versions["alignment"]
        )
        progress.step("改写")
        count_replacements(session, config.engine.words, rewritten)
        session.commit()
        know_sizes(session.connection())
        # The index has the English beside each unit.
        is_indexed = config.matches(manifest) and any(staged.index.glob("*"))
        is_indexed = is_indexed and not config.engine.damages(staged.index)
        _index(staged, session, intake, config.engine, progress, anew=not is_indexed)
        touched_texts = frozenset(intake.written | intake.editions.written) if is_known else None
        write_change_dates(session, datetime.now(UTC), touched_texts)
        write_manifest(staged, session, config.engine, config.versions)
    return Filled(tuple(outcomes), changed, touched_texts)


def _date(session: Session, intake: Intake, names: Names) -> None:
    """Date the documents that have no date of their own by those that are held now."""
    for document, head in date_by_neighbours(session, names, intake.today):
        intake.rewrite(document)
        write_dates(session, document, head)


def _index(
    staged: Release, session: Session, intake: Intake, engine: EngineKind, progress: Progress, *, anew: bool
) -> None:
    if anew:
        discard(Release(staged.index))
    cut = cutter(engine.words, lambda size: progress.step("索引", size), progress.advance)
    removed, written = intake.removed | intake.editions.written, intake.written | intake.editions.written
    with closing(engine.open(staged.index, create=anew)) as index:
        index.update(changes(session, removed, None if anew else written, engine.states), cut)


def check_staged(
    staged: Release, engine: EngineKind, progress: Progress, written: frozenset[str] | None = None
) -> None:
    """Check a release before it is published, or what was written to it. Raises BadReleaseError with the findings."""
    progress.step("检查")
    with read_session(staged.database) as session, closing(engine.open(staged.index)) as index:
        findings = tuple(check_release(session, index, written))
    if findings:
        raise BadReleaseError(*findings)


def _has_schema(release: Release) -> bool:
    return release.manifest().get("schema") == schema_version()


def _is_up_to_date(release: Release | None, config: ReleaseConfig) -> bool:
    return (
        release is not None
        and release.is_whole()
        and _has_schema(release)
        and config.matches(release.manifest())
        and not config.engine.damages(release.index)
    )
