"""A title that stands for its document, with a place or a year beside it."""

import re
from collections.abc import Iterator

from app.domain.pasted.walk import MARKS
from app.domain.pasted.worded_places import WordedPlace, worded_places

_SERIES_YEAR = re.compile(
    r"(?P<before>(?:19|20)[0-9]{2})\s?年?的?\s?(?P<title_behind>[^0-9\s].*[^0-9\s])"
    r"|(?P<title>.*[^0-9\s(])\s?[，,]?\s?\(?(?P<behind>(?:19|20)[0-9]{2})\s?年?\)?"
)


def title_and_place(title: str) -> Iterator[tuple[str, tuple[WordedPlace, ...]]]:
    """The ways to read a bare title with a place behind it: `人权与极端贫困，第5段`."""
    for found in re.finditer(
        r"[，,\s]\s?|(?=第[0-9]|第[一二三四五六七八九十百]{1,5}条|序言部分|附件|脚注|标题[0-9]|表[0-9])",
        title,
    ):
        places, end = worded_places(title, found.end())
        if places and found.start() >= 2 and not title[end:].strip(MARKS):
            yield title[: found.start()].strip(MARKS), places


def title_and_year(title: str) -> tuple[str, int] | None:
    """A title, or a part of one, with a year beside it: `国际合作 2024`."""
    found = _SERIES_YEAR.fullmatch(title)
    if found is None:
        return None
    name = (found["title"] or found["title_behind"]).strip(MARKS)
    return (name, int(found["before"] or found["behind"])) if len(name) >= 2 else None
