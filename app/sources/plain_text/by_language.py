"""What the stages know of the language that a text is in."""

import re

from app.sources.languages import language_of
from app.sources.plain_text.chinese import CHINESE
from app.sources.plain_text.english import ENGLISH
from app.sources.plain_text.text_pack import TextPack

_HAN = re.compile("[\u3400-\u9fff]")
_FEW, _MOST = 10, 0.02
"""So many Chinese characters, or such a share of all, may stand in an English text: names, the frame of a site."""


_SENTENCE, _LEAST_SAID = re.compile("[\u3400-\u9fff《》“”、0-9/ ]{12,80}[，；。]"), 60
"""A Chinese sentence; the least length of all of them, in characters, in a text of a resolution."""
_ENGLISH_OPENING = re.compile(
    r"^\W{0,3}(?:The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council)|Recall|Reaffirm)",
    re.MULTILINE,
)


def pack_of(text: str) -> TextPack:
    """What is known of the language of a text; of one in a language that is not read, that of Chinese."""
    han = len(_HAN.findall(text))
    is_english = han <= max(_FEW, _MOST * len(text)) and language_of(text) == "英文"
    return ENGLISH if is_english and not _lists_foreign_names(text) else CHINESE


def _lists_foreign_names(text: str) -> bool:
    """Whether a text says in Chinese what it decides, and most of it are names in other languages."""
    said = sum(len(found[0]) for found in _SENTENCE.finditer(text))
    return said >= _LEAST_SAID and not _ENGLISH_OPENING.search(text)
