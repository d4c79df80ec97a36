"""Wordings that took each other's place in many texts, by count."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.rewordings import LONGEST, SHORTEST, Rewording, is_term

_LEAST_PLACES = 3
_FEWEST_PLACES = 2
"""With so few places it takes several series."""
_LEAST_SURROUNDINGS = 2
"""Fewest paragraphs, and fewest different words around them: what stands in one sentence only, again and again,
is an amendment of that sentence."""
_LEAST_UNLIKE = 3
"""Fewest surroundings where the changed words are not alike (`_is_alike`)."""
_MANY_SURROUNDINGS = 5
_LEAST_SERIES = 2
"""Fewest series in the same case, unless the surroundings are many; elsewhere so many series make up for a
missing paragraph."""
_BACK = 0.25
"""The largest share of documents that went the other way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rewording with the key of its later unit, the later document and its series."""

    rewording: Rewording
    unit: int
    document: int
    series: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """A wording that another one replaced, and where; both with the words that always stand around them.

    `core` are the wordings without these words.
    """

    old: str
    new: str
    core: tuple[str, str]
    places: tuple[Place, ...]

    @property
    def units(self) -> list[int]:
        """The keys of the later units, each once."""
        return list(dict.fromkeys(place.unit for place in self.places))

    @property
    def documents(self) -> int:
        """In how many documents."""
        return len({place.document for place in self.places})

    @property
    def series(self) -> int:
        """In how many series."""
        return len({place.series for place in self.places})


Wordings = tuple[str, str]
"""A wording and the one that stands in its place."""
Groups = Mapping[Wordings, Sequence[Place]]


def replacements(
    counted: Mapping[Wordings, int], places_of: Callable[[Collection[Wordings]], Groups]
) -> list[Replacement]:
    """The wordings that others replaced often enough, seldom the other way, the most frequent first.

    `counted` is the number of places of all wordings: most have one, and only those of others are asked for. A longer
    wording in which a shorter one was replaced counts for the shorter.
    """
    several = [pair for pair, count in counted.items() if count >= _FEWEST_PLACES]
    groups = places_of({way for pair in several for way in (pair, pair[::-1]) if way in counted})
    enough = [pair for pair in several if _is_enough(groups[pair]) and not _goes_back(groups, pair)]
    longer = _longer(enough, enough)
    shortest = set(enough).difference(*longer.values())
    longer = _longer(counted, shortest)
    found_in = {**groups, **places_of({one for held in longer.values() for one in held if one not in groups})}
    found = [
        _replacement(pair, [place for one in (pair, *longer.get(pair, ())) for place in found_in[one]])
        for pair in shortest
    ]
    return sorted(found, key=lambda one: (-one.documents, -len(one.places), one.old, one.new))


def _is_enough(places: Sequence[Place]) -> bool:
    series = len({place.series for place in places})
    around = len({(*one.rewording.before[-1:], "|", *one.rewording.behind[:1]) for one in places})
    if not all(_is_alike(*place.rewording.changed) for place in places):
        least = _LEAST_UNLIKE if series >= _LEAST_SERIES else _MANY_SURROUNDINGS
        return len(places) >= _LEAST_PLACES and around >= least
    least = _FEWEST_PLACES if series >= _LEAST_SERIES else _LEAST_PLACES
    return len(places) >= least and around >= _LEAST_SURROUNDINGS


def _is_alike(old: str, new: str) -> bool:
    """Whether changed words share characters, and neither holds the other: then both name one thing, as a rule."""
    return not (set(old).isdisjoint(new) or old in new or new in old)


def _goes_back(groups: Groups, pair: Wordings) -> bool:
    there, back = (
        len({place.document for place in groups.get(way, ())}) for way in (pair, (pair[1], pair[0]))
    )
    return back > _BACK * there


def _longer(
    pairs: Iterable[Wordings], shorter: Collection[Wordings]
) -> Mapping[Wordings, Sequence[Wordings]]:
    """Those of some pairs that are one of the shorter ones with words around it, by that one."""
    of_start: dict[str, list[Wordings]] = defaultdict(list)
    for pair in shorter:
        of_start[pair[0][:SHORTEST]].append(pair)
    found: dict[Wordings, dict[Wordings, None]] = defaultdict(dict)
    for pair in pairs:
        old, new = pair
        for start in range(len(old) - SHORTEST + 1):
            for one in of_start.get(old[start : start + SHORTEST], ()):
                if old.startswith(one[0], start) and pair != one and old.replace(*one) == new:
                    found[one][pair] = None
    return {one: list(held) for one, held in found.items()}


def _replacement(pair: Wordings, places: Sequence[Place]) -> Replacement:
    old, new = pair
    own = [place.rewording for place in places if (place.rewording.old, place.rewording.new) == pair]
    if len(own) == len(places):
        head, tail = _always([one.before[::-1] for one in own]), _always([one.behind for one in own])
        start, end = "".join(reversed(head)), "".join(tail)
        if max(map(len, pair)) + len(start + end) <= LONGEST:
            old, new = start + old + end, start + new + end
    return Replacement(old, new, pair, tuple(places))


def _always(around: Sequence[Sequence[str]]) -> list[str]:
    """The words, the nearest first, that stand beside a wording everywhere."""
    found = []
    for words in zip(*around, strict=False):
        if len(set(words)) > 1 or not is_term(words[0]):
            break
        found.append(words[0])
    return found
