"""The large collection with its English texts (`JUEYI_CORPUS_ENGLISH`, else `../shared/corpus-english`): searches in
English are exactly what a scan finds, and terms are told as people who know them would."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.db.queries.indexing import units_to_index
from app.db.release import current_release
from app.db.session import read_session
from app.domain.english_text import fold_english
from app.domain.query import SearchQuery
from app.domain.query.terms import English
from app.domain.text import fold
from app.main import create_app
from app.search.engine import Question
from app.settings import ROOT, Settings
from tests.conftest import built_once, engine_kind, run_ingest

FIRST, THREE = 0.85, 0.95
"""Of the golden terms, so many must be the first candidate, and so many one of the first three."""
PHRASES = 300
COUNTED = 25
"""Of how many terms the counts are compared with a scan."""


@pytest.fixture(scope="module")
def both(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the collection in both languages."""
    english = Path(os.environ.get("JUEYI_CORPUS_ENGLISH", ROOT.parent / "shared" / "corpus-english"))
    if not english.is_dir():
        pytest.skip(f"the English texts are not at {english}; JUEYI_CORPUS_ENGLISH may say where they are")
    if built := os.environ.get("JUEYI_BOTH_ARCHIVE"):
        return Path(built)
    return built_once(
        tmp_path_factory, "both", lambda folder: run_ingest(folder, corpus, english, engine="tantivy")
    )


@pytest.fixture(scope="module")
def texts(both: Path) -> dict[int, tuple[str, tuple[str, ...]]]:
    """The Chinese text of each unit and the English ones beside it, folded."""
    release = current_release(both)
    assert release
    with read_session(release.database) as session:
        return {
            unit.id: (fold(unit.text), tuple(map(fold_english, unit.english)))
            for unit in units_to_index(session)
        }


@pytest.fixture(scope="module")
def client(both: Path) -> Iterator[TestClient]:
    app = create_app(Settings(archive=both, search_engine="tantivy"))
    with TestClient(app, base_url="http://juey.test") as client:
        yield client


def test_english_phrases_are_found_where_a_scan_finds_them(
    both: Path, texts: dict[int, tuple[str, tuple[str, ...]]]
) -> None:
    release = current_release(both)
    assert release
    index = engine_kind("tantivy").open(release.index)
    chance = random.Random(23)  # noqa: S311  the same questions every time
    every = [text for _, beside in texts.values() for text in beside if text]
    assert len(every) > 100_000
    wrong = []
    for _ in range(PHRASES):
        words = chance.choice(every).split()
        begin = chance.randrange(len(words))
        phrase = " ".join(words[begin : begin + chance.randint(1, 8)])
        found = index.answer(
            Question(SearchQuery("", English(phrase), sort="newest"), size=10**9, counted=())
        )
        units = {unit for hits in found.documents for unit in hits.units}
        if units != {key for key, (_, beside) in texts.items() if any(stands(phrase, one) for one in beside)}:
            wrong.append(phrase)
    index.close()
    assert wrong == []


def stands(phrase: str, text: str) -> bool:
    return phrase in text and f" {phrase} " in f" {text} "


def test_terms_are_told_as_people_would(
    client: TestClient, texts: dict[int, tuple[str, tuple[str, ...]]]
) -> None:
    first = three = 0
    missed = []
    lines = (ROOT / "tests" / "golden" / "terms.tsv").read_text("utf-8").splitlines()
    golden = [line.split("\t") for line in lines if not line.startswith("#")]
    for number, (term, accepted) in enumerate(golden):
        answer = client.get("/api/v1/terms", params={"q": term}).json()
        told = [item["text"] for item in answer["items"]]
        right = accepted.split("|")
        first += bool(told) and told[0] in right
        if any(text in right for text in told[:3]):
            three += 1
        else:
            missed.append((term, told[:3]))
        if number < COUNTED:
            counts_are_those_of_a_scan(term, answer, texts)
    assert len(golden) == 100
    assert first >= FIRST * len(golden), (first, missed)
    assert three >= THREE * len(golden), (three, missed)


def counts_are_those_of_a_scan(
    term: str, answer: dict[str, Any], texts: dict[int, tuple[str, tuple[str, ...]]]
) -> None:
    phrase = fold_english(term)
    holding = [chinese for chinese, beside in texts.values() if any(stands(phrase, one) for one in beside)]
    assert answer["units"] == len(holding), term
    for item in answer["items"]:
        assert item["units"] == sum(fold(item["text"]) in chinese for chinese in holding), (
            term,
            item["text"],
        )
