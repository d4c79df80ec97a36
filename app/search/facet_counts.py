"""Facet counts: the number of matching units for each value of a facet."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from app.search.columns import DOCUMENT_FACTS, UNIT_FACTS, Codes, Columns
from app.search.engine import FacetCount
from app.search.text_engine import Numbers

_FEW = 200
"""Up to so many units are counted one by one, which takes less time than arrays of all values."""


def count_values(columns: Columns, facet: str, units: Numbers) -> tuple[FacetCount, ...]:
    """The values of a facet among these units with their counts, highest first, ties by label."""
    labels = columns.labels[facet]
    if len(units) <= _FEW:
        return _counted(labels, _codes(columns, facet, units))
    counts = _counts(columns, facet, units, len(labels))
    found = columns.codes_by_label[facet]
    found = found[counts[found] > 0]
    found = found[np.argsort(-counts[found], kind="stable")]
    return tuple(map(FacetCount, [labels[code] for code in found.tolist()], counts[found].tolist()))


def _counted(labels: Sequence[str], codes: Codes) -> tuple[FacetCount, ...]:
    counted = [
        FacetCount(labels[code], count) for code, count in Counter(codes.tolist()).items() if code >= 0
    ]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))


def _codes(columns: Columns, facet: str, units: Numbers) -> Codes:
    """The codes that units have, each as often as it is had."""
    documents = columns.unit_document[units]
    if facet in UNIT_FACTS or facet in DOCUMENT_FACTS:
        return columns.codes[facet][units if facet in UNIT_FACTS else documents]
    return columns.subjects_of(documents)[0]


def _counts(columns: Columns, facet: str, units: Numbers, size: int) -> np.ndarray:
    documents = columns.unit_document[units]
    if facet in UNIT_FACTS or facet in DOCUMENT_FACTS:
        codes = columns.codes[facet][units if facet in UNIT_FACTS else documents]
        return np.bincount(codes[codes >= 0], minlength=size)
    of_documents = np.bincount(documents)
    owners = np.flatnonzero(of_documents).astype(np.int32)
    codes, many = columns.subjects_of(owners)
    weights = np.repeat(of_documents[owners], many)
    return np.bincount(codes, weights=weights, minlength=size).astype(np.int64)
