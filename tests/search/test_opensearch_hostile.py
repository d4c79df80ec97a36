"""Queries and texts that nobody should write find what a scan finds in OpenSearch, and raise nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.query import SearchQuery, parse
from app.domain.query.terms import All, Either, Having, Node, Not, Phrase, Titled
from app.domain.segmentation import Segmenter
from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.engine import IndexFault, Question
from app.search.like_wording import WordingQuestion
from app.search.opensearch.engine import OpenSearchEngine, open_cluster
from app.search.opensearch.settings import ClusterSettings
from tests.opensearch.servers import Servers, with_opensearch
from tests.search.scan import Scan, found_by

pytestmark = with_opensearch

LONG = 40_000
TEXTS = (
    "人权\x00理事会\x1f的\n决定",
    "人权\ud800理事会",
    "a" * LONG,
    "人" + "a" * (LONG - 1) + "权",
    "a" * 1000,
    "人" * LONG,
    "的",
    "%a;+",
    "+" + "b" * 1500 + "+",
    "",
    "国" * 30 + "2030" * 400,
)
MANY = 450
"""More units than are asked for at first."""


def made_up() -> Changes:
    units = [SearchUnit(key, f"A/{key}", "op", text) for key, text in enumerate(TEXTS)]
    units += [SearchUnit(100 + number, "A/long", "op", f"的{number}") for number in range(MANY)]
    units.append(SearchUnit(99_999, "A/long", "title", "很长的人权", states=("CHN",)))
    documents = dict.fromkeys(unit.document for unit in units)
    return Changes(
        documents=tuple(SearchDocument(one, body="GA", votes=("CHN.in_favour",)) for one in documents),
        units=units,
    )


@pytest.fixture(scope="module")
def index(
    cluster: Servers, words: Segmenter, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenSearchEngine]:
    where = ClusterSettings(cluster.urls, prefix="hostile", shards=2, replicas=0, seconds=60)
    index = open_cluster(
        tmp_path_factory.mktemp("hostile") / "index", words, where, "hostile", create_new=True
    )
    index.update(made_up())
    yield index
    index.close()
    cluster.ask("DELETE", "/hostile-*")


@pytest.fixture(scope="module")
def scanned() -> Scan:
    scan = Scan()
    scan.update(made_up())
    return scan


def deep(depth: int) -> Node:
    """Conditions inside conditions."""
    node: Node = Phrase("人权", "")
    for number in range(depth):
        others = (Phrase("的", ""), Having("body", frozenset({"XX"})), Not(Phrase("国", "")))
        node = All((node, others[2])) if number % 2 else Either((node, *others[:2]))
    return node


@pytest.mark.parametrize(
    "typed",
    [
        "的",
        "人",
        "a",
        "a" * 150,
        "的 | 人 | 国 | a | 1",
        "的" * 5000,
        "(" * 3000 + "人权" + ")" * 3000,
        "-(" * 500 + "人权",
        "|".join("的" * 300),
        "人权\x00理事会",
        "人权\x1f理事会",
        '"\x00"~3',
        "*" * 300,
        "很长的人权 2030",
        "标题:人权 | 的",
        "赞成:CHN | 人权",
        "年:9999999999 | 人",
        "赞成票:9999 | 的",
    ],
)
def test_a_hostile_query_finds_what_a_scan_finds(index: OpenSearchEngine, scanned: Scan, typed: str) -> None:
    query = parse(typed)
    for sort in ("relevance", "newest"):
        found = index.answer(Question(replace(query, sort=sort), size=1000))
        assert found_by(hits.units for hits in found.documents) == scanned.find(query)
        assert found.total_units == len(scanned.find(query))


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_a_hostile_text_is_found_by_itself(index: OpenSearchEngine, scanned: Scan, text: str) -> None:
    for phrase in {text[:900], text[-900:], text[:3]}:
        query = SearchQuery("", Phrase(phrase, ""), sort="newest")
        found = index.answer(Question(query, size=1000, counted=()))
        assert found_by(hits.units for hits in found.documents) == scanned.find(query)
    key = TEXTS.index(text)
    assert index.fault(key, text) is None
    assert index.fault(key, f"{text}又") == IndexFault("text")
    assert [place.unit for place in index.same_units(WordingQuestion((text,))).places] == [key]


@pytest.mark.parametrize("depth", [10, 40])
def test_conditions_may_lie_deep_in_one_another(index: OpenSearchEngine, scanned: Scan, depth: int) -> None:
    query = SearchQuery("", deep(depth), sort="newest")
    found = index.answer(Question(query, size=1000))
    assert found_by(hits.units for hits in found.documents) == scanned.find(query)


def test_all_units_of_a_long_document_are_listed_in_their_order(index: OpenSearchEngine) -> None:
    query = replace(parse("的"), sort="newest")
    (hits,) = [one for one in index.answer(Question(query)).documents if one.document == "A/long"]
    assert hits.units == (*range(100, 100 + MANY), 99_999)
    assert [line.unit for line in index.lines(query) if line.document == "A/long"] == list(hits.units)
    best = index.answer(Question(replace(query, sort="relevance"), size=1)).documents[0]
    assert best.units == (99_999, *range(100, 100 + MANY))


def test_a_page_beyond_the_last_is_empty(index: OpenSearchEngine) -> None:
    query = parse("的")
    total = index.answer(Question(query)).total_documents
    for page, size in ((10**9, 20), (2, 10**9), (3, 5000)):
        found = index.answer(Question(query, page=page, size=size, counted=()))
        assert (found.documents, found.total_documents) == ((), total)
    whole = index.answer(Question(query, size=10**9, counted=())).documents
    assert whole == index.answer(Question(query, size=1000, counted=())).documents


def test_a_title_is_sought_in_a_mixed_condition(index: OpenSearchEngine, scanned: Scan) -> None:
    root = Not(Either((Titled(Phrase("人权", "")), Phrase("国", ""))))
    query = SearchQuery("", All((root, Phrase("人", ""))), sort="newest")
    found = index.answer(Question(query, size=1000, counted=()))
    assert found_by(hits.units for hits in found.documents) == scanned.find(query) != set()
