"""The encoding of a web page: by byte order mark, by what the page declares, by what its bytes yield."""

import codecs
import re

from app.domain.resolution import Problem
from app.sources.decoding import BIG5, decode, likely_encoding

_BEGINNING = 4096
"""How many bytes of a page are searched for a declaration; the HTML standard asks for 1,024."""
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_NAMES = {
    **dict.fromkeys(
        ("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "gb18030", "euc-cn", "hz"), "gb18030"
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950", "ms950", "big5-eten"), BIG5),
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
"""Encodings by the names that pages give them. Browsers read GB 2312 and GBK as GB 18030, too."""


def decode_page(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a page, and a doubt where its declaration is not followed.

    Raises ValueError, with a reason in Chinese, if the file is empty, binary or in an unknown encoding.
    """
    if (
        data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or b"\x00" in data[:_BEGINNING]
    ):
        return decode(data), ()
    found = _DECLARED.search(data[:_BEGINNING])
    declared = _NAMES.get(found[1].decode("ascii", "replace").lower()) if found else None
    encoding = likely_encoding(data, declared)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return decode(data), ()
    if declared and encoding != declared and not text.isascii():
        told = f"网页声明的编码是 {declared.upper()}，内容是 {encoding.upper()}，按内容读取"
        return _checked(text), (Problem("encoding_differs", told),)
    return _checked(text), ()


def _checked(text: str) -> str:
    if not text.strip():
        raise ValueError("是空文件")
    return text
