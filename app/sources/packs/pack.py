"""What the reader of XML knows of a language, as one value."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.adoption import Choice, Method, Vote
from app.domain.organs import Names
from app.domain.resolution import DatedBy, Language, Sponsor
from app.domain.text import Span
from app.sources.dates import GivenDate
from app.sources.labels import Label


@dataclass(frozen=True, slots=True)
class Headings:
    """How headings look: at most `longest` characters, no `unfinished` character at the end.

    `annex` opens an annex; `article` is a heading whatever its formatting. `section` finds the label by which sections
    are told apart (groups `ordinal`, `unit`, `han` for numerals, `capital`), `ordinal` gives its number in addresses.
    `theme` is a heading that is a sentence (group `words`), of at most `longest_theme` characters and without
    `full_stop` inside. A bare line between a text that ends with one of `before_bare` and a number is a heading.
    """

    longest: int
    unfinished: str
    annex: re.Pattern[str]
    article: re.Pattern[str]
    section: re.Pattern[str]
    ordinal: Callable[[str], str]
    theme: re.Pattern[str]
    longest_theme: int
    full_stop: str
    before_bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Readers of labels: one that makes up a whole text, one typed before words, one before a heading."""

    standalone: Callable[[str], Label | None]
    leading: Callable[[str], Label | None]
    of_heading: Callable[[str], Label | None]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """How paragraphs begin and end.

    `set_off` is the type of the verbs; `find_verb` gives the base verb and the span of the printed one, from a text
    and its words in that type. In a numbered paragraph such words begin before `longest_adverb` characters. `ends`
    close an operative paragraph, also `preamble_ends` a preambular one, `introduces` stands before a list.
    """

    set_off: Literal["bold", "italic"]
    find_verb: Callable[[str, Sequence[Span]], tuple[str | None, int, int]]
    longest_adverb: int
    ends: str
    preamble_ends: str
    introduces: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Date, meeting and vote at the end of a text.

    `lines` are closing lines among the paragraphs. `methods` are words for a method of adoption beside those of the
    markup. The lists of names begin at `lists`; `names` parts them, `nobody` are the letters that stand for none.
    """

    lines: re.Pattern[str]
    first_date: Callable[[str], date | None]
    given_dates: Callable[[DatedBy, Iterable[str]], tuple[GivenDate, ...]]
    meeting: Callable[[str], str | None]
    methods: Mapping[Method, str]
    lists: re.Pattern[str]
    names: re.Pattern[str]
    nobody: str
    vote: Callable[[Names, str, Choice], Vote]


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says: number of the agenda item, committee (group of that name), sponsors with the unknown ones."""

    agenda_item: Callable[[str], str]
    committee: re.Pattern[str]
    sponsors: Callable[[str, Names], tuple[Sponsor, ...]]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All that the reader knows of a language.

    `unspaced` are the characters between which a blank only breaks a line; None where words are parted by blanks. With
    `keeps_blanks` each blank belongs to the words.
    """

    language: Language
    unspaced: re.Pattern[str] | None
    headings: Headings
    labels: Labels
    paragraphs: Paragraphs
    closing: Closing
    cover: Cover
    keeps_blanks: bool = False
