"""How long texts are and which characters they have, roughly: what cannot be like a passage is left out unread.

What two texts share in order is no longer than the characters of one that the other has at all. Characters fall into
classes, a bit each; a text that lacks the class of a character lacks the character.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.search.text_engine import Mask

_CLASS_BITS = 8
_CLASSES = 1 << _CLASS_BITS
_BYTES = _CLASSES // 8
_SPREAD = 2_654_435_761
"""Neighbouring code points fall into classes far apart (Knuth's multiplicative hashing)."""
_SLACK = 1e-6
"""More than any error of rounding: what is left out is unlike for sure."""

DTYPE = np.dtype([("length", np.uint32), ("classes", np.uint8, (_BYTES,))])
"""Of a text the number of its characters, and the classes that it has."""

Characters = NDArray[np.void]
"""One `DTYPE` for each text."""


def characters_of(texts: Sequence[str]) -> Characters:
    """The characters of some texts."""
    found = np.zeros(len(texts), dtype=DTYPE)
    lengths = np.array([len(text) for text in texts], dtype=np.uint32)
    has = np.zeros((len(texts), _CLASSES), dtype=bool)
    has[np.repeat(np.arange(len(texts)), lengths), _classes("".join(texts))] = True
    found["length"], found["classes"] = lengths, np.packbits(has, axis=1)
    return found


def can_be_like(folded: str, among: Characters, least: float) -> Mask:
    """Whether each of some texts can have a normalized Indel similarity (0 to 1) of so much to another text."""
    lengths = among["length"].astype(np.int64)
    shared = np.minimum(_shared_at_most(folded, among["classes"]), lengths)
    possible: Mask = 2 * shared >= (least - _SLACK) * (lengths + len(folded))
    return possible


def _shared_at_most(folded: str, classes: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many characters of a text fall into classes that each of the others has."""
    weights = np.bincount(_classes(folded), minlength=_CLASSES).reshape(_BYTES, 8)
    # By byte: how many fall into the classes of each of its values.
    values = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    by_value = weights @ values.T.astype(np.int64)
    shared: NDArray[np.int64] = by_value[np.arange(_BYTES), classes].sum(axis=1)
    return shared


def _classes(text: str) -> NDArray[np.uint32]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return (points * np.uint32(_SPREAD)) >> np.uint32(32 - _CLASS_BITS)
