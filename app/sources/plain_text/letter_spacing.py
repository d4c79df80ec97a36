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
_LETTER_WITH_SIGN = re.compile(r"[“《(（]?[\u3400-\u9fff][，。；：、”》)）]{0,2}")
_LEAST_APART, _MOST_APART = 8, 0.8
"""Least number of what blanks part on a line whose letters are set apart, and least share of single letters among
its Chinese words."""
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


def closed_word(text: str) -> str:
    """A word of Chinese letters that are set apart, `联 合 国`, without its blanks; any other text as it is."""
    letters = text.split()
    is_apart = len(letters) > 1 and all(len(letter) == 1 and _HAN.match(letter) for letter in letters)
    return "".join(letters) if is_apart else text


def _is_spaced(text: str) -> bool:
    letters = text.split()
    if _is_sentence_apart(letters):
        return True
    if len(letters) < 2 or len(letters[0]) > 1 or not _SPACED.fullmatch(text):
        return False
    if len(letters) < _LETTERS:
        return simplified("".join(letters)) in _SHORT
    return 2 * len(_HAN.findall(text)) >= len(letters)


def _is_sentence_apart(letters: Sequence[str]) -> bool:
    """Whether most of what blanks part are single letters, with signs behind some, as in `决 议， 特 别 是 1978 年`."""
    if len(letters) < _LEAST_APART:
        return False
    single = sum(bool(_LETTER_WITH_SIGN.fullmatch(letter)) for letter in letters)
    return single > 0 and single >= _MOST_APART * sum(bool(_HAN.search(letter)) for letter in letters)


def _with_words_closed(line: Line) -> Line:
    if not _STRETCH.search(line.text):
        return line
    return replace(line, text=_STRETCH.sub(lambda found: _closed(found[0]), line.text))


def _closed(text: str) -> str:
    """The text without blanks; but for those between two Latin words or numbers, if any of it is not set apart."""
    is_apart = all(len(letter) == 1 for letter in text.split())
    return re.sub(r"\s+", "", text) if is_apart else _BLANK.sub("", text)


_BLANK = re.compile(r"(?<![A-Za-z0-9.,;:/)])\s+|\s+(?![A-Za-z0-9(])")
