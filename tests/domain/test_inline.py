from hypothesis import given
from hypothesis import strategies as st

from app.domain.inline_runs import cut_inline
from app.domain.resolution import Citation, NoteMark

TEXT = "又重申大会第70/1号决议，真诚对话"


def test_verbs_links_marks_and_hits_are_cut_apart() -> None:
    citation = Citation("第70/1号决议", 5, 13, "A/RES/70/1")
    inline = cut_inline(
        TEXT, citations=[citation], notes=[NoteMark("1", 13)], verb=(0, 3), phrases=["1号", "真诚"]
    )
    assert [
        (["".join(run.text for run in piece.runs)], piece.citations, piece.notes) for piece in inline
    ] == [
        (["又重申大会"], (), ()),
        (["第70/1号决议"], (citation,), ("1",)),
        (["，真诚对话"], (), ()),
    ]
    runs = [run for piece in inline for run in piece.runs]
    assert [run.text for run in runs if run.is_verb] == ["又重申"]
    assert [run.text for run in runs if run.is_hit] == ["1号", "真诚"]


@given(
    st.integers(0, len(TEXT)),
    st.lists(st.integers(0, len(TEXT)), max_size=3),
    st.lists(st.sampled_from(["大会", "真诚对话", "70/1", "号决议真"]), max_size=3),
)
def test_the_pieces_in_a_row_are_the_text(verb_end: int, marks: list[int], phrases: list[str]) -> None:
    notes = [NoteMark(str(number), offset) for number, offset in enumerate(marks)]
    inline = cut_inline(TEXT, notes=notes, verb=(0, verb_end), phrases=phrases)
    assert "".join(run.text for piece in inline for run in piece.runs) == TEXT
    assert sum(len(piece.notes) for piece in inline) == len(marks)
