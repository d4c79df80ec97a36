"""Routes of addresses that are made of symbols: which page an address belongs to, whatever its spelling.

An address is a document's name and a place (`domain.places`); neither has a fixed number of segments, so a path
pattern cannot split them. A room declares its route as `/{name:path}` and one of the endings below.
"""

import unicodedata
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import Scope

from app.domain.places import CITED_BY, SERIES, split_address
from app.web.http.errors import API_PREFIX
from app.web.lookup.documents import requested_path

DOCUMENT = "/{name:path}"
PLACE = "/{name:path}/{place:path}"
VERSION = "/{name:path}/v/{number}"
SERIES_OF = f"/{{name:path}}/{SERIES}"
CITING = f"/{{name:path}}/{CITED_BY}"

_CLOSING = ".,;:。、》”"
"""What closes a sentence or a citation, and is taken for a part of the address at its end."""


class AddressRoute(APIRoute):
    """Matches the addresses of its kind. These routes take what all others leave, so they come last."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a request, and hand the name and the place on as path parameters."""
        path = unicodedata.normalize("NFKC", requested_path(scope))
        name, place = split_address(path.rstrip(_CLOSING))
        kind, given = _kind_of(place)
        # A method that the interface does not have there is an error of its own (405).
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
}


def _kind_of(place: str) -> tuple[str, dict[str, Any]]:
    """The route that an address with this place belongs to, and its parameters besides the name."""
    lowered = place.lower()
    if lowered in (SERIES, CITED_BY):
        return (SERIES_OF if lowered == SERIES else CITING), {}
    if lowered.startswith("v/"):
        return VERSION, {"number": place[2:]}
    return (PLACE, {"place": place}) if place else (DOCUMENT, {})
