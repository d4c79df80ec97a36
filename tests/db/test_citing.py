"""Who cites a document is read page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from app.db.citation_resolution import resolve
from app.db.migrate import upgrade
from app.db.models import CitationRow, Document, Unit
from app.db.queries.citing import citing_documents, citing_places, count_citing, places_cited
from app.db.session import insert_rows, read_session, write_engine
from tests.counting import sqlite_steps

FAMOUS = "A/RES/70/1"


@contextmanager
def cited(path: Path, documents: int) -> Iterator[Session]:
    """An archive in which all other documents cite one: every third one a place of it, every fifth one twice."""
    engine = write_engine(path)
    upgrade(engine)
    units = 10
    numbers = range(1, documents + 1)
    with Session(engine) as session:
        insert_rows(
            session,
            Document,
            (
                {
                    "id": number,
                    "address": f"A/RES/71/{number}" if number > 1 else FAMOUS,
                    "address_key": f"a/res/71/{number}",
                    "symbol": f"A/RES/71/{number}" if number > 1 else FAMOUS,
                    "kind": "resolution",
                    "outcome": "adopted",
                    "body": "GA",
                    "method": "unknown",
                    "sort_key": f"{number:05}",
                    "remarks": "",
                    "cited": 0,
                    "annexes": 0,
                    "ordered_on": date(2000, 1, 1) + timedelta(days=number % 50) if number % 7 else None,
                }
                for number in numbers
            ),
        )
        insert_rows(
            session,
            Unit,
            (
                {
                    "id": number * units + place,
                    "document_id": number,
                    "part": "op",
                    "anchor": f"op/{place}",
                    "depth": 0,
                    "text": f"回顾第{place}件事",
                    "verb_start": 0,
                    "verb_end": 2,
                    "confidence": "single",
                }
                for number in numbers
                for place in range(units)
            ),
        )
        insert_rows(
            session,
            CitationRow,
            (
                {
                    "unit_id": number * units + place,
                    "text": "第",
                    "start": 2,
                    "end": 3,
                    "target": FAMOUS,
                    "candidates": "",
                    "places": "op/1" if number % 3 == 0 else "",
                }
                for number in numbers
                for place in ((4, 4, 7) if number % 5 == 0 else (4,))
            ),
        )
        resolve(session)
        session.commit()
    engine.dispose()
    with read_session(path) as session:
        yield session


def test_pages_of_citing_documents_are_those_of_all(tmp_path: Path) -> None:
    with cited(tmp_path / "archive.db", 60) as session:
        whole = citing_places(session, FAMOUS)
        documents = list(dict.fromkeys(place.document.id for place in whole))
        days = dict(session.execute(select(col(Document.id), col(Document.ordered_on))).all())
        assert documents == sorted(
            range(2, 61), key=lambda key: (days[key] is None, -(days[key] or date.min).toordinal(), key)
        )
        assert len(whole) == 59 + sum(key % 5 == 0 for key in documents)
        pages = [citing_places(session, FAMOUS, offset=start, limit=7) for start in range(0, 60, 7)]
        assert [place for page in pages for place in page] == whole
        assert count_citing(session, FAMOUS) == 59
        assert [one.id for one in citing_documents(session, FAMOUS, limit=5)] == documents[:5]
        placed = [key for key in documents if key % 3 == 0]
        at_place = citing_places(session, FAMOUS, ["op/1"], offset=2, limit=3)
        assert list(dict.fromkeys(place.document.id for place in at_place)) == placed[2:5]
        assert count_citing(session, FAMOUS, ["op/1"]) == len(placed)
        assert places_cited(session, FAMOUS) == {"op/1": len(placed)}


def test_a_page_takes_what_it_shows_however_often_a_document_is_cited(tmp_path: Path) -> None:
    steps = []
    for documents in (100, 300):
        with cited(tmp_path / f"{documents}.db", documents) as session, sqlite_steps() as counted:
            assert len(citing_places(session, FAMOUS, offset=20, limit=20)) >= 20
            ours = (many for statement, many in counted.by_statement.items() if "JOIN citation" in statement)
            steps.append(sum(ours))
    assert 0 < steps[1] < 1.3 * steps[0]
