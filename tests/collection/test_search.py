"""Search on the large collection: exactly what a scan finds, for each engine."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import opencc
import pytest

from app.domain.query import parse
from app.domain.query.terms import Phrase
from app.domain.text import fold
from app.ingest.reading import FileRead
from app.search.engine import Question, SearchEngine
from app.search.engine_registry import NAMES
from tests.conftest import engine_kind
from tests.search.scan import found_by, holds
from tests.search.taken_in import TakenIn, taken_in

SUBSTRINGS, CLAUSES = 1000, 200
EVERY = {"whoosh": 5, "tantivy": 1}
"""Of so many documents one is indexed: Whoosh takes minutes for all of them."""
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in '"-'}


@pytest.fixture(scope="module", params=NAMES)
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


def questions(printed: Sequence[str]) -> Iterator[str]:
    chance = random.Random(6)  # noqa: S311  the same questions every time
    for _ in range(SUBSTRINGS):
        text = chance.choice(printed)
        start = chance.randrange(max(1, len(text) - 1))
        yield text[start : start + chance.randint(2, 12)]
    for _ in range(CLAUSES):
        yield chance.choice(re.split("[，；。：、]", chance.choice(printed)))[:190]


def test_what_is_found_is_what_a_scan_finds(indexed: tuple[SearchEngine, TakenIn]) -> None:
    index, found = indexed
    to_traditional = opencc.OpenCC("s2t").convert
    wrong: list[str] = []
    asked = 0
    for question in questions(found.printed):
        plain = question.replace('"', "")
        for form in (plain, to_traditional(plain), plain.translate(WIDE)):
            query = parse(f'"{form}"')
            if not isinstance(query.root, Phrase):
                assert fold(form) == ""
                continue
            phrase = query.root.text
            expected = {
                unit.id for unit in found.units if phrase in unit.folded and holds(unit.folded, phrase)
            }
            sought = index.answer(Question(query, size=len(found.documents), counted=())).documents
            if found_by(hits.units for hits in sought) != expected:
                wrong.append(form)
            asked += 1
    assert wrong == []
    assert asked > 3 * (SUBSTRINGS + CLAUSES) * 0.9
