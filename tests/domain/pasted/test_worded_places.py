"""Places in words: read, and worded so that they are read back."""

import pytest

from app.domain.pasted.address_meant import address_meant
from app.domain.pasted.cleaning import cleaned
from app.domain.pasted.place_meant import place_meant, words_of
from app.domain.pasted.worded_places import WordedPlace, worded_places
from app.domain.resolution import Head, Paragraph, Resolution

WORDED = [
    ("第6段", "op/6"),
    ("执行部分第八段", "op/8"),
    ("序言部分第10段", "pp/10"),
    ("第9(a)段", "op/9/a"),
    ("第9段(a)项", "op/9/a"),
    ("第3至5段", "op/3-5"),
    ("第3、4和5段", "op/3-5"),
    ("第5(a)至(c)段", "op/5/a-c"),
    ("第5(a)段末", "op/5/a/end"),
    ("附件", "annex/1"),
    ("附件二第4段", "annex/2/op/4"),
    ("附件1标题2", "annex/1/h/2"),
    ("第2节B节序言部分第3段", "sec/2/B/pp/3"),
    ("附件1第B节第1段", "annex/1/sec/B/op/1"),
    ("附件第13条第2款", "annex/1/sec/13/op/2"),
    ("第十九条", "sec/19"),
    ("article 19", "sec/19"),
    ("行动1", "h"),
    ("标题“行动1. 我们将养护牧场”", "h"),
    ("脚注3", "fn/3"),
    ("表2", "table/2"),
    ("表决", "vote"),
    ("para. 6", "op/6"),
    ("paras. 3–5", "op/3-5"),
    ("OP5", "op/5"),
    ("op 5a", "op/5/a"),
    ("PP3", "pp/3"),
    ("annex II, para. 4", "annex/2/op/4"),
    ("section II, para. 3", "sec/2/op/3"),
    ("5th preambular paragraph", "pp/5"),
    ("footnote 3", "fn/3"),
    ("¶ 8", "op/8"),
    ("op/5/a", "op/5/a"),
    ("#op-5-a", "op/5/a"),
]


@pytest.mark.parametrize(("words", "place"), WORDED)
def test_a_place_in_words_is_read_whole(words: str, place: str) -> None:
    plain = cleaned(words)
    (found,), end = worded_places(plain)
    assert (found.paths[0], end) == (place, len(plain))


@pytest.mark.parametrize(
    "words", ["人权", "行动计划", "措施10.5", "operation 5", "paradise", "noted 5", "第五届", "通过"]
)
def test_other_words_are_no_place(words: str) -> None:
    assert worded_places(words) == ((), 0)


def test_two_places_are_two() -> None:
    found, _ = worded_places("第5和7段")
    assert [one.paths[0] for one in found] == ["op/5", "op/7"]


ALIKE = Resolution(
    "A/RES/1/1",
    Head("A/RES/1/1", "resolution", "adopted", "GA"),
    tuple(
        Paragraph(anchor, "operative", "继续。")
        for anchor in (
            "para/1",
            "op/1",
            "op/1~2",
            "para/2",
            "op/2",
            "op/2/1",
            "annex/1/para/7",
            "annex/1/op/8",
            "annex/1/op/9",
            "annex/1/para/8",
            "annex/1/para/9",
        )
    ),
)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("op/1", "第1段"),
        ("op/1~2", "第1段（第2处）"),
        ("para/1", "第1段（第3处）"),
        ("para/1-2", "第1段（第3处）至第2段（第2处）"),
        ("annex/1/para/7", "附件第7段"),
        ("annex/1/para/8-9", "附件第8段（第2处）至第9段（第2处）"),
    ],
)
def test_places_that_are_worded_alike_are_told_apart(place: str, words: str) -> None:
    places = [paragraph.anchor for paragraph in ALIKE.paragraphs]
    assert words_of(place, places) == words
    (found,), _ = worded_places(cleaned(words))
    assert place_meant(ALIKE, found) == place


def test_a_number_that_stands_in_an_annex_alone_is_found_there() -> None:
    assert place_meant(ALIKE, WordedPlace(("op/7", "para/7"))) == "annex/1/para/7"
    assert place_meant(ALIKE, WordedPlace(("op/99", "para/99"))) is None
    assert place_meant(ALIKE, WordedPlace(("op/2/i",))) == "op/2/1"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/A%2FRES%2F77%2F213", "A/RES/77/213"),
        ("/（A/RES/77/213）", "A/RES/77/213"),
        ("/A/CONF.157/24(PartI)/Corr.1", "A/CONF.157/24(PartI)/Corr.1"),
        ("/A/RES/72/262 C", "A/RES/72/262 C"),
        ("/A/RES/77/213/fn/*", "A/RES/77/213/fn/*"),
        ("/x/some_text-1/pp/1", "x/some_text-1/pp/1"),
        ("/。", ""),
    ],
)
def test_an_address_is_found_in_what_stands_around_it(path: str, meant: str) -> None:
    assert address_meant(path) == meant
