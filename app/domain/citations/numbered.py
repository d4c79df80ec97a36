"""Numbered resolutions and decisions: `大会2021年12月16日第76/159号决议`, `第66/3和76/1号决议`.

The organ is the one named last before the number in its sentence; `其` and, in a council's own text,
`理事会` mean the adopting organ; with none named it is the adopting organ. A number that the organ cannot
have (`第2000/22号` of the Assembly) is never given to it, nor to one that the sentence says was set up
by the text cited (`大会…设立人权理事会的第60/251号决议`).
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator

from app.domain.citations.context import Context
from app.domain.organs import Organ
from app.domain.resolution import Citation
from app.domain.symbols import Symbol

_LETTER = r"(?:\s?[A-Z](?![A-Za-z]))"
_NUMBER = rf"(?:(?:S|ES)-[0-9]{{1,4}}/[0-9]{{1,4}}|[0-9]{{1,4}}/[0-9]{{1,4}}{_LETTER}?|[0-9]{{1,4}}{_LETTER}?\s?[(（](?:[IVXLC]+|[0-9]{{4}})[)）])"
_LIST = re.compile(
    rf"第\s*(?P<numbers>{_NUMBER}(?:\s*(?:、|，|和|及|以及|与)\s*(?:第\s*)?{_NUMBER})*)\s*号\s*(?P<kind>决议|决定)"
)
_SENTENCE_END = re.compile(r"[；。]")
_OWN = r"其(?=\s*(?:关于[^，；。]{0,60})?(?:[0-9]{4}\s*年|第))"

_REACH = 20
"""How many organs named before a number are looked at."""


def find_numbered(text: str, context: Context) -> Iterator[Citation]:
    """Every number in every list of a text; the organ holds from its name to the end of the sentence."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    named = _named_organs(text, context)
    places = [place for place, _ in named]
    for found in _LIST.finditer(text):
        sentence = bisect(ends, found.start())
        first = bisect_left(places, ends[sentence - 1] if sentence else 0)
        last = bisect_left(places, found.start())
        # The one named last decides; where it cannot have the number, the one before it, within reason.
        organs = [organ for _, organ in named[max(first, last - _REACH) : last]]
        yield from _each(text, found, organs, context)


def _each(text: str, found: re.Match[str], organs: list[Organ], context: Context) -> Iterator[Citation]:
    numbers = list(re.finditer(_NUMBER, found["numbers"]))
    decision = found["kind"] == "决定"
    for index, number in enumerate(numbers):
        start = found.start() if index == 0 else found.start("numbers") + number.start()
        is_last = index == len(numbers) - 1
        end = found.end() if is_last else found.start("numbers") + number.end()
        fitting = (
            [organ for organ in organs if context.may_have(organ, number[0])][-1:]
            or [organ for organ in (context.organ,) if context.may_be_own(organ, number[0])]
            or [organ for organ in context.names.organs if context.may_be_own(organ, number[0])]
        )
        symbols = tuple(_symbol(organ, number[0], decision=decision) for organ in fitting)
        target, candidates = (symbols[0], ()) if len(symbols) == 1 else (None, symbols)
        yield Citation(text[start:end], start, end, target, candidates)


def _named_organs(text: str, context: Context) -> list[tuple[int, Organ]]:
    """Where organs are named in a text, in order; `其` and a council's `理事会` are the adopting organ."""
    by_name = {name: organ for organ in context.names.organs for name in organ.names}
    if context.organ.name.endswith("理事会"):
        by_name.setdefault("理事会", context.organ)
    named = "|".join(sorted(map(re.escape, by_name), key=len, reverse=True))
    # An organ that is being set up is not the one that speaks.
    pattern = rf"设立(?:{named})|(?P<organ>{named}|{_OWN})"
    return [
        (found.start(), by_name.get(found["organ"], context.organ))
        for found in re.finditer(pattern, text)
        if found["organ"]
    ]


def _symbol(organ: Organ, number: str, *, decision: bool) -> str:
    plain = re.sub(r"\s+", "", number)
    if re.search(r"[(（][IVXLC]", plain):
        # The old numbering is linked without its letter: 第217 A (III)号 is A/RES/217 (III).
        plain = re.sub(r"[A-Z](?=[(（])", "", plain)
    symbol: Symbol = organ.symbol(plain, decision=decision)
    return symbol.canonical
