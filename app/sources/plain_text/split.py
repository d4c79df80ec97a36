"""Stage 2: join hard-wrapped lines and cut the text into paragraphs."""

import re
from dataclasses import dataclass

from app.domain.verbs import opening_verb
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.lines import is_wrapped, join
from app.sources.plain_text.shapes import NUMBERED, PAUSE, POINT, RAISED
from app.sources.reading import Line


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph; `first` is the index of its first line in the clean text."""

    lines: tuple[Line, ...]
    first: int

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return join([line.text for line in self.lines])


@dataclass(frozen=True, slots=True)
class _Layout:
    """What tells where a paragraph of hard-wrapped text begins: blank lines, indents, or only its verb."""

    wrapped: bool
    by_gap: bool
    by_indent: bool

    @classmethod
    def of(cls, lines: tuple[Line, ...]) -> "_Layout":
        wrapped = is_wrapped(lines)
        gaps = sum(line.gap for line in lines)
        by_gap = wrapped and 0 < gaps < 0.8 * len(lines)
        return cls(wrapped, by_gap, wrapped and not by_gap and _is_indented(lines))

    def starts_block(self, line: Line, previous: Line, *, after_break: bool) -> bool:
        if re.fullmatch(f"[{RAISED}]+", line.text):
            return False
        if NUMBERED.fullmatch(line.text) or POINT.fullmatch(line.text):
            return not self.by_indent or line.indent > 0
        if not PAUSE.search(previous.text):
            return False
        if self.by_gap:
            return line.gap
        if self.by_indent:
            return line.indent > 0
        return opening_verb(line.text.strip("*"))[0] is not None if self.wrapped or after_break else True


def split(text: CleanText) -> list[Block]:
    """Cut the text into paragraphs, in their order; every line lands in one."""
    lines = text.lines
    layout = _Layout.of(lines)
    starts = [
        index
        for index, line in enumerate(lines)
        if index == 0 or layout.starts_block(line, lines[index - 1], after_break=index in text.page_starts)
    ]
    ends = [*starts[1:], len(lines)]
    return [Block(lines[start:end], start) for start, end in zip(starts, ends, strict=False)]


def _is_indented(lines: tuple[Line, ...]) -> bool:
    """Whether an indent says where paragraphs begin: nearly all that show it otherwise have one."""
    starts = [line.indent > 0 for line in lines if NUMBERED.fullmatch(line.text)]
    starts = starts or [line.indent > 0 for line in lines if opening_verb(line.text.strip("*"))[0]]
    flush = sum(line.indent == 0 for line in lines)
    return bool(starts) and sum(starts) > 0.8 * len(starts) and flush > 0.2 * len(lines)
