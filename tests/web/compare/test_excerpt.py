"""Changed words with what stands around them."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.redline import Change
from app.web.compare.excerpt import beginning, excerpt, length_of

changed = st.lists(
    st.builds(Change, st.sampled_from(("equal", "insert", "delete")), st.text("决议第10段，", min_size=1)),
    max_size=6,
)

AMENDED = (
    Change("equal", "请秘书长向大会第"),
    Change("delete", "七十九"),
    Change("insert", "八十一"),
    Change("equal", "届会议报告本决议的执行情况，并"),
    Change("insert", "公开"),
    Change("equal", "提出建议"),
    Change("delete", "；", slight=True),
    Change("insert", "。", slight=True),
)


def marked(changes: tuple[Change, ...]) -> str:
    signs = {"equal": "{}", "delete": "-{}-", "insert": "+{}+"}
    return "".join(signs[change.op].format(change.text) for change in changes)


def test_changed_words_stand_among_the_nearest_common_ones() -> None:
    assert marked(excerpt(AMENDED, 3)) == "…大会第-七十九-+八十一+届会议…况，并+公开+提出建…"


def test_where_only_slight_changes_are_there_is_nothing_to_show() -> None:
    assert excerpt((AMENDED[0], *AMENDED[-2:]), 3) == ()


@given(changed, st.integers(0, 4))
def test_no_changed_word_is_lost(changes: list[Change], around: int) -> None:
    for op in ("insert", "delete"):
        words = [
            "".join(one.text for one in of if one.op == op) for of in (changes, excerpt(changes, around))
        ]
        assert words[0] == words[1]


@given(changed, st.integers(1, 30))
def test_a_beginning_is_no_wider_than_its_room(changes: list[Change], room: int) -> None:
    shown = beginning(changes, room)
    assert length_of(shown) <= room
    assert shown == tuple(changes) or shown[-1].text == "…"


def test_a_beginning_is_cut_within_a_change() -> None:
    assert marked(beginning(AMENDED, 10)) == "请秘书长向大会第-七-…"


def test_no_number_loses_figures() -> None:
    common = Change("equal", "、2023年12月4日第78/35号和其后通过的各项决议以及第9279/38号")
    shown = excerpt([Change("delete", "和"), common, Change("insert", "决议")], 7)
    assert [one.text for one in shown] == ["和", "、2023年…号", "决议"]
    assert [one.text for one in beginning([Change("insert", "于2023年12月4日通过的决议")], 8)] == [
        "于2023年",
        "…",
    ]
