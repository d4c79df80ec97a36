"""The path of a unit by its rank among its siblings, which is the same in any language: `㈠`, `i` and `甲` are 1."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from app.domain.places import PLACE_KINDS


class Placed(Protocol):
    """A unit with its place."""

    @property
    def anchor(self) -> str:
        """The place."""


_LABELLED = frozenset({"op", "para", "fn", "annex"})
"""Kinds whose first label is a number in any language."""
_KINDS = frozenset({*PLACE_KINDS, "end"})
"""Segments that are no label; `ii` and `aa` are."""


def ranked_paths(units: Sequence[Placed]) -> tuple[str, ...]:
    """The path of each unit, in order: labels below the first become ranks among their siblings.

    A unit with a repeated number keeps its suffix, since it stands in both texts or is a flaw of one.
    """
    ranks: dict[str, dict[str, int]] = defaultdict(dict)
    paths = []
    for unit in units:
        segments = unit.anchor.split("/")
        path = ""
        before = ""
        for segment in segments:
            if segment.partition("~")[0] in _KINDS or before in _LABELLED:
                part = segment
            else:
                siblings = ranks[path]
                part = str(siblings.setdefault(segment, len(siblings) + 1))
            path = f"{path}/{part}"
            before = segment
        paths.append(path)
    return tuple(paths)
