import pytest

from app.domain.citations import Context, find
from app.domain.organs import Names

REFERENCES = [
    # adopting organ and session, text, targets
    ("HRC", "50", "回顾大会2021年12月16日第76/159号决议", ["A/RES/76/159"]),
    ("HRC", "50", "大会第76/159号决议、人权理事会第47/9号决议", ["A/RES/76/159", "A/HRC/RES/47/9"]),
    # the organ holds until the sentence ends
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
    # an organ that cannot have the number is passed over
    ("HRC", "32", "回顾大会 2006 年 3 月 15 日设立人权理事会的第 60/251 号决议", ["A/RES/60/251"]),
    ("GA", "77", "促进和保护人权小组委员会第五十二届会议…第2000/22号决议", ["E/CN.4/Sub.2/RES/2000/22"]),
    ("GA", "77", "经济及社会理事会第1980/67号决议", ["E/RES/1980/67"]),
    ("GA", "77", "人权委员会第2005/81号决议", ["E/CN.4/RES/2005/81"]),
    # a named organ is believed even where the number is later than the text
    ("GA", "77", "回顾大会第86/1号决议", ["A/RES/86/1"]),
    # old numbering, letters, special sessions, decisions
    ("GA", "77", "大会第1514(XV)号决议", ["A/RES/1514 (XV)"]),
    ("GA", "77", "大会第217 A (III)号决议", ["A/RES/217 (III)"]),
    ("GA", "77", "大会第72/262 C号决议", ["A/RES/72/262 C"]),
    ("GA", "77", "大会第S-10/2号决议和第ES-11/1号决议", ["A/RES/S-10/2", "A/RES/ES-11/1"]),
    ("HRC", "50", "人权理事会第S-30/1号决议", ["A/HRC/RES/S-30/1"]),
    ("GA", "77", "大会第76/402号决定", ["A/DEC/76/402"]),
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
]


@pytest.mark.parametrize(("organ", "session", "text", "targets"), REFERENCES)
def test_references_and_their_targets(
    names: Names, organ: str, session: str, text: str, targets: list[str]
) -> None:
    adopting = names.organ_by_code(organ)
    assert adopting is not None
    found = find(text, Context(adopting, names, session=session))
    assert [citation.target for citation in found] == targets
    assert all(text[citation.start : citation.end] == citation.text for citation in found)


def test_an_ambiguous_organ_stays_ambiguous(names: Names) -> None:
    council = names.organ_by_code("SC")
    assert council is not None
    (citation,) = find("第2000/22号决议", Context(council, names))
    assert citation.target is None
    assert citation.candidates == ("E/RES/2000/22", "E/CN.4/RES/2000/22", "E/CN.4/Sub.2/RES/2000/22")


def test_a_document_does_not_cite_itself(names: Names) -> None:
    council = names.organ_by_code("HRC")
    assert council is not None
    assert find("人权理事会第50/4号决议", Context(council, names, "A/HRC/RES/50/4", "50")) == ()
