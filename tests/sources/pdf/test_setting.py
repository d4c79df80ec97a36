"""Rows made here, not printed: where paragraphs begin, what a row had room for, and where the edge of a text is."""

from app.domain.resolution import NoteMark
from app.sources.pdf.columns import Column, PlacedRow
from app.sources.pdf.edges import edges
from app.sources.pdf.glyphs import Glyph, Page, Stroke, Style
from app.sources.pdf.notes import NoteReader
from app.sources.pdf.paragraphs import Paragraphs, Setting
from app.sources.pdf.placing import has_room
from app.sources.pdf.remnants import remnants
from app.sources.pdf.rows import Row, rows_of
from app.sources.pdf.tables import tables_of
from app.sources.plain_text.chinese import CHINESE

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
