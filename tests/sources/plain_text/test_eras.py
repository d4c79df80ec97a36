"""Texts in the shapes of eighty years (`tests/golden/eras`), against what a person read in them."""

import tomllib
from collections import Counter
from typing import Any

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.settings import ROOT
from app.sources.plain_text import read

ERAS = ROOT / "tests" / "golden" / "eras"
UNLESS_TOLD = {
    "kind": "resolution",
    "title": None,
    "adopted": None,
    "meeting": None,
    "tally": [None, None, None],
}
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((ERAS / "expected.toml").read_text("utf-8"))


def test_every_text_has_its_expectation() -> None:
    assert {path.stem for path in ERAS.glob("*.txt")} == set(EXPECTED)
    assert len(EXPECTED) >= 40


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if "refused" not in row])
def test_a_text_of_any_year_is_read_as_a_person_reads_it(name: str, names: Names) -> None:
    readings = read((ERAS / f"{name}.txt").read_bytes(), name, names)
    assert isinstance(readings, tuple), readings
    row = EXPECTED[name]
    second = [row["second"]] if "second" in row else []
    rows = [
        UNLESS_TOLD | {key: value for key, value in one.items() if key != "second"} for one in (row, *second)
    ]
    told = [summary(reading.resolution) for reading in readings]
    assert [{key: one[key] for key in wanted} for one, wanted in zip(told, rows, strict=True)] == rows


def summary(resolution: Resolution) -> dict[str, Any]:
    """What the table tells of a text."""
    head, adoption = resolution.head, resolution.adoption
    counts = Counter(unit.kind for unit in resolution.paragraphs if not unit.depth)
    return {
        "symbol": head.symbol,
        "kind": head.kind,
        "title": head.title,
        "adopted": head.adopted_on,
        "meeting": head.meeting,
        "counts": [counts["preambular"], counts["operative"], len(resolution.footnotes)],
        "tally": [adoption.in_favour, adoption.against, adoption.abstaining],
        "problems": [problem.code for problem in resolution.problems],
    }


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if "refused" in row])
def test_what_is_none_is_refused_for_a_true_reason(name: str, names: Names) -> None:
    problem = read((ERAS / f"{name}.txt").read_bytes(), name, names)
    assert isinstance(problem, Problem)
    assert problem.code == EXPECTED[name]["refused"]
