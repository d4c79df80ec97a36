"""Date and title that a text states with a number.

Accepted before the number: `2021年12月16日第…`, `题为“…”的2021年12月16日第…`, `2021年12月16日题为“…”的第…`,
`2021年12月16日关于…的第…`; after it: `第…号决议，题为“…”`.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.numerals import from_chinese

LOOK_BACK = 240
"""How far before a number, in characters, its date and title may begin."""

_HAN_DAY = "[一二三四五六七八九十廿卅]{1,3}"
_DAY = (
    r"(?P<year>[0-9]{4}|[一二][〇○零一二三四五六七八九]{3})\s?年"
    rf"\s?(?P<month>[0-9]{{1,2}}|{_HAN_DAY})\s?月\s?(?P<day>[0-9]{{1,2}}|{_HAN_DAY})\s?日"
)
_MARKS = (("“", "”"), ('"', '"'), ("「", "」"), ("《", "》"))
ENTITLED = r"题为\s?(?:{})".format(
    "|".join(rf"{first}(?P<title{n}>[^{last}]{{1,160}}){last}" for n, (first, last) in enumerate(_MARKS))
)
"""A title in matching quotation marks; other marks may occur inside."""

_TITLE = rf"{ENTITLED}\s?的?"
_TOPIC = r"(?:关于|有关|就)(?:[^，；。“”]|“[^”]{1,60}”){1,80}?的"
_BEFORE = re.compile(
    rf"(?:{_DAY}\s?)?(?:\s?通过的?)?(?:{_TITLE}|{_TOPIC})?\s?(?:{_DAY.replace('P<', 'P<later_')})?\s?的?\s?$"
)
_BEHIND = re.compile(rf"\s?[，,(]?\s?其?{_TITLE}")


@dataclass(frozen=True, slots=True)
class StatedDetails:
    """The details stated with a number; `start` is where they begin."""

    start: int
    day: date | None = None
    title: str | None = None


def stated_details(text: str, first: int, start: int, end: int) -> StatedDetails:
    """The details stated with the number from `start` to `end`; `first` limits how far back they may
    begin."""
    found = _BEFORE.search(text, first, start)
    assert found is not None  # noqa: S101  the pattern also matches nothing
    title = _title(found) or _title(_BEHIND.match(text, end))
    # The end of a period (`至…`) is not the number's date.
    is_until = text[max(0, found.start() - 1) : found.start()] == "至"
    day = _day(found, "later_") or (None if is_until else _day(found, ""))
    return StatedDetails(found.start(), day, title)


def _title(found: re.Match[str] | None) -> str | None:
    titles = (found[f"title{n}"] for n in range(len(_MARKS))) if found else ()
    return next(filter(None, titles), None)


def _day(found: re.Match[str], prefix: str) -> date | None:
    try:
        return date(*(from_chinese(found[prefix + part] or "") for part in ("year", "month", "day")))
    except (TypeError, ValueError):
        return None
