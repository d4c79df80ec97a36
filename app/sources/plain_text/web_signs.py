"""Signs that are no words of a text: those of letters that quote, of web pages, of negotiators, and tables of contents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from app.domain.characters import visible
from app.domain.resolution import Problem
from app.sources.dates import DATE
from app.sources.plain_text.adoption_lines import is_vote_line
from app.sources.plain_text.line_patterns import as_raised
from app.sources.plain_text.named_fields import named_title, told_in
from app.sources.reading import Claim, Line

_FEWEST_CODES = 3


@dataclass(frozen=True, slots=True)
class WebText:
    """The lines of a text, and what was left out or taken off."""

    lines: tuple[Line, ...]
    furniture: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


_CONTENTS = re.compile(
    r"\S.{0,150}?\s*(?:[.．·]\s?){4,}\s*\d{1,4}|\S.{0,150}?\s*…{2,}\s*\d{1,4}|目\s*[录次錄]"
)
"""A line of a table of contents: `2019/4. 题目 ........ 3`."""


def without_contents(text: WebText) -> WebText:
    """Leave out a table of contents, whose numbers begin no text."""
    found = [line for line in text.lines if _CONTENTS.fullmatch(line.text)]
    if len(found) < _FEWEST_CONTENTS:
        return text
    claims = (Claim(line, "furniture.contents", why="目录") for line in found)
    return replace(
        text,
        lines=tuple(line for line in text.lines if line not in found),
        furniture=(*text.furniture, *claims),
    )


_FEWEST_CONTENTS = 2
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|nbsp|[lr][ds]quo|[mn]dash|middot|hellip|amp|lt|gt|quot|emsp|ensp);"
)
"""A sign as web pages write it."""


def without_entities(text: WebText) -> WebText:
    """The lines with the signs that a web page's `&mdash;` and `&nbsp;` stand for."""
    if not any(_ENTITY.search(line.text) for line in text.lines):
        return text
    read = (replace(line, text=visible(_unescaped(line.text)).strip() or line.text) for line in text.lines)
    problem = Problem("wiki_markup", "文中有网页的符号代码（如 &nbsp;、&mdash;），已换成所代表的符号")
    return replace(text, lines=tuple(read), problems=(*text.problems, problem))


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda sign: unescape(sign[0]), text)


_TAG = re.compile(
    r"</?(?:br|p|center|div|span|small|big|b|i|u|strong|em|font|h[1-6]|hr|blockquote|poem|nowiki|noinclude|includeonly|section)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|p|hr|/p|/h[1-6]|/div)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_RAISED_TAG = re.compile(r"<sup>\s*[\[（(]?(\d{1,3})[\]）)]?\s*</sup>", re.IGNORECASE)
_FEWEST_TAGS = 3


def without_tags(text: WebText) -> WebText:
    """The lines without tags of web pages that stand in a wiki's source; a break of a line ends one."""
    if sum(len(_TAG.findall(line.text)) for line in text.lines) < _FEWEST_TAGS:
        return text
    kept: list[Line] = []
    empty: list[Claim] = []
    for line in text.lines:
        raised = _RAISED_TAG.sub(lambda mark: as_raised(mark[1]), line.text)
        words = [part for one in _BREAK.split(raised) if (part := _TAG.sub("", one).strip())]
        empty += [] if words else [Claim(line, "furniture.markup", why="标记符号")]
        # Lines of one line share its place; each begins behind the one before it.
        kept += [
            replace(line, start=min(line.start + at, line.end - 1), text=one) for at, one in enumerate(words)
        ]
    problem = Problem("wiki_markup", "文中有网页的标签（如 <br>、<center>），已去掉")
    return WebText(tuple(kept), (*text.furniture, *empty), (*text.problems, problem))


_QUOTED = re.compile(r"^(?:[>＞|]\s?){1,20}(?!\S{0,40}[>＞|])")
_MOSTLY = 0.6


def without_quotes(text: WebText) -> WebText:
    """The lines without the signs at their heads by which a letter quotes another, `> 大会，`."""
    quoted = [line for line in text.lines if line.text[0] in ">＞"]
    if len(quoted) < _MOSTLY * len(text.lines):
        return text
    words = [(line, _QUOTED.sub("", line.text, count=1).strip()) for line in text.lines]
    empty = (Claim(line, "furniture.markup", why="引用号") for line, left in words if not left)
    problem = Problem("wiki_markup", "行首有电子邮件的引用号“>”，已去掉")
    kept = tuple(replace(line, text=left) for line, left in words if left)
    return WebText(kept, (*text.furniture, *empty), (*text.problems, problem))


_FIELD = re.compile(r"[\u3400-\u9fff]{2,6}\s*[:：]\s*\S.{0,60}")
_BETWEEN_FIELDS = re.compile(r"\s[|｜·•]\s|\t|\s{3,}")
_ROW = re.compile(r"\|\s*(?P<name>[^|\s]{2,8})\s*\|\s*(?P<value>[^|]{1,120}?)\s*\|")
"""A row of a table of fields in Markdown, `| 文号 | A/HRC/RES/53/99 |`."""
_QUOTE_SIGN = re.compile(r"[>＞]\s+")


_LINES_OF_HEAD, _LONGEST_FIELD = 40, 40


def _is_told(field: str, *, is_barred: bool) -> bool:
    """Whether a part of a line is a field of a head: named; between bars, also a date or a symbol. A symbol and the title
    beside it are a running head else."""
    is_value = is_barred and (DATE.fullmatch(field) or _SYMBOL.fullmatch(field))
    return bool(is_value) or told_in(field) != field


_SYMBOL = re.compile(r"[AEST]/(?:[A-Z0-9.]+/)*RES/\S{1,20}(?: ?\([0-9XVILC-]+\))?")


def _are_fields(text: str, fields: Sequence[str], *, in_head: bool) -> bool:
    """Whether the parts of a line are fields of a head, and not all together one field, `文号⇥A/RES/73/27`."""
    if is_vote_line(text) or (told_in(text) != text and not _FIELD.fullmatch(fields[0])):
        return False
    is_barred = any(sign in text for sign in "|｜·•")
    is_told = in_head and any(_is_told(field, is_barred=is_barred) for field in fields)
    return all(map(_FIELD.fullmatch, fields)) or (is_told and max(map(len, fields)) <= _LONGEST_FIELD)


def _field_of_row(text: str) -> str:
    """A row of a table of fields as `文号：A/RES/73/27`; empty for any other line."""
    row = _ROW.fullmatch(text)
    named = f"{row['name']}：{row['value']}" if row else ""
    return named if named and (told_in(named) != named or named_title(named)) else ""


def with_fields_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each field of `文号: A/RES/73/27 | 通过日期: 2018年12月5日` on a line of its own."""
    for index, line in enumerate(lines):
        if named := _field_of_row(line.text):
            yield replace(line, text=named)
            continue
        fields = [field.strip() for field in _BETWEEN_FIELDS.split(_QUOTE_SIGN.sub("", line.text, count=1))]
        if len(fields) < 2 or not _are_fields(line.text, fields, in_head=index < _LINES_OF_HEAD):
            yield line
            continue
        for number, field in enumerate(fields):
            yield replace(line, start=min(line.start + number, line.end - 1), text=field)


_CODE = re.compile(
    r"(?P<part>PP|OP)\s?(?P<number>\d{1,3})(?:\s?(?:bis|ter|alt))?\s*[.:：、]?\s+(?=\S)", re.IGNORECASE
)
"""What negotiators write before paragraphs: `PP1`, `OP 2`."""


def without_codes(text: WebText) -> WebText:
    """Take the codes of a negotiated draft off; those of operative paragraphs become their numbers."""
    if sum(bool(_CODE.match(line.text)) for line in text.lines) < _FEWEST_CODES:
        return text
    problem = Problem("wiki_markup", "段首有“PP1”“OP1”等磋商时的编号，PP已去掉，OP读作段号")
    return replace(
        text,
        lines=tuple(replace(line, text=_CODE.sub(_label_of_code, line.text, count=1)) for line in text.lines),
        problems=(*text.problems, problem),
    )


def _label_of_code(code: re.Match[str]) -> str:
    if code.start():
        return code[0]
    return f"{code['number']}. " if code["part"].upper() == "OP" else ""
