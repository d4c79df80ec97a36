"""Lines and words whose letters are set apart, `养 护 山 地 牧 场`: typesetting, not words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.sources.reading import Line

_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = r"(?P<gap>[ \u3000\xa0]{1,2})"
_SPACED = re.compile(rf"\S{_GAP}\S(?:(?P=gap)\S)*")
_STRETCH = re.compile(rf"(?<!\S)[\u3400-\u9fff]{_GAP}[\u3400-\u9fff](?:(?P=gap)[\u3400-\u9fff]){{2,}}(?!\S)")
"""A word set apart beside others on its line."""
_LETTERS = 3
"""Least number of letters of a line that is set so in a text that is not."""
_SHORT = frozenset(("附件", "附录", "大会", "决议", "决定", "序言", "注释"))
"""Words of two letters that are set so above a text."""
_MOSTLY = 0.5
"""Share of a text's lines that are set so, from which on its shorter lines are too."""


def without_letter_spacing(lines: Sequence[Line]) -> list[Line]:
    """The lines, the blanks between letters that are set apart taken out."""
    spaced = [_is_spaced(line.text) for line in lines]
    is_usual = sum(spaced) > _MOSTLY * len(lines)
    return [
        replace(line, text=_closed(line.text))
        if apart or (is_usual and _SPACED.fullmatch(line.text))
        else _with_words_closed(line)
        for line, apart in zip(lines, spaced, strict=True)
    ]


def _is_spaced(text: str) -> bool:
    letters = text.split()
    if len(letters) < 2 or len(letters[0]) > 1 or not _SPACED.fullmatch(text):
        return False
    if len(letters) < _LETTERS:
        return simplified("".join(letters)) in _SHORT
    return 2 * len(_HAN.findall(text)) >= len(letters)


def _with_words_closed(line: Line) -> Line:
    if not _STRETCH.search(line.text):
        return line
    return replace(line, text=_STRETCH.sub(lambda found: _closed(found[0]), line.text))


def _closed(text: str) -> str:
    return re.sub(r"\s+", "", text)
