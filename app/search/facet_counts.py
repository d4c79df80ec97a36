"""Facet counts: the number of matching units for each value of a facet."""

import numpy as np

from app.search.columns import DOCUMENT_FACTS, UNIT_FACTS, Columns
from app.search.engine import FacetCount
from app.search.text_engine import Numbers


def count_values(columns: Columns, facet: str, units: Numbers) -> tuple[FacetCount, ...]:
    """The values of a facet among these units with their counts, highest first, ties by label."""
    labels = columns.labels[facet]
    counts = _counts(columns, facet, units, len(labels))
    found = columns.codes_by_label[facet]
    found = found[counts[found] > 0]
    found = found[np.argsort(-counts[found], kind="stable")]
    return tuple(map(FacetCount, [labels[code] for code in found.tolist()], counts[found].tolist()))


def _counts(columns: Columns, facet: str, units: Numbers, size: int) -> np.ndarray:
    documents = columns.unit_document[units]
    if facet in UNIT_FACTS or facet in DOCUMENT_FACTS:
        codes = columns.codes[facet][units if facet in UNIT_FACTS else documents]
        return np.bincount(codes[codes >= 0], minlength=size)
    of_documents = np.bincount(documents, minlength=len(columns.addresses))
    owners, codes = columns.pairs[facet]
    return np.bincount(codes, weights=of_documents[owners], minlength=size).astype(np.int64)
