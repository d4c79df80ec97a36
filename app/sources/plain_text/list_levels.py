"""How deep a point stands, where the layout of a file has lists inside lists."""

from app.domain.places import plain_label
from app.sources.labels import Label

_FIRST = ("1", "a", "A", "i")


class ListLevels:
    """The levels of the lists that are open since the last paragraph that is no point."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def end(self) -> None:
        """Close all lists."""
        self._open.clear()

    def depth_of(self, label: Label, level: int) -> int | None:
        """The depth of a point whose list has a level in the layout; None if the label alone tells it.

        A level begins with a bullet or a first label only: a `(b)` behind an `(a)` is no deeper, however it is set.
        """
        if not level:
            return None
        while self._open and self._open[-1] > level:
            self._open.pop()
        may_begin = label.text is None or plain_label(label.text) in _FIRST
        if not self._open or (self._open[-1] < level and may_begin):
            self._open.append(level)
        return len(self._open) if len(self._open) > 1 else None
