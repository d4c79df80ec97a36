"""Numbered resolutions and decisions: `大会2021年12月16日第76/159号决议`, `第66/3和76/1号决议`.

The organ is the one named last before the number in its sentence. `其` and, in a council's own text, `理事会`
mean the adopting organ, and so does a number without an organ (see `organ_resolution`).
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from app.domain.citations.context import CitingContext
from app.domain.citations.number_lists import Number, NumberList, number_lists
from app.domain.citations.organ_mentions import Mention, Mentions
from app.domain.citations.organ_resolution import OTHER_BODY, OrganReading, number_context, resolve_organ
from app.domain.citations.stated_details import LOOK_BACK, stated_details
from app.domain.organs import Organ
from app.domain.resolution import Citation

_PRINTED_IN = re.compile(
    r"(?:号文件|附件|附录|附文|增编|和更正|[)》，,、\s第一二三四五六七八九十百0-9A-Z.章节卷部分中所载的见和及])*"
)
_REPORT_REACH = 60
"""Maximum distance, in characters, between a report's symbol and a number that it prints."""


def find_numbered(text: str, context: CitingContext, symbols: Sequence[Citation] = ()) -> Iterator[Citation]:
    """All numbered references in a text in surface form; `symbols` are the symbols found in it."""
    lists = list(number_lists(text))
    mentions = Mentions(text if lists else "", context)
    starts = [symbol.start for symbol in symbols]
    last, is_elsewhere = 0, False
    for found in lists:
        at = bisect(starts, found.start)
        near = symbols[max(0, at - 1) : at + 1]
        if any(symbol.start < found.end and found.start < symbol.end for symbol in near):
            continue
        details = stated_details(text, max(last, found.start - LOOK_BACK), found.start, found.end)
        last = found.end
        nearby = number_context(text, _named(text, found, near, mentions, context), details)
        for number, start, end in _spans(found):
            meant = resolve_organ(number, nearby, context)
            is_elsewhere |= meant.is_elsewhere
            # `缔约国会议第10/1号决议；第10/2号决议`: the second number is of the same body.
            is_guess = meant.by == "deduced" and is_elsewhere
            if number.shape != "party" and (
                is_guess or (nearby.is_unknown_body and meant.by in ("adopting", "deduced"))
            ):
                continue
            for target, candidates in symbols_of(number, meant):
                yield Citation(
                    text[start:end],
                    start,
                    end,
                    target,
                    candidates,
                    organ_by=meant.by,
                    dated=details.day,
                    titled=details.title,
                )


def _named(
    text: str, found: NumberList, near: Sequence[Citation], mentions: Mentions, context: CitingContext
) -> list[Mention]:
    """The organs named before a number; for a number printed in a report,
    `A/73/53，第四章，A节，第37/17号决议`, the organ of the report."""
    symbol = next((symbol for symbol in reversed(near) if symbol.end <= found.start), None)
    is_near = symbol is not None and found.start - symbol.end <= _REPORT_REACH
    if symbol and is_near and _PRINTED_IN.fullmatch(text, symbol.end, found.start):
        organs = (*context.names.organs, *context.names.bodies)
        reporting = tuple(organ for organ in organs if organ.is_reported_in(symbol.target or ""))
        return [Mention(found.start, reporting or (OTHER_BODY,), "stated")]
    return mentions.before(found.start)


def _spans(found: NumberList) -> Iterator[tuple[Number, int, int]]:
    """Each number of a list with the span of its reference; members of a range share one."""
    first, last = found.numbers[0].start, found.numbers[-1].end
    for number in found.numbers:
        yield (
            number,
            found.start if number.start == first else number.start,
            found.end if number.end == last else number.end,
        )


def symbols_of(number: Number, meant: OrganReading) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Target or candidates for each letter of a number; neither if no organ can have it.

    Yields nothing for bodies whose texts have no symbols.
    """
    organs = meant.organs if number.shape != "bare" or _may_be_bare(number, meant) else ()
    if not organs:
        if not meant.is_elsewhere and number.shape not in ("bare", "party"):
            yield None, ()
        return
    # Symbols of the old numbering omit the letter: 第217 A (III)号 is A/RES/217 (III).
    letters = () if number.shape == "roman" else number.letters
    for letter in letters or ("",):
        symbols = tuple(_symbol(organ, number, letter) for organ in organs)
        yield (symbols[0], ()) if len(symbols) == 1 else (None, symbols)


def _may_be_bare(number: Number, meant: OrganReading) -> bool:
    """Whether a number without year or session may be meant; for the Assembly, only if it is named with the
    number."""
    codes = {organ.code for organ in meant.organs}
    return not number.is_decision and (codes == {"SC"} or (codes == {"GA"} and meant.by == "stated"))


def _symbol(organ: Organ, number: Number, letter: str) -> str:
    plain = organ.with_bracket(int(number.plain)) if number.shape == "bare" else number.plain
    return organ.symbol(plain + letter, decision=number.is_decision).canonical
