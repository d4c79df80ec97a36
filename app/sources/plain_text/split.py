"""Stage 2: join hard-wrapped lines and cut the text into paragraphs."""

import re
from dataclasses import dataclass

from app.domain.verbs import opening_verb
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.lines import join
from app.sources.reading import Line

NUMBERED = re.compile(r"(?P<number>\d{1,3})\s*[.．、](?!\d)\s*(?P<text>.*)")
POINT = re.compile(
    r"(?:[(（](?P<label>[a-z]{1,4}|[A-Z]|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?P<ring>[㈠-㈩])|(?P<bullet>[•·‧–—-])\s)"
    r"\s*(?P<text>.*)"
)
_PAUSE = re.compile(r"[，；。：,;:][”’」』）)]*[\d⁰¹²³⁴⁵⁶⁷⁸⁹*]{0,3}$")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph; `first` is the index of its first line in the clean text."""

    lines: tuple[Line, ...]
    first: int

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return join([line.text for line in self.lines])

    @property
    def after(self) -> int:
        """The index of the first line after it."""
        return self.first + len(self.lines)


def split(text: CleanText) -> list[Block]:
    """Cut the text into paragraphs, in their order; every line lands in one."""
    wrapped = _is_wrapped(text.lines)
    indented = wrapped and len({bool(line.indent) for line in text.lines}) == 2
    starts = [
        index
        for index, line in enumerate(text.lines)
        if index == 0
        or _starts_block(line, text.lines[index - 1], wrapped, indented, index in text.page_starts)
    ]
    ends = [*starts[1:], len(text.lines)]
    return [Block(text.lines[start:end], start) for start, end in zip(starts, ends, strict=False)]


def _is_wrapped(lines: tuple[Line, ...]) -> bool:
    cut_off = sum(not _PAUSE.search(line.text) for line in lines)
    return cut_off > 0.3 * len(lines)


def _starts_block(line: Line, previous: Line, wrapped: bool, indented: bool, first_of_page: bool) -> bool:
    if NUMBERED.fullmatch(line.text) or POINT.fullmatch(line.text):
        return not indented or line.indent > 0
    if not _PAUSE.search(previous.text):
        return False
    if indented:
        return line.indent > 0
    return bool(opening_verb(line.text.strip("*"))[0]) if wrapped or first_of_page else True
