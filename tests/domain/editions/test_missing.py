"""Which units that one text lacks are told."""

import pytest

from app.domain.editions.missing import missing
from app.domain.editions.model import Pairing
from app.domain.resolution import Footnote, Paragraph

LONG = "请秘书长就本决议的执行情况向大会第七十八届会议提出报告；"


def alone(chinese: int, english: int) -> list[Pairing]:
    """Pairings of nothing but lone units."""
    return [
        *(Pairing((index,), (), "words", 0.0) for index in range(chinese)),
        *(Pairing((), (index,), "words", 0.0) for index in range(english)),
    ]


def paragraph(text: str, kind: str = "operative") -> Paragraph:
    return Paragraph("op/1", kind, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chinese", "english", "told"),
    [
        ([paragraph(LONG)], [], [(0, None)]),
        ([], [paragraph("Requests a report;")], [(None, 0)]),
        ([paragraph("附件", "heading")], [], []),
        ([paragraph("International Transport Workers Federation – ITF", "paragraph")], [], []),
        ([paragraph(LONG)], [paragraph("Requests the Secretary-General to report on the implementation of it;")], []),
        ([paragraph(LONG * 2)], [paragraph("Yes")], [(0, None), (None, 0)]),
        ([paragraph(LONG)], [Footnote("fn/1", "1", "Resolution 70/1 of 25 September 2015.")], [(0, None), (None, 0)]),
        ([Footnote("fn/1", "1", "见 Piracy Report。")], [Footnote("fn/1", "1", "See Piracy Report.")], []),
        # A heading may be what the other text prints as a paragraph.
        ([paragraph("暂定工作方案")], [paragraph("Provisional programme of work", "heading")], []),
    ],
)  # fmt: skip
def test_what_may_be_a_pair_is_not_told(
    chinese: list[Paragraph | Footnote],
    english: list[Paragraph | Footnote],
    told: list[tuple[int | None, int | None]],
) -> None:
    assert list(missing(chinese, english, alone(len(chinese), len(english)))) == told
