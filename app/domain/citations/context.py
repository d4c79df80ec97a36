"""What the citing document contributes to the interpretation of its references."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.citations.number_lists import Number, Shape
from app.domain.numerals import from_roman
from app.domain.organs import Names, Organ
from app.domain.resolution import Head


@dataclass(frozen=True, slots=True)
class CitingContext:
    """The citing document: adopting organ, symbol, session and the last day that it can be of; with all known names."""

    organ: Organ
    names: Names
    symbol: str | None = None
    session: str | None = None
    on: date | None = None

    @classmethod
    def of(cls, head: Head, names: Names) -> "CitingContext | None":
        """The context of a document's references, or None if its organ is unknown."""
        organ = names.organ_by_code(head.body)
        on = head.adopted_on or head.dated_to or head.published_on
        return cls(organ, names, head.symbol, head.session, on) if organ else None

    def may_be_own(self, number: Number) -> bool:
        """Whether the adopting organ can have that number: of the right form, and not of a later session."""
        own = self.session or ""
        is_later = own.isdigit() and number.session > int(own)
        return may_have(self.organ, number) and not is_later

    def may_be_of(self, organ: Organ, number: Number) -> bool:
        """Whether an organ that is not named can have that number by the date of the text."""
        if organ == self.organ:
            return self.may_be_own(number)
        return may_have(organ, number) and not (self.on and is_after(organ, number, self.on.year))


def may_have(organ: Organ, number: Number) -> bool:
    """Whether numbers of this form are used by the organ."""
    return _MAY_HAVE[number.shape](organ, number)


def _session(organ: Organ, number: Number) -> bool:
    has_session = organ.numbering == "session" and number.session >= organ.first_session
    if organ.decisions_from and number.is_decision:
        return has_session and number.item >= organ.decisions_from
    return has_session and number.item <= organ.most


def _special(organ: Organ, number: Number) -> bool:
    # The Council adopts one resolution at each special session.
    is_council = organ.code == "HRC" and re.fullmatch(r"S-\d+/1", number.plain)
    return organ.code == "GA" or bool(is_council)


def _roman(organ: Organ, number: Number) -> bool:
    if number.plain.endswith("(I)") and organ.code == "ECOSOC":
        return int(number.plain.partition("(")[0]) <= _FIRST_SESSION
    return organ.had_roman_sessions and (organ.code == "GA") == _is_of_assembly(number)


_FIRST_SESSION = 20
"""Upper bound on the number of resolutions of the Economic and Social Council's first session."""

_MAY_HAVE: dict[Shape, Callable[[Organ, Number], bool]] = {
    "slash": _session,
    "special": _special,
    "year": lambda organ, number: organ.numbering == "year" and number.session <= organ.ended,
    "roman": _roman,
    "serial": lambda organ, _: organ.numbering == "serial",
    "party": lambda organ, number: bool(organ.party and re.fullmatch(organ.party, number.plain)),
    "bare": lambda organ, number: bool(organ.serials) and int(number.plain) <= organ.serials[-1][1],
}


def _is_of_assembly(number: Number) -> bool:
    """Whether a number of the old numbering is the Assembly's, which adopted some 50 to 120 texts a session.

    The Economic and Social Council adopted 20 to 35; both count on from their first session.
    """
    serial, _, session = number.plain.partition("(")
    if not re.fullmatch(r"[IVXLC]+\)", session):
        return True
    return session == "I)" or int(serial) > 45 * from_roman(session.rstrip(")"))


def is_after(organ: Organ, number: Number, year: int) -> bool:
    """Whether the session of a number began after a year."""
    years = _years(organ, number)
    return years is not None and years.start > year


def fits_date(organ: Organ, number: Number, year: int) -> bool:
    """Whether an organ's number can be of that year; True if unknown."""
    years = _years(organ, number)
    return years is None or year in years


def _years(organ: Organ, number: Number) -> range | None:
    """The years in which the organ's text of that number can have been adopted; None if unknown."""
    match number.shape:
        case "year":
            return range(number.session - 1, number.session + 2)
        case "serial":
            return range(number.session, number.session + 1)
        case "slash":
            return organ.years_of(number.session)
        case _:
            return None
