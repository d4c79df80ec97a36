"""Which states a folded text names: by the longest name that stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.states import StateNames
from app.domain.text import fold
from tests.search.taken_in import states_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("马里和索马里", ["MLI", "SOM"]),
        ("索馬里", ["SOM"]),
        ("北马里亚纳群岛、帕拉马里博", ["MNP"]),
        ("南苏丹；苏丹", ["SSD", "SDN"]),
        ("巴布亚新几内亚、赤道几内亚、几内亚比绍", ["PNG", "GNQ", "GNB"]),
        ("几内亚湾的海盗，在几内亚", ["GIN"]),
        ("尼日尔、尼日利亚、尼日尔河", ["NER", "NGA"]),
        ("多米尼加、多米尼克、多米尼加共和国", ["DOM", "DMA"]),
        ("刚果民主共和国", ["COD"]),
        ("刚果（布）和刚果（金）", ["COG", "COD"]),
        ("朝鲜民主主义人民共和国、朝鲜、大韩民国", ["PRK", "KOR"]),
        ("朝鲜半岛", []),
        ("英属维尔京群岛和美属维尔京群岛、关岛等有关岛屿", ["VGB", "VIR", "GUM"]),
        ("前南斯拉夫的马其顿共和国", ["MKD"]),
        ("发展中国家的代表和中国的代表", ["CHN"]),
        ("撒哈拉以南非洲", []),
        ("西南非洲", ["NAM"]),
        ("沿海地区", []),
        ("国际人权法、国际人道法", []),
        ("在约旦河西岸", []),
        ("参加纳米比亚问题会议，并增加纳入加纳", ["NAM", "GHA"]),
        ("许多哥伦比亚人", ["COL"]),
        ("", []),
    ],
)
def test_a_state_is_named_by_the_longest_name(names: Names, text: str, named: list[str]) -> None:
    assert list(names.state_names.named_in(fold(text))) == named


def test_every_name_alone_names_its_state(names: Names) -> None:
    for state in names.states:
        for name in (state.name, *state.aliases):
            assert names.state_names.named_in(fold(name)) == (state.code,), name
        for word in state.not_in:
            assert state.code not in names.state_names.named_in(fold(word)), word


def test_no_two_states_share_a_name(names: Names) -> None:
    owners = {(fold(name), state.code) for state in names.states for name in (state.name, *state.aliases)}
    assert len(owners) == len({name for name, _ in owners})


@given(st.data())
def test_names_in_any_row_are_found_as_the_plain_rule_finds_them(names: Names, data: st.DataObject) -> None:
    words = [word for state in names.states for word in (state.name, *state.aliases, *state.not_in)]
    parts = st.sampled_from(words).flatmap(
        lambda word: st.tuples(st.integers(0, len(word)), st.integers(0, len(word))).map(
            lambda cut: word[min(cut) : max(cut)] or word
        )
    )
    text = fold("".join(data.draw(st.lists(parts, max_size=8))))
    assert names.state_names.named_in(text) == states_named(text, names.states)


def test_states_whose_names_hold_a_name(names: Names) -> None:
    held = names.state_names.with_name_in
    assert held("几内亚")[0] == "GIN"
    assert set(held("几内亚")) == {"GIN", "GNB", "GNQ", "PNG"}
    assert set(held("刚果")) == {"COG", "COD"}
    assert held("联合国") == held("几内") == ()


def test_without_names_nothing_is_named() -> None:
    assert StateNames().named_in("中国") == ()
