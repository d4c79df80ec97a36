"""Routing of addresses made of symbols, in any spelling.

An address is a document's name and a place (`domain.places`); neither has a fixed number of segments, so a path
pattern cannot split them. A room declares its route with one of the patterns below.
"""

from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from app.domain.pasted.address_meant import address_meant
from app.domain.places import (
    CITED_BY,
    CITING_FILES,
    SERIES,
    SERIES_FEED,
    SERIES_FILE,
    SERIES_VOTES_FILE,
    split_address,
    split_suffix,
)
from app.web.http.problem_details import API_PREFIX
from app.web.lookup.documents import requested_path

DOCUMENT = "/{name:path}"
PLACE = "/{name:path}/{place:path}"
VERSION = "/{name:path}/v/{number}"
SERIES_OF = f"/{{name:path}}/{SERIES}"
CITING = f"/{{name:path}}/{CITED_BY}"
SERIES_AS_FILE = f"/{{name:path}}/{SERIES_FILE}"
SERIES_AS_FEED = f"/{{name:path}}/{SERIES_FEED}"
SERIES_VOTES_AS_FILE = f"/{{name:path}}/{SERIES_VOTES_FILE}"
CITING_AS_FILE = "/{name:path}/{file}"
AS_FILE = "/{name:path}/{place:path}.{suffix}"


class AddressRoute(APIRoute):
    """Matches the addresses of one pattern. These routes match whatever others leave, so they are come last."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a request; name and place become path parameters."""
        path = requested_path(scope)
        address, suffix = split_suffix(address_meant(path))
        name, place = split_address(address)
        kind, given = (AS_FILE, {"place": place, "suffix": suffix}) if suffix else _kind_of(place)
        # Under /api/, a method that is not allowed must stay an error of its own (405).
        if self.path != kind or path.startswith(API_PREFIX):
            return Match.NONE, {}
        match, child = super().matches({**scope, "path": _EXAMPLES[kind], "root_path": ""})
        return match, {**child, "path_params": {"name": name, **given}}


_EXAMPLES = {
    DOCUMENT: "/-",
    PLACE: "/-/-",
    VERSION: "/-/v/-",
    SERIES_OF: f"/-/{SERIES}",
    CITING: f"/-/{CITED_BY}",
    SERIES_AS_FILE: f"/-/{SERIES_FILE}",
    SERIES_AS_FEED: f"/-/{SERIES_FEED}",
    SERIES_VOTES_AS_FILE: f"/-/{SERIES_VOTES_FILE}",
    CITING_AS_FILE: "/-/-",
    AS_FILE: "/-/-.-",
}


_SERIES_FILES = {
    SERIES_FILE: SERIES_AS_FILE,
    SERIES_FEED: SERIES_AS_FEED,
    SERIES_VOTES_FILE: SERIES_VOTES_AS_FILE,
}


def _kind_of(place: str) -> tuple[str, dict[str, Any]]:
    """The pattern that an address with this place belongs to, and its parameters besides the name."""
    lowered = place.lower()
    if lowered in (SERIES, CITED_BY):
        return (SERIES_OF if lowered == SERIES else CITING), {}
    if lowered in _SERIES_FILES:
        return _SERIES_FILES[lowered], {}
    if lowered in CITING_FILES:
        return CITING_AS_FILE, {"file": lowered}
    if lowered.startswith("v/"):
        return VERSION, {"number": place[2:]}
    return (PLACE, {"place": place}) if place else (DOCUMENT, {})
