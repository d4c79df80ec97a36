"""Operations on texts with marks, links and bold words that keep their offsets true."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from app.domain.resolution import Link, NoteMark
from app.domain.text import Span
from app.sources.blocks import RichText

_BLANKS = re.compile(r"\s+")


def tied(content: RichText) -> RichText:
    """The text with each mark beside a word: behind the word before it, or at the beginning of its line."""
    marks = (NoteMark(mark.number, _beside_word(content.text, mark.offset)) for mark in content.marks)
    return replace(content, marks=tuple(marks))


def _beside_word(text: str, offset: int) -> int:
    words = text[:offset].rstrip()
    if words and "\n" not in text[len(words) : offset]:
        return len(words)
    return len(text) - len(text[offset:].lstrip())


def part(content: RichText, start: int, end: int) -> RichText:
    """The text between two offsets. A mark at one of them, tied, belongs to the word that it stands behind."""
    text = content.text
    first = start if not start or text[start - 1].isspace() else start + 1
    last = end if not end or end >= len(text) or not text[end - 1].isspace() else end - 1
    inner = replace(content, marks=tuple(mark for mark in content.marks if first <= mark.offset <= last))
    return _moved(inner, text[start:end], lambda offset: min(max(offset, start), end) - start)


def joined(parts: Iterable[tuple[str, RichText]]) -> RichText:
    """Texts in a row, each behind what separates it from the text before."""
    text = ""
    marks: list[NoteMark] = []
    links: list[Link] = []
    bold: list[Span] = []
    for separator, one in parts:
        at = len(text) + len(separator)
        text += separator + one.text
        marks += [NoteMark(mark.number, at + mark.offset) for mark in one.marks]
        links += [Link(at + link.start, at + link.end, link.href) for link in one.links]
        bold += [(at + first, at + last) for first, last in one.bold]
    return RichText(text, tuple(marks), tuple(links), tuple(bold))


def without(content: RichText, cuts: Sequence[Span]) -> RichText:
    """The text without some stretches, which are in order and do not overlap."""
    text, offsets, done = "", [0] * (len(content.text) + 1), 0
    for start, end in (*cuts, (len(content.text), len(content.text))):
        for offset in range(done, start):
            offsets[offset] = len(text) + offset - done
        text += content.text[done:start]
        offsets[start : end + 1] = [len(text)] * (end + 1 - start)
        done = end
    return _moved(content, text, offsets.__getitem__)


def single_spaced(content: RichText) -> RichText:
    """The text with each run of blanks as one blank, none at its ends."""
    text = content.text
    if text == " ".join(text.split()):
        return content
    cuts = []
    for found in _BLANKS.finditer(text):
        is_at_end = not found.start() or found.end() == len(text)
        cuts.append((found.start() + (not is_at_end), found.end()))
    spaced = without(content, [(start, end) for start, end in cuts if end > start])
    return replace(spaced, text=_BLANKS.sub(" ", spaced.text))


def rewritten(content: RichText, change: Callable[[str], str]) -> RichText:
    """The text with a change of characters, such as a folding, done between all offsets."""
    if change(content.text) == content.text:
        return content
    bounds = sorted(
        {0, len(content.text)}
        | {mark.offset for mark in content.marks}
        | {offset for link in content.links for offset in (link.start, link.end)}
        | {offset for span in content.bold for offset in span}
    )
    text, offsets = "", {0: 0}
    for start, end in pairwise(bounds):
        text += change(content.text[start:end])
        offsets[end] = len(text)
    return _moved(content, text, offsets.__getitem__)


def _moved(content: RichText, text: str, to: Callable[[int], int]) -> RichText:
    """A text made of another one; `to` tells where an offset has gone. Spans that are empty now are dropped."""
    links = (Link(to(link.start), to(link.end), link.href) for link in content.links)
    bold = ((to(first), to(last)) for first, last in content.bold)
    return RichText(
        text,
        tuple(NoteMark(mark.number, to(mark.offset)) for mark in content.marks),
        tuple(link for link in links if link.end > link.start),
        tuple((first, last) for first, last in bold if last > first),
    )
