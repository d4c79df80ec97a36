"""Whole documents as files that go out take them: the same texts as pages show, many in a constant number of statements."""

from dataclasses import replace
from pathlib import Path

from sqlmodel import Session, select

from app.db.models import Document
from app.db.queries import documents
from app.db.queries.whole_documents import all_keys, whole_document, whole_documents
from app.db.release import current_release
from app.db.session import Rows, read_session
from app.domain.resolution import Resolution
from tests.statements import executed


def _without_links(text: Resolution) -> Resolution:
    """A text as pages take it, which show no links of sources."""
    return replace(
        text,
        paragraphs=tuple(replace(unit, links=()) for unit in text.paragraphs),
        footnotes=tuple(replace(note, links=()) for note in text.footnotes),
    )


def _database(archive: Path) -> Rows:
    release = current_release(archive)
    assert release
    return release.database


def _held(session: Session) -> list[Document]:
    return list(session.exec(select(Document)).all())


def test_each_document_has_the_text_that_pages_show(archive: Path) -> None:
    with read_session(_database(archive)) as session:
        found = {document.key: document for document in whole_documents(session, all_keys(session))}
        assert len(found) == 5
        for row in _held(session):
            one = found[row.id or 0]
            assert _without_links(one.text) == documents.resolution(session, row)
            assert (one.added_at, one.changed_at, one.editions) == (row.added_at, row.changed_at, ())


def test_the_other_language_comes_with_its_own_words_and_the_facts_of_the_document(
    archive_of_both: Path,
) -> None:
    with read_session(_database(archive_of_both)) as session:
        held = {one.text.id: one for one in whole_documents(session, all_keys(session))}
    both = held["A/RES/77/213"]
    english = both.in_language("en")
    assert english
    assert english.paragraphs[1].text == "Urges all States to cooperate;"
    assert english.head.title == "Enhancement of international cooperation"
    assert (english.head.symbol, english.head.adopted_on) == (
        both.text.head.symbol,
        both.text.head.adopted_on,
    )
    assert held["A/HRC/RES/50/4"].in_language("en") is None


def test_a_batch_takes_two_statements_however_many_documents_it_has(archive: Path) -> None:
    counts = []
    for batch in (1, 5):
        with read_session(_database(archive)) as session:
            keys = all_keys(session)
            with executed() as statements:
                assert len(list(whole_documents(session, keys, batch))) == 5
            counts.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counts == [10, 2]


def test_documents_come_in_the_order_asked_for_and_unknown_keys_are_left_out(archive: Path) -> None:
    with read_session(_database(archive)) as session:
        keys = all_keys(session)[::-1]
        found = [one.key for one in whole_documents(session, [*keys, 0], 2)]
        assert found == keys
        assert whole_document(session, 0) is None
