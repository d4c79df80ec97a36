"""The language of a document: that of its words, else the one that the markup states."""

import re

from lxml import etree

from app.sources.akn.parsing import words
from app.sources.languages import language_of
from app.sources.packs import CHINESE, ENGLISH, LanguagePack

_HAN = re.compile("[\u3400-\u9fff]")
_OTHER = re.compile("[\u0400-\u04ff\u0600-\u06ff]")
_FEW = 10
"""So many Chinese characters may stand in an English text."""
_STATED = {"eng": ENGLISH, "zho": CHINESE, "chi": CHINESE}


def pack_of(root: etree._Element) -> LanguagePack:
    """What is known of the language of a file. Raises ValueError, with a reason in Chinese, if it is not read."""
    text = "".join(words(box) for box in root.iter("{*}preamble", "{*}mainBody", "{*}preface"))
    language, han = language_of(text), len(_HAN.findall(text))
    # A Chinese decision may be one paragraph before a long list of names in English.
    if han <= _FEW and (language == "英文" or (language is None and _stated(root) is ENGLISH)):
        return ENGLISH
    if han > len(_OTHER.findall(text)):
        return CHINESE
    told = f"是{language}" if language else "既不是中文，也不是英文"
    raise ValueError(f"正文{told}；XML 只读中文和英文")


def _stated(root: etree._Element) -> LanguagePack | None:
    stated = root.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    return _STATED.get(stated.get("language", "")) if stated is not None else None
