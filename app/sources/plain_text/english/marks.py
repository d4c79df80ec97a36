"""How likely a plain number in an English text is the mark of a footnote: it is glued to the word before it."""

import re

from app.domain.text import Span

_BEHIND = re.compile(r"[./:,-]\d|[A-Za-z%°(]|\s\d{3}(?!\d)|\s?(?:st|nd|rd|th)\b")
_NUMBER_AND_SIGN = re.compile(r"(?:(?:19|20)\d\d|\d/\d{1,4})[,;.:]$")
_NEAR = 24
_SHORT_ACRONYM = re.compile(r"(?:^|[^A-Za-z])[A-Z]{1,2}$")
_YEAR = re.compile(r"(?:^|[A-Za-z,–-]\s?)(?:19|20)\d\d$")
_ABBREVIATED = re.compile(
    r"(?:/\S*|\b(?:Nos?|vols?|paras?|chaps?|sects?|arts?|Suppl|Add|Corr|Rev|SR|WP|pp?))\.$"
)
_CLOSING, _PAUSES = tuple('”’")]'), tuple(",;.:")


def mark_score(text: str, span: Span, is_glued: bool, may_count: bool) -> float:  # noqa: FBT001, ARG001
    """How likely a number is a mark; 0 for one that a blank stands before."""
    start, end = span
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if not before or before[-1].isspace() or _BEHIND.match(behind):
        return 0.0
    if is_glued:
        return 2.5 if _YEAR.search(before) else 0.0
    if before[-1] in _PAUSES:
        return _behind_pause(before)
    is_word = before[-1].isalpha() and not _SHORT_ACRONYM.search(before)
    return 4.5 if before[-1] in _CLOSING else 4.0 if is_word else 0.0


def _behind_pause(before: str) -> float:
    if _ABBREVIATED.search(before):
        return 0.0
    if not before[-2:-1].isdigit():
        return 4.5
    return 2.5 if _NUMBER_AND_SIGN.search(before) else 0.0
