"""Two texts beside each other: which paragraph of one is which of the other, and which words differ in a pair."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol, TypeVar

from rapidfuzz.distance import Indel

from app.domain.text import simplified
from app.domain.words import common_words

Op = Literal["equal", "insert", "delete"]

_ALIKE = 0.5
"""From this share of common characters on, two paragraphs may be the same in two wordings."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―", "-") | dict.fromkeys("“”„‟", '"'))


class Placed(Protocol):
    """A text with its place."""

    @property
    def anchor(self) -> str:
        """The place."""

    @property
    def text(self) -> str:
        """The text as printed."""


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of two texts: in both, only in the second (`insert`), or only in the first (`delete`)."""

    op: Op
    text: str


def printed_form(text: str) -> str:
    """A text without what typesetting and script alone change: blanks, widths, dashes, traditional characters."""
    plain = unicodedata.normalize("NFKC", simplified(text)).translate(_DASHES)
    return re.sub(r"\s+", "", plain)


def aligned(first: Sequence[P], second: Sequence[P]) -> Iterator[tuple[P | None, P | None]]:
    """The paragraphs of two texts in pairs, in their order; None where one text has no such paragraph."""
    forms = [printed_form(unit.text) for unit in first], [printed_form(unit.text) for unit in second]
    for op, i, i_end, j, j_end in SequenceMatcher(None, *forms, autojunk=False).get_opcodes():
        if op == "equal":
            yield from zip(first[i:i_end], second[j:j_end], strict=True)
        else:
            yield from _paired(first[i:i_end], second[j:j_end])


def _paired(first: Sequence[P], second: Sequence[P]) -> Iterator[tuple[P | None, P | None]]:
    """Pairs within a stretch where the texts differ: by place, else the first that is alike."""
    done = 0
    for unit in first:
        at = _partner(unit, second, done)
        if at is None:
            yield unit, None
            continue
        yield from ((None, skipped) for skipped in second[done:at])
        yield unit, second[at]
        done = at + 1
    yield from ((None, left) for left in second[done:])


def _partner(unit: Placed, others: Sequence[Placed], start: int) -> int | None:
    order = sorted(range(start, len(others)), key=lambda at: others[at].anchor != unit.anchor)
    form = printed_form(unit.text)
    alike = (at for at in order if Indel.normalized_similarity(form, printed_form(others[at].text)) >= _ALIKE)
    return next(alike, None)


def changes(first: str, second: str) -> tuple[Change, ...]:
    """The words in which two texts differ: `equal` and `delete` give the first, `equal` and `insert` the second.

    What typesetting alone changes counts as equal and is given as the first text has it.
    """
    words = common_words().cuts(first), common_words().cuts(second)
    forms = [printed_form(word) for word in words[0]], [printed_form(word) for word in words[1]]
    found: list[Change] = []
    for op, i, i_end, j, j_end in SequenceMatcher(None, *forms, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Change("equal", "".join(words[0][i:i_end])))
            continue
        if i_end > i:
            found.append(Change("delete", "".join(words[0][i:i_end])))
        if j_end > j:
            found.append(Change("insert", "".join(words[1][j:j_end])))
    return tuple(found)
