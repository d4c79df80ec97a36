"""Which symbols are one document."""

import pytest

from app.db.citation_resolution import aliases_of


@pytest.mark.parametrize(
    ("targets", "held", "aliases"),
    [
        (["A/48/486-S/26560"], [], {"A/48/486": "A/48/486-S/26560", "S/26560": "A/48/486-S/26560"}),
        # of a correction of a double document only the second half is its own
        (
            ["A/76/668-S/2022/66", "A/76/668-S/2022/66/Corr.1"],
            [],
            {
                "A/76/668": "A/76/668-S/2022/66",
                "S/2022/66": "A/76/668-S/2022/66",
                "S/2022/66/Corr.1": "A/76/668-S/2022/66/Corr.1",
            },
        ),
        # a half that two share is neither
        (["A/1/1-S/1", "A/1/1-S/2"], [], {"S/1": "A/1/1-S/1", "S/2": "A/1/1-S/2"}),
        # where a half is held, the whole is that document
        (["A/48/486-S/26560"], ["S/26560"], {"A/48/486": "S/26560", "A/48/486-S/26560": "S/26560"}),
        (["S/RES/2818"], ["S/RES/2818 (2026)"], {"S/RES/2818": "S/RES/2818 (2026)"}),
        (["S/RES/1"], [], {}),
        # the old numbering is cited without its letter
        (["A/RES/217 (III)"], ["A/RES/217 A (III)"], {"A/RES/217 (III)": "A/RES/217 A (III)"}),
        (["A/RES/217 A (III)"], [], {"A/RES/217 A (III)": "A/RES/217 (III)"}),
    ],
)
def test_other_names_of_documents(targets: list[str], held: list[str], aliases: dict[str, str]) -> None:
    assert aliases_of(targets, held) == aliases
