"""Which dates of adoption in the large collection cannot be; each was looked at beside its neighbours and its cover."""

from datetime import date

from sqlmodel import Session, col, select

from app.db.models import Document, ProblemRow

DERIVED = {
    # Printed 2021 at the end and in the file; published on 8 January 2021, the resolutions around it are of one day.
    "A/RES/75/255": ("2021年12月31日", date(2020, 12, 31), "neighbours"),
    "A/HRC/RES/56/6": ("2014年7月10日", date(2024, 7, 10), "cover"),
}


def test_only_dates_that_cannot_be_are_doubted(session: Session) -> None:
    doubted = session.exec(select(Document).where(col(Document.adopted_as_printed).is_not(None)))
    found = {one.symbol: (one.adopted_as_printed, one.adopted_on, one.dated_by) for one in doubted}
    assert found == DERIVED


def test_no_text_is_accused_of_citing_what_is_later(session: Session) -> None:
    accused = select(Document.symbol).join(ProblemRow).where(ProblemRow.code == "cites_later")
    assert set(session.exec(accused)) == set()
