"""The distinct folded texts of an archive, in one file; the number of a text is its position in the file."""

import mmap
import shutil
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.text import stands_in
from app.search.text_engine import Numbers, Scores
from app.search.written_once import replaced

_FILE, _ENDS, _DIGESTS = "texts.utf8", "texts.ends.npy", "texts.digests.npy"
_RUN_BYTES = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz")
_BETWEEN = b"\n"
"""Stands in no folded text."""

Offsets = NDArray[np.int64]

_BLOCK_SIZE = 10_000
"""How many texts a scan of all texts holds in memory at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where something stands: `starts` and `ends` in bytes of the file, and in `origins` and `limits` those of its
    text."""

    starts: Offsets
    ends: Offsets
    origins: Offsets
    limits: Offsets


class FoldedTexts:
    """Memory-mapped texts. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Open the texts in a folder. Raises FileNotFoundError if there are none."""
        self._ends = np.load(folder / _ENDS)
        self._end = memoryview(self._ends)
        self._lengths: Scores = np.diff(self._ends, prepend=0).astype(np.float32)
        with (folder / _FILE).open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""
        self.data: NDArray[np.uint8] = np.frombuffer(self._bytes, dtype=np.uint8)

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        """The text with this number."""
        return self._of(number).decode()

    def _of(self, number: int) -> bytes:
        return self._bytes[self._end[number - 1] if number else 0 : self._end[number]]

    def between(self, start: int, end: int) -> bytes:
        """The bytes from one place in the file to another."""
        return self._bytes[start:end]

    def span(self, number: int) -> tuple[int, int]:
        """Where a text begins and ends in the file, in bytes."""
        return self._end[number - 1] if number else 0, self._end[number]

    def spans(self, numbers: Numbers) -> tuple[Offsets, Offsets]:
        """Where each of these texts begins and ends in the file, in bytes."""
        begun = np.where(numbers > 0, self._ends[numbers - 1], 0)
        return begun, self._ends[numbers]

    def places(self, phrase: bytes, numbers: Numbers) -> tuple[Offsets, Offsets]:
        """Where a phrase stands in some texts, one text after another and from left to right, by the rule of
        `occurrences`: positions in `numbers`, and bytes of the file at which it begins."""
        begun, ends = self.spans(numbers)
        texts = zip(begun.tolist(), ends.tolist(), strict=True)
        # All at once: to look into each takes longer to begin than to look.
        joined = _BETWEEN.join([self._bytes[begin:end] for begin, end in texts])
        found = _standing(phrase, joined)
        borders = np.cumsum(ends - begun + len(_BETWEEN))
        which = np.searchsorted(borders, found, "right")
        return which, found - borders[which] + len(_BETWEEN) + ends[which]

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


def _standing(phrase: bytes, text: bytes) -> Offsets:
    """Where a phrase begins in a text, from left to right."""
    if phrase[0] in _RUN_BYTES or phrase[-1] in _RUN_BYTES:
        return np.fromiter(_standing_whole(phrase, text), dtype=np.int64)
    # What stands between is cut apart sooner than one place is looked for after another.
    between = np.fromiter(map(len, text.split(phrase)), dtype=np.int64)
    starts: Offsets = np.cumsum(between[:-1] + len(phrase)) - len(phrase)
    return starts


def _standing_whole(phrase: bytes, text: bytes) -> Iterator[int]:
    """The same of a phrase that must not begin or end inside a run."""
    is_run_first, is_run_last = phrase[0] in _RUN_BYTES, phrase[-1] in _RUN_BYTES
    start = 0
    while (start := text.find(phrase, start)) >= 0:
        behind = start + len(phrase)
        if (is_run_first and start and text[start - 1] in _RUN_BYTES) or (
            is_run_last and behind < len(text) and text[behind] in _RUN_BYTES
        ):
            start += 1
        else:
            yield start
            start = behind


class TextNumbers:
    """The number of each text, known or new; new texts get the next numbers in the order in which they come."""

    def __init__(self, folder: Path, texts: FoldedTexts) -> None:
        """The numbers of the texts in a folder."""
        self._texts = texts
        digests = np.load(folder / _DIGESTS)
        self._order = np.argsort(digests, kind="stable")
        self._sorted = digests[self._order]
        self._new: dict[str, int] = {}

    def of(self, text: str) -> int:
        """The number of a text."""
        if (number := self._new.get(text)) is None and (number := self._known(text)) is None:
            number = self._new[text] = len(self._texts) + len(self._new)
        return number

    def new(self) -> list[str]:
        """The new texts."""
        return list(self._new)

    def _known(self, text: str) -> int | None:
        digest = _digest(text.encode())
        first = int(np.searchsorted(self._sorted, digest))
        for place in range(first, len(self._sorted)):
            if self._sorted[place] != digest:
                break
            if self._texts[number := int(self._order[place])] == text:
                return number
        return None


def append(folder: Path, texts: Iterable[str]) -> None:
    """Append texts to those in a folder, or create the store. No file is changed in place."""
    ends = np.load(folder / _ENDS) if (folder / _ENDS).exists() else np.empty(0, dtype=np.int64)
    known = np.load(folder / _DIGESTS) if len(ends) else np.empty(0, dtype=np.uint64)
    encoded = [text.encode() for text in texts]
    if len(ends) and not encoded:
        return
    start = int(ends[-1]) if len(ends) else 0
    with replaced(folder / _FILE) as path:
        if start:
            shutil.copyfile(folder / _FILE, path)
        with path.open("ab") as file:
            file.truncate(start)
            file.writelines(encoded)
    added = start + np.cumsum([len(text) for text in encoded], dtype=np.int64)
    digests = np.fromiter(map(_digest, encoded), dtype=np.uint64, count=len(encoded))
    for name, array in ((_ENDS, np.concatenate([ends, added])), (_DIGESTS, np.concatenate([known, digests]))):
        with replaced(folder / name) as path:
            np.save(path, array)


def _digest(encoded: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(encoded, digest_size=8).digest()))


def _numbers(found: Iterable[int]) -> Numbers:
    return np.fromiter(found, dtype=np.int32)
