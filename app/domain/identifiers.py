"""Names of documents that last, whatever address the archive is served at (`tag:` URIs, RFC 4151)."""

from urllib.parse import quote, unquote

_PREFIX = "tag:jueyi.invalid,2026:"
"""An authority of nobody (RFC 2606, `.invalid`): the archive has no domain of its own, and takes no other's."""
_SAFE = "/()*~"


def identifier(address: str) -> str:
    """The name of what stands at an address: a document or a list."""
    return _PREFIX + quote(address, safe=_SAFE)


def address_of(name: str) -> str | None:
    """The address that a name is made of, or None if it is none of ours."""
    return unquote(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else None
