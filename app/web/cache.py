"""Pages that were rendered before: a release never changes, so neither does what is made from it alone."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class PageCache:
    """The HTML of the pages asked for last, at most `size` of them."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The page of a key, made where it is not there. Two threads may both make one; either will do."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        html = make()
        with self._lock:
            self._pages[key] = html
            while len(self._pages) > self._size:
                self._pages.popitem(last=False)
        return html
