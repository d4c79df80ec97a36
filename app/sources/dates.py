"""Dates as printed in texts and as given in markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.domain.numerals import from_chinese
from app.domain.resolution import DatedBy

_ZEROS = "〇○零OＯ0"
_REPUBLIC = "(?:中[华華])?民[国國]"
_YEAR = rf"[0-9０-９]{{4}}|[一二三四五六七八九][{_ZEROS}一二三四五六七八九]{{3}}|{_REPUBLIC}\s*(?:[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,5}})"
_DAY = "[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3}"
DATE = re.compile(rf"({_YEAR})\s*年\s*({_DAY})\s*月\s*({_DAY})\s*日")
"""`2022 年 7 月 7 日`, `一九七一年十月二十五日`, in figures of any width; `民国三十七年十二月九日`, by the years
of the Republic of China."""

_BEFORE_REPUBLIC = 1911

_IN_CHINESE = str.maketrans(dict.fromkeys("OＯ0", "〇"))


def parse_date(text: str) -> date | None:
    """The first date in a text, in figures or Chinese numerals, with or without blanks, or None."""
    found = DATE.search(text)
    try:
        return date(*map(_value, found.groups())) if found else None
    except ValueError:
        return None


def _value(printed: str) -> int:
    if counted := re.fullmatch(rf"{_REPUBLIC}\s*(.+)", printed):
        return _BEFORE_REPUBLIC + _value(counted[1])
    return from_chinese(printed if printed.isdecimal() else printed.translate(_IN_CHINESE))


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
