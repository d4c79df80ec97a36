"""The supported formats: by the ending of a file's name, and by what the file is."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import akn, docx, html, pdf, plain_text
from app.sources.magic import kind_of
from app.sources.reading import Reading

Reader = Callable[[bytes, str, Names], tuple[Reading, ...] | Problem]
"""Bytes, file name without extension, known names -> the documents in the file, or the problem that prevents
reading it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, what it is called in Chinese, reader and rank.

    If a document has two texts, the one of higher rank is shown. `is_caged`: it is read in a process of its own,
    because a library that parses it may crash, hang or fill the memory. `is_old_word`: a Word file is made of it first.
    `has_pictures`: files are large for what they hold beside text.
    """

    name: str
    title: str
    read: Reader
    rank: int
    is_caged: bool = False
    is_old_word: bool = False
    has_pictures: bool = False


TEXT = Format(plain_text.FORMAT, "纯文本", plain_text.read, 1)
HTML = Format(html.FORMAT, "网页", html.read, 2, is_caged=True)
PDF = Format(pdf.FORMAT, "PDF", pdf.read, 3, is_caged=True, has_pictures=True)
DOCX = Format(docx.FORMAT, "Word", docx.read, 4, is_caged=True, has_pictures=True)
DOC = Format("doc", "旧式 Word", docx.read, 4, is_caged=True, is_old_word=True, has_pictures=True)
AKN = Format(akn.FORMAT, "XML", akn.read, 5)

FORMATS: dict[str, Format] = {
    ".txt": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), DOCX),
    ".doc": DOC,
    ".rtf": DOC,
    ".xml": AKN,
}
"""By file extension."""

VERSION = 12
"""Version of all readers; raise it when one improves, and the next ingest reads all files again."""

_BY_NAME = {form.name: form for form in FORMATS.values()}


class NotReadableError(Exception):
    """A file is nothing that can be read. The argument is the reason, in Chinese."""


def named(name: str) -> Format:
    """The format of a name."""
    return _BY_NAME[name]


def rank(name: str) -> int:
    """The rank of a format by its name; 0 if unknown."""
    return _BY_NAME[name].rank if name in _BY_NAME else 0


def format_of(suffix: str, data: bytes) -> Format:
    """The format in which a file is read: what it is, even if its ending says otherwise.

    Raises NotReadableError if it is nothing that can be read.
    """
    said = FORMATS[suffix.lower()]
    try:
        kind = kind_of(data)
    except ValueError as error:
        raise NotReadableError(*error.args) from None
    found = _BY_NAME.get(kind) if kind else None
    if found:
        return found
    if said.has_pictures:
        told = "空文件" if not data.strip() else "别的东西"
        raise NotReadableError(
            f"扩展名是 {suffix}，内容却是{told}，不是 {said.title} 文件；如是纯文本，请改名为 .txt"
        )
    return said
