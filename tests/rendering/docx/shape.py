"""The shapes of Word files: how typists and programs may have set a document."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.rendering.shape import VOTE_WORDS, Shape

Numbers = Literal["automatic", "typed", "mixed"]
Cover = Literal["table", "header", "lines"]
Verbs = Literal["bold", "style", "font", "plain"]
Votes = Literal["lines", "table", "grid", "columns", "tabs"]


@dataclass(frozen=True, slots=True)
class WordShape:
    """One way to set a document in Word; `words` is what it prints, whatever the format."""

    seed: str
    words: Shape = field(default_factory=lambda: Shape(label_gap="\t", marks_in_tables=True))
    numbers: Numbers = "automatic"
    points: Numbers = "typed"
    cover: Cover = "table"
    verbs: Verbs = "bold"
    votes: Votes = "lines"
    endnotes: bool = False
    odd_and_even: bool = True
    links: bool = True
    split_runs: bool = True
    tracked: bool = False
    controls: bool = False
    ring_lists: bool = True
    """Whether Word counts ㈠ ㈡, or they are typed."""
    soft_hyphens: bool = False
    boxes: bool = True
    ruled: bool = False
    """Whether tables that only set words side by side have lines."""
    level_in_style: bool = False
    """Whether operative paragraphs are numbered by their style alone."""
    rule_at_end: bool = True
    columns: int = 1
    """In how many columns the text below the cover stands."""


def random_word_shape(name: str, seed: int) -> WordShape:
    """The shape that a document is tried in; the same for the same seed."""
    random = Random(f"{seed} {name} word")  # noqa: S311  nothing is secret here
    return WordShape(
        seed=f"{seed} {name}",
        words=Shape(
            page=None,
            rings=random.random() < 0.5,
            full_width=random.random() < 0.1,
            label_gap=random.choice(("\t", "\t", "\t", " ", "\u3000", "")),
            heads_as_english=random.random() < 0.8,
            lists_inline=random.random() < 0.3,
            closing_first=random.random() < 0.5,
            meeting_first=random.random() < 0.1,
            spaced_digits=random.random() < 0.3,
            vote_words=random.choice(VOTE_WORDS),
            marks_in_tables=True,
        ),
        numbers=random.choice(("automatic", "typed", "automatic", "typed", "mixed")),
        points=random.choice(("automatic", "typed", "automatic", "typed", "mixed")),
        cover=random.choice(("table", "table", "header", "lines")),
        verbs=random.choice(("bold", "bold", "style", "font", "plain")),
        votes=random.choice(("lines", "lines", "table", "grid", "columns", "tabs")),
        endnotes=random.random() < 0.1,
        odd_and_even=random.random() < 0.8,
        links=random.random() < 0.7,
        split_runs=random.random() < 0.8,
        tracked=random.random() < 0.15,
        controls=random.random() < 0.15,
        soft_hyphens=random.random() < 0.1,
        boxes=random.random() < 0.5,
        ruled=random.random() < 0.3,
        level_in_style=random.random() < 0.3,
        rule_at_end=random.random() < 0.5,
    )
