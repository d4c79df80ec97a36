"""Which wordings an amended paragraph gave up for which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.redline import printed_form
from app.domain.rewordings import LONGEST, SHORTEST, rewordings
from app.settings import shipped_segmenter

WORDS = shipped_segmenter()


def found(old: str, new: str, *, earlier: str = "", later: str = "") -> list[tuple[str, str]]:
    """The rewordings of a paragraph; the texts have the paragraph, and more where it is given."""
    texts = printed_form(f"{old}\n{earlier}"), printed_form(f"{new}\n{later}")
    return [(one.old, one.new) for one in rewordings(old, new, *texts, WORDS)]


@pytest.mark.parametrize(
    ("old", "new", "pair"),
    [
        ("强调单方面胁迫性措施违反国际法；", "强调单方面强制性措施违反国际法；", ("胁迫性", "强制性")),
        ("重申致力于两国方案的构想。", "重申致力于两国解决方案的构想。", ("两国方案", "两国解决方案")),
        ("妇女和女孩的权利", "妇女和女童的权利", ("女孩", "女童")),
        ("秘书处及时印发文件；", "秘书处及时发布文件；", ("印发", "发布")),
        ("遵守國際人道主義法；", "遵守国际人道法，", ("人道主义法", "人道法")),
    ],
)
def test_a_wording_is_found_with_as_few_words_as_set_it_apart(
    old: str, new: str, pair: tuple[str, str]
) -> None:
    assert found(old, new) == [pair]


def test_a_wording_that_stays_elsewhere_takes_words_around_it() -> None:
    old, new = "谴责单方面胁迫性措施，", "谴责单方面强制性措施，"
    assert found(old, new, later="不得采取胁迫性手段") == [("胁迫性措施", "强制性措施")]
    assert found(old, new, earlier=new) == []
    assert found(old, new, later=old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("决定在第七十七届会议上审议", "决定在第七十八届会议上审议"),
        ("请秘书长提交两份报告", "请秘书长提交三份报告"),
        ("回顾2019年12月18日的决议", "回顾2020年12月18日的决议"),
        ("回顾大会关于气候的决议", "欢迎大会关于气候的决议"),
        ("各国和国际组织", "各国及国际组织"),
        ("妇女、儿童", "妇女、儿童、老年人"),
        ("促进妇女权利", "促进妇女和女童权利"),
        ("有关决议", "相关决议"),
        ("其任务", "该任务"),
        ("采取了措施", "采取了一些措施"),
        ("第70/1号决议", "第71/2号决议"),
        ("《巴黎协定》", "“巴黎协定”"),
    ],
)
def test_what_counts_joins_or_lengthens_is_no_wording(old: str, new: str) -> None:
    assert found(old, new) == []


def test_words_around_end_at_punctuation_and_numbers() -> None:
    (one,) = rewordings(
        "第2条，遏制单方面胁迫性措施、制裁", "第2条，遏制单方面强制性措施、制裁", "", "", WORDS
    )
    assert (one.before, one.behind) == (("遏制", "单方面"), ("措施",))
    assert one.changed == ("胁迫性", "强制性")


TEXT = st.lists(
    st.sampled_from("单方面 胁迫性 强制性 措施 两国 方案 解决方案 的 和 ， 70/1 第三届 女童 女孩".split()),
    max_size=14,
).map("".join)


@given(TEXT, TEXT, TEXT)
def test_a_wording_stands_in_one_text_only(old: str, new: str, more: str) -> None:
    earlier, later = f"{old}\n{more}", f"{new}\n{more}"
    for one in rewordings(old, new, earlier, later, WORDS):
        assert one.old in old
        assert one.new in new
        assert one.old not in later
        assert one.new not in earlier
        assert all(SHORTEST <= len(side) <= LONGEST for side in (one.old, one.new))
        assert "".join((*one.before, one.old, *one.behind)) in old
