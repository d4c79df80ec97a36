"""A series: the texts of one matter through the sessions, and what ties each to the one before."""

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import series
from app.db.queries.listing import Listed, listed
from app.db.queries.series import Member


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """The texts of a document's series, the newest first; `titles` are all titles it has had, the newest first."""

    template: ClassVar[str] = "pages/series.html"

    document: Listed
    titles: tuple[str, ...]
    members: tuple[Member, ...]


def series_page(session: Session, document: Document) -> SeriesPage:
    """The series that a document belongs to; the document alone where it has none."""
    found = tuple(reversed(series.members(session, document)))
    titles = dict.fromkeys(member.document.title for member in found if member.document.title)
    return SeriesPage(listed(document), tuple(titles), found)
