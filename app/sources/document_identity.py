"""The identity of a text: its symbol, printed or derived from its number, else a provisional id."""

import re
import zlib

from app.domain.numerals import from_roman
from app.domain.organs import Organ
from app.domain.places import is_reserved
from app.domain.symbols import Symbol


def provisional_id(stem: str) -> str:
    """`x/<file stem>` in ASCII, with a checksum if the stem cannot stand in an address unchanged."""
    plain = re.sub(r"[^A-Za-z0-9._~-]+", "-", stem).strip("-.") or "text"
    is_plain = plain == stem and not is_reserved(stem)
    return (
        f"x/{plain}" if is_plain else f"x/{plain}-{zlib.crc32(stem.encode('utf-8', 'surrogateescape')):08x}"
    )


def symbol_of_number(organ: Organ, number: str | None, *, decision: bool) -> Symbol | None:
    """The symbol of an organ's number, or None if the organ cannot have that number."""
    try:
        return organ.symbol(number, decision=decision) if number else None
    except ValueError:
        return None


def session_of_number(organ: Organ, number: str | None) -> str | None:
    """The session part of a number, or None: `77/213` → `77`, `S-32/1` → `S-32`, `2021/2` → `2021`, and of an organ
    whose documents go by sessions, `2999(XXVII)` → `27`."""
    if number is None or organ.numbering == "serial":
        return None
    if "/" in number:
        return number.partition("/")[0]
    old = re.search(r"\((?P<special>(?:E?S-)?)(?P<roman>[IVXLC]+)\)", number)
    if old is None or organ.numbering != "session":
        return None
    return f"{old['special']}{from_roman(old['roman'])}"
