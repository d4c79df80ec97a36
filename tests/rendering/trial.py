"""One document, rendered, read back and compared."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.sources import plain_text
from tests.rendering.compare import Score, score
from tests.rendering.pages import set_text
from tests.rendering.printed import printed
from tests.rendering.shape import SHAPES, Shape


def random_shape(kind: str, parts: Sequence[Resolution], seed: int) -> Shape:
    """The shape that a text is tried in; the same for the same seed."""
    return SHAPES[kind](Random(f"{seed} {parts[0].id}"))  # noqa: S311  nothing is secret here


def try_text(parts: Sequence[Resolution], shape: Shape, names: Names) -> list[Score]:
    """Render the documents of one text and read them back: a score for each."""
    expected = [_as_draft(part) if _is_draft(part, parts, shape) else part for part in parts]
    text = set_text(printed(expected, shape, names), shape)
    readings = plain_text.read(text.encode(), "text", names)
    read: list[Resolution | None] = (
        [] if isinstance(readings, Problem) else [reading.resolution for reading in readings]
    )
    if len(read) != len(expected):
        read = [None] * len(expected) if len(expected) > 1 else read[:1] or [None]
    has_votes = parts[0].head.body == "HRC"
    return [
        score(part, got, has_votes=has_votes, folded=shape.traditional)
        for part, got in zip(expected, read, strict=True)
    ]


def _is_draft(part: Resolution, parts: Sequence[Resolution], shape: Shape) -> bool:
    return shape.as_draft and len(parts) == 1 and part.head.body == "GA" and part.head.kind == "resolution"


def _as_draft(part: Resolution) -> Resolution:
    """The text as it was before it was adopted: with sponsors, without number and date."""
    head = replace(part.head, kind="draft", number=None, symbol=None, adopted_on=None, meeting=None)
    return replace(part, head=head)
