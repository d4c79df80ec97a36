"""What a query says of documents lets every document pass that the query could find."""

import pytest

from app.domain.organs import Names
from app.domain.query import parse
from app.domain.query.documents_meant import documents_meant, is_of_all
from app.domain.query.terms import All, Either, Having, Node, Not, Phrase, Titled, Years

HRC = Having("body", frozenset({"HRC"}))
GA = Having("body", frozenset({"GA"}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("机构:HRC 粮食", HRC),
        ("粮食 年:2019..2021 部分:op", Years(2019, 2021)),
        ("机构:HRC 年:2019..2021 粮食", All((HRC, Years(2019, 2021)))),
        ("标题:粮食 动词:敦促 营养", Titled(Phrase("粮食", "粮食"))),
        ("(机构:HRC 粮食) | (机构:GA 营养)", Either((HRC, GA))),
        ("粮食 -机构:HRC", Not(HRC)),
    ],
)
def test_conditions_of_documents_are_kept(names: Names, typed: str, meant: Node) -> None:
    assert documents_meant(parse(typed, names)).root == meant


@pytest.mark.parametrize(
    "typed",
    ["粮食", "粮食 | 机构:HRC", "粮食 -营养", "引用:A/RES/70/1", "国家:马里", "-(机构:HRC 粮食) 营养"],
)
def test_what_is_said_of_texts_is_not(names: Names, typed: str) -> None:
    assert is_of_all(documents_meant(parse(typed, names)))
