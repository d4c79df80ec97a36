"""Segments folded texts into words, on all processors if there are many."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from app.domain.segmentation import Segmenter
from app.ingest.parallel import in_order

_BATCH_SIZE = 25_000
"""Number of characters segmented per task, and a text."""
_MIN_BATCHES_FOR_PROCESSES = 20
"""Each process loads the dictionary first, which takes as long as to segment so much."""


def cutter(
    words: Segmenter, begin: Callable[[int], None], advance: Callable[[], None]
) -> Callable[[Sequence[str]], Iterator[list[str]]]:
    """A function that segments texts on all processors; it calls `begin` with their number, and `advance` per text."""

    def cut(texts: Sequence[str]) -> Iterator[list[str]]:
        begin(len(texts))
        cut_parts = in_order(_cut, words, list(_parts(texts)), min_parallel=_MIN_BATCHES_FOR_PROCESSES)
        for found in chain.from_iterable(cut_parts):
            yield found
            advance()

    return cut


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = size = 0
    for number, text in enumerate(texts, start=1):
        size += len(text)
        if size >= _BATCH_SIZE:
            yield texts[start:number]
            start, size = number, 0
    if start < len(texts):
        yield texts[start:]


def _cut(words: Segmenter, texts: Sequence[str]) -> list[list[str]]:
    return [words.of(text) for text in texts]
