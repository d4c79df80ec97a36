"""A page of line breaks takes time in proportion to their number."""

from collections.abc import Callable

from app.domain.organs import Names
from app.sources.html import read
from tests.growth import grows_too_fast
from tests.sources.html.test_pages import BODY


def test_a_page_of_line_breaks_takes_time_in_proportion(names: Names) -> None:
    def step(count: int) -> Callable[[], object]:
        data = f"{BODY}<p>{'请各国合作；<br>' * count}</p>".encode()
        return lambda: read(data, "page", names)

    assert not grows_too_fast(step, 12_000)
