"""Named instruments: charters, treaties, declarations, programmes of action. The caller supplies the
table."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from app.domain.characters import simplified
from app.domain.symbols import Symbol

InstrumentKind = Literal[
    "treaty",
    "charter",
    "declaration",
    "programme",
    "agenda",
    "framework",
    "statute",
    "rules",
    "agreement",
    "report",
    "other",
]
INSTRUMENT_PREFIX = "instrument:"
"""Prefix of a citation's target that is an instrument."""

UNLISTED_PREFIX = "unts-"
"""Prefix of the slug of a treaty that is in no table and known by its registration number alone."""

_TREATY_SERIES = "https://treaties.un.org/Pages/UNTSOnline.aspx?id=3&clang=_en"
_DOCUMENT = "https://docs.un.org/zh/"


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument.

    `treaty` holds its registration numbers in the United Nations Treaty Series, `volume` the volumes that
    print it, `english` what readers who type English call it, `symbol` the document that prints it, `place` where in that document.
    """

    slug: str
    name: str
    kind: InstrumentKind = "treaty"
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    year: int | None = None
    symbol: str | None = None
    place: str | None = None
    treaty: tuple[str, ...] = ()
    volume: tuple[str, ...] = ()
    url: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.aliases, *self.english)

    @property
    def target(self) -> str:
        """The target of citations of this instrument."""
        return INSTRUMENT_PREFIX + self.slug

    @property
    def official(self) -> str | None:
        """Its official URL: that of the table, else of its document, else of the Treaty Series."""
        if self.url:
            return self.url
        if self.symbol:
            return _DOCUMENT + Symbol(self.symbol).url
        return _TREATY_SERIES if self.treaty or self.volume else None


@dataclass(frozen=True, repr=False, eq=False)
class Instruments:
    """All known instruments."""

    all: tuple[Instrument, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Instruments":
        """Build from the table of `instruments.toml`, keyed by slug."""
        lists = ("aliases", "english", "treaty", "volume")
        return cls(
            tuple(
                Instrument(slug, **{**row, **{key: tuple(row.get(key, ())) for key in lists}})
                for slug, row in table.items()
            )
        )

    @cached_property
    def _by_name(self) -> dict[str, Instrument]:
        return {title_key(name): one for one in self.all for name in one.names}

    @cached_property
    def _by_slug(self) -> dict[str, Instrument]:
        return {one.slug: one for one in self.all}

    @cached_property
    def _by_treaty(self) -> dict[str, Instrument]:
        # Of several with one number, the one with no other number: 973 is the fourth Geneva Convention.
        by_most = sorted(self.all, key=lambda one: -len(one.treaty))
        return {number: one for one in by_most for number in one.treaty}

    @cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, Instrument]]]:
        """The telling names by their first characters."""
        found: dict[str, list[tuple[str, Instrument]]] = {}
        for name, one in self._by_name.items():
            if len(name) >= _TELLING:
                found.setdefault(name[:_TELLING], []).append((name, one))
        return found

    @cached_property
    def _by_volume(self) -> dict[str, Instrument]:
        return {volume: one for one in reversed(self.all) if not one.treaty for volume in one.volume}

    @cached_property
    def _by_symbol(self) -> dict[str, tuple[Instrument, ...]]:
        found: dict[str, tuple[Instrument, ...]] = {}
        for one in self.all:
            if one.symbol:
                found[one.symbol] = (*found.get(one.symbol, ()), one)
        return found

    def named(self, title: str) -> Instrument | None:
        """The instrument of that title, without 《》, or None.

        Blanks, inner marks, and the dates and place of a conference after a comma are ignored.
        """
        key = title_key(title)
        return self._by_name.get(key) or self._by_name.get(key.partition(",")[0])

    def named_in(self, title: str) -> frozenset[str]:
        """The targets of the instruments named in a title, with or without 《》."""
        key = title_key(title)
        return frozenset(
            one.target
            for start in range(len(key) - _TELLING + 1)
            for name, one in self._by_beginning.get(key[start : start + _TELLING], ())
            if key.startswith(name, start)
        )

    def protocol_of(self, owner: str, short: str) -> Instrument | None:
        """The protocol of an instrument by its short name; None if there is none or more than one."""
        convention = self._by_name.get(owner)
        found = [
            one
            for one in self.all
            if convention
            and title_key(one.name).startswith(title_key(convention.name))
            and one.name.endswith(short)
        ]
        return found[0] if len(found) == 1 else None

    def of_slug(self, slug: str) -> Instrument | None:
        """The instrument of that slug; for `unts-12345`, a treaty known by its number alone."""
        if slug.startswith(UNLISTED_PREFIX) and slug.removeprefix(UNLISTED_PREFIX).isdecimal():
            number = slug.removeprefix(UNLISTED_PREFIX)
            return Instrument(slug, f"《条约汇编》第{number}号条约", treaty=(number,))
        return self._by_slug.get(slug)

    def of_treaty(self, number: str, volume: str = "") -> Instrument:
        """The treaty registered under a number. Protocols share their convention's number, so the volume
        decides."""
        found = self._by_treaty.get(number)
        if found is None or (volume and found.volume and volume not in found.volume):
            found = self._by_volume.get(volume) or found
        found = found or self.of_slug(UNLISTED_PREFIX + number)
        assert found is not None  # noqa: S101  the slug of a number always has one
        return found

    def printed_in(self, symbol: str) -> tuple[Instrument, ...]:
        """The instruments that a document prints."""
        return self._by_symbol.get(symbol, ())


_TELLING = 6
"""Least length, in characters, of a name that identifies an instrument without 《》."""


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """The key of a title: simplified, half-width, without blanks, quotation marks and inner brackets."""
    plain = unicodedata.normalize("NFKC", simplified(title)).casefold()
    return re.sub(r"[\s〈〉<>《》“”\"「」『』]", "", plain)
