import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.proximity import InOrder, Near
from app.domain.query import MAX_QUERY_LENGTH, in_words, parse, read, to_text
from app.domain.query.grammar import MAX_DEPTH, MAX_TERMS
from app.domain.query.terms import All, Cites, Either, Field, Having, Node, Not, Phrase, Titled, Years
from app.domain.segmentation import Segmenter
from app.domain.text import fold

SEGMENTER = Segmenter()


def term(text: str, *, quoted: bool = False) -> Phrase:
    return Phrase(text, text, quoted)


def both(*nodes: Node) -> All:
    return All(nodes)


def either(*nodes: Node) -> Either:
    return Either(nodes)


READINGS = [
    ("真诚对话", term("真诚对话")),
    ("真誠對話 自愿基金", both(term("真诚对话"), term("自愿基金"))),
    ("真诚对话\u3000自愿基金", both(term("真诚对话"), term("自愿基金"))),
    ('"2030 年 可持续发展议程"', term("2030年可持续发展议程", quoted=True)),
    ("「真诚 对话」", term("真诚对话", quoted=True)),
    ("『真诚 对话』 “自愿 基金”", both(term("真诚对话", quoted=True), term("自愿基金", quoted=True))),
    ("关于“变革 我们的世界”的决议", term("关于变革我们的世界的决议")),
    # Typesetting blanks.
    ("2030 年", term("2030年")),
    ("第 70/1 号", term("第70/1号")),
    ("5 873 652", term("5873652")),
    ("1325 1820", both(term("1325"), term("1820"))),
    ("1325 (2000)", term("1325(2000)")),
    ("1325(2000)", term("1325(2000)")),
    ("S/RES/2722 (2024)", term("s/res/2722(2024)")),
    ("A/RES/72/262 C", term("a/res/72/262c")),
    ("COVID-19", term("covid-19")),
    # Negation.
    ("真诚 -基金", both(term("真诚"), Not(term("基金")))),
    ("真诚 －基金", both(term("真诚"), Not(term("基金")))),
    ('真诚 -"自愿 基金"', both(term("真诚"), Not(term("自愿基金", quoted=True)))),
    ("人权 -(真诚 OR 对话)", both(term("人权"), Not(either(term("真诚"), term("对话"))))),
    # Alternatives.
    ("真诚 OR 对话", either(term("真诚"), term("对话"))),
    ("真诚 | 对话", either(term("真诚"), term("对话"))),
    ("真诚|对话", either(term("真诚"), term("对话"))),
    ("真诚 ＯＲ 对话 ｜ 基金", either(term("真诚"), term("对话"), term("基金"))),
    ("人权 真诚 OR 对话", both(term("人权"), either(term("真诚"), term("对话")))),
    ("(人权 真诚) OR 对话", either(both(term("人权"), term("真诚")), term("对话"))),
    ("（人权 （真诚 OR 对话）） 基金", both(term("人权"), either(term("真诚"), term("对话")), term("基金"))),
    ("(真诚|对话)基金", both(either(term("真诚"), term("对话")), term("基金"))),
    ("1325 (A OR B)", both(term("1325"), either(term("a"), term("b")))),
    ("ORAL or", both(term("oral"), term("or"))),
    # Literal brackets.
    ("第1325(2000)号", term("第1325(2000)号")),
    ("(2000)号决议", term("2000号决议")),
    ("（一）审议", term("一审议")),
    ("决议）和", term("决议和")),
    # Fields.
    ("机构：人权理事会 年：2015至2022 届：第五十届", both(Field("body", "人权理事会"), Field("year", "2015至2022"), Field("session", "第五十届"))),
    ("年:2015 真诚", both(Field("year", "2015"), term("真诚"))),
    ("部分: 脚注 人权", both(Field("part", "脚注"), term("人权"))),
    ("PART：fn", Field("part", "fn")),
    ("-body:GA 人权", both(Not(Field("body", "GA")), term("人权"))),
    ('标题:"国际 合作" 人权', both(Field("title", "国际 合作"), term("人权"))),
    ("引用：S/RES/1325 (2000) 妇女", both(Field("cites", "S/RES/1325(2000)"), term("妇女"))),
    ("人权 cites:A/RES/72/262 C", both(term("人权"), Field("cites", "A/RES/72/262C"))),
    ("引用：《联合国宪章》 2030 年", both(Field("cites", "《联合国宪章》"), term("2030年"))),
    ('"引用:A/RES/70/1"', term("引用a/res/70/1", quoted=True)),
    ("本部分:脚注", term("本部分脚注")),
    ("年:", term("年")),
    # Near each other, and in a row.
    ('"真诚 合作"~10', Near(("真诚", "合作"), 10)),
    ("“真誠　合作　人权”～１０", Near(("真诚", "合作", "人权"), 10)),
    ('-"真诚 合作" ~ 0 人权', both(Not(Near(("真诚", "合作"), 0)), term("人权"))),
    ('"人权 2030 年"~3', Near(("人权", "2030", "年"), 3)),
    ('"“united nations” 合作"~10', Near(("united nations", "合作"), 10)),
    ('("真诚 合作"~10|对话)', either(Near(("真诚", "合作"), 10), term("对话"))),
    ("促进*合作", InOrder(("促进", "合作"))),
    ("促进＊国际 * 合作 人权", both(InOrder(("促进", "国际", "合作")), term("人权"))),
    ("（促进*合作 OR 真诚*对话） -请*各国", both(either(InOrder(("促进", "合作")), InOrder(("真诚", "对话"))), Not(InOrder(("请", "各国"))))),
    ("“2030 年”*A/RES/70/1", InOrder(("2030年", "a/res/70/1"))),
    ('"促进*合作"', term("促进合作", quoted=True)),
    ("标题:促进*合作", Field("title", "促进*合作")),
    ("2021～2030 A~E", both(term("2021-2030"), term("a~e"))),
    ("第70/\u200b1号\ufeff", term("第70/1号")),
    ("United Nations", both(term("united"), term("nations"))),
    ("“United Nations”", term("united nations", quoted=True)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "root"), READINGS)
def test_what_is_typed_is_read(typed: str, root: Node) -> None:
    reading = read(typed)
    assert reading.root == root
    assert reading.notices == ()


@pytest.mark.parametrize(
    ("typed", "root", "notice"),
    [
        ("“真诚对话", term("真诚对话", quoted=True), "引号“没有配对"),
        ("(真诚 OR 对话", either(term("真诚"), term("对话")), "括号没有配对"),
        ("真诚 OR", term("真诚"), "OR 的一边没有要找的词"),
        ("| 真诚", term("真诚"), "OR 的一边没有要找的词"),
        ("真诚 OR -对话", term("真诚"), "OR 的一边只有要排除的词"),
        ('"真诚"~10', term("真诚", quoted=True), "“~”前的引号里要有两个以上的词"),
        ('"真诚 合作"~', Near(("真诚", "合作"), 10), "“~”后面只写字数"),
        ('"真诚 合作"~5字', Near(("真诚", "合作"), 5), "“~”后面只写字数"),
        ('"真诚 合作"~999999999', Near(("真诚", "合作"), 100), "相隔最多100字"),
        ('"一 二 三 四 五 六"~5', Near(("一", "二", "三", "四", "五"), 5), "只用了前5个"),
        ('"， 。"~5', None, "要有两个以上的词"),
        ("A/RES/70/1³", term("a/res/70/1"), "上标当作脚注注号"),
        ("真诚~10", term("真诚"), "要放在引号里"),
        ("真诚 合作 ~10", both(term("真诚"), term("合作")), "要放在引号里"),
        ('促进*"真诚 合作"~3 人权', both(InOrder(("促进", "真诚合作")), term("人权")), "只能写在单独的引号后面"),
        ('决议“真诚 合作”~3', term("决议真诚合作"), "只能写在单独的引号后面"),
        ("促进*", term("促进"), "“*”要写在两个词之间"),
        ("*合作 | *", term("合作"), "“*”要写在两个词之间"),
        ("*".join("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来"), InOrder(tuple("天地玄黄宇宙洪荒日月盈昃辰宿列张")), "只用了前16个"),
        ("促进**合作", InOrder(("促进", "合作")), "“*”要写在两个词之间"),
        ("*", None, "“*”里没有可以检索的文字"),
        ("真诚 ，", term("真诚"), "“，”里没有可以检索的文字"),
        ("OR", None, "OR 的一边没有要找的词"),
        ("-", None, "没有可以检索的文字"),
        ("🙂", None, "没有可以检索的文字"),
        ("()", None, "没有可以检索的文字"),
        ("-基金", None, "只有要排除的词"),
        ("-机构:HRC", None, "只有要排除的词"),
        ("人" * 201, term("人" * 200), f"超过{MAX_QUERY_LENGTH}个字"),
        (" ".join("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"), both(*map(term, "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"[:MAX_TERMS])), "检索词太多"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_becomes_a_notice(typed: str, root: Node | None, notice: str) -> None:
    reading = read(typed)
    assert reading.root == root
    assert any(notice in told for told in reading.notices)


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("机构:HRC", Having("body", frozenset({"HRC"}))),
        ("body:hrc", Having("body", frozenset({"HRC"}))),
        ("机构:人權理事會", Having("body", frozenset({"HRC"}))),
        ("机构:安理会", Having("body", frozenset({"SC"}))),
        ("年:2015..2022", Years(2015, 2022)),
        ("year:2015-2022", Years(2015, 2022)),
        ("年:2015年至2022年", Years(2015, 2022)),
        ("年：２０１５..", Years(2015, None)),
        ("年:..2022", Years(None, 2022)),
        ("年:2015", Years(2015, 2015)),
        ("届:50", Having("session", frozenset({"50"}))),
        ("届:第五十届会议", Having("session", frozenset({"50"}))),
        ("session:s-32", Having("session", frozenset({"S-32"}))),
        ("届:第十一届紧急特别会议", Having("session", frozenset({"ES-11"}))),
        ("届:第32届特别会议", Having("session", frozenset({"S-32"}))),
        ("届:2021", Having("session", frozenset({"2021"}))),
        ("部分:执行部分", Having("part", frozenset({"op"}))),
        ("动词:强烈敦促", Having("verb", frozenset({"敦促"}))),
        ("verb:又重申", Having("verb", frozenset({"重申"}))),
        ("引用:A/RES/70/1", Cites(frozenset({"a/res/70/1"}))),
        ("标题:国際合作", Titled(term("国际合作"))),
        ("标题:2015~2030", Titled(term("2015-2030"))),
        ("标题:国際*合作", Titled(InOrder(("国际", "合作")))),
        ('标题:"国际 合作"~5', Titled(Near(("国际", "合作"), 5))),
        ('主题:"human rights"', Having("subject", frozenset({"HUMAN RIGHTS"}))),
        ("机构:HRC -年:2015", both(Having("body", frozenset({"HRC"})), Not(Years(2015, 2015)))),
    ],
)
def test_fields_are_understood(names: Names, typed: str, root: Node) -> None:
    query = parse(typed, names)
    assert query.root == root
    assert query.notices == ()


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("机构:火星 人权", "没有“火星”这个机构"),
        ("年:去年 人权", "“去年”不是年份"),
        ("部分:其他 人权", "没有“其他”这一部分"),
        ("引用:不是文书 人权", "“不是文书”不是文号"),
        ("标题:？ 人权", "“？”里没有可以检索的文字"),
    ],
)
def test_a_field_that_means_nothing_is_left_out_and_told(names: Names, typed: str, notice: str) -> None:
    query = parse(typed, names, lambda _: frozenset())
    assert query.root == term("人权")
    assert any(notice in told for told in query.notices)


def test_an_empty_query_seeks_nothing_and_says_nothing() -> None:
    assert parse("  ").root is None
    assert parse("").notices == ()


def test_brackets_too_deep_are_text() -> None:
    depth = MAX_DEPTH + 5
    assert read("(" * depth + "人权" + ")" * depth).root == term("人权")


def test_what_is_left_out_is_not_among_the_phrases() -> None:
    query = parse("人权 (真诚 | 对话) -基金 标题:合作")
    assert [phrase.text for phrase in query.phrases] == ["人权", "真诚", "对话"]
    assert query.together == ""
    assert parse("真诚 对话 部分:op -基金").together == "真诚对话"


def test_only_a_single_unquoted_phrase_falls_back_to_words() -> None:
    def by_words(typed: str) -> list[str] | None:
        query = in_words(parse(typed), SEGMENTER.of)
        return [phrase.text for phrase in query.phrases] if query else None

    assert by_words("加强真诚合作") == ["加强", "真诚", "合作"]
    assert by_words("加强真诚合作 机构:HRC -基金") == ["加强", "真诚", "合作"]
    assert by_words('"加强真诚合作"') is None
    assert by_words("加强 真诚合作") is None
    assert by_words("加强真诚合作 | 人权") is None
    assert by_words("加强") is None
    told = in_words(parse("加强真诚合作"), SEGMENTER.of)
    assert told is not None
    assert "没有找到“加强真诚合作”" in told.notices[-1]


SIGNS = '* ＊ ~10 ～３ "真诚\u3000合作"~5 " “ ” 「 」 ( ) （ ） | ｜ OR ＯＲ - － : ： 年: 引用: 标题： 机构:HRC 部分:fn 2015 年 234 (2000) 人权 a A / 《 》 C 号'.split()  # fmt: skip
TYPED = st.text(max_size=300) | st.lists(st.sampled_from([*SIGNS, " ", "  "]), max_size=16).map("".join)


@given(TYPED)
@example("0*0”0")
def test_nothing_that_is_typed_raises(typed: str) -> None:
    query = parse(typed)
    assert all(phrase.text and phrase.text == fold(phrase.typed) for phrase in query.phrases)
    assert query.root is not None or query.notices or not typed.strip()


@given(TYPED)
def test_what_was_read_can_be_written_and_read_again(typed: str) -> None:
    root = read(typed).root
    if root is not None:
        assert read(to_text(root)).root == root
