"""For monitoring: whether the process is alive, and whether it can answer."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.web.http.context import SiteDep
from app.web.http.readiness import examine

router = APIRouter()

_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/healthz")
async def alive() -> JSONResponse:
    """The process answers. Asks nothing of the archive, so a damaged one does not restart the process."""
    return JSONResponse({"status": "ok"}, headers=_NEVER_KEPT)


@router.get("/readyz")
def ready(site: SiteDep) -> JSONResponse:
    """The release and its number of documents if each part of it can be read and no file is damaged, else 503 with the reasons."""
    found = examine(site.releases)
    reasons = (*found.reasons, *site.self_check.reasons(found.release))
    content: dict[str, Any] = {"status": "unready", "reasons": reasons}
    if not reasons:
        content = {"status": "ok", "release": found.release, "documents": found.documents}
    return JSONResponse(content, 503 if reasons else 200, headers=_NEVER_KEPT)
