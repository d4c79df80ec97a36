"""The five texts against what a person read in them (`tests/golden/`, checked by hand)."""

from pathlib import Path

import pytest

from app.domain.organs import Names
from app.ingest.reading import with_citations
from app.settings import ROOT
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.golden_text import citation_rows, golden_text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_reading_is_what_a_person_read(path: Path, names: Names) -> None:
    reading = only(read(path.read_bytes(), path.stem, names))
    expected = (ROOT / "tests" / "golden" / f"{path.stem}.golden").read_text("utf-8")
    assert golden_text(reading) == expected


COUNTS = {
    "A_HRC_RES_50_4": (34, 36, 5),
    "A_HRC_RES_32_6": (21, 27, 4),
    "draft-GA75-C3-item72b-international-cooperation-human-rights": (15, 17, 6),
    "A_HRC_RES_56_4": (15, 20, 1),
    "A_RES_77_213": (16, 17, 6),
}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_preambular_and_operative_paragraphs_and_footnotes_are_all_there(path: Path, names: Names) -> None:
    reading = only(read(path.read_bytes(), path.stem, names))
    kinds = [paragraph.kind for paragraph in reading.resolution.paragraphs]
    counts = (kinds.count("preambular"), kinds.count("operative"), len(reading.resolution.footnotes))
    assert counts == COUNTS[path.stem]
    assert len(kinds) == counts[0] + counts[1]


def test_the_references_are_those_that_a_person_found(names: Names) -> None:
    texts = (only(read(path.read_bytes(), path.stem, names)).resolution for path in TEXTS)
    rows = [row for text in texts for row in citation_rows(with_citations(text, names))]
    expected = (ROOT / "tests" / "golden" / "citations.tsv").read_text("utf-8").splitlines()
    assert rows == expected[1:]
