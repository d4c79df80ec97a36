"""Dear work gives way to readers: of a process's threads one computes at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, perf_counter, sleep

_LONGEST_SECONDS = 3.0
"""How long one dear answer is put off in all: whoever asks for it is answered, however many read."""
_TIMES_AS_LONG = 5
"""How many times as long as it has computed a dear answer waits, while somebody reads."""
_READS_ON_SECONDS = 0.02
"""How long after an answer was made for a reader it is still being sent, or the next one asked for."""


class ReadersFirst:
    """Whether answers for readers are being made, for the threads that make dear ones."""

    def __init__(self) -> None:
        self._readers = 0
        self._none_waits = threading.Event()
        self._none_waits.set()
        self._last_read = 0.0

    @property
    def are_reading(self) -> bool:
        """Whether an answer for a reader is being made."""
        return self._readers > 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While an answer for a reader is made. For use in one event loop."""
        self._readers += 1
        self._none_waits.clear()
        try:
            yield
        finally:
            self._readers -= 1
            self._last_read = monotonic()
            if not self._readers:
                self._none_waits.set()

    def pause(self) -> Callable[[], None]:
        """What a dear answer calls between its parts: while answers for readers are made, it waits several times as
        long as the part took."""
        left = _LONGEST_SECONDS
        resumed = perf_counter()

        def wait() -> None:
            nonlocal left, resumed
            began = perf_counter()
            until = began + min(left, _TIMES_AS_LONG * (began - resumed))
            while (now := perf_counter()) < until and self._reads_on(until - now):
                pass
            resumed = perf_counter()
            left -= resumed - began

        return wait

    def _reads_on(self, seconds: float) -> bool:
        """Wait, at most so long, until answers are made and were sent; whether it had to be waited for."""
        self._none_waits.wait(seconds)
        still = self._last_read + _READS_ON_SECONDS - monotonic()
        if still <= 0:
            return False
        sleep(min(still, seconds))
        return True
