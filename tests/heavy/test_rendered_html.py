"""150 documents of the large collection set as web pages in two kinds of frames, and read back."""

from random import Random

import pytest

from tests.collection.test_rendering import shares
from tests.rendering.collection import FOLDER, WHY_ABSENT, documents_in, names
from tests.rendering.html import FRAMES
from tests.rendering.html.shape import Frame
from tests.rendering.html.trial import try_page

DOCUMENTS = 150
LEAST = {"paragraphs": 0.995, "perfect": 0.96, "footnotes": 0.99, "head": 1.0, "votes": 1.0}
"""Two to four texts in a hundred are set alike where the source's markup differs: a short line as paragraph or as
heading."""


@pytest.mark.skipif(not FOLDER.is_dir(), reason=WHY_ABSENT)
@pytest.mark.parametrize("frame", FRAMES)
def test_documents_come_back_from_pages(frame: Frame) -> None:
    paths = Random(1).sample(sorted(FOLDER.rglob("*.xml")), DOCUMENTS)  # noqa: S311
    texts = filter(None, (documents_in(path.read_bytes(), path.stem) for path in paths))
    found = shares([score for parts in texts for score in try_page(parts, frame, 1, names())])
    assert {name: share for name, share in found.items() if share < LEAST.get(name, 0.0)} == {}
