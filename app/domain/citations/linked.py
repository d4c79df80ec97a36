"""References that a source marks as links, beside those that the words themselves show."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from app.domain.citations.context import Context
from app.domain.resolution import Citation, Link
from app.domain.symbols import Symbol

_HOST = re.compile(r"(?:www\.|docs\.)?un(?:docs)?\.org", re.IGNORECASE)
_LANGUAGE = re.compile(r"/?(?:[a-z]{2}/)?(?P<symbol>.*)", re.DOTALL)


def with_links(
    text: str, citations: tuple[Citation, ...], links: Sequence[Link], context: Context
) -> tuple[Citation, ...]:
    """The references of a text with those that only its links show. The words decide where both speak."""
    only_linked = [
        Citation(text[link.start : link.end], link.start, link.end, symbol.canonical)
        for link in links
        if (symbol := _symbol(link.href))
        and symbol.canonical != context.symbol
        and not any(found.start < link.end and link.start < found.end for found in citations)
    ]
    return tuple(sorted((*citations, *only_linked), key=lambda found: found.start))


def _symbol(href: str) -> Symbol | None:
    """The symbol in an address of the United Nations' documents: `https://undocs.org/ch/A/RES/70/1`."""
    try:
        address = urlsplit(href.strip())
    except ValueError:
        return None
    found = _LANGUAGE.fullmatch(unquote(address.path))
    return Symbol.read(found["symbol"]) if found and _HOST.fullmatch(address.netloc) else None
