"""Wordings that an amended paragraph gave up for others: 胁迫性措施 for 强制性措施."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from app.domain.redline import common_length, unclosed_form
from app.domain.segmentation import Segmenter
from app.domain.verbs import SELDOM_OPEN, opening_verb

SHORTEST, LONGEST = 2, 12
"""Length of a wording, in characters."""
_MOST_CONTEXT = 2
"""How many unchanged words on either side may belong to a wording."""
_MOST_TOKENS = 8
"""How many unchanged words on either side are looked at."""
_MOST_WORDS = 2000
"""Longer differing stretches are not compared: where so much has changed, no wording stands for another."""

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_NUMERALS = "一二三四五六七八九十百千万亿零〇两"
_COUNTED = re.compile(
    rf"第[{_NUMERALS}]|[{_NUMERALS}](?:届|次|轮|项|个|名|年|月|日|周年|级|段|期|处|份|条|款|点)|^[年月日届号]|[各该其这此]"
)
"""What counts, or points elsewhere in the text."""
_JOINTS = "的之了着和与及以并或其该这那此等也又还且而在于对为将把被由从至们他她它"
_EMPTY = re.compile(rf"[{_JOINTS}各所中内上下向到个{_NUMERALS}]+")
"""Characters that join or count: two wordings that differ only in them are one wording."""
_JOINED = re.compile("[和与及或、并]")
"""In words put in or taken out: they lengthen a list."""
_LOOSE = frozenset(
    "有关 相关 关于 方面 特别 尤其 包括 此外 同时 因此 为此 这些 所有 一切 任何 某些 其他 目前 当前 今后 已经 仍然 可以 能够 "
    "必须 应当 需要 如果 以便 以期 从而 通过 根据 按照 依照 依据 鉴于 进行 开展 提供 作出 做出 给予 自己 自身 本国 彼此 在内 "
    "期间 以来 之间 之前 之后 以及 并且 而且 或者 继续 进一步 充分 全面 大力 切实 有效 积极".split()
)
"""Words that stand for one another anywhere."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """A wording of the earlier text, and the one that stands at its point in the later text.

    Neither stands anywhere in the other text. Each is the changed words with as few unchanged ones around
    them as this takes; `head` and `tail` are the lengths of those in characters. `before` and `behind` are
    the words next to it, at most two, in the order of the text; fewer at a number or punctuation.
    """

    old: str
    new: str
    head: int = 0
    tail: int = 0
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, str]:
        """The changed words alone; one may be empty."""
        return self.old[self.head : len(self.old) - self.tail], self.new[
            self.head : len(self.new) - self.tail
        ]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Changed words, and the unchanged words around them, the nearest first."""

    old: str
    new: str
    before: tuple[str, ...]
    behind: tuple[str, ...]

    def within(self, before: int, behind: int) -> Rewording:
        """The changed words with so many unchanged ones around them."""
        head, tail = "".join(reversed(self.before[:before])), "".join(self.behind[:behind])
        return Rewording(
            head + self.old + tail,
            head + self.new + tail,
            len(head),
            len(tail),
            self.before[before : before + _MOST_CONTEXT][::-1],
            self.behind[behind : behind + _MOST_CONTEXT],
        )


def rewordings(old: str, new: str, earlier: str, later: str, words: Segmenter) -> Iterator[Rewording]:
    """The wordings replaced in a paragraph, given its two forms and the two whole texts, these in printed form.

    What counts or only joins, verbs that open paragraphs, and words without a counterpart are left out.
    """
    for edit in _edits(unclosed_form(old), unclosed_form(new), words):
        if not _is_idle(edit) and (found := _shortest(edit, earlier, later)):
            yield found


def is_term(word: str) -> bool:
    """Whether an unchanged word may belong to a wording: no joint, no loose word, no verb that opens paragraphs."""
    return len(word) > 1 and word not in _LOOSE and not _EMPTY.fullmatch(word) and not _is_verb(word)


def _edits(old: str, new: str, words: Segmenter) -> Iterator[_Edit]:
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    first, second = (words.cuts(text[start : len(text) - end]) for text in (old, new))
    if max(len(first), len(second)) > _MOST_WORDS:
        return
    for op, i, i_end, j, j_end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if op != "equal":
            yield _Edit(
                "".join(first[i:i_end]),
                "".join(second[j:j_end]),
                _common_words(first[:i], second[:j], is_before=True),
                _common_words(first[i_end:], second[j_end:], is_before=False),
            )


def _common_words(first: Sequence[str], second: Sequence[str], *, is_before: bool) -> tuple[str, ...]:
    """The Chinese words that both end with (`is_before`) or begin with, the nearest first: enough for a wording and
    its context."""
    step = -1 if is_before else 1
    pairs = list(zip(first[::step][:_MOST_TOKENS], second[::step][:_MOST_TOKENS], strict=False))
    common = [word for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    words = _joined(common[::step])[::step]
    return tuple(takewhile(_CHINESE.fullmatch, words))


def _joined(words: Sequence[str]) -> list[str]:
    """The words, with characters that stand alone beside each other as one word: 两 and 国 are 两国."""
    joined: list[str] = []
    was_lone = False
    for word in words:
        is_lone = len(word) == 1 and word not in _JOINTS and _CHINESE.fullmatch(word) is not None
        joined[-1:] = [joined[-1] + word] if is_lone and was_lone else [*joined[-1:], word]
        was_lone = is_lone
    return joined


def _is_idle(edit: _Edit) -> bool:
    """Whether the changed words cannot make a wording, whatever stands around them."""
    if len(edit.old) <= 1 and len(edit.new) <= 1:
        return True
    if not (edit.old and edit.new) and _JOINED.search(edit.old + edit.new):
        return True
    return any(
        len(side) > LONGEST
        or not _CHINESE.fullmatch(side)
        or side in _LOOSE
        or _COUNTED.search(side)
        or _EMPTY.fullmatch(side)
        or _is_verb(side)
        for side in (edit.old, edit.new)
        if side
    )


def _is_verb(words: str) -> bool:
    return words not in SELDOM_OPEN and opening_verb(words)[1] == len(words)


def _shortest(edit: _Edit, earlier: str, later: str) -> Rewording | None:
    """The wording with the fewest unchanged words that was given up in the whole text, and came into the whole text."""
    before, behind = (len(list(takewhile(is_term, side))) for side in (edit.before, edit.behind))
    contexts = [
        (n, m) for n in range(min(before, _MOST_CONTEXT) + 1) for m in range(min(behind, _MOST_CONTEXT) + 1)
    ]
    for context in sorted(contexts, key=sum):
        found = edit.within(*context)
        if _is_wording(found.old, found.new) and found.old not in later and found.new not in earlier:
            return found
    return None


def _is_wording(old: str, new: str) -> bool:
    """Whether one wording can stand for the other. One that holds the other whole is found with it; with other
    joints it is the same wording."""
    if not all(SHORTEST <= len(text) <= LONGEST and not _COUNTED.search(text) for text in (old, new)):
        return False
    plain = [_EMPTY.sub("", text) for text in (old, new)]
    if plain[0] in plain[1] or plain[1] in plain[0]:
        return False
    return set(_JOINTS).isdisjoint((old[0], old[-1], new[0], new[-1]))
