"""How large a text may be in each dimension, so that the time and memory that it takes are bounded.

Every limit is several times what the longest printed text has.
"""

from collections.abc import Sequence
from dataclasses import fields

from app.domain.resolution import Head, Resolution

MOST_CHARACTERS = 600_000
"""Maximum length of the text of a file, in characters."""

MOST_LINES = 50_000
"""Maximum number of lines in a plain text that are not blank."""

LONGEST_PARAGRAPH = 100_000
"""Maximum length of a line or paragraph, in characters."""

MOST_PARAGRAPHS = 10_000
"""Maximum number of paragraphs and footnotes in a document."""

LONGEST_FIELD = 2_000
"""Maximum length of a title, and of any other field of a head, in characters."""

MOST_TAGS = 400_000
"""Maximum number of tags, and of attributes, in a file of markup."""


def check_text(text: str) -> None:
    """Raise ValueError, with a reason in Chinese, if a text is too long."""
    _at_most(MOST_CHARACTERS, len(text), "文字有 {} 字，最多 {} 字，请分成几个文件")


def check_lines(lengths: Sequence[int]) -> None:
    """The same for the lines of a text, given by their lengths."""
    _at_most(MOST_LINES, len(lengths), "有 {} 行，最多 {} 行，请分成几个文件")
    _check_lengths(lengths)


def check_paragraphs(lengths: Sequence[int]) -> None:
    """The same for paragraphs and footnotes, given by their lengths."""
    _at_most(MOST_PARAGRAPHS, len(lengths), "有 {} 段，最多 {} 段，请分成几个文件")
    _check_lengths(lengths)


def _check_lengths(lengths: Sequence[int]) -> None:
    _at_most(LONGEST_PARAGRAPH, max(lengths, default=0), "有一段长达 {} 字，最多 {} 字，请按原文分段")


def check_tags(data: bytes, kind: str = "XML") -> None:
    """The same for markup of a kind that has not been parsed yet, in any encoding."""
    _at_most(MOST_TAGS, data.count(b"<"), f"{kind} 有 {{}} 个标签，最多 {{}} 个")
    _at_most(MOST_TAGS, data.count(b"="), f"{kind} 有 {{}} 个属性，最多 {{}} 个")


def check_resolution(resolution: Resolution) -> None:
    """The same for a document that was read."""
    check_paragraphs([len(unit.text) for unit in resolution.units])
    for name, value in _texts(resolution.head):
        told = _FIELDS.get(name, f"字段 {name} ")
        _at_most(LONGEST_FIELD, len(value), f"{told}有 {{}} 字，最多 {{}} 字，看来不是{told}")


_FIELDS = {"title": "标题", "agenda_item_title": "议题", "session_dates": "会期", "originating": "来源文件"}


def _texts(head: Head) -> list[tuple[str, str]]:
    values = ((one.name, getattr(head, one.name)) for one in fields(head))
    return [(name, value) for name, value in values if isinstance(value, str)]


def _at_most(most: int, found: int, reason: str) -> None:
    if found > most:
        raise ValueError(reason.format(found, most))
