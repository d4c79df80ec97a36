"""How a page of a PDF rendering looks."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Verbs = Literal["bold", "own_font", "plain"]
Foot = Literal["job", "of_pages", "alone", "dashes"]


@dataclass(frozen=True, slots=True)
class Look:
    """One way to set pages. Sizes are in points; `leading` is the distance of baselines in sizes."""

    page: str = "A4"
    margin: int = 72
    size: float = 10.5
    leading: float = 1.5
    note_size: float = 9
    gap: float = 6
    indent: bool = True
    hanging: bool = False
    justify: bool = True
    columns: int = 1
    verbs: Verbs = "bold"
    cells_on_cover: bool = True
    foot: Foot = "job"
    head_rule: bool = True
    sans: bool = False


def random_look(key: str, *, columns: int = 1) -> Look:
    """The look that a text is tried in; the same for the same key."""
    random = Random(key)  # noqa: S311  nothing is secret here
    size = random.choice((10, 10.5, 11, 12))
    # Without a gap between paragraphs only their indent shows where they begin.
    indent, gap = random.choice(((True, 6), (True, 0), (False, 8), (True, 3)))
    return Look(
        page=random.choice(("A4", "Letter")),
        margin=random.choice((54, 72, 90)),
        size=size if columns == 1 else 9.5,
        leading=random.choice((1.3, 1.5, 1.75)),
        note_size=(size if columns == 1 else 9.5) - random.choice((1.5, 2)),
        gap=gap,
        indent=indent,
        hanging=random.random() < 0.4,
        justify=random.random() < 0.8,
        columns=columns,
        verbs=random.choice(("bold", "own_font", "plain")),
        cells_on_cover=random.random() < 0.7,
        foot=random.choice(("job", "of_pages", "alone", "dashes")),
        head_rule=random.random() < 0.6,
        sans=random.random() < 0.2,
    )
