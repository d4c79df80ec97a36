"""Search on the large collection: exactly what a scan finds, for each engine."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.query import SearchQuery, parse
from app.domain.query.terms import Phrase
from app.domain.text import fold, parts_of
from app.ingest.reading import FileRead
from app.search.engine import Question, SearchEngine
from app.search.engine_registry import EMBEDDED
from tests.conftest import engine_kind
from tests.search.as_typed import forms, parts, with_mark
from tests.search.scan import found_by, holds, scans
from tests.search.taken_in import TakenIn, taken_in

SUBSTRINGS, CLAUSES = 1000, 200
EVERY = {"whoosh": 5, "tantivy": 1}
"""Of so many documents one is indexed: Whoosh takes minutes for all of them."""
WHOLE = 100_000
"""Where at least so many units are indexed, it is the whole collection."""


@pytest.fixture(scope="module", params=EMBEDDED)
def indexed(
    request: pytest.FixtureRequest, reads: list[FileRead], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, TakenIn]]:
    texts = {text.id: text for read in reads for text in read.resolutions}
    found = taken_in(list(texts.values())[:: EVERY[request.param]])
    folder: Path = tmp_path_factory.mktemp(request.param) / "index"
    index = engine_kind(request.param).open(folder, create=True)
    index.update(found.added)
    yield index, found
    index.close()


def test_what_is_found_is_what_a_scan_finds(indexed: tuple[SearchEngine, TakenIn]) -> None:
    index, found = indexed
    chance = random.Random(6)  # noqa: S311  the same questions every time
    wrong: list[str] = []
    asked = marked = 0
    for part in parts(found.printed, chance, SUBSTRINGS, CLAUSES):
        copied = with_mark(part.text, chance) if part.is_whole else None
        units: set[int] = set()
        for typed in forms(part.text, chance):
            query = parse(typed)
            if not isinstance(query.root, Phrase):
                assert fold(typed) == ""
                continue
            # A part that ends within a number stands nowhere, and would be read without it.
            units = found_in(index, query, or_words=False)
            phrase = query.root.text
            expected = {one.id for one in found.units if phrase in one.folded and holds(one.folded, phrase)}
            if units != expected or (part.is_whole and found.units[part.number].id not in units):
                wrong.append(typed)
            asked += 1
        if copied:
            # The mark may make a number that stands somewhere.
            stands = index.answer(Question(parse(copied), counted=())).total_units
            if not stands and found_in(index, parse(copied)) != units:
                wrong.append(copied)
            marked += 1
    assert wrong == []
    assert asked > 4 * (SUBSTRINGS + CLAUSES) * 0.9
    assert marked > SUBSTRINGS / 20


def found_in(index: SearchEngine, query: SearchQuery, *, or_words: bool = True) -> set[int]:
    answer = index.answer(Question(query, size=10_000, counted=(), or_words=or_words))
    return found_by(hits.units for hits in answer.documents)


TOGETHER = (
    '"真诚 合作"~10',
    '"妇女 和平 安全"~3',
    '"国家 国家"~4',
    '"United Nations"',
    "促进*合作",
    "重申*人权*发展",
    "请*秘书长*报告",
)


@pytest.mark.parametrize("typed", TOGETHER)
def test_words_together_are_those_that_a_scan_finds(
    indexed: tuple[SearchEngine, TakenIn], typed: str
) -> None:
    index, found = indexed
    query = parse(typed)
    (sought,) = query.sought
    expected = {
        one.id
        for one in found.units
        if all(part in one.folded for part in parts_of(sought))
        and (holds(one.folded, sought) if isinstance(sought, str) else scans(sought, one.folded, one.stops))
    }
    # What stands nowhere would be answered in English, or by its words.
    assert found_in(index, query, or_words=False) == expected
    # A sample of the collection may lack what is printed in a few of its texts only.
    assert expected or len(found.printed) < WHOLE
