"""The role of a block by its appearance: label, indent, formatting, length, closing punctuation,
neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.sources.akn.inline import RawText
from app.sources.akn.parsing import words
from app.sources.blocks import Block, BlockRole, RichText
from app.sources.dates import DATE
from app.sources.labels import Label, leading_heading_label, leading_label, standalone_label

_LONGEST_HEADING = 70
"""In characters."""

BLANKS = "\t\n\r \u200e"
_BARE_NUMBER = re.compile(r"(?P<number>[0-9]{1,3}) ?")
_LONGEST_ADVERB = 8
"""Maximum offset of the bold verb in a numbered paragraph."""

_ANNEX = re.compile(r"\S{0,3}附件\s*[一二三四五六七八九十A-Z0-9]{0,3}(?=\s|$)")
_CLOSING = re.compile(rf"(?:\s*(?:第[0-9]+次(?:全体)?会议(?:\s*[(（]续会[)）])?|{DATE.pattern})){{1,2}}")
"""Closing lines among the paragraphs."""

_ORNAMENT = re.compile(r"[\s*_＿—–-]+")
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百〇0-9]{1,4}(?:部分|[章节条编])(?=\s|$)|[一二三四五六七八九十]{1,3}|[A-Z]\s*节?"
)


@dataclass(frozen=True, slots=True)
class MarkupPosition:
    """The position of an element in the markup: in the preamble or not, and its depth in lists."""

    in_preamble: bool = False
    level: int = 0


def role_of(label: Label | None, content: RichText, position: MarkupPosition) -> BlockRole:
    if label is None:
        return "preambular" if position.in_preamble and position.level == 0 else "text"
    if label.kind == "number":
        opens_bold = bool(content.bold) and content.bold[0][0] < _LONGEST_ADVERB
        return "numbered" if not position.level or position.in_preamble or opens_bold else "point"
    if label.kind in ("capital", "han"):
        is_title = _is_title(content.text) and not content.bold
        if is_title:
            return "heading"
        return "numbered" if label.kind == "han" and not position.level else "point"
    return "point"


def is_heading(raw: RawText, content: RichText, style: str) -> bool:
    """Whether a paragraph without a number is a heading, by its words and formatting."""
    if not _is_title(content.text):
        return False
    looks = raw.is_emphasised or style.startswith("H") or raw.indent >= 2
    return looks or bool(_ARTICLE.fullmatch(content.text) or _ANNEX.fullmatch(content.text))


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "，；。：、;,"


def heading_label(raw: RawText) -> Label | None:
    """The label at the beginning of a heading, or None: `一. 工作安排`, `一 导言`, `A. 全体会议`."""
    blanks = len(raw.text) - len(raw.text.lstrip())
    found = leading_heading_label(raw.text[blanks:])
    return replace(found, end=blanks + found.end) if found else None


def counts_paragraphs(introduction: etree._Element) -> bool:
    """Whether a list contains numbered paragraphs; then its introduction is operative too."""
    labels = (standalone_label(words(num).strip(BLANKS)) for num in introduction.itersiblings("{*}item"))
    return any(label and label.kind == "number" for label in labels)


def with_bare_headings(blocks: list[Block]) -> Iterator[Block]:
    """The blocks; a short text without closing punctuation, after a sentence and before a number, becomes a
    heading."""
    for index, block in enumerate(blocks):
        before = blocks[index - 1].content.text[-1:] if index else ""
        after = blocks[index + 1].role if index + 1 < len(blocks) else None
        is_bare = block.role == "text" and not block.content.bold and _is_title(block.content.text)
        is_between = before in tuple("。；，：") and after == "numbered"
        yield replace(block, role="heading") if is_bare and is_between else block


def typed_label(raw: RawText, content: RichText) -> Label | None:
    """The label typed before the words, or None; its `end` is an offset in the source."""
    blanks = len(raw.text) - len(raw.text.lstrip(BLANKS))
    if found := leading_label(raw.text[blanks:]):
        return replace(found, end=blanks + found.end)
    bare = _BARE_NUMBER.match(content.text)
    # A number without full stop is a label if the verb follows it.
    if bare and content.bold and content.bold[0][0] == bare.end():
        return Label("number", bare["number"], blanks + len(bare["number"]))
    return None


def goes_on(content: RichText, before: Block | None) -> bool:
    """Whether a paragraph is the title of a heading that is only a label: `五`, then its words."""
    is_label = before and before.role == "heading" and _ARTICLE.fullmatch(before.content.text)
    return bool(is_label and not content.bold and _is_title(content.text))


def opens_annex(raw: RawText) -> bool:
    """Whether the text is the heading of an annex: `附件`, `附件二`, `指认附件`."""
    return bool(_ANNEX.match(raw.text.strip()))


def is_ornament(text: str) -> bool:
    """Whether a paragraph is a rule or a row of asterisks."""
    return bool(_ORNAMENT.fullmatch(text))


def is_closing(text: str) -> bool:
    """Whether a paragraph is a closing line: meeting, date, or both."""
    return bool(_CLOSING.fullmatch(text))
