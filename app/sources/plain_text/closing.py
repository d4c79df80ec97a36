"""Stage 5: date, meeting, how the text was adopted, and the votes by name."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.organs import Names
from app.domain.resolution import Adoption, Choice, Method, Vote
from app.sources.dates import DATE, parse_date
from app.sources.plain_text.lines import join
from app.sources.reading import Claim, Line

_MEETING = re.compile(r"第\s*[\d一二三四五六七八九十百千〇零]+\s*次(?:全体)?会议(?:\s*[（(]续会[)）])?")
_ADOPTION = re.compile(r"[\[［]?\s*(?:经|未经|以|唱名|记录).{0,500}通过.*")
_TALLY = re.compile(
    r"(?P<in_favour>[0-9]{1,3})\s*票(?:赞成)?\s*[、，对]\s*(?P<against>[0-9]{1,3})\s*票(?:反对)?\s*[、，]?\s*(?P<abstaining>[0-9]{1,3})\s*票弃权"
)
_LISTS: dict[str, Choice] = {
    "赞成": "in_favour",
    "反对": "against",
    "弃权": "abstaining",
    "未参加表决": "not_voting",
}
_LIST_HEAD = re.compile(rf"({'|'.join(_LISTS)})\s*[:：]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands after the last paragraph."""

    adopted_on: date | None
    meeting: str | None
    adoption: Adoption
    claims: tuple[Claim, ...]


def find_closing(lines: tuple[Line, ...]) -> int:
    """The index of the first closing line; the number of lines where there is none."""
    for index in range(len(lines) - 1, -1, -1):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if DATE.fullmatch(lines[index].text) and (
            not following or _MEETING.fullmatch(following) or _ADOPTION.match(following)
        ):
            return index
    adopted = (
        index for index, line in enumerate(lines) if _ADOPTION.fullmatch(line.text) and line.text[0] in "[［"
    )
    return next(adopted, len(lines))


def read_closing(lines: tuple[Line, ...], names: Names) -> Closing:
    """Read the closing lines; a line that is none of them is claimed as `unclaimed`."""
    adopted_on: date | None = None
    meeting: str | None = None
    adoption: list[str] = []
    lists: dict[Choice, list[str]] = {}
    current: Choice | None = None
    claims: list[Claim] = []
    for line in lines:
        if adopted_on is None and DATE.fullmatch(line.text):
            adopted_on, role = parse_date(line.text), "closing.date"
        elif meeting is None and _MEETING.fullmatch(line.text):
            meeting, role = re.sub(r"\s+", "", line.text), "closing.meeting"
        elif head := _LIST_HEAD.fullmatch(line.text):
            current = _LISTS[head[1]]
            lists[current] = [head[2]] if head[2] else []
            role = f"votes.{current}"
        elif current:
            lists[current].append(line.text)
            role = f"votes.{current}"
        elif adoption or _ADOPTION.match(line.text):
            adoption.append(line.text)
            role = "adoption"
        else:
            role = "unclaimed"
        claims.append(Claim(line, role))
    votes = tuple(
        Vote(state.code if (state := names.state(name)) else None, name, choice)
        for choice, parts in lists.items()
        for name in _names(join(parts))
    )
    return Closing(adopted_on, meeting, _adoption(join(adoption), votes), tuple(claims))


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split("[、，]", text.strip(" ]］。.")) if name.strip(" 无")]


def _adoption(text: str, votes: tuple[Vote, ...]) -> Adoption:
    if not text:
        return Adoption(votes=votes)
    method: Method = "unknown"
    if "未经表决" in text:
        method = "without_vote"
    elif "默许程序" in text:
        method = "silence_procedure"
    elif "书面表决" in text:
        method = "written_vote"
    elif "表决" in text:
        method = "recorded_vote"
    tally = (
        {key: int(count) for key, count in found.groupdict().items()}
        if (found := _TALLY.search(text))
        else {}
    )
    return Adoption(method, text=text.strip("[]［］"), votes=votes, **tally)
