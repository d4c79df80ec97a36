"""Numbers, months and symbols of both languages as values that can be compared."""

import pytest

from app.domain.editions.quantities import Language, quantities

SAME = [
    ("批款1 116 738 700美元", "the amount of 1,116, 738,700 dollars"),
    ("批款315 939 000美元", "the amount of 315, 939,000 dollars"),
    ("近5亿农户", "nearly half a billion family farmers"),
    ("对第3.3条规则的修正案", "amendments to rule 3.3"),
    ("暂不适用工作人员细则4.4", "staff rule 4.4 be temporarily waived"),
    ("每年2.5至4.0万亿美元", "between 2.5 and 4.0 trillion dollars annually"),
    ("(《金沙萨公约》)，1 并鼓励", "(Kinshasa Convention), and encourages"),
    ("每投入1美元", "every dollar invested"),
    ("2024年9月22日至23日", "on 22-23 Sept 2024"),
    ("见“Piracy Report”, January–March 2023", "See “Piracy Report”, January–March 2023"),
    ("2015年9月25日第70/1号决议", "resolution 70/1 of 25 September 2015"),
    ("安全理事会第2642(2022)号决议", "Security Council resolution 2642 (2022)"),
    ("第2200 A(XXI)号决议", "resolution 2200 A (XXI)"),
    ("150万美元", "1.5 million dollars"),
    ("560多万难民", "more than 5.6 million refugees"),
    ("18 861 800美元", "18,861,800 dollars"),
    ("4.3万亿美元", "4.3 trillion dollars"),
    ("第七十六届和第七十七届会议", "its seventy-sixth and seventy-seventh sessions"),
    ("上午10时30分", "10.30 a.m."),
    ("见A/CONF.157/24(Part I)，第三章", "see A/CONF.157/24 (Part I), chap. III"),
    ("2019冠状病毒病", "COVID-19"),
    ("2019年冠状病毒病(COVID-19)大流行", "the coronavirus disease (COVID-19) pandemic"),
    ("《补编第53A号》(A/66/53/Add.1)", "Supplement No. 53A (A/66/53/Add.1)"),
    ("１２月１０日", "10 December"),
    ("A/76/6(Sect.3)/Add.8", "A/76/6 (Sect. 3)/Add.8"),
    ("A/76/566(相关部分)", "A/76/566 (relevant parts)"),
    ("Assembly/AU/Decl.8(XXXII)号决定", "decision Assembly/AU/Decl. 8 (XXXII)"),
    ("FIRO/R957(En)号文件", "document FIRO/R957 (En)"),
    ("“3·23”运动", "the M23"),
    ("7天24小时全天候网络", "the 24/7 network"),
    ("挑选1名主持人", "select a moderator"),
    ("3月23日运动", "the M23"),
    ("下午5时30分", "5:30 p.m."),
    ("15 000名儿童", "15, 000 children"),
    ("6.9亿至7.83亿人", "between 690 and 783 million people"),
    ("300万至500万人", "3 to 5 million people"),
    ("EB136/8号决定", "decision EB 136/8"),
    ("2006年ES-10/17号决议", "resolution ES- 10/17 of 2006"),
    ("I-24/7全球警务通信系统", "the global police communications system"),
    ("再连通15亿人", "Connect the Next 1.5 Billion"),
    ("100 Million Campaign", "100 Million Campaign"),
    ("2676(2023)和2725(2024)号决议", "S/RES/2676 (2023) and S/RES/2725 (2024)"),
    ("第50/81和56/117号决议", "resolutions A/RES/50/81 and A/RES/56/117"),
    ("《协定》第66条第2款", "article 66.2 of the Agreement"),
    ("(S/PRST/2020/5)", "(S/PRST/ 2020/5)"),
    ("A/71/53/Add.1", "A/71/53 /Add.1"),
    ("C-24/Dec.4号决定", "decision C-24/DEC.4"),
    ("从2017年的31亿美元增加到2030年的87亿美元", "from 3.1 billion dollars in 2017 to 8.7 billion by 2030"),
    (
        "《儿童权利公约》4 和《残疾人权利公约》5",
        "the Convention on the Rights of the Child and the other one",
    ),
    ("会议的报告；5", "the report of the meeting;"),
]


def certain(text: str, language: Language) -> list[tuple[str, str]]:
    """Kinds and values of the certain quantities, sorted."""
    return sorted((one.kind, one.value) for one in quantities(text, language) if one.is_certain)


@pytest.mark.parametrize(("chinese", "english"), SAME)
def test_what_says_the_same_has_the_same_values(chinese: str, english: str) -> None:
    assert certain(chinese, "zh") == certain(english, "en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("States may adopt measures", "en", []),
        ("in May 2021", "en", [("month", "5"), ("number", "2021")]),
        ("第二委员会十分重视", "zh", []),
        ("two hundred and fifty", "en", []),
        ("its two hundred and fiftieth session", "en", [("number", "250")]),
        ("UN80", "en", []),
        ("the Chair, June Soomer", "en", []),
        ("held in June and July", "en", [("month", "6"), ("month", "7")]),
        ("《公约》36个缔约国", "zh", [("number", "36")]),
        ("1" * 400, "zh", []),
    ],
)
def test_words_that_only_may_be_numbers_are_not_certain(
    text: str, language: Language, expected: list[tuple[str, str]]
) -> None:
    assert certain(text, language) == expected
