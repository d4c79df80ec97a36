"""What is kept in memory of a release says what its rows say, and is bounded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.db.models import Document, Unit
from app.db.queries import documents, listing
from app.db.release import current_release
from app.db.session import read_session
from tests.statements import executed


@pytest.fixture
def session(archive: Path) -> Iterator[Session]:
    """A session on the five texts."""
    release = current_release(archive)
    assert release
    with read_session(release.database) as opened:
        yield opened


def test_documents_are_listed_alike_whether_or_not_they_are_kept(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {one.address: listing.listed(one) for one in session.exec(select(Document))}
    units = list(session.exec(select(Unit.id).limit(7)))
    keys = [key for key in units if key]
    for most in (len(rows), 2):
        monkeypatch.setattr(listing, "_KEPT", most)
        for addresses in (list(rows)[:3], list(rows), list(rows)[3:], list(rows)):
            found, texts = listing.found(session, addresses, keys)
            assert found == {address: rows[address] for address in addresses}
            assert list(texts) == keys


def test_an_address_that_nothing_has_takes_no_statement(session: Session) -> None:
    addresses = list(session.exec(select(Document.address)))
    assert all(documents.by_address(session, address.lower()) for address in addresses)
    assert documents.by_address(session, "A/RES/1/1") is None
    assert documents.redirect(session, "A/RES/1/1") is None
    with executed() as statements:
        assert documents.by_address(session, "A/RES/1/2") is None
        assert documents.redirect(session, "A/RES/1/2") is None
    assert statements == []
