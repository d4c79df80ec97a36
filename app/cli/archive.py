"""Settings and the published release, as the commands need them, or the reason why not."""

import re
from pathlib import Path

from pydantic import SecretStr, ValidationError

from app.cli.failures import ARCHIVE_ERRORS, failure
from app.cli.output import REFUSED, WRONG_CALL, shown_path, stop
from app.db.release import Release, current_release
from app.db.server import keep_rows_on
from app.ingest.backup import NothingPublishedError
from app.ingest.publication import NewerReleaseError
from app.search.engine_registry import EngineKind, MissingEngineError
from app.settings import Settings, cluster_of, shipped_names, shipped_segmenter


def read_settings() -> Settings:
    """The settings of the environment. Ends with 2 where one of them is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"JUEYI_{str(one['loc'][0]).upper()}={_shown(one['loc'][0], one['input'])}：{one['msg']}"
            for one in error.errors()
        ]
        stop("\n".join(wrong), WRONG_CALL)


def _shown(name: object, given: object) -> str:
    """What was set; dots for what may be a secret, and for the name and the password that an address may have."""
    is_secret = str(Settings.model_fields[str(name)].annotation) == str(SecretStr)
    return "…" if is_secret else re.sub(r"//[^/\s]*@", "//…@", shown_path(given))


def archive_of(settings: Settings, given: Path | None) -> Path:
    """The folder of the archive, given or set; its rows lie where it is set."""
    folder = given or settings.archive
    keep_rows_on(folder, settings.database_url.get_secret_value())
    return folder


def engine_of(settings: Settings) -> EngineKind:
    """The engine that is set."""
    words, states = shipped_segmenter(), shipped_names().state_names
    return EngineKind(settings.search_engine, words, states, cluster_of(settings))


def published(folder: Path) -> Release:
    """The release of an archive. Ends with 1 where nothing was published, or a later version wrote it."""
    try:
        release = current_release(folder)
    except ARCHIVE_ERRORS as error:
        stop(*failure(error))
    if release is None:
        stop(*failure(NothingPublishedError(folder)))
    if release.is_newer_than_program():
        stop(*failure(NewerReleaseError(release.name)))
    return release


def require_engine(release: Release, engine: EngineKind) -> None:
    """End with 1 where an engine cannot search a release, with 2 where it is not installed."""
    manifest = release.manifest()
    if manifest and not engine.matches(manifest):
        stop(
            f"归档的索引是用 {manifest.get('engine')} {manifest.get('engine_version')} 建的，现在设定的是 "
            f"{engine.name} {engine.version}；请运行 jueyi ingest 重建索引，或改 JUEYI_SEARCH_ENGINE。",
            REFUSED,
        )
    try:
        engine.require()
    except MissingEngineError as missing:
        stop(*failure(missing))


def outgrown(release: Release, engine: EngineKind) -> str:
    """A line of advice where a release has more units than its engine is good for, else nothing."""
    units = release.manifest().get("units")
    if not isinstance(units, int) or units <= engine.most_units:
        return ""
    return (
        f"归档有 {units} 个检索单元，{engine.name} 适合 {engine.most_units} 个以下："
        "建议设 JUEYI_SEARCH_ENGINE=tantivy，再运行一次 jueyi ingest。\n"
    )
