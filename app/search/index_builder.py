"""Builds the columns of an index: collects units and documents as rows, then turns the rows into arrays."""

from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.columns import DOCUMENT_FACTS, MULTI_VALUED_FACTS, TALLIES, UNIT_FACTS, Codes, Columns
from app.search.text_store import TextNumbers


@dataclass(slots=True)
class IndexBuilder:
    """Rows to be added to an index. `numbers` and `english` give new texts the next numbers; new labels get the next
    codes."""

    labels: dict[str, dict[str, int]]
    numbers: TextNumbers
    english: TextNumbers
    documents: dict[str, int] = field(default_factory=dict)
    rows: dict[str, "array[int]"] = field(default_factory=dict)
    pairs: dict[str, "array[int]"] = field(default_factory=dict)

    @classmethod
    def extending(cls, columns: Columns, numbers: TextNumbers, english: TextNumbers) -> "IndexBuilder":
        """An empty builder that continues the codes of `columns`."""
        labels = {
            fact: {label: code for code, label in enumerate(labels)}
            for fact, labels in columns.labels.items()
        }
        return cls(labels, numbers, english)

    def add(self, changes: Changes) -> None:
        """Add documents and their units."""
        for document in changes.documents:
            self._document(document)
        for unit in changes.units:
            self._unit(unit)

    def _document(self, document: SearchDocument) -> None:
        number = self.documents.setdefault(document.address, len(self.documents))
        self._row("adopted", int(document.adopted_on.replace("-", "") or 0))
        for fact in DOCUMENT_FACTS:
            self._row(fact, self._code(fact, getattr(document, fact)))
        for subject in document.subjects:
            self._pair("subject", number, self._code("subject", subject))
        for vote in document.votes:
            self._pair("voted", number, self._code("voted", vote))
        for fact in TALLIES:
            votes = getattr(document, fact)
            self._row(fact, -1 if votes is None else votes)

    def _unit(self, unit: SearchUnit) -> None:
        number = len(self.rows.get("unit_ids", ()))
        self._row("unit_ids", unit.id)
        self._row("unit_document", self.documents[unit.document])
        self._row("unit_text", self.numbers.of(unit.folded))
        for fact in UNIT_FACTS:
            self._row(fact, self._code(fact, getattr(unit, fact)))
        for fact, values in (("cites", unit.cites), ("stops", unit.stops), ("state", unit.states)):
            for value in values:
                self._pair(fact, number, self._code(fact, value))
        for text in unit.english:
            self._pair("english", number, self.english.of(text))

    def _row(self, column: str, value: int) -> None:
        # Of an archive, lists of numbers would take as much memory as its texts.
        if column not in self.rows:
            self.rows[column] = array("q")
        self.rows[column].append(value)

    def _pair(self, fact: str, owner: int, code: int) -> None:
        if fact not in self.pairs:
            self.pairs[fact] = array("q")
        self.pairs[fact].extend((owner, code))

    def _code(self, fact: str, label: str | int | None) -> int:
        if label is None or label == "":
            return -1
        known = self.labels[fact]
        return known.setdefault(str(label), len(known))

    def appended_to(self, columns: Columns) -> Columns:
        """The index's columns with these rows appended."""
        count = len(columns.addresses)
        owners = {
            "subject": count,
            "voted": count,
            **dict.fromkeys(("cites", "stops", "state", "english"), len(columns)),
        }
        whole = {
            name: np.concatenate([getattr(columns, name), self._array(name, np.int32)])
            for name in ("unit_text", "adopted")
        }
        return Columns(
            (*columns.addresses, *self.documents),
            {fact: tuple(known) for fact, known in self.labels.items()},
            np.concatenate([columns.unit_ids, self._array("unit_ids", np.int64)]),
            unit_document=np.concatenate(
                [columns.unit_document, self._array("unit_document", np.int32) + count]
            ),
            codes={
                fact: np.concatenate([codes, self._array(fact, np.int32)])
                for fact, codes in columns.codes.items()
            },
            pairs={fact: self._paired(columns, fact, owners[fact]) for fact in MULTI_VALUED_FACTS},
            tallies={
                fact: np.concatenate([numbers, self._array(fact, np.int32)])
                for fact, numbers in columns.tallies.items()
            },
            **whole,
        )

    def _array(self, column: str, kind: type) -> NDArray[np.integer]:
        return np.array(self.rows.get(column, ()), dtype=kind)

    def _paired(self, columns: Columns, fact: str, first: int) -> Codes:
        added = np.array(self.pairs.get(fact, ()), dtype=np.int32).reshape(-1, 2).T
        return np.concatenate([columns.pairs[fact], added + np.array([[first], [0]], dtype=np.int32)], axis=1)
