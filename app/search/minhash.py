"""Near-duplicate texts: a MinHash index with banding finds candidates, whose similarity is then measured exactly.

A text is treated as the set of its character bigrams. The more bigrams two texts share, the more of their bands
are equal; two equal bands make a candidate, unless its characters tell that it cannot be like enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel
from rensa import RMinHash

from app.search.characters import Characters, can_be_like, characters_of
from app.search.text_engine import Numbers, Scores
from app.search.text_store import FoldedTexts

_BANDS, _ROWS = 64, 2
"""At least one of 64 bands of two hashes is equal for 99.8 % of pairs of texts with 70 % similarity (docs/performance.md)."""
SHARED = 2
"""How many bands a candidate shares at least. Most texts that share one do so by chance, a number that grows with the
archive; of 1,445 pairs of texts with 70 % similarity none shared fewer than two (docs/performance.md)."""
_SEED = 1
_BATCH_SIZE = 4000
_FOLDER, _KEYS, _ORDER, _CHARACTERS = "alike", "keys", "order", "characters"
_KINDS = (_KEYS, _ORDER, _CHARACTERS)
_MOST_NUMBER = np.iinfo(np.int32).max
_SEGMENTS = 6
"""How many small segments there are before they become one, or part of the first."""
_SMALL = 4
"""The other segments together have at most one of so many parts of the texts of the first."""

Keys = NDArray[np.uint32]
"""Shape (bands, texts)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Segment:
    """The keys of adjacent texts, of which `first` is the number of the first, the order of each band by key, and the
    characters of the texts."""

    first: int
    keys: Keys
    order: Numbers
    characters: Characters

    def __len__(self) -> int:
        return len(self.keys[0])

    def with_keys(self, sought: Keys) -> Iterator[Numbers]:
        """The numbers of the texts that share a band, by band."""
        firsts, ends = self._spans(sought).tolist()
        for order, first, end in zip(self.order, firsts, ends, strict=True):
            if first < end:
                yield order[first:end] + np.int32(self.first)

    def _spans(self, sought: Keys) -> NDArray[np.int64]:
        """Where the texts with each key begin in the order of its band, and where they end.

        All are looked for at once: to call NumPy takes as long for one key as for one of each band.
        """
        bands = np.tile(np.arange(len(sought)), 2)
        least = np.concatenate([sought, sought + np.int64(1)])
        places = np.zeros(len(bands), dtype=np.int64)
        for bit in reversed(range(len(self).bit_length())):
            beyond = places + (1 << bit)
            last = np.minimum(beyond, len(self)) - 1
            is_less = self.keys[bands, self.order[bands, last]] < least
            places = np.where(is_less & (beyond <= len(self)), beyond, places)
        return places.reshape(2, -1)


class MinHashIndex:
    """A MinHash index of folded texts, in segments that are written once. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder. Raises FileNotFoundError if there is none."""
        self._segments = _segments(folder)
        if not self._segments:
            raise FileNotFoundError(folder / _FOLDER)

    def similar_to(self, folded: str, texts: FoldedTexts, least: float) -> tuple[Numbers, Scores]:
        """The texts whose normalized Indel similarity to `folded` is at least `least` (0 to 1), and their similarity."""
        numbers = self._candidates(folded)
        numbers = numbers[can_be_like(folded, self._characters(numbers), least)]
        found = [texts[number] for number in numbers.tolist()]
        if not found:
            return numbers, np.empty(0, dtype=np.float32)
        ratios = process.cdist([folded], found, scorer=Indel.normalized_similarity, score_cutoff=least)[0]
        is_similar = ratios >= least
        return numbers[is_similar], ratios[is_similar].astype(np.float32)

    def _candidates(self, folded: str) -> Numbers:
        keys = band_keys([folded])[:, 0]
        none = np.empty(0, dtype=np.int32)
        found = np.concatenate([none, *(one for part in self._segments for one in part.with_keys(keys))])
        found.sort()
        # Of one that shares as many, so many stand in a row.
        often = found[SHARED - 1 :][found[SHARED - 1 :] == found[: len(found) - SHARED + 1]]
        once: Numbers = often[np.append(True, often[1:] != often[:-1])[: len(often)]]
        return once

    def lengths(self, numbers: Numbers) -> NDArray[np.uint32]:
        """The numbers of characters of these texts."""
        lengths: NDArray[np.uint32] = self._characters(numbers)["length"]
        return lengths

    def _characters(self, numbers: Numbers) -> Characters:
        """The characters of texts, whose numbers rise."""
        edges = np.searchsorted(numbers, [part.first for part in self._segments] + [_MOST_NUMBER])
        return np.concatenate(
            [
                part.characters[numbers[start:end] - np.int32(part.first)]
                for part, start, end in zip(self._segments, edges, edges[1:], strict=False)
            ]
        )


def append(folder: Path, texts: Sequence[str]) -> None:
    """Append texts to the index in a folder, or create it."""
    (folder / _FOLDER).mkdir(exist_ok=True)
    segments = _segments(folder)
    if segments and not texts:
        return
    keys = band_keys(texts)
    kept = _kept(segments, keys.shape[1])
    gone = segments[kept:]
    first = gone[0].first if gone else sum(map(len, segments))
    keys = np.concatenate([*(one.keys for one in gone), keys], axis=1)
    characters = np.concatenate([*(one.characters for one in gone), _characters(texts)])
    for one in gone:
        for path in _paths(folder, one):
            path.unlink()
    order = np.argsort(keys, axis=1, kind="stable").astype(np.int32)
    made = _Segment(first, keys, order, characters)
    for path, array in zip(_paths(folder, made), (keys, order, characters), strict=True):
        np.save(path, array)


def _kept(segments: Sequence[_Segment], added: int) -> int:
    """How many of the segments stay when so many texts are added; the others become part of the new one."""
    if not segments or _SMALL * (sum(map(len, segments[1:])) + added) > len(segments[0]):
        return 0
    return len(segments) if len(segments) <= _SEGMENTS else 1


def _segments(folder: Path) -> list[_Segment]:
    """The segments in a folder, in the order of their texts."""
    found = []
    for path in (folder / _FOLDER).glob(f"*.{_ORDER}.npy"):
        first = int(path.name.split(".")[0])
        paths = (path.with_name(path.name.replace(_ORDER, kind)) for kind in _KINDS)
        # As plain arrays: a slice of a memmap costs ten times as much.
        arrays = (np.load(one, mmap_mode="r").view(np.ndarray) for one in paths)
        found.append(_Segment(first, *arrays))
    return sorted(found, key=lambda one: one.first)


def _paths(folder: Path, segment: _Segment) -> tuple[Path, ...]:
    """The files of a segment. Its size is part of their names: a larger one replaces it under another name."""
    name = f"{segment.first:09}.{len(segment)}"
    return tuple(folder / _FOLDER / f"{name}.{kind}.npy" for kind in _KINDS)


def _characters(texts: Sequence[str]) -> Characters:
    parts = (texts[start : start + _BATCH_SIZE] for start in range(0, len(texts), _BATCH_SIZE))
    return np.concatenate([characters_of(()), *map(characters_of, parts)])


def band_keys(texts: Sequence[str]) -> Keys:
    """The keys of all bands of some texts."""
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
