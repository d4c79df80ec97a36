from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.citations import CitingContext, cite, find
from app.domain.organs import Names
from app.domain.resolution import Citation, Footnote, Head, NoteMark, Paragraph, Resolution
from app.settings import shipped_names

REFERENCES = [
    # adopting organ and session, text, targets
    ("HRC", "50", "回顾大会2021年12月16日第76/159号决议", ["A/RES/76/159"]),
    ("HRC", "50", "大会第76/159号决议、人权理事会第47/9号决议", ["A/RES/76/159", "A/HRC/RES/47/9"]),
    # a stated organ applies until the end of the sentence
    ("HRC", "50", "大会关于甲的第74/270号决议，关于乙的第74/274号决议", ["A/RES/74/270", "A/RES/74/274"]),
    ("HRC", "50", "大会第74/270号决议；第47/9号决议", ["A/RES/74/270", "A/HRC/RES/47/9"]),
    # lists
    ("HRC", "50", "见大会第 66/3 和 76/1 号决议。", ["A/RES/66/3", "A/RES/76/1"]),
    (
        "GA",
        "77",
        "安全理事会第1325(2000)、1820（2008）和1888(2009)号决议",
        ["S/RES/1325 (2000)", "S/RES/1820 (2008)", "S/RES/1888 (2009)"],
    ),
    # own organ
    (
        "HRC",
        "32",
        "理事会 2015 年 3 月 26 日第 28/2 号决议和大会第 70/153 号决议",
        ["A/HRC/RES/28/2", "A/RES/70/153"],
    ),
    ("GA", "77", "又回顾其2021年12月16日第76/159号决议", ["A/RES/76/159"]),
    ("GA", "77", "第 55/2 号决议。", ["A/RES/55/2"]),
    # an organ that cannot have the number is skipped
    ("HRC", "32", "回顾大会 2006 年 3 月 15 日设立人权理事会的第 60/251 号决议", ["A/RES/60/251"]),
    ("GA", "77", "促进和保护人权小组委员会第五十二届会议…第2000/22号决议", ["E/CN.4/Sub.2/RES/2000/22"]),
    ("GA", "77", "经济及社会理事会第1980/67号决议", ["E/RES/1980/67"]),
    ("GA", "77", "人权委员会第2005/81号决议", ["E/CN.4/RES/2005/81"]),
    # a stated organ applies even if the number is later than the text
    ("GA", "77", "回顾大会第86/1号决议", ["A/RES/86/1"]),
    # old numbering, letters, special sessions, decisions
    ("GA", "77", "大会第1514(XV)号决议", ["A/RES/1514 (XV)"]),
    ("GA", "77", "大会第217 A (III)号决议", ["A/RES/217 (III)"]),
    ("GA", "77", "大会第72/262 C号决议", ["A/RES/72/262 C"]),
    ("GA", "77", "大会第S-10/2号决议和第ES-11/1号决议", ["A/RES/S-10/2", "A/RES/ES-11/1"]),
    ("HRC", "50", "人权理事会第S-30/1号决议", ["A/HRC/RES/S-30/1"]),
    ("GA", "77", "大会第76/402号决定", ["A/DEC/76/402"]),
    # Chinese numerals
    ("GA", "77", "大会第一五一四(十五)号决议", ["A/RES/1514 (XV)"]),
    (
        "GA",
        "77",
        "大会第2200A（二十一）号和第二二○○A(XXI)号决议",
        ["A/RES/2200 (XXI)", "A/RES/2200 (XXI)"],
    ),
    ("GA", "77", "大会第六○/一号决议和第七十/二号决议", ["A/RES/60/1", "A/RES/70/2"]),
    ("GA", "77", "安全理事会第二四二(一九六七)号决议", ["S/RES/242 (1967)"]),
    ("GA", "77", "大会第二千七百五十八号决议", ["A/RES/2758 (XXVI)"]),
    # ranges are all their members
    ("GA", "77", "大会第70/1至70/3号决议", ["A/RES/70/1", "A/RES/70/2", "A/RES/70/3"]),
    (
        "GA",
        "77",
        "大会第70/1号至第70/3号决议和第71/2-71/3号决议",
        ["A/RES/70/1", "A/RES/70/2", "A/RES/70/3", "A/RES/71/2", "A/RES/71/3"],
    ),
    (
        "GA",
        "77",
        "大会第70/1—70/2号、第71/1～71/2号决议",
        [f"A/RES/{n}" for n in ("70/1", "70/2", "71/1", "71/2")],
    ),
    ("GA", "77", "经济及社会理事会第1998/1至1998/2号决议", ["E/RES/1998/1", "E/RES/1998/2"]),
    ("GA", "77", "大会第70/250至71/3号决议", ["A/RES/70/250", "A/RES/71/3"]),
    ("GA", "77", "大会第70/5至70/1号决议", ["A/RES/70/5", "A/RES/70/1"]),
    (
        "GA",
        "77",
        "A/RES/70/1–A/RES/70/3、A/RES/71/1-2",
        [f"A/RES/{n}" for n in ("70/1", "70/2", "70/3", "71/1", "71/2")],
    ),
    ("GA", "77", "A/78/100和Add.1-3", ["A/78/100", *(f"A/78/100/Add.{n}" for n in (1, 2, 3))]),
    ("GA", "77", "(A/78/100/Add.1和Add.2)", ["A/78/100/Add.1", "A/78/100/Add.2"]),
    ("GA", "77", "(A/78/100和Add.1和2)", ["A/78/100", "A/78/100/Add.1", "A/78/100/Add.2"]),
    ("GA", "77", "(A/78/100/Add.1和Corr.1)", ["A/78/100/Add.1", "A/78/100/Add.1/Corr.1"]),
    ("GA", "77", "A/78/100和Add.1和2个附件", ["A/78/100", "A/78/100/Add.1"]),
    # symbols
    ("HRC", "50", "A/HRC/49/93.", ["A/HRC/49/93"]),
    (
        "GA",
        "77",
        "A/CONF.157/24(Part I)和 A/CONF.157/24(Part I)/Corr.1，第三章。",
        ["A/CONF.157/24(Part I)", "A/CONF.157/24(Part I)/Corr.1"],
    ),
    ("GA", "77", "《大会正式记录，第七十七届会议，补编第 53 号》(A/77/53)，第八章", ["A/77/53"]),
    ("GA", "77", "见 E/CN.4/2001/2-E/CN.4/Sub.2/2000/46，第二章", ["E/CN.4/2001/2-E/CN.4/Sub.2/2000/46"]),
    ("GA", "77", "艾滋病毒(HIV/AIDS)和 COVID-19 疫情", []),
    (
        "GA",
        "77",
        "见A/75/6 (Sect. 29A)/Corr.1和A/75/6 (Introduction)",
        ["A/75/6(Sect.29A)/Corr.1", "A/75/6(Introduction)"],
    ),
    ("GA", "77", "(NPT/CONF.2000/28 (Parts I和II))", ["NPT/CONF.2000/28(Parts I and II)"]),
    ("GA", "77", "ICCD/COP(14)/23/Add.1；UNEP/EA.4/Res.1", ["ICCD/COP(14)/23/Add.1", "UNEP/EA.4/Res.1"]),
    ("GA", "77", "A/78/1和Add.1", ["A/78/1", "A/78/1/Add.1"]),
    # the kind is printed once, after the last number; 号 may be missing
    (
        "GA",
        "77",
        "回顾其1999年12月1日第54/54 B号、2002年11月22日第57/74、2003年12月8日第58/53号和2022年12月7日第77/46号决议",
        ["A/RES/54/54 B", "A/RES/57/74", "A/RES/58/53", "A/RES/77/46"],
    ),
    (
        "GA",
        "77",
        "其2016年11月21日第71/19号和2020年11月23日第75/10号关于合作的决议",
        ["A/RES/71/19", "A/RES/75/10"],
    ),
    ("GA", "77", "第60/1号决议和第60/519号决定", ["A/RES/60/1", "A/DEC/60/519"]),
    ("GA", "77", "第182号公约和第13号一般性意见", []),
    # lettered parts: each one, ranges, double letters
    ("GA", "77", "第57/130 A和B号决议", ["A/RES/57/130 A", "A/RES/57/130 B"]),
    ("GA", "77", "第72/266 A至C号决议", ["A/RES/72/266 A", "A/RES/72/266 B", "A/RES/72/266 C"]),
    ("GA", "77", "S-20/4 A-B号决议", ["A/RES/S-20/4 A", "A/RES/S-20/4 B"]),
    ("GA", "77", "第53/77 AA号决议", ["A/RES/53/77 AA"]),
    # old numbering: the number and session determine whether the Assembly or the Council adopted it
    ("HRC", "50", "第2200A(XXI)号决议，附件", ["A/RES/2200 (XXI)"]),
    ("ECOSOC", "2023", "第217 A (III)号决议", ["A/RES/217 (III)"]),
    ("GA", "77", "经社理事会1976年5月14日第2008(LX)号决议", ["E/RES/2008 (LX)"]),
    ("GA", "77", "第1874(S-IV)号和第2252(ES-V)号决议", ["A/RES/1874 (S-IV)", "A/RES/2252 (ES-V)"]),
    ("GA", "77", "其1946年1月24日第一㈠号决议", ["A/RES/1 (I)"]),
    # a date determines the organ if none is stated
    ("GA", "79", "其2024年4月4日第55/16号决议", ["A/HRC/RES/55/16"]),
    ("GA", "79", "大会第55/2号决议；2022年10月7日第51/31号决议", ["A/RES/55/2", "A/HRC/RES/51/31"]),
    ("GA", "77", "又请妇女地位委员会说明第73/148号决议的执行情况", ["A/RES/73/148"]),
    ("GA", "77", "妇女地位委员会2007年3月9日第51/2号决议", ["E/CN.6/RES/51/2"]),
    # an organ that is named in a title or is being established is not the adopting one
    ("GA", "77", "题为“联合国环境规划署联合国环境大会的报告”的第76/208号决议", ["A/RES/76/208"]),
    ("GA", "77", "人权委员会的决议，特别是委员会1998年4月22日第1998/72号决议", ["E/CN.4/RES/1998/72"]),
    ("ECOSOC", "2023", "审查科学和技术促进发展委员会职责的第2006/46号决议", ["E/RES/2006/46"]),
    # numbers that are unique without an organ
    ("SC", "2024", "根据第1701号决议，并回顾第1988号决议", ["S/RES/1701 (2006)", "S/RES/1988 (2011)"]),
    ("GA", "77", "联合国大会第2758号决议", ["A/RES/2758 (XXVI)"]),
    ("GA", "77", "联合国教育、科学及文化组织大会第25号决议", []),
    # other bodies
    ("GA", "77", "联合国环境大会2022年3月2日第5/14号决议", ["UNEP/EA.5/Res.14"]),
    ("GA", "77", "生物多样性公约缔约方大会2022年12月19日第15/4号决定", ["CBD/COP/DEC/15/4"]),
    ("GA", "77", "生物多样性公约缔约方大会第X/29号决定", ["UNEP/CBD/COP/DEC/X/29"]),
    ("GA", "77", "第1/CP.21号决定", ["FCCC/DEC/1/CP.21"]),
    ("GA", "77", "部长会议通过的第2023/10号决议", []),
    ("GA", "77", "联合国环境规划署大会2022年3月2日第5/14号决议", ["UNEP/EA.5/Res.14"]),
    # an unknown body is not replaced by a known one
    ("GA", "77", "南南合作高级别委员会第20/1和20/2号决定", []),
    ("GA", "77", "老龄问题工作组2016年12月12日第7/1号决定", []),
    (
        "GA",
        "77",
        "亚洲及太平洋经济社会委员会第七十二届会议通过关于区域合作的2016年5月19日第72/7号决议",
        [],
    ),
    ("GA", "77", "《大会记录，第三十八届会议，巴黎》，第一卷，《决议》，第四节，第43号决议", []),
    ("GA", "77", "国际电信联盟全权代表会议2014年11月7日第186号决议", []),
    # the Council's decisions are numbered from 101, its resolutions below
    ("HRC", "50", "理事会第6/102号决定", ["A/HRC/DEC/6/102"]),
    ("ECOSOC", "2023", "第45/110号决议，附件", ["A/RES/45/110"]),
    # a resolution printed in a report belongs to the report's organ, or is a part of the report
    (
        "GA",
        "77",
        "《大会正式记录，第七十三届会议，补编第53号》(A/73/53)，第四章，A节，第37/17号决议",
        ["A/73/53", "A/HRC/RES/37/17"],
    ),
    (
        "GA",
        "77",
        "UNEP/CBD/COP/12/29号文件，第一节，第XII/7号决定，附件",
        ["UNEP/CBD/COP/12/29"],
    ),
    # traditional characters, full width, white space and line breaks
    ("HRC", "50", "大會２０２１年１２月１６日第７６／１５９號決議", ["A/RES/76/159"]),
    ("HRC", "50", "大会第 76 / 159\n号\n决议3 和第 77 / 2\t号决定", ["A/RES/76/159", "A/DEC/77/2"]),
    # instruments
    ("GA", "77", "《联合国宪章》、《公民及政治权利国际公约》", ["instrument:charter", "instrument:iccpr"]),
    ("GA", "77", "《宪章》", ["instrument:charter"]),
    ("GA", "77", "《2030年议程》和《变革我们的世界：2030年可持续发展议程》", ["instrument:agenda-2030"] * 2),
    ("GA", "77", "《儿童权利公约》(《公约》)，《公约》", ["instrument:crc"] * 3),
    ("GA", "77", "《刑法典》", []),
    # treaties by registration number
    ("GA", "77", "联合国，《条约汇编》，第1577卷，第27531号。", ["instrument:crc"]),
    (
        "GA",
        "77",
        "联合国，《条约汇编》，第1125卷，第17512和17513号。",
        ["instrument:additional-protocol-1", "instrument:additional-protocol-2"],
    ),
    ("GA", "77", "《条约汇编》，第9999卷，第99999号", ["instrument:unts-99999"]),
    ("GA", "77", "《条约汇编》，第1342卷，第22495号", ["instrument:ccw"]),
    (
        "GA",
        "77",
        "《条约汇编》，第2171和2173卷，第27531号",
        ["instrument:crc-opsc", "instrument:crc-opac"],
    ),
    ("GA", "77", "国际联盟，《条约汇编》，第九十四卷，第2138号", []),
    ("GA", "77", "《残疾人权利公约》及其《任择议定书》", ["instrument:crpd", "instrument:crpd-op"]),
    ("GA", "77", "《第四次妇女问题世界会议的报告，1995年9月4日至15日，北京》", ["instrument:beijing-report"]),
]


@pytest.mark.parametrize(("organ", "session", "text", "targets"), REFERENCES)
def test_references_and_their_targets(
    names: Names, organ: str, session: str, text: str, targets: list[str]
) -> None:
    found = find(text, context(names, organ, session))
    assert [citation.target for citation in found] == targets
    assert all(text[citation.start : citation.end] == citation.text for citation in found)


def context(names: Names, organ: str = "GA", session: str = "77", symbol: str | None = None) -> CitingContext:
    adopting = names.organ_by_code(organ)
    assert adopting is not None
    year = {"GA": 1945, "HRC": 1972}.get(organ, 0)
    return CitingContext(adopting, names, symbol, session, date(year + int(session), 12, 31))


def test_an_ambiguous_organ_stays_ambiguous(names: Names) -> None:
    (citation,) = find("第2000/22号决议", context(names, "SC", "2024"))
    assert citation.target is None
    assert citation.candidates == ("E/RES/2000/22", "E/CN.4/RES/2000/22", "E/CN.4/Sub.2/RES/2000/22")


def test_a_number_that_no_organ_can_have_is_kept_without_a_target(names: Names) -> None:
    (citation,) = find("第25/300号决议", context(names))
    assert (citation.target, citation.candidates) == (None, ())


def test_a_document_does_not_cite_itself(names: Names) -> None:
    own = context(names, "HRC", "50", "A/HRC/RES/50/4")
    assert find("人权理事会第50/4号决议", own) == ()


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("大会第76/159号决议", "stated"),
        ("大会2021年12月16日题为“甲”的第76/159号决议", "stated"),
        ("大会关于甲的第74/270号决议，关于乙的第74/274号决议", "inherited"),
        ("回顾各项决议和第76/159号决议", "adopting"),
        ("又回顾其2021年12月16日第76/159号决议", "own"),
        ("其2024年4月4日第55/16号决议", "deduced"),
    ],
)
def test_how_the_organ_is_known(names: Names, text: str, by: str) -> None:
    assert find(text, context(names, "GA", "79"))[-1].organ_by == by


def test_what_is_said_of_a_number(names: Names) -> None:
    before = "大会 2015 年 9 月 25 日题为“变革我们的世界”的第 70/1 号决议"
    behind = "第70/1号决议，题为“变革我们的世界”"
    for text, day in ((before, date(2015, 9, 25)), (behind, None)):
        (citation,) = find(text, context(names))
        assert (citation.titled, citation.dated) == ("变革我们的世界", day)


PINPOINTS = [
    ("第51/233号决议第8段", "第8段", ("op/8",)),
    ("第51/233号决议第5(a)和(b)段", "第5(a)和(b)段", ("op/5/a", "op/5/b")),
    ("第51/233号决议序言部分第3段", "序言部分第3段", ("pp/3",)),
    ("第51/233号决议第7至9段", "第7至9段", ("op/7", "op/8", "op/9")),
    ("第51/233号决议，附件", "附件", ("annex/1",)),
    ("第51/233号决议附件二第1段", "附件二第1段", ("annex/2/op/1",)),
    ("第51/233号决议第十七节第4段", "第十七节第4段", ("sec/17/op/4",)),
    ("A/75/53，第五章，A节", "第五章，A节", ("chap/5/sec/A",)),
    ("A/75/53，第12段", "第12段", ("para/12",)),
    ("第51/233号决议第6(aa)段和附件", "第6(aa)段和附件", ("op/6/aa", "annex/1")),
    ("见FCCC/CP/2015/10/Add.1，第1/CP.21号决定，附件。", "第1/CP.21号决定，附件", ("annex/1",)),
    ("A/76/49，第一卷第四节", "第一卷第四节", ("vol/1/sec/4",)),
    ("第2253(2015)号决议，特别是其中第15段", "第15段", ("op/15",)),
    ("第76/307号决议(第6(a)段)", "第6(a)段", ("op/6/a",)),
    ("第76/307号决议及其附件", "附件", ("annex/1",)),
    ("第54/1号决议第4(a)至(c)段", "第4(a)至(c)段", ("op/4/a", "op/4/b", "op/4/c")),
    ("《联合国宪章》第一条第三款", "第一条第三款", ("art/1/3",)),
    ("《联合国宪章》第一条第三项", "第一条第三项", ("art/1/3",)),
    ("《联合国宪章》第七十三条(辰)款", "第七十三条(辰)款", ("art/73/5",)),
    ("《联合国宪章》第十一条和第十二条", "第十一条和第十二条", ("art/11", "art/12")),
    ("《联合国宪章》的一项原则", None, ()),
    ("第51/233号决议，第52/1号决议", None, ()),
    ("《联合国宪章》第一至九九九条", "第一至九九九条", tuple(f"art/{n}" for n in range(1, 61))),
]


@pytest.mark.parametrize(("text", "pinpoint", "places"), PINPOINTS)
def test_pinpoints(names: Names, text: str, pinpoint: str | None, places: tuple[str, ...]) -> None:
    first = find(text, context(names))[0]
    assert (first.pinpoint, first.places) == (pinpoint, places)


def test_a_document_and_its_correction_share_a_pinpoint(names: Names) -> None:
    found = find("A/CONF.157/24(Part I)和A/CONF.157/24(Part I)/Corr.1，第三章", context(names))
    assert [citation.pinpoint for citation in found] == ["第三章", "第三章"]


@pytest.mark.parametrize(
    ("text", "cited", "places"),
    [
        ("从上文第3段", "上文第3段", ("op/3",)),
        ("见本决议附件", "本决议附件", ("annex/1",)),
        ("依照下文第4(a)段", "下文第4(a)段", ("op/4/a",)),
    ],
)
def test_places_of_the_document_itself(names: Names, text: str, cited: str, places: tuple[str, ...]) -> None:
    (citation,) = find(text, context(names, symbol="A/RES/77/213"))
    assert (citation.target, citation.text, citation.places) == ("A/RES/77/213", cited, places)


def document(*texts: str, notes: tuple[str, ...] = (), marks: tuple[NoteMark, ...] = ()) -> Resolution:
    head = Head("A/RES/79/1", "resolution", "adopted", "GA", session="79", adopted_on=date(2024, 9, 22))
    paragraphs = [Paragraph(f"op/{n}", "operative", text, str(n)) for n, text in enumerate(texts, start=1)]
    paragraphs[0] = replace(paragraphs[0], notes=marks)
    footnotes = [Footnote(f"fn/{n}", str(n), text) for n, text in enumerate(notes, start=1)]
    return Resolution("A/RES/79/1", head, tuple(paragraphs), tuple(footnotes))


def cited(resolution: Resolution, names: Names) -> dict[str, list[str | None]]:
    units = cite(resolution, context(names, "GA", "79", "A/RES/79/1")).units
    return {unit.anchor: [citation.target for citation in unit.citations] for unit in units}


def test_the_same_means_what_the_footnote_before_cites(names: Names) -> None:
    notes = (
        "见A/CONF.157/24(Part I)和A/CONF.157/24(Part I)/Corr.1，第三章。",
        "同上，第四章。",
        "联合国，《条约汇编》，第1577卷，第27531号。",
        "同上，第993卷，第14531号。",
        "《大会正式记录，第七十三届会议，补编第53号》(A/73/53)。",
        "同上，《第七十四届会议，补编第53号》(A/74/53)，第二章。",
        "无所引。",
        "同上。",
    )
    found = cite(document("甲", notes=notes), context(names, "GA", "79"))
    targets = [[citation.target for citation in note.citations] for note in found.footnotes]
    assert targets == [
        ["A/CONF.157/24(Part I)", "A/CONF.157/24(Part I)/Corr.1"],
        ["A/CONF.157/24(Part I)"],
        ["instrument:crc"],
        ["instrument:icescr"],
        ["A/73/53"],
        ["A/74/53"],
        [],
        [],
    ]
    assert found.footnotes[1].citations[0].pinpoint == "第四章"


def test_titles_are_what_their_footnotes_cite(names: Names) -> None:
    unknown = document("欢迎《某某宣言》的通过", notes=("第70/175号决议，附件。",), marks=(NoteMark("1", 8),))
    assert cited(unknown, names)["op/1"] == ["A/RES/70/175"]
    act = document(
        "其2000年9月8日通过《联合国千年宣言》，", notes=("第55/2号决议。",), marks=(NoteMark("1", 22),)
    )
    assert cited(act, names)["op/1"] == ["A/RES/55/2"]
    known = document("重申《联合国千年宣言》", notes=("第55/2号决议。",), marks=(NoteMark("1", 11),))
    assert cited(known, names)["op/1"] == ["instrument:millennium-declaration"]


def test_a_short_form_is_the_one_named_before_or_stays_open(names: Names) -> None:
    one = document("《儿童权利公约》", "《公约》")
    assert cited(one, names)["op/2"] == ["instrument:crc"]
    same_paragraph = document("《儿童权利公约》", "《残疾人权利公约》和《公约》")
    assert cited(same_paragraph, names)["op/2"] == ["instrument:crpd", "instrument:crpd"]
    several = cite(document("《儿童权利公约》", "《残疾人权利公约》", "《公约》"), context(names, "GA", "79"))
    (citation,) = several.paragraphs[2].citations
    assert citation.target is None
    assert citation.candidates == ("instrument:crc", "instrument:crpd")
    unknown = document("《儿童权利公约》", "《某某公约》", "《公约》")
    assert cite(unknown, context(names, "GA", "79")).paragraphs[2].citations[0].candidates == (
        "instrument:crc",
    )


def test_of_several_short_forms_the_one_of_the_title_is_meant(names: Names) -> None:
    text = document("《集束弹药公约》", "《残疾人权利公约》", "《公约》")
    titled = replace(text, head=replace(text.head, title="《集束弹药公约》的执行情况"))
    assert cited(titled, names)["op/3"] == ["instrument:ccm"]


def test_a_footnote_at_a_short_form_says_what_it_is(names: Names) -> None:
    text = document(
        "《联合国海洋法公约》和《公约》附录二",
        notes=("联合国，《条约汇编》，第993卷，第14537号。",),
        marks=(NoteMark("1", 15),),
    )
    assert cited(text, names)["op/1"] == ["instrument:unclos", "instrument:cites"]


def test_the_same_alone_is_the_same_place_too(names: Names) -> None:
    notes = ("见第2200 A (XXI)号决议，附件。", "同上。", "同上，第三卷(A/80/5 (Vol. III))。")
    footnotes = cite(document("甲", notes=notes), context(names, "GA", "79")).footnotes
    found = [[(one.target, one.pinpoint) for one in note.citations] for note in footnotes]
    assert found == [
        [("A/RES/2200 (XXI)", "附件")],
        [("A/RES/2200 (XXI)", "附件")],
        [("A/80/5(Vol.III)", None)],
    ]


def test_a_date_in_chinese_numerals_is_the_number_s(names: Names) -> None:
    (found,) = find("大会一九六〇年十二月十四日第一五一四(十五)号决议", context(names))
    assert found.dated == date(1960, 12, 14)


def test_the_members_of_a_range_share_its_words(names: Names) -> None:
    found = find("大会第70/1至70/3号决议", context(names))
    assert {one.text for one in found} == {"第70/1至70/3号决议"}


def test_a_date_until_which_something_goes_on_is_not_the_number_s(names: Names) -> None:
    (citation,) = find("任务期限延长至2021年9月17日的第2543(2020)号决议", context(names, "SC", "2021"))
    assert (citation.target, citation.dated) == ("S/RES/2543 (2020)", None)


def test_a_number_without_organ_is_the_one_that_the_text_names_elsewhere(names: Names) -> None:
    text = document("欢迎人权理事会2024年4月4日第55/21号决议；", "根据第55/21号决议")
    assert cited(text, names)["op/2"] == ["A/HRC/RES/55/21"]


NAMES = shipped_names()
PIECES = st.lists(
    st.sampled_from(
        "大会 人权理事会 安全理事会 其 理事会 第 70/1 号 决议 决定 、 和 ； 。 1325(2000) 217 A (III) S-10/2 57/130 A和B "
        "2021年12月16日 题为“甲” 的 A/RES/70/1 A/75/6 (Sect. 29A) 《联合国宪章》 《公约》 第三章 ，A节 附件 同上 上文第3段 第1条 "
        "《条约汇编》，第1卷，第2号 一㈠ -S/2024/1 X/29 1/CP.21 ( ) （ ） 至 99999999999 第一至九九条 \n \u3000 \u00b9 A–C".split(
            " "
        )
    ),
    max_size=25,
)


@given(st.one_of(PIECES.map("".join), PIECES.map(" ".join), st.text(max_size=80)))
def test_whatever_is_read_spans_are_of_the_text_and_do_not_cross(text: str) -> None:
    found = find(text, context(NAMES))
    spans = sorted({(citation.start, citation.end) for citation in found})
    assert all(citation.text == text[citation.start : citation.end] != "" for citation in found)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(("organ", "session", "text", "targets"), REFERENCES)
def test_blanks_inside_a_reference_do_no_harm(
    names: Names, organ: str, session: str, text: str, targets: list[str]
) -> None:
    spread = "".join(f" {char} " if char in "第号年月日(" else char for char in text)
    assert [citation.target for citation in find(spread, context(names, organ, session))] == targets


def test_a_citation_says_what_it_means() -> None:
    citation = Citation("第70/1号决议", 0, 8, "A/RES/70/1", places=("op/3",))
    assert citation.key == ("A/RES/70/1", (), ("op/3",))


@pytest.mark.parametrize(
    "atom",
    "第1/1、 1/1 A和 A/1 1( 《》 《宪章》 《公约》 同上 《条约汇编》，第1、 第一款 一、 附件 上文第 题为“ 题为“甲”大会 其关于 大会委员会 一 "
    "A/1(Part和 和Add.1 X/1 第1段 设立 关于 A/78/1、第1/1号决议，".split(),
)
@pytest.mark.parametrize(
    "before", ["", "A/1，", "第76/1号", "《联合国宪章》第一条", "《条约汇编》，第1卷，第"]
)
def test_long_rows_of_anything_are_read(names: Names, before: str, atom: str) -> None:
    """Parsing terminates in reasonable time; a grammar that tries every way to split them would not."""
    for behind in ("", "？第1/1号决议", "；"):
        found = find(before + atom * 1500 + behind, context(names))
        assert all(citation.start < citation.end for citation in found)


@given(st.sampled_from([text for *_, text, targets in REFERENCES if targets]), st.data())
def test_what_is_invisible_changes_no_reference(text: str, data: st.DataObject) -> None:
    hidden = data.draw(st.sampled_from("\u200b\u200d\u2060\ufeff\xad\x01"))
    places = data.draw(st.lists(st.integers(0, len(text)), min_size=1, max_size=4))
    strewn = "".join(hidden * places.count(place) + char for place, char in enumerate(text))
    plain, found = (find(one, context(shipped_names())) for one in (text, strewn))
    assert [one.target for one in found] == [one.target for one in plain]
    for one, before in zip(found, plain, strict=True):
        assert one.text == strewn[one.start : one.end]
        assert one.text.replace(hidden, "") == before.text


@pytest.mark.parametrize("place", ["第29(二)(a)段", "第29(二)和(三)段", "第二十九(二)段", "第3(一)款"])
def test_a_place_with_points_in_chinese_is_no_number(names: Names, place: str) -> None:
    assert [found.target for found in find(f"执行第2556(2020)号决议{place}", context(names, "SC"))] == [
        "S/RES/2556 (2020)"
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("见a/res/77/213，第3段", "A/RES/77/213"),
        ("依照a/hrc/res/50/4", "A/HRC/RES/50/4"),
        ("依照s/res/1325(2000)", "S/RES/1325 (2000)"),
    ],
)
def test_symbols_in_small_letters_are_read_as_printed(names: Names, text: str, target: str) -> None:
    (citation,) = find(text, context(names))
    assert (citation.target, citation.text) == (target, text[citation.start : citation.end])


def test_the_path_of_an_address_in_small_letters_is_no_symbol(names: Names) -> None:
    assert find("见example.org/a/res/77/213", context(names)) == ()
