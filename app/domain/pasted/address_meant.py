"""The address that is meant by one with more around it: brackets, blanks, punctuation, words."""

import re
import unicodedata

from app.domain.pasted.cleaning import unescaped

_BEFORE = re.compile(r"[^A-Za-z0-9]+")
_ADDRESS = re.compile(
    r"(?:[A-Za-z0-9/.()\[\] ~*_@+\-]|(?<=[0-9 ][A-Za-z])\s?[和至、,]\s?(?=[A-Za-z](?![A-Za-z0-9])))*"
)
"""Letters of parts may stand in a list: `A/RES/77/256 A和B`."""
_CLOSING = " .-_[+@"


def address_meant(path: str) -> str:
    """The address in a decoded path: `/A/RES/77/213）`, `/S/RES/2664(2022` and `/A/RES/77/213/op/5，然后` lead to
    `A/RES/77/213`, `S/RES/2664(2022)` and `A/RES/77/213/op/5`. Empty if there is none."""
    plain = _dashed(unicodedata.normalize("NFKC", unescaped(path)))
    begun = _BEFORE.match(plain)
    found = _ADDRESS.match(plain, begun.end() if begun else 0)
    return _balanced(found[0].rstrip(_CLOSING)) if found else ""


def _dashed(text: str) -> str:
    return re.sub("[‐‑‒–—―−]", "-", text)


def _balanced(address: str) -> str:
    """An address whose brackets are closed; brackets that were not opened, and what follows them, are left out."""
    level = 0
    for index, char in enumerate(address):
        level += (char in "([") - (char in ")]")
        if level < 0:
            return _balanced(address[:index].rstrip(_CLOSING + "("))
    bare = address.rstrip(_CLOSING + "(/")
    return bare + ")" * (bare.count("(") - bare.count(")"))
