"""Automatic numbers are what Word prints."""

import pytest

from app.sources.docx.number_formats import formatted
from tests.rendering.docx.markup import Element, w
from tests.sources.docx.building import abstract, codes, in_list, laid_out, level, num, p, texts

DECIMAL = level(0, "decimal", "%1.")
LETTER = level(1, "lowerLetter", "(%2)")


def lists(*children: Element) -> Element:
    return w("numbering", *children)


@pytest.mark.parametrize(
    ("shape", "numbers", "printed"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("decimalZero", (1, 12), ("01", "12")),
        ("decimalFullWidth", (12,), ("１２",)),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("decimalEnclosedParen", (1,), ("⑴",)),
        ("lowerLetter", (1, 26, 27, 53), ("a", "z", "aa", "aaa")),
        ("upperLetter", (2, 28), ("B", "BB")),
        ("lowerRoman", (4, 9, 14, 40, 99, 1994), ("iv", "ix", "xiv", "xl", "xcix", "mcmxciv")),
        ("upperRoman", (28,), ("XXVIII",)),
        (
            "chineseCounting",
            (1, 10, 11, 20, 99, 101, 110, 1020),
            ("一", "十", "十一", "二十", "九十九", "一百〇一", "一百一十", "一千〇二十"),
        ),
        ("chineseCountingThousand", (12,), ("十二",)),
        ("ideographDigital", (20,), ("二〇",)),
        ("chineseLegalSimplified", (3,), ("叁",)),
        ("ideographEnclosedCircle", (1, 10, 11), ("㈠", "㈩", "11")),
        ("ideographTraditional", (1, 10), ("甲", "癸")),
        ("ideographZodiac", (12,), ("亥",)),
        ("ordinal", (1, 12, 22), ("1st", "12th", "22nd")),
        ("none", (3,), ("",)),
        ("lowerRoman", (0, 999_999), ("0", "999999")),
    ],
)
def test_formats(shape: str, numbers: tuple[int, ...], printed: tuple[str, ...]) -> None:
    assert tuple(formatted(number, shape) for number in numbers) == printed


def test_points_begin_anew_behind_each_number_and_numbers_go_on() -> None:
    text = laid_out(
        *(
            p(words, list=in_list(1, depth))
            for depth, words in ((0, "甲"), (1, "乙"), (1, "丙"), (0, "丁"), (1, "戊"))
        ),
        numbering=lists(abstract(1, DECIMAL, LETTER), num(1, 1)),
    )
    assert texts(text) == ["1.|甲", "(a)|乙", "(b)|丙", "2.|丁", "(a)|戊"]
    assert [one.level for one in text.paragraphs] == [1, 2, 2, 1, 2]


def test_lists_of_one_abstract_list_count_together_unless_one_starts_anew() -> None:
    start = w("lvlOverride", w("startOverride", val=1), ilvl=0)
    text = laid_out(
        *(p("字", list=in_list(number)) for number in (1, 2, 3, 3, 1)),
        numbering=lists(abstract(1, DECIMAL), num(1, 1), num(2, 1), num(3, 1, start)),
    )
    assert [one.label for one in text.paragraphs] == ["1.", "2.", "1.", "2.", "3."]


def test_an_override_may_give_another_level() -> None:
    other = w("lvlOverride", level(0, "upperRoman", "%1)", start=4), ilvl=0)
    text = laid_out(p("字", list=in_list(2)), numbering=lists(abstract(1, DECIMAL), num(2, 1, other)))
    assert texts(text) == ["IV)|字"]


def test_a_level_may_never_begin_anew() -> None:
    kept = level(1, "decimal", "%2)", w("lvlRestart", val=0))
    text = laid_out(
        *(p("字", list=in_list(1, depth)) for depth in (0, 1, 0, 1)),
        numbering=lists(abstract(1, DECIMAL, kept), num(1, 1)),
    )
    assert [one.label for one in text.paragraphs] == ["1.", "1)", "2.", "2)"]


def test_a_label_of_several_levels_in_figures() -> None:
    han = level(0, "chineseCounting", "%1、")
    inner = level(1, "decimal", "%1.%2", w("isLgl"))
    text = laid_out(
        *(p("字", list=in_list(1, depth)) for depth in (0, 0, 1)),
        numbering=lists(abstract(1, han, inner), num(1, 1)),
    )
    assert [one.label for one in text.paragraphs] == ["一、", "二、", "2.1"]


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it() -> None:
    styles = w(
        "styles",
        w("style", w("name", val="Base"), w("pPr", in_list(1, None)), type="paragraph", styleId="Base"),
        w("style", w("name", val="Point"), w("basedOn", val="Base"), type="paragraph", styleId="Point"),
    )
    named = level(1, "lowerLetter", "(%2)", w("pStyle", val="Point"))
    text = laid_out(
        p("甲", style=w("pStyle", val="Base")),
        p("乙", style=w("pStyle", val="Point")),
        p("丙", style=w("pStyle", val="Point"), list=w("numPr", w("numId", val=0))),
        numbering=lists(abstract(1, DECIMAL, named), num(1, 1)),
        styles=styles,
    )
    assert texts(text) == ["1.|甲", "(a)|乙", "丙"]


def test_a_list_may_take_its_levels_from_a_style_of_lists() -> None:
    text = laid_out(
        p("字", list=in_list(1)),
        numbering=lists(
            abstract(1, w("numStyleLink", val="L")),
            abstract(2, w("styleLink", val="L"), DECIMAL),
            num(1, 1),
            num(2, 2),
        ),
    )
    assert texts(text) == ["1.|字"]


def test_bullets_of_symbol_fonts_are_bullets_and_dashes_stay() -> None:
    text = laid_out(
        p("甲", list=in_list(1)),
        p("乙", list=in_list(1, 1)),
        numbering=lists(abstract(1, level(0, "bullet", "\uf0b7"), level(1, "bullet", "–")), num(1, 1)),
    )
    assert texts(text) == ["•|甲", "–|乙"]


def test_an_unknown_format_is_told_and_printed_in_figures() -> None:
    text = laid_out(
        p("字", list=in_list(1)), numbering=lists(abstract(1, level(0, "hebrew9", "%1.")), num(1, 1))
    )
    assert texts(text) == ["1.|字"]
    assert codes(text) == ["number_format"]


@pytest.mark.parametrize("number", [0, 7, -1, 10**9])
def test_a_list_that_is_not_there_prints_nothing(number: int) -> None:
    assert texts(laid_out(p("字", list=in_list(number)))) == ["字"]


def test_styles_in_a_circle_end() -> None:
    styles = w(
        "styles",
        *(
            w("style", w("basedOn", val=base), type="paragraph", styleId=name)
            for name, base in (("A", "B"), ("B", "A"))
        ),
    )
    assert texts(laid_out(p("字", style=w("pStyle", val="A")), styles=styles)) == ["字"]
