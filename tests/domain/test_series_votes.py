"""Roll calls of a series side by side: states and groups that moved."""

from datetime import date

from app.domain.adoption import Choice, Vote
from app.domain.roll_calls import Roll, Voter
from app.domain.series_votes import VotedText, former_votes, group_vote, series_votes
from app.domain.state_groups import Membership, StateGroup

DAY = date(2022, 12, 15)
MEMBERS = tuple(Voter(code, code) for code in ("AAA", "BBB", "CCC", "DDD"))
SIGNS: dict[str, Choice] = {"+": "in_favour", "-": "against", "0": "abstaining"}
PAIR = StateGroup("PAIR", "两国", "本测试", (Membership("AAA", DAY), Membership("BBB", date(2000, 1, 1))))


def roll(signs: str) -> Roll:
    """A roll call of AAA, BBB, CCC, DDD in this order; a blank for a member that took no part."""
    votes = [
        Vote(voter.state, voter.name, SIGNS[sign])
        for voter, sign in zip(MEMBERS, signs, strict=True)
        if sign in SIGNS
    ]
    return Roll(tuple(votes), MEMBERS, len(MEMBERS))


def text(key: int, signs: str, *, doubt: str = "", organ: str = "GA", day: date | None = DAY) -> VotedText:
    return VotedText(key, organ, day, roll(signs), doubt)


def test_those_that_moved_lately_come_first_then_those_that_moved_often() -> None:
    texts = [text(3, "+-0+"), text(2, "+0-+"), text(1, "+-++")]
    found = series_votes(texts, {3: 2, 2: 1}, ())
    assert [(row.voter.state, row.moved) for row in found.states] == [
        ("BBB", (0, 1)),
        ("CCC", (0, 1)),
        ("AAA", ()),
        ("DDD", ()),
    ]
    assert found.formers == (1, 2, None)
    assert [row.voter.state for row in found.moved] == ["BBB", "CCC"]
    assert found.states[0].standings == ("against", "abstaining", "against")


def test_to_stay_away_or_to_come_is_no_change_of_vote() -> None:
    found = series_votes([text(3, "+- +"), text(2, "+ - "), text(1, "+-+-")], {3: 2, 2: 1}, ())
    assert {row.voter.state: row.moved for row in found.states} == {
        "AAA": (),
        "BBB": (),
        "CCC": (1,),
        "DDD": (),
    }


def test_a_doubtful_roll_call_is_shown_and_passed_over() -> None:
    found = series_votes([text(3, "++++"), text(2, "----", doubt="票数"), text(1, "+++-")], {3: 2, 2: 1}, ())
    assert found.formers == (2, None, None)
    assert [row.voter.state for row in found.moved] == ["DDD"]
    assert found.states[0].standings == ("in_favour", "against", "against")


def test_a_vote_is_compared_with_the_nearest_one_of_its_organ() -> None:
    continued = {5: 4, 4: 3, 3: 2, 2: 1}
    assert former_votes(continued, {5: "GA", 4: "HRC", 2: "GA", 1: "GA"}) == {5: 2, 2: 1}
    # Links that lead around end too.
    assert former_votes({1: 2, 2: 1}, {1: "GA"}) == {}


def test_two_texts_that_continue_one_are_each_compared_with_it() -> None:
    found = series_votes([text(3, "-+++"), text(2, "+-++"), text(1, "++++")], {3: 1, 2: 1}, ())
    assert found.formers == (2, 2, None)
    assert {row.voter.state: row.moved for row in found.moved} == {"AAA": (0,), "BBB": (1,)}


def test_a_group_has_the_members_of_each_day() -> None:
    texts = [text(2, "+-++"), text(1, "+-++", day=date(2010, 1, 1))]
    (row,) = series_votes(texts, {2: 1}, (PAIR,)).groups
    assert [vote and (vote.counts, vote.camp) for vote in row.votes] == [
        ({"in_favour": 1, "against": 1}, None),
        ({"against": 1}, "against"),
    ]
    assert [vote.is_split for vote in row.votes if vote] == [True, False]
    assert row.moves == 0


def test_a_group_moves_with_its_largest_camp() -> None:
    (row,) = series_votes([text(3, "00++"), text(2, "--++"), text(1, "-0++")], {3: 2, 2: 1}, (PAIR,)).groups
    assert [vote.has_moved for vote in row.votes if vote] == [True, False, False]
    assert row.moves == 1


def test_a_group_without_sourced_days_or_without_a_seat_has_no_votes() -> None:
    undated = StateGroup("X", "某组", "", PAIR.memberships, is_dated=False)
    assert group_vote(undated, roll("++++"), DAY) is None
    assert group_vote(PAIR, roll("++++"), None) is None
    council = Roll(tuple(Vote(code, code, "in_favour") for code in ("CCC", "DDD")), seats=2)
    assert group_vote(PAIR, council, DAY) is None
    assert series_votes([VotedText(1, "SC", DAY, council)], {}, (undated, PAIR)).groups == ()
