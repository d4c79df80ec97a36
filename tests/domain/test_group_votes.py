"""How a group votes, counted by hand beside."""

from datetime import date

import numpy as np

from app.domain.group_votes import breaking, majority, member_votes, splits
from app.domain.state_groups import Membership, StateGroup
from app.domain.vote_measures import ABSTAINING, AGAINST, IN_FAVOUR, NOT_VOTING, UNLISTED, Votes


def votes(*rows: tuple[int, ...]) -> Votes:
    return np.array(rows, dtype=np.int8)


def test_members_vote_from_their_first_day_to_their_last() -> None:
    group = StateGroup(
        "X",
        "甲",
        "乙",
        (
            Membership("CHN", date(2020, 1, 2)),
            Membership("USA", date(2019, 1, 1), date(2020, 1, 1)),
            Membership("NOR", date(2019, 1, 1)),
        ),
    )
    days = np.array(["2020-01-01", "2020-01-02", "NaT"], dtype="datetime64[D]")
    members, found = member_votes(
        votes(*[(IN_FAVOUR, AGAINST, ABSTAINING)] * 3), days, ("CHN", "CUB", "USA"), group
    )
    assert members == ("CHN", "USA")
    assert found.tolist() == [[UNLISTED, ABSTAINING], [IN_FAVOUR, UNLISTED], [UNLISTED, UNLISTED]]


def test_who_breaks_ranks_and_where_there_is_none_to_break() -> None:
    table = votes(
        (IN_FAVOUR, IN_FAVOUR, AGAINST, UNLISTED),
        (IN_FAVOUR, IN_FAVOUR, AGAINST, AGAINST),
        (ABSTAINING, ABSTAINING, NOT_VOTING, UNLISTED),
        (UNLISTED, NOT_VOTING, UNLISTED, UNLISTED),
        (IN_FAVOUR, ABSTAINING, AGAINST, AGAINST),
    )
    assert majority(table).tolist() == [IN_FAVOUR, UNLISTED, ABSTAINING, UNLISTED, AGAINST]
    assert breaking(table).tolist() == [
        [False, False, True, False],
        [False] * 4,
        [False] * 4,
        [False] * 4,
        [True, True, False, False],
    ]
    assert splits(table).tolist() == [True, True, False, False, True]
