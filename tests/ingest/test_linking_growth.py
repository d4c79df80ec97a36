"""What links a new text to others grows with the texts around it, and not with the archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from app.db.migrate import upgrade
from app.db.models import Document, Unit
from app.db.series_rows import ContinuationRow
from app.db.session import insert_rows, write_engine
from app.domain.organs import Names
from app.ingest.series_links import CuratedLinks, StepProgress, link_series
from tests.counting import sqlite_steps

_QUIET = StepProgress(lambda _: None, lambda: None)
_PLACES = 3


def _document(number: int, session: int, matter: str) -> dict[str, object]:
    symbol = f"A/RES/{session}/{number}"
    return {
        "id": session * 10_000 + number,
        "address": symbol,
        "address_key": symbol.lower(),
        "symbol": symbol,
        "kind": "resolution",
        "outcome": "adopted",
        "body": "GA",
        "session": str(session),
        "title": f"{matter}事项的国际合作",
        "originating": "A/71/L.5",
        "method": "unknown",
        "sort_key": f"{session} {number:05}",
        "remarks": "",
        "cited": 0,
        "annexes": 0,
        "ordered_on": date(1945 + session, 12, 1),
    }


def _units(document: int, matter: str) -> Iterator[dict[str, object]]:
    for place in range(_PLACES):
        yield {
            "id": document * 10 + place,
            "document_id": document,
            "kind": "paragraph",
            "part": "op",
            "anchor": f"op/{place}",
            "depth": 0,
            "text": f"请秘书长就{matter}事项的国际合作向大会提出第{place}次报告",
            "verb_start": 0,
            "verb_end": 1,
            "confidence": "single",
        }


def _insert(session: Session, documents: list[dict[str, object]], matters: list[str]) -> None:
    insert_rows(session, Document, documents)
    units = (
        unit
        for one, matter in zip(documents, matters, strict=True)
        for unit in _units(int(str(one["id"])), matter)
    )
    insert_rows(session, Unit, units)


@contextmanager
def linked(path: Path, matters: int, names: Names) -> Iterator[Session]:
    """An archive of two sessions, in which each matter has a text."""
    engine = write_engine(path)
    upgrade(engine)
    of_both = [chr(ord("一") + number) for number in range(matters)] * 2
    documents = [_document(place % matters, 70 + place // matters, one) for place, one in enumerate(of_both)]
    with Session(engine) as session:
        _insert(session, documents, of_both)
        link_series(session, names, None, CuratedLinks(), _QUIET)
        session.commit()
        yield session
    engine.dispose()


def _steps_of_one_more(path: Path, matters: int, names: Names) -> tuple[int, int | None]:
    """SQLite's instructions to link a text of the next session, and the key of the text that it continues."""
    with linked(path, matters, names) as session:
        new = _document(7, 72, chr(ord("一") + 7))
        with sqlite_steps() as steps:
            _insert(session, [new], [chr(ord("一") + 7)])
            link_series(session, names, {str(new["address"])}, CuratedLinks(), _QUIET)
        found = session.exec(select(ContinuationRow).where(ContinuationRow.document_id == new["id"])).one()
        return steps.all, found.earlier_id


def test_a_new_text_is_linked_by_the_texts_around_it(tmp_path: Path, names: Names) -> None:
    few, earlier = _steps_of_one_more(tmp_path / "few.db", 40, names)
    many, same = _steps_of_one_more(tmp_path / "many.db", 240, names)
    assert earlier == same == 710_007
    assert many < 2 * few
