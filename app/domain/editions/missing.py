"""Units that only one of the texts has: which of them are told.

Where both texts have units alone that may say the same, it is likelier that these were not recognised as a pair: they
stand alone on the page of both languages, and are not told as missing.
"""

import re
from collections.abc import Iterator, Sequence

from app.domain.editions.model import Divergence, Pairing
from app.domain.resolution import Footnote, Paragraph

MISSING = Divergence("missing", "", "")
"""A unit that the other text lacks."""

Unit = Paragraph | Footnote
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST, _MOST = 0.8, 10.0
"""An English text has so many times the characters of the Chinese one that says the same; texts that are English in both
are as long."""
_ENDS_LIST = re.compile(r"/end(?:~\d+)?$")
_SLACK = 20
"""Characters more or less, for short texts."""


def missing(
    chinese: Sequence[Unit], english: Sequence[Unit], pairings: Sequence[Pairing]
) -> Iterator[tuple[int | None, int | None]]:
    """The indices of units that the other text lacks, None for that one."""
    zh = [index for one in pairings if not one.english for index in one.chinese]
    en = [index for one in pairings if not one.chinese for index in one.english]
    for index in zh:
        # Names of organizations stand in both texts alike, in another order.
        has_words = _HAN.search(chinese[index].text) is not None
        if (
            has_words
            and _is_told(chinese[index])
            and not any(_may_be_one(chinese[index], english[other]) for other in en)
        ):
            yield index, None
    for index in en:
        if _is_told(english[index]) and not any(_may_be_one(chinese[other], english[index]) for other in zh):
            yield None, index


def _is_told(unit: Unit) -> bool:
    """Whether a unit says something by itself: a heading may be a paragraph of the other text, or part of one, and what
    follows a list the end of its last point."""
    return isinstance(unit, Footnote) or (unit.kind != "heading" and not _ENDS_LIST.search(unit.anchor))


def _may_be_one(chinese: Unit, english: Unit) -> bool:
    """Whether two units may say the same, by their lengths."""
    if isinstance(chinese, Footnote) != isinstance(english, Footnote):
        return False
    length = len(chinese.text)
    return _LEAST * length - _SLACK <= len(english.text) <= _MOST * length + _SLACK
