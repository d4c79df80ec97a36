"""Which unit is which: whatever was taken out, cut, joined or put elsewhere, units that say the same are paired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.editions.pairing import paired
from app.domain.resolution import Paragraph, UnitKind
from app.settings import shipped_lexicon
from tests.domain.editions.texts import PARAGRAPHS, chinese, english, placed

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def sides(zh: list[Paragraph], en: list[Paragraph]) -> list[Sides]:
    """The pairings as their indices."""
    return [(one.chinese, one.english) for one in paired(zh, en, shipped_lexicon())]


def text(*indices: int) -> list[tuple[UnitKind, str]]:
    """Units of the English text."""
    return [(PARAGRAPHS[index][0], PARAGRAPHS[index][2]) for index in indices]


def test_texts_of_the_same_structure_are_paired_by_place() -> None:
    found = paired(chinese(), english(), shipped_lexicon())
    assert [(one.chinese, one.english, one.how) for one in found] == [
        ((index,), (index,), "place") for index in range(8)
    ]
    assert min(one.confidence for one in found) > 0.9


@pytest.mark.parametrize("missing", range(8))
def test_a_unit_that_one_text_lacks_stands_alone(missing: int) -> None:
    kept = [index for index in range(8) if index != missing]
    expected: list[Sides] = [((index,), (kept.index(index),)) for index in kept]
    expected.insert(missing, ((missing,), ()))
    assert sides(chinese(), placed(text(*kept))) == expected


@pytest.mark.parametrize("first", [0, 1, 2, 4, 5, 6])
def test_units_in_another_order_are_told_as_moved(first: int) -> None:
    order = [*range(first), first + 1, first, *range(first + 2, 8)]
    found = paired(chinese(), placed(text(*order)), shipped_lexicon())
    assert {(one.chinese[0], order[one.english[0]]) for one in found} == {
        (index, index) for index in range(8)
    }
    assert [one.how for one in found].count("moved") == 1


@pytest.mark.parametrize("cut", [4, 6])
def test_a_unit_in_two_pieces_is_paired_with_both(cut: int) -> None:
    kind, whole = text(cut)[0]
    at = whole.index(", and ")
    pieces: list[tuple[UnitKind, str]] = [(kind, whole[:at]), (kind, whole[at:])]
    found = sides(chinese(), placed([*text(*range(cut)), *pieces, *text(*range(cut + 1, 8))]))
    assert ((cut,), (cut, cut + 1)) in found
    assert len(found) == 8


@pytest.mark.parametrize("first", [0, 1, 2, 4, 5, 6])
def test_two_units_as_one_are_paired_together_and_said_so(first: int) -> None:
    (kind, one), (_, other) = text(first, first + 1)
    joined: list[tuple[UnitKind, str]] = [(kind, f"{one} {other}")]
    found = paired(
        chinese(), placed([*text(*range(first)), *joined, *text(*range(first + 2, 8))]), shipped_lexicon()
    )
    merged = [one for one in found if len(one.chinese) > 1]
    assert [(one.chinese, one.english, one.how) for one in merged] == [
        ((first, first + 1), (first,), "merged")
    ]


def test_a_heading_is_paired_with_a_paragraph_only_where_both_stand_alone_and_say_the_same() -> None:
    zh = [Paragraph("h/1", "heading", "教育"), *chinese()]
    same, other = (
        Paragraph("pp/0", "preambular", words) for words in ("Education", "Recalling its resolution 60/1,")
    )
    assert sides(zh, [same, *english()])[0] == ((0,), (0,))
    assert sides(zh, [other, *english()])[:2] in ([((0,), ()), ((), (0,))], [((), (0,)), ((0,), ())])


def test_a_heading_whose_number_stands_apart_in_one_text_is_one() -> None:
    zh = [Paragraph("h/1", "heading", "四旅费补助"), *chinese()]
    en = [Paragraph("h/1", "heading", "IV"), Paragraph("h/2", "heading", "Travel assistance"), *english()]
    found = paired(zh, en, shipped_lexicon())[0]
    assert (found.chinese, found.english, found.how) == ((0,), (0, 1), "merged")


def test_two_units_left_over_at_one_point_are_one_if_nothing_is_against_it() -> None:
    before, behind = (chinese()[:3], chinese()[3:]), (english()[:3], english()[3:])
    zh = Paragraph("op/90", "operative", "参与并支持机制，包括在地方一级；")
    en = Paragraph("op/91", "operative", "To participate in and support the work of CTSAMVM, RJMEC;")
    found = paired([*before[0], zh, *before[1]], [*behind[0], en, *behind[1]], shipped_lexicon())
    assert next(one for one in found if one.chinese == (3,)).english == (3,)
    longer = Paragraph(
        "op/91", "operative", "To hold elections in 1999 and to report on 30 June 2001 on them. " * 9
    )
    apart = paired([*before[0], zh, *before[1]], [*behind[0], longer, *behind[1]], shipped_lexicon())
    assert next(one for one in apart if one.chinese == (3,)).english == ()


def test_headings_that_the_other_text_sets_as_paragraphs_are_paired_in_their_order() -> None:
    zh = [Paragraph("para/1", "operative", "项目140"), Paragraph("para/2", "operative", "监狱条件")]
    en = [Paragraph("h/1", "heading", "Item 140"), Paragraph("h/2", "heading", "Prison conditions")]
    found = sides([*chinese()[:4], *zh, *chinese()[4:]], [*english()[:4], *en, *english()[4:]])
    assert found == [((index,), (index,)) for index in range(10)]


def test_names_that_both_texts_print_alike_are_paired_one_by_one() -> None:
    names = (
        "Congolese Young Leaders",
        "Connected Advocacy for Empowerment and Youth Development Initiative",
        "Connecticut Institute for Social Entrepreneurship",
        "VOW Social Work Service Centre",
    )
    units = [Paragraph(f"annex/1/para/{at}", "paragraph", name) for at, name in enumerate(names, start=1)]
    assert sides(units, units) == [((index,), (index,)) for index in range(4)]


def test_headings_that_are_counted_otherwise_are_no_places() -> None:
    zh, en = chinese(), english()
    titles = ("叙利亚问题特使办公室", "也门问题特使办公室")
    english_titles = (
        "Office of the Special Envoy for Syria",
        "Office of the Special Envoy for Yemen",
    )
    zh_heads = [Paragraph(f"h/{at}", "heading", text) for at, text in enumerate(titles, start=2)]
    en_heads = [Paragraph(f"h/{at}", "heading", text) for at, text in enumerate(english_titles, start=1)]
    found = sides(
        [Paragraph("h/1", "heading", "一"), *zh[:3], zh_heads[0], *zh[3:6], zh_heads[1], *zh[6:]],
        [*en[:3], en_heads[0], *en[3:6], en_heads[1], *en[6:]],
    )
    assert found == [((0,), ()), *(((index + 1,), (index,)) for index in range(10))]


def test_the_number_of_a_heading_goes_with_the_words_behind_it() -> None:
    zh = [Paragraph("h/1", "heading", "共同支助事务"), Paragraph("h/2", "heading", "第29A款管理战略部")]
    en = [
        Paragraph("h/1", "heading", "Common support services"),
        Paragraph("h/2", "heading", "Section 29A"),
        Paragraph("h/3", "heading", "Department of Management Strategy"),
    ]
    found = sides([*zh, *chinese()], [*en, *english()])
    assert found[:2] == [((0,), (0,)), ((1,), (1, 2))]


def test_points_with_roman_numbers_stand_at_the_place_of_those_with_figures() -> None:
    texts = [(text, text_in_english) for _, text, text_in_english in PARAGRAPHS[:4]]
    zh = [Paragraph(f"op/1/a/{at}", "operative", text) for at, (text, _) in enumerate(texts, start=1)]
    labels = ("i", "ii", "iii", "iv")
    en = [Paragraph(f"op/1/a/{at}", "operative", text) for at, (_, text) in zip(labels, texts, strict=True)]
    assert {one.how for one in paired(zh, en, shipped_lexicon())} == {"place"}


@given(st.lists(st.integers(0, 7), max_size=8), st.lists(st.integers(0, 7), max_size=8))
def test_every_unit_is_in_exactly_one_pairing(some: list[int], others: list[int]) -> None:
    zh = placed([(PARAGRAPHS[index][0], PARAGRAPHS[index][1]) for index in some])
    found = sides(zh, placed(text(*others)))
    assert sorted(index for one, _ in found for index in one) == list(range(len(some)))
    assert sorted(index for _, one in found for index in one) == list(range(len(others)))
    assert all(one or other for one, other in found)
