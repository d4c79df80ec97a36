"""Resolution of the organ of a number, by the words around it, its form and its date.

In this order: the nearest organ named in the sentence that can have met at the date given with the number;
the adopting organ, if possible; the only possible organ; then the same without the date, since dates are
misprinted too. Nothing is deduced if an unknown body is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.citations.context import CitingContext, fits_date, is_after, may_have
from app.domain.citations.number_lists import Number
from app.domain.citations.organ_mentions import Mention
from app.domain.citations.stated_details import LOOK_BACK, StatedDetails
from app.domain.organs import Organ
from app.domain.resolution import OrganBy

OTHER_BODY = Organ("", "", "", "", "", "none")
"""Stands for the organ of a document that is not a report of a known organ."""

_SESSION = re.compile(
    r"\s*(?:在|于)?其?第[^，；。]{1,8}届[^，；。]{0,6}(?:会议|常会|大会)(?:续会)?(?:上|期间)?于?\s*"
)
_SESSION_LAST = re.compile(rf"{_SESSION.pattern}$")
_BODY = re.compile(r"(?:委员会|工作组|会议|大会|组织|联盟|论坛|议会|联委会|理事会)(?:主席团)?(?:在|于)?\s*$")
_SAME = re.compile(r"同上[^；。]*")


@dataclass(frozen=True, slots=True)
class NumberContext:
    """The surroundings of a number: the organs named before it, the nearest first; the details stated with
    it.

    `is_attached`: the nearest organ is named directly with the number. `is_unknown_body`: an unknown body is.
    """

    named: Sequence[Mention]
    details: StatedDetails
    is_attached: bool
    is_unknown_body: bool


@dataclass(frozen=True, slots=True)
class OrganReading:
    """The possible organs of a number, one if certain, and how they are known.

    `is_elsewhere`: the number is of a body whose texts have no symbols.
    """

    organs: tuple[Organ, ...]
    by: OrganBy
    is_elsewhere: bool = False


def number_context(text: str, named: Sequence[Mention], details: StatedDetails) -> NumberContext:
    """The surroundings of a number in a text in surface form."""
    is_attached = bool(named) and _is_at(text[named[0].end : details.start])
    return NumberContext(named, details, is_attached, not is_attached and _names_a_body(text, details.start))


def _is_at(between: str) -> bool:
    """Whether nothing but a session stands between an organ and a number."""
    return not between.strip() or _SESSION.fullmatch(between) is not None


def _names_a_body(text: str, start: int) -> bool:
    """Whether an unknown body is named with a number, or the number belongs to the work that `同上` stands
    for."""
    before = text[max(0, start - LOOK_BACK) : start]
    session = _SESSION_LAST.search(before)
    is_same = _SAME.fullmatch(text, 0, start) is not None
    return is_same or _BODY.search(before[: session.start()] if session else before) is not None


def resolve_organ(number: Number, nearby: NumberContext, context: CitingContext) -> OrganReading:
    """The organ of a number, or the possible ones."""
    if number.shape == "party":
        return _of_parties(number, nearby, context)
    by_name = list(_by_name(number, nearby))
    nearest = nearby.named[0].organs if nearby.named else ()
    if nearby.is_attached and nearest[0].numbering == "none":
        return OrganReading((), "stated", is_elsewhere=True)
    own = [OrganReading((context.organ,), "adopting")] if context.may_be_own(number) else []
    fitting = (one for one in (*by_name, *own) if _fits(one, number, nearby.details, context))
    if found := next(fitting, None):
        return found
    is_elsewhere = any(organ.numbering == "none" for mention in nearby.named for organ in mention.organs)
    others = () if is_elsewhere else tuple(_others(number, nearby.details, context))
    if not others and not is_elsewhere and may_have(context.organ, number):
        # A number of a later session or none at all: kept, and reported.
        own = [OrganReading((context.organ,), "adopting")]
    alone = [OrganReading(others, "deduced")] if nearby.details.day and len(others) == 1 else []
    return next(iter((*alone, *by_name, *own)), OrganReading(others, "deduced", is_elsewhere))


def _of_parties(number: Number, nearby: NumberContext, context: CitingContext) -> OrganReading:
    """The conference of parties that a number identifies by itself, `1/CP.21`, or that is named before it:
    `X/29`."""
    if not any(OTHER_BODY in mention.organs for mention in nearby.named):
        telling = (body for body in context.names.bodies if body.tells_itself and may_have(body, number))
        if organs := tuple(telling):
            return OrganReading(organs, "deduced")
    return next(_by_name(number, nearby), OrganReading((), "deduced", is_elsewhere=True))


def _by_name(number: Number, nearby: NumberContext) -> Iterator[OrganReading]:
    for index, mention in enumerate(nearby.named):
        is_stated = index == 0 and nearby.is_attached and mention.by != "own"
        for organ in mention.organs:
            if may_have(organ, number):
                yield OrganReading((organ,), "stated" if is_stated else mention.by)


def _others(number: Number, details: StatedDetails, context: CitingContext) -> Iterator[Organ]:
    """Organs that are not named but can have the number, at the date given with it if any."""
    for organ in context.names.organs:
        if context.may_be_of(organ, number) and (
            not details.day or fits_date(organ, number, details.day.year)
        ):
            yield organ


def _fits(found: OrganReading, number: Number, details: StatedDetails, context: CitingContext) -> bool:
    """Whether the sessions of an organ allow the dates; a number stated with its organ may be of a later
    year."""
    (organ,) = found.organs
    if details.day and not fits_date(organ, number, details.day.year):
        return False
    return found.by != "inherited" or not (context.on and is_after(organ, number, context.on.year))
