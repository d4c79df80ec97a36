"""What search engines are asked to leave out, and the one address of the page being made.

Searches, comparisons, wordings and terms are made of whatever is asked for, so there is no end of them; files say what
pages say; former texts are not those that count. `robots.txt` keeps crawlers away, and each such answer says `noindex`,
for those that come by a link.
"""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import quote

_SAFE = "/()*~"
_IN_QUERY = "!$&'()*+,-./:;=?@_~%"
_LONGEST = 2000
"""The most characters of an address that is given as the one of a page."""
KEPT_OUT = ("/search", "/compare", "/wording", "/terms", "/api/v1/")
"""Beginnings of the paths that crawlers are kept out of."""
FILES = ("atom", "bib", "csv", "csl.json", "graphml", "json", "ris", "tbx", "tmx", "txt", "xml")
"""Endings of the files that are made of pages."""
_NOT_INDEXED = re.compile(
    rf"(?:{'|'.join(map(re.escape, KEPT_OUT))}|/bulk|/oai).*|.*\.(?:{'|'.join(map(re.escape, FILES))})|.*/v/[0-9]+",
    re.S | re.I,
)
_LISTS = re.compile(r"/(?:browse|coverage|divergences|groups|instruments|problems|states)(?:/.*)?", re.S)
"""Pages whose parameters choose, so that those of any choice are another page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the path inside the site, and the query as it was sent."""

    base_url: str
    path: str
    query: str


_ASKED: ContextVar[Asked | None] = ContextVar("asked", default=None)


def set_asked(asked: Asked) -> None:
    """Set what is asked for, for the rest of this request."""
    _ASKED.set(asked)


def is_indexed(path: str, query: str) -> bool:
    """Whether search engines may have the answer at an address."""
    return not _NOT_INDEXED.fullmatch(path) and not (query and _LISTS.fullmatch(path))


def is_kept_out() -> bool:
    """Whether search engines may not have the page that is being made."""
    asked = _ASKED.get()
    return asked is not None and not is_indexed(asked.path, asked.query)


def absolute_url(path: str) -> str:
    """The whole address of a path inside the site, as far as it is known where the site lies."""
    asked = _ASKED.get()
    return asked.base_url + path if asked else path


def canonical() -> str:
    """The one address of the page that is being made; empty if it is not known, or too long to be one."""
    asked = _ASKED.get()
    if asked is None:
        return ""
    has_choice = asked.query and (_LISTS.fullmatch(asked.path) or asked.path.startswith(KEPT_OUT))
    query = f"?{quote(asked.query.encode('latin-1'), safe=_IN_QUERY)}" if has_choice else ""
    url = asked.base_url + quote(asked.path, safe=_SAFE) + query
    return url if len(url) <= _LONGEST else ""
