"""Who is a member of a group on a day."""

from datetime import date

import pytest

from app.domain.state_groups import StateGroup, state_groups, united
from app.settings import shipped_groups, shipped_names


def test_members_come_and_go() -> None:
    union = next(group for group in shipped_groups() if group.code == "EU")
    assert {"GBR", "HRV"} & union.members_on(date(2012, 1, 1)) == {"GBR"}
    assert {"GBR", "HRV"} <= union.members_on(date(2020, 1, 31))
    assert {"GBR", "HRV"} & union.members_on(date(2020, 2, 1)) == {"HRV"}
    assert len(union.members_on(date(2024, 1, 1))) == 27


def test_every_member_is_a_known_state() -> None:
    known = {state.code for state in shipped_names().states}
    assert {one.state for group in shipped_groups() for one in group.memberships} <= known


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "甲", "source": "乙"},
        {"name": "甲", "members": {"CHN": [date(2000, 1, 1)]}},
        {"name": "甲", "source": "乙", "members": {"CHN": ["2000-01-01"]}},
        {"name": "甲", "source": "乙", "members": {"CHN": []}},
        {"name": "甲", "source": "乙", "members": ["CHN"]},
        "甲",
        {"name": "甲", "source": "乙", "members": {"CHN": [date(2000, 1, 1)]}, "dated": "false"},
    ],
)
def test_a_table_that_cannot_be_read_says_which_group(entry: object) -> None:
    with pytest.raises(ValueError, match="国家组 X"):
        state_groups({"X": entry})


def test_a_group_without_sourced_days_says_so() -> None:
    entry = {"name": "甲", "source": "", "dated": False, "members": {"CHN": [date(2000, 1, 1)]}}
    (group,) = state_groups({"X": entry})
    assert not group.is_dated


def test_members_of_an_undated_group_may_be_a_list() -> None:
    (group,) = state_groups({"X": {"name": "甲", "source": "", "dated": False, "members": ["CHN", "CUB"]}})
    assert group.members_on(date(1990, 1, 1)) == {"CHN", "CUB"}


@pytest.mark.parametrize(
    ("code", "members", "told"),
    [
        ("组", {"CHN": [date(2000, 1, 1)]}, "代码只用"),
        ("x/y", {"CHN": [date(2000, 1, 1)]}, "代码只用"),
        ("X", {"XXX": [date(2000, 1, 1)]}, "没有国家代码 XXX"),
        ("X", {"CHN": [date(2000, 1, 1), date(1999, 1, 1)]}, "止期早于起期"),
        ("X", {}, "要有 1 至"),
    ],
)
def test_what_cannot_be_is_told(code: str, members: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        state_groups({code: {"name": "甲", "source": "乙", "members": members}}, {"CHN"})


def test_a_table_of_ones_own_adds_and_replaces() -> None:
    def group(code: str, name: str) -> StateGroup:
        (one,) = state_groups({code: {"name": name, "source": "乙", "members": {"CHN": [date(2000, 1, 1)]}}})
        return one

    found = united([group("A", "甲"), group("B", "乙")], [group("B", "丙"), group("C", "丁")])
    assert [(one.code, one.name) for one in found] == [("A", "甲"), ("B", "丙"), ("C", "丁")]
