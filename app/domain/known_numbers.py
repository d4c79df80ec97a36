"""Numbers of resolutions and decisions, and how many of a session there are at least.

Organs number their resolutions without gaps: session by session from 1, or on through the years. So the highest number
of a session that is held or cited tells how many there are at least. Decisions are numbered from the beginning of a
hundred (401, 501), so each hundred counts by itself.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.domain.organs import Names, Organ
from app.domain.possible_numbers import why_impossible
from app.domain.symbols import Symbol

NumberedKind = Literal["resolution", "decision"]

_NUMBER = re.compile(
    r"(?P<head>.+)/(?P<kind>RES|DEC)/(?:(?P<session>(?:E?S-)?\d+)/)?(?P<item>\d+)(?: [A-Z]{1,2}(?:-[A-Z])?)?"
    r"(?: \((?P<bracket>[^)]+)\))?"
)
_KINDS: Mapping[str, NumberedKind] = {"RES": "resolution", "DEC": "decision"}
_HUNDRED = 100
_NO_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Numbered:
    """An organ's number of a session, or of a year where numbers run on through the years."""

    body: str
    session: str
    kind: NumberedKind
    number: int


def reader(names: Names) -> Callable[[str], Numbered | None]:
    """A function that reads the number of a resolution's or decision's symbol."""

    @cache
    def organ_of(head: str) -> Organ | None:
        return names.organ_of(Symbol(f"{head}/"))

    def read(symbol: str) -> Numbered | None:
        found = _NUMBER.fullmatch(symbol)
        organ = organ_of(found["head"]) if found else None
        session = (found["session"] or found["bracket"]) if found else None
        if found is None or organ is None or session is None or not int(found["item"]):
            return None
        return Numbered(organ.code, session, _KINDS[found["kind"]], int(found["item"]))

    return read


def least(
    organ: Organ | None,
    session: str,
    kind: NumberedKind,
    here: Mapping[int, str],
    cited: Mapping[int, str],
    names: Names,
) -> tuple[int | None, str | None]:
    """How many numbers there are at least, and the symbol that tells it."""
    highest = max(here, default=0)
    # A misprinted number is not taken for one that exists.
    beyond = (number for number in sorted(cited, reverse=True) if number > highest)
    possible = next((one for one in beyond if not why_impossible(Symbol(cited[one]), names, _NO_YEAR)), None)
    numbers = {**{number: text for number, text in cited.items() if number <= (possible or highest)}, **here}
    if kind == "resolution" and not _starts_again(organ, session):
        return _of_serials(organ, session, numbers)
    if not numbers:
        return None, None
    last = max(numbers)
    if kind == "resolution":
        return last, numbers[last]
    hundreds: dict[int, int] = {}
    for number in numbers:
        hundreds[(number - 1) // _HUNDRED] = max(number, hundreds.get((number - 1) // _HUNDRED, 0))
    return sum(number - hundred * _HUNDRED for hundred, number in hundreds.items()), numbers[last]


def _starts_again(organ: Organ | None, session: str) -> bool:
    """Whether a session's numbers begin with 1. Those of old sessions, `III`, run on, as do those of some organs."""
    return bool(re.fullmatch(r"(?:E?S-)?\d+", session)) and not (organ and organ.numbering == "serial")


def _of_serials(
    organ: Organ | None, session: str, numbers: Mapping[int, str]
) -> tuple[int | None, str | None]:
    """The same of numbers that run on from one session, or year, to the next."""
    runs = organ.serials if organ else ()
    run = next((run for run in runs if run[2] == session), None)
    ends = [*numbers, *(run[:2] if run else ())]
    if not ends:
        return None, None
    first, last = min(ends), max(ends)
    if run is None and runs and session.isdigit() and runs[-1][2] == str(int(session) - 1):
        first = runs[-1][1] + 1
    return last - first + 1, None if run and run[1] >= last else numbers[last]
