"""The texts of a band are found by bisection, whatever their keys are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.minhash import _with_key

KEYS = st.integers(0, 3) | st.sampled_from([2**31 - 1, 2**31, 2**32 - 1])


@given(st.lists(KEYS, max_size=12), KEYS)
def test_every_text_with_a_key_is_found_and_no_other(keys: list[int], key: int) -> None:
    band = np.array(keys, dtype=np.uint32)
    order = np.argsort(band, kind="stable").astype(np.int32)
    assert _with_key(key, band, order).tolist() == [number for number, one in enumerate(keys) if one == key]
