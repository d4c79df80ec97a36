"""What changed in the vote on a document since the text before."""

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents, series
from app.db.queries.changed_votes import former_vote
from app.db.queries.listing import listed
from app.domain.adoption import Adoption
from app.web.compare.vote_changes import Ballot, VoteChanges, ballot, vote_changes
from app.web.http.context import Site


def vote_since(session: Session, site: Site, document: Document, adoption: Adoption) -> VoteChanges | None:
    """The changes since the nearest text before a document, as texts continue each other, that was voted on by name, else
    since the one that it continues; None where there is none, or neither has a roll call."""
    own, before = ballot(listed(document), adoption, site.names), _before(session, site, document)
    if before is None or not (own.roll or before.roll):
        return None
    return vote_changes(before, own, site.names)


def _before(session: Session, site: Site, document: Document) -> Ballot | None:
    key = former_vote(session, document.id or 0)
    if key is None:
        continued = series.previous(session, document)
        key = continued.id if continued else None
    text = session.get(Document, key) if key is not None else None
    if text is None or key is None:
        return None
    votes = documents.roll_calls(session, [key]).get(key, ())
    tally = text.in_favour, text.against, text.abstaining
    return ballot(listed(text), Adoption(text.method, *tally, votes=votes), site.names)  # type: ignore[arg-type]
