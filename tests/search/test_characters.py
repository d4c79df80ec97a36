"""What cannot be like a passage is told by its characters; what is like it never is."""

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from app.search.characters import can_be_like, characters_of
from app.search.engine import MIN_SIMILARITY

TEXTS = st.text(st.sampled_from("重申国际合作的和在了abc12\U00020000"), max_size=12)
LEAST = st.sampled_from([0.0, 0.4, 0.5, MIN_SIMILARITY, 2 / 3, 0.8, 1.0])


@given(TEXTS, st.lists(TEXTS, max_size=8), LEAST)
def test_no_like_text_is_left_out(passage: str, texts: list[str], least: float) -> None:
    possible = can_be_like(passage, characters_of(texts), least)
    assert len(possible) == len(texts)
    for text, is_possible in zip(texts, possible.tolist(), strict=True):
        assert is_possible or Indel.normalized_similarity(passage, text) < least


def test_texts_of_other_characters_or_lengths_are_left_out() -> None:
    passage = "重申发展中国家防治荒漠化和保护生物多样性的国际合作措施"
    texts = [
        passage,
        passage * 3,
        passage[:8],
        "请秘书长向大会第七十八届会议提交关于执行情况报告",
        passage[2:],
    ]
    assert can_be_like(passage, characters_of(texts), MIN_SIMILARITY).tolist() == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_little_is_left_of_what_shares_few_characters() -> None:
    random = Random(3)  # noqa: S311
    common = [chr(0x4E00 + number) for number in range(400)]
    passage = "".join(random.choices(common, k=60))
    texts = ["".join(random.choices(common, k=60)) for _ in range(500)]
    shared = [2 * (Counter(passage) & Counter(text)).total() >= MIN_SIMILARITY * 120 for text in texts]
    left = can_be_like(passage, characters_of(texts), MIN_SIMILARITY)
    assert not np.any(shared)
    assert left.sum() <= 10
