"""Before the stages: what a web page left in a plain text. Wiki markup, lines of a second language, lines of the site.

Everything is told: what is taken off or left out becomes a claim and a problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.closing import is_closing_line
from app.sources.plain_text.cover_behind import with_cover_first
from app.sources.plain_text.line_heads import without_line_heads
from app.sources.plain_text.line_patterns import RAISED, begins_paragraph, formula_organ, is_annex, label_of
from app.sources.plain_text.loose_marks import with_marks_joined, without_comments
from app.sources.plain_text.openings import find_opening
from app.sources.plain_text.page_columns import with_columns_below
from app.sources.plain_text.quoted_text import without_quotation_marks
from app.sources.plain_text.second_column import without_second_column
from app.sources.plain_text.vote_rows import with_votes_in_words
from app.sources.plain_text.web_notes import with_notes_apart
from app.sources.plain_text.web_signs import (
    WebText,
    with_fields_apart,
    without_codes,
    without_contents,
    without_entities,
    without_quotes,
    without_tags,
)
from app.sources.plain_text.wiki_lists import with_list_numbers, with_nested_numbers, with_template_fields
from app.sources.reading import Claim, Line
from app.sources.web_lines import web_line

_TOLD = 24
"""How much of a line a problem quotes, in characters."""


def without_web(lines: Sequence[Line], names: Names) -> WebText:
    """The lines without what belongs to the page that they were taken from."""
    unquoted = without_second_column(without_quotes(without_tags(WebText(tuple(lines)))))
    unquoted = with_cover_first(unquoted)
    unquoted = without_quotation_marks(with_columns_below(unquoted, names), names)
    unquoted = with_marks_joined(without_comments(with_votes_in_words(unquoted)))
    parted = with_notes_apart(tuple(with_fields_apart(unquoted.lines)))
    plain = _without_wiki(without_entities(replace(unquoted, lines=with_nested_numbers(parted))))
    plain = without_line_heads(without_codes(without_contents(plain)), names)
    return _without_site(_in_one_language(plain), names)


_HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(r"[A-Za-z]{2,}")
_FUNCTION_WORD = re.compile(r"\b(?:the|of|and|to|in|its|on|by|for|with|as|that)\b", re.IGNORECASE)
_LEAST_LINES, _LEAST_SHARE = 3, 0.25


def _in_one_language(text: WebText) -> WebText:
    """Leave out the lines in English that stand below lines in Chinese, or above them, each for each."""
    foreign = [bool(_FOREIGN.search(line.text)) and not _HAN.search(line.text) for line in text.lines]
    sentences = [is_so and len(line.text) > _TOLD for is_so, line in zip(foreign, text.lines, strict=True)]
    worded = sum(
        is_so and bool(_FUNCTION_WORD.search(line.text))
        for is_so, line in zip(sentences, text.lines, strict=True)
    )
    turns = sum(one and not other for one, other in pairwise(foreign))
    is_bilingual = (
        worded >= _LEAST_LINES and turns >= _LEAST_LINES and sum(foreign) >= _LEAST_SHARE * len(foreign)
    )
    if not is_bilingual:
        return text
    left_out = [line for line, is_so in zip(text.lines, foreign, strict=True) if is_so]
    told = f"文中夹有{len(left_out)}行外文，只读中文：“{left_out[0].text[:_TOLD]}…”"
    return WebText(
        tuple(line for line, is_so in zip(text.lines, foreign, strict=True) if not is_so),
        (
            *text.furniture,
            *(Claim(line, "furniture.second_language", why="另一种语言的文字") for line in left_out),
        ),
        (*text.problems, Problem("second_language", told)),
    )


_BOLD = re.compile(r"'{2,5}([^']+)'{2,5}")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTER_LINK = re.compile(r"\[https?://\S+\s+([^\[\]]+)\]")
_TITLE = re.compile(r"(={1,6})\s*(.+?)\s*\1")
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\[\[(?:Category|分类|分類|File|文件|Image)\s*:[^\[\]]*\]\]|__[A-Z]+__", re.IGNORECASE
)
_SET = re.compile(r"\{\{(?:right|center|larger|smaller|c|r|bold|gap)\|([^{}|]*)\}\}", re.IGNORECASE)
"""Templates that only set words."""
_LEAST_SIGNS = 3
_MARKUP = re.compile(
    r"'{2,5}[^']+'{2,5}|\[\[[^\[\]]+\]\]|\{\{[^{}]+\}\}|^=+.+=+$|^#{1,6}\s+\S|"
    r"(?<!\*)\*[\u3400-\u9fff]{1,20}\*(?!\*)"
)


def _without_wiki(text: WebText) -> WebText:
    """Take a wiki's markup off; its bold words stay marked as bold ones."""
    is_marked_up = any(_HASHES.match(line.text) or _WORD_NOTE.search(line.text) for line in text.lines)
    if not is_marked_up and sum(len(_MARKUP.findall(line.text)) for line in text.lines) < _LEAST_SIGNS:
        return _without_edit_links(text)
    kept: list[Line] = []
    furniture: list[Claim] = []
    for line in with_list_numbers(tuple(with_template_fields(text.lines))):
        words = _plain(line.text)
        if words:
            kept.append(replace(line, text=words))
        else:
            furniture.append(Claim(line, "furniture.markup", why="标记符号"))
    problem = Problem("wiki_markup", "文中有标记符号（如 '''…'''、[[…]]、# …、*…*），已去掉")
    return WebText(tuple(kept), (*text.furniture, *furniture), (*text.problems, problem))


_ITALIC, _HASHES = re.compile(r"(?<!\*)\*([\u3400-\u9fff]{1,20})\*(?!\*)"), re.compile(r"^#{1,6}\s+")
_ALL_ITALIC = re.compile(r"(?<!\*)\*([^*]{1,60})\*(?!\*)")
"""Words in italics, headings, and lines all in italics in Markdown."""
_WORD_NOTE = re.compile(r"\[footnoteRef:(\d{1,3})\]|\[\\?\[(\d{1,3})\\?\]\]\(#[^()\s]*\)")
"""A mark as programs write it that turn Word files into text, `[footnoteRef:1]`, `[[1]](#footnote-1)`."""
_WORD_NOTE_TEXT = re.compile(r"\[(\d{1,3}):\s+(\S[^\[\]]*)\]")
_EDIT_LINK = re.compile(r"(?<!\s)\s*[\[［【]\s*(?:编辑|編輯)[^\]］】]{0,12}[\]］】]$")


def _without_edit_links(text: WebText) -> WebText:
    """Take off what a wiki prints behind headings, `[编辑]`."""
    kept = tuple(
        replace(line, text=words) if (words := _EDIT_LINK.sub("", line.text)) else line for line in text.lines
    )
    if kept == text.lines:
        return text
    problem = Problem("wiki_markup", "标题后有维基网站的“[编辑]”，已去掉")
    return replace(text, lines=kept, problems=(*text.problems, problem))


def _plain(words: str) -> str:
    words = _TEMPLATE.sub("", _SET.sub(r"\1", words))
    words = _WORD_NOTE.sub(lambda found: f"[{found[1] or found[2]}]", words)
    if note := _WORD_NOTE_TEXT.fullmatch(words):
        return f"[{note[1]}] {note[2]}"
    if italic := _ALL_ITALIC.fullmatch(words):
        return italic[1]
    for _ in range(2):
        words = _LINK.sub(r"\1", words)
    words = _OUTER_LINK.sub(r"\1", words)
    words = _BOLD.sub(r"**\1**", words)
    words = _ITALIC.sub(r"**\1**", _HASHES.sub("", words))
    titled = _TITLE.fullmatch(words.strip())
    return (titled[2] if titled else words).strip(" ")


def _without_site(text: WebText, names: Names) -> WebText:
    """Leave out the lines of a site: those above the text that are certain, and all from the first one behind its end."""
    opening = find_opening(text.lines, names)
    if opening is None:
        return text
    above = [index for index, line in enumerate(text.lines[:opening]) if web_line(line.text)]
    end = _end(text.lines, opening, names)
    left_out = [*above, *range(end, len(text.lines))]
    if not left_out:
        return text
    claims = [Claim(text.lines[index], "furniture.site", why="网站附加的文字") for index in left_out]
    problem = Problem(
        "site_text",
        f"有{len(left_out)}行看来是网站附加的文字，未作为正文：“{text.lines[left_out[-1]].text[:_TOLD]}…”",
    )
    gone = set(left_out)
    return WebText(
        tuple(line for index, line in enumerate(text.lines) if index not in gone),
        (*text.furniture, *claims),
        (*text.problems, problem),
    )


_NOTE = re.compile(
    rf"[{RAISED}*]|[\[［〔]\d{{1,3}}[\]］〕]|\d{{1,3}}\s+(?:见|同上|第|《|[A-Z])|注\s*[:：]?$|[①-⑳]"
)
_RULE = re.compile(r"[=＝_*—－-]{3,}")
_ENDS = re.compile(r"[。.!\]］）)]$")


def _end(lines: Sequence[Line], opening: int, names: Names) -> int:
    """Index of the first line behind the end of the text; the number of lines if a site added none."""
    found = len(lines)
    last = 0
    for index, number in _numbers(lines):
        line = lines[index]
        if index <= opening:
            continue
        goes_on = number is not None and number == last + 1
        last = number if goes_on and number else last
        if found < len(lines):
            is_text = goes_on or _is_text(line.text, names)
            found = len(lines) if is_text else found
        elif web_line(line.text) and _may_end(lines[index - 1].text):
            found = index
    return found


def _numbers(lines: Sequence[Line]) -> Iterator[tuple[int, int | None]]:
    for index, line in enumerate(lines):
        label = label_of(line.text)
        is_number = label is not None and label.kind == "number" and (label.text or "").isdigit()
        yield index, int(label.text or 0) if label and is_number else None


def _is_text(text: str, names: Names) -> bool:
    """Whether a line behind one of a site is one of the text after all."""
    return not web_line(text) and bool(
        begins_paragraph(text)
        or is_closing_line(text)
        or is_annex(text)
        or _NOTE.match(text)
        or (text[-1] in "，," and formula_organ(text, names))
    )


def _may_end(text: str) -> bool:
    return bool(_ENDS.search(text) or _RULE.fullmatch(text)) or is_closing_line(text) or web_line(text)
