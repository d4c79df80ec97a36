"""The shapes of plain texts: how a document may have been set, printed and taken out of its pages."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Marks = Literal["raised", "plain", "bracketed"]
PageNumber = Literal["none", "job", "job_behind", "alone", "dashes", "of_pages", "chinese"]
RunningHead = Literal["none", "symbol_title", "title_symbol", "symbol"]
Cover = Literal["full", "bare"]

VOTE_WORDS = (
    "[经记录表决，以{yes}票赞成、{no}票反对、{none}票弃权获得通过。表决结果如下：",
    "[记录表决以{yes}票对{no}票、{none}票弃权获得通过。表决情况如下：",
    "[经记录表决，以{yes}票对{no}票，{none}票弃权通过。表决结果如下：",
    "[决议草案经记录表决，赞成{yes}票、反对{no}票、弃权{none}票，获得通过。",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to set a text. `width` is in columns, two for a Chinese character; None sets a paragraph on one line."""

    width: int | None = None
    page: int | None = 1200
    """Columns of text, in lines of `width` or in paragraphs, that a page holds; None sets the text on one."""
    indent: str = ""
    blank_between: bool = True
    run_together: bool = False
    double_spaced: bool = False
    marks: Marks = "raised"
    mark_on_own_line: bool = False
    rule: bool = False
    running_head: RunningHead = "none"
    page_number: PageNumber = "none"
    addresses: bool = False
    form_feed: bool = False
    spaced_digits: bool = False
    bold: bool = False
    rings: bool = True
    full_width: bool = False
    label_gap: str = " "
    traditional: bool = False
    cover: Cover = "full"
    heads_as_english: bool = True
    meeting_first: bool = False
    lists_inline: bool = False
    cell_sign: str = " | "
    closing_first: bool = False
    cut_behind_signs: bool = True
    """Whether a page may end behind a comma, where nobody can tell whether a paragraph ends there too."""
    as_draft: bool = False
    vote_words: str = VOTE_WORDS[0]
    marks_in_tables: bool = False


def pages(random: Random) -> Shape:
    """Paragraphs on one line each, footnotes at the foot of pages that end in the middle of sentences."""
    return Shape(
        page=random.choice((1200, 1800, 2600)),
        run_together=random.random() < 0.5,
        marks="raised",
        bold=random.random() < 0.2,
        spaced_digits=random.random() < 0.5,
        rings=random.random() < 0.5,
        heads_as_english=random.random() < 0.5,
        lists_inline=random.random() < 0.3,
        closing_first=random.random() < 0.5,
        vote_words=random.choice(VOTE_WORDS),
    )


def wrapped(random: Random) -> Shape:
    """Lines of one width with running heads, page numbers, rules and plain marks, as PDF gives them."""
    double = random.random() < 0.5
    return Shape(
        width=random.choice((60, 68, 72, 76, 80)),
        page=random.choice((1800, 2400)),
        indent=random.choice((" ", "    ", "\u3000\u3000")),
        double_spaced=double,
        blank_between=random.random() < 0.5,
        marks="plain",
        rule=random.random() < 0.8,
        running_head=random.choice(("symbol_title", "title_symbol", "symbol")),
        page_number=random.choice(("job", "job_behind", "of_pages")),
        addresses=random.random() < 0.4,
        spaced_digits=random.random() < 0.7,
        rings=random.random() < 0.5,
        cover=random.choice(("full", "bare")),
        lists_inline=random.random() < 0.3,
        closing_first=random.random() < 0.5,
        vote_words=random.choice(VOTE_WORDS),
    )


def anything(random: Random) -> Shape:
    """Any combination that a careful human could still read."""
    width = random.choice((None, None, 40, 56, 64, 70, 76, 84, 100))
    indent = random.choice(("", "", " ", "    ", "\u3000\u3000"))
    double = width is not None and random.random() < 0.3
    blank = random.random() < 0.7 if width else True
    return Shape(
        width=width,
        page=random.choice((None, 900, 1500, 2400)),
        indent=indent,
        blank_between=blank,
        run_together=random.random() < 0.4,
        double_spaced=double,
        marks=random.choice(("raised", "plain", "bracketed")),
        mark_on_own_line=random.random() < 0.1,
        rule=random.random() < 0.5,
        running_head=random.choice(("none", "symbol_title", "title_symbol", "symbol")),
        page_number=random.choice(("none", "job", "job_behind", "alone", "dashes", "of_pages", "chinese")),
        addresses=random.random() < 0.2,
        form_feed=random.random() < 0.2,
        spaced_digits=random.random() < 0.5,
        bold=random.random() < 0.2,
        rings=random.random() < 0.5,
        full_width=random.random() < 0.2,
        label_gap=random.choice((" ", "", "\u3000", "\t")),
        traditional=random.random() < 0.15,
        cover=random.choice(("full", "bare")),
        heads_as_english=random.random() < 0.5,
        meeting_first=random.random() < 0.3,
        lists_inline=random.random() < 0.5,
        cell_sign=random.choice((" | ", "\t", "    ")),
        closing_first=random.random() < 0.5,
        as_draft=random.random() < 0.1,
        vote_words=random.choice(VOTE_WORDS),
    )


SHAPES = {"pages": pages, "wrapped": wrapped, "anything": anything}
