"""Two roll calls side by side: each state counted once, tallies that add up, and what is not known is not told."""

from collections import Counter
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.adoption import Choice, Vote
from app.domain.organs import Names
from app.domain.roll_calls import CAST, Move, Roll, Voter, moves

CODES = tuple("ABCDEFGH")
voted = st.builds(Vote, st.sampled_from(CODES), st.just("国"), st.sampled_from(get_args(Choice)))
unknown = st.builds(Vote, st.none(), st.sampled_from(("甲", "乙")), st.sampled_from(get_args(Choice)))
members = st.frozensets(st.sampled_from(CODES)).map(
    lambda codes: tuple(Voter(code, "国") for code in sorted(codes))
)
rolls = st.builds(
    Roll,
    st.lists(voted | unknown, max_size=12).map(tuple),
    st.none() | members,
    st.none() | st.integers(0, 12),
)


def roll(seats: int | None = None, members: str | None = None, **votes: str) -> Roll:
    """A roll call of states with one letter, by vote."""
    listed = tuple(Vote(code, code, vote) for vote, codes in votes.items() for code in codes)  # type: ignore[arg-type]
    return Roll(listed, None if members is None else tuple(Voter(code, code) for code in members), seats)


def told(found: tuple[Move, ...]) -> dict[str, str]:
    """Moves in short: `kind before after` with the letters of the states."""
    return {
        f"{move.kind} {move.before} {move.after}": "".join(voter.name for voter in move.voters)
        for move in found
    }


@given(rolls, rolls)
def test_each_state_is_counted_once(first: Roll, second: Roll) -> None:
    found = moves(first, second)
    counted = Counter(voter.key for move in found for voter in move.voters)
    assert set(counted.values()) <= {1}
    assert set(counted) == {voter.key for voter in (*first.voters, *second.voters)}
    assert {vote.state or vote.name for vote in (*first.votes, *second.votes)} <= set(counted)
    assert len({(move.before, move.after) for move in found}) == len(found)


@given(rolls, rolls)
def test_the_groups_add_up_to_the_tallies(first: Roll, second: Roll) -> None:
    before, after = Counter(), Counter()  # type: ignore[var-annotated]
    for move in moves(first, second):
        before[move.before] += len(move.voters)
        after[move.after] += len(move.voters)
    for standing in (*CAST, "not_voting", "unclear"):
        assert before[standing] == first.counts.get(standing, 0)
        assert after[standing] == second.counts.get(standing, 0)


@given(rolls, rolls)
def test_turned_round_it_is_the_same(first: Roll, second: Roll) -> None:
    there = {
        (move.before, move.after, frozenset(one.key for one in move.voters)) for move in moves(first, second)
    }
    back = {
        (move.after, move.before, frozenset(one.key for one in move.voters)) for move in moves(second, first)
    }
    assert there == back


@given(rolls)
def test_nobody_moves_between_a_roll_call_and_itself(one: Roll) -> None:
    assert {move.before == move.after for move in moves(one, one)} <= {True}
    assert {move.kind for move in moves(one, one)} <= {"kept", "absent", "unsure"}


def test_members_of_the_day_that_are_not_listed_took_no_part() -> None:
    first = roll(members="ABCDE", in_favour="AB", against="C")
    second = roll(members="ABCDEF", in_favour="AC", abstaining="BD", against="F")
    assert told(moves(first, second)) == {
        "kept in_favour in_favour": "A",
        "changed in_favour abstaining": "B",
        "changed against in_favour": "C",
        "joined not_voting abstaining": "D",
        "absent not_voting not_voting": "E",
        "entered not_member against": "F",
    }


def test_a_full_roll_call_tells_who_is_no_member() -> None:
    first = roll(seats=3, in_favour="AB", against="C")
    second = roll(seats=3, in_favour="AD", against="C")
    assert told(moves(first, second)) == {
        "kept in_favour in_favour": "A",
        "departed in_favour not_member": "B",
        "kept against against": "C",
        "entered not_member in_favour": "D",
    }


def test_where_a_seat_is_not_listed_nobody_is_called_absent() -> None:
    second = roll(seats=3, in_favour="A", against="C")
    assert told(moves(roll(seats=3, in_favour="AB", against="C"), second)) == {
        "kept in_favour in_favour": "A",
        "unsure in_favour unlisted": "B",
        "kept against against": "C",
    }
    assert second.unlisted_seats == 1


def test_a_name_that_is_not_known_leaves_open_who_took_no_part() -> None:
    first = Roll((Vote(None, "某国", "in_favour"),), (Voter("A", "A"), Voter("B", "B")))
    assert first.standing("A") == "unlisted"
    assert first.counts == {"in_favour": 1}


def test_a_state_under_two_votes_is_unclear() -> None:
    found = moves(roll(in_favour="AB", abstaining="A"), roll(in_favour="AB"))
    assert told(found) == {"kept in_favour in_favour": "B", "unsure unclear in_favour": "A"}


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (date(1945, 12, 31), 51),
        (date(1960, 12, 31), 99),
        (date(1971, 12, 31), 132),
        (date(1980, 12, 31), 154),
        (date(1991, 12, 31), 166),
        (date(1993, 12, 31), 184),
        (date(2000, 12, 31), 189),
        (date(2006, 12, 31), 192),
        (date(2011, 7, 14), 193),
        (date(2026, 1, 1), 193),
    ],
)
def test_the_table_of_states_has_the_members_of_each_year(names: Names, day: date, members: int) -> None:
    # The United Nations' own count of its growth, less what the table does not tell apart.
    assert sum(state.is_member(day) for state in names.states) == members - _not_told_apart(day)


def _not_told_apart(day: date) -> int:
    yemen = date(1967, 12, 14) <= day < date(1990, 5, 22)
    yugoslavia = date(1992, 9, 22) <= day < date(2000, 11, 1)
    united = date(1958, 2, 21) <= day < date(1961, 10, 13)  # Egypt and Syria had one seat
    return yemen + yugoslavia - united


def test_how_many_members_an_organ_had(names: Names) -> None:
    council = names.require_organ("SC")
    assert [council.seats_in(year) for year in (1945, 1965, 1966, 2024)] == [None, 11, 15, 15]
    assert names.require_organ("GA").seats_in(2024) is None
    assert names.require_organ("HRC").seats_in(2024) == 47
