from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.proximity import InOrder, Near
from app.domain.text import Sought, fold, holds, mark, sentence_stops, stretches
from tests.search.scan import scans

WORDS = st.sampled_from(["甲", "乙", "丙", "甲乙", "甲甲", "a", "12", "a 1"])
PRINTED = st.text(alphabet="甲乙丙a1 ，。；-", max_size=40)


@given(PRINTED, st.lists(WORDS, min_size=2, max_size=4), st.integers(0, 6))
def test_words_near_each_other_are_those_that_a_scan_finds(text: str, words: list[str], within: int) -> None:
    sought, folded = Near(tuple(words), within), fold(text)
    assert holds(sought, folded) == scans(sought, folded)
    for spans in stretches(sought, folded):
        assert sorted(folded[start:end] for start, end in spans) == sorted(words)
        assert all(0 <= after[0] - before[1] <= within for before, after in pairwise(spans))


@given(PRINTED, st.lists(WORDS, min_size=2, max_size=4))
def test_words_in_a_row_are_those_that_a_scan_finds(text: str, words: list[str]) -> None:
    sought, folded, stops = InOrder(tuple(words)), fold(text), sentence_stops(text)
    assert holds(sought, folded, stops) == scans(sought, folded, stops)
    for spans in stretches(sought, folded, stops):
        assert [folded[start:end] for start, end in spans] == words
        for before, after in pairwise(spans):
            assert before[1] <= after[0]
            assert not any(before[1] <= stop <= after[0] for stop in stops)


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("真诚的国际合作。合作", Near(("合作", "真诚"), 3), ["真诚", "合作"]),
        ("真诚的国际合作", Near(("合作", "真诚"), 2), []),
        ("促进真誠合作；促進對話，合作。", InOrder(("促进", "合作")), ["促进", "合作", "促進", "合作"]),
        ("促进对话。合作", InOrder(("促进", "合作")), []),
        ("促进（对话！）合作", InOrder(("促进", "合作")), []),
        ("促进对话?合作;促进", InOrder(("促进", "合作")), []),
        ("到2020年。2030年", InOrder(("2020", "2030")), []),
        ("1888。1999", InOrder(("1888", "1999")), []),
        ("甲。乙丙", InOrder(("甲乙", "丙")), ["甲。乙丙"]),
    ],
)
def test_marks_show_what_stands_together(text: str, sought: Sought, marked: list[str]) -> None:
    pieces = mark(text, [sought])
    assert "".join(piece for piece, _ in pieces) == text
    found = "".join(piece if is_match else "\n" for piece, is_match in pieces).split("\n")
    assert [piece for piece in found if piece] == marked


@pytest.mark.parametrize(
    "sought",
    [
        Near(("的", "的", "的", "的", "年"), 0),
        Near(("的的的", "的的", "的", "国", "年"), 100),
        InOrder(("的",) * 15 + ("年",)),
        InOrder(("的", "国") * 7 + ("年", "的")),
    ],
)
def test_any_words_take_time_in_proportion_to_the_text(sought: Near | InOrder) -> None:
    text = "的国" * 5_000 + "的" * 10_000 + "甲" * 101 + "年"
    assert not holds(sought, text, (1, len(text) - 1))
