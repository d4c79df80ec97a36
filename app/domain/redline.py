"""Word-level differences of two texts, and the normal form in which typesetting makes no difference."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, Protocol

from rapidfuzz.distance import Prefix

from app.domain.characters import simplified

Op = Literal["equal", "insert", "delete"]

_MOST_WORDS = 4000
"""Longer differing stretches are replaced as a whole."""

TextPair = tuple[str, str]
"""A stretch of the first text, and its counterpart in the second."""

_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―", "-") | dict.fromkeys("“”„‟", '"'))
_CLOSING = "；;。.，,、：: \u3000\t\n\xa0"
_BORDERS = frozenset("，。；：、《》“”（）")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two texts: in both, only in the second (`insert`), or only in the first (`delete`).

    It is `slight` if only typesetting, script or the place in a list makes the difference.
    """

    op: Op
    text: str
    slight: bool = False


class _PrintedTable(dict[int, str]):
    """For `str.translate`: each character in its normal form."""

    def __missing__(self, code_point: int) -> str:
        plain = unicodedata.normalize("NFKC", simplified(chr(code_point))).translate(_SIGNS)
        self[code_point] = form = "".join(plain.split())
        return form


_PRINTED = _PrintedTable()


def printed_form(text: str) -> str:
    """A text in normal form, without differences of typesetting and script: blanks, widths, dashes,
    traditional characters."""
    return text.translate(_PRINTED)


def unclosed_form(text: str) -> str:
    """The normal form without closing punctuation, which depends on the paragraph's place in a list."""
    return printed_form(text).rstrip(_CLOSING)


class Cutter(Protocol):
    """What cuts texts into words: `domain.segmentation.Segmenter` for Chinese."""

    def cuts(self, text: str) -> list[str]:
        """The words of a text; joined, they are the text."""


def changes(first: str, second: str, words: Cutter) -> tuple[Change, ...]:
    """The words in which two texts differ: `equal` and `delete` joined are the first, `equal` and `insert`
    the second."""
    bodies = first.rstrip(_CLOSING), second.rstrip(_CLOSING)
    start = common_length(*bodies)
    end = common_length(*(body[start:][::-1] for body in bodies))
    middle = (words.cuts(body[start : len(body) - end]) for body in bodies)
    same = bodies[0][:start], bodies[0][len(bodies[0]) - end :]
    blocks = _joined(((same[0], same[0]), *_blocks(*middle), (same[1], same[1])))
    closing = first[len(bodies[0]) :], second[len(bodies[1]) :]
    found = (
        *(change for block in blocks for change in _changes_of(*block)),
        *_changes_of(*closing, is_slight=True),
    )
    alike = groupby(found, key=lambda change: (change.op, change.slight))
    return tuple(Change(op, "".join(one.text for one in run), slight) for (op, slight), run in alike)


def common_length(first: str, second: str) -> int:
    """Length of the common beginning of two texts, in characters, cut back to punctuation so that no word is
    split."""
    length = Prefix.similarity(first, second)
    while 0 < length < max(len(first), len(second)) and first[length - 1] not in _BORDERS:
        length -= 1
    return length


def _blocks(first: list[str], second: list[str]) -> Iterator[TextPair]:
    if max(len(first), len(second)) > _MOST_WORDS:
        yield "".join(first), "".join(second)
        return
    forms = [printed_form(word) for word in first], [printed_form(word) for word in second]
    for op, i, i_end, j, j_end in SequenceMatcher(None, *forms, autojunk=False).get_opcodes():
        if op != "equal":
            yield "".join(first[i:i_end]), "".join(second[j:j_end])
            continue
        pairs = zip(first[i:i_end], second[j:j_end], strict=True)
        for _, run in groupby(pairs, key=lambda pair: pair[0] == pair[1]):
            old, new = zip(*run, strict=True)
            yield "".join(old), "".join(new)


def _joined(blocks: Iterable[TextPair]) -> list[TextPair]:
    """The blocks; two changes with a single character between them, such as 的, become one."""
    done: list[TextPair] = []
    for block in blocks:
        if len(done) > 1 and _is_changed(block) and _is_lone(done[-1]) and _is_changed(done[-2]):
            parts = *done[-2:], block
            done[-2:] = [("".join(old for old, _ in parts), "".join(new for _, new in parts))]
        else:
            done.append(block)
    return done


def _is_changed(block: TextPair) -> bool:
    old, new = block
    return printed_form(old) != printed_form(new)


def _is_lone(block: TextPair) -> bool:
    return block[0] == block[1] and len(block[0]) == 1 and block[0].isalpha()


def _changes_of(old: str, new: str, *, is_slight: bool = False) -> Iterator[Change]:
    if old == new:
        yield from (Change("equal", text) for text in (old,) if text)
        return
    is_slight = is_slight or printed_form(old) == printed_form(new)
    yield from (Change("delete", text, is_slight) for text in (old,) if text)
    yield from (Change("insert", text, is_slight) for text in (new,) if text)
