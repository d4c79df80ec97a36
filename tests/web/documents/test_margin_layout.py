"""Placement of footnotes: in the margin if there is room, or below a paragraph that is too short for them."""

import pytest

from app.domain.inline_runs import Inline, Run
from app.web.documents.margin_layout import laid_out
from app.web.documents.rendered_text import RenderedNote, RenderedUnit


def unit(number: int, length: int) -> RenderedUnit:
    return RenderedUnit(
        f"op/{number}", "operative", str(number), 0, f"{number}.", (Inline((Run("段" * length),)),), ()
    )


def note(place: str, length: int) -> RenderedNote:
    return RenderedNote("fn/1", "1", (Inline((Run("注" * length),)),), place, 0)


@pytest.mark.parametrize(
    ("length", "following", "reach"),
    [
        (30, [], 0),
        (30, [84, 84], 3),
        (200, [], -1),
        (200, [420], 7),
    ],
    ids=["short", "short, much room", "long, no room", "long, much room"],
)
def test_a_long_note_stands_in_the_margin_only_where_it_tears_nothing_apart(
    length: int, following: list[int], reach: int
) -> None:
    units = [unit(1, 40), *(unit(number, width) for number, width in enumerate(following, 2))]
    first, *_ = laid_out(units, {"op/1": (note("op/1", length),)}, {})
    assert first.reach == reach
