"""The metadata of units and documents as arrays, one per fact, in index order.

Units of a document are adjacent, in the order of its text. Facts with few distinct values are stored as codes:
positions in a list of labels, -1 for no value.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.search.written_once import replaced

Codes = NDArray[np.int32]

UNIT_FACTS = ("part", "verb", "annex")
DOCUMENT_FACTS = ("body", "session", "organ_session", "year", "kind", "committee")
MULTI_VALUED_FACTS = ("subject", "voted", "cites", "stops", "state", "english")
"""Facts that may have several values: `subject` and `voted` of documents, the others of units. The codes of `english` are numbers of
English texts (`search.english_index`), which have no labels."""

TALLIES = ("in_favour", "against", "abstaining")
"""The numbers of votes for a document, -1 where it has no tally."""
_OF_DOCUMENTS = ("subject", "voted")

_FILE, _LABELS = "columns.npz", "labels.json"


@dataclass(frozen=True, eq=False)
class Columns:
    """The facts of an index as arrays.

    `unit_ids`, `unit_text` and `unit_document` have one entry per unit; `adopted` has one per document, a date as
    a number such as 20220707, 0 if unknown. `codes` maps a fact to its codes, one per unit or per document.
    `tallies` has the numbers of votes, one per document.
    `pairs` maps a multi-valued fact to an array of shape (2, n): numbers of units or documents, and codes.
    """

    addresses: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    unit_ids: NDArray[np.int64]
    unit_text: Codes
    unit_document: Codes
    adopted: Codes
    codes: Mapping[str, Codes]
    pairs: Mapping[str, Codes]
    tallies: Mapping[str, Codes]

    @classmethod
    def empty(cls) -> "Columns":
        """Columns without any units."""
        none = np.empty(0, dtype=np.int32)
        return cls(
            (),
            dict.fromkeys((*UNIT_FACTS, *DOCUMENT_FACTS, *MULTI_VALUED_FACTS), ()),
            np.empty(0, dtype=np.int64),
            none,
            none,
            none,
            dict.fromkeys((*UNIT_FACTS, *DOCUMENT_FACTS), none),
            {fact: np.empty((2, 0), dtype=np.int32) for fact in MULTI_VALUED_FACTS},
            dict.fromkeys(TALLIES, none),
        )

    @classmethod
    def load(cls, folder: Path) -> "Columns":
        """Read the columns stored in a folder. Raises FileNotFoundError if there are none."""
        named = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        with np.load(folder / _FILE) as arrays:
            stored = dict(arrays)
        return cls(
            tuple(named["addresses"]),
            {fact: tuple(labels) for fact, labels in named["labels"].items()},
            stored["unit_ids"],
            stored["unit_text"],
            stored["unit_document"],
            stored["adopted"],
            {fact: stored[fact] for fact in (*UNIT_FACTS, *DOCUMENT_FACTS)},
            {fact: stored[fact] for fact in MULTI_VALUED_FACTS},
            {fact: stored[fact] for fact in TALLIES},
        )

    def save(self, folder: Path) -> None:
        """Store the columns in a folder."""
        named = {"addresses": self.addresses, "labels": self.labels}
        with replaced(folder / _LABELS) as path:
            path.write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")
        whole = {name: getattr(self, name) for name in ("unit_ids", "unit_text", "unit_document", "adopted")}
        arrays: dict[str, Any] = {**whole, **self.codes, **self.pairs, **self.tallies}
        with replaced(folder / _FILE) as path:
            np.savez(path, **arrays)

    def __len__(self) -> int:
        """Number of units."""
        return len(self.unit_ids)

    @cached_property
    def unit_codes(self) -> Mapping[str, Codes]:
        """The codes of each single-valued fact, one per unit."""
        spread = {fact: self.codes[fact][self.unit_document] for fact in DOCUMENT_FACTS}
        return spread | {fact: self.codes[fact] for fact in UNIT_FACTS}

    @cached_property
    def years(self) -> NDArray[np.int32]:
        """The year of each unit, -1 if unknown."""
        labels = np.array([*map(int, self.labels["year"]), -1], dtype=np.int32)
        return labels[self.unit_codes["year"]]

    @cached_property
    def is_title(self) -> NDArray[np.bool_]:
        """Whether each unit is a title."""
        labels = np.array([*self.labels["part"], ""])
        mask: NDArray[np.bool_] = (labels == "title")[self.codes["part"]]
        return mask

    @cached_property
    def facts_of_documents(self) -> "JoinedFacts":
        """All facts of documents as one, but votes."""
        return JoinedFacts.of(self, (*DOCUMENT_FACTS, "subject"), len(self.addresses))

    @cached_property
    def votes_of_documents(self) -> "JoinedFacts":
        """How states voted: by itself, since a document has more votes than all else together."""
        return JoinedFacts.of(self, ("voted",), len(self.addresses))

    @cached_property
    def facts_of_units(self) -> "JoinedFacts":
        """All facts of units as one."""
        return JoinedFacts.of(self, (*UNIT_FACTS, "state"), len(self))

    def stops_of(self, unit: int) -> tuple[int, ...]:
        """The offsets in a unit's folded text at which a sentence begins, after the first."""
        owners, codes = self.pairs["stops"]
        first, last = np.searchsorted(owners, [unit, unit + 1])
        return tuple(int(self.labels["stops"][code]) for code in codes[first:last])

    @cached_property
    def units_by_text(self) -> tuple[Codes, Codes]:
        """Unit numbers sorted by text, and the offset of each text's first unit among them."""
        order = np.argsort(self.unit_text, kind="stable").astype(np.int32)
        last = int(self.unit_text.max()) if len(self) else -1
        starts = np.searchsorted(self.unit_text[order], np.arange(last + 2)).astype(np.int32)
        return order, starts

    def units_of(self, texts: Codes) -> tuple[Codes, Codes]:
        """The units of these texts, text by text, and the number of units of each text."""
        order, starts = self.units_by_text
        if not len(texts) or texts.max() < len(starts) - 1:
            places, counts = _rows_of(starts, texts)
            return order[places], counts
        # Texts of removed documents stay in the store, without units.
        is_here = texts < len(starts) - 1
        counts = np.zeros(len(texts), dtype=np.int32)
        places, counts[is_here] = _rows_of(starts, texts[is_here])
        return order[places], counts

    @cached_property
    def _first_pairs(self) -> Mapping[str, Codes]:
        """Of facets with several values, the offset of each owner's first pair; pairs are in the order of owners."""
        owners = {
            **dict.fromkeys(_OF_DOCUMENTS, len(self.addresses)),
            "state": len(self),
            "english": len(self),
        }
        return {
            fact: np.searchsorted(self.pairs[fact][0], np.arange(count + 1)).astype(np.int32)
            for fact, count in owners.items()
        }

    def codes_of(self, facet: str, owners: Codes) -> tuple[Codes, Codes]:
        """The codes that these documents have of `subject` or `voted`, or these units of `state` or `english`, one owner after
        another, and how many each has."""
        places, counts = _rows_of(self._first_pairs[facet], owners)
        return self.pairs[facet][1][places], counts

    @cached_property
    def _document_numbers(self) -> Mapping[str, int]:
        return {address: number for number, address in enumerate(self.addresses)}

    def documents_at(self, addresses: Collection[str]) -> Codes:
        """The numbers of the documents at these addresses, as far as they are known."""
        known = map(self._document_numbers.get, addresses)
        return np.array(sorted(number for number in known if number is not None), dtype=np.int32)

    def have(self, facet: str, values: Collection[str], units: Codes) -> NDArray[np.bool_]:
        """Whether each of these units has one of these values of a facet; the empty string means no value."""
        labels = self.labels[facet]
        is_sought = np.zeros(len(labels) + 1, dtype=bool)
        is_sought[[code for code, label in enumerate(labels) if label in values]] = True
        # The code for no value, -1, indexes the last element.
        is_sought[-1] = "" in values
        owners = units if facet in UNIT_FACTS or facet == "state" else self.unit_document[units]
        if facet in self.codes:
            found: NDArray[np.bool_] = is_sought[self.codes[facet][owners]]
            return found
        codes, counts = self.codes_of(facet, owners)
        holding = np.repeat(np.arange(len(owners)), counts)[is_sought[codes]]
        return np.bincount(holding, minlength=len(owners)) > 0

    def without(self, addresses: frozenset[str]) -> "Columns":
        """The columns without the documents at these addresses."""
        stays = np.array([address not in addresses for address in self.addresses], dtype=bool)
        if stays.all():
            return self
        units = stays[self.unit_document]
        document = np.cumsum(stays, dtype=np.int32) - 1
        unit = np.cumsum(units, dtype=np.int32) - 1
        of_units = dict.fromkeys(("cites", "stops", "state", "english"), (units, unit))
        kept = {**dict.fromkeys(_OF_DOCUMENTS, (stays, document)), **of_units}
        return Columns(
            tuple(address for address in self.addresses if address not in addresses),
            self.labels,
            self.unit_ids[units],
            self.unit_text[units],
            document[self.unit_document[units]],
            self.adopted[stays],
            {fact: codes[units if fact in UNIT_FACTS else stays] for fact, codes in self.codes.items()},
            {fact: _renumbered(self.pairs[fact], *kept[fact]) for fact in MULTI_VALUED_FACTS},
            {fact: numbers[stays] for fact, numbers in self.tallies.items()},
        )


@dataclass(frozen=True, slots=True, eq=False)
class JoinedFacts:
    """Several facts of documents, or of units, as one: all values of one fact behind those of another.

    `labels` are the values, those of a fact in their order, from the fact's place in `borders` to the next one; `facts`
    tells each fact's place there, `fact_of` that of the fact of each value. `codes` are the values of each owner, one
    owner after another; `starts` are where those of each begin, and the end of the last one's.
    """

    labels: tuple[str, ...]
    facts: Mapping[str, int]
    borders: NDArray[np.int64]
    fact_of: NDArray[np.int64]
    starts: Codes
    codes: Codes

    @classmethod
    def of(cls, columns: Columns, facts: Sequence[str], owners: int) -> "JoinedFacts":
        """These facts of so many documents or units."""
        labels: list[str] = []
        borders = [0]
        pairs = [np.empty((2, 0), dtype=np.int32)]
        for fact in facts:
            of_fact = columns.labels[fact]
            in_order = sorted(range(len(of_fact)), key=of_fact.__getitem__)
            numbers = np.empty(len(of_fact), dtype=np.int32)
            numbers[in_order] = np.arange(len(labels), len(labels) + len(of_fact))
            having, codes = _pairs_of(columns, fact)
            pairs.append(np.stack([having, numbers[codes]]))
            labels += [of_fact[code] for code in in_order]
            borders.append(len(labels))
        having, joined = np.concatenate(pairs, axis=1)
        order = np.argsort(having, kind="stable")
        starts = np.searchsorted(having[order], np.arange(owners + 1)).astype(np.int32)
        places = {fact: place for place, fact in enumerate(facts)}
        fact_of = np.repeat(np.arange(len(facts)), np.diff(borders))
        return cls(tuple(labels), places, np.array(borders), fact_of, starts, joined[order])

    def codes_of(self, owners: Codes) -> tuple[Codes, Codes]:
        """The codes of these documents or units, one after another, and how many each has."""
        places, counts = _rows_of(self.starts, owners)
        return self.codes[places], counts


def _pairs_of(columns: Columns, fact: str) -> Codes:
    """Who has a fact, and its codes."""
    if fact in columns.pairs:
        return columns.pairs[fact]
    having = np.flatnonzero(columns.codes[fact] >= 0).astype(np.int32)
    return np.stack([having, columns.codes[fact][having]])


def _rows_of(starts: Codes, chosen: Codes) -> tuple[Codes, Codes]:
    """The numbers of the rows of some groups, group by group, and how many each has; `starts` are the groups' first
    rows, and the end of the last group."""
    begins = starts[chosen]
    counts = starts[chosen + 1] - begins
    # Methods: the functions of the same names look for them first, which takes as long.
    rows = (begins - (counts.cumsum() - counts)).repeat(counts)
    rows += np.arange(len(rows))
    return rows, counts


def _renumbered(pairs: Codes, stays: NDArray[np.bool_], numbers: Codes) -> Codes:
    owners, codes = pairs[:, stays[pairs[0]]]
    return np.stack([numbers[owners], codes])
