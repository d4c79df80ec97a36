"""Dates as printed in texts and as given in markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain.resolution import DatedBy

DATE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
"""`2022 年 7 月 7 日`."""


def parse_date(text: str) -> date | None:
    """The first date in a text, of the form `2022年7月7日` with or without blanks, or None."""
    found = DATE.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date of adoption as a source gives it, where it stands, and its day; None for one that no calendar has."""

    by: DatedBy
    text: str
    day: date | None


def given_dates(by: DatedBy, texts: Iterable[str]) -> tuple[GivenDate, ...]:
    """The first date in each text that has one, without blanks."""
    found = (DATE.search(text) for text in texts)
    shown = (re.sub(r"\s+", "", date[0]) for date in found if date)
    return tuple(GivenDate(by, text, parse_date(text)) for text in shown)


def first_day(dates: Iterable[GivenDate]) -> date | None:
    """The first day that the calendar has, or None."""
    return next((given.day for given in dates if given.day), None)


def english_date(text: str) -> date | None:
    """A date as printed on covers, `15 July 2022`, or None."""
    try:
        return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def iso_date(text: str | None) -> date | None:
    """A date of markup, `2022-07-07`; None if invalid or the placeholder `0001-01-01`."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year > 1 else None
