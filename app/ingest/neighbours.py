"""Dates texts whose own date cannot be by the texts with the numbers before and after them."""

from datetime import date

from sqlmodel import Session

from app.db.adoption_dates import Undated, redate, replace_problem, undated
from app.db.models import Document
from app.domain.dating import Days, between, days_left, possible_days, restored
from app.domain.organs import Names
from app.domain.resolution import Head
from app.sources.dates import parse_date
from app.sources.dating import DOUBTED, published_before


def date_by_neighbours(session: Session, names: Names, today: date) -> list[tuple[Document, Head]]:
    """The documents whose derived date is now another, each with its new head. Nothing is written."""
    found = []
    for one in undated(session):
        head = _dated(one, names, today)
        if head != one.head:
            found.append((one.document, head))
    return found


def write_dates(session: Session, document: Document, head: Head) -> None:
    """Write the new dates of a document."""
    redate(session, document, head)
    if head.adopted_as_printed is None:
        replace_problem(session, document, DOUBTED, published_before(head))


def _dated(one: Undated, names: Names, today: date) -> Head:
    printed = parse_date(one.head.adopted_as_printed or "")
    if printed and _is_borne_out(one, printed, possible_days(one.head, names), today):
        return restored(one.head, printed)
    left = days_left(one.head, names, today)
    return between(one.head, left, one.earlier, one.later) if left else one.head


def _is_borne_out(one: Undated, printed: date, days: Days | None, today: date) -> bool:
    """Whether only the day of publication is against a date, and the neighbours were adopted as late."""
    if one.earlier is None or one.later is None or (days and printed not in days):
        return False
    return one.earlier <= printed <= one.later <= today
