"""Rows made here, not printed: where paragraphs begin, what a row had room for, and where the edge of a text is."""

from app.domain.resolution import NoteMark
from app.sources.pdf.columns import Column, PlacedRow
from app.sources.pdf.edges import edges
from app.sources.pdf.glyphs import Glyph, Page, Stroke, Style
from app.sources.pdf.notes import NoteReader
from app.sources.pdf.paragraphs import Paragraphs
from app.sources.pdf.pdfium import pages_of
from app.sources.pdf.placing import has_room
from app.sources.pdf.remnants import remnants
from app.sources.pdf.row_text import BLANK_WITHOUT_HAN, RowText
from app.sources.pdf.rows import Row, rows_of
from app.sources.pdf.setting import Setting
from app.sources.pdf.tables import tables_of
from app.sources.plain_text.chinese import CHINESE
from app.sources.plain_text.english import ENGLISH
from app.sources.plain_text.line_signs import LineSigns
from tests.sources.pdf import printed

SIGNS = CHINESE.lines
COLUMN = Column(40, 300)


def row(text: str, left: float, right: float, base: float, *, page: int = 1, glued: float = 10) -> Row:
    """A row of ten points."""
    return Row(page, 0, text, left, right, base, 10, 10, glued)


def cut(rows: list[Row], setting: Setting) -> list[str]:
    """The first words of each paragraph."""
    placed = [PlacedRow(one, COLUMN) for one in rows]
    return [
        part[0].row.text for part in Paragraphs(setting, SIGNS).cut(placed) if isinstance(part[0], PlacedRow)
    ]


def test_a_comma_ends_no_numbered_paragraph_though_a_verb_follows() -> None:
    rows = [
        row("1. 请秘书长与各国政府和有关机制合作和配合，", 60, 299, 200),
        row("通过以下方式加强向山地国家提供技术援助，", 40, 299, 185),
        row("强调指出必须养护山地牧场：", 40, 150, 170),
        row("2. 决定继续审议此事。", 60, 180, 155),
    ]
    for steps in (frozenset({1}), frozenset({0}), frozenset({-1})):
        setting = Setting({10: 15}, frozenset({-1}), steps, is_learnt=True, is_justified=False)
        assert cut(rows, setting) == [rows[0].text, rows[3].text]


def test_how_paragraphs_are_set_is_not_learnt_from_a_few() -> None:
    rows = [
        row("我们，各国元首和政府首脑齐聚联合国，", 60, 299, 200),
        row("首次专门关注山地牧场的问题，", 40, 200, 185),
    ]
    few = Setting({10: 15}, frozenset({0}), frozenset(), is_learnt=False, is_justified=False)
    many = Setting({10: 15}, frozenset({0}), frozenset(), is_learnt=True, is_justified=False)
    assert cut(rows, few) == [rows[0].text]
    assert cut(rows, many) == [rows[0].text, rows[1].text]


def test_rows_below_each_other_are_not_in_the_middle() -> None:
    above = PlacedRow(row("分摊比额表，从上文第14段规定的摊款中减除", 60, 281, 200), COLUMN)
    below = PlacedRow(row("2023年终了财政期间未支配余额和其他收入", 60, 281, 185, glued=20), COLUMN)
    assert not has_room(above, below, is_paused=False)


def test_a_character_may_stay_with_the_letters_behind_it() -> None:
    above = PlacedRow(row("2019年6月28日技术秘书处说", 40, 250, 200), COLUMN)
    below = PlacedRow(row("明EC-91/S/3中宣布设立小组", 40, 299, 185, glued=60), COLUMN)
    assert not has_room(above, below, is_paused=False)
    assert has_room(above, below, is_paused=True)


def test_what_stays_together_at_the_head_of_a_row() -> None:
    def widths(text: str) -> tuple[float, float]:
        plain = Style("", is_bold=False, is_slanted=False)
        glyphs = [
            Glyph(char, 10.0 * place, 10.0 * place + 10, 100, 10, plain) for place, char in enumerate(text)
        ]
        (only,) = rows_of(Page(1, 600, 800, tuple(glyphs), ()))
        return only.first_width, only.glued_width

    assert widths("为“《养护公约》”的执行情况") == (40, 40)
    assert widths("的GC(45)/RES/10号决议") == (10, 140)
    assert widths("1.5℃》的特别报告")[0] == 50
    assert widths("Dum Diversas诏书的规定以及其他各项规定")[0] == 30


def test_signs_that_hang_over_the_edge_do_not_show_it() -> None:
    text = "回顾各国在养护山地牧场和改善牧民生活方面所作"
    plain = [row(f"{text}的", 40, 300, 800 - 15 * place) for place in range(9)]
    hanging = [row(f"{text}、", 40, 310, 500 - 15 * place) for place in range(9)]
    found = edges([*plain, *hanging], 340, SIGNS)
    assert found == Column(40, 300)


def test_a_heading_in_the_middle_does_not_show_the_edge_of_a_short_text() -> None:
    rows = [
        row("2022年11月15日安全理事会第9193次会议通过", 100, 240, 300),
        row("安全理事会，", 40, 100, 280),
        row("回顾其以往关于山地牧场局势的所有决议和声明，", 40, 210, 260),
    ]
    assert edges(rows, 340, SIGNS) == Column(40, 300)


def test_the_first_number_begins_a_paragraph_under_a_full_row() -> None:
    rows = [
        row("欢迎各国在养护山地牧场和改善牧民生活方面取得进展，", 60, 296, 200),
        row("并酌情通过伙伴关系在各方面取得进展，", 40, 295, 185),
        row("1. 表示注意到秘书长关于养护山地牧场的报告及其所载", 40, 299, 170),
        row("建议，包括向大会报告在执行决议方面取得的进展；", 50, 299, 155),
    ]
    setting = Setting({10: 15}, frozenset({-1}), frozenset(), is_learnt=False, is_justified=False)
    assert cut(rows, setting) == [rows[0].text, rows[2].text]


def test_a_row_indented_like_the_first_one_above_it_begins_a_paragraph_if_a_word_had_room() -> None:
    rows = [
        row("又回顾联合国的宗旨之一是开展国际合作，", 60, 287, 200),
        row("提及安全理事会第1631(2005)号决议，其中安理会", 60, 299, 185),
        row("回顾其邀请，", 40, 100, 170),
    ]
    setting = Setting({10: 15}, frozenset({0, -1}), frozenset(), is_learnt=True, is_justified=False)
    assert cut(rows, setting) == [rows[0].text, rows[1].text]


def test_a_number_with_its_title_begins_a_paragraph() -> None:
    rows = [
        row("Resolution adopted by the Human Rights Council", 45, 295, 200),
        row("54/25. A world of sports free from racism and discrimination", 45, 295, 180),
        row("The Human Rights Council,", 60, 160, 160),
    ]
    setting = Setting({10: 15}, frozenset({-1}), frozenset({0}), is_learnt=True, is_justified=False)
    placed = [PlacedRow(one, COLUMN) for one in rows]
    assert len(list(Paragraphs(setting, ENGLISH.lines).cut(placed))) == 3


def test_signs_of_the_page_before_are_no_text() -> None:
    above = [row("回顾各项决议", 40, 100, 60), row("夕)撤销了政党“大西洋”(YATAMA)的地", 40, 300, 40)]
    again = [row(")", 50, 54, 280, page=2), row("( )", 200, 240, 280, page=2)]
    words = [row("位，", 40, 60, 265, page=2), row("()", 40, 50, 100, page=2)]
    assert remnants(above, [*again, *words]) == again
    assert not remnants([row("回顾各项决议", 40, 300, 40)], [*again, *words])


def test_the_line_of_a_running_head_that_touches_a_table_is_not_its_edge() -> None:
    levels = [Stroke(40, 200, base, base) for base in (100, 120, 140)]
    walls = [Stroke(x, x, 100, 140) for x in (40, 120, 200)]
    head = Stroke(40, 300, 140, 140)
    cells = [row(f"份额{x}", x, x + 30, base) for base in (107, 127) for x in (45, 125)]
    (table,) = tables_of(1, [*levels, *walls, head], cells)
    assert (table.left, table.right, table.columns) == (40, 200, 2)


def test_the_right_column_shows_the_edge_of_the_words_across_both() -> None:
    text = "回顾各国在养护山地牧场方面所作"
    sides = [row(text, left, left + 120, 600 - 15 * place) for left in (40, 180) for place in range(9)]
    assert edges(sides, 340, SIGNS) == Column(40, 300)


def test_letters_of_the_page_before_are_no_text() -> None:
    above = [row("appropriate cooperation of people displaced", 40, 300, 40)]
    again = row("pp pp p p", 60, 290, 280, page=2)
    words = row("displaced persons, their hosts", 40, 300, 265, page=2)
    assert remnants(above, [again, words]) == [again]


def test_the_usual_distance_of_rows_is_not_that_of_paragraphs() -> None:
    bases = (300, 274.5, 249, 233.2, 218.2, 192.7, 176.9)
    placed = [PlacedRow(row("向各国和各有关组织提供资料和技术", 40, 299, base), COLUMN) for base in bases]
    assert Setting.of(placed, SIGNS).pitches == {10: 15.8}


def test_points_that_begin_with_a_small_letter_stand_apart() -> None:
    rows = [
        row("– to ensure the protection of civilians;", 60, 295, 200),
        row("to enhance its interaction with civilians;", 60, 290, 180),
        row("and with the authorities of the country;", 60, 290, 165),
    ]
    setting = Setting({10: 15}, frozenset({-1}), frozenset({-1}), is_learnt=True, is_justified=False)
    placed = [PlacedRow(one, COLUMN) for one in rows]
    found = [part[0] for part in Paragraphs(setting, ENGLISH.lines).cut(placed)]
    assert [one.row for one in found if isinstance(one, PlacedRow)] == rows[:2]


def test_a_point_of_a_list_inside_a_paragraph_begins_none() -> None:
    rows = [
        row("11. 请各国养护山地牧场：(a) 拨出资源；(b) 提出报告；", 40, 300, 200),
        row("(c) 分发报告。", 40, 120, 185),
        row("12. 决定继续审议此事。", 40, 160, 170),
    ]
    setting = Setting({10: 15}, frozenset({-1}), frozenset({1}), is_learnt=True, is_justified=False)
    assert cut(rows, setting) == [rows[0].text, rows[2].text]


def test_a_capital_begins_a_paragraph_on_the_next_page_and_a_verb_alone_is_a_guess() -> None:
    def ends(above: str, below: str, signs: LineSigns) -> tuple[int, int]:
        placed = [
            PlacedRow(row(above, 40, 300, 40), COLUMN),
            PlacedRow(row(below, 40, 300, 280, page=2), COLUMN),
        ]
        gathered = Paragraphs(
            Setting({}, frozenset({0}), frozenset(), is_learnt=True, is_justified=True), signs
        )
        return len(list(gathered.cut(placed))), len(gathered.guesses)

    english = (
        "arrangements for its organization have been made,",
        "Recalling the outcome document of the meeting",
    )
    assert ends(*english, ENGLISH.lines) == (2, 0)
    assert ends("欢迎各国养护山地牧场，", "承认各国可制定和执行政策并为此进行合作", SIGNS) == (1, 1)


def test_numbers_that_are_not_raised_are_none_among_raised_ones() -> None:
    def small(text: str, *marks: NoteMark) -> Row:
        return Row(1, 0, text, 40, 300, 40, 8, 8, 8, marks)

    reader = NoteReader(10)
    first = [small("Resolution 60/1.", NoteMark(str(number), 0)) for number in (1, 2)]
    reader.take([*first, small("Report of the Conference, Istanbul, 2–"), small("3 May 2011, chap. II.")])
    assert [(note.number, len(note.rows)) for note in reader.found] == [("1", 1), ("2", 3)]


def test_a_date_under_the_line_of_a_running_head_is_no_note() -> None:
    date = Row(2, 0, "21 December 2020", 40, 120, 250, 10, 20, 20)
    notes = [
        Row(2, 0, f"{number} Resolution 60/{number}.", 40, 200, 100 - 10 * number, 8, 8, 8)
        for number in range(1, 9)
    ]
    rule, line = Stroke(40, 300, 262, 262), Stroke(40, 100, 100, 100)
    assert NoteReader(10).top([date, *notes], [rule, line]) == 100


def test_a_note_goes_on_behind_an_abbreviation() -> None:
    reader = NoteReader(10)
    reader.take(
        [Row(1, 0, "11 Report of the Assembly (United Nations publication, Sales No.", 40, 300, 40, 8, 8, 8)]
    )
    text = Row(2, 0, "free and inclusive education, including", 40, 300, 100, 10, 10, 10)
    rest = [
        Row(2, 0, "E.02.IV.4), chap. I.", 40, 140, 60, 8, 8, 8),
        Row(2, 0, "12 Resolution 50/81.", 40, 140, 50, 8, 8, 8),
    ]
    assert reader.top([text, *rest], [Stroke(40, 100, 70, 70)]) == 70


def test_a_note_of_a_table_has_a_letter_in_english_too() -> None:
    reader = NoteReader(10)
    words = ("11 Report of the Parties to", "a Convention on Waste.", "a See A/78/534.", "b See A/78/634.")
    reader.take([Row(1, 0, text, 40, 200, 40, 8, 8, 8) for text in words])
    assert [(note.number, len(note.rows)) for note in reader.found] == [("11", 2), ("a", 1), ("b", 1)]


def test_a_slanted_letter_is_as_large_as_others() -> None:
    slanted = "<b style='display: inline-block; transform: skewX(-20deg)'>Noting</b>"
    body = f"<p>回顾各项决议</p><p>{slanted} that the Process</p>"
    pages = list(pages_of(printed(body)))
    sizes = {round(glyph.size, 1) for page in pages for glyph in page.glyphs if glyph.text.isalpha()}
    assert len(sizes) == 1


def test_no_blank_follows_an_opening_sign() -> None:
    text = RowText(10, 100, BLANK_WITHOUT_HAN)
    plain = Style("", is_bold=False, is_slanted=False)
    for char, left in (("n", 10), ("(", 18.5), ("“", 20)):
        text.add(Glyph(char, left, left + 6, 100, 10, plain))
    text.add(Glyph(" ", 0, 0, 0, 0, plain, is_gap=True))
    text.add(Glyph("J", 32, 38, 100, 10, plain))
    assert "".join(text.chars) == "n (“J"


def test_the_end_of_a_note_is_not_the_number_of_the_next() -> None:
    def small(text: str, base: float, *marks: NoteMark) -> Row:
        return Row(1, 0, text, 40, 300, base, 8, 8, 8, marks)

    reader = NoteReader(10)
    reader.take(
        [
            small("《会议报告》(A/CONF.219/2023/3)，第一章，决议", 60, NoteMark("1", 0)),
            small("2。", 50),
            small("《第四次会议报告》，第二章。", 40, NoteMark("2", 0)),
        ]
    )
    assert [(note.number, len(note.rows)) for note in reader.found] == [("1", 2), ("2", 1)]


def test_a_letter_printed_twice_is_the_mark_of_a_note() -> None:
    reader = NoteReader(10)
    reader.take([Row(1, 0, f"{letter * 2} 见A/78/534。", 40, 200, 40, 8, 8, 8) for letter in "ab"])
    assert [note.number for note in reader.found] == ["a", "b"]
