"""Decoding of text files: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f￾￿]")


def decode(data: bytes) -> str:
    """The text of a file, without byte order mark.

    Raises ValueError, with a reason in Chinese, if the file is empty, binary or in another encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_text(data.removeprefix(mark), (encoding,))
    # UTF-16 without a mark is recognised by the zero bytes of line ends and digits.
    is_wide = data.count(0) > 0.01 * len(data)
    return _as_text(data, ("utf-16-le", "utf-16-be") if is_wide else ("utf-8", "gb18030"))


def _as_text(data: bytes, encodings: tuple[str, ...]) -> str:
    decoded = [text for encoding in encodings if (text := _decoded(data, encoding)) is not None]
    readable = [text for text in decoded if not _NOT_TEXT.search(text)]
    if not decoded:
        raise ValueError("不是 UTF-8、UTF-16 或 GB18030 编码的文本")
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
