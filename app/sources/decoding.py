"""Decoding of text files: UTF-8, UTF-16, GB18030 and Big5, with or without a byte order mark.

GB18030 and Big5 use the same bytes: the one is taken in which more of the characters are common ones.
"""

import codecs
import re
from functools import cache

from app.domain.characters import simplified

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f￾￿]")
BIG5 = "big5hkscs"
_SAMPLE = 20_000
"""How many characters are judged."""
_MORE = 0.2
"""By what share of its characters Big5 must be likelier than GB18030, which nearly all files without Unicode are in."""
_FEW_LOST, _SOME_LOST = 0.002, 3
"""Greatest share and number of unreadable characters at which a text is still read as UTF-8."""
_MOSTLY = 0.8
"""Least share of common characters of such a text."""
_COMMON_SIGNS = "，。、；：“”‘’（）《》〈〉「」『』—…·！？〔〕【】"


def decode(data: bytes) -> str:
    """The text of a file, without byte order mark.

    Raises ValueError, with a reason in Chinese, if the file is empty, binary or in another encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_text(data.removeprefix(mark), (encoding,))
    # UTF-16 without a mark is recognised by the zero bytes of line ends and digits.
    if data.count(0) > 0.01 * len(data):
        return _as_text(data, ("utf-16-le", "utf-16-be"))
    return _as_text(data, (likely_encoding(data),))


def likely_encoding(data: bytes, declared: str | None = None) -> str:
    """The encoding of a text without byte order mark; `declared` wins unless another is clearly likelier."""
    if _decoded(data, "utf-8") is not None:
        return "utf-8"
    texts = {encoding: _decoded(data, encoding) for encoding in ("gb18030", BIG5)}
    shares = {encoding: common_share(text) for encoding, text in texts.items() if text is not None}
    if lost := _few_lost(data):
        shares["utf-8"] = common_share(lost)
    favoured = declared if declared in shares else "gb18030"
    return max(
        shares, key=lambda encoding: shares[encoding] + _MORE * (encoding == favoured), default="utf-8"
    )


def common_share(text: str) -> float:
    """The share of common Chinese characters and signs among all that are not ASCII; 1 if there are none."""
    foreign = [char for char in simplified(text[:_SAMPLE]) if not char.isascii()]
    return sum(char in _common() for char in foreign) / len(foreign) if foreign else 1.0


@cache
def _common() -> frozenset[str]:
    """The 3,755 characters of the first level of GB 2312, which are the common ones, and the usual signs."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(_COMMON_SIGNS).union(*(row.decode("gb2312", "ignore") for row in rows))


def _few_lost(data: bytes) -> str | None:
    """A text in UTF-8 of which a few bytes are damaged, or None."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    is_few = lost <= max(_SOME_LOST, _FEW_LOST * len(text))
    return text if is_few and common_share(text) >= _MOSTLY else None


def _as_text(data: bytes, encodings: tuple[str, ...]) -> str:
    decoded = [text for encoding in encodings if (text := _decoded(data, encoding)) is not None]
    if not decoded and encodings == ("utf-8",) and (lost := _few_lost(data)):
        decoded = [lost]
    readable = [text for text in decoded if not _NOT_TEXT.search(text)]
    if not decoded:
        raise ValueError("不是 UTF-8、UTF-16、GB18030 或 Big5 编码的文本")
    if not readable:
        raise ValueError("是二进制文件，不是文本")
    # Both byte orders of UTF-16 decode almost anything; only the right one yields line ends.
    text = max(readable, key=lambda candidate: candidate.count("\n"))
    if not text.strip():
        raise ValueError("是空文件")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
