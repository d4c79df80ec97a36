"""The identity of a text: the symbol that it prints or that its number makes, else a provisional one."""

import re
import zlib

from app.domain.organs import Organ
from app.domain.places import is_reserved
from app.domain.symbols import Symbol


def provisional_id(stem: str) -> str:
    """`x/<file stem>` in ASCII; where a stem cannot stand in an address as it is, with its checksum."""
    plain = re.sub(r"[^A-Za-z0-9._~-]+", "-", stem).strip("-.") or "text"
    is_plain = plain == stem and not is_reserved(stem)
    return (
        f"x/{plain}" if is_plain else f"x/{plain}-{zlib.crc32(stem.encode('utf-8', 'surrogateescape')):08x}"
    )


def symbol_of_number(organ: Organ, number: str | None, *, decision: bool) -> Symbol | None:
    """The symbol that organ and number make, None for a number that the organ cannot have."""
    try:
        return organ.symbol(number, decision=decision) if number else None
    except ValueError:
        return None


def session_of_number(organ: Organ, number: str | None) -> str | None:
    """The session that a number names: `77/213` the 77th, `S-32/1` the 32nd special one, `2021/2` 2021."""
    if number is None or organ.numbering == "serial" or "/" not in number:
        return None
    return number.partition("/")[0]
