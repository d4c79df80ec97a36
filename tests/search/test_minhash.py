"""The texts of each band are found by bisection, whatever their keys are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.characters import characters_of
from app.search.minhash import _Segment

KEYS = st.integers(0, 3) | st.sampled_from([2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1])
FIRST = 5
"""The number of a segment's first text."""


@given(
    st.integers(0, 12).flatmap(
        lambda size: st.lists(st.lists(KEYS, min_size=size, max_size=size), min_size=3, max_size=3)
    ),
    st.lists(KEYS, min_size=3, max_size=3),
)
def test_every_text_with_a_key_is_found_and_no_other(bands: list[list[int]], sought: list[int]) -> None:
    keys = np.array(bands, dtype=np.uint32)
    order = np.argsort(keys, axis=1, kind="stable").astype(np.int32)
    segment = _Segment(FIRST, keys, order, characters_of([""] * len(keys[0])))
    found = [
        number for texts in segment.with_keys(np.array(sought, dtype=np.uint32)) for number in texts.tolist()
    ]
    assert found == [
        FIRST + number
        for band, key in zip(bands, sought, strict=True)
        for number, one in enumerate(band)
        if one == key
    ]
