"""Whose number a number is: the organ that the words around it, its shape and its date leave.

In this order: an organ named in the sentence that can have met at the date beside the number, the nearest
first; the adopting organ, if it can; the only organ that can; then the same without looking at the date, for
dates are misprinted too. Nothing is deduced past a body that is named and not known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.citations.context import Context, fits_date, is_after, may_have
from app.domain.citations.number_lists import Number
from app.domain.citations.organ_mentions import Mention
from app.domain.citations.stated_details import LOOK_BACK, StatedDetails
from app.domain.organs import Organ
from app.domain.resolution import OrganBy

NOBODY = Organ("", "", "", "", "", "none")
"""The organ of what a document of others prints: its numbers are its own."""

_SESSION = re.compile(
    r"\s*(?:在|于)?其?第[^，；。]{1,8}届[^，；。]{0,6}(?:会议|常会|大会)(?:续会)?(?:上|期间)?于?\s*"
)
_SESSION_LAST = re.compile(rf"{_SESSION.pattern}$")
_BODY = re.compile(r"(?:委员会|工作组|会议|大会|组织|联盟|论坛|议会|联委会|理事会)(?:主席团)?(?:在|于)?\s*$")
_SAME = re.compile(r"同上[^；。]*")


@dataclass(frozen=True, slots=True)
class NumberContext:
    """What stands around a number: the organs named before it, the nearest first, whether that one is named
    at it, whether a body that is not known is, and what is said of the number."""

    named: Sequence[Mention]
    words: StatedDetails
    is_attached: bool
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class OrganReading:
    """The organs that a number may be of, one where it is certain, and how that is known.

    `is_elsewhere` says that it is of a body whose texts have no symbols.
    """

    organs: tuple[Organ, ...]
    by: OrganBy
    is_elsewhere: bool = False


def number_context(text: str, named: Sequence[Mention], words: StatedDetails) -> NumberContext:
    """What stands around a number of a text in its surface form."""
    is_attached = bool(named) and _is_at(text[named[0].end : words.start])
    return NumberContext(named, words, is_attached, not is_attached and _names_a_body(text, words.start))


def _is_at(between: str) -> bool:
    """Whether an organ is named at a number: nothing but a session stands between."""
    return not between.strip() or _SESSION.fullmatch(between) is not None


def _names_a_body(text: str, start: int) -> bool:
    """Whether a body that is not known is named at the words of a number, or the number is of the work that
    the footnote before cites."""
    before = text[max(0, start - LOOK_BACK) : start]
    session = _SESSION_LAST.search(before)
    is_same = _SAME.fullmatch(text, 0, start) is not None
    return is_same or _BODY.search(before[: session.start()] if session else before) is not None


def resolve_organ(number: Number, around: NumberContext, context: Context) -> OrganReading:
    """Whose number it is."""
    if number.shape == "party":
        return _of_parties(number, around, context)
    by_name = list(_by_name(number, around))
    nearest = around.named[0].organs if around.named else ()
    if around.is_attached and nearest[0].numbering == "none":
        return OrganReading((), "stated", is_elsewhere=True)
    own = [OrganReading((context.organ,), "adopting")] if context.may_be_own(number) else []
    fitting = [one for one in (*by_name, *own) if _fits(one, number, around.words, context)]
    is_elsewhere = any(organ.numbering == "none" for mention in around.named for organ in mention.organs)
    others = () if is_elsewhere else tuple(_others(number, around.words, context))
    if not others and not is_elsewhere and may_have(context.organ, number):
        # A number that is yet to come, if it is any: kept, and reported.
        own = [OrganReading((context.organ,), "adopting")]
    alone = [OrganReading(others, "deduced")] if around.words.day and len(others) == 1 else []
    return next(iter((*fitting, *alone, *by_name, *own)), OrganReading(others, "deduced", is_elsewhere))


def _of_parties(number: Number, around: NumberContext, context: Context) -> OrganReading:
    """The conference that a number of parties alone tells, `1/CP.21`, or that is named before one: `X/29`."""
    if not any(NOBODY in mention.organs for mention in around.named):
        telling = (body for body in context.names.bodies if body.tells_itself and may_have(body, number))
        if organs := tuple(telling):
            return OrganReading(organs, "deduced")
    return next(_by_name(number, around), OrganReading((), "deduced", is_elsewhere=True))


def _by_name(number: Number, around: NumberContext) -> Iterator[OrganReading]:
    for index, mention in enumerate(around.named):
        is_stated = index == 0 and around.is_attached and mention.by != "own"
        for organ in mention.organs:
            if may_have(organ, number):
                yield OrganReading((organ,), "stated" if is_stated else mention.by)


def _others(number: Number, words: StatedDetails, context: Context) -> Iterator[Organ]:
    """The organs that can have a number though none is named, at the date beside it if there is one."""
    for organ in context.names.organs:
        if context.may_be_of(organ, number) and (not words.day or fits_date(organ, number, words.day.year)):
            yield organ


def _fits(found: OrganReading, number: Number, words: StatedDetails, context: Context) -> bool:
    """Whether the dates of an organ's sessions allow a meaning; one that the text states may be yet to come."""
    (organ,) = found.organs
    if words.day and not fits_date(organ, number, words.day.year):
        return False
    return found.by != "inherited" or not (context.on and is_after(organ, number, context.on.year))
