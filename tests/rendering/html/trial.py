"""One document, set as a page, read back and compared."""

from collections.abc import Sequence

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources import html
from tests.rendering.compare import Score, scores_of
from tests.rendering.html.page import set_page
from tests.rendering.html.shape import Frame, random_page_shape
from tests.rendering.printed import printed


def try_page(parts: Sequence[Resolution], frame: Frame, seed: int, names: Names) -> list[Score]:
    """Set the documents of one text as a page and read them back: a score for each."""
    shape = random_page_shape(frame, parts[0].id, seed)
    readings = html.read(set_page(printed(parts, shape.words, names), shape), "text", names)
    return scores_of(parts, readings)
