"""On which days a text can have been adopted, and how precisely a date is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.dating import between, can_be_of, days_left, possible_days, session_days
from app.domain.organs import Names
from app.domain.resolution import Head

TODAY = date(2026, 7, 1)


def head(symbol: str, body: str, session: str | None = None, dates: str | None = None) -> Head:
    return Head(symbol, "resolution", "adopted", body, session=session, session_dates=dates)


@pytest.mark.parametrize(
    ("symbol", "day", "can_be"),
    [
        ("A/RES/77/213", "2022-12-15", True),
        ("A/RES/77/213", "2023-09-01", True),
        ("A/RES/77/213", "2012-12-15", False),
        ("A/RES/77/213", "2022-08-31", False),
        ("A/RES/75/255", "2021-12-31", False),
        ("A/DEC/76/404 B", "2022-04-13", True),
        ("A/RES/2758 (XXVI)", "1971-10-25", True),
        ("A/RES/2758 (XXVI)", "1981-10-25", False),
        ("A/RES/217 (III)", "1949-05-11", True),
        ("A/RES/3201 (S-VI)", "1974-05-01", True),
        ("A/RES/3201 (S-VI)", "1975-05-01", False),
        ("A/RES/S-32/1", "2021-06-02", True),
        ("A/RES/S-32/1", "2022-06-02", False),
        ("A/RES/ES-10/22", "2023-12-12", True),
        ("A/RES/ES-11/1", "2021-03-02", False),
        ("A/HRC/RES/56/6", "2024-07-10", True),
        ("A/HRC/RES/56/6", "2014-07-10", False),
        ("A/HRC/RES/6/30", "2007-12-14", True),
        ("A/HRC/RES/S-30/1", "2021-05-27", True),
        ("A/HRC/RES/S-30/1", "2012-05-27", False),
        ("S/RES/2692 (2023)", "2023-07-14", True),
        ("S/RES/2692 (2023)", "2022-07-14", False),
        ("E/RES/2022/3", "2021-12-01", True),
        ("E/RES/2022/3", "2021-06-30", False),
        ("E/CN.4/RES/2004/99", "2004-04-20", True),
        ("E/CN.4/RES/2004/99", "2005-04-20", False),
        ("A/HRC/50/51", "1990-01-01", True),
        ("A/RES/S-99/1", "1990-01-01", True),
    ],
)
def test_a_number_tells_which_days_can_be(symbol: str, day: str, *, can_be: bool, names: Names) -> None:
    assert can_be_of(symbol, date.fromisoformat(day), names) is can_be


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2022年6月13日至7月8日", "2022-06-13", "2022-07-09"),
        ("2024年6月18日至2024年7月12日", "2024-06-18", "2024-07-13"),
        ("2020年2月24日至3月13日和6月15日至23日", "2020-02-24", "2020-06-24"),
    ],
)
def test_the_days_of_a_session_are_read_as_printed(printed: str, first: str, last: str) -> None:
    days = session_days(printed)
    assert days
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize("printed", ["", "18 六月12 七月 2024", "2024年6月31日至7月12日"])
def test_what_is_no_session_bounds_nothing(printed: str) -> None:
    assert session_days(printed) is None


def test_a_cover_narrows_the_session_unless_it_contradicts_it_or_the_session_met_again(names: Names) -> None:
    def year(session: str, dates: str) -> str:
        days = possible_days(head(f"A/HRC/RES/{session}/6", "HRC", session, dates), names)
        assert days
        return f"{days.first} {days.last}"

    assert year("56", "2024年6月18日至7月12日") == "2024-06-18 2024-07-13"
    assert year("56", "2014年6月18日至7月12日") == "2024-01-01 2024-12-31"
    assert year("43", "2020年2月24日至3月13日") == "2020-01-01 2020-12-31"


def test_a_session_that_has_not_begun_leaves_no_days(names: Names) -> None:
    assert days_left(head("A/RES/99/7", "GA", "99"), names, TODAY) is None
    assert days_left(head("A/RES/80/7", "GA", "80"), names, TODAY) is not None


@pytest.mark.parametrize(
    ("earlier", "later", "known", "by"),
    [
        ("2020-12-31", "2020-12-31", "2020-12-31", "neighbours"),
        ("2020-12-21", "2020-12-31", "2020-12", "neighbours"),
        ("2020-10-31", "2020-12-31", "2020", "neighbours"),
        ("2020-12-31", "2021-01-02", "", "neighbours"),
        ("2020-12-31", None, "", "session"),
        ("2020-12-31", "2020-10-31", "", "session"),
    ],
)
def test_neighbours_tell_as_much_as_they_agree_in(
    earlier: str, later: str | None, known: str, by: str, names: Names
) -> None:
    of_session = head("A/RES/75/255", "GA", "75")
    left = days_left(of_session, names, TODAY)
    assert left
    dated = between(
        of_session, left, date.fromisoformat(earlier), date.fromisoformat(later) if later else None
    )
    assert (dated.known_date, dated.dated_by) == (known, by)
    assert (dated.adopted_on is None) == (len(known) < len("2020-12-31"))


@given(some.dates(), some.dates())
def test_what_is_known_holds_for_every_day_between(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    known = Head(
        None, "resolution", "adopted", "GA", adopted_as_printed="", dated_from=first, dated_to=last
    ).known_date
    assert first.isoformat().startswith(known)
    assert last.isoformat().startswith(known)
    assert bool(known) == (first.year == last.year)
