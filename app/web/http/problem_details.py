"""Errors of the JSON interface as problem details (RFC 9457)."""

from http import HTTPStatus

from fastapi.responses import JSONResponse

API_PREFIX = "/api/"

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, *, instance: str, request_id: str) -> JSONResponse:
    """A problem details response. `instance` is the requested path; `request_id` identifies it in the log."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
        "request_id": request_id,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)
