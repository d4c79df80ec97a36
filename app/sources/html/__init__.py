"""Reader of web pages: a page of a ministry, a library or an encyclopedia, or what a word processor saved as one."""

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import laid_out
from app.sources.html.layout import layout_of
from app.sources.reading import Reading

FORMAT = "html"

__all__ = ["FORMAT", "layout_of", "read"]


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a page; `stem` is its file name without extension. A page that is not a resolution yields a Problem."""
    try:
        text = layout_of(data)
    except ValueError as error:
        return Problem("unreadable", str(error))
    return laid_out.read(text, stem, names)
