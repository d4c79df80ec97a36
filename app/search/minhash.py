"""Near-duplicate texts: a MinHash index with banding finds candidates, whose similarity is then measured exactly.

A text is treated as the set of its character bigrams. The more bigrams two texts share, the more of their bands
are equal; one equal band makes a candidate.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel
from rensa import RMinHash

from app.search.text_engine import Numbers, Scores
from app.search.text_store import FoldedTexts

_BANDS, _ROWS = 64, 2
"""At least one of 64 bands of two hashes is equal for 99.8 % of pairs of texts with 70 % similarity (docs/performance.md)."""
_SEED = 1
_BATCH_SIZE = 4000
_KEYS, _ORDER = "alike-keys.npy", "alike-order.npy"

Keys = NDArray[np.uint32]
"""Shape (bands, texts)."""


class MinHashIndex:
    """A MinHash index of folded texts. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder. Raises FileNotFoundError if there is none."""
        # As plain arrays: a slice of a memmap costs ten times as much.
        self._keys: Keys = np.load(folder / _KEYS, mmap_mode="r").view(np.ndarray)
        self._order: Numbers = np.load(folder / _ORDER, mmap_mode="r").view(np.ndarray)

    def similar_to(self, folded: str, texts: FoldedTexts, least: float) -> tuple[Numbers, Scores]:
        """The texts whose normalized Indel similarity to `folded` is at least `least` (0 to 1), and their similarity."""
        numbers = self._candidates(folded)
        found = [texts[number] for number in numbers.tolist()]
        if not found:
            return numbers, np.empty(0, dtype=np.float32)
        ratios = process.cdist([folded], found, scorer=Indel.normalized_similarity, score_cutoff=least)[0]
        is_similar = ratios >= least
        return numbers[is_similar], ratios[is_similar].astype(np.float32)

    def _candidates(self, folded: str) -> Numbers:
        keys = _band_keys([folded])[:, 0]
        spans = [
            _with_key(key, band, order)
            for band, order, key in zip(self._keys, self._order, keys.tolist(), strict=True)
        ]
        return np.unique(np.concatenate(spans))


def _with_key(key: int, band: NDArray[np.uint32], order: Numbers) -> Numbers:
    """The texts with this key, given all keys of a band and their order."""
    # Not np.searchsorted, which copies the whole order at each call to have its numbers wider.
    key_of = band.data.__getitem__
    texts = order.data
    return order[bisect_left(texts, key, key=key_of) : bisect_right(texts, key, key=key_of)]


def append(folder: Path, texts: Sequence[str]) -> None:
    """Append texts to the index in a folder, or create it."""
    known = [np.load(folder / _KEYS)] if (folder / _KEYS).exists() else []
    keys = np.concatenate([*known, _band_keys(texts)], axis=1)
    np.save(folder / _KEYS, keys)
    np.save(folder / _ORDER, np.argsort(keys, axis=1, kind="stable").astype(np.int32))


def _band_keys(texts: Sequence[str]) -> Keys:
    parts = (texts[start : start + _BATCH_SIZE] for start in range(0, len(texts), _BATCH_SIZE))
    signed = [_signatures(part) for part in parts]
    hashes = np.concatenate(signed) if signed else np.empty((0, _BANDS * _ROWS), dtype=np.uint32)
    bands = hashes.reshape(len(hashes), _BANDS, _ROWS)
    # One number stands for the two hashes of a band; false candidates by collision fail the exact measurement.
    keys: Keys = bands[:, :, 0] * np.uint32(2_654_435_761) ^ bands[:, :, 1]
    return np.ascontiguousarray(keys.T)


def _signatures(texts: Sequence[str]) -> NDArray[np.uint32]:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.uint64
    )
    lengths = np.array([len(text) for text in texts])
    pairs = (points[:-1] << np.uint64(21)) | points[1:]
    # A bigram across the border of two texts belongs to neither.
    is_inside = np.ones(len(pairs), dtype=bool)
    borders = np.unique(np.cumsum(lengths))
    is_inside[borders[(borders > 0) & (borders < len(points))] - 1] = False
    ends = np.concatenate([[0], np.cumsum(np.maximum(lengths - 1, 0))])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        pairs[is_inside], ends, num_perm=_BANDS * _ROWS, seed=_SEED
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)
