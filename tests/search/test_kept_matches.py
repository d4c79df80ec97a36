"""What an engine found is asked of it once, as long as there is room and no text came in."""

from collections.abc import Collection, Iterable

import numpy as np
import pytest

from app.search.kept_matches import KeptMatches
from app.search.text_engine import Entry, Matches, Shared, Texts

TEXTS: Texts = []  # type: ignore[assignment]


class Finding:
    """An engine that finds as many texts as a phrase is long, and writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.closed = False

    def add(self, entries: Iterable[Entry]) -> None:
        self.asked.append(tuple(entry.folded for entry in entries))

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        assert texts is TEXTS
        self.asked.append((*phrases, *words))
        found = np.arange(len(phrases[0]), dtype=np.int32)
        return Matches(found, np.full(len(found), len(words), dtype=np.float32))

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        return Shared(np.array([len(words)], dtype=np.int32), np.array([enough + most], dtype=np.int32))

    def close(self) -> None:
        self.closed = True


def test_the_same_phrases_are_looked_for_once() -> None:
    engine = Finding()
    kept = KeptMatches(engine)
    found = [kept.find(("国际合作",), words, TEXTS) for words in ((), ("国际",), (), ("国际",))]
    assert engine.asked == [("国际合作",), ("国际合作", "国际")]
    assert [one.scores[0] for one in found] == [0, 1, 0, 1]


def test_what_was_asked_least_lately_makes_room() -> None:
    engine = Finding()
    kept = KeptMatches(engine, most=8)
    for phrase in ("国际", "合作", "国际", "人权", "国际", "合作"):
        kept.find((phrase,), (), TEXTS)
    assert engine.asked == [("国际",), ("合作",), ("人权",), ("合作",)]
    kept.find(("十个字的短语不再放得下",), (), TEXTS)
    kept.find(("国际",), (), TEXTS)
    assert len(engine.asked) == 5


def test_new_texts_are_found() -> None:
    engine = Finding()
    kept = KeptMatches(engine)
    kept.find(("国际",), (), TEXTS)
    kept.add([Entry(0, "国际合作", [])])
    kept.find(("国际",), (), TEXTS)
    assert engine.asked == [("国际",), ("国际合作",), ("国际",)]


def test_nobody_changes_what_others_are_given() -> None:
    found = KeptMatches(Finding()).find(("国际",), (), TEXTS)
    with pytest.raises(ValueError, match="read-only"):
        found.texts[0] = 7


def test_other_questions_and_the_end_reach_the_engine() -> None:
    engine = Finding()
    kept = KeptMatches(engine)
    assert [part.tolist() for part in kept.sharing(["国际"], 2, 3)] == [[1], [5]]
    kept.close()
    assert engine.closed
