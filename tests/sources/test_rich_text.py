"""Texts with offsets: whatever is cut, joined or respelt, a mark stays behind the words that it stood behind."""

from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.characters import visible
from app.domain.resolution import Link, NoteMark
from app.sources.blocks import RichText
from app.sources.rich_text import joined, part, rewritten, single_spaced, tied, without

WORDS = st.text(alphabet="国abc \n\u200b。", max_size=30)


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    text = draw(WORDS)
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    spans = [tuple(sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for _ in range(2)]
    return RichText(
        text,
        tuple(NoteMark(str(number), offset) for number, offset in enumerate(offsets, start=1)),
        tuple(Link(start, end, "https://un.org") for start, end in spans if start < end),
        tuple((start, end) for start, end in spans if start < end),
    )


def bold_words(content: RichText) -> list[str]:
    return [content.text[start:end] for start, end in content.bold]


def before_marks(content: RichText) -> list[str]:
    return [content.text[: mark.offset] for mark in content.marks]


@given(rich_texts(), st.data())
def test_what_is_cut_in_two_and_joined_again_is_as_it_was(content: RichText, data: st.DataObject) -> None:
    content = tied(content)
    assume(len(content.text) > 1)
    at = data.draw(st.integers(1, len(content.text) - 1))
    whole = joined([("", part(content, 0, at)), ("", part(content, at, len(content.text)))])
    assert (whole.text, set(whole.marks)) == (content.text, set(content.marks))
    assert set(_bold_offsets(whole)) == set(_bold_offsets(content))


def _bold_offsets(content: RichText) -> list[int]:
    return [offset for start, end in content.bold for offset in range(start, end)]


@given(rich_texts())
def test_a_mark_stands_beside_a_word(content: RichText) -> None:
    text = content.text
    for mark in tied(content).marks:
        before, behind = text[: mark.offset][-1:], text[mark.offset :][:1]
        assert before.strip() or behind.strip() or not text[mark.offset :].strip()


@given(rich_texts())
def test_blanks_are_single_and_marks_stay_behind_their_words(content: RichText) -> None:
    spaced = single_spaced(content)
    assert spaced.text == " ".join(content.text.split())
    for before, after in zip(before_marks(content), before_marks(spaced), strict=True):
        assert "".join(before.split()) == "".join(after.split())
    assert all(0 <= start < end <= len(spaced.text) for start, end in spaced.bold)


@given(rich_texts())
def test_characters_without_width_go_and_marks_stay_behind_their_words(content: RichText) -> None:
    seen = rewritten(content, visible)
    assert seen.text == visible(content.text)
    assert before_marks(seen) == [visible(before) for before in before_marks(content)]
    assert [visible(words) for words in bold_words(content) if visible(words)] == bold_words(seen)


def test_stretches_are_taken_out() -> None:
    content = RichText("回顾[1]其决议[2]，", (NoteMark("9", 7),), bold=((0, 5), (2, 5)))
    assert without(content, [(2, 5), (8, 11)]) == RichText(
        "回顾其决议，", (NoteMark("9", 4),), bold=((0, 2),)
    )


def test_a_mark_between_two_lines_belongs_to_the_words_before_it() -> None:
    content = RichText("大会，回顾", (NoteMark("1", 3),))
    assert part(content, 0, 3).marks == (NoteMark("1", 3),)
    assert part(content, 3, 5).marks == ()
