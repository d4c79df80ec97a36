"""Errors of the JSON interface as problem details (RFC 9457)."""

from http import HTTPStatus

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, *, instance: str) -> JSONResponse:
    """A problem details response; `instance` is the path that was asked for."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)
