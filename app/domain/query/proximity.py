"""Words that stand near each other or in a row, as typed: `"真诚 合作"~10`, `促进*合作`."""

import re
from collections.abc import Sequence

from app.domain.proximity import InOrder, Near
from app.domain.query.terms import Phrase
from app.domain.text import fold

MAX_WITHIN = 100
"""Largest distance between two phrases, in folded characters."""
MAX_PARTS = 5
"""Most phrases near each other: each doubles the time that a text takes."""
MAX_ROW = 16
"""Most phrases in a row."""

_WORDS = re.compile('“[^”]*”|「[^」]*」|『[^』]*』|"[^"]*"|[^\\s“”「」『』"]+')


def words_of(quotation: str) -> list[str]:
    """What stands between blanks in a quotation; quotation marks inside hold a phrase together."""
    return _WORDS.findall(quotation)


def near_of(words: Sequence[str], within: str, notices: list[str]) -> Near | Phrase | None:
    """Words near each other, at most so many characters apart; a single one is a phrase."""
    parts = _folded(words)
    if len(parts) < 2:
        notices.append('“~”前的引号里要有两个以上的词，用空格隔开，如 "真诚 合作"~10；已当作短语')
        return Phrase(parts[0], f'"{" ".join(words)}"', quoted=True) if parts else None
    if len(parts) > MAX_PARTS:
        notices.append(f"相近的词太多，只用了前{MAX_PARTS}个")
    distance = int(within[:6])
    if distance > MAX_WITHIN:
        notices.append(f"相隔最多{MAX_WITHIN}字，已按{MAX_WITHIN}字查找")
    return Near(parts[:MAX_PARTS], min(distance, MAX_WITHIN))


def in_order_of(words: Sequence[str], typed: str, notices: list[str]) -> InOrder | Phrase | None:
    """Words in this order in one sentence; a single one is a phrase."""
    parts = _folded(words)
    if len(parts) > 1:
        if len(parts) < len(words):
            notices.append("“*”要写在两个词之间，如 促进*合作；多余的已略去")
        if len(parts) > MAX_ROW:
            notices.append(f"“*”隔开的词太多，只用了前{MAX_ROW}个")
        return InOrder(parts[:MAX_ROW])
    if len(words) > 1 and parts:
        notices.append("“*”要写在两个词之间，如 促进*合作；已略去")
    if not parts:
        notices.append(f"“{typed}”里没有可以检索的文字或数字，已略去")
        return None
    word = next(word for word in words if fold(word))
    # A field name without a value is a word like any other.
    return Phrase(parts[0], word.rstrip(":：") or word)


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded for word in words if (folded := fold(word)))
