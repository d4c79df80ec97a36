"""References to texts of the large collection: the whole table, and every citing format of every document."""

import random
from datetime import date
from pathlib import Path

from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.db.models import Document, StepRow
from app.db.queries import citations, documents, origins
from app.db.release import current_release
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import citing_formats
from app.domain.organs import Names
from app.domain.pasted import words_in
from app.domain.place_lookup import locate, places_of
from app.domain.quotation import quotable
from app.domain.symbols import Symbol
from app.main import create_app
from app.settings import Settings
from app.web.http.context import ArchiveSession
from app.web.lookup.named import named_by_query
from tests.conftest import engine_kind
from tests.references import answer, rows

PLACES = 1
"""How many places of each document are cited, beside the document itself."""


def test_every_row_of_the_table_leads_where_it_says(whole: Path) -> None:
    with TestClient(create_app(Settings(archive=whole))) as client:
        asked = rows("none", "collection")
        wrong = [(row, found) for row in asked if (found := answer(client, row.typed)) != row.leads]
    assert wrong == []


def test_every_citing_format_of_every_document_leads_back(
    whole: Path, session: Session, names: Names
) -> None:
    release = current_release(whole)
    assert release
    chance, wrong = random.Random(20), []  # noqa: S311  the same places every time
    index = engine_kind(Settings().search_engine).open(release.index)
    archive = ArchiveSession("collection", session, index)
    for document in session.exec(select(Document)).all():
        text = documents.resolution(session, document)
        organ, places = names.require_organ(text.head.body), places_of(text)
        for place in ("", *chance.sample(places, min(PLACES, len(places)))):
            words = words_in(text, place) if place else ""
            link = permalink("https://archive.example", text.id, place)
            at = locate(text, place) if place else None
            quoted = quotable(at) if at else ""
            for style in citing_formats(text.head, organ, words, link, date(2026, 11, 27), quoted):
                led = named_by_query(archive, names, style.text).leads_to
                if led != document_url(text.id, place):
                    wrong.append((style.text, led))
        session.expunge_all()
    index.close()
    assert wrong == []


def test_every_document_that_a_head_names_is_known(session: Session) -> None:
    linked = select(StepRow.symbol).where(StepRow.symbol != None).distinct()  # noqa: E711  SQL
    symbols = [found.canonical for said in session.exec(linked) if (found := Symbol.read(str(said)))]
    unknown = [
        symbol
        for symbol in symbols
        if not origins.grown_from(session, symbol)
        and not citations.counts(session, [symbol])
        and not documents.by_address(session, Symbol(symbol).url)
    ]
    assert unknown == []
