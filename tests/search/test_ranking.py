"""The first of many documents are those that putting all of them in order would put first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.ranking import DocumentGroups, _first

KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=40)


@given(KEYS, st.integers(0, 45))
def test_the_first_are_the_first_of_all(rows: list[tuple[int, int]], count: int) -> None:
    most, then = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    numbers = np.arange(len(rows))
    everything = np.lexsort((numbers, then, most))
    assert _first((numbers, then, most), count)[:count].tolist() == everything[:count].tolist()


def test_units_come_document_by_document() -> None:
    units = np.array([3, 4, 9, 20, 21, 22], dtype=np.int32)
    groups = DocumentGroups(
        units, np.array([1, 5, 6], dtype=np.int32), np.array([0, 2, 3]), np.array([2, 3, 6])
    )
    assert groups.in_order(np.array([2, 0, 1])).tolist() == [20, 21, 22, 3, 4, 9]
    assert groups.in_order(np.array([], dtype=np.intp)).tolist() == []
