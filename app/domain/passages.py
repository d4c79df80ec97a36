"""A pasted text cut into its passages, and a passage into its clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_LEAST_WITH_CLAUSES = 40
"""Length of a passage that is also looked at clause by clause, in characters."""
_LEAST_CLAUSE = 8
"""Length of a clause, in characters; a shorter one goes with the next."""
_CLAUSE = re.compile(r"[^，；：。！？;]*[，；：。！？;]+|[^，；：。！？;]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a pasted text: its number as printed, empty if it has none, and its words."""

    label: str
    text: str


def paragraphs(pasted: str) -> tuple[Passage, ...]:
    """The paragraphs of a pasted text, in its order.

    A line without closing punctuation continues on the next one, as in hard-wrapped text; a blank line ends a
    paragraph.
    """
    found: list[str] = [""]
    for line in pasted.splitlines():
        text = line.strip()
        if not text or _LABEL.match(text):
            found.append("")
        found[-1] += text
        if text.endswith(_ENDS):
            found.append("")
    return tuple(one for paragraph in found for one in _cut(paragraph))


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


def _cut(paragraph: str) -> Iterator[Passage]:
    label = _LABEL.match(paragraph)
    words = paragraph[label.end() :] if label else paragraph
    for start in range(0, len(words), MAX_PASSAGE_LENGTH):
        number = next(filter(None, label.groups())) if label and not start else ""
        yield Passage(number, words[start : start + MAX_PASSAGE_LENGTH])
