"""One document, rendered, read back and compared."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources import plain_text
from tests.rendering.compare import Score, scores_of
from tests.rendering.pages import set_text
from tests.rendering.printed import printed
from tests.rendering.printed_english import in_english
from tests.rendering.shape import SHAPES, Shape


def random_shape(kind: str, parts: Sequence[Resolution], seed: int) -> Shape:
    """The shape that a text is tried in; the same for the same seed."""
    return SHAPES[kind](Random(f"{seed} {parts[0].id}"))  # noqa: S311  nothing is secret here


def try_text(parts: Sequence[Resolution], shape: Shape, names: Names) -> list[Score]:
    """Render the documents of one text and read them back: a score for each."""
    expected = [_as_draft(part) if _is_draft(part, parts, shape) else part for part in parts]
    if parts[0].language == "en":
        shape = replace(in_english(shape), bold=False)
    text = set_text(printed(expected, shape, names), shape)
    readings = plain_text.read(text.encode(), "text", names)
    return scores_of(expected, readings, folded=shape.traditional)


def _is_draft(part: Resolution, parts: Sequence[Resolution], shape: Shape) -> bool:
    return shape.as_draft and len(parts) == 1 and part.head.body == "GA" and part.head.kind == "resolution"


def _as_draft(part: Resolution) -> Resolution:
    """The text as it was before it was adopted: with sponsors, without number and date."""
    head = replace(part.head, kind="draft", number=None, symbol=None, adopted_on=None, meeting=None)
    return replace(part, head=head)
