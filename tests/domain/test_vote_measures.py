"""How much states agree, counted by hand beside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.vote_measures import (
    ABSTAINING,
    AGAINST,
    IN_FAVOUR,
    NOT_VOTING,
    UNLISTED,
    Votes,
    agreement,
    agreements,
    cohesion,
    division,
)


def votes(*rows: tuple[int, ...]) -> Votes:
    return np.array(rows, dtype=np.int8)


def test_agreement_counts_where_both_voted() -> None:
    first = votes((IN_FAVOUR,), (IN_FAVOUR,), (AGAINST,), (ABSTAINING,), (NOT_VOTING,), (UNLISTED,))[:, 0]
    second = votes((IN_FAVOUR,), (ABSTAINING,), (IN_FAVOUR,), (ABSTAINING,), (IN_FAVOUR,), (AGAINST,))[:, 0]
    found = agreement(first, second)
    assert (found.together, found.alike, found.half) == (4, 2, 1)
    assert found.share == 0.5
    assert found.weighted == 0.625


def test_states_that_never_met_have_no_agreement() -> None:
    found = agreement(votes((UNLISTED,))[:, 0], votes((IN_FAVOUR,))[:, 0])
    assert found.share is None
    assert found.weighted is None


@pytest.mark.parametrize(
    ("row", "cohesive", "divided"),
    [
        ((IN_FAVOUR, IN_FAVOUR, IN_FAVOUR, UNLISTED), 1, 0),
        ((IN_FAVOUR, AGAINST, ABSTAINING, NOT_VOTING), 0, 2 / 3),
        ((IN_FAVOUR, IN_FAVOUR, AGAINST, AGAINST), 0.25, 0.5),
        ((IN_FAVOUR, IN_FAVOUR, IN_FAVOUR, ABSTAINING), 0.625, 0.25),
    ],
)
def test_cohesion_and_division_of_a_roll_call(row: tuple[int, ...], cohesive: float, divided: float) -> None:
    assert cohesion(votes(row))[0] == pytest.approx(cohesive)
    assert division(votes(row))[0] == pytest.approx(divided)


def test_one_vote_tells_no_cohesion() -> None:
    assert np.isnan(cohesion(votes((IN_FAVOUR, UNLISTED)))[0])
    assert division(votes((UNLISTED, NOT_VOTING)))[0] == 0


@given(some.lists(some.lists(some.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=30))
def test_all_at_once_is_the_same_as_one_by_one(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=np.int8)
    assert agreements(table, 1) == tuple(agreement(table[:, 1], table[:, other]) for other in range(3))
