"""What fits on one sheet."""

from hypothesis import given
from hypothesis import strategies as st

from app.web.compare.sheet import fitting, shared

heights = st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=4)


def taken(lists: list[list[int]], counts: tuple[int, ...], heading: int, more: int) -> int:
    """The height of what is shown."""
    shown = zip(lists, counts, strict=True)
    return sum(
        sum(items[:count]) + (heading if items else 0) + (more if count < len(items) else 0)
        for items, count in shown
    )


@given(heights, st.integers(0, 120), st.integers(0, 3), st.integers(0, 2))
def test_what_is_shown_fits(lists: list[list[int]], room: int, heading: int, more: int) -> None:
    counts = fitting(lists, room, heading, more)
    smallest = sum(heading + more for items in lists if items)
    assert taken(lists, counts, heading, more) <= max(room, smallest)


@given(heights, st.integers(0, 3), st.integers(0, 2))
def test_nothing_is_cut_where_all_fits(lists: list[list[int]], heading: int, more: int) -> None:
    whole = tuple(map(len, lists))
    assert fitting(lists, taken(lists, whole, heading, more), heading, more) == whole


@given(heights, st.integers(0, 120), st.integers(0, 2))
def test_what_is_cut_had_no_room_left(lists: list[list[int]], room: int, more: int) -> None:
    counts = fitting(lists, room, 0, more)
    left = room - taken(lists, counts, 0, more)
    for items, count in zip(lists, counts, strict=True):
        if count < len(items):
            assert items[count] > left


def test_a_long_list_leaves_room_for_a_short_one() -> None:
    assert fitting([[1] * 50, [1] * 3, []], 10, more=1) == (6, 3, 0)


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(0, 120))
def test_lines_are_shared_out(needs: list[int], room: int) -> None:
    lines = shared(needs, room)
    assert sum(lines) <= max(room, len(needs))
    assert all(1 <= got <= need for got, need in zip(lines, needs, strict=True))
    if any(got < need for got, need in zip(lines, needs, strict=True)):
        assert sum(lines) >= room


def test_as_many_texts_as_can_be_are_whole() -> None:
    assert shared([5, 2, 9, 3], 12) == (5, 2, 2, 3)
    assert shared([9, 9, 1], 8) == (4, 3, 1)
