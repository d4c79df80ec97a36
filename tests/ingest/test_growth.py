"""The time that a file takes grows about in proportion to its size, whatever it is made of; all kinds: tests/hardness."""

from collections.abc import Callable

import pytest

from app.domain.english_text import fold_english, mark_english
from app.domain.organs import Names
from app.domain.text import Folded, fold, tokens
from app.ingest.reading import with_citations
from app.search.whoosh import grams
from app.settings import shipped_segmenter
from app.sources.decoding import decode
from app.sources.plain_text import read
from tests.growth import grows_too_fast
from tests.kinds_of_text import Kind, kinds

ONCE_SLOW = {
    "paragraph-'1'": 96_000,
    "paragraph-'\\xa0'": 96_000,
    "paragraph-' |'": 48_000,
    "title-'\\u3000'": 96_000,
    "note-'A/77/1\\uff0c\\u7b2c1\\u6bb5\\uff1b'": 12_000,
    "lines-'\\u91cd\\u7533\\u4eba\\u6743\\uff0c\\n\\n'": 24_000,
}
"""Kinds of text whose time grew by the square, and a length at which it showed."""
KINDS = {kind.name: kind for kind in kinds()}


def reading(kind: Kind, names: Names) -> Callable[[int], Callable[[], object]]:
    """Reading a text of a kind, with its references."""

    def of(length: int) -> Callable[[], object]:
        data = kind.at(length).encode()

        def step() -> None:
            found = read(data, "text", names)
            for one in found if isinstance(found, tuple) else ():
                with_citations(one.resolution, names)

        return step

    return of


STAGES: dict[str, Callable[[str], object]] = {
    "decode": lambda text: decode(text.encode("gb18030", "replace")),
    "fold": fold,
    "fold with offsets": Folded.of,
    "words": lambda text: shipped_segmenter().of(fold(text)),
    "pairs": lambda text: grams(tokens(fold(text))),
    "tokens": lambda text: tokens(fold(text)),
    "fold as English": fold_english,
    "mark in English": lambda text: mark_english(text, ("a a a", "1 1")),
}
"""What a text goes through beside its reading."""


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("sign", ["1", "国", "（", "1(", "第1号第1号", " ", "a-", "\u0301", "Ａ"])
def test_every_other_stage_takes_time_in_proportion(stage: str, sign: str) -> None:
    def of(length: int) -> Callable[[], object]:
        text = sign * (length // len(sign)) + "国"
        return lambda: STAGES[stage](text)

    assert not grows_too_fast(of, 80_000)


@pytest.mark.parametrize("name", ONCE_SLOW)
def test_reading_takes_time_in_proportion(name: str, names: Names) -> None:
    assert not grows_too_fast(reading(KINDS[name], names), ONCE_SLOW[name])


@pytest.mark.parametrize("name", ["cover-'*'", "cover-'**'"])
def test_a_cover_of_signs_alone_is_read(name: str, names: Names) -> None:
    reading(KINDS[name], names)(16_000)()
