"""`security.txt` (RFC 9116): where faults of security are reported to."""

from datetime import UTC, datetime, time, timedelta

from fastapi import APIRouter, HTTPException
from fastapi.responses import PlainTextResponse

from app.web.http.context import BaseUrlDep, SiteDep

router = APIRouter()

PATH = "/.well-known/security.txt"
_VALID = timedelta(days=180)
"""For how long the contact holds from the day it is read; the RFC advises less than a year."""


@router.get(PATH)
async def security_txt(site: SiteDep, base_url: BaseUrlDep) -> PlainTextResponse:
    """The contact, for as long as it is valid; 404 while none is set."""
    if not site.security_contact:
        raise HTTPException(404)
    expires = datetime.combine(datetime.now(UTC).date(), time(), UTC) + _VALID
    lines = (
        f"Contact: {site.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {base_url}{PATH}",
    )
    return PlainTextResponse(
        "".join(f"{line}\n" for line in lines), headers={"Cache-Control": "max-age=86400"}
    )
