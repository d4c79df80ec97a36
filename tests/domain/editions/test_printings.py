"""Which documents were printed again: what their symbol, cover and footnotes say."""

import pytest

from app.domain.editions.printings import printing_of


@pytest.mark.parametrize(
    ("symbol", "remarks", "notes", "expected"),
    [
        ("A/RES/75/282", (), ("由于技术原因于2021年6月21日重发。",), "reissued"),
        ("A/RES/75/282", (), ("Reissued for technical reasons on 21 June 2021.",), "reissued"),
        ("A/RES/79/243", ("由于技术原因于2025年1月22日重新印发。",), (), "reissued"),
        ("A/RES/76/161", ("来源文件名标明为重新印发(reissue)",), (), "reissued"),
        ("A/RES/75/1/Corr.1", (), (), "corrected"),
        ("A/RES/75/1", ("Corrected on 3 May 2021.",), (), "corrected"),
        ("A/RES/75/1", ("* 2021年5月3日更正。",), (), "corrected"),
        ("A/RES/74/181", (), ("See the report on misconduct, as reissued on 12 June 2015.",), ""),
        ("A/RES/74/146", (), ("补编第53号》和更正(A/65/53和A/65/53/Corr.1)，第二章",), ""),
        (None, (), (), ""),
    ],
)
def test_a_text_that_was_printed_again_is_told_apart(
    symbol: str | None, remarks: tuple[str, ...], notes: tuple[str, ...], expected: str
) -> None:
    assert printing_of(symbol, remarks, notes) == expected
