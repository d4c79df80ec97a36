"""States laid out by the likeness of their votes."""

from itertools import combinations

import numpy as np
import pytest

from app.domain.likeness_map import Layout, likeness_map, turned
from app.domain.vote_measures import ABSTAINING, AGAINST, IN_FAVOUR, UNLISTED, Votes, agreement


def votes(*states: str) -> Votes:
    """Votes of states, each a row of signs."""
    signs = {"+": IN_FAVOUR, "0": ABSTAINING, "-": AGAINST, " ": UNLISTED}
    return np.array([[signs[sign] for sign in state] for state in states], dtype=np.int8).T


FOUR = votes("++++----", "+++-----", "----++++", "---+++++")


def test_where_two_axes_can_tell_all_distances_they_do() -> None:
    found = likeness_map(votes("++++++++", "+++++++-", "++++++--"), 8)
    assert found
    assert found.left_out == 0
    for first, second in combinations(range(3), 2):
        table = votes("++++++++", "+++++++-", "++++++--")
        weighted = agreement(table[:, first], table[:, second]).weighted
        assert weighted is not None
        distance = float(np.linalg.norm(found.positions[first] - found.positions[second]))
        assert distance == pytest.approx(1 - weighted)
    assert found.explained == pytest.approx(1)


def test_who_is_nearest_is_told_with_the_measure() -> None:
    found = likeness_map(FOUR, 8)
    assert found
    assert found.nearest.tolist() == [1, 0, 3, 2]
    assert found.likeness.tolist() == [7 / 8] * 4
    assert found.cast.tolist() == [8] * 4


def test_states_with_too_few_common_votes_are_left_out() -> None:
    table = votes("++++----", "+++-----", "----++++", "++      ", "        ")
    found = likeness_map(table, 3)
    assert found
    assert (found.columns.tolist(), found.left_out) == ([0, 1, 2], 1)
    # each has four votes, the last two none in common
    apart = likeness_map(votes("++++----", "+++-----", "----++++", "++++    ", "    ++++"), 3)
    assert apart
    assert apart.columns.tolist() == [0, 1, 2, 4]


@pytest.mark.parametrize(
    "states", [("+++", "+++", "+++"), ("+++", "---"), ("", "", ""), ("   ", "   ", "   ")]
)
def test_where_there_is_nothing_to_tell_there_is_no_map(states: tuple[str, ...]) -> None:
    assert likeness_map(votes(*states), 1) is None


def test_a_map_is_turned_towards_the_former_one() -> None:
    former = likeness_map(FOUR, 8)
    assert former
    angle = np.pi / 3
    spun = former.positions @ np.array([[np.cos(angle), -np.sin(angle)], [-np.sin(angle), -np.cos(angle)]])
    assert np.allclose(
        turned(spun, former.columns, Layout(former.columns, former.positions)), former.positions
    )


def test_without_a_former_map_the_farthest_point_is_on_the_positive_side() -> None:
    found = likeness_map(FOUR, 8)
    assert found
    first = turned(found.positions, found.columns, None)
    assert np.allclose(first, turned(-found.positions, found.columns, None))
    assert (first[np.abs(first).argmax(axis=0), [0, 1]] >= 0).all()
