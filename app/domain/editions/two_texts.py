"""Two texts as they are compared: how well a range of units of one goes with a range of the other."""

import math
from collections.abc import Sequence
from typing import Protocol

from app.domain.editions.evidence import Evidence, Weights, evidence_of, length_likeness
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.paths import ranked_paths
from app.domain.editions.quantities import Language


class EditionUnit(Protocol):
    """A unit of a text."""

    @property
    def anchor(self) -> str:
        """The place."""

    @property
    def kind(self) -> str:
        """Preambular, operative, heading, table …"""

    @property
    def text(self) -> str:
        """The text as printed."""

    @property
    def eid(self) -> str | None:
        """Its identifier in the source's markup."""


Span = tuple[int, int]
"""A half-open range of units."""
Step = tuple[Span, Span]
"""The units of both texts that go together; one of the ranges may be empty."""

_SAME_PLACE = 2.5
_SAME_EID = 1.0
_SAME_KIND = 0.5
_SAME_RANK = 1.5
"""The same label below the same number, in parts that are counted otherwise: `annex/1/sec/3/op/2/b`, `annex/2/op/2/b`."""
_HEADING_FOR_PARAGRAPH = -3.0
"""What it costs that a text sets as a heading what is a paragraph of the other."""
_ALONE = -1.5
"""What a unit that stands in one text only costs."""
_RANKED = 2
"""How many segments at the end of a path are a rank."""
_MERGED = -4.0
_MUCH_LONGER = -1.5
"""Likeness of lengths up to which a merge is not looked at."""
_APART = ("heading", "table")
"""Kinds that are not joined with others."""


class _Side:
    def __init__(self, units: Sequence[EditionUnit], language: Language, lexicon: Lexicon) -> None:
        self.units = units
        self.paths = ranked_paths(units)
        self.evidence = [evidence_of(unit.text, language, lexicon) for unit in units]

    @property
    def headings(self) -> int:
        return sum(unit.kind == "heading" for unit in self.units)

    def over(self, span: Span) -> Evidence:
        evidence = self.evidence[span[0]]
        for index in range(span[0] + 1, span[1]):
            evidence = evidence.with_next(self.evidence[index])
        return evidence

    def length(self, span: Span) -> float:
        return sum(self.evidence[index].length for index in range(*span))

    def holds_apart(self, span: Span) -> bool:
        return any(unit.kind in _APART for unit in self.units[slice(*span)])


class TwoTexts:
    """Units of both texts with their evidence."""

    def __init__(
        self, chinese: Sequence[EditionUnit], english: Sequence[EditionUnit], lexicon: Lexicon
    ) -> None:
        self.chinese = _Side(chinese, "zh", lexicon)
        self.english = _Side(english, "en", lexicon)
        self._weights = Weights(self.chinese.evidence, self.english.evidence, lexicon)
        self._are_headings_counted_alike = self.chinese.headings == self.english.headings

    def likeness(self, zh: Span, en: Span) -> float:
        """How well ranges agree in words, quantities and length."""
        return self._weights.likeness(self.chinese.over(zh), self.english.over(en))

    def is_same_place(self, zh: int, en: int) -> bool:
        """Whether two units have the same path; headings, which are only counted, if both texts have as many."""
        is_same = self.chinese.paths[zh] == self.english.paths[en]
        return is_same and (self._are_headings_counted_alike or self.chinese.units[zh].kind != "heading")

    def is_same_rank(self, zh: int, en: int) -> bool:
        """Whether two units at different paths end alike."""
        one, other = self.chinese.paths[zh].split("/"), self.english.paths[en].split("/")
        return one != other and len(one) > _RANKED < len(other) and one[-_RANKED:] == other[-_RANKED:]

    def may_pair(self, zh: int, en: int) -> bool:
        """Whether their kinds allow that two units are one."""
        kinds = {self.chinese.units[zh].kind, self.english.units[en].kind}
        return len(kinds) == 1 or kinds.isdisjoint(_APART)

    def worth(self, zh: Span, en: Span) -> float:
        """How well ranges go together, one of which may be empty."""
        lengths = (zh[1] - zh[0], en[1] - en[0])
        if lengths == (1, 1):
            return self._of_pair(zh, en)
        if 0 in lengths:
            return _ALONE
        if not self.may_merge(zh, en):
            return -math.inf
        return _MERGED + self.likeness(zh, en) if self._may_be_as_long(zh, en) else -math.inf

    def _may_be_as_long(self, zh: Span, en: Span) -> bool:
        lengths = (self.chinese.length(zh), self.english.length(en))
        return length_likeness(*lengths) > _MUCH_LONGER

    def _of_pair(self, zh: Span, en: Span) -> float:
        one, other = self.chinese.units[zh[0]], self.english.units[en[0]]
        is_of_one_kind = self.may_pair(zh[0], en[0])
        if not is_of_one_kind and "table" in (one.kind, other.kind):
            return -math.inf
        return (
            self.likeness(zh, en)
            + _HEADING_FOR_PARAGRAPH * (not is_of_one_kind)
            + _SAME_RANK * self.is_same_rank(zh[0], en[0])
            + _SAME_PLACE * self.is_same_place(zh[0], en[0])
            + _SAME_EID * bool(one.eid and one.eid == other.eid)
            + _SAME_KIND * (one.kind == other.kind)
        )

    def may_merge(self, zh: Span, en: Span) -> bool:
        """Whether no unit of the ranges goes with its own kind only."""
        return not (self.chinese.holds_apart(zh) or self.english.holds_apart(en))
