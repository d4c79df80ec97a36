"""The health check, for monitoring: whether the archive can be read."""

from typing import Any

from fastapi import APIRouter, Response

from app.db.queries import listing
from app.web.http.context import ArchiveDep

router = APIRouter()


@router.get("/healthz")
def health(archive: ArchiveDep, response: Response) -> dict[str, Any]:
    """The name of the served release, and its number of documents."""
    response.headers["Cache-Control"] = "no-store"
    return {"status": "ok", "release": archive.release, "documents": listing.count(archive.session)}
