"""What the stages know of the language that a text is in."""

import re

from app.sources.languages import language_of
from app.sources.plain_text.chinese import CHINESE
from app.sources.plain_text.english import ENGLISH
from app.sources.plain_text.text_pack import TextPack

_HAN = re.compile("[\u3400-\u9fff]")
_FEW, _MOST = 10, 0.02
"""So many Chinese characters, or such a share of all, may stand in an English text: names, the frame of a site."""


def pack_of(text: str) -> TextPack:
    """What is known of the language of a text; of one in a language that is not read, that of Chinese."""
    han = len(_HAN.findall(text))
    if han <= max(_FEW, _MOST * len(text)) and language_of(text) == "英文":
        return ENGLISH
    return CHINESE
