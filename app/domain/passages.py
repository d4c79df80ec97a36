"""A pasted text cut into its passages, and a passage into its clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.verbs import opening_verb

MAX_PASTED_LENGTH = 40_000
"""Maximum length of a pasted text, in characters: forty printed pages."""
MAX_PASSAGE_LENGTH = 3000
"""Maximum length of a passage, in characters; a longer paragraph is cut into several."""
MAX_CLAUSES = 20
"""Maximum number of clauses of a passage; the last one is the rest of it."""

_ENDS = ("。", "；", "，", "：", "！", "？", ";", ":", ".")
_LABEL = re.compile(
    r"\A(?:([0-9]{1,3})[.．、](?![0-9])\s*|[（(]([0-9a-z一二三四五六七八九十]{1,4})[）)]\s*|([一二三四五六七八九十]+)、\s*)"
)
_NARROWEST, _WIDEST = 16, 64
"""The width of lines with hard ends, in Chinese characters: a narrow column, and more than a sheet of A4 across."""
_INDENT = 2
"""By how many characters a full line may be narrower: the indent of a first line, a mark that must not begin one."""
_SEVERAL = 2
_BEGINNING = re.compile(r"[\x21-\x7e]+|.")
_LAST_NARROW = 0x2E7F
_LEAST_WITH_CLAUSES = 40
"""Length of a passage that is also looked at clause by clause, in characters."""
_LEAST_CLAUSE = 8
"""Length of a clause, in characters; a shorter one goes with the next."""
_CLAUSE = re.compile(r"[^，；：。！？;]*[，；：。！？;]+|[^，；：。！？;]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a pasted text: its number as printed, empty if it has none, and its words; `is_joined` if these
    come from several lines."""

    label: str
    text: str
    is_joined: bool = False


def paragraphs(pasted: str) -> tuple[Passage, ...]:
    """The paragraphs of a pasted text, in its order.

    Each line is one, but in a text with hard line ends: there a full line without closing punctuation continues on the
    next one.
    """
    lines = [line.strip() for line in pasted.splitlines()]
    room = max(map(_width, lines), default=0)
    # A narrower text is a list of short lines, a wider one has no hard line ends.
    is_hard = _NARROWEST <= room <= _WIDEST
    found: list[list[str]] = [[]]
    follow = [*lines, ""][1:]
    full = [_is_full(text, following, room) for text, following in zip(lines, follow, strict=True)]
    for text, following, is_full in zip(lines, follow, full, strict=True):
        if text and not _LABEL.match(text):
            found[-1].append(text)
        else:
            found.append([text] if text else [])
        # The widest line always seems full. If it is the only one, it tells less than a verb on the next line.
        is_alone = sum(full) < _SEVERAL and opening_verb(following)[0]
        if text.endswith(_ENDS) or not (is_hard and is_full) or is_alone:
            found.append([])
    return tuple(one for paragraph in found for one in _cut("".join(paragraph), is_joined=len(paragraph) > 1))


def _is_full(line: str, following: str, room: float) -> bool:
    """Whether what the next line begins with had no room on a line: one character, or a word that does not break."""
    begins = _BEGINNING.match(following)
    return begins is not None and _width(line) + _width(begins[0]) + _INDENT > room


def _width(text: str) -> float:
    """The width of a line, in Chinese characters; others count as half."""
    return sum(1 if ord(char) > _LAST_NARROW else 0.5 for char in text)


def passages(pasted: str) -> tuple[str, ...]:
    """The words of the paragraphs, without repetitions."""
    return tuple(dict.fromkeys(one.text for one in paragraphs(pasted)))


def clauses(passage: str) -> tuple[str, ...]:
    """The clauses of a long passage, joined the passage itself; none of a short passage, and of one that is one
    clause."""
    if len(passage) < _LEAST_WITH_CLAUSES:
        return ()
    found: list[str] = []
    for clause in _CLAUSE.findall(passage):
        if found and (len(found[-1]) <= _LEAST_CLAUSE or len(found) == MAX_CLAUSES):
            found[-1] += clause
        else:
            found.append(clause)
    if len(found) > 1 and len(found[-1]) <= _LEAST_CLAUSE:
        found[-2:] = ["".join(found[-2:])]
    return tuple(found) if len(found) > 1 else ()


def _cut(paragraph: str, *, is_joined: bool) -> Iterator[Passage]:
    label = _LABEL.match(paragraph)
    words = paragraph[label.end() :] if label else paragraph
    for start in range(0, len(words), MAX_PASSAGE_LENGTH):
        number = next(filter(None, label.groups())) if label and not start else ""
        yield Passage(number, words[start : start + MAX_PASSAGE_LENGTH], is_joined)
