"""Numbered resolutions and decisions: `大会2021年12月16日第76/159号决议`, `第66/3和76/1号决议`.

The organ is the one named last before the number in its sentence; `其` and, in a council's own text,
`理事会` mean the adopting organ; with none named it is the adopting organ. A number that the organ cannot
have (`第2000/22号` of the Assembly) is never given to it, nor to one that the sentence says was set up
by the text cited (`大会…设立人权理事会的第60/251号决议`).
"""

import re
from collections.abc import Iterator

from app.domain.citations.context import Context
from app.domain.organs import Organ
from app.domain.resolution import Citation
from app.domain.symbols import Symbol

_LETTER = r"(?:\s?[A-Z](?![A-Za-z]))"
_NUMBER = rf"(?:(?:S|ES)-\d+/\d+|\d+/\d+{_LETTER}?|\d+{_LETTER}?\s?[(（](?:[IVXLC]+|\d{{4}})[)）])"
_LIST = re.compile(
    rf"第\s*(?P<numbers>{_NUMBER}(?:\s*(?:、|，|和|及|以及|与)\s*(?:第\s*)?{_NUMBER})*)\s*号\s*(?P<kind>决议|决定)"
)
_SENTENCE_END = re.compile(r"[；。]")
_OWN = r"其(?=\s*(?:关于[^，；。]*)?(?:\d{4}\s*年|第))"


def find_numbered(text: str, context: Context) -> Iterator[Citation]:
    """Every number in every list of a text; the organ holds from its name to the end of the sentence."""
    for found in _LIST.finditer(text):
        ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, found.start())]
        organs = _organs_before(text[max(ends, default=0) : found.start()], context)
        yield from _each(text, found, organs, context)


def _each(text: str, found: re.Match[str], organs: list[Organ], context: Context) -> Iterator[Citation]:
    numbers = list(re.finditer(_NUMBER, found["numbers"]))
    for index, number in enumerate(numbers):
        start = found.start() if index == 0 else found.start("numbers") + number.start()
        last = index == len(numbers) - 1
        end = found.end() if last else found.start("numbers") + number.end()
        decision = found["kind"] == "决定"
        fitting = [organ for organ in organs if context.may_have(organ, number[0])][-1:]
        fitting = fitting or [organ for organ in context.names.organs if context.may_have(organ, number[0])]
        symbols = tuple(_symbol(organ, number[0], decision=decision) for organ in fitting)
        target, candidates = (symbols[0], ()) if len(symbols) == 1 else (None, symbols)
        yield Citation(text[start:end], start, end, target, candidates)


def _organs_before(text: str, context: Context) -> list[Organ]:
    """The adopting organ, then those named in a text, the last one last."""
    by_name = {name: organ for organ in context.names.organs for name in organ.names}
    council = {"理事会": context.organ} if context.organ.name.endswith("理事会") else {}
    named = "|".join(sorted(map(re.escape, {**by_name, **council}), key=len, reverse=True))
    return [
        context.organ,
        *(
            {**by_name, **council}.get(found[0], context.organ)
            for found in re.finditer(rf"(?<!设立)(?:{named}|{_OWN})", text)
        ),
    ]


def _symbol(organ: Organ, number: str, *, decision: bool) -> str:
    plain = re.sub(r"\s+", "", number)
    if re.search(r"[(（][IVXLC]", plain):
        # The old numbering is linked without its letter: 第217 A (III)号 is A/RES/217 (III).
        plain = re.sub(r"[A-Z](?=[(（])", "", plain)
    symbol: Symbol = organ.symbol(plain, decision=decision)
    return symbol.canonical
