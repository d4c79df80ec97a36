"""Where a series dropped a phrase."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.removals import Continuation, Removal, removals

ROW = tuple(Continuation(text, text + 1, 0.9) for text in range(1, 5))
SERIES = dict.fromkeys(range(1, 6), (1, 2, 3, 4, 5))


def found(holding: set[int], links: tuple[Continuation, ...] = ROW) -> list[Removal]:
    return removals(holding, holding, links, SERIES)


def test_the_text_that_continues_the_last_one_with_a_phrase_has_dropped_it() -> None:
    assert found({2, 3}) == [Removal(2, 3, 4, None, 0.9)]
    assert found({3, 4, 5}) == []
    assert found(set()) == []


def test_a_phrase_may_come_back_and_be_dropped_again() -> None:
    assert found({1, 3}) == [Removal(1, 1, 2, 3, 0.9), Removal(1, 3, 4, None, 0.9)]


def test_of_several_texts_that_continue_one_all_must_be_without_it() -> None:
    fork = (Continuation(1, 2, 0.4), Continuation(1, 3, 0.8))
    assert found({1}, fork) == [Removal(1, 1, 3, None, 0.8)]
    assert found({1, 2}, fork) == []


def test_only_what_left_a_paragraph_was_dropped() -> None:
    assert removals({1, 2}, {1}, ROW, SERIES) == []
    assert removals({1}, set(), ROW, SERIES) == []


@given(st.sets(st.integers(1, 5)))
def test_each_removal_is_one_of_neighbours(holding: set[int]) -> None:
    expected = {(text, text + 1) for text in range(1, 5) if text in holding and text + 1 not in holding}
    assert {(one.last, one.without) for one in found(holding)} == expected
    for one in found(holding):
        assert one.first == min(holding)
        assert one.again == min((text for text in holding if text > one.without), default=None)
