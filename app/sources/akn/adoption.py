"""How a text was adopted or rejected: method, tally, and the vote of each state."""

import re
from collections import Counter

from lxml import etree

from app.domain.adoption import Adoption, Choice, Method, Vote
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.domain.tally_checks import list_problems
from app.sources.akn.inline import plain_text
from app.sources.akn.lettered_parts import LetteredPart

_CHOICES: dict[str, Choice] = {
    "inFavour": "in_favour",
    "against": "against",
    "abstaining": "abstaining",
    "notVoting": "not_voting",
}
_METHODS: tuple[tuple[str, Method], ...] = (
    (r"silence ?procedure", "silence_procedure"),
    (r"voting by mail|adoptedWrittenVote", "written_vote"),
    (r"adoptedWithoutVote|without (?:a )?vote|by consensus", "without_vote"),
    (r"adoptedRecordedVote|recorded vote|unanimously|[0-9]+-[0-9]+-[0-9]+|not ?adopted", "recorded_vote"),
)
"""The words of the markup, which are English in every language; those of a text come with its language."""


def read_adoption(part: LetteredPart, names: Names) -> tuple[Adoption, list[Problem]]:
    """The vote as recorded in the markup, with the names as printed in the closing lines if they agree."""
    voting = part.first("{*}meta/{*}analysis/{*}parliamentary/{*}voting")
    counts = voting.findall("{*}count") if voting is not None else []
    votes = [vote for count in counts for vote in _votes(count, part, names)]
    printed = _printed(part, names)
    text = _printed_text(part)
    tally = {choice: _number(count) for count in counts if (choice := _choice(count))}
    problems = [*list_problems(tally, votes, "记作"), *_names_problems(votes, printed)]
    adoption = Adoption(
        method=_method(part, voting, text, has_votes=bool(votes)),
        in_favour=tally.get("in_favour", 0) if tally else None,
        against=tally.get("against", 0) if tally else None,
        abstaining=tally.get("abstaining", 0) if tally else None,
        text=text or None,
        votes=tuple(
            printed if not part.is_ours and printed and _states(printed) == _states(votes) else votes
        ),
    )
    return adoption, [*problems, *_unknown(adoption.votes)]


def _choice(count: etree._Element) -> Choice | None:
    return _CHOICES.get(count.get("refersTo", "").lstrip("#"))


_LONGEST_COUNT = 6
"""In digits."""


def _number(count: etree._Element) -> int | None:
    # In files of our own a number may be counted from the names, where none is printed.
    is_counted = any(str(key).endswith("}counted") for key in count.attrib)
    value = "" if is_counted else count.get("value", "")
    return int(value) if value.isdecimal() and len(value) <= _LONGEST_COUNT else None


def _votes(count: etree._Element, part: LetteredPart, names: Names) -> list[Vote]:
    choice = _choice(count)
    if choice is None:
        return []
    if part.is_ours:
        return [_stated(listed, part, names, choice) for listed in count.iter("{*}organization")]
    printed = [plain_text(name, part.pack) for name in count.iter("{*}organization")]
    states = [(name, names.state_in_english(name)) for name in printed if name]
    return [
        Vote(state.code if state else None, state.name if state else name, choice) for name, state in states
    ]


def _stated(listed: etree._Element, part: LetteredPart, names: Names, choice: Choice) -> Vote:
    """A vote in a file of our own, which gives the code of the state; its name is given as in every language."""
    code, name = state_code(listed), plain_text(listed, part.pack)
    state = names.state_by_code(code) if code and part.pack.language != "zh" else None
    return Vote(code, state.name if state else name, choice)


def state_code(listed: etree._Element) -> str | None:
    """The code of the state that a file of our own names, or None: `#CHN`."""
    found = _STATE.fullmatch(listed.get("refersTo", ""))
    return found[1] if found else None


_STATE = re.compile("#([A-Z]{3})")


def _printed(part: LetteredPart, names: Names) -> list[Vote]:
    """The roll-call votes printed in the closing lines."""
    closing = part.pack.closing
    votes = []
    for outcome in part.all("{*}conclusions//{*}vote//{*}outcome"):
        choice = _choice(outcome)
        for listed in outcome.findall("{*}organization") if choice else []:
            printed = closing.names.split(plain_text(listed, part.pack).strip(" ]］。."))
            votes += [
                closing.vote(names, name.strip(), choice)
                for name in printed
                if choice and name.strip(f" {closing.nobody}")
            ]
    return votes


def _printed_text(part: LetteredPart) -> str:
    """The sentence on the adoption, without the lists of names."""
    vote = part.first("{*}conclusions//{*}vote")
    if part.is_ours:
        outcome = vote.find("{*}outcome") if vote is not None else None
        return (outcome.text or "").removeprefix("[").removesuffix("]") if outcome is not None else ""
    text = plain_text(vote, part.pack).strip("[]［］") if vote is not None else ""
    return part.pack.closing.lists.split(text)[0].rstrip("。.") if text else ""


def _method(part: LetteredPart, voting: etree._Element | None, text: str, *, has_votes: bool) -> Method:
    steps = part.all("{*}meta/{*}workflow/{*}step")
    told = [
        voting.get("outcome", "") if voting is not None else "",
        text,
        *(f"{step.get('as', '')} {step.get('by', '')}" for step in steps if step.get("outcome") in _ENDS),
    ]
    # The more specific method first: texts adopted by silence procedure are also marked `without vote`.
    for pattern, method in _METHODS:
        known = "|".join(filter(None, (pattern, part.pack.closing.methods.get(method))))
        if any(re.search(known, words, re.IGNORECASE) for words in told):
            return method
    return "recorded_vote" if has_votes else "unknown"


_ENDS = ("adopted", "notAdopted", "veto")


def _states(votes: list[Vote]) -> Counter[tuple[str | None, Choice]]:
    return Counter((vote.state, vote.vote) for vote in votes)


def _names_problems(votes: list[Vote], printed: list[Vote]) -> list[Problem]:
    if not printed or not votes or _states(printed) == _states(votes):
        return []
    other = {*_states(printed)} ^ {*_states(votes)}
    codes = "、".join(sorted({code or "?" for code, _ in other}))
    return [Problem("votes_differ", f"文末所印名单与标识块的记录不同：{codes}", "vote")]


def _unknown(votes: tuple[Vote, ...]) -> list[Problem]:
    return [
        Problem("unknown_state", f"表决名单中的“{vote.name}”不是已知的国名", "vote")
        for vote in votes
        if vote.state is None
    ]
