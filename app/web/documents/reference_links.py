"""Links of citations: to the page of the target or of a place in it, with what is known of the target."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from app.db.queries import citations
from app.db.queries.citations import Known
from app.domain.addresses import document_url, in_document_url, instrument_url
from app.domain.citation_styles import chinese_date
from app.domain.instruments import INSTRUMENT_PREFIX, Instruments
from app.domain.resolution import Citation, CiteKey, Footnote, Paragraph
from app.domain.symbols import Symbol

LinkKind = Literal["held", "unheld", "instrument", "here", "open"]


@dataclass(frozen=True, slots=True)
class CiteLink:
    """The link of a citation. `href` is None if the target is ambiguous or invalid; `title` describes the target."""

    href: str | None
    title: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class _Own:
    """The document that contains the citations."""

    address: str
    symbol: str | None

    def is_meant(self, citation: Citation) -> bool:
        is_itself = citation.target is None and not citation.candidates and bool(citation.places)
        return is_itself or (citation.target is not None and citation.target == self.symbol)


def cite_links(
    session: Session,
    instruments: Instruments,
    units: Iterable[Paragraph | Footnote],
    address: str,
    symbol: str | None,
) -> dict[CiteKey, CiteLink]:
    """The links of all citations in these units of a document, by key. Takes a constant number of statements."""
    own = _Own(address, symbol)
    cited = {citation.key: citation for unit in units for citation in unit.citations}
    known = citations.known(session, {key[0] for key in cited if key[0]})
    wanted: dict[str, set[str]] = defaultdict(set)
    for citation in cited.values():
        holder = own.address if own.is_meant(citation) else _address(citation, known)
        if holder:
            wanted[holder].update(citation.places)
    there = citations.places_of(session, {at: places for at, places in wanted.items() if places})
    return {key: _link(citation, known, there, instruments, own) for key, citation in cited.items()}


def _address(citation: Citation, known: Mapping[str, Known]) -> str | None:
    return known[citation.target].address if citation.target else None


def _link(
    citation: Citation,
    known: Mapping[str, Known],
    there: Mapping[str, set[str]],
    instruments: Instruments,
    own: _Own,
) -> CiteLink:
    if own.is_meant(citation):
        place = _place(citation, there.get(own.address, set()))
        # The full page has no anchors for whole annexes and sections; they have pages of their own.
        is_part = place is not None and place.split("/")[-2] in ("annex", "sec")
        url = document_url if is_part else in_document_url
        return CiteLink(url(own.address, place) if place else None, "本文件", "here")
    if citation.target is None:
        possible = "、".join(_candidate(one, instruments) for one in citation.candidates)
        return CiteLink(None, f"可能是：{possible}" if possible else "编号有误，不知所指", "open")
    if citation.target.startswith(INSTRUMENT_PREFIX):
        return _instrument_link(citation, instruments)
    about = known[citation.target]
    if about.address is None:
        return CiteLink(document_url(Symbol(about.symbol).url), _told(about) + "　本库未收录", "unheld")
    place = _place(citation, there.get(about.address, set()))
    return CiteLink(document_url(about.address, place or ""), _told(about), "held")


def _place(citation: Citation, there: set[str]) -> str | None:
    return next((place for place in citation.places if place in there), None)


def _candidate(target: str, instruments: Instruments) -> str:
    """A possible target by symbol or name."""
    instrument = instruments.of_slug(target.removeprefix(INSTRUMENT_PREFIX))
    return f"《{instrument.name}》" if instrument and target.startswith(INSTRUMENT_PREFIX) else target


def _instrument_link(citation: Citation, instruments: Instruments) -> CiteLink:
    slug = (citation.target or "").removeprefix(INSTRUMENT_PREFIX)
    instrument = instruments.of_slug(slug)
    article = next((place for place in citation.places if place.startswith("art/")), "")
    name = instrument.name if instrument else slug
    return CiteLink(instrument_url(slug, article), name, "instrument")


def _told(about: Known) -> str:
    day = f"（{chinese_date(about.adopted_on)}）" if about.adopted_on else ""
    return "　".join(filter(None, (about.symbol, (about.title or "") + day)))
