"""What lists choose and count documents by, as arrays in memory: made once for a release, whose rows never change.

Values are stored as codes: positions in a sorted list of labels, -1 for no value.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import JSON, bindparam, type_coerce
from sqlmodel import Session, col

from app.db.dialect import values_as_json
from app.db.models import Document, KeywordRow
from app.db.once import once
from app.db.packed_rows import Packed, columns
from app.db.series_rows import SeriesRow

Codes = NDArray[np.int32]
Instants = NDArray[np.datetime64]
Mask = NDArray[np.bool_]
"""One boolean for each document."""

INSTANT = "datetime64[s]"
"""Instants of UTC as NumPy has them."""
SINGLE = ("body", "session", "year", "kind", "outcome", "committee")
_SCHEMES = {"goal": "sdg", "subject": "unbis"}


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A fact: its labels in order, and codes; `owners` are the numbers of their documents, where one has several."""

    labels: tuple[Any, ...]
    codes: Codes
    owners: Codes | None = None

    def holding(self, is_wanted: Mask, size: int) -> Mask:
        """The documents that have one of the labels for which `is_wanted` has a true value."""
        of_codes = np.append(is_wanted, False)[self.codes]
        if self.owners is None:
            return of_codes
        found = np.zeros(size, dtype=bool)
        found[self.owners[of_codes]] = True
        return found

    def among(self, values: Collection[Any]) -> Mask:
        """For each label, whether it is one of these."""
        wanted = set(values)
        return np.fromiter((label in wanted for label in self.labels), dtype=bool, count=len(self.labels))

    def counts(self, chosen: Mask) -> NDArray[np.intp]:
        """For each label, how many of the chosen documents have it."""
        codes = self.codes[chosen if self.owners is None else chosen[self.owners]]
        return np.bincount(codes[codes >= 0], minlength=len(self.labels))


@dataclass(frozen=True, slots=True, eq=False)
class DocumentColumns:
    """The facts of all documents, in the order of their keys.

    `facts` are the columns in `SINGLE`; `item`, the name of the agenda item; `numbered_item`, its name and number;
    `goal`, `target` (a goal or one of its targets) and `subject`. `newest` and `in_order` are the numbers of the
    documents, newest adoption first, and by organ, session and number; `place` is a document's place among the newest.
    `changed` is when each changed, and `by_change` their numbers in that order, earliest first.
    `series` is the series of each, -1 for none, and `position` its place in it, the oldest first.
    """

    keys: NDArray[np.int64]
    facts: Mapping[str, Labelled]
    newest: Codes
    place: Codes
    in_order: Codes
    changed: Instants
    by_change: Codes
    series: Codes
    position: Codes

    def __len__(self) -> int:
        """Number of documents."""
        return len(self.keys)


def document_columns(session: Session) -> DocumentColumns:
    """The columns of the release that a session reads."""
    return once(_read, session)


_NAMES = ("id", *SINGLE, "agenda_item", "agenda_item_title", "ordered_on", "sort_key", "changed_at")
# A date or instant is read as it is written, which sorts alike.
_DOCUMENTS = Packed(
    columns(*(type_coerce(getattr(Document, name), JSON) for name in _NAMES)).order_by(col(Document.id))
)


def _read(session: Session) -> DocumentColumns:
    rows = _DOCUMENTS.rows(session)
    by_name = dict(zip(_NAMES, zip(*rows, strict=True) if rows else [()] * len(_NAMES), strict=True))
    items = [
        title or number
        for title, number in zip(by_name["agenda_item_title"], by_name["agenda_item"], strict=True)
    ]
    keys = np.array(by_name["id"], dtype=np.int64)
    facts = {name: _coded(by_name[name]) for name in SINGLE}
    facts["item"] = _coded(items)
    numbered = zip(items, by_name["agenda_item"], strict=True)
    facts["numbered_item"] = _coded(
        [None if item is None else (item, number or "") for item, number in numbered]
    )
    in_order = sorted(range(len(rows)), key=lambda place: (by_name["sort_key"][place], place))
    dated = by_name["ordered_on"]
    newest = sorted(in_order, key=lambda place: dated[place] or "", reverse=True)
    changed = np.array([(instant or "").rstrip("Z") for instant in by_name["changed_at"]], dtype=INSTANT)
    return DocumentColumns(
        keys,
        facts | _keywords(session, keys),
        np.array(newest, dtype=np.int32),
        np.argsort(newest).astype(np.int32),
        np.array(in_order, dtype=np.int32),
        changed,
        np.argsort(changed, kind="stable").astype(np.int32),
        *_series(session, keys),
    )


def _series(session: Session, keys: NDArray[np.int64]) -> tuple[Codes, Codes]:
    series, position = np.full(len(keys), -1, dtype=np.int32), np.zeros(len(keys), dtype=np.int32)
    row: Any = SeriesRow
    found = session.execute(columns(row.document_id, row.series, row.position)).all()
    if found:
        documents, *facts = np.array(found, dtype=np.int64).T
        owners = np.searchsorted(keys, documents)
        series[owners], position[owners] = facts
    return series, position


# In the order of an index that has all of it.
_KEYWORDS = (
    columns(col(KeywordRow.value), values_as_json(KeywordRow.document_id))
    .where(col(KeywordRow.scheme) == bindparam("scheme"))
    .group_by(KeywordRow.value)
    .order_by(KeywordRow.value)
)


def _keywords(session: Session, keys: NDArray[np.int64]) -> dict[str, Labelled]:
    found: dict[str, Labelled] = {}
    for fact, scheme in _SCHEMES.items():
        rows = session.execute(_KEYWORDS, {"scheme": scheme}).all()
        having = [np.unique(np.array(json.loads(row[1]), dtype=np.int64)) for row in rows]
        values = [row[0] for row in rows]
        if fact == "goal":
            found["target"] = _held_by(values, having, keys)
            values, having = _whole(values, having)
        found[fact] = _held_by(values, having, keys)
    return found


def _whole(
    targets: Sequence[str], having: Sequence[NDArray[np.int64]]
) -> tuple[list[str], list[NDArray[np.int64]]]:
    """The goals of targets, with the documents that have any of their targets."""
    of_goal: dict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for target, some in zip(targets, having, strict=True):
        of_goal[target.partition(".")[0]].append(some)
    goals = sorted(of_goal)
    return goals, [np.unique(np.concatenate(of_goal[goal])) for goal in goals]


def _held_by(values: Sequence[str], having: Sequence[NDArray[np.int64]], keys: NDArray[np.int64]) -> Labelled:
    """Values in order, each with the keys of the documents that have it."""
    codes = np.repeat(np.arange(len(values), dtype=np.int32), list(map(len, having)))
    owners = np.searchsorted(keys, np.concatenate([*having, np.empty(0, dtype=np.int64)])).astype(np.int32)
    return Labelled(tuple(values), codes, owners)


def _coded(values: Sequence[Any]) -> Labelled:
    labels = sorted({value for value in values if value is not None})
    known = {label: code for code, label in enumerate(labels)}
    codes = np.fromiter((known.get(value, -1) for value in values), dtype=np.int32, count=len(values))
    return Labelled(tuple(labels), codes)
