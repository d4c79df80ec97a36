"""A tally that contradicts the list of names, itself or the number of members is doubted, and no other."""

from datetime import date

import pytest

from app.domain.adoption import Adoption, Choice, Vote
from app.domain.organs import Names
from app.domain.tally_checks import list_problems, seat_problems


def votes(choice: Choice, names: str) -> list[Vote]:
    return [Vote(None, name, choice) for name in names.split()]


def test_a_number_that_is_not_that_of_the_names_is_doubted() -> None:
    listed = [*votes("in_favour", "甲 乙"), *votes("abstaining", "丙")]
    tally: dict[Choice, int | None] = {"in_favour": 3, "against": 0, "abstaining": 1, "not_voting": None}
    assert [one.message for one in list_problems(tally, listed, "印作")] == ["赞成票数印作3，名单有2国"]
    assert list_problems({"in_favour": 2, "against": 0, "abstaining": 1}, listed, "印作") == []


def test_without_names_nothing_differs() -> None:
    assert list_problems({"in_favour": 29}, [], "印作") == []


def test_a_state_in_two_lists_is_doubted() -> None:
    listed = [*votes("in_favour", "甲 乙"), *votes("abstaining", "乙")]
    found = list_problems({"in_favour": 2, "abstaining": 1}, listed, "印作")
    assert [(one.code, one.message) for one in found] == [("listed_twice", "乙列入不止一处：赞成、弃权")]


@pytest.mark.parametrize(
    ("numbers", "messages"),
    [
        ((15, 0, 3), ["票数相加是18，而成员只有15个"]),
        ((12, 0, 3), []),
        ((13, 1, None), []),
        ((None, None, None), []),
    ],
)
def test_more_votes_than_members_are_doubted(
    numbers: tuple[int | None, int | None, int | None], messages: list[str], names: Names
) -> None:
    members = names.seats_on("SC", date(2020, 5, 29))
    assert members == 15
    assert [one.message for one in seat_problems(Adoption("written_vote", *numbers), members)] == messages
    assert seat_problems(Adoption("written_vote", *numbers), None) == []


def test_more_names_than_members_are_doubted() -> None:
    adoption = Adoption(votes=tuple(votes("in_favour", " ".join(map(str, range(16))))))
    assert [one.message for one in seat_problems(adoption, 15)] == ["名单所列国家数是16，而成员只有15个"]


def test_members_are_those_of_the_day(names: Names) -> None:
    assert names.seats_on("GA", date(2023, 6, 7)) == 193
    assert names.seats_on("GA", date(1999, 6, 7)) is None
    assert names.seats_on("SC", date(1960, 1, 1)) == 11
    assert names.seats_on("HRC", None) is None
