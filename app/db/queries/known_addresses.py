"""All addresses of a published release, in memory: a number may be that of many documents, few of which are held."""

from sqlmodel import Session, select

from app.db.models import Document
from app.db.once import once
from app.db.session import unchanging
from app.db.tombstone_rows import Redirect


def may_be_held(session: Session, key: str) -> bool:
    """Whether there can be a document at an address in lower case; not known where rows may be written."""
    return unchanging(session) is None or key in once(_held, session)


def may_be_abandoned(session: Session, key: str) -> bool:
    """Whether an address in lower case can be one that was given up; not known where rows may be written."""
    return unchanging(session) is None or key in once(_abandoned, session)


def _held(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(Document.address_key)))


def _abandoned(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(Redirect.old)))
