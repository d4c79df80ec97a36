"""Stage 6: date, meeting, method of adoption, and the roll-call votes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.adoption import Adoption, Choice, Method, Vote
from app.domain.characters import simplified
from app.domain.organs import Names
from app.sources.dates import DATE, GivenDate, first_day, given_dates
from app.sources.plain_text.adoption_lines import (
    ONE_MEETING,
    ROW_OF_VOTE,
    VOTE_LIST_HEAD,
    VOTE_LISTS,
    AdoptionLine,
    adoption_line,
    begins_votes,
    is_vote_line,
    tally_in,
)
from app.sources.plain_text.lines import join
from app.sources.plain_text.named_fields import told_in
from app.sources.plain_text.vote_lists import names_in, whole_list
from app.sources.reading import Claim, Line

MEETING = re.compile(rf"{ONE_MEETING}(?:\s*[、和]\s*{ONE_MEETING})*")
DATE_AND_MEETING = re.compile(
    rf"(?P<day>{DATE.pattern})[\s，,（(]*(?P<meeting>{MEETING.pattern})[)）]?|(?P<meeting_first>{MEETING.pattern})[\s，,]*(?P<day_last>{DATE.pattern})"
)
_BY = r"(?:决议草案|决议)?(?:经|未经|未付|以|唱名|记录|无记名|默许)"
ADOPTION = re.compile(
    rf"[\[［【〔]\s*(?:{_BY}|见第\S{{1,8}}章).*|[(（](?:未经|经|无记名|唱名)[^()（）]{{0,100}}通过(?:[；;，,][^()（）]{{0,100}})?[。.]?[)）]|(?:记录|唱名)?(?:表决|投票)(?:结果|情况)?(?:如下)?\s*[:：].*|{_BY}.{{0,500}}通过.*"
)
"""A meeting or several; date and meeting in either order; how a text was adopted."""
_SIGNS = "，,。.．；; "
"""What may follow a date or a meeting."""
LONGEST = 200
"""Maximum length of a line of date and meetings, in characters."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The contents of the closing lines; `marks` are the numbers of footnotes that they mark."""

    dates: tuple[GivenDate, ...]
    meeting: str | None
    adoption: Adoption
    claims: tuple[Claim, ...]
    marks: frozenset[str] = frozenset()
    is_adopted: bool = True

    @property
    def adopted_on(self) -> date | None:
        """The first date that the calendar has, or None."""
        return first_day(self.dates)


def is_closing_line(text: str) -> bool:
    """Whether a line is the date or meeting of adoption, or begins a list of votes."""
    return is_day_or_meeting(text) or begins_votes(text)


def bare_line(text: str) -> str:
    """A line in simplified characters without the sign at its end and the name of its field."""
    return simplified(_unbracketed(told_in(text))).rstrip(_SIGNS)


def _unbracketed(text: str) -> str:
    """What a line in round brackets says; any other line as it is."""
    bare = text.rstrip(_SIGNS)
    return bare[1:-1] if bare[:1] in ("(", "（") and bare[-1:] in (")", "）") else text


def sentence_with_vote(lines: Sequence[Line]) -> tuple[AdoptionLine | None, int]:
    """The sentence with the vote that begins with the first line, and how many lines it takes."""
    for count in range(1, min(LINES_OF_SENTENCE, len(lines)) + 1):
        if told := adoption_line(join(line.text for line in lines[:count])):
            return told, count
    return None, 1


LINES_OF_SENTENCE = 4
"""How many lines the sentence with the vote may take."""


def is_day_or_meeting(text: str) -> bool:
    """Whether a line is a date, a meeting or both."""
    plain = bare_line(text) if len(text) <= LONGEST else ""
    return any(shape.fullmatch(plain) for shape in (DATE, MEETING, DATE_AND_MEETING))


def ends_text(text: str) -> bool:
    """Whether a line has the form of a closing line: a date, a meeting, or the sentence with the vote."""
    return is_day_or_meeting(text) or adoption_line(text) is not None


def last_closing_line(lines: Sequence[Line]) -> int | None:
    """Index of the last line that ends the text, alone or as the sentence with the vote over several lines."""
    for index in range(len(lines) - 1, -1, -1):
        if (
            is_day_or_meeting(lines[index].text)
            or sentence_with_vote(lines[index : index + LINES_OF_SENTENCE])[0]
        ):
            return index
    return None


def tells_adoption(text: str) -> bool:
    """Whether a line tells how a text was adopted, in a bracket or with the votes, `表决情况：赞成10，反对0，弃权5`."""
    return is_vote_line(text) or (text[0] in "[［【〔" and _is_adoption(text))


def _is_adoption(text: str) -> bool:
    return bool(ADOPTION.match(simplified(text)))


_CHOICES = tuple(dict.fromkeys(VOTE_LISTS.values()))
"""In the order of lists, whatever that of a table."""


class ClosingReader:
    """Reads closing lines one by one."""

    def __init__(self) -> None:
        self.days: list[str] = []
        self.meeting: str | None = None
        self.adoption: list[str] = []
        self.lists: dict[Choice, list[str]] = {}
        self.marks: set[str] = set()
        self.is_adopted = True
        self._current: Choice | None = None

    def take(self, text: str) -> tuple[str, str]:
        """The role of a line, and the reason."""
        day_or_meeting = self._day_or_meeting(_unbracketed(told_in(text)), bare_line(text))
        return day_or_meeting or self._vote(text, simplified(text))

    def _day_or_meeting(self, text: str, plain: str) -> tuple[str, str] | None:
        if both := DATE_AND_MEETING.fullmatch(plain):
            group = "meeting" if both["meeting"] else "meeting_first"
            self._met(text[slice(*both.span(group))])
            self.days.append(text)
            return "closing.date", "通过日期和会议"
        if DATE.fullmatch(plain):
            self.days.append(text)
            return "closing.date", "通过日期"
        if MEETING.fullmatch(plain):
            self._met(text[: len(plain)])
            return "closing.meeting", "会议"
        return None

    def _met(self, printed: str) -> None:
        """Add a meeting; a text may be considered at several, and the first date is that of adoption."""
        meeting = re.sub(r"\s+", "", printed)
        self.meeting = f"{self.meeting}、{meeting}" if self.meeting else meeting

    def _vote(self, text: str, plain: str) -> tuple[str, str]:
        if head := VOTE_LIST_HEAD.fullmatch(plain):
            self._current = VOTE_LISTS[head[1]]
            self.lists[self._current] = [self._listed(text[slice(*head.span(2))])] if head[2] else []
            return f"votes.{self._current}", "表决名单"
        if row := ROW_OF_VOTE.fullmatch(plain):
            self.lists.setdefault(VOTE_LISTS[row["vote"]], []).append(f"{text[slice(*row.span('name'))]}、")
            return f"votes.{VOTE_LISTS[row['vote']]}", "表决表中的一行"
        if told := adoption_line(text):
            return self._told(told)
        if self._current:
            self.lists[self._current].append(self._listed(text))
            return f"votes.{self._current}", "表决名单续行"
        if (self.adoption and not self._is_told()) or ADOPTION.match(plain) or is_vote_line(text):
            self.adoption.append(text)
            return "adoption", "通过方式"
        return "unclaimed", "没有一条规则认得"

    def _listed(self, text: str) -> str:
        """The states in a line; a sentence behind them, `法国。见第八章。]`, belongs to the words on the vote."""
        names, stop, rest = text.partition("。")
        if rest.strip(" ]］"):
            self.adoption.append(rest)
            return names + stop
        return text

    def _is_told(self) -> bool:
        """Whether the sentence that tells how the text was adopted has ended: what opened with a bracket, where it
        closes."""
        told = join(self.adoption).strip()
        is_open = told.startswith(("[", "［", "【", "〔"))
        return told.endswith(("]", "］", "】", "〕")) or (told.endswith(("。", ".")) and not is_open)

    def _told(self, told: AdoptionLine) -> tuple[str, str]:
        """A sentence with the vote, and with date and meeting unless these stand alone."""
        if told.meeting and told.meeting not in (self.meeting or ""):
            self._met(told.meeting)
        self.days += [told.day] if told.day else []
        self.adoption += [told.text] if told.tells_how else []
        self.marks |= {told.mark} if told.mark else set()
        self.is_adopted &= told.is_adopted
        return "adoption", "通过方式"


def read_closing(lines: Sequence[Line], names: Names, above: str = "") -> Closing:
    """Read the closing lines; an unknown line is claimed as `unclaimed`. `above`: the sentence with the vote that
    stands above the text."""
    reader = ClosingReader()
    claims: list[Claim] = []
    while rest := lines[len(claims) : len(claims) + LINES_OF_SENTENCE]:
        _, count = sentence_with_vote(rest)
        # Of one line, the tabs stay that part the names of a list.
        role, why = reader.take(rest[0].text if count == 1 else join(line.text for line in rest[:count]))
        claims += [Claim(line, role, why=why) for line in rest[:count]]
    votes = tuple(
        Vote(state.code if (state := names.state(name)) else None, name, choice)
        for choice, parts in sorted(reader.lists.items(), key=lambda listed: _CHOICES.index(listed[0]))
        for name in names_in(whole_list(parts, names))
    )
    return Closing(
        given_dates("closing", reader.days),
        reader.meeting,
        _adoption(join(reader.adoption) or above, votes),
        tuple(claims),
        frozenset(reader.marks),
        reader.is_adopted,
    )


_METHODS: tuple[tuple[str, Method], ...] = (
    ("未经表决", "without_vote"),
    ("不经表决", "without_vote"),
    ("未付表决", "without_vote"),
    ("默许程序", "silence_procedure"),
    ("书面表决", "written_vote"),
    ("表决", "recorded_vote"),
    ("票赞成", "recorded_vote"),
    ("票对", "recorded_vote"),
    ("弃权", "recorded_vote"),
)


def _adoption(text: str, votes: tuple[Vote, ...]) -> Adoption:
    if not text:
        return Adoption(votes=votes)
    plain = simplified(text)
    method: Method = next((method for words, method in _METHODS if words in plain), "unknown")
    tally = tally_in(plain)
    is_sentence = adoption_line(text) is not None and "against" in tally
    if is_sentence and "abstaining" not in tally and "弃权" not in plain:
        # The Security Council's sentences name all who abstained.
        tally["abstaining"] = 0
    return Adoption(method, text=text.strip("[]［］【】〔〕"), votes=votes, **tally)
