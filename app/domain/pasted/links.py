"""Links to documents, of this archive and of the United Nations, in a pasted text.

Accepted: `https://docs.un.org/zh/A/RES/77/213`, `undocs.org/en/A/RES/77/213`, `undocs.org/c/…`, the older
addresses with the symbol as a parameter (`?symbol=`, `?FinalSymbol=`, `?DS=`, `?s=`), files named after a symbol
(`A_RES_77_213-ZH.pdf`), and the archive's own addresses with or without host, prefix, fragment and suffix.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from app.domain.organs import Names
from app.domain.pasted.cleaning import unescaped
from app.domain.places import LANGUAGES, split_address
from app.domain.symbols import Symbol

# Bounded, and from the start of a word only: each letter of 60,000 would be tried as the first of a host otherwise.
_HOST = (
    r"(?:(?<![A-Za-z0-9-])(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,12}"
    r"|localhost|(?:[0-9]{1,3}\.){3}[0-9]{1,3}|\[[0-9a-fA-F:]{2,45}\])(?::[0-9]{1,5})?"
)
_REST = r"[^?\s<>\"'“”‘’《》「」『』，。；、|\[\]{}^`\\⺀-鿿]*"
_QUERY = r"(?:\?[^\s<>\"“”《》]*)?"
_LINK = re.compile(
    rf"(?:[a-z]{{3,6}}://(?P<any>[^/\s]+)|(?P<host>{_HOST}))(?P<path>/{_REST}{_QUERY})", re.IGNORECASE
)
_PATH = re.compile(rf"(?<![^\s(\[<])(?P<path>/{_REST}{_QUERY})")
_OF_UN = re.compile(r"(?:^|\.)(?:un\.org|undocs\.org|undocs\.net)(?::[0-9]+)?$", re.IGNORECASE)
_PARAMETERS = ("symbol", "FinalSymbol", "DS", "s", "p", "q")
_SUFFIX = re.compile(r"\.(?:json|xml|txt|ris|bib|csl\.json|csv|pdf|docx?|html?|atom)$", re.IGNORECASE)
_FILE = re.compile(
    r"(?P<name>[A-Z]+(?:_[A-Z0-9.()\- ]+?)+?)(?:-(?:ZH|EN|FR|RU|ES|AR|CH|[0-9]{7}[A-Z]?))?(?:\.[a-z]{3,4})?",
    re.IGNORECASE,
)
_JOB_FILE = re.compile(r"(?:^|.*/)[A-Z](?P<digits>[0-9]{7})(?:\.[A-Z]{3,4})?", re.IGNORECASE)
_UNSCR = re.compile(r"(?:^|\.)unscr\.com$", re.IGNORECASE)
_MOST_PREFIX = 4
"""Maximum number of segments before a symbol in an address: languages, the path of a site."""

_VERSION = re.compile(r"v/[0-9]+")


@dataclass(frozen=True, slots=True)
class PastedLink:
    """A link to a document: its symbol, or its address without one (`x/…`), and the place as in addresses.

    `start` and `end` are its span in the text.
    """

    name: str
    place: str
    start: int
    end: int


def links_in(text: str, names: Names) -> Iterator[PastedLink]:
    """The links to documents in a cleaned text, in order."""
    if "/" not in text and "_" not in text:
        return
    for found in [*_LINK.finditer(text)] or [*_PATH.finditer(text)]:
        host = (found.groupdict().get("any") or found.groupdict().get("host") or "").lower()
        path = _without_unmatched(found["path"])
        if meant := _read(host, path, names):
            yield PastedLink(*meant, found.start(), found.start("path") + len(path))


def leads_to_united_nations(typed: str) -> bool:
    """Whether a text has a link to a site of the United Nations, whatever it leads to."""
    hosts = (found["any"] or found["host"] for found in _LINK.finditer(typed))
    return any(_OF_UN.search(host) for host in hosts)


def symbol_of_file(name: str) -> str | None:
    """The symbol that a file is named after: `A_RES_77_213-ZH.pdf` → `A/RES/77/213`; None if it is not."""
    found = _FILE.fullmatch(name.strip())
    symbol = Symbol.read(found["name"].replace("_(", "(").replace("_", "/")) if found else None
    return symbol.canonical if symbol else None


def job_number_of(text: str) -> str:
    """The seven digits of a file's job number, alone or at the end of a link: `N2423547.pdf`; empty if it is none.

    https://documents.un.org names its files so: `/doc/undoc/gen/n24/235/47/pdf/n2423547.pdf`.
    """
    found = _JOB_FILE.fullmatch(text.partition("?")[0])
    return found["digits"] if found else ""


def _without_unmatched(path: str) -> str:
    """A path without the punctuation behind it, and without a bracket that closes one before it."""
    while path and (path[-1] in ".,;:!?*" or (path[-1] == ")" and path.count(")") > path.count("("))):
        path = path[:-1]
    return path


def _read(host: str, path: str, names: Names) -> tuple[str, str] | None:
    bare, _, fragment = path.partition("#")
    bare, _, query = bare.partition("?")
    if not query and "&" in bare:
        bare, _, query = bare.partition("&")
    for key, values in parse_qs(query).items():
        symbol = Symbol.read(unescaped(values[0])) if key in _PARAMETERS else None
        if symbol and _is_known(symbol, names, host):
            return symbol.canonical, ""
    if _UNSCR.search(host) and (number := re.search(r"/resolutions/(?:doc/)?([0-9]+)", bare)):
        council = names.require_organ("SC")
        return council.symbol(council.with_bracket(int(number[1]))).canonical, ""
    # `#page=2` is where a viewer of PDF begins, `#:~:text=` what a browser marks.
    return _of_path(unescaped(bare), "" if "=" in fragment else unescaped(fragment), host, names)


def _of_path(path: str, fragment: str, host: str, names: Names) -> tuple[str, str] | None:
    segments = [segment for segment in path.strip("/ ").split("/") if segment]
    if segments and (symbol := symbol_of_file(segments[-1])):
        return symbol, ""
    read = [
        (symbol, _plain_place(place) or fragment)
        for first in range(min(len(segments), _MOST_PREFIX + 1))
        for name, place in (split_address("/".join(segments[first:])),)
        if (symbol := _named(name, segments[first:]))
    ]
    known = (one for one in read if one[0].startswith("x/") or names.organ_of(Symbol(one[0])))
    # The first of a link to the United Nations may still have the language before it.
    others = (one for one in reversed(read) if _OF_UN.search(host))
    return next(known, None) or next((one for one in others if one[0].count("/") > 1), None)


def _named(name: str, segments: Sequence[str]) -> str | None:
    if segments[0].lower() == "x" and len(segments) > 1:
        return name
    symbol = _symbol(name)
    return symbol.canonical if symbol else None


def _symbol(name: str) -> Symbol | None:
    return Symbol.read(_SUFFIX.sub("", name))


def _plain_place(place: str) -> str:
    """A place without the language before it and the suffix of a file behind it."""
    language, _, rest = place.partition("/")
    place = rest if language in LANGUAGES else place
    return place if _VERSION.fullmatch(place) else _SUFFIX.sub("", place)


def _is_known(symbol: Symbol, names: Names, host: str) -> bool:
    return names.organ_of(symbol) is not None or _OF_UN.search(host) is not None
