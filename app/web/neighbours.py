"""Which documents stand in the picture of a document's neighbourhood."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations
from app.db.queries.citations import Known
from app.db.queries.listing import Listed
from app.domain.citations.hygiene import first_year
from app.domain.citing import chinese_date
from app.domain.instruments import PREFIX
from app.domain.organs import Names
from app.domain.symbols import Symbol
from app.web.addresses import document_url, instrument_url
from app.web.neighbourhood import Neighbour, Picture, picture

_MOST = 24
"""How many documents of each side are shown: those that are cited most often in the text, and the newest."""


def neighbourhood(session: Session, names: Names, own: Document) -> Picture | None:
    """The picture of a document that is held; None where it cites nothing and nothing cites it."""
    cited = [
        (target, count)
        for target, count in citations.cited_together(session, own.id or 0)
        if target != own.symbol
    ]
    cites = list(_cites(session, names, [target for target, _ in cited[:_MOST]]))
    newest = citations.citing_documents(session, own.symbol, limit=_MOST) if own.symbol and own.cited else []
    if not cites and not newest:
        return None
    itself = Neighbour(
        own.symbol or "本文件", "", "本文件", own.adopted_on.year if own.adopted_on else None, "self"
    )
    return picture([*cites, itself, *map(_citing_neighbour, newest)], cites=len(cited), cited_by=own.cited)


def _cites(session: Session, names: Names, targets: list[str]) -> Iterator[Neighbour]:
    known = citations.known(session, targets)
    for target in targets:
        if target.startswith(PREFIX):
            yield from _instrument(names, target)
        else:
            yield _cited_neighbour(known[target], names)


def _instrument(names: Names, target: str) -> Iterator[Neighbour]:
    if instrument := names.instruments.of_slug(target.removeprefix(PREFIX)):
        label = instrument.name if len(instrument.name) <= _LONGEST else f"{instrument.name[:_LONGEST]}…"
        yield Neighbour(
            f"《{label}》", instrument_url(instrument.slug), instrument.name, instrument.year, "cites"
        )


_LONGEST = 14


def _cited_neighbour(about: Known, names: Names) -> Neighbour:
    year = about.adopted_on.year if about.adopted_on else first_year(about.symbol, names)
    href = document_url(about.address or Symbol(about.symbol).url)
    return Neighbour(about.symbol, href, _title(about.title, about.adopted_on), year, "cites")


def _citing_neighbour(document: Listed) -> Neighbour:
    year = document.adopted_on.year if document.adopted_on else None
    return Neighbour(
        document.symbol or document.name,
        document_url(document.address),
        _title(document.title, document.adopted_on),
        year,
        "cited_by",
    )


def _title(title: str | None, day: date | None) -> str:
    return "　".join(filter(None, (title, chinese_date(day) if day else None)))
