"""The role of a block by its appearance: label, indent, formatting, length, closing punctuation,
neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.sources.akn.inline import RawText
from app.sources.akn.parsing import name, words
from app.sources.blocks import Block, BlockRole, RichText
from app.sources.labels import Label
from app.sources.packs import LanguagePack

BLANKS = "\t\n\r \u200e"
_BARE_NUMBER = re.compile(r"(?P<number>[0-9]{1,3}) ?")
_CLOSING_QUOTES = "”’"
_ORNAMENT = re.compile(r"[\s*_＿—–-]+")


@dataclass(frozen=True, slots=True)
class MarkupPosition:
    """The position of an element in the markup: in the preamble or not, and its depth in lists."""

    in_preamble: bool = False
    level: int = 0


def role_of(
    label: Label | None, content: RichText, position: MarkupPosition, pack: LanguagePack
) -> BlockRole:
    if label is None:
        return "preambular" if position.in_preamble and position.level == 0 else "text"
    if label.kind == "number":
        opens_bold = bool(content.bold) and content.bold[0][0] < pack.paragraphs.longest_adverb
        return "numbered" if not position.level or position.in_preamble or opens_bold else "point"
    if label.kind in ("capital", "han"):
        is_title = _is_title(content.text, pack) and not content.bold
        if is_title:
            return "heading"
        return "numbered" if label.kind == "han" and not position.level else "point"
    return "point"


def is_heading(raw: RawText, content: RichText, style: str) -> bool:
    """Whether a paragraph without a number is a heading, by its words and formatting."""
    if not _is_title(content.text, raw.pack):
        return False
    headings = raw.pack.headings
    looks = raw.is_emphasised or style.startswith("H") or raw.indent >= 2
    return looks or bool(headings.article.fullmatch(content.text) or headings.annex.fullmatch(content.text))


def _is_title(text: str, pack: LanguagePack) -> bool:
    words = text.rstrip(_CLOSING_QUOTES) or text
    return 0 < len(text) <= pack.headings.longest and words[-1:] not in pack.headings.unfinished


def heading_label(raw: RawText) -> Label | None:
    """The label at the beginning of a heading, or None: `一. 工作安排`, `一 导言`, `A. 全体会议`."""
    blanks = len(raw.text) - len(raw.text.lstrip())
    found = raw.pack.labels.of_heading(raw.text[blanks:])
    return replace(found, end=blanks + found.end) if found else None


def counts_paragraphs(introduction: etree._Element, pack: LanguagePack) -> bool:
    """Whether a list contains numbered paragraphs; then its introduction is operative too."""
    labels = (
        pack.labels.standalone(words(num).strip(BLANKS)) for num in introduction.itersiblings("{*}item")
    )
    return any(label and label.kind == "number" for label in labels)


def with_bare_headings(blocks: list[Block], pack: LanguagePack) -> Iterator[Block]:
    """The blocks; a short text without closing punctuation, after a sentence and before a number or a preambular
    paragraph, becomes a heading."""
    for index, block in enumerate(blocks):
        before = blocks[index - 1].content.text[-1:] if index else ""
        after = blocks[index + 1].role if index + 1 < len(blocks) else None
        is_bare = block.role == "text" and not block.content.bold and _is_title(block.content.text, pack)
        is_between = before in pack.headings.before_bare and after in ("numbered", "preambular")
        yield replace(block, role="heading") if is_bare and is_between else block


def typed_label(raw: RawText, content: RichText) -> Label | None:
    """The label typed before the words, or None; its `end` is an offset in the source."""
    blanks = len(raw.text) - len(raw.text.lstrip(BLANKS))
    if found := raw.pack.labels.leading(raw.text[blanks:]):
        return replace(found, end=blanks + found.end)
    bare = _BARE_NUMBER.match(content.text)
    # A number without full stop is a label if the verb follows it.
    if bare and content.bold and content.bold[0][0] == bare.end():
        return Label("number", bare["number"], blanks + len(bare["number"]))
    return None


def goes_on(content: RichText, before: Block | None, pack: LanguagePack) -> bool:
    """Whether a paragraph is the title of a heading that is only a label: `五`, then its words."""
    is_label = before and before.role == "heading" and pack.headings.article.fullmatch(before.content.text)
    return bool(is_label and not content.bold and _is_title(content.text, pack))


def opens_annex(raw: RawText) -> bool:
    """Whether the text is the heading of an annex: `附件`, `附件二`, `指认附件`."""
    return bool(raw.pack.headings.annex.match(raw.text.strip()))


def is_titled_annex(element: etree._Element) -> bool:
    """Whether a paragraph is `附件` and its title, each in an element of its own, which are two lines."""
    apart = [element.text or "", *(child.tail or "" for child in element)]
    return [name(child) for child in element] == ["docType", "docTitle"] and not "".join(apart).strip()


def is_ornament(text: str) -> bool:
    """Whether a paragraph is a rule or a row of asterisks."""
    return bool(_ORNAMENT.fullmatch(text))


def is_closing(text: str, pack: LanguagePack) -> bool:
    """Whether a paragraph is a closing line: meeting, date, or both."""
    return bool(pack.closing.lines.fullmatch(text))
