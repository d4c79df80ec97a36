"""URLs of pages, of this archive and of the United Nations. Those of documents and places are a fixed
interface."""

from functools import lru_cache
from urllib.parse import quote, quote_plus, urlencode

from app.domain.places import CITED_BY, SERIES, fragment
from app.domain.symbols import Symbol

_SAFE = "/()*~"
_SHORT = 100
"""Up to so many characters, paths are remembered in the form of an address: a page has them again and again."""


def document_url(address: str, place: str = "") -> str:
    """The page of a document, or of a place in it."""
    path = f"/{address}/{place}" if place else f"/{address}"
    return _quoted(path) if len(path) < _SHORT else quote(path, safe=_SAFE)


@lru_cache(maxsize=8192)
def _quoted(path: str) -> str:
    return quote(path, safe=_SAFE)


def in_document_url(address: str, place: str, query: str = "") -> str:
    """A place in the full page of its document, with the phrases of a query marked."""
    marked = f"?q={_sought(query)}" if query else ""
    at = _quoted_fragment(place) if len(place) < _SHORT else quote(fragment(place), safe=_SAFE)
    return f"{document_url(address)}{marked}#{at}"


@lru_cache(maxsize=4096)
def _quoted_fragment(place: str) -> str:
    return quote(fragment(place), safe=_SAFE)


@lru_cache(maxsize=16)
def _sought(query: str) -> str:
    """A query as it stands in an address: the same in all links of a page."""
    return quote_plus(query)


def edition_url(address: str, language: str, place: str = "") -> str:
    """The text of a document in another language, or a place in that text."""
    at = f"#{quote(fragment(place), safe=_SAFE)}" if place else ""
    return f"{document_url(address, language)}{at}"


def bilingual_url(address: str, place: str = "", language: str = "") -> str:
    """Both texts of a document side by side, at a place of the Chinese one, or of that in another language."""
    inside = f"{language}/{place}" if language else place
    at = f"#{quote(fragment(inside), safe=_SAFE)}" if place else ""
    return f"{document_url(address)}?view=bilingual{at}"


def symbol_url(symbol: str) -> str:
    """The page of a document by its symbol, whether or not the archive holds it."""
    return document_url(Symbol.parse(symbol).url)


@lru_cache(maxsize=8192)
def official_url(symbol: str, language: str = "zh") -> str:
    """The official document on the United Nations' site, in a language."""
    return f"https://docs.un.org/{language}/{quote(Symbol.parse(symbol).url, safe=_SAFE)}"


def instrument_url(slug: str, place: str = "") -> str:
    """The page of an instrument. With a place (`art/7`): the documents that cite that place."""
    return f"/instruments/{slug}" + (f"?{urlencode({'place': place})}" if place else "")


def citing_url(symbol: str) -> str:
    """The list of all documents that cite a symbol."""
    return f"{symbol_url(symbol)}/{CITED_BY}"


def compare_url(first: str, second: str, *, view: str = "", only: str = "") -> str:
    """The comparison of two documents by their addresses, the earlier one first; `view` and `only` are
    parameters of that page."""
    chosen = {"a": first, "b": second, "view": view, "only": only}
    return f"/compare?{urlencode({key: value for key, value in chosen.items() if value}, safe=_SAFE)}"


def brief_url(first: str, second: str) -> str:
    """The comparison of two documents on one page."""
    return f"/compare/brief?{urlencode({'a': first, 'b': second}, safe=_SAFE)}"


def series_url(address: str) -> str:
    """The page of the series that a document belongs to."""
    return document_url(address, SERIES)


def wording_url(address: str, place: str) -> str:
    """The page of all wordings of a paragraph."""
    return f"/wording?{urlencode({'at': f'{address}/{place}'}, safe=_SAFE)}"


def same_places_url(address: str, place: str) -> str:
    """The page of all places that have the text of a paragraph."""
    return f"/wording/places?{urlencode({'at': f'{address}/{place}'}, safe=_SAFE)}"


def removed_url(phrase: str) -> str:
    """The page of the series that dropped a phrase."""
    return f"/wording/removed?{urlencode({'q': phrase})}"


def replaced_url(old: str, new: str) -> str:
    """The page of the paragraphs in which one wording replaced another."""
    return f"/wording/replaced?{urlencode({'from': old, 'to': new})}"


def permalink(base_url: str, address: str, place: str = "") -> str:
    """The absolute URL of a document or of a place in it; `base_url` is scheme, host and the path of
    the site."""
    return f"{base_url}{document_url(address, place)}"


def browse_url(**chosen: str) -> str:
    """The list of the documents with these values of facets."""
    return f"/browse?{urlencode(chosen)}" if chosen else "/browse"


def state_url(state: str, stance: str = "", year: int | None = None) -> str:
    """The page of a state, optionally narrowed to a year and a stance."""
    chosen = [f"year={year}"] if year else []
    if stance:
        chosen.append(_with_stance(stance))
    return f"/states/{state}?{'&'.join(chosen)}" if chosen else f"/states/{state}"


@lru_cache(maxsize=64)
def _with_stance(stance: str) -> str:
    """Cached because a page has some hundred of these."""
    return f"vote={quote_plus(stance)}"


def pair_url(first: str, second: str) -> str:
    """The page of two states, in the order of their codes."""
    return "/states/{}/with/{}".format(*sorted((first, second)))


def nearest_url(state: str, year: int | None = None) -> str:
    """The page of the states that vote most and least like one, optionally in a year."""
    return f"/states/{state}/nearest" + (f"?year={year}" if year else "")


def group_url(code: str) -> str:
    """The page of a group of states."""
    return f"/groups/{code}"


def changes_url(state: str) -> str:
    """The page of where a state changed its vote."""
    return f"/states/{state}/changes"
