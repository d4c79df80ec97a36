"""The documents adopted last are read without looking at all others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session

from app.db.migrate import upgrade
from app.db.models import Document
from app.db.queries.listing import newest
from app.db.session import insert_rows, read_session, write_engine
from tests.counting import sqlite_steps


@contextmanager
def held(path: Path, documents: int) -> Iterator[Session]:
    """Documents of which three each are adopted on one day, and every seventh on none that is known."""
    engine = write_engine(path)
    upgrade(engine)
    with Session(engine) as session:
        insert_rows(
            session,
            Document,
            (
                {
                    "id": number,
                    "address": f"A/RES/71/{number}",
                    "address_key": f"a/res/71/{number}",
                    "kind": "resolution",
                    "outcome": "adopted",
                    "body": "GA",
                    "method": "unknown",
                    "sort_key": f"{number % 5}",
                    "remarks": "",
                    "cited": 0,
                    "annexes": 0,
                    "ordered_on": date(2000, 1, 1) + timedelta(days=number // 3) if number % 7 else None,
                }
                for number in range(1, documents + 1)
            ),
        )
        session.commit()
    engine.dispose()
    with read_session(path) as session:
        yield session


def test_the_newest_come_first_and_those_of_a_day_from_the_end_of_its_list(tmp_path: Path) -> None:
    def expected(documents: int, limit: int) -> list[int]:
        dated = [number for number in range(1, documents + 1) if number % 7]
        return sorted(dated, key=lambda number: (-(number // 3), -(number % 5), number))[:limit]

    with held(tmp_path / "archive.db", 20) as session:
        for limit in (1, 2, 3, 5, 17, 18, 50):
            assert [one.id for one in newest(session, limit)] == expected(20, limit)


def test_what_is_read_does_not_follow_the_number_of_documents(tmp_path: Path) -> None:
    steps = []
    for documents in (100, 1600):
        with held(tmp_path / f"{documents}.db", documents) as session, sqlite_steps() as counted:
            assert len(newest(session, 3)) == 3
        steps.append(counted.all)
    assert 0 < steps[1] < 1.2 * steps[0]


def test_without_a_date_there_is_none(tmp_path: Path) -> None:
    with held(tmp_path / "archive.db", 0) as session:
        assert newest(session, 3) == []
