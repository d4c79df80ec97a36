"""Votes in queries: by state and by number."""

import pytest

from app.domain.organs import Names
from app.domain.query import parse, to_text
from app.domain.query.documents_meant import documents_meant
from app.domain.query.grammar import read
from app.domain.query.terms import All, Having, Phrase, Tally
from app.domain.query.votes import states_meant


def voted(*values: str) -> Having | All:
    """Documents on which each of these states voted so."""
    nodes = tuple(Having("voted", frozenset({value})) for value in values)
    return nodes[0] if len(nodes) == 1 else All(nodes)


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("赞成:CHN", voted("CHN.in_favour")),
        ("贊成：中國", voted("CHN.in_favour")),
        ("for:China", voted("CHN.in_favour")),
        ("infavour:chn", voted("CHN.in_favour")),
        ("反对:美国", voted("USA.against")),
        ("against:USA", voted("USA.against")),
        ("弃权:IND", voted("IND.abstaining")),
        ("abstain:IND", voted("IND.abstaining")),
        ("未投:海地", voted("HTI.not_voting")),
        ("notvoting:HTI", voted("HTI.not_voting")),
        # Several states: all of them, with whatever stands between names.
        ("赞成:中国,CUB", voted("CHN.in_favour", "CUB.in_favour")),
        ("赞成：中国、古巴，海地", voted("CHN.in_favour", "CUB.in_favour", "HTI.in_favour")),
        ("反对票:>10", Tally("against", 11, None)),
        ("反对:>10", Tally("against", 11, None)),
        ("赞成：29票", Tally("in_favour", 29, 29)),
        ("反对票:＞10票", Tally("against", 11, None)),
        ("反对票:>=10", Tally("against", 10, None)),
        ("反对票:<10", Tally("against", None, 9)),
        ("反对票:≤10", Tally("against", None, 10)),
        ("赞成票:100..150", Tally("in_favour", 100, 150)),
        ("赞成票:100至150", Tally("in_favour", 100, 150)),
        ("votesfor:100-", Tally("in_favour", 100, None)),
        ("votesagainst:..5", Tally("against", None, 5)),
        ("弃权票:0", Tally("abstaining", 0, 0)),
        ("abstentions:=3", Tally("abstaining", 3, 3)),
    ],
)
def test_votes_are_understood(names: Names, typed: str, root: Having | All | Tally) -> None:
    query = parse(typed, names)
    assert (query.root, query.notices) == (root, ())
    # Written back, it reads the same.
    tree = read(typed).root
    assert tree is not None
    assert parse(to_text(tree), names).root == root


def test_what_is_no_state_or_number_is_said(names: Names) -> None:
    query = parse("赞成:火星、中国 反对票:很多", names)
    assert query.root == voted("CHN.in_favour")
    assert query.notices == (
        "没有“火星”这个国家或地区；可用名称或代码，如马里、MLI",
        "“很多”不是票数；可写 0、>10、100..150",
    )
    assert parse("反对票:<0", names).root == Tally("against", None, -1)


def test_without_a_colon_they_are_words(names: Names) -> None:
    assert parse("赞成 反对票", names).root == All((Phrase("赞成", "赞成"), Phrase("反对票", "反对票")))


def test_votes_are_said_of_documents(names: Names) -> None:
    query = documents_meant(parse("人权 赞成:CHN 反对票:>10", names))
    assert query.root == All((Having("voted", frozenset({"CHN.in_favour"})), Tally("against", 11, None)))


def test_the_states_that_a_query_is_about(names: Names) -> None:
    query = parse("人权 -赞成:CHN (反对:USA | 国家:马里)", names)
    assert states_meant(query) == ("CHN", "USA", "MLI")
    assert states_meant(parse("人权 反对票:1", names)) == ()
