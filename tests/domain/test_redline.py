import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.redline import Change, changes, printed_form, unclosed_form
from app.domain.segmentation import Segmenter

WORDS = Segmenter()
TEXT = st.text(alphabet="各国有义务促进国际合作，；。（）() A/70\u3000权權1", max_size=40)


def marked(first: str, second: str) -> str:
    """The changes on one line; slight ones are not marked and appear as in the second text."""
    signs = {"delete": "[-{}-]", "insert": "[+{}+]", "equal": "{}"}
    return "".join(
        change.text if change.slight else signs[change.op].format(change.text)
        for change in changes(first, second, WORDS)
        if not (change.slight and change.op == "delete")
    )


@given(TEXT, TEXT)
def test_changes_give_both_texts(first: str, second: str) -> None:
    found = changes(first, second, WORDS)
    assert "".join(change.text for change in found if change.op != "insert") == first
    assert "".join(change.text for change in found if change.op != "delete") == second


@given(TEXT, TEXT)
def test_only_what_typesetting_changes_is_slight(first: str, second: str) -> None:
    is_slight = all(change.slight for change in changes(first, second, WORDS) if change.op != "equal")
    assert is_slight == (unclosed_form(first) == unclosed_form(second))


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("需要在全球一级加强协调", "需要在全世界一级加强协调", "需要在[-全球-][+全世界+]一级加强协调"),
        # a symbol is one word: a single digit of it is not marked
        ("回顾第70/153号决议，", "回顾第76/159号决议，", "回顾第[-70/153-][+76/159+]号决议，"),
        # blanks next to digits are typesetting
        ("第 70/1 号决议", "第70/1号决议", "第70/1号决议"),
        # a single equal character between changes is merged into them
        ("按照宪章的宗旨", "根据公约的精神", "[-按照宪章的宗旨-][+根据公约的精神+]"),
        # closing punctuation depends on the position in the list
        ("决定继续审议。", "决定继续审议；", "决定继续审议；"),
        ("决定审议。", "决定继续审议；", "决定[+继续+]审议；"),
    ],
)
def test_changes_are_whole_words(first: str, second: str, shown: str) -> None:
    assert marked(first, second) == shown


def test_the_same_text_is_one_piece() -> None:
    assert changes("各国有义务", "各国有义务", WORDS) == (Change("equal", "各国有义务"),)
    assert changes("", "", WORDS) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2030 年议程", "2030年议程"),
        ("（甲）", "(甲)"),
        ("人权——公民权利", "人权――公民权利"),
        ("人權理事會", "人权理事会"),
        ("“发展权”", '"发展权"'),
    ],
)
def test_typesetting_and_script_are_no_difference(first: str, second: str) -> None:
    assert printed_form(first) == printed_form(second)


@pytest.mark.parametrize(("first", "second"), [("继续；", "继续。"), ("各国有义务", "各国义务")])
def test_signs_and_words_are(first: str, second: str) -> None:
    assert printed_form(first) != printed_form(second)


def test_very_long_pieces_take_each_others_place() -> None:
    found = changes("重申，" + "各国 " * 5000 + "各国", "重申，" + "合作 " * 5000 + "合作", WORDS)
    assert [change.op for change in found] == ["equal", "delete", "insert"]
