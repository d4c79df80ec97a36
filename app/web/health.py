"""Whether the archive can be read: for whoever watches over the server."""

from typing import Any

from fastapi import APIRouter, Response

from app.db.queries import listing
from app.web.deps import ShelfDep

router = APIRouter()


@router.get("/healthz")
def health(shelf: ShelfDep, response: Response) -> dict[str, Any]:
    """The release that is served, and how many documents it holds."""
    response.headers["Cache-Control"] = "no-store"
    return {"status": "ok", "release": shelf.release, "documents": listing.count(shelf.session)}
