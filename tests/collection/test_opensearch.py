"""OpenSearch and the embedded index on the large collection: the same answers, in the same order."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.domain.query import SearchQuery, parse
from app.ingest.reading import FileRead
from app.search.embedded import EmbeddedEngine
from app.search.engine import DocumentHits, Question
from app.search.like_wording import WordingQuestion
from app.search.opensearch.engine import OpenSearchEngine, open_cluster
from app.search.opensearch.settings import ClusterSettings
from app.settings import shipped_segmenter
from tests.conftest import engine_kind
from tests.opensearch.servers import Servers, with_opensearch
from tests.search.as_typed import forms, parts
from tests.search.taken_in import TakenIn, taken_in

pytestmark = with_opensearch

PHRASES = 1000
TOLD_APART = 1e-5
"""Scores that differ by more put documents in order."""
OTHERS = (
    "的",
    "人权",
    "国际合作 人权",
    "妇女 和平 安全",
    "标题:国际合作 | 秘书长",
    '"真诚 合作"~10',
    '"妇女 和平 安全"~3',
    "促进*合作",
    "重申*人权*发展",
    "机构:GA 年:2010.. 人权 -发展",
    "(可持续发展 | 气候变化) 部分:op",
    "引用:A/RES/70/1",
    "united nations",
    "动词:敦促",
)


@pytest.fixture(scope="module")
def taken(reads: list[FileRead]) -> TakenIn:
    return taken_in({text.id: text for read in reads for text in read.resolutions}.values())


@pytest.fixture(scope="module")
def embedded(taken: TakenIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    with closing(
        engine_kind("tantivy").open(tmp_path_factory.mktemp("tantivy") / "index", create=True)
    ) as index:
        assert isinstance(index, EmbeddedEngine)
        index.update(taken.added)
        yield index


@pytest.fixture(scope="module")
def clustered(
    taken: TakenIn, cluster: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenSearchEngine]:
    where = ClusterSettings(cluster.urls, prefix="whole", replicas=0, seconds=120)
    folder: Path = tmp_path_factory.mktemp("clustered") / "index"
    with closing(open_cluster(folder, shipped_segmenter(), where, "whole", create_new=True)) as index:
        index.update(taken.added)
        yield index
    cluster.ask("DELETE", "/whole-*")


def asked(taken: TakenIn) -> Iterator[SearchQuery]:
    """Random parts of the texts as readers type them, and what readers ask with fields and signs."""
    chance = random.Random(26)  # noqa: S311  the same questions every time
    for number, part in enumerate(parts(taken.printed, chance, PHRASES, 0)):
        yield parse(forms(part.text, chance)[number % 4])
    yield from map(parse, OTHERS)


def test_what_is_found_and_counted_is_the_same(
    embedded: EmbeddedEngine, clustered: OpenSearchEngine, taken: TakenIn
) -> None:
    for number, query in enumerate(asked(taken)):
        question = Question(
            replace(query, sort="oldest" if number % 2 else "newest"),
            size=100_000,
            counts="units" if number % 3 else "documents",
        )
        assert clustered.answer(question) == embedded.answer(question), query.typed


def test_the_order_by_relevance_is_the_same(
    embedded: EmbeddedEngine, clustered: OpenSearchEngine, taken: TakenIn
) -> None:
    for query in asked(taken):
        question = Question(query, size=200, counted=())
        found, wanted = clustered.answer(question).documents, embedded.answer(question).documents
        best, of_unit = weights_of(embedded, query)
        assert [best[hits.document] for hits in found] == pytest.approx(
            [best[hits.document] for hits in wanted], abs=TOLD_APART
        ), query.typed
        for hits in found:
            of_units = [of_unit[unit] for unit in hits.units]
            assert of_units == pytest.approx(sorted(of_units, reverse=True), abs=TOLD_APART), query.typed
        assert in_ties(found, best) == in_ties(wanted, best), query.typed


def weights_of(engine: EmbeddedEngine, query: SearchQuery) -> tuple[dict[str, float], dict[int, float]]:
    """What the documents found weigh in the embedded index, and the units."""
    index = engine._index
    matched = index.find(query)
    if matched is None:
        return {}, {}
    columns, units = index.columns, matched.unit_numbers()
    holding = index.texts_holding(query.together) if query.together else np.empty(0, dtype=np.int32)
    ranks = 2 * columns.is_title[units] + np.isin(columns.unit_text[units], holding)
    weighed = matched.evaluation.scores_of(units).astype(float) + 1e6 * ranks
    best: dict[str, float] = {}
    for document, weight in zip(columns.unit_document[units].tolist(), weighed.tolist(), strict=True):
        address = columns.addresses[document]
        best[address] = max(weight, best.get(address, 0.0))
    return best, dict(zip(columns.unit_ids[units].tolist(), weighed.tolist(), strict=True))


def in_ties(found: tuple[DocumentHits, ...], best: dict[str, float]) -> list[str]:
    """The documents that weigh nothing but their rank, which are in the order of their dates."""
    return [hits.document for hits in found if best[hits.document] % 1e6 == 0]


def test_wordings_are_the_same(
    embedded: EmbeddedEngine,
    clustered: OpenSearchEngine,
    taken: TakenIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where more texts share as many words, each engine takes others of those that share equally many.
    for module in ("similar_wording", "opensearch.alike"):
        monkeypatch.setattr(f"app.search.{module}.MOST_CANDIDATES", 9_000)
    chance = random.Random(27)  # noqa: S311
    passages = [unit.folded for unit in chance.sample(taken.units, 60) if len(unit.folded) > 10]
    passages += [one[:20] for one in passages[:20]]
    for passage in passages:
        question = WordingQuestion((passage,), counted=("body",), size=5)
        wanted, found = embedded.wordings(question, places=3), clustered.wordings(question, places=3)
        assert found.total_units == wanted.total_units, passage
        assert (found.holding, found.same, found.ends) == (wanted.holding, wanted.same, wanted.ends)
        assert found.facets == wanted.facets
        assert [one.places for one in found.wordings] == [one.places for one in wanted.wordings]
        assert embedded.same_units(question) == clustered.same_units(question)


def test_lines_and_uses_are_the_same(embedded: EmbeddedEngine, clustered: OpenSearchEngine) -> None:
    for typed in ("真诚对话", "国际合作 人权", "促进*合作", "小岛屿发展中国家"):
        query = parse(typed)
        assert clustered.concordance(query, "newest", size=100) == embedded.concordance(
            query, "newest", size=100
        )
        for page in (1, 3):
            sides = [one.concordance(query, "right", page=page) for one in (clustered, embedded)]
            assert sides[0] == sides[1]
        assert clustered.uses(query) == embedded.uses(query)
        assert clustered.uses_by_year_and_body(query) == embedded.uses_by_year_and_body(query)
