"""Stage 4: tie footnotes to the places of their marks, and take the marks out of the text."""

import re
from dataclasses import dataclass

from app.domain.resolution import NoteMark
from app.sources.blocks import RichText
from app.sources.plain_text.clean import CleanText, NoteLines
from app.sources.plain_text.shapes import FROM_RAISED, RAISED
from app.sources.plain_text.split import Block

_RAISED = re.compile(f"[{RAISED}]+")
_LATIN = re.compile(r"[0-9A-Za-z]")
# A plain-digit mark is glued to Chinese or to a closing sign; a number that counts something is not a mark.
_GLUED = r"(?<=[\u3400-\u9fff》”’」』〉）)，、；。：])(?<![第附表约至和到近达超过共有为])"
_NOT_COUNTING = r"(?!\d|[./]\d|\s*[年月日号段条届章次个项款岁名亿万千百%—–-])"


@dataclass(frozen=True, slots=True)
class _Found:
    block: int
    start: int
    end: int
    number: str


def lift_marks(blocks: list[Block], text: CleanText) -> list[RichText]:
    """Find each footnote's mark; one result for each block."""
    texts = [block.text for block in blocks]
    found = _raised_marks(texts) if text.raised else _plain_marks(blocks, texts, text.notes)
    return [
        _without(text, [mark for mark in found if mark.block == index]) for index, text in enumerate(texts)
    ]


def _raised_marks(texts: list[str]) -> list[_Found]:
    return [
        _Found(index, found.start(), found.end(), found[0].translate(FROM_RAISED))
        for index, text in enumerate(texts)
        for found in _RAISED.finditer(text)
    ]


def _plain_marks(blocks: list[Block], texts: list[str], notes: tuple[NoteLines, ...]) -> list[_Found]:
    marks: list[_Found] = []
    block, offset = 0, 0
    for note in notes:
        pattern = re.compile(f"{_GLUED}{re.escape(note.number)}{_NOT_COUNTING}")
        # A footnote stands at the foot of its page, so its mark is in a paragraph that begins above it.
        for index in range(block, len(blocks)):
            if blocks[index].first >= note.before:
                break
            if found := pattern.search(texts[index], offset if index == block else 0):
                marks.append(_Found(index, found.start(), found.end(), note.number))
                block, offset = index, found.end()
                break
    return marks


def _without(text: str, found: list[_Found]) -> RichText:
    kept, marks, done = "", [], 0
    for mark in found:
        kept += text[done : mark.start]
        marks.append(NoteMark(mark.number, len(kept)))
        after = len(text) - len(text[mark.end :].lstrip())
        # The blank behind a mark sets the mark off; between Latin words it is the text's own.
        done = mark.end if _LATIN.match(text[after : after + 1]) else after
    return RichText(kept + text[done:], tuple(marks))
