"""What is sent to a cluster: texts as tokens, queries as clauses, the weights of words. No server is needed."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import parse
from app.domain.query.terms import All, Having, Not, Phrase
from app.domain.text import tokens
from app.search.opensearch.kept import Kept
from app.search.opensearch.scoring import scored
from app.search.opensearch.tokens import SEPARATOR, joined, read_back, word_sent
from app.search.opensearch.tree import condition, of_unit, to_be_known
from app.search.opensearch.weights import SCRIPT, Statistics, length_kept
from app.search.tantivy import TantivyEngine
from app.search.text_engine import Entry
from app.search.text_store import FoldedTexts, append

SIGNS = st.characters() | st.sampled_from("+%;\n\x00\x1f 人a1/")
TEXTS = st.text(SIGNS, max_size=40) | st.builds(
    "".join,
    st.lists(st.sampled_from(["a" * 999, "a" * 1000, "a" * 1001, "1" * 2500, "人", "+", "%"]), max_size=4),
)


@given(TEXTS)
def test_nothing_of_a_text_is_lost(text: str) -> None:
    sent = joined(text)
    assert read_back(sent) == text
    sent.encode()
    assert all(0 < len(part) < 2000 for part in sent.split(SEPARATOR) if text)


@given(TEXTS, TEXTS)
def test_a_phrase_stands_where_its_tokens_stand(text: str, phrase: str) -> None:
    def stands(row: list[str], inside: list[str]) -> bool:
        return any(inside[at : at + len(row)] == row for at in range(len(inside) - len(row) + 1))

    for sought in filter(None, (phrase, text[: len(phrase)], text)):
        sent = stands(joined(sought).split(SEPARATOR), joined(text).split(SEPARATOR) if text else [])
        assert sent == stands(tokens(sought), tokens(text))


@given(TEXTS, TEXTS)
def test_different_words_are_sent_differently(one: str, other: str) -> None:
    assert (word_sent(one) == word_sent(other)) == (one == other)


@pytest.mark.parametrize(
    ("typed", "documents", "units"),
    [
        ("年:2016..", ({"range": {"in_year": {"gte": 2016, "lte": 9999}}},), ()),
        ("机构:HRC", ({"terms": {"body": ["HRC"]}},), ()),
        ("动词:敦促", (), ({"terms": {"unit.verb": ["敦促"]}},)),
        ("-年:2022 真", ({"bool": {"must_not": {"range": {"in_year": {"gte": 2022, "lte": 2022}}}}},), ()),
        ("机构:HRC | 真", (), ({"terms": {"unit.body": ["HRC"]}},)),
    ],
)
def test_what_is_said_of_documents_is_asked_of_documents(
    typed: str, documents: tuple[object, ...], units: tuple[object, ...]
) -> None:
    asked = condition(parse(typed), {})
    assert asked.documents == documents
    held = {"match_phrase": {"unit.sent": {"query": "真"}}}
    if "|" in typed:
        assert asked.units == ({"bool": {"should": [*units, held], "minimum_should_match": 1}},)
    else:
        assert asked.units == ((*units, held) if "真" in typed else units)


def test_a_phrase_is_asked_as_its_tokens() -> None:
    asked = of_unit(Phrase("第70/1号", ""))
    assert asked == {"match_phrase": {"unit.sent": {"query": "第\n70\n/\n1\n号"}}}


def test_no_value_is_a_value() -> None:
    asked = of_unit(Having("verb", frozenset({"", "请"})))
    missing = {"bool": {"must_not": {"exists": {"field": "unit.verb"}}}}
    should = [{"terms": {"unit.verb": ["请"]}}, missing]
    assert asked == {"bool": {"should": should, "minimum_should_match": 1}}


def test_exclusions_need_no_level_of_their_own() -> None:
    asked = of_unit(All((Phrase("人", ""), Not(Phrase("权", "")))))
    assert set(asked["bool"]) == {"filter", "must_not"}


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("人权", 0),
        ("标题:人权", 0),
        ("标题:人权 合作", 0),
        ("标题:人权 | 合作", 1),
        ("赞成:CHN 人权", 0),
        ("赞成:CHN | 人权", 1),
        ('"真诚 合作"~10', 1),
        ("标题:真诚*合作", 1),
        ("标题:真诚*合作 | 合作", 2),
    ],
)
def test_what_must_be_found_out_before(typed: str, count: int) -> None:
    assert len(list(to_be_known(parse(typed)))) == count


def test_a_single_character_weighs_nothing_by_itself() -> None:
    words = {"人": {"weight": 1.0}}
    found: dict[str, object] = {"match_all": {}}
    assert "script_score" not in str(scored(parse("人"), found, words, {}))
    assert "script_score" in str(scored(parse("人权"), found, words, {}))


def test_words_weigh_what_tantivy_says(tmp_path: Path) -> None:
    words = [
        ["人权"] * often + ["其他"] * others
        for often in (0, 1, 2, 7)
        for others in (0, 1, 3, 39, 41, 300, 5000)
    ]
    texts = [f"{'人权' * many.count('人权')}{number}人" for number, many in enumerate(words)]
    append(tmp_path, texts)
    engine = TantivyEngine(tmp_path / "engine", create=True)
    engine.add(
        Entry(number, text, many) for number, (text, many) in enumerate(zip(texts, words, strict=True))
    )
    found = engine.find(("人权",), ("人权",), FoldedTexts(tmp_path))
    engine.close()
    statistics = Statistics(len(words), sum(map(len, words)) / len(words))
    given_to_it = statistics.parameters(len(found.texts))
    assert len(found.texts) == 21
    assert "length" in SCRIPT
    for number, score in zip(found.texts.tolist(), found.scores.tolist(), strict=True):
        often, length = words[number].count("人权"), length_kept(len(words[number]))
        reckoned = (
            given_to_it["weight"] * often / (often + given_to_it["least"] + given_to_it["slope"] * length)
        )
        assert math.isclose(score, reckoned, rel_tol=1e-6)


def test_what_was_asked_for_last_is_kept() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert [kept.get(one) for one in "abc"] == [1, None, 3]
