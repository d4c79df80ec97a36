"""A pasted English text cut into paragraphs."""

import re

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_ENDED = re.compile(r"[.;:,!?”\"’')]\s*$")
_LETTER = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\u3400-\u9fff]")


def is_english(text: str) -> bool:
    """Whether a text has Latin letters and no Chinese."""
    return bool(_LETTER.search(text)) and not _CHINESE.search(text)


def english_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line: parted by empty lines, or where there are none, at lines that end a
    clause."""
    blocks = [block for block in _BLANK_LINE.split(text) if block.strip()]
    if len(blocks) > 1:
        return [" ".join(block.split()) for block in blocks]
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        found[-1].append(line)
        if _ENDED.search(line):
            found.append([])
    return [joined for lines in found if (joined := " ".join(" ".join(lines).split()))]
