"""Who is served next: clients take turns, however much one of them asks for."""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """A queue of at most `size` entries with a line for each client, served in turn (round robin)."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lines: OrderedDict[str, deque[T]] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        """Number of entries."""
        return self._length

    def add(self, client: str, entry: T) -> T | None:
        """Append an entry to the line of its client. Returns the entry that there is no room for, if any: the last
        one of the longest line, the given one where no line is longer than its own."""
        excess = self._make_room(client) if self._length >= self._size else None
        if self._length >= self._size:
            return entry
        self._lines.setdefault(client, deque()).append(entry)
        self._length += 1
        return excess

    def _make_room(self, client: str) -> T | None:
        longest = max(self._lines, key=lambda one: len(self._lines[one]), default=client)
        if len(self._lines.get(longest, ())) <= len(self._lines.get(client, ())) + 1:
            return None
        return self._taken(longest, last=True)

    def take(self) -> T | None:
        """The first entry of the client whose turn it is; None if the queue is empty."""
        return self._taken(next(iter(self._lines))) if self._lines else None

    def remove(self, client: str, entry: T) -> None:
        """Remove an entry, if it is still there."""
        line = self._lines.get(client, deque())
        if entry in line:
            line.remove(entry)
            self._shortened(client)

    def _taken(self, client: str, *, last: bool = False) -> T:
        line = self._lines[client]
        entry = line.pop() if last else line.popleft()
        if not last:
            self._lines.move_to_end(client)
        self._shortened(client)
        return entry

    def _shortened(self, client: str) -> None:
        self._length -= 1
        if not self._lines[client]:
            del self._lines[client]
