"""Any page of lines in the order of their context is cut out of the order of all."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from app.search.line_order import Side, by_context
from app.search.text_store import FoldedTexts, Places, append

PHRASE = "权".encode()


def sides(text: str) -> list[tuple[str, str]]:
    """What stands on the left of each phrase, read outwards, and on the right."""
    parts = text.split("权")
    return [("权".join(parts[:n])[::-1], "权".join(parts[n:])) for n in range(1, len(parts))]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_page_is_a_part_of_the_whole(tmp_path: Path, side: Side) -> None:
    random = Random(3)  # noqa: S311
    # Few different characters, of one byte to four, so that most contexts begin alike.
    written = ["".join(random.choices("国国国国a1é𠀀权", k=random.randint(1, 30))) for _ in range(300)]
    written += ["国" * 20 + "权" + "国" * 20] * 150
    append(tmp_path, written)
    texts = FoldedTexts(tmp_path)
    numbers, starts = texts.places(PHRASE, np.arange(len(written), dtype=np.int32))
    places = Places(starts, starts + len(PHRASE), *texts.spans(numbers.astype(np.int32)))
    contexts = [one[side == "right"] for text in written for one in sides(text)]
    assert len(contexts) == len(starts) > 500
    keys = [context[:12].encode("gb18030") for context in contexts]
    whole = sorted(range(len(keys)), key=keys.__getitem__)
    for size in (1, 7, 50, 1000):
        for start in range(0, len(whole) + size, max(size, 37)):
            page = by_context(texts, places, side, slice(start, start + size)).tolist()
            assert page == whole[start : start + size], (size, start)
