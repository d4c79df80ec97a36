"""Instants as they are typed and written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.instants import read_instant, written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-01", "2026-11-01T00:00:00Z"),
        ("2026-11-01T08:30:00Z", "2026-11-01T08:30:00Z"),
        ("2026-11-01t08:30:00z", "2026-11-01T08:30:00Z"),
        ("2026-11-01T08:30:00+08:00", "2026-11-01T00:30:00Z"),
        ("2026-11-01T08:30:00 08:00", "2026-11-01T00:30:00Z"),
        ("2026-11-01 08:30:00-05:00", "2026-11-01T13:30:00Z"),
        ("2026-11-01T08:30:00.999Z", "2026-11-01T08:30:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"),
        ("0999-01-01", "0999-01-01T00:00:00Z"),
    ],
)
def test_days_and_instants_are_read(typed: str, meant: str) -> None:
    found = read_instant(typed)
    assert found is not None
    assert written(found) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "昨天",
            "2026",
            "2026-11",
            "20261101",
            "2026-13-01",
            "2026-02-30",
            "1793836800",
            "２０２６-11-01",
        ),
        *(
            "2026-11-01T08:30:00",
            "2026-11-01T25:00:00Z",
            "2026-11-01T08:30Z",
            "2026-11-01Z",
            "2026-11-01T08:30:61Z",
        ),
        *("0000-01-01", "2026-11-01\n", "2026-W44-7", "2026-11-01T08:30:00+24:00", "2026-11-01T08:30:00+8"),
    ],
)
def test_what_is_neither_is_not_guessed(typed: str) -> None:
    assert read_instant(typed) is None


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_written_is_read_back(instant: datetime) -> None:
    assert read_instant(written(instant)) == instant.replace(microsecond=0)
