"""Dear work gives way to readers: of a process's threads one computes at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

_LONGEST_SECONDS = 3.0
"""How long one dear answer is put off in all: whoever asks for it is answered, however many read."""


class ReadersFirst:
    """Whether answers for readers are being made, for the threads that make dear ones."""

    def __init__(self) -> None:
        self._readers = 0
        self._none_waits = threading.Event()
        self._none_waits.set()

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
            if not self._readers:
                self._none_waits.set()

    def pause(self) -> Callable[[], None]:
        """What a dear answer calls between its parts: it waits while answers for readers are made."""
        left = _LONGEST_SECONDS

        def wait() -> None:
            nonlocal left
            began = perf_counter()
            self._none_waits.wait(max(left, 0))
            left -= perf_counter() - began

        return wait
