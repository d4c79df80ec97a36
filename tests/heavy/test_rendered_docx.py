"""Texts of the large collection, set as Word files and as LibreOffice saves them: how much of them returns."""

from pathlib import Path

import pytest

from tests.collection.test_rendering import shares
from tests.rendering.collection import FOLDER, sample
from tests.rendering.collection import WHY_ABSENT as NO_COLLECTION
from tests.rendering.docx.trial import try_files
from tests.rendering.libreoffice import PROGRAM
from tests.rendering.libreoffice import WHY_ABSENT as NO_LIBREOFFICE

DOCUMENTS = 150
LEAST = {
    "own": {"paragraphs": 0.999, "perfect": 0.99, "footnotes": 0.995, "head": 1.0, "votes": 1.0},
    "libreoffice": {"paragraphs": 0.995, "perfect": 0.99, "footnotes": 0.995, "head": 1.0, "votes": 1.0},
}
"""The share that must come back exact. The last paragraphs are of texts whose XML tells preamble from operative part
as no print does."""


@pytest.mark.skipif(not FOLDER.is_dir(), reason=NO_COLLECTION)
@pytest.mark.parametrize("way", LEAST)
def test_texts_set_as_word_files_come_back(way: str, tmp_path: Path) -> None:
    through_libreoffice = way == "libreoffice"
    if through_libreoffice and not PROGRAM:
        pytest.skip(NO_LIBREOFFICE)
    paths = sample(FOLDER, DOCUMENTS, 1)
    tried = try_files(paths, 1, tmp_path, through_libreoffice=through_libreoffice)
    found = shares([score for some in tried for _, _, score in some])
    assert {name: share for name, share in found.items() if share < LEAST[way].get(name, 0.0)} == {}
