"""Lookup of a place or a range of places in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.place_lookup import locate
from app.domain.places import cite, ends, joined
from app.settings import ROOT, shipped_names
from app.sources import plain_text
from tests.conftest import only

NAMES = shipped_names()
READING = only(plain_text.read((ROOT / "data/resolutions/A_HRC_RES_50_4.txt").read_bytes(), "x", NAMES))
TEXT = READING.resolution


def test_a_range_has_all_that_stands_from_its_first_to_its_last_place() -> None:
    found = locate(TEXT, "op/30-32")
    assert found is not None
    assert [paragraph.anchor for paragraph in found.paragraphs] == ["op/30", "op/31", "op/32"]
    assert [note.number for note in found.footnotes] == ["5"]
    assert (found.previous, found.next) == ("op/29", "op/33")
    assert found.wider == ("op/29-32", "op/30-33")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("op/5", "op/5"),
        ("OP/5-7", "op/5-7"),
        ("op/7-5", "op/5-7"),
        ("op/5-5", "op/5"),
        ("op/5–7", "op/5-7"),
        ("op/5至7", "op/5-7"),
        ("pp/3-34", "pp/3-34"),
        ("fn/1-3", "fn/1-3"),
    ],
)
def test_a_place_is_spelled_as_addresses_have_it(asked: str, place: str) -> None:
    found = locate(TEXT, asked)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "asked", ["op/5-99", "op/99", "op/5-", "op/-5", "op/5-6-7", "pp-op/3", "op-5", "-", ""]
)
def test_what_is_no_place_is_none(asked: str) -> None:
    assert locate(TEXT, asked) is None


def test_a_range_stays_on_one_level_of_one_kind() -> None:
    assert locate(TEXT, "pp/34")
    first = locate(TEXT, "pp/34")
    assert first is not None
    # The next place is the first operative paragraph, which cannot be in a range with a preambular one.
    assert first.next == "op/1"
    assert first.wider == ("pp/33-34",)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("op/5-7", "第5至7段"),
        ("op/5/a-c", "第5(a)至(c)段"),
        ("pp/3-5", "序言部分第3至5段"),
        ("fn/1-3", "脚注1至3"),
        ("annex/1/op/2-4", "附件一第2至4段"),
        ("annex/1-2", "附件一至二"),
        ("sec/1-2", "第1至2节"),
        ("op/5-5~2", "第5至5段"),
    ],
)
def test_a_range_is_cited_in_words(place: str, words: str) -> None:
    assert cite(place) == words


LABELS = st.text("abc123~.", min_size=1, max_size=4)


@given(st.sampled_from(["op", "annex/1/pp", "op/5"]), LABELS, LABELS)
def test_a_range_is_taken_apart_as_it_was_joined(head: str, first: str, last: str) -> None:
    places = (f"{head}/{first}", f"{head}/{last}")
    assert ends(joined(*places)) == (None if first == last else places)
