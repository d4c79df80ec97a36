"""Whether the date of adoption that a source gives can be: if not, it stays as printed, and another is derived."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.domain.citation_styles import chinese_date
from app.domain.dating import Days, days_left, possible_days
from app.domain.organs import Names
from app.domain.resolution import Head, Problem
from app.sources.dates import GivenDate
from app.sources.reading import Reading

DOUBTED = "date_doubted"
"""Code of the problem that a date of adoption cannot be."""
_PUBLISHED = "published_before_adoption"
_WHERE = {
    "closing": "文末印作",
    "cover": "封面印作",
    "metadata": "来源文件的标识块作",
    "sidecar": "旁注文件作",
}


def settled(reading: Reading, names: Names, today: date) -> Reading:
    """The reading with a date of adoption that can be, or without one; `today` is the last day of all."""
    resolution = reading.resolution
    head, dates = resolution.head, reading.dates
    if head.kind == "draft" or not dates:
        return reading
    bounds = _Bounds.of(head, dates, names, today)
    why = bounds.why_not(dates[0])
    if not why:
        problems = (*resolution.problems, *bounds.problems(head))
        return replace(reading, resolution=replace(resolution, problems=problems))
    doubt = Problem(DOUBTED, f"{_WHERE[dates[0].by]}“{_shown(dates[0])}”，{why}")
    others = [problem for problem in resolution.problems if not _follows(problem)]
    derived = _derived(
        head, next((given for given in dates if not bounds.why_not(given)), None), bounds, names
    )
    settled_head = replace(derived, adopted_as_printed=_shown(dates[0]))
    return replace(reading, resolution=replace(resolution, head=settled_head, problems=(*others, doubt)))


def _derived(head: Head, given: GivenDate | None, bounds: "_Bounds", names: Names) -> Head:
    if given:
        return replace(
            head, adopted_on=given.day, dated_by=given.by, dated_from=given.day, dated_to=given.day
        )
    known = days_left(head, names, bounds.today) if bounds.today else None
    first, last = (known.first, known.last) if known else (None, None)
    one_day = first if first == last else None
    return replace(
        head, adopted_on=one_day, dated_by="session" if known else None, dated_from=first, dated_to=last
    )


def _shown(given: GivenDate) -> str:
    return given.text or (chinese_date(given.day) if given.day else "")


def _follows(problem: Problem) -> bool:
    """Whether a problem only follows from the date that is in doubt."""
    is_of_sidecar = problem.code == "sidecar_differs" and "adopted_on" in problem.message
    return problem.code == "date_differs" or is_of_sidecar


def published_before(head: Head) -> Problem:
    """The problem that a text was published before the day on which it was adopted."""
    published, adopted = (chinese_date(day) if day else "" for day in (head.published_on, head.adopted_on))
    return Problem(_PUBLISHED, f"印发日期{published}早于通过日期{adopted}，其中之一有误")


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What bounds a date of adoption: the session, if that has begun; the day of publication; today."""

    session: Days | None
    published: date | None
    today: date | None

    @classmethod
    def of(cls, head: Head, dates: tuple[GivenDate, ...], names: Names, today: date) -> "_Bounds":
        """The bounds of a text.

        A number of a session yet to come is itself in doubt, so it tells nothing of the date. Where the day of
        publication contradicts a date that stands twice, the latter is believed.
        """
        session = possible_days(head, names)
        if session and session.first > today:
            return cls(None, None, None)
        stands_twice = sum(given.day == dates[0].day for given in dates) > 1
        published = None if stands_twice else head.published_on
        if published and session and published < session.first:
            published = None
        return cls(session, published, today)

    def why_not(self, given: GivenDate) -> str:
        """Why a text cannot have been adopted on a given date, in Chinese; empty if it can."""
        if given.day is None:
            return "历法上没有这一天"
        if self.session and given.day not in self.session:
            return f"不在{self.session.named}之内"
        if self.published and given.day > self.published:
            return f"晚于印发日期{chinese_date(self.published)}"
        if self.today and given.day > self.today:
            return "晚于收录的日期"
        return ""

    def problems(self, head: Head) -> Iterator[Problem]:
        """What is wrong beside a date that is believed."""
        if head.adopted_on and head.published_on and head.published_on < head.adopted_on and self.today:
            yield published_before(head)
