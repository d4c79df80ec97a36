from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.segmentation import Segmenter
from app.domain.text import (
    Folded,
    find_spans,
    fold,
    mark,
    mark_found,
    occurrences,
    stands_in,
    tokens,
    unfolded,
)
from tests.conftest import TEXTS

FOLDINGS = [
    ("真誠對話", "真诚对话"),
    ("“真诚 对话”", "真诚对话"),
    ("第 70/1 号", "第70/1号"),
    ("Ａ／ＲＥＳ／７０／１", "a/res/70/1"),
    ("COVID-19 疫情", "covid-19疫情"),
    ("1820、1888", "1820 1888"),
    ("1325(2000)号", "1325(2000)号"),
    ("第1325（2000）、1820（2008）和", "第1325(2000) 1820(2008)和"),
    ("(COVID-19)大流行", "covid-19大流行"),
    ("5 873 652", "5873652"),
    ("A/CONF.157/24 (Part I)/Corr.1", "a/conf.157/24(part i)/corr.1"),
    ("㈠", "一"),
    ("著重、衞生、敍述、佈置、瞭解、憑藉", "着重卫生叙述布置了解凭借"),
    ("0.7% 用于", "0.7用于"),
    ("🙂，。", ""),
    # Dashes between runs are one; anywhere else they are dropped.
    *((f"2021{dash}2030年", "2021-2030年") for dash in "-‐‑‒–—―−－~～〜─"),
    *((f"COVID{dash}19", "covid-19") for dash in "-‐‑‒–—―−－"),
    ("2014——2024", "2014-2024"),
    ("1325(2000)—1820(2008)", "1325(2000)-1820(2008)"),
    ("A～E", "a~e"),
    ("决议——2030年", "决议2030年"),
    # Latin words keep their blanks and lose their accents.
    ("United Nations", "united nations"),
    ("ＵＮＩＴＥＤ\u3000\nNations 在", "united nations在"),
    ("Hissène Habré、Bozizé", "hissene habre bozize"),
    ("Hisse\u0300ne", "hissene"),
    ("Łódź, Þór, Straße, İzmir, Əli", "lodz,thor,strasse,izmir,eli"),
    ("N’Djamena、N'Djamena、Nʼdjamena", "n'djamena n'djamena n'djamena"),
    ("MSC 78号、10 March 2023", "msc 78号10 march 2023"),
    ("A/RES/72/262 C", "a/res/72/262c"),
    # Zeros of Chinese numerals; a bullet is none.
    ("二○○四年", "二零零四年"),
    ("二〇〇四年", "二零零四年"),
    ("二零零四年", "二零零四年"),
    ("第一百○五条", "第一百零五条"),
    ("零容忍", "零容忍"),
    ("○ 请各国", "请各国"),
    # Radicals; what is invisible.
    (
        "重申⼈⺠的⻓期发展，⻝物、⻋辆、⻛险、⻔户、⻅解、⻢匹、⻬全、⻰头、⻘年",
        "重申人民的长期发展食物车辆风险门户见解马匹齐全龙头青年",
    ),
    ("第70/\u200b2号\xad决\ufeff议\u2060、\u115fA\x01B", "第70/2号决议ab"),
    ("\ue000 请各国\uf0b7", "请各国"),
]
CHINESE_PIECES = st.sampled_from([text for path in TEXTS for text in path.read_text("utf-8").split()])


@pytest.mark.parametrize(("printed", "folded"), FOLDINGS)
def test_folding(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.one_of(st.text(), CHINESE_PIECES, st.text(alphabet="ab19/.,、，()（）- 人“”\n")))
def test_the_way_back_covers_every_folded_character(text: str) -> None:
    folded = Folded.of(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


ALPHABET = "ab19-–—~/.,、， \u3000\u200béＡ人二零○〇⻓"


@given(st.text(alphabet=ALPHABET, max_size=30), st.data())
def test_a_part_of_a_text_folds_like_that_part_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inside_run = (text[place - 1 : place + 1] for place in (start, end) if 0 < place < len(text))
    if not any(all(char in "ab19éＡ\u200b" for char in pair) for pair in inside_run):
        assert fold(text[start:end]) in fold(text)


@given(st.text(alphabet=ALPHABET) | CHINESE_PIECES)
def test_a_folded_text_is_written_so_that_it_folds_to_itself(text: str) -> None:
    assert fold(unfolded(fold(text))) == fold(text)


@pytest.mark.parametrize("filler", ["○", " ", "-", "a ", "(a", "a(", "～", "1 (", "⻓"])
def test_folding_takes_time_in_proportion_to_the_text(filler: str) -> None:
    text = filler * 30_000
    assert len(Folded.of(text).offsets) == len(fold(text))


@pytest.mark.parametrize("table", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_traditional_forms_fold_like_simplified_ones(path: Path, table: str) -> None:
    text = path.read_text("utf-8")
    assert fold(opencc.OpenCC(table).convert(text)) == fold(text)


@given(CHINESE_PIECES)
def test_full_width_forms_fold_like_half_width_ones(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert fold(wide) == fold(text)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_loses_nothing(text: str, phrases: list[str]) -> None:
    assert "".join(piece for piece, _ in mark(text, [fold(phrase) for phrase in phrases])) == text


def test_marks_stand_on_the_text_as_printed() -> None:
    assert mark("加強「真誠 對話」的", ["真诚对话"]) == (
        ("加強「", False),
        ("真誠 對話", True),
        ("」的", False),
    )
    assert find_spans("人权人权", ["人权", "权人"]) == [(0, 4)]


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("70/1", "A/RES/70/1", True),
        ("70/1", "第170/1号", False),
        ("70/1", "第70/10号", False),
        ("1325", "13250", False),
        ("1325", "第1325(2000)号", True),
        ("res", "A/RES/70/1", True),
        ("es/70", "A/RES/70/1", False),
        ("covid", "COVID-19", True),
        ("年", "2030年", True),
    ],
)
def test_a_run_matches_only_at_its_edges(phrase: str, text: str, *, stands: bool) -> None:
    assert stands_in(fold(phrase), fold(text)) is stands


@given(CHINESE_PIECES, st.data())
def test_the_pairs_of_a_phrase_are_among_those_of_its_text(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    phrase = folded[start : data.draw(st.integers(start, len(folded)))]
    assert "".join(tokens(folded)) == folded
    assert bool(phrase and list(occurrences(phrase, folded))) == bool(phrase and stands_in(phrase, folded))


@given(st.text(max_size=60) | CHINESE_PIECES, st.data())
def test_a_text_that_holds_a_phrase_is_marked_alike_in_both_ways(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    phrase = folded[start : data.draw(st.integers(start, len(folded)))]
    assert mark_found(text, [phrase]) == mark(text, [phrase])
    assert "".join(piece for piece, _ in mark(text, [phrase])) == text


@given(
    st.text("人人权利，、1a(号ﬁ⼈\u0301\u200b", min_size=1, max_size=14),
    st.text("人权利1a号", min_size=1, max_size=3),
)
def test_marks_are_alike_where_signs_recur_and_punctuation_parts_them(text: str, phrase: str) -> None:
    if stands_in(phrase, fold(text)):
        assert mark_found(text, [phrase]) == mark(text, [phrase])


def test_words_keep_symbols_whole() -> None:
    assert Segmenter().of(fold("加强国际合作，见第70/1号决议和COVID-19")) == [
        "加强",
        "国际",
        "合作",
        "见",
        "第",
        "70/1",
        "号",
        "决议",
        "和",
        "covid-19",
    ]


def test_words_know_the_terms_that_they_are_given() -> None:
    assert Segmenter().of("单方面强制性措施") != ["单方面强制性措施"]
    assert Segmenter(("单方面强制性措施",)).of("反对单方面强制性措施") == ["反对", "单方面强制性措施"]
