"""Requests are begun a few in each iteration of the event loop, in turn by address.

So an iteration stays short and a reader waits for a few of them, however many requests others send ahead.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable

_AT_ONCE = 2
"""Requests begun in one iteration; each takes a millisecond or more, and a reader waits for several iterations."""


class Turns:
    """Lines of those who wait, one for each address. For use in one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._lines: OrderedDict[str, deque[Callable[[], None]]] = OrderedDict()
        self._begun = 0
        self._is_scheduled = False

    def begin_now(self) -> bool:
        """Whether it may begin at once, because nobody waits and few have begun in this iteration."""
        if self._lines or self._begun >= _AT_ONCE:
            return False
        self._begun += 1
        self._schedule()
        return True

    def wait(self, address: str, begin: Callable[[], None]) -> None:
        """Call `begin` when it is the turn of this address."""
        self._lines.setdefault(address, deque()).append(begin)
        self._schedule()

    def _schedule(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._loop.call_soon(self._iterate)

    def _iterate(self) -> None:
        self._is_scheduled = False
        self._begun = 0
        while self._lines and self._begun < _AT_ONCE:
            self._begun += 1
            # Each by a call of its own: a failure of one is no concern of the others.
            self._loop.call_soon(self._next())
        if self._begun:
            self._schedule()

    def _next(self) -> Callable[[], None]:
        address, line = self._lines.popitem(last=False)
        begin = line.popleft()
        if line:
            self._lines[address] = line
        return begin
