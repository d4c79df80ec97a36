"""Series: which earlier text a resolution continues, and on what evidence.

The texts of a series are by one organ on one matter, session after session: mostly under one title, which may
change; mostly naming the previous text in the preamble; always keeping some of its words.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz.distance import Indel

from app.domain.align import AnchoredText, Pair
from app.domain.redline import unclosed_form

LinkConfidence = Literal["certain", "likely", "by_hand"]

_COUNTED = re.compile(
    r"第[〇零一二三四五六七八九十百0-9]+(?=[届次期])|[一二三四五六七八九十百0-9]+(?=周年)|[0-9]+"
)

_ENOUGH_NAMED = ((0.95, 0.0), (0.85, 0.2), (0.5, 0.35), (0.3, 0.6))
_ENOUGH = ((1.0, 0.25), (0.9, 0.6), (0.0, 0.95))
"""(likeness of the titles, share of the later text that must then be kept), if the later text names the
earlier one and if it does not. Set by hand on the large collection."""
_ENOUGH_UNTITLED_NAMED, _ENOUGH_UNTITLED = 0.3, 0.5
_ENOUGH_ELSEWHERE = 0.85
"""Share kept that makes a text the continuation of another organ's text of the same title."""
_SURELY_KEPT = 0.3
_KEPT_BY_RENAMED = 0.6
_NEARLY_AS_MUCH = 0.7
"""A newer text is preferred to an older one if at least this fraction as much of it is kept."""


def title_form(folded: str) -> str:
    """A folded title without numbers of sessions and years: `第七十六届会议`, `2022年`, `八十周年`."""
    return _COUNTED.sub("#", folded)


@dataclass(frozen=True, slots=True)
class SeriesText:
    """The properties of a document that decide which text it continues.

    `title` is folded, empty if there is none; `dated` is the document's date, or the first day of its
    session's year.
    """

    id: int
    symbol: str | None
    body: str
    kind: str
    outcome: str
    session: str | None
    title: str
    dated: date

    @property
    def order(self) -> tuple[int, date, int]:
        """Sort key of the texts of one organ: the last texts of a session may be dated in the year of the
        next one."""
        return int(self.session) if self.session and self.session.isdecimal() else 0, self.dated, self.id

    def is_before(self, other: "SeriesText") -> bool:
        """Whether this text precedes another one."""
        if self.body == other.body and self.order[0] and other.order[0]:
            return self.order < other.order
        return (self.dated, self.id) < (other.dated, other.id)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence that one text continues another.

    `title` is the likeness of their titles without numbers, None if either has none; `named` is the place at
    which the later text names the earlier one; `kept` is the share of the later text's characters taken from
    the earlier one. `is_renewed`: the earlier title is used again after the later text.
    """

    same_organ: bool
    same_title: bool
    title: float | None
    named: str | None
    kept: float
    is_renewed: bool = False


def title_likeness(one: str, other: str) -> float | None:
    """The likeness of two folded titles without numbers, from 0 to 1; None if either is empty."""
    if not one or not other:
        return None
    return Indel.normalized_similarity(title_form(one), title_form(other))


def kept_share(pairs: Iterable[Pair[AnchoredText]]) -> float:
    """The share of the second text's characters taken from the first, weighted by the likeness of the
    pairs."""
    total = kept = 0.0
    for pair in pairs:
        if pair.second is not None:
            length = len(unclosed_form(pair.second.text))
            total += length
            kept += length * pair.ratio
    return kept / total if total else 0.0


def confidence(found: Evidence) -> LinkConfidence | None:
    """How certain it is that the later text continues the earlier one; None if it does not."""
    if not found.same_organ:
        is_taken_over = found.same_title and found.kept >= _ENOUGH_ELSEWHERE
        return "likely" if is_taken_over else None
    if found.same_title:
        return "certain" if found.named or found.kept >= _SURELY_KEPT else "likely"
    if found.title is None:
        is_enough = found.kept >= (_ENOUGH_UNTITLED_NAMED if found.named else _ENOUGH_UNTITLED)
    else:
        steps = _ENOUGH_NAMED if found.named else _ENOUGH
        is_enough = any(found.title >= title and found.kept >= kept for title, kept in steps)
    if not is_enough:
        return None
    return "certain" if found.named and found.kept >= _SURELY_KEPT else "likely"


@dataclass(frozen=True, slots=True)
class Continued:
    """An earlier text that a later one may continue."""

    earlier: SeriesText
    evidence: Evidence
    confidence: LinkConfidence


def continued(later: SeriesText, candidates: Iterable[tuple[SeriesText, Evidence]]) -> Continued | None:
    """The text that `later` continues, or None if it begins a matter.

    Preferred in this order: the same organ, the same title, another session, the same kind (a decision may
    merely defer the matter), and of the rest the newest.
    """
    found = [
        Continued(earlier, evidence, sure)
        for earlier, evidence in candidates
        if (sure := confidence(evidence)) and _may_precede(later, earlier, evidence)
    ]
    if not found:
        return None
    best = max(map(_rank, found))
    found = _first_choice(found, lambda one: _rank(one) == best)
    found = _first_choice(found, lambda one: not _is_beside(later, one.earlier))
    found = _first_choice(found, lambda one: one.earlier.kind == later.kind)
    if not found[0].evidence.same_title:
        most = max(one.evidence.kept for one in found)
        found = [one for one in found if one.evidence.kept >= _NEARLY_AS_MUCH * most]
    newest = max(found, key=lambda one: one.earlier.order).earlier
    of_newest = [one for one in found if one.earlier is newest or _is_beside(newest, one.earlier)]
    return max(of_newest, key=lambda one: (one.evidence.kept, one.earlier.order))


def _may_precede(later: SeriesText, earlier: SeriesText, evidence: Evidence) -> bool:
    if later.kind == "decision" or earlier.kind == "decision":
        # Decisions share formulas: only the title shows that they concern one matter.
        return evidence.title == 1
    if evidence.same_title:
        return True
    # If the earlier text is continued under its own title, a text of another title is a branch.
    is_branch = evidence.is_renewed and evidence.kept < _KEPT_BY_RENAMED
    return not _is_beside(later, earlier) and not is_branch


def _is_beside(one: SeriesText, other: SeriesText) -> bool:
    """Whether two texts are of the same organ and session."""
    return one.session is not None and (one.body, one.session) == (other.body, other.session)


def _rank(found: Continued) -> tuple[bool, bool]:
    return found.evidence.same_organ, found.evidence.same_title


def _first_choice(found: list[Continued], is_better: Callable[[Continued], bool]) -> list[Continued]:
    return [one for one in found if is_better(one)] or found
