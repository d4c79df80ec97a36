"""Instants in UTC, to the second, as they are written and as they are typed (RFC 3339)."""

import re
from datetime import UTC, datetime

_RFC_3339 = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<time>\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:[Zz]|(?P<sign>[+\- ])(?P<offset>\d\d:\d\d)))?",
    re.ASCII,
)
"""A day, or an instant. A blank stands for the `+` that an address loses where it is not encoded."""


def written(instant: datetime) -> str:
    """An instant as `2026-11-28T09:30:00Z`, whose order is that of its text."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_instant(text: str) -> datetime | None:
    """The instant that a text names, or the first of the day (of UTC) that it names; None if it names neither.

    Parts of a second are dropped, so that nothing of that second is missed.
    """
    found = _RFC_3339.fullmatch(text)
    if found is None:
        return None
    sign = "-" if found["sign"] == "-" else "+"
    iso = f"{found['day']}T{found['time'] or '00:00:00'}{sign}{found['offset'] or '00:00'}"
    try:
        return datetime.fromisoformat(iso).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
