"""What comes back of documents printed as PDF files by three programs, also in two columns.

WeasyPrint takes a second or more for each document, so a sample of the large collection.
"""

from pathlib import Path

import pytest

from tests.collection.test_rendering import shares
from tests.rendering.collection import FOLDER, sample
from tests.rendering.collection import WHY_ABSENT as NO_COLLECTION
from tests.rendering.libreoffice import PROGRAM, WHY_ABSENT
from tests.rendering.pdf.printers import CHROMIUM, WHY_NO_CHROMIUM
from tests.rendering.pdf.trial import Program, try_files

_DOCUMENTS = 30
_SEED = 7
_PARAGRAPHS, _IN_COLUMNS, _FOOTNOTES = 0.99, 0.96, 0.99
"""Least shares that come back exact: a little below what is reached in this sample, in which two long texts weigh
most."""


@pytest.mark.skipif(not FOLDER.is_dir(), reason=NO_COLLECTION)
@pytest.mark.parametrize(
    ("program", "columns"),
    [("weasyprint", 1), ("chromium", 1), ("libreoffice", 1), ("weasyprint", 2), ("chromium", 2)],
)
def test_documents_come_back(tmp_path: Path, program: Program, columns: int) -> None:
    if program == "libreoffice" and not PROGRAM:
        pytest.skip(WHY_ABSENT)
    if program == "chromium" and not CHROMIUM:
        pytest.skip(WHY_NO_CHROMIUM)
    paths = sample(FOLDER, _DOCUMENTS, _SEED)
    tried = try_files(paths, _SEED, tmp_path, program, columns=columns)
    found = shares([score for some in tried for _, _, score in some])
    assert found["paragraphs"] >= (_PARAGRAPHS if columns == 1 else _IN_COLUMNS)
    assert found["votes"] == 1
    if columns == 1:
        assert found["footnotes"] >= _FOOTNOTES
