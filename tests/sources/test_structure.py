"""Places for any row of blocks, however odd."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from app.sources.blocks import Block, BlockRole, RichText
from app.sources.labels import follows, leading_label, standalone_label
from app.sources.structure import structure

LABELS = [
    "1",
    "2",
    "3",
    "12",
    "a",
    "b",
    "i",
    "ii",
    "aa",
    "A",
    "B",
    "一",
    "二",
    "二十一",
    "甲",
    "子",
    "1.2",
    None,
]
TEXTS = ["决定：", "继续，", "请各国；", "第一条", "一", "A", "附件", "标题", "x"]


def blocks() -> st.SearchStrategy[Block]:
    return st.builds(
        Block,
        st.sampled_from(get_args(BlockRole)),
        st.builds(RichText, st.sampled_from(TEXTS), bold=st.sampled_from([(), ((0, 2),)])),
        st.sampled_from(LABELS),
        st.sampled_from([None, 1, 2, 3]),
        st.sampled_from([None, None, None, "annex", "draft"]),
    ).map(lambda block: block if block.role != "numbered" or _counts(block) else Block("text", block.content))


def _counts(block: Block) -> bool:
    """Readers call a block numbered where its label is a number."""
    label = standalone_label(f"{block.label}.") if block.label else None
    return label is not None and label.kind in ("number", "han")


@given(row=st.lists(blocks(), max_size=30), is_prose=st.booleans())
def test_every_block_gets_a_place_of_its_own(row: list[Block], *, is_prose: bool) -> None:
    body = structure(row, is_prose=is_prose)
    assert [unit.text for unit in body.paragraphs] == [block.content.text for block in row]
    anchors = [unit.anchor for unit in body.paragraphs]
    assert len(anchors) == len(set(anchors))


@given(st.text(max_size=12))
def test_any_text_has_a_label_or_none(text: str) -> None:
    for label in (standalone_label(text), leading_label(text)):
        assert label is None or 0 < label.end <= len(text)


def test_labels_follow_each_other_in_their_own_style() -> None:
    assert follows("c", "b")
    assert follows("ii", "hh")
    assert follows("10", "9")
    assert not follows("d", "b")
    assert not follows("b", None)


def _places(*row: tuple[BlockRole, str | None, str]) -> list[str]:
    blocks = [Block(role, RichText(text), label) for role, label, text in row]
    return [unit.anchor for unit in structure(blocks).paragraphs]


def test_points_below_a_heading_inside_a_paragraph_are_of_that_paragraph() -> None:
    mission: list[tuple[BlockRole, str | None, str]] = [
        ("numbered", "1", "决定特派团的任务如下："),
        ("heading", None, "保护平民"),
        ("point", "a", "防止暴力；"),
        ("heading", None, "支助稳定"),
        ("point", "b", "开展协调；"),
        ("numbered", "2", "决定继续处理此案。"),
    ]
    assert _places(*mission) == ["op/1", "h/1", "op/1/a", "h/2", "op/1/b", "op/2"]


def test_points_below_a_heading_behind_a_whole_paragraph_are_of_none() -> None:
    others: list[tuple[BlockRole, str | None, str]] = [
        ("numbered", "1", "请秘书长提出报告。"),
        ("heading", None, "支助稳定"),
        ("point", "a", "开展协调；"),
    ]
    assert _places(*others) == ["op/1", "h/1", "para/1"]
