"""The description of the JSON interface (OpenAPI 3.1), as programs and their generators read it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.web.api.shared_schemas import ProblemDetails
from app.web.http.problem_details import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

_ERRORS = {
    404: "The archive has no such document or place.",
    413: "The body is over 384 KB.",
    422: "A parameter is not of its form.",
    503: "Nothing is published yet, or the server cannot read the release.",
}

ERRORS: Responses = {
    status: {"model": ProblemDetails, "description": text} for status, text in _ERRORS.items()
}
"""The errors that any request may meet."""

NO_JSON: Responses = {400: {"model": ProblemDetails, "description": "The body is no JSON in UTF-8."}}

TAGS = [
    {"name": "documents", "description": "Documents, their paragraphs and references."},
    {
        "name": "search",
        "description": "Exact phrases over paragraphs, footnotes and titles; agreed language.",
    },
    {"name": "texts", "description": "Comparisons, series, citations."},
    {"name": "english", "description": "English texts beside the Chinese ones, and where they differ."},
    {"name": "votes", "description": "How much states agree in roll calls, and groups of states."},
]


def operation_id(route: APIRoute) -> str:
    """The name of an operation is that of its function."""
    return route.name


def describe(app: FastAPI, version: str, prefix: str) -> None:
    """Have an application describe its interface, errors with the media type that they have on the wire.
    `prefix` is the path that the site lies under."""

    def description() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _described(app, version, prefix)
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]  # FastAPI's own way to extend the description


def _described(app: FastAPI, version: str, prefix: str) -> dict[str, Any]:
    found = get_openapi(
        title="Jueyi",
        version=version,
        description="The archive of United Nations resolutions in Chinese. Texts and messages are in Chinese.",
        contact={"name": "The Jueyi contributors"},
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": prefix or "/"}],
        tags=TAGS,
        routes=app.routes,
    )
    for path in found["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")):
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return found
