"""The shapes of web pages: how sites of today and of the 1990s may have set a document."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.rendering.shape import VOTE_WORDS, Shape

Frame = Literal["modern", "tables"]
FRAMES: tuple[Frame, ...] = ("modern", "tables")


@dataclass(frozen=True, slots=True)
class PageShape:
    """One way to set a document as a page; `words` is what it prints, whatever the format."""

    frame: Frame
    words: Shape = field(default_factory=lambda: Shape(bold=True, marks_in_tables=True))
    encoding: str = "utf-8"
    declared: str | None = "utf-8"
    verb: str = "strong"
    numbered_lists: bool = False
    note_style: Literal["linked", "encyclopedia", "word", "raised", "bracketed"] = "linked"
    title: Literal["heading", "text", "both"] = "heading"
    breaks: Literal["br", "br_br", "p", "unclosed_p"] = "br"
    rule: bool = True
    wrapped_source: bool = False
    links: bool = True
    votes: Literal["lines", "table"] = "lines"


def random_page_shape(frame: Frame, name: str, seed: int) -> PageShape:
    """The shape that a document is tried in; the same for the same seed."""
    random = Random(f"{seed} {name} {frame}")  # noqa: S311  nothing is secret here
    is_old = frame == "tables"
    encoding, declared = random.choice(
        (
            ("gb18030", "gb2312"),
            ("gb18030", "gbk"),
            ("gb18030", None),
            ("utf-8", "utf-8"),
            ("utf-8", "gb2312"),
        )
        if is_old
        else (("utf-8", "utf-8"), ("utf-8", None), ("utf-8-sig", "utf-8"), ("gb18030", "gbk"))
    )
    return PageShape(
        frame,
        words=Shape(
            page=None,
            bold=True,
            rings=random.random() < 0.5,
            full_width=random.random() < 0.1,
            label_gap=random.choice((" ", "", "\u3000", "\u00a0\u00a0")),
            heads_as_english=random.random() < 0.5,
            lists_inline=random.random() < 0.4,
            closing_first=random.random() < 0.5,
            meeting_first=random.random() < 0.1,
            spaced_digits=random.random() < 0.3,
            cover=random.choice(("full", "full", "bare")),
            vote_words=random.choice(VOTE_WORDS),
            marks_in_tables=True,
        ),
        encoding=encoding,
        declared=declared,
        verb=random.choice(("b", "strong", "i", "em", "u", "none", 'span style="font-weight:bold"')),
        numbered_lists=not is_old and random.random() < 0.5,
        note_style=random.choice(("raised", "raised", "bracketed", "linked"))
        if is_old
        else random.choice(("linked", "encyclopedia", "word", "linked")),
        title=random.choice(("heading", "text", "both")),
        breaks=random.choice(("br", "br_br", "p", "unclosed_p")),
        rule=random.random() < 0.8,
        wrapped_source=random.random() < 0.3,
        links=random.random() < 0.6,
        votes=random.choice(("lines", "lines", "table")),
    )
