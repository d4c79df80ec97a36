"""Addresses by their number of waiting connections."""

from collections import defaultdict


class AddressRanking:
    """Counts of addresses; every operation takes constant time, however many addresses there are."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        # Of each count its addresses, the one that has had it longest first.
        self._having: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._most = 0

    def count(self, address: str) -> int:
        """The count of an address, 0 if it has none."""
        return self._counts.get(address, 0)

    def add(self, address: str, change: int) -> None:
        """Change the count of an address by 1 or by -1."""
        before = self.count(address)
        after = before + change
        self._leave(address, before)
        if after:
            self._counts[address] = after
            self._having[after][address] = None
        else:
            del self._counts[address]
        self._most = max(self._most, after)
        while self._most and self._most not in self._having:
            self._most -= 1

    def _leave(self, address: str, count: int) -> None:
        if count:
            del self._having[count][address]
            if not self._having[count]:
                del self._having[count]

    @property
    def most(self) -> int:
        """The largest count; 0 if there is no address."""
        return self._most

    def first(self) -> str | None:
        """An address with the largest count."""
        return next(iter(self._having[self._most])) if self._most else None
