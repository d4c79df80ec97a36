"""Names of documents and lists that last, wherever they are served (`tag:` URIs, RFC 4151)."""

from urllib.parse import unquote

_AUTHORITY = "jueyi.invalid,2026"
"""Who gives the names: a domain that can belong to nobody (RFC 6761, 6.4), so that nobody else gives the same ones, and
that is no site's own, so that a document keeps its name wherever it is served, by whomever."""
_PREFIX = f"tag:{_AUTHORITY}:"


def identifier(path: str) -> str:
    """The name of what has this path in every archive: `/A/RES/77/213`."""
    return _PREFIX + path


def address_of(name: str) -> str | None:
    """The address of the document that a name is of, or None if it is no name of ours."""
    return unquote(name.removeprefix(f"{_PREFIX}/")) if name.startswith(f"{_PREFIX}/") else None
