import pytest

from app.domain.numerals import from_chinese
from app.domain.places import cite, cite_instrument, fragment, part_of, plain_label, split_address


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("op/5", "第5段"),
        ("op/5/a", "第5(a)段"),
        ("op/5/a/2", "第5(a)(二)段"),
        ("op/5/end", "第5段末"),
        ("op/5~2", "第5段"),
        ("pp/3", "序言部分第3段"),
        ("fn/6", "脚注6"),
        ("para/2", "第2段"),
        ("vote", "表决"),
        ("annex/1/op/2", "附件一第2段"),
        ("sec/2/op/1", "第2节第1段"),
        ("sec/2/B/pp/3", "第2节B节序言部分第3段"),
        ("annex/1/sec/2/C", "附件一第2节C节"),
    ],
)
def test_a_place_is_cited_as_united_nations_texts_do(place: str, words: str) -> None:
    assert cite(place) == words


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("A/HRC/RES/50/4", ("A/HRC/RES/50/4", "")),
        ("A/HRC/RES/50/4/op/5/a", ("A/HRC/RES/50/4", "op/5/a")),
        ("A/RES/77/213/PP/3", ("A/RES/77/213", "PP/3")),
        ("A/RES/ES-11/1/vote", ("A/RES/ES-11/1", "vote")),
        ("A/RES/77/213/v/1", ("A/RES/77/213", "v/1")),
        ("A/RES/77/213/zh", ("A/RES/77/213", "zh")),
        ("x/some-text/fn/*", ("x/some-text", "fn/*")),
    ],
)
def test_an_address_is_cut_where_the_place_begins(path: str, parts: tuple[str, str]) -> None:
    assert split_address(path) == parts


def test_fragment_and_part_follow_from_the_place() -> None:
    assert fragment("op/5/a") == "op-5-a"
    assert [part_of(place) for place in ("title", "pp/3/a", "annex/1/op/2", "fn/*")] == [
        "title",
        "pp",
        "op",
        "fn",
    ]


@pytest.mark.parametrize(
    ("label", "plain"), [("a", "a"), ("A", "a"), ("一", "1"), ("十二", "12"), ("iv", "iv")]
)
def test_labels_become_plain(label: str, plain: str) -> None:
    assert plain_label(label) == plain


@pytest.mark.parametrize(
    ("numeral", "number"), [("七十五", 75), ("十", 10), ("一百零二", 102), ("二〇二四", 2024), ("77", 77)]
)
def test_chinese_numerals(numeral: str, number: int) -> None:
    assert from_chinese(numeral) == number


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("art/1/3", "第1条第3款"),
        ("art/73/5", "第73条第5款"),
        ("art/13/1/2", "第13条第1款第2项"),
        ("chap/7", "第7章"),
        ("annex", "附件"),
        ("annex/2/op/1", "附件二第1段"),
        ("op/5/a", "第5(a)段"),
        ("", ""),
    ],
)
def test_a_place_in_an_instrument_in_words(place: str, words: str) -> None:
    assert cite_instrument(place) == words


def test_the_only_annex_has_no_number() -> None:
    assert cite_instrument("annex/1", annexes=1) == "附件"
    assert cite_instrument("annex/1/op/12", annexes=1) == "附件第12段"
    assert cite_instrument("annex/2", annexes=1) == "附件二"
