"""Votes in tables become the lines in which they are printed elsewhere."""

from app.domain.resolution import NoteMark
from app.sources.blocks import RichText
from app.sources.vote_tables import vote_lines


def rows(*texts: tuple[str, ...]) -> list[list[RichText]]:
    return [[RichText(text) for text in row] for row in texts]


def printed(*texts: tuple[str, ...]) -> list[str] | None:
    lines = vote_lines(rows(*texts))
    return None if lines is None else [line.text for line in lines]


def test_columns_and_rows() -> None:
    expected = ["赞成：中国、古巴", "反对：以色列", "弃权：印度"]
    assert printed(("赞成", "反对", "弃权"), ("中国", "以色列", "印度"), ("古巴", "", "")) == expected
    assert printed(("赞成：", "中国、古巴"), ("反对：", "以色列"), ("弃权(1)", "印度")) == [
        *expected[:2],
        "弃权(1)：印度",
    ]


def test_names_with_blanks_are_whole_where_commas_separate() -> None:
    assert printed(("赞成", "玻利维亚 (多民族国)、古巴"), ("反对", "中国 古巴")) == [
        "赞成：玻利维亚 (多民族国)、古巴",
        "反对：中国、古巴",
    ]


def test_marks_stay_at_their_names() -> None:
    cell = RichText("中国、古巴", (NoteMark("*", 5),))
    lines = vote_lines([[RichText("赞成"), cell], [RichText("反对"), RichText("")]])
    assert lines is not None
    assert lines[0].marks == (NoteMark("*", 8),)


def test_other_tables_are_none() -> None:
    assert printed(("职类", "员额"), ("赞成", "3")) is None
    assert printed(("赞成", "3")) is None
    assert vote_lines([]) is None
