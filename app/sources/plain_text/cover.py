"""What the lines of a cover tell, and the values that its rules fill in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.domain.organs import Names, Organ
from app.domain.resolution import DocumentKind, NoteMark, Problem, Sponsor
from app.domain.symbols import Symbol
from app.sources.dates import GivenDate


@dataclass(slots=True)
class Cover:
    """The contents of the head, filled in while it is read.

    `adoption` is the sentence with the vote, if it stands here. `day_line` is a date alone, which is that of adoption
    beside the number and else that of publication; `is_under_number`: the line above has the number, or is `通过`.
    `marks` are those of footnotes behind the symbol. `other_organization`: the cover is that of an organization with
    an assembly of its own.
    """

    organ: Organ | None = None
    number: str | None = None
    title: str | None = None
    printed_symbol: Symbol | None = None
    session: str | None = None
    session_dates: str | None = None
    agenda_item: str | None = None
    agenda_item_title: str | None = None
    committee: str | None = None
    distribution: str | None = None
    published_on: date | None = None
    language: str | None = None
    original_language: str | None = None
    dates: tuple[GivenDate, ...] = ()
    meeting: str | None = None
    kind: DocumentKind = "resolution"
    sponsors: tuple[Sponsor, ...] = ()
    title_notes: tuple[NoteMark, ...] = ()
    letter: str | None = None
    originating: str | None = None
    adoption: str = ""
    is_adopted: bool = True
    day_line: str = ""
    is_under_number: bool = False
    other_organization: str = ""
    marks: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)


Rule = Callable[[str, str, Cover, Names], str | None]
"""A line as printed, the line in simplified characters, the cover so far, known names -> the field that it
fills, or None."""


WHY = {
    "distribution": "发行类别",
    "original_language": "原文语种",
    "language": "语种",
    "published_on": "印发日期",
    "body": "机构名称",
    "session": "届次",
    "session_dates": "会期",
    "agenda_item": "议程项目",
    "agenda_item_title": "议程项目之后的标题",
    "committee": "委员会",
    "adopted_on": "通过日期",
    "kind": "文件种类",
    "title": "编号后的标题",
    "number": "编号",
    "sponsors": "提案国",
    "symbol": "文号",
    "letter": "分件字母",
    "meeting": "会议",
    "originating": "来源文件",
}
