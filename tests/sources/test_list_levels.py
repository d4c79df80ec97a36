"""Lists inside lists, as the layout of a file has them."""

from app.domain.organs import Names
from tests.sources.test_laid_out import HEAD, paragraph, resolution_of


def test_a_list_inside_a_list_is_deeper_though_labelled_alike(names: Names) -> None:
    resolution = resolution_of(
        names,
        *HEAD,
        paragraph("敦促各国：", "1."),
        paragraph("采取措施，包括：", "•", level=1),
        paragraph("立法；", "•", level=2),
        paragraph("执法；", "•", level=2),
        paragraph("提供资金；", "•", level=1),
        paragraph("请秘书长：", "2."),
        paragraph("协助各国：", "(a)", level=1),
        paragraph("提供资料；", "(a)", level=2),
        paragraph("提供专家；", "(b)", level=2),
        paragraph("提出报告。", "(b)", level=1),
    )
    assert [unit.anchor for unit in resolution.paragraphs] == [
        "op/1", "op/1/1", "op/1/1/1", "op/1/1/2", "op/1/2", "op/2", "op/2/a", "op/2/a/a", "op/2/a/b", "op/2/b",
    ]  # fmt: skip


def test_a_level_without_a_first_label_is_no_list_of_its_own(names: Names) -> None:
    resolution = resolution_of(
        names,
        *HEAD,
        paragraph("请秘书长：", "1."),
        paragraph("协助各国；", "(a)", level=1),
        paragraph("提出报告。", "(b)", level=2),
    )
    assert [unit.anchor for unit in resolution.paragraphs] == ["op/1", "op/1/a", "op/1/b"]
