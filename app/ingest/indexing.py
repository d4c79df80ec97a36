"""Turns database rows into index updates."""

from sqlmodel import Session

from app.db.queries.indexing import IndexedDocument, documents_to_index, units_to_index
from app.domain.english_text import fold_english
from app.domain.query import cite_key
from app.domain.query.votes import voted_value
from app.domain.roll_calls import Roll, members_on
from app.domain.states import StateNames
from app.domain.text import fold, sentence_stops
from app.search.changes import Changes, SearchDocument, SearchUnit


def changes(session: Session, removed: set[str], written: set[str] | None, states: StateNames) -> Changes:
    """An index update: addresses removed, and the documents written (None for all) with their units."""
    documents = (
        SearchDocument(
            one.address,
            one.body,
            one.session,
            one.year,
            one.kind,
            one.ordered_on,
            one.subjects,
            one.committee,
            _voted(one, states),
            one.in_favour,
            one.against,
            one.abstaining,
        )
        for one in documents_to_index(session, written)
    )
    units = (
        SearchUnit(
            one.id,
            one.address,
            one.part,
            folded,
            one.verb,
            one.annex,
            tuple(map(cite_key, one.cites)),
            stops=sentence_stops(one.text),
            states=states.named_in(folded),
            english=tuple(map(fold_english, one.english)),
        )
        for one in units_to_index(session, written)
        for folded in (fold(one.text),)
    )
    return Changes(tuple(sorted(removed)), tuple(documents), units)


def _voted(document: IndexedDocument, states: StateNames) -> tuple[str, ...]:
    """How states voted on a document: what is printed, and who of the members of the day took no part, where that is
    known."""
    printed = dict.fromkeys(voted_value(vote.state, vote.vote) for vote in document.votes if vote.state)
    if not document.votes or document.body != "GA" or document.adopted_on is None:
        return tuple(printed)
    roll = Roll(document.votes, members_on(document.adopted_on, states.states))
    absent = (voter.state for voter in roll.voters if roll.standing(voter.key) == "not_voting")
    return tuple(printed | dict.fromkeys(voted_value(state, "not_voting") for state in absent if state))
