"""The distinct folded texts of an archive, in one file; the number of a text is its position in the file."""

import mmap
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from app.domain.text import stands_in
from app.search.text_engine import Numbers, Scores

_FILE, _ENDS = "texts.utf8", "texts.ends.npy"
_BLOCK_SIZE = 10_000
"""How many texts a scan of all texts holds in memory at a time."""


class FoldedTexts:
    """Memory-mapped texts. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the texts in a folder. Raises FileNotFoundError if there are none."""
        self._ends = np.load(folder / _ENDS)
        self._end = memoryview(self._ends)
        self._lengths: Scores = np.diff(self._ends, prepend=0).astype(np.float32)
        with (folder / _FILE).open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        """The text with this number."""
        return self._of(number).decode()

    def _of(self, number: int) -> bytes:
        return self._bytes[self._end[number - 1] if number else 0 : self._end[number]]

    def lengths(self) -> Scores:
        """The length of each text, in UTF-8 bytes."""
        return self._lengths

    def holding(self, phrase: str, among: Numbers | None = None) -> Numbers:
        """The texts that hold a phrase, among these or among all."""
        if among is None:
            among = self._with_bytes(phrase.encode())
        else:
            sought = phrase.encode()
            among = _numbers(number for number in among.tolist() if sought in self._of(number))
        first, last = phrase[0], phrase[-1]
        if not (first.isascii() and first.isalnum()) and not (last.isascii() and last.isalnum()):
            return among
        return _numbers(number for number in among.tolist() if stands_in(phrase, self[number]))

    def holding_any(self, characters: frozenset[str]) -> Numbers:
        """The texts that hold any of these characters."""
        return _numbers(number for number in range(len(self)) if not characters.isdisjoint(self[number]))

    def _with_bytes(self, sought: bytes) -> Numbers:
        """The texts that hold these bytes, by a scan of all texts, block by block."""
        found = (
            number
            for first in range(0, len(self), _BLOCK_SIZE)
            for number in self._in_block(sought, first, min(first + _BLOCK_SIZE, len(self)))
        )
        return _numbers(found)

    def _in_block(self, sought: bytes, first: int, stop: int) -> Iterator[int]:
        begun = self._end[first - 1] if first else 0
        block = self._bytes[begun : self._end[stop - 1]]
        ends = memoryview(self._ends[first:stop] - begun)
        place = block.find(sought)
        while place >= 0:
            number = bisect_right(ends, place)
            if place + len(sought) <= ends[number]:
                yield first + number
                place = block.find(sought, ends[number])
            else:
                place = block.find(sought, place + 1)


def append(folder: Path, texts: Iterable[str]) -> None:
    """Append texts to those in a folder, or create the store."""
    ends = np.load(folder / _ENDS) if (folder / _ENDS).exists() else np.empty(0, dtype=np.int64)
    encoded = [text.encode() for text in texts]
    start = int(ends[-1]) if len(ends) else 0
    with (folder / _FILE).open("r+b" if start else "wb") as file:
        # Bytes after the last end are left over from an interrupted write.
        file.truncate(start)
        file.seek(start)
        file.writelines(encoded)
    added = start + np.cumsum([len(text) for text in encoded], dtype=np.int64)
    np.save(folder / _ENDS, np.concatenate([ends, added]))


def _numbers(found: Iterable[int]) -> Numbers:
    return np.fromiter(found, dtype=np.int32)
