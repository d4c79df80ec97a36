"""Numbered resolutions and decisions: `大会2021年12月16日第76/159号决议`, `第66/3和76/1号决议`.

The organ is the one named last before the number in its sentence; `其` and, in a council's own text,
`理事会` mean the adopting organ; with none named it is the adopting organ. A number that an organ cannot
have, by its shape or by the date beside it, is not given to that organ where another can have it.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.citations.context import Context, fits_date, is_after, may_have
from app.domain.citations.named import Mention, Mentions
from app.domain.citations.numbers import Number, NumberList, number_lists
from app.domain.citations.stated import LOOK_BACK, Stated, stated
from app.domain.organs import Organ
from app.domain.resolution import Citation, OrganBy


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The organs that a number may be of, one where it is certain, and how that is known."""

    organs: tuple[Organ, ...]
    by: OrganBy
    is_elsewhere: bool = False


def find_numbered(text: str, context: Context, symbols: Sequence[Citation] = ()) -> Iterator[Citation]:
    """Every number in every list of a text in its surface form; `symbols` are those that stand in it."""
    lists = list(number_lists(text))
    mentions = Mentions(text if lists else "", context)
    starts = [symbol.start for symbol in symbols]
    last, was_elsewhere = 0, False
    for found in lists:
        at = bisect(starts, found.start)
        near = symbols[max(0, at - 1) : at + 1]
        if any(symbol.start < found.end and found.start < symbol.end for symbol in near):
            continue
        words = stated(text, max(last, found.start - LOOK_BACK), found.start, found.end)
        named = mentions.before(found.start)
        if report := _report(text, found, near):
            named = [Mention(found.start, _reporting(report, context), "stated")]
        is_attached = bool(named) and _is_at(text[named[0].end : words.start])
        is_elsewhere = not is_attached and _is_elsewhere(text, words.start)
        for number, start, end in _spans(found):
            meaning = _meaning(number, named, is_attached, words, context)
            if is_elsewhere and meaning.by in ("adopting", "deduced") and number.shape != "party":
                continue
            was_elsewhere |= meaning.is_elsewhere
            if was_elsewhere and meaning.by == "deduced":
                # `缔约国会议第10/1号决议；第10/2号决议`: the second is that body's too.
                continue
            for target, candidates in _symbols(number, meaning, is_decision=found.is_decision):
                yield Citation(
                    text[start:end],
                    start,
                    end,
                    target,
                    candidates,
                    organ_by=meaning.by,
                    dated=words.day,
                    titled=words.title,
                )
        last = found.end


def _report(text: str, found: NumberList, symbols: Sequence[Citation]) -> str | None:
    """The document that a number is printed in: `A/73/53，第四章，A节，第37/17号决议`."""
    before = (symbol for symbol in reversed(symbols) if symbol.end <= found.start)
    symbol = next(before, None)
    is_near = symbol is not None and found.start - symbol.end <= _REPORT_REACH
    if symbol and is_near and _PRINTED_IN.fullmatch(text, symbol.end, found.start):
        return symbol.target
    return None


_REPORT_REACH = 60
"""How many characters the chapter and section of a report may take."""


def _reporting(report: str, context: Context) -> tuple[Organ, ...]:
    """The organ whose texts a report prints, else a nameless one: what a document of others holds is its own."""
    organs = (*context.names.organs, *context.names.bodies)
    return tuple(organ for organ in organs if organ.is_reported_in(report)) or (_NOBODY,)


_NOBODY = Organ("", "", "", "", "", "none")
_PRINTED_IN = re.compile(
    r"(?:号文件|附件|附录|附文|增编|和更正|[)》，,、\s第一二三四五六七八九十百0-9A-Z.章节卷部分中所载的见和及])*"
)


def _spans(found: NumberList) -> Iterator[tuple[Number, int, int]]:
    """Each number of a list with the part of the list that its link covers."""
    last = len(found.numbers) - 1
    for index, number in enumerate(found.numbers):
        yield number, found.start if index == 0 else number.start, found.end if index == last else number.end


def _meaning(
    number: Number, named: Sequence[Mention], is_attached: bool, words: Stated, context: Context
) -> _Meaning:
    """Whose number it is: of an organ whose dates allow it, before one whose numbers only have that shape.

    `is_attached` says that the nearest organ is named at the number.
    """
    is_in_report = bool(named) and named[0].organs == (_NOBODY,)
    if number.shape == "party" and not is_in_report and (telling := _telling(number, context)):
        return _Meaning(telling, "deduced")
    nearest = named[0] if named else None
    is_outside = nearest is not None and nearest.organs[0].numbering == "none"
    if (
        nearest
        and is_attached
        and is_outside
        and not any(may_have(organ, number) for organ in nearest.organs)
    ):
        return _Meaning((), "stated", is_elsewhere=True)
    by_name = [
        _Meaning(
            (organ,), "stated" if is_attached and mention is nearest and mention.by != "own" else mention.by
        )
        for mention in named
        for organ in mention.organs
        if may_have(organ, number)
    ]
    own = [_Meaning((context.organ,), "adopting")] if context.may_be_own(number) else []
    dated = [meaning for meaning in (*by_name, *own) if _fits(meaning, number, words, context)]
    is_elsewhere = any(organ.numbering == "none" for mention in named for organ in mention.organs)
    possible = () if is_elsewhere else context.names.everywhere
    others = [organ for organ in possible if context.may_be_of(organ, number)]
    if not dated and words.day:
        others = [organ for organ in others if fits_date(organ, number, words.day.year)]
        dated = [_Meaning(tuple(others), "deduced")] if len(others) == 1 else []
    if not others and may_have(context.organ, number) and not is_elsewhere:
        # A number that is yet to come, if it is any: kept, and reported.
        own = [_Meaning((context.organ,), "adopting")]
    return next(iter((*dated, *by_name, *own)), _Meaning(tuple(others), "deduced", is_elsewhere))


def _telling(number: Number, context: Context) -> tuple[Organ, ...]:
    """The body that a number alone tells: `1/CP.21`."""
    return tuple(organ for organ in context.names.bodies if organ.tells_itself and may_have(organ, number))


def _is_at(between: str) -> bool:
    """Whether an organ is named at a number: nothing but a session stands between."""
    return not between.strip() or _SESSION.fullmatch(between) is not None


_SESSION = re.compile(
    r"\s*(?:在|于)?其?第[^，；。]{1,8}届[^，；。]{0,6}(?:会议|常会|大会)(?:续会)?(?:上|期间)?于?\s*"
)
_BODY = re.compile(r"(?:委员会|工作组|会议|大会|组织|联盟|论坛|议会|联委会|理事会)(?:主席团)?(?:在|于)?\s*$")


def _is_elsewhere(text: str, start: int) -> bool:
    """Whether a body that is not known is named at the words of a number, or the number is of the work of a
    footnote before: the adopting organ is then not meant."""
    before = text[max(0, start - LOOK_BACK) : start]
    session = re.search(rf"(?:{_SESSION.pattern})$", before)
    return (
        text.startswith("同上") or _BODY.search(before[: session.start()] if session else before) is not None
    )


def _fits(meaning: _Meaning, number: Number, words: Stated, context: Context) -> bool:
    """Whether the dates of an organ's sessions allow a meaning; one that the text states may be yet to come."""
    (organ,) = meaning.organs
    if words.day and not fits_date(organ, number, words.day.year):
        return False
    return meaning.by != "inherited" or not (context.on and is_after(organ, number, context.on.year))


def _symbols(
    number: Number, meaning: _Meaning, *, is_decision: bool
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """The target, or the candidates, of each letter of a number; neither where no organ can have it.

    Nothing comes of a number of a body whose texts have no symbols (`is_elsewhere`).
    """
    # The old numbering is linked without its letter: 第217 A (III)号 is A/RES/217 (III).
    letters = () if number.shape == "roman" else number.letters
    organs = (
        meaning.organs if number.shape != "bare" or _may_be_bare(meaning, is_decision=is_decision) else ()
    )
    if not organs:
        if not meaning.is_elsewhere and number.shape not in ("bare", "party"):
            yield None, ()
        return
    for letter in letters or ("",):
        symbols = tuple(
            organ.symbol(_printed(organ, number) + letter, decision=is_decision).canonical for organ in organs
        )
        yield (symbols[0], ()) if len(symbols) == 1 else (None, symbols)


def _may_be_bare(meaning: _Meaning, *, is_decision: bool) -> bool:
    """Whether a number without year or session can be meant: of the Assembly only where it is named at it."""
    codes = {organ.code for organ in meaning.organs}
    return not is_decision and (codes == {"SC"} or (codes == {"GA"} and meaning.by == "stated"))


def _printed(organ: Organ, number: Number) -> str:
    """A number as the organ's symbols have it."""
    return organ.with_bracket(int(number.plain)) if number.shape == "bare" else number.plain
