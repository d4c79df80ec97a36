"""The titles of all held documents, and those that citing texts tell of others, in memory: read once for a release,
since every query may be a title."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session, col

from app.db.edition_rows import EditionRow
from app.db.models import AliasRow, CitationRow, CitedRow, Document
from app.db.once import once
from app.db.packed_rows import among, as_values, columns
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.text import fold, stands_in


@dataclass(frozen=True, slots=True)
class TitledDocument:
    """A held document with its title, as printed and folded."""

    address: str
    symbol: str | None
    body: str
    kind: str
    title: str
    folded: str
    adopted_on: date | None
    year: int | None


@dataclass(frozen=True)
class Titles:
    """The titled documents of a release, the newest first, and those of each folded title, English ones too."""

    all: Sequence[TitledDocument]
    of_title: Mapping[str, Sequence[TitledDocument]]

    def holding(self, part: str, year: int) -> list[TitledDocument]:
        """The documents of a year whose titles hold a folded text."""
        return [one for one in self.all if one.year == year and part in one.folded]

    @cached_property
    def _in_a_row(self) -> tuple[Sequence[str], str, Sequence[int]]:
        """The different titles as printed, the newest first; all of them folded, one a line; where each line ends."""
        forms = {one.title: one.folded for one in self.all}
        return (
            tuple(forms),
            "\n".join((*forms.values(), "")),
            tuple(accumulate(len(form) + 1 for form in forms.values())),
        )

    def with_phrase(self, phrase: str) -> Iterator[str]:
        """The different titles, as printed, that hold a folded phrase, the newest first. Each is looked for when it is
        asked for."""
        titles, lines, ends = self._in_a_row
        place = lines.find(phrase)
        while place >= 0:
            number = bisect_right(ends, place)
            if stands_in(phrase, lines[ends[number - 1] if number else 0 : ends[number] - 1]):
                yield titles[number]
            place = lines.find(phrase, ends[number])


_READ: "WeakKeyDictionary[Any, Titles]" = WeakKeyDictionary()
"""By the open database of a release, which never changes; forgotten with it."""


def titles_of(session: Session) -> Titles:
    """The titles of the release that a session reads."""
    database = session.get_bind()
    if (known := _READ.get(database)) is None:
        known = _READ[database] = _read(session)
    return known


def _read(session: Session) -> Titles:
    fields: tuple[Any, ...] = tuple(
        getattr(Document, name)
        for name in ("address", "symbol", "body", "kind", "title", "adopted_on", "year")
    )
    newest = (col(Document.ordered_on).desc().nulls_last(), col(Document.sort_key), col(Document.id))
    rows = session.execute(columns(*fields).where(col(Document.title).is_not(None)).order_by(*newest)).all()
    # The same title often stands in session after session.
    forms = {title: fold(title) for title in {row[4] for row in rows}}
    found = tuple(
        TitledDocument(address, symbol, body, kind, title, forms[title], day, year)
        for address, symbol, body, kind, title, day, year in rows
    )
    of_title: dict[str, list[TitledDocument]] = defaultdict(list)
    for one in found:
        of_title[one.folded].append(one)
    by_address = {one.address: one for one in found}
    in_english = columns(EditionRow.title, Document.address).join(
        Document, col(Document.id) == col(EditionRow.document_id)
    )
    for title, address in session.execute(
        in_english.where(col(EditionRow.title).is_not(None)).order_by(*newest)
    ):
        same = of_title[fold(title)]
        if address in by_address and by_address[address] not in same:
            same.append(by_address[address])
    return Titles(found, dict(of_title))


def told_titles(session: Session) -> Mapping[str, Sequence[str]]:
    """The symbols of the documents that are not held, by the folded titles that citing texts give them.

    Those of one title are in the order of how many documents cite them, most first.
    """
    return once(_told, session)


def _told(session: Session) -> Mapping[str, Sequence[str]]:
    held = columns(Document.symbol).where(col(Document.symbol).is_not(None))
    told = columns(CitedRow.symbol, CitedRow.documents).where(
        col(CitedRow.title).is_not(None),
        col(CitedRow.symbol).not_like(f"{INSTRUMENT_PREFIX}%"),
        col(CitedRow.symbol).not_in(held),
    )
    cited: dict[str, int] = dict(session.execute(told).all())
    aliases = columns(AliasRow.target, AliasRow.symbol).where(among(col(AliasRow.symbol), "symbols"))
    names: dict[str, str] = dict(session.execute(aliases, {"symbols": as_values(cited)}).all())
    # By the targets, since these have an index.
    titles = columns(CitationRow.target, CitationRow.titled).where(
        among(col(CitationRow.target), "targets"), col(CitationRow.titled).is_not(None)
    )
    rows = session.execute(titles.distinct(), {"targets": as_values({*cited, *names})}).all()
    found: dict[str, set[str]] = defaultdict(set)
    for target, title in rows:
        found[fold(title)].add(names.get(target, target))
    return {title: sorted(symbols, key=lambda one: (-cited[one], one)) for title, symbols in found.items()}
