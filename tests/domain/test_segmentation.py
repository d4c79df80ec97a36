"""Words of texts: the same that jieba cuts without guessing."""

import random

import jieba
import pytest

from app.domain.text import fold
from app.settings import ROOT, shipped_segmenter

ODD = (
    "",
    "的",
    "㐀㐁䶵",
    "鿕鿖𠀀",
    "é人权ß维护者",
    "人权_维护者",
    "维护·者",
    "人权+#&._%-维护者",
    "々〆〇一二",
)


@pytest.fixture(scope="module")
def peer() -> jieba.Tokenizer:
    """jieba itself, with the terms that ship."""
    tokenizer = jieba.Tokenizer()
    for term in shipped_segmenter().terms:
        tokenizer.add_word(term)
    return tokenizer


def test_texts_are_cut_as_jieba_cuts_them(peer: jieba.Tokenizer) -> None:
    segmenter = shipped_segmenter()
    texts = [path.read_text() for path in sorted((ROOT / "data" / "resolutions").glob("*.txt"))]
    assert sum(map(len, texts)) > 10_000
    for text in (*texts, *ODD):
        for line in text.splitlines():
            han = "".join(char for char in fold(line) if not (char.isascii() and char.isalnum()))
            assert segmenter.cuts(han.replace(" ", "")) == list(peer.cut(han.replace(" ", ""), HMM=False))


def test_any_characters_are_cut_as_jieba_cuts_them(peer: jieba.Tokenizer) -> None:
    segmenter, chance = shipped_segmenter(), random.Random(5)  # noqa: S311
    some = "人权利维护者和平安全大会决议发展中国家的一二三十年+-_.，。é㐀鿖𠀀"
    for _ in range(500):
        text = "".join(chance.choices(some, k=chance.randint(1, 40)))
        assert segmenter.cuts(text) == list(peer.cut(text, HMM=False)), text
