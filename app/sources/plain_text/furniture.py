"""Page furniture: what is printed around the text of pages, recognised by its form or by repetition."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from app.domain.characters import simplified
from app.domain.symbols import Symbol
from app.domain.text import fold
from app.sources.plain_text.line_signs import LineSigns
from app.sources.reading import Line

_JOB = r"(?:[A-Z]{1,5}\.)?\d{2}-\d{5}(?:\s*\([A-Za-z]\))*"
ADDRESS = r"https?://[^\u3400-\u9fff\uff00-\uffef]+"
"""A URL on a line of its own, possibly with stray blanks."""
_SHAPES = {
    "rule": r"[·．]{1,5}|[_＿—–―‾¯━─═＝=－-]{3,}|[-–—－] (?:[-–—－] ?){2,}",
    "page_number": (
        rf"\d{{1,3}}|[-–—－] ?\d{{1,3}} ?[-–—－]|{_JOB}(?:\s+(?:\d{{6}}|\d{{4}}[a-zA-Z]))*(?:\s+\d+/\d+|\s+\d{{1,3}}|\s+/?\.{{3,}})?|\d{{1,3}}(?:/\d+)?\s+{_JOB}"
        r"|第\s*\d{1,3}\s*页(?:[，,/ ]*共\s*\d{1,3}\s*页)?|\*\d{6,8}\*|[Pp]age \d{1,3}(?: of \d{1,3})?|/\s?(?:\.{2,3}|…+)"
    ),
    "link_list": ADDRESS,
    "asterism": r"[*＊※✱](?:\s*[*＊※✱])+|⁂",
}
_BY_SHAPE = {kind: re.compile(shape) for kind, shape in _SHAPES.items()}
_PAGE_OF_PAGES = re.compile(r"(?P<page>\d{1,3})\s*/\s*(?P<pages>\d{1,3})")
_SYMBOL = r"[A-Z]+(?:/[A-Za-z0-9.()-]+)+(?: ?\(\d{4}\)| [A-Z](?:-[A-Z])?)?"
_SYMBOL_FIRST = re.compile(rf"(?P<symbol>{_SYMBOL})(?:\s+(?P<rest>.*))?")
_SYMBOL_LAST = re.compile(rf"(?P<rest>.*\S)\s+(?P<symbol>{_SYMBOL})")
_LONGEST = 400
"""Maximum length of a line of page furniture, in characters."""
_SHORT = 24
_LINES_OF_TITLE = 4
_TELLING = 4
"""Least length, in characters, of a stretch of the title that identifies the document."""


@dataclass(frozen=True, slots=True)
class PageCues:
    """The features that identify a document's running heads and page numbers.

    `repeated` are repeated lines with a symbol, `recurring` other repeated short lines, `pages` the page
    numbers of the form `1/4`. `title` is folded and includes the lines after it, since its end is not yet
    known; `title_line` is its first line, `word_gap` stands between words.
    """

    number: str | None
    title: str
    title_line: str
    word_gap: str
    repeated: frozenset[str]
    recurring: frozenset[str]
    pages: frozenset[str]


def page_cues(lines: Sequence[Line], cover: int, signs: LineSigns) -> PageCues:
    """The features of a text; the first `cover` lines are the cover."""
    number, title, first = None, "", ""
    for index, line in enumerate(lines):
        if found := signs.numbered_title(line.text):
            number, first = found
            below = (after.text for after in lines[index + 1 : index + _LINES_OF_TITLE])
            title = signs.word_gap.join([first, *below])
            break
    seen = Counter(line.text for line in lines if len(line.text) <= _LONGEST and _symbol_in(line.text))
    return PageCues(
        number,
        fold(title),
        fold(first),
        signs.word_gap,
        frozenset(text for text, count in seen.items() if count > 1),
        _recurring(lines, cover, signs),
        page_numbers(lines),
    )


def _recurring(lines: Sequence[Line], cover: int, signs: LineSigns) -> frozenset[str]:
    """Short lines repeated on pages: twice if one is on the cover, else at least three times."""
    seen = Counter(line.text for line in lines if _TELLING <= len(line.text) <= signs.longest_heading)
    on_cover = {line.text for line in lines[:cover]}
    return frozenset(
        text
        for text, count in seen.items()
        if count > (1 if text in on_cover else 2) and not signs.pauses(text) and not text[0].isdigit()
    )


def furniture_kind(text: str, signs: LineSigns) -> str | None:
    """The kind of page furniture that a line is by its form alone, or None."""
    if len(text) > _LONGEST:
        return None
    plain = simplified(text) if len(text) <= _SHORT else text
    shapes = chain(_BY_SHAPE.items(), signs.furniture.items())
    return next((kind for kind, shape in shapes if shape.fullmatch(plain)), None)


def page_numbers(lines: Sequence[Line]) -> frozenset[str]:
    """The lines `1/4`, `2/4` … `4/4` of a text, if none is missing; the first may be."""
    printed: dict[int, set[int]] = {}
    for line in lines:
        if found := _PAGE_OF_PAGES.fullmatch(line.text):
            printed.setdefault(int(found["pages"]), set()).add(int(found["page"]))
    counted = {
        pages: numbers for pages, numbers in printed.items() if numbers | {1} == set(range(1, pages + 1))
    }
    return frozenset(
        line.text
        for line in lines
        if (found := _PAGE_OF_PAGES.fullmatch(line.text)) and int(found["pages"]) in counted
    )


def is_page_of_pages(text: str) -> bool:
    """Whether a line may be a page number such as `2/4`; only neighbouring furniture confirms it."""
    found = _PAGE_OF_PAGES.fullmatch(text)
    return found is not None and 0 < int(found["page"]) <= int(found["pages"])


def running_head(text: str, cues: PageCues) -> Symbol | None:
    """The symbol of a line that repeats the document's own symbol, alone or with the title; or None."""
    found = _symbol_in(text) if len(text) <= _LONGEST else None
    symbol = Symbol.read(found["symbol"]) if found else None
    if found is None or symbol is None:
        return None
    is_own = cues.number is not None and re.sub(r"\s+", "", symbol.number or "") == cues.number
    rest = fold(found["rest"] or "")
    if rest:
        return symbol if cues.title.startswith(rest) and (is_own or len(rest) >= _TELLING) else None
    return symbol if is_own or text in cues.repeated else None


def is_title(text: str, cues: PageCues, signs: LineSigns) -> bool:
    """Whether a line beside page furniture is the document's title, as a running head without its symbol."""
    bare = fold(text)
    return len(bare) >= _TELLING and not signs.pauses(text) and bare == cues.title_line


def goes_on_with_title(text: str, head: str, cues: PageCues) -> bool:
    """Whether a line after a running head continues the title that the head begins."""
    found = _symbol_in(head)
    begun = fold(found["rest"] or "") if found else ""
    return (
        bool(begun)
        and cues.title.startswith(f"{begun}{cues.word_gap}{fold(text)}")
        and not cues.title.startswith(fold(text))
    )


def symbol_of_head(text: str) -> Symbol | None:
    """The symbol in a running head, which may have the title beside it; or None."""
    found = _symbol_in(text) if len(text) <= _LONGEST else None
    return Symbol.read(found["symbol"]) if found else None


def _symbol_in(text: str) -> re.Match[str] | None:
    return _SYMBOL_FIRST.fullmatch(text) or _SYMBOL_LAST.fullmatch(text)
