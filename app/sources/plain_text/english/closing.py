"""The lines that close an English text: date, meeting, method of adoption, and the roll-call votes."""

import re
from collections.abc import Sequence

from app.domain.adoption import Adoption, Choice, Method, Vote
from app.domain.organs import Names
from app.sources.packs import ENGLISH as PACK
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.closing_end import end_of_closing
from app.sources.plain_text.english.lines import DAY, is_annex, separator
from app.sources.plain_text.lines import join
from app.sources.reading import Claim, Line

_LISTS: dict[str, Choice] = {
    "in favour": "in_favour",
    "against": "against",
    "abstaining": "abstaining",
    "abstentions": "abstaining",
    "not voting": "not_voting",
    "absent": "not_voting",
}
_LIST_HEAD = re.compile(
    r"(?P<head>In favour|Against|Abstaining|Abstentions|Not voting|Absent)\s*(?:\(\d+\))?\s*:\s*(?P<names>.*)",
    re.IGNORECASE,
)
_MEETING = r"[0-9]{1,5}(?:st|nd|rd|th)\s+(?:\(?resumed\)?\s+)?(?:plenary\s+)?meeting(?:\s+\(resumed\))?"
_DAY_OR_MEETING = re.compile(rf"(?:(?:{_MEETING}|{DAY})[\s,]*){{1,2}}")
_DAY = re.compile(DAY)
_ADOPTION = re.compile(
    r"\[?\s*(?:(?:Draft resolution )?(?:Adopted|Rejected|Not adopted)\b|At the same meeting\b|The (?:recorded )?vote\b).*",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"(?P<in_favour>\d{1,3}|none)\s+(?:votes?\s+)?(?:in favour\s+)?(?:to|,)\s*(?P<against>\d{1,3}|none|no)(?:\s+against)?"
    r"(?:,?\s+(?:with|and)\s+(?P<abstaining>\d{1,3}|no)\s+abstentions?)?",
    re.IGNORECASE,
)
_METHODS: tuple[tuple[str, Method], ...] = (
    ("silence procedure", "silence_procedure"),
    ("written vote", "written_vote"),
    ("voting by mail", "written_vote"),
    ("without a vote", "without_vote"),
    ("without vote", "without_vote"),
    ("consensus", "without_vote"),
    ("recorded vote", "recorded_vote"),
    ("roll-call vote", "recorded_vote"),
    ("unanimously", "recorded_vote"),
    ("abstention", "recorded_vote"),
)
_LONGEST = 200
"""Maximum length of a line of date and meeting, in characters."""
_MARK_OF_NAME = re.compile(r"[*⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_BEFORE_LISTS = re.compile(r"\.?\s*The voting was as follows\s*:?$")
_CELL = re.compile(r"\s*(?:\t|\n| \| )\s*")


def _bare(text: str) -> str:
    return text.strip("*_ ").rstrip(".,; ")


def ends_text(text: str) -> bool:
    """Whether a line is a date, a meeting or both."""
    return len(text) <= _LONGEST and bool(_DAY_OR_MEETING.fullmatch(_bare(text)))


def begins_votes(text: str) -> bool:
    """Whether a line begins a list of those who voted one way."""
    return bool(_LIST_HEAD.fullmatch(text.strip("*_ ")))


def is_closing_line(text: str) -> bool:
    """Whether a line is the date or meeting of adoption, or begins a list of votes."""
    return ends_text(text) or begins_votes(text)


def find_closing(lines: Sequence[Line]) -> tuple[int, int]:
    """First index of the closing lines and index after the last; both the number of lines if there are none."""
    for index in range(len(lines) - 1, -1, -1):
        if _opens(lines, index):
            start = index
            while start and ends_text(lines[start - 1].text):
                start -= 1
            return start, end_of_closing(lines, start, _Reader().take, is_annex)
    adopted = (index for index, line in enumerate(lines) if _tells_adoption(line.text))
    start = next(adopted, len(lines))
    return start, end_of_closing(lines, start, _Reader().take, is_annex)


def last_closing_line(lines: Sequence[Line]) -> int | None:
    """Index of the last line that ends the text."""
    return max((index for index, line in enumerate(lines) if ends_text(line.text)), default=None)


def _opens(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is that of date and meeting, or one of them beside the other or at the end."""
    text = lines[index].text
    if not ends_text(text):
        return False
    if "meeting" in text:
        return True
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return not following or ends_text(following) or _tells_adoption(following) or is_annex(following)


def _tells_adoption(text: str) -> bool:
    return text.startswith("[") and bool(_ADOPTION.match(text))


class _Reader:
    """Reads closing lines one by one."""

    def __init__(self) -> None:
        self.days: list[str] = []
        self.meetings: list[str] = []
        self.adoption: list[str] = []
        self.lists: dict[Choice, list[str]] = {}
        self._current: Choice | None = None

    def take(self, text: str) -> tuple[str, str]:
        """The role of a line, and the reason."""
        bare = text.strip("*_ ")
        if ends_text(text):
            return self._day_or_meeting(bare)
        if head := _LIST_HEAD.fullmatch(bare):
            self._current = _LISTS[head["head"].lower()]
            self.lists[self._current] = [head["names"]] if head["names"] else []
            return f"votes.{self._current}", "表决名单"
        if self._current:
            self.lists[self._current].append(bare)
            return f"votes.{self._current}", "表决名单续行"
        if (self.adoption and not self._is_told()) or _ADOPTION.match(bare):
            self.adoption.append(bare)
            return "adoption", "通过方式"
        return "unclaimed", "没有一条规则认得"

    def _day_or_meeting(self, text: str) -> tuple[str, str]:
        meeting = PACK.closing.meeting(text)
        self.meetings += [meeting] if meeting else []
        if not _DAY.search(text):
            return "closing.meeting", "会议"
        self.days.append(text)
        return "closing.date", "通过日期和会议" if meeting else "通过日期"

    def _is_told(self) -> bool:
        """Whether the sentence that tells how the text was adopted has ended."""
        told = join(self.adoption, separator).strip()
        return told.endswith("]") or (told.endswith(".") and not told.startswith("["))


def read_closing(lines: Sequence[Line], names: Names, above: str = "") -> Closing:
    """Read the closing lines; an unknown line is claimed as `unclaimed`. `above`: the sentence with the vote that stands
    above the text."""
    reader = _Reader()
    claims = [Claim(line, role, why=why) for line in lines for role, why in [reader.take(line.text)]]
    votes = tuple(
        PACK.closing.vote(names, name, choice)
        for choice, parts in reader.lists.items()
        for name in _names_in(parts, names)
    )
    told = join(reader.adoption, separator) or above
    return Closing(
        PACK.closing.given_dates("closing", reader.days),
        "、".join(dict.fromkeys(reader.meetings)) or None,
        _adoption(told, votes),
        tuple(claims),
        is_adopted=not re.search(r"\b(?:rejected|not adopted)\b", told, re.IGNORECASE),
    )


def _names_in(parts: Sequence[str], names: Names) -> list[str]:
    """The states in a list, without footnote marks; lines and cells part names where known states end and begin."""
    pieces: list[str] = []
    for part in parts:
        listed = _CELL.sub(", ", part.strip())
        ends = pieces and names.state_in_english(pieces[-1].rpartition(",")[2].strip())
        begins = names.state_in_english(listed.partition(",")[0].strip())
        pieces.append(f", {listed}" if ends and begins else listed)
    bare = (_MARK_OF_NAME.sub("", name.strip()) for name in join(pieces, separator).strip(" ].").split(","))
    return [name for name in bare if name and name.lower() not in ("none", "nil", "-", "–")]


def _adoption(text: str, votes: tuple[Vote, ...]) -> Adoption:
    if not text:
        return Adoption(votes=votes)
    plain = text.lower()
    method: Method = next((method for words, method in _METHODS if words in plain), "unknown")
    found = _TALLY.search(text)
    tally = {key: _count(count) for key, count in found.groupdict().items() if count} if found else {}
    told = _BEFORE_LISTS.sub("", PACK.closing.lists.split(text.strip("[] "))[0].strip("[] ")).rstrip(".")
    return Adoption(method, text=told, votes=votes, **tally)


def _count(printed: str) -> int:
    return int(printed) if printed.isdecimal() else 0
