"""What a request costs: which answers need nothing of the archive, and which take long to make."""

import re
import unicodedata
from enum import Enum

KEPT_NOWHERE = ("/healthz", "/readyz", "/static/", "/.well-known/", "/bulk")
"""Beginnings of the paths whose answers are not made from a release, must be made anew each time, or are large files
with tags of their own."""


class Cost(Enum):
    """The cost of an answer that is in no cache, by the time that it takes (docs/performance.md)."""

    FREE = "free"
    """No thread and no statement."""
    PAGE = "page"
    """A few statements."""
    SEARCH = "search"
    """A walk through the index."""
    DEAR = "dear"
    """All texts compared, or all rows that refer to one."""


_FREE = re.compile(r"/healthz|/static/[^/]+/[^/]+|/\.well-known/security\.txt|/api/v1/openapi\.json")
_SEARCH = re.compile(
    r"/sitemap(?:-[^/]*)?\.xml|/search(?:[./].*)?|/api/v1/search|/browse(?:[./].*)?|/states/.*|/problems|/divergences|/wording/places",
    re.S,
)
_DEAR = re.compile(
    r"/wording(?:\.csv|/removed|/replaced\.csv)?|/compare(?:/brief)?|/oai|/search\.(?:csv|txt|xml|ris|bib|csl\.json)|/search/(?:timeline|kwic|parallel\.).*|/terms.*"
    r"|/api/v1/(?:wording(?:/.*)?|removals|compare|terms|divergences)"
    r"|/(?:browse|problems|divergences|states/.+|groups/[^/]+|instruments/.+)\.csv"
    # In any spelling, whatever follows (`web.lookup.address_route`).
    r"|/.+/(?:cited-by|series(?:/votes)?|neighbours)(?:\.(?:csv|graphml|ris|bib|(?:csl\.)?json))?[\W_]*",
    re.S | re.I,
)


def cost_of(path: str) -> Cost:
    """The cost of a path, without the prefix of the site."""
    path = path if path.isascii() else unicodedata.normalize("NFKC", path)
    for cost, pattern in ((Cost.FREE, _FREE), (Cost.DEAR, _DEAR), (Cost.SEARCH, _SEARCH)):
        if pattern.fullmatch(path):
            return cost
    return Cost.PAGE
