"""The line with the number of an English text: `77/214. Title`, `Resolution 2674 (2023)`, `1514 (XV). Title`."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:ES-|S-)?[0-9]{1,4}/[0-9]{1,4}(?:\s?[A-Z](?:\s?[-–]\s?[A-Z]|\s(?:and|to)\s[A-Z])?(?![A-Za-z]))?"
_OLD = r"[0-9]{1,4}(?:\s[A-Z])?\s?\((?:ES-|S-)?[IVXLC]+\)(?:\s?[A-Z](?![A-Za-z]))?"
_TITLED = re.compile(rf"(?P<number>{_NUMBER}|{_OLD})\s*\.\s*(?P<title>(?!\d).*)")
_NAMED = re.compile(
    rf"(?P<kind>Resolution|RESOLUTION|Decision|DECISION)\s+(?P<number>{_NUMBER}|{_OLD}|[0-9]{{1,4}}\s?\([0-9]{{4}}\))\.?(?P<title>)"
)
_BARE = re.compile(rf"(?P<number>{_NUMBER}|{_OLD})(?P<title>)")
_LONGEST = 1000
_WRAPS = "*_ "


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What a line with a number gives: the number as symbols have it, the title, which may be empty, and the kind that it
    names. `is_sure`: by a form that no other line has."""

    number: str
    title: str
    kind: str
    is_sure: bool


def number_line(text: str) -> NumberLine | None:
    """The number on a line before the text proper, or None."""
    bare = text.strip(_WRAPS)
    if not bare or len(bare) > _LONGEST:
        return None
    for shape in (_TITLED, _NAMED, _BARE):
        if found := shape.fullmatch(bare):
            kind = found.groupdict().get("kind") or ""
            return NumberLine(
                _number(found["number"]), found["title"].strip(), kind.capitalize(), shape is not _BARE
            )
    return None


def numbered_title(text: str) -> tuple[str, str] | None:
    """Number and title of a line that has them for sure, or the number alone; or None."""
    found = number_line(text)
    return (found.number, found.title) if found and found.is_sure else None


def is_number_line(text: str) -> bool:
    """Whether a line anywhere in a text is its number."""
    return numbered_title(text) is not None


def _number(printed: str) -> str:
    """`77/256 A`, `2674(2023)`, as numbers are kept."""
    plain = re.sub(r"\s+(?=\()", "", re.sub(r"\s+", " ", printed.strip()))
    return re.sub(r"(?<=[0-9])(?=[A-Z]$)", " ", plain)
