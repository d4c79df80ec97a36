"""The documents that a reader names: by symbol, by organ and number, or by number alone."""

import re
from dataclasses import dataclass
from itertools import chain

from app.domain.citations import CitingContext, find
from app.domain.citations.surface_form import surface_form
from app.domain.organs import Names
from app.domain.symbols import Symbol

_MOST = 60
"""Maximum length of a name, in characters."""
_NUMBER = r"(?:[0-9SE][0-9A-Z/ -]*|[0-9]+\s*(?:[A-Z]\s*)?\([0-9IVXLC]+\)(?:\s*[A-Z])?)"
_NUMBERED = re.compile(
    rf"(?P<organ>[^0-9A-Za-z第《》]*)第?\s*(?P<number>{_NUMBER})\s*(?:号\s*(?P<kind>决议|决定)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """Symbols that a reader may mean; `is_unique` is true if the text names one document, not merely a
    number."""

    symbols: tuple[str, ...] = ()
    is_unique: bool = False


def named_documents(typed: str, names: Names) -> NamedDocuments:
    """The documents named by a text as a whole; none if it is not a name.

    A number without an organ yields the documents of every organ that can have it, unless the number is known
    by itself.
    """
    # The cache of surface forms holds its keys, so long texts stay out of it.
    plain = surface_form(typed).strip() if len(typed) <= _MOST else ""
    if not plain:
        return NamedDocuments()
    symbol = Symbol.read(plain)
    if symbol and names.organ_of(symbol):
        return NamedDocuments((symbol.canonical,), is_unique=True)
    found = _NUMBERED.fullmatch(plain)
    if found is None:
        return NamedDocuments()
    symbols = _numbered(found["organ"].strip(), found["number"].strip(), found["kind"] or "决议", names)
    return NamedDocuments(symbols, is_unique=bool(found["kind"]) and len(symbols) == 1)


def _numbered(organ: str, number: str, kind: str, names: Names) -> tuple[str, ...]:
    if organ and names.organ(organ) is None:
        return ()
    if not organ and (known := names.known_numbers.get(number)):
        return (known,)
    text = f"{organ}第{number.upper()}号{kind}"
    cited = chain.from_iterable(find(text, CitingContext(adopting, names)) for adopting in names.organs)
    meant = (
        one.target for one in cited if one.target and one.organ_by == ("stated" if organ else "adopting")
    )
    return tuple(dict.fromkeys(meant))
