"""A title that stands for its document, with a place or a year beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.domain.organs import Names
from app.domain.pasted.reading import PastedReference
from app.domain.pasted.walk import MARKS
from app.domain.pasted.worded_places import WordedPlace, worded_places
from app.domain.resolution import DocumentKind

_SERIES_YEAR = re.compile(
    r"(?P<before>(?:19|20)[0-9]{2})\s?年?的?\s?(?P<title_behind>[^0-9\s].*[^0-9\s])"
    r"|(?P<title>.*[^0-9\s(])\s?[，,]?\s?\(?(?P<behind>(?:19|20)[0-9]{2})\s?年?\)?"
)
_IN_SENTENCE = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?:通过的?)?(?:(?:关于|有关)(?P<topic>.{2,80}?)(?:问题)?的|(?P<title>.{2,80}?)的?)"
    r"(?P<kind>决议|决定)(?:\s?\((?P<behind>(?:19|20)[0-9]{2})年?\))?"
)


def title_and_place(title: str) -> Iterator[tuple[str, tuple[WordedPlace, ...]]]:
    """The ways to read a bare title with a place behind it: `人权与极端贫困，第5段`."""
    for found in re.finditer(
        r"[，,\s]\s?|(?=第[0-9]|第[一二三四五六七八九十百]{1,5}[条章节段]|序言部分|附件|脚注|(?:标题|表|行动|目标)\s?[0-9])",
        title,
    ):
        places, end = worded_places(title, found.end())
        if places and found.start() >= 2 and not title[end:].strip(MARKS):
            yield title[: found.start()].strip(MARKS), places


def title_in_sentence(text: str, names: Names, meant: PastedReference) -> tuple[PastedReference, int] | None:
    """What is said of a text in a sentence, and its year, 0 if none is told: `大会2025年关于保护移民的决议`,
    `食物权决议（2024）`."""
    if "决" not in text:
        return None
    organs = {name: organ.code for organ in names.organs for name in organ.names}
    organ = max((name for name in organs if text.startswith(name)), key=len, default="")
    found = _IN_SENTENCE.fullmatch(text.removeprefix(organ))
    if found is None:
        return None
    kind: DocumentKind = "decision" if found["kind"] == "决定" else "resolution"
    title = (found["topic"] or found["title"]).strip(MARKS)
    said = replace(meant, title=title, is_titled=True, body=organs.get(organ, meant.body), kind=kind)
    return said, int(found["year"] or found["behind"] or 0)


def title_and_year(title: str) -> tuple[str, int] | None:
    """A title, or a part of one, with a year beside it: `国际合作 2024`."""
    found = _SERIES_YEAR.fullmatch(title)
    if found is None:
        return None
    name = (found["title"] or found["title_behind"]).strip(MARKS)
    return (name, int(found["before"] or found["behind"])) if len(name) >= 2 else None
