import pytest

from app.domain.query import parse
from app.domain.text import fold
from app.search.changes import Changes, SearchDocument, SearchUnit
from tests.search.scan import Scan


@pytest.mark.parametrize(
    ("text", "typed", "is_found"),
    [
        ("第70/1号决议", "70/1", True),
        ("第70/10号决议", "70/1", False),
        ("第170/1号决议", "70/1", False),
        ("真誠對話", "真诚对话", True),
        ("真诚的对话", "真诚对话", False),
        ("真诚的对话", "真诚 对话", True),
        ("真诚的对话", "真诚 -对话", False),
    ],
)
def test_the_oracle_is_right_on_cases_small_enough_to_see(text: str, typed: str, *, is_found: bool) -> None:
    scan = Scan()
    document = SearchDocument("A/RES/1/1")
    scan.update(Changes(documents=(document,), units=[SearchUnit(1, "A/RES/1/1", "op", fold(text))]))
    assert scan.find(parse(typed)) == ({1} if is_found else set())
