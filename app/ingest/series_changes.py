"""Which texts may continue another one than before, once some texts are new or have changed.

A text's candidates have its title, are named by it or share paragraphs with it (`series_candidates`); so it is looked
at again if a text that changed is, or was, one of them, or decides about one of them.
"""

from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import Any

from sqlmodel import Session

from app.db import series_store
from app.db.series_store import Keys
from app.domain.series import title_form
from app.domain.text import fold
from app.ingest.series_candidates import MAX_HOLDERS, SHORTEST_SHARED

_BATCH_SIZE = 500
"""How many documents' passages are read at a time."""


def texts_to_link(session: Session, changed: Collection[int], renamed: Collection[str]) -> set[int]:
    """The keys of the texts whose candidates may differ since these documents changed.

    What series know of their texts is brought up to date meanwhile. `renamed` are the symbols that now lead to
    another document.
    """
    before = _around(session, changed)
    former = {row.document_id: row for row in series_store.titled(session, changed)}
    for row in former.values():
        session.expunge(row)
    write_texts(session, changed)
    found = {*changed, *before, *_around(session, changed)}
    for now in series_store.titled(session, changed):
        was = former.get(now.document_id)
        if was and (was.body, was.session, was.title) != (now.body, now.session, now.title):
            # Its title was renewed in that session, and may be no longer.
            found |= series_store.of_session(session, was.body, was.session)
    return found | (series_store.naming(session, renamed) if renamed else set())


def write_texts(session: Session, keys: Keys) -> None:
    """Store what series compare of the titles and passages of documents, None for all."""
    rows = series_store.titles_to_write(session, keys)
    titles = (
        {"document_id": key, "title": folded, "form": title_form(folded), "body": body, "session": number}
        for key, title, body, number in rows
        for folded in (fold(title or ""),)
    )
    series_store.replace_texts(session, keys, titles, _passages(session, [row[0] for row in rows]))


def _passages(session: Session, keys: list[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(keys), _BATCH_SIZE):
        held = series_store.passages(session, keys[start : start + _BATCH_SIZE])
        for document, units in held.items():
            for text in {unit.text for unit in units if len(unit.text) >= SHORTEST_SHARED}:
                yield {"document_id": document, "digest": _digest(text), "length": len(text)}


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _around(session: Session, changed: Collection[int]) -> set[int]:
    """The texts that documents are beside now: by title, by passages, by name, as drafts, or as compared before."""
    alike = series_store.beside(session, changed)
    digests = {digest for held in series_store.digests(session, changed).values() for digest in held}
    # One more holder makes a formula of a passage.
    held = series_store.holders(session, digests, MAX_HOLDERS + 1)
    symbols = series_store.symbols(session, changed)
    drafts = series_store.symbols(session, changed, drafts=True)
    return set().union(
        alike,
        *held.values(),
        series_store.naming(session, symbols) if symbols else (),
        series_store.compared_with(session, {*alike, *changed}),
        *(series_store.adopting(session, symbol) for symbol in drafts),
    )
