"""The manifest of a release: what it was built with, and what it was built of."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from app.db.migrate import schema_version
from app.db.queries import listing
from app.db.queries.indexing import count_units, manifest_sources
from app.db.release import Release
from app.ingest.files import SourcePath
from app.search.engine_registry import EngineKind


def write_manifest(
    staged: Release, session: Session, engine: EngineKind, versions: Mapping[str, str]
) -> None:
    """Write the manifest of a staged release, without checksums; `versions` are those of what rows are derived by."""
    manifest = {
        "schema": schema_version(),
        "engine": engine.name,
        "engine_version": engine.version,
        **versions,
        "documents": listing.count(session),
        "units": count_units(session),
        "sources": [
            {"path": path, "sha256": sha256, "location": location}
            for path, sha256, location in manifest_sources(session)
        ],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    staged.manifest_path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def recorded_sources(release: Release) -> dict[SourcePath, str]:
    """The files that a release was built of, with their SHA-256. Raises ValueError if the manifest does not say.

    Early manifests do not tell where a file lay: it is then looked for in the working folder.
    """
    try:
        return {
            SourcePath(Path(one.get("location", one["path"])), one["path"]): one["sha256"]
            for one in release.manifest()["sources"]  # type: ignore[attr-defined]
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(release.name) from error
