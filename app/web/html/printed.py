"""The line at the foot of each printed sheet: the address of the page, and the day on which it was read."""

import re
from contextvars import ContextVar
from datetime import UTC, date, datetime
from urllib.parse import unquote_to_bytes

from app.domain.citation_styles import chinese_date

_ADDRESS: ContextVar[str] = ContextVar("address", default="")

_BEYOND_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_LONGEST = 160
"""The most characters of an address that stand at the foot of a sheet."""


def set_address(url: str) -> None:
    """Set the absolute address of the page, for the rest of this request; empty if it has none."""
    _ADDRESS.set(url)


def printed_line(day: date | None = None) -> str:
    """The address, readable, and the day on which it was read (today in UTC if not given); empty without an address."""
    if not (address := _readable(_ADDRESS.get())):
        return ""
    return f"{address}　{chinese_date(day or datetime.now(UTC).date())}读取"


def _readable(url: str) -> str:
    """An address as browsers show it: what is beyond ASCII as characters, all else as it is; a long one is cut off."""
    shown = _BEYOND_ASCII.sub(_characters, url)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _characters(escaped: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(escaped[0]).decode()
    except UnicodeDecodeError:
        return escaped[0]
    return text if text.isprintable() else escaped[0]
