"""Where the closing lines of a text stand: date, meeting and vote, behind which an annex may follow."""

from collections.abc import Sequence

from app.sources.dates import DATE
from app.sources.plain_text.adoption_lines import adoption_line, begins_votes, is_vote_line
from app.sources.plain_text.closing import (
    ADOPTION,
    DATE_AND_MEETING,
    LINES_OF_SENTENCE,
    LONGEST,
    MEETING,
    ClosingReader,
    bare_line,
    is_day_or_meeting,
    sentence_with_vote,
    tells_adoption,
)
from app.sources.plain_text.closing_end import end_of_closing
from app.sources.plain_text.line_patterns import is_annex, label_of
from app.sources.reading import Line

_LINES_OF_VOTE = 60
"""How far above the closing lines a vote with its lists may begin."""


def find_closing(lines: Sequence[Line]) -> tuple[int, int]:
    """First index of the closing lines and index after the last; both the number of lines if there are none.

    An annex may follow them.
    """
    for index in range(len(lines) - 1, -1, -1):
        if _opens(lines, index):
            return _first_meeting(lines, index), end_of_closing(lines, index, ClosingReader().take, is_annex)
    adopted = (index for index, line in enumerate(lines) if tells_adoption(line.text))
    start = next(adopted, len(lines))
    return start, end_of_closing(lines, start, ClosingReader().take, is_annex)


def _first_meeting(lines: Sequence[Line], index: int) -> int:
    """The first of several adjacent lines with dates and meetings."""
    while index and (is_day_or_meeting(lines[index - 1].text) or adoption_line(lines[index - 1].text)):
        index -= 1
    return _first_of_vote(lines, index)


def _first_of_vote(lines: Sequence[Line], index: int) -> int:
    """The line with which a vote with its lists begins, if that is all that stands right above a closing line."""
    lists = 0
    for above in range(index - 1, max(0, index - _LINES_OF_VOTE), -1):
        if tells_adoption(lines[above].text) and lists:
            return above
        if label_of(lines[above].text):
            return index
        lists += begins_votes(lines[above].text)
    return index


_LINES_OF_VOTE = 60


def _opens(lines: Sequence[Line], index: int) -> bool:
    if len(lines[index].text) > LONGEST:
        return False
    text = bare_line(lines[index].text)
    following = bare_line(lines[index + 1].text) if index + 1 < len(lines) else ""
    if DATE_AND_MEETING.fullmatch(text):
        return True
    told, _ = sentence_with_vote(lines[index : index + LINES_OF_SENTENCE])
    if told and (told.meeting or told.tells_how):
        return True
    if DATE.fullmatch(text):
        after_meeting = index > 0 and MEETING.fullmatch(bare_line(lines[index - 1].text))
        ends = (
            not following
            or MEETING.fullmatch(following)
            or ADOPTION.match(following)
            or is_annex(following)
            or adoption_line(following)
        )
        return bool(ends) and not after_meeting
    ends_here = index + 1 == len(lines) or is_vote_line(following) or DATE.fullmatch(following)
    return bool(MEETING.fullmatch(text) and ends_here)
