"""Where a series of texts dropped a phrase: by the texts that hold it and the texts that continue them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Continuation:
    """An adopted text, the earlier text that it continues, by key, and the share of it (0 to 1) that is kept from there."""

    earlier: int
    later: int
    kept: float


@dataclass(frozen=True, slots=True)
class Removal:
    """A phrase dropped: the first text of the series with it, the last one before, the text without it, and the first
    later text of the series that has it again, None if none has. Texts by key."""

    first: int
    last: int
    without: int
    again: int | None
    kept: float


def removals(
    holding: Set[int],
    in_paragraphs: Set[int],
    continuations: Iterable[Continuation],
    series: Mapping[int, Sequence[int]],
) -> list[Removal]:
    """The removals of a phrase that some texts hold anywhere, and some of them in a paragraph.

    A text that several continue has dropped the phrase only if none of them holds it; the one that keeps most of it
    is named. `series` has for each text the texts of its series, the oldest first.
    """
    later: dict[int, list[Continuation]] = defaultdict(list)
    for link in continuations:
        later[link.earlier].append(link)
    return [
        Removal(
            next(text for text in series[last] if text in holding),
            last,
            main.later,
            next((text for text in _after(main.later, later, series[last]) if text in holding), None),
            main.kept,
        )
        for last in sorted(in_paragraphs)
        if (links := later.get(last)) and not any(link.later in holding for link in links)
        for main in (max(links, key=lambda link: (link.kept, link.later)),)
    ]


def _after(text: int, later: Mapping[int, Sequence[Continuation]], series: Sequence[int]) -> Iterator[int]:
    """The texts that continue a text, directly or through others, in the order of the series."""
    found: set[int] = set()
    open_ones = [text]
    while open_ones:
        new = {link.later for link in later.get(open_ones.pop(), ())} - found
        found |= new
        open_ones += new
    return (one for one in series if one in found)
