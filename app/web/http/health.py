"""Whether the archive can be read: for whoever watches over the server."""

from typing import Any

from fastapi import APIRouter, Response

from app.db.queries import listing
from app.web.http.context import ArchiveDep

router = APIRouter()


@router.get("/healthz")
def health(archive: ArchiveDep, response: Response) -> dict[str, Any]:
    """The release that is served, and how many documents it holds."""
    response.headers["Cache-Control"] = "no-store"
    return {"status": "ok", "release": archive.release, "documents": listing.count(archive.session)}
