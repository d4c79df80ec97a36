"""How the paragraphs of a text are set, learnt from all its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.pdf.columns import PlacedRow
from app.sources.pdf.placing import EXACT, MANY, has_room, is_centred, step_of
from app.sources.plain_text.line_signs import LineSigns


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of a text are set.

    `pitches`: usual distance of baselines by size; `steps` and `label_steps`: whether the second row of paragraphs
    without and with a label stands to the left of the first (-1), below it (0) or to the right (1), as many of them
    have it, `is_learnt`: the first of them from several; `is_justified`: full rows end exactly at the edge.
    """

    pitches: dict[float, float]
    steps: frozenset[int]
    label_steps: frozenset[int]
    is_learnt: bool
    is_justified: bool

    @classmethod
    def of(cls, placed: Sequence[PlacedRow], signs: LineSigns) -> "Setting":
        """Learn it from all rows of the text."""
        pitches: dict[float, Counter[float]] = {}
        steps: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        ends: list[bool] = []
        begins = True
        for above, below in pairwise(placed):
            if above.column != below.column:
                begins = True
                continue
            if has_room(above, below, is_paused=signs.pauses(above.row.text)):
                begins = True
                continue
            ends.append(above.row.right >= above.column.right - EXACT)
            pitch = above.row.base - below.row.base
            are_headings = is_centred(above) and is_centred(below)
            if above.row.page == below.row.page and 0 < pitch < 4 * above.row.size and not are_headings:
                pitches.setdefault(below.row.size, Counter())[round(pitch, 1)] += 1
            if begins and not (is_centred(above) or signs.pauses(above.row.text)):
                steps[signs.label_of(above.row.text) is not None][step_of(above, below)] += 1
            begins = False
        return cls(
            {size: _pitch(count) for size, count in pitches.items()},
            _usual(steps[False]),
            _usual(steps[True]),
            steps[False].total() >= MANY,
            sum(ends) >= _MOSTLY_EXACT * len(ends) and len(ends) > 10,
        )


def _pitch(counts: Counter[float]) -> float:
    """The usual distance of rows: the least that is not rare, as distances of paragraphs are larger."""
    for least in sorted(counts):
        near = {pitch: count for pitch, count in counts.items() if least <= pitch <= least + _SAME_PITCH}
        if sum(near.values()) >= _OFTEN_PITCH * counts.total():
            return max(near, key=lambda pitch: (near[pitch], -pitch))
    return max(counts)


_SAME_PITCH, _OFTEN_PITCH = 0.8, 0.3
"""How far, in points, the same distance may vary, and the least share of rows that have it."""
_MOSTLY_EXACT = 0.9
"""The least share of rows that end exactly at the edge in a justified text."""


_OFTEN = 0.15
"""Least share of paragraphs that have their second row where it is usual."""


def _usual(steps: Counter[int]) -> frozenset[int]:
    return frozenset(step for step, count in steps.items() if count >= _OFTEN * steps.total())
