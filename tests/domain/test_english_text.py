"""English texts folded for search, and marked as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.english_text import fold_english, mark_english, stems_of, words_in

SIGNS = st.text(st.sampled_from("aB cé’ﬁ-,.1½\u0301\u200b\xad国 \nÀøß"), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Exercise due diligence;", "exercise due diligence"),
        ("States’ non‑proliferation  “efforts”", "states non proliferation efforts"),
        ("Hissène Habré in N’Djamena", "hissene habre in n djamena"),
        ("resolution 1325 (2000), para. 6 (a)", "resolution 1325 2000 para 6 a"),
        ("co\xadope\u200bration", "cooperation"),
        ("ＣＯＶＩＤ－１９", "covid 19"),
        ("中文", ""),
    ],
)
def test_a_text_is_its_words(text: str, folded: str) -> None:
    assert fold_english(text) == folded


@given(SIGNS)
def test_words_with_their_places_are_those_of_the_folded_text(text: str) -> None:
    words = list(words_in(text))
    assert " ".join(word.text for word in words) == fold_english(text)
    ends = [place for word in words for place in (word.start, word.end)]
    assert all(0 <= start < end <= len(text) for start, end in zip(ends[::2], ends[1::2], strict=True))


@given(SIGNS, SIGNS)
def test_marked_pieces_are_the_text(text: str, phrase: str) -> None:
    pieces = mark_english(text, [fold_english(phrase)])
    assert "".join(piece for piece, _ in pieces) == text
    stands = f" {fold_english(phrase)} " in f" {fold_english(text)} " and bool(fold_english(phrase))
    assert any(is_match for _, is_match in pieces) == stands


def test_what_is_marked_is_as_printed() -> None:
    text = "due diligence (Due-Diligence) overdue diligence"
    assert mark_english(text, ["due diligence"]) == (
        ("due diligence", True),
        (" (", False),
        ("Due-Diligence", True),
        (") overdue diligence", False),
    )
    assert mark_english("obligations", (), {*stems_of("due diligence")}) == (("obligations", False),)
    marked = mark_english("obligations, obligation", (), {*stems_of("obligation")})
    assert [piece for piece, found in marked if found] == ["obligations", "obligation"]


def test_repeated_and_overlapping_phrases_are_one_mark() -> None:
    assert mark_english("rights rights rights", ["rights rights"]) == (("rights rights rights", True),)
