"""What the stages of plain text know of a language, as one value."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.organs import Names, Organ
from app.domain.resolution import Problem
from app.domain.text import Span
from app.sources.packs import LanguagePack
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line

Spacing = Literal["spaced", "tight", "mixed"]
"""How a text spaces ordinary numbers: with blanks, without, or either."""


@dataclass(frozen=True, slots=True)
class NoteSigns:
    """How footnotes look.

    `opening` is how a footnote begins; `says_where` how one begins that its number is glued to. A number before `counted`
    is none of a footnote. `sentence_end` ends a footnote, `broken_address` goes on, `unfinished` are signs that end none.
    `day` is a line with a date, `digits` what may be a mark. `mark_score` tells how likely a number is the mark of a footnote, from the text, the span,
    whether other digits stand before it, and whether it may count what follows; `in_list` is not 0 for one in a list of
    numbers, `spacing` tells how a text spaces them. `star` is a mark of asterisks, `behind_stop` a plain figure behind the stop
    that ends a line. A blank between a mark and
    `word_behind` belongs to the text.
    """

    opening: re.Pattern[str]
    says_where: re.Pattern[str]
    counted: re.Pattern[str]
    sentence_end: re.Pattern[str]
    broken_address: re.Pattern[str]
    unfinished: str
    day: re.Pattern[str]
    digits: re.Pattern[str]
    mark_score: Callable[[str, Span, bool, bool], float]
    in_list: Callable[[int, str, str], float]
    spacing: Callable[[Sequence[str]], Spacing]
    star: re.Pattern[str]
    behind_stop: re.Pattern[str]
    word_behind: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BodySigns:
    """What paragraphs say of themselves.

    `opens_preamble`: a short text before the first number that is no heading; `recalls`: one that opens with a
    verb that only preambles open with; `is_act`: with one that none opens with; `names_organ`: a formula without its comma.
    `is_article` heads an article, `introduces_draft` stands above the text of a draft, `has_decided` above numberless
    paragraphs of a decision. A sole operative paragraph ends with `sole_ends`, a preambular one that a heading precedes
    with `goes_on`; what a paragraph that ends with `lists` introduces is no heading.
    """

    opens_preamble: Callable[[str, Sequence[Span]], bool]
    recalls: Callable[[str], bool]
    is_act: Callable[[str], bool]
    names_organ: Callable[[str], bool]
    is_article: Callable[[str], bool]
    introduces_draft: Callable[[str], bool]
    has_decided: Callable[[str], bool]
    sole_ends: tuple[str, ...]
    goes_on: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadSigns:
    """How the head of a text is read: `read` takes its lines, `plain_title_mark` is a mark in a plain figure behind a title.

    `formula_organ` is the organ in a formula, `formula` the formula as kept, `first_organ` the organ named first in a text,
    `council_alone` the code of the organ that is meant where a formula or the first words of a decision say `理事会` or
    `委员会` alone, else nothing.
    `decided_at` gives day and meeting from the first words of a decision, `decided_how` its vote. `corrigendum` are words of the cover of a
    correction.
    """

    read: Callable[[Sequence[Line], Names], tuple[Cover, list[Claim]]]
    plain_title_mark: re.Pattern[str]
    formula_organ: Callable[[str, Names], Organ | None]
    formula: Callable[[str], str]
    first_organ: Callable[[str, Names], Organ | None]
    council_alone: Callable[[str], str]
    decided_at: Callable[[str], tuple[str, str] | None]
    decided_how: Callable[[str], str]
    corrigendum: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class DoubtSigns:
    """What in a finished reading shows that something may have been misread.

    `odd_title` and `odd_heading` are none, nor is a title of more than `longest_title` characters. `mark_left` is a number that may be a footnote mark,
    `figure_between` one that is if there is a footnote of that number, `vote_inside` words on
    a vote in a paragraph, `site_words` words of a web site, `foreign_text` words of another language. A point may end
    with `point_ends`, without a sign. `counted_votes` counts votes, `vote_words` are the words for those in favour, against
    and abstaining.
    """

    odd_title: Callable[[str], bool]
    longest_title: int
    odd_heading: Callable[[str], bool]
    mark_left: re.Pattern[str]
    figure_between: re.Pattern[str]
    vote_inside: re.Pattern[str]
    site_words: re.Pattern[str]
    foreign_text: Callable[[str], bool]
    point_ends: tuple[str, ...]
    counted_votes: re.Pattern[str]
    vote_words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Openings:
    """Where texts begin: `find` the first line, `formula_of` the formula of a text that begins there, `separate` all texts
    of a file. `tells_decided`: a line begins a decision in prose."""

    find: Callable[[Sequence[Line], Names], int | None]
    formula_of: Callable[[Sequence[Line], int, Names], int | None]
    separate: Callable[[Sequence[Line], Names], list[int]]
    tells_decided: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Closings:
    """The lines that close a text: `find` gives the first and the one after the last, `read` their contents. `last` is the
    last line that is certainly one of them."""

    find: Callable[[Sequence[Line]], tuple[int, int]]
    read: Callable[[Sequence[Line], Names, str], Closing]
    last: Callable[[Sequence[Line]], int | None]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is done before the stages.

    `plain`: to the lines of a plain text. Of a file with layout, `closed` takes letter spacing out of lines, `cut` parts
    paragraphs that stand on one line.
    """

    plain: Callable[[Sequence[Line], Names], WebText]
    closed: Callable[[Sequence[Line]], list[Line]]
    cut: Callable[[Sequence[Line], Names], list[Line]]


@dataclass(frozen=True, slots=True)
class TextPack:
    """All that the stages of plain text know of a language; `language` is what the reader of XML knows of it too.

    `why_no_opening` refuses a text that nothing opens.
    """

    language: LanguagePack
    lines: LineSigns
    notes: NoteSigns
    body: BodySigns
    head: HeadSigns
    openings: Openings
    closing: Closings
    before: Preparation
    doubts: DoubtSigns
    why_no_opening: Problem
