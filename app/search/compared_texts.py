"""Which of the texts that share many of a passage's words are compared with it, where they are too many: those that
share the most; of those that share as many, the shortest, which a passage is likest to; then by what they are known by.

Nothing of that depends on the engine or on the order in which texts came, so every index compares the same ones.
"""

from collections.abc import Collection
from hashlib import blake2b
from typing import Protocol

import numpy as np

from app.search.text_engine import Numbers, TextEngine


class _Texts(Protocol):
    def __getitem__(self, number: int) -> str: ...
    def __len__(self) -> int: ...


def digest(text: str) -> str:
    """What a text is known by, wherever it lies."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def sharing_most(
    engine: TextEngine, texts: _Texts, words: Collection[str], enough: int, most: int
) -> Numbers:
    """The texts with so many of some words that these have `enough` characters; at most so many."""
    found = engine.sharing(words, enough, most + 1)
    if len(found.texts) <= most:
        return np.sort(found.texts)
    fewest = int(found.shared.min())
    more = found.texts[found.shared > fewest]
    found = engine.sharing(words, fewest, len(texts))
    as_many = found.texts[found.shared == fewest]
    return np.sort(np.append(more, shortest(texts, as_many, most - len(more))))


def shortest(texts: _Texts, numbers: Numbers, most: int) -> Numbers:
    """Of some texts the shortest, at most so many."""

    def place(number: int) -> tuple[int, str]:
        return len(texts[number]), digest(texts[number])

    return np.array(sorted(numbers.tolist(), key=place)[:most], dtype=numbers.dtype)
