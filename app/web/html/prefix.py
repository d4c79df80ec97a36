"""The path that the site lies under, of the request being answered.

Addresses are made without it (`domain.addresses`), since pages are the same wherever a site lies. It is put before
them where they leave: in the links of a rendered page, in the `url` of JSON, in redirects.
"""

import re
from contextvars import ContextVar

_PREFIX: ContextVar[str] = ContextVar("prefix", default="")

# An attribute of markup: in text, quotation marks are escaped.
_LINK = re.compile(r'(?<=\s)(href|src|action|formaction)="/(?!/)')


def set_prefix(prefix: str) -> None:
    """Set the path, empty or without a closing slash, for the rest of this request."""
    _PREFIX.set(prefix)


def under_prefix(url: str) -> str:
    """A URL of the site, from its host on; other URLs unchanged."""
    return _PREFIX.get() + url if url.startswith("/") and not url.startswith("//") else url


def links_under_prefix(markup: str) -> str:
    """HTML or XML with all links to the site under its path."""
    prefix = _PREFIX.get()
    return _LINK.sub(lambda link: f'{link[1]}="{prefix}/', markup) if prefix else markup
