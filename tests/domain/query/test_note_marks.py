"""Marks of footnotes in a copied phrase."""

import pytest

from app.domain.query import parse, without_marks


@pytest.mark.parametrize(
    ("stands", "left", "mark"),
    [("第一章决议1", "第一章决议1", "“13”"), ("第一章决议", "第一章决议", "“13”“1”")],
)
def test_a_number_is_kept_where_the_phrase_stands_with_it(stands: str, left: str, mark: str) -> None:
    read = without_marks(parse('"第一章，13决议1。"'), {stands}.__contains__)[0]
    assert read.phrases[0].text == left
    assert mark in read.notices[-1]
