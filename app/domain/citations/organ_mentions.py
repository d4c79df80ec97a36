"""Mentions of organs in a text: by name, by a short form (`理事会`), or as the adopting organ (`其`)."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.citations.context import CitingContext
from app.domain.citations.stated_details import ENTITLED
from app.domain.organs import Names, Organ
from app.domain.resolution import OrganBy

_SENTENCE_END = re.compile(r"[；。]")
_OWN = r"其(?![中他后余它])(?=(?:关于|题为|有关|以往|先前|此前|最近|最新|第.{1,12}届)?[^，；。]{0,60}?(?:[0-9]{4}\s?年|第\s?[0-9ES]))"

_TITLE = re.compile(ENTITLED)
_OWN_NAMES = ("其", "本理事会", "本委员会")

_REACH = 20
"""Maximum number of mentions before a number that are considered."""

_SHORT = ("理事会", "委员会", "小组委员会")
"""Short forms of organs that were named in full before."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an organ that ends at `end`; `organs` are the possible ones, mostly one."""

    end: int
    organs: tuple[Organ, ...]
    by: OrganBy


class Mentions:
    """The mentions of organs in a text in surface form, in order."""

    def __init__(self, text: str, context: CitingContext) -> None:
        self._ends = [end.end() for end in _SENTENCE_END.finditer(text)]
        self._all = tuple(_mentions(text, context))
        self._places = [mention.end for mention in self._all]

    def before(self, place: int) -> list[Mention]:
        """The mentions in the sentence before an offset, the nearest first."""
        sentence = bisect(self._ends, place)
        first = bisect_left(self._places, self._ends[sentence - 1] if sentence else 0)
        last = bisect(self._places, place)
        return list(reversed(self._all[max(first, last - _REACH) : last]))


def _mentions(text: str, context: CitingContext) -> Iterator[Mention]:
    by_name = _by_name(context.names)
    seen: list[Organ] = []
    quoted = [found.span() for found in _TITLE.finditer(text)]
    begins = [start for start, _ in quoted]
    for found in _pattern(context.names).finditer(text):
        name = found["organ"]
        at = bisect(begins, found.start()) - 1
        if not name or (at >= 0 and found.end() < quoted[at][1]):
            continue
        organs = by_name.get(name) or _short(name, seen, context)
        if name in by_name:
            # Keep the order of the last mention.
            seen = [*(one for one in seen if one not in organs), *organs]
        if organs:
            yield Mention(found.end(), organs, "own" if name in _OWN_NAMES else "inherited")


def _short(name: str, seen: Sequence[Organ], context: CitingContext) -> tuple[Organ, ...]:
    """The organs that a short form may mean: in a council's own text the council, else an organ named in full
    before."""
    own = context.organ
    if name in _OWN_NAMES or (name == "理事会" and own.name.endswith(name)):
        return (own,)
    called = [organ for organ in reversed(seen) if organ.name.endswith(name)]
    if called or name != "理事会":
        return tuple(called[:1])
    return tuple(organ for organ in context.names.organs if organ.name.endswith(name))


@lru_cache
def _by_name(names: Names) -> dict[str, tuple[Organ, ...]]:
    found: dict[str, tuple[Organ, ...]] = {}
    for organ in (*names.organs, *names.bodies):
        for name in organ.names:
            found[name] = (*found.get(name, ()), organ)
    return found


@lru_cache
def _pattern(names: Names) -> re.Pattern[str]:
    full = sorted({*_by_name(names), *_SHORT, *_OWN_NAMES} - {"其"}, key=len, reverse=True)
    named = "|".join(map(re.escape, full))
    # An organ that is being established is not the author of a number.
    return re.compile(rf"(?:设立|建立|成立)(?:了)?(?:{named})|(?P<organ>{named}|{_OWN})")
