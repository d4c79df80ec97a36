"""Instants in UTC, to the second, as they are written and as they are typed (RFC 3339)."""

import re
from datetime import UTC, datetime, timedelta

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

    Parts of a second are dropped, and a leap second is the one before, so that nothing of that second is missed.
    """
    found = _RFC_3339.fullmatch(text)
    if found is None:
        return None
    time = re.sub("60$", "59", found["time"] or "00:00:00")
    try:
        there = datetime.fromisoformat(f"{found['day']}T{time}+00:00")
        ahead = datetime.strptime(found["offset"] or "00:00", "%H:%M")  # noqa: DTZ007  a difference of times
    except ValueError:
        return None
    offset = timedelta(hours=ahead.hour, minutes=ahead.minute)
    try:
        return there + offset if found["sign"] == "-" else there - offset
    except OverflowError:
        return (
            datetime.max.replace(microsecond=0, tzinfo=UTC)
            if there.year > 1
            else datetime.min.replace(tzinfo=UTC)
        )
