"""Whether a tally agrees with the votes listed by name, with itself, and with the number of members."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from app.domain.adoption import Adoption, Choice, Vote
from app.domain.resolution import Problem

_WORDS: dict[Choice, str] = {
    "in_favour": "赞成",
    "against": "反对",
    "abstaining": "弃权",
    "not_voting": "未参加表决",
}


def list_problems(tally: Mapping[Choice, int | None], votes: Sequence[Vote], said: str) -> list[Problem]:
    """Where numbers are not those of the states listed, and states that several lists name. `said` is the verb for
    numbers: 印作 where they are printed, 记作 where the markup has them. Without a list nothing can differ."""
    if not votes:
        return []
    named = Counter(vote.vote for vote in votes)
    return [
        Problem("tally_differs", f"{_WORDS[choice]}票数{said}{number}，名单有{named[choice]}国", "vote")
        for choice, number in tally.items()
        if number is not None and number != named[choice]
    ] + _listed_twice(votes)


def _listed_twice(votes: Sequence[Vote]) -> list[Problem]:
    lists: defaultdict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        lists[vote.state or vote.name].append(vote)
    return [
        Problem(
            "listed_twice",
            f"{found[0].name}列入不止一处：{'、'.join(_WORDS[vote.vote] for vote in found)}",
            "vote",
        )
        for found in lists.values()
        if len(found) > 1
    ]


def seat_problems(adoption: Adoption, members: int | None) -> list[Problem]:
    """More votes, or more states listed, than the organ has members; none where their number is not known."""
    if members is None:
        return []
    counts = (adoption.in_favour, adoption.against, adoption.abstaining)
    cast, listed = (
        sum(count or 0 for count in counts),
        len({vote.state or vote.name for vote in adoption.votes}),
    )
    return [
        Problem("more_votes_than_members", f"{what}{count}，而成员只有{members}个", "vote")
        for what, count in (("票数相加是", cast), ("名单所列国家数是", listed))
        if count > members
    ]


def vote_doubts(problems: Sequence[Problem]) -> tuple[str, ...]:
    """What is doubted about a vote, in words."""
    return tuple(dict.fromkeys(problem.message for problem in problems if problem.anchor == "vote"))
