"""Which days a text can have been adopted on, by its session or year; and what is known where no day is."""

import re
from dataclasses import dataclass, replace
from datetime import date

from app.domain.citation_styles import session_name
from app.domain.numerals import from_roman
from app.domain.organs import Names, Organ
from app.domain.resolution import Head
from app.domain.symbols import Symbol

_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*年)?\s*(?:(?P<month>[0-9]{1,2})\s*月)?\s*(?P<day>[0-9]{1,2})\s*日"
)
_OPENS, _CLOSES = 9, 9
"""A session of the Assembly opens in September and is closed in the next one, by rule 1 of its rules of procedure."""
_COUNCIL_OPENS = 7
"""Since 2014 a session of the Economic and Social Council begins in July of the year before (A/RES/68/1)."""
_SIDE = 1
"""How many days the dates of a session that a cover prints may be off: meetings run past midnight."""


@dataclass(frozen=True, slots=True)
class Days:
    """All days from the first to the last; `named` is what bounds them, in Chinese."""

    first: date
    last: date
    named: str = ""

    def __contains__(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last

    def within(self, other: "Days") -> "Days | None":
        """The days of both, bounded by what bounds these; None if there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return replace(self, first=first, last=last) if first <= last else None


def possible_days(head: Head, names: Names) -> Days | None:
    """The days on which a text can have been adopted, by its session or the year in its symbol; None if unknown."""
    organ = names.organ_by_code(head.body)
    of_number = _of_symbol(head.symbol, organ) or _of_session(head.session, organ)
    if organ is None or of_number is None or head.session in organ.resumed or not head.session_dates:
        return of_number
    printed = session_days(head.session_dates)
    return (printed and of_number and printed.within(of_number)) or of_number


def days_of_symbol(symbol: str, names: Names) -> Days | None:
    """The days on which a resolution or decision of that symbol can have been adopted; None if unknown."""
    organ = names.organ_of(Symbol(symbol))
    return _of_symbol(symbol, organ)


def can_be_of(symbol: str, day: date, names: Names) -> bool:
    """Whether a resolution or decision of that symbol can be of a day; True if unknown."""
    days = days_of_symbol(symbol, names)
    return days is None or day in days


def session_days(text: str) -> Days | None:
    """The days of a session as printed, `2024年6月18日至7月12日`; None where they cannot be read."""
    days: list[date] = []
    year, month = "", ""
    for found in _DAY.finditer(text):
        year, month = found["year"] or year, found["month"] or month
        try:
            days.append(date(int(year), int(month), int(found["day"])))
        except ValueError:
            return None
    if not days:
        return None
    first, last = min(days), max(days)
    return Days(first, date.fromordinal(min(last.toordinal() + _SIDE, date.max.toordinal())), f"会期{text}")


def _of_symbol(symbol: str | None, organ: Organ | None) -> Days | None:
    found = re.search(
        r"/(?:RES|DEC)/(?:(?P<session>(?:E?S-)?\d+)/)?\d+(?: [A-Z-]+)?(?: \((?P<bracket>[^)]+)\))?$",
        symbol or "",
    )
    if found is None or organ is None:
        return None
    if bracket := found["bracket"]:
        return _of_bracket(bracket, organ)
    return _of_session(found["session"], organ)


def _of_bracket(bracket: str, organ: Organ) -> Days | None:
    """`1325 (2000)`, `2758 (XXVI)`, `3201 (S-VI)`."""
    if re.fullmatch(r"(?:19|20)\d\d", bracket):
        return _years(int(bracket), int(bracket), "")
    roman = re.fullmatch(r"(?P<special>(?:E?S-)?)(?P<number>[IVXLC]+)", bracket)
    if roman is None or organ.numbering != "session":
        return None
    return _of_session(f"{roman['special']}{from_roman(roman['number'])}", organ)


def _of_session(session: str | None, organ: Organ | None) -> Days | None:
    if not session or organ is None:
        return None
    if years := organ.special.get(session):
        return _years(years[0], years[-1], session_name(session))
    if not session.isdecimal() or not 1 <= int(session) < date.max.year:
        return None
    is_of_year = organ.numbering == "year"
    return _of_year(int(session), organ) if is_of_year else _of_numbered(int(session), organ)


def _of_numbered(session: int, organ: Organ) -> Days | None:
    years = organ.years_of(session)
    if years is None or years.stop > date.max.year:
        return None
    named = session_name(str(session))
    if not organ.overlaps or session < organ.first_session:
        # Sessions of Roman number met in parts, whenever a meeting was called.
        return _years(years.start, years.stop - 1, named)
    first, last = date(years.start, _OPENS, 1), date(years.stop - 1, _CLOSES, 30)
    return Days(first, last, f"{named}（{first.year}年9月至{last.year}年9月）")


def _of_year(year: int, organ: Organ) -> Days | None:
    if year < organ.first_year_numbered or year < _FIRST_YEAR:
        return None
    if organ.overlaps:
        return Days(date(year - 1, _COUNCIL_OPENS, 1), date(year, 12, 31), session_name(str(year)))
    return _years(year, year, "")


_FIRST_YEAR = 1945


def _years(first: int, last: int, named: str) -> Days:
    """Whole years; `named` is the session that they are of, if the years are not its name."""
    years = (
        f"{first}年"
        if first == last
        else f"{first}年至{last}年"
        if last < date.max.year
        else f"{first}年以来"
    )
    return Days(date(first, 1, 1), date(last, 12, 31), f"{named}（{years}）" if named else years)


def days_left(head: Head, names: Names, today: date) -> Days | None:
    """The days that session, publication and today leave for the adoption; None if the session is unknown."""
    days = possible_days(head, names)
    if days is None or days.first > today:
        return None
    published = head.published_on if head.published_on and head.published_on >= days.first else today
    return replace(days, last=min(days.last, published, today))


def between(head: Head, days: Days, earlier: date | None, later: date | None) -> Head:
    """A head dated by the texts with the numbers before and after it, if both tell; else by the days that are left.

    An organ numbers what it adopts in order: of 2,582 texts of the large collection 2,579 are of the days between.
    """
    near = Days(earlier, later).within(days) if earlier and later and earlier <= later else None
    known = near or days
    return replace(
        head,
        adopted_on=known.first if known.first == known.last else None,
        dated_by="neighbours" if near else "session",
        dated_from=known.first,
        dated_to=known.last,
    )


def restored(head: Head, day: date) -> Head:
    """The head with its printed date again, which was not at fault."""
    return replace(
        head, adopted_on=day, adopted_as_printed=None, dated_by=None, dated_from=None, dated_to=None
    )
