"""Committees by the names that readers type."""

import re
import unicodedata
from contextlib import suppress

from app.domain.numerals import from_chinese

_FOURTH = "特别政治和非殖民化委员会"
_MAIN = {
    1: "第一委员会",
    2: "第二委员会",
    3: "第三委员会",
    4: f"{_FOURTH}(第四委员会)",
    5: "第五委员会",
    6: "第六委员会",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBER = re.compile(r"(?:第|c\.?)?(?P<number>[^第]+?)(?:委员会| ?committee)?")


def committees_named(value: str) -> frozenset[str]:
    """The names under which documents may have a committee: `三`, `第三委员会`, `third`, `C.3` are 第三委员会."""
    plain = unicodedata.normalize("NFKC", value).strip()
    found = _NUMBER.fullmatch(plain.lower())
    word = found["number"] if found else ""
    number = _ORDINALS.index(word) + 1 if word in _ORDINALS else 0
    with suppress(ValueError):
        number = number or from_chinese(word)
    if plain.startswith(_FOURTH):
        number = 4
    return frozenset({_MAIN[number]} if number in _MAIN else {plain, f"{plain}委员会"})
