"""Labels of paragraphs and points, in elements of their own or typed before the text.

Source of the patterns: the numbering of the United Nations' Chinese texts: `1.`, `(a)`, `㈠`, `(一)`, `一.`,
`(甲)`, `A.`, `1.2`, dashes and bullets; figures of any width, circled or with their brackets or stop in one character.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.domain.numerals import EARTHLY_BRANCHES, HEAVENLY_STEMS

LabelKind = Literal["number", "point", "bullet", "han", "capital"]

_RING = {chr(0x3220 + index): label for index, label in enumerate("一二三四五六七八九十")}
_HAN = "[一二三四五六七八九十]{1,3}"
_BULLETS = "•·‧–—-"
_FIGURE = "[0-9０-９]"
_STOPPED, _RINGED = "⒈-⒛", "①-⑳⑴-⒇"
_BEFORE_WORDS = r"(?=[\u3400-\u9fff“《])"
_BRACKETED = rf"[(（]\s*(?P<bracketed>[a-zａ-ｚ]{{1,4}}|[A-Z]|{_FIGURE}{{1,2}}|{_HAN}|[{HEAVENLY_STEMS}{EARTHLY_BRANCHES}])\s*[)）]"
_SHAPES: tuple[tuple[LabelKind, str], ...] = (
    ("number", rf"(?P<number>{_FIGURE}{{1,3}})\s*[.．、](?:(?!\d)|(?=(?:19|20)\d\d\s*年))"),
    ("number", rf"(?P<stopped>[{_STOPPED}])"),
    ("point", _BRACKETED),
    ("point", rf"[(（]?(?P<ring>[{''.join(_RING)}])[)）]?[.．、]?"),
    ("point", r"(?P<decimal>[0-9]{1,2}(?:\.[0-9]{1,2})+)[.．]?(?=\s|$)"),
    ("point", rf"(?P<dotted>[a-z])[.．、]\s*{_BEFORE_WORDS}"),
    ("point", rf"(?P<closed>[a-z]{{1,4}}|{_FIGURE}{{1,2}})[)）]\s*{_BEFORE_WORDS}"),
    ("point", rf"(?P<ringed>[{_RINGED}])[.．、]?"),
    ("bullet", rf"[{_BULLETS}](?=\s|$)|o(?=\t)"),
    ("han", rf"(?P<han>{_HAN})[.．、]"),
)
_ALONE: tuple[tuple[LabelKind, str], ...] = (
    *_SHAPES,
    ("number", r"(?P<number>[0-9]{1,3})"),
    ("number", r"(?P<number>[0-9]{1,3})\s*[-–]"),
    ("point", r"(?P<bracketed>[a-z]{1,4})[.．)）]?"),
    ("point", r"(?P<bracketed>[0-9]{1,2}|[a-z]{1,4}|[A-Z])[)）][.．]?"),
    ("capital", r"(?P<capital>[A-Z])[.．]?"),
    ("han", rf"(?P<han>{_HAN})"),
    ("point", r"(?P<dotted>[a-z])[.．]\s*(?=[\u3400-\u9fff“《])"),
    ("bullet", rf"[{_BULLETS}]"),
)
_TYPED_SHAPES = [(kind, re.compile(rf"(?:{shape})\s*(?P<rest>)(?=\S)")) for kind, shape in _SHAPES]
_ALONE_SHAPES = [(kind, re.compile(rf"\s*(?:{shape})\s*(?P<rest>)")) for kind, shape in _ALONE]
_FIRST = (
    frozenset("0123456789０１２３４５６７８９(（abcdefghijklmnopqrstuvwxyz一二三四五六七八九十")
    | {*_RING, *_BULLETS}
    | {chr(code) for code in range(ord("①"), ord("⒛") + 1)}
)
"""The possible first characters of a typed label."""
_NUMBERED_STYLES = (
    ("digit", r"[0-9]+"),
    ("decimal", r"[0-9.]+"),
    ("capital", r"[A-Z]"),
    ("han", r"[一二三四五六七八九十]+"),
    ("stem", rf"[{HEAVENLY_STEMS}]"),
    ("branch", rf"[{EARTHLY_BRANCHES}]"),
    ("latin", r"[a-z]+"),
)
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its kind, its text without brackets and full stop (None for a bullet), and the offset at which
    it ends."""

    kind: LabelKind
    text: str | None
    end: int


def standalone_label(text: str) -> Label | None:
    """The label that makes up a whole text, or None: `12.`, `(a)`, `㈠`, `A.`, `一`."""
    found = ((kind, shape.fullmatch(text)) for kind, shape in _ALONE_SHAPES)
    return next((_label(kind, match) for kind, match in found if match), None)


def leading_label(text: str) -> Label | None:
    """The label typed at the beginning of a text, or None."""
    if text[:1] not in _FIRST:
        return None
    found = ((kind, shape.match(text)) for kind, shape in _TYPED_SHAPES)
    return next((_label(kind, match) for kind, match in found if match), None)


_HEADED = re.compile(rf"(?P<han>{_HAN}|[A-Z])\s*(?:[.．、]|\s)\s*(?=[^\s节(（])")


def leading_heading_label(text: str) -> Label | None:
    """The label at the beginning of a heading, or None: `一. 工作安排`, `一 导言`, `A. 全体会议`. A label
    alone is not one."""
    found = _HEADED.match(text)
    return Label("han", found["han"], found.end()) if found else None


def _label(kind: LabelKind, found: re.Match[str]) -> Label:
    groups = found.groupdict()
    text = next((value for name, value in groups.items() if value and name != "rest"), None)
    if text and not text.isascii():
        # `１`, `①`, `⑴` and `⒈` are all 1.
        text = _RING.get(text) or unicodedata.normalize("NFKC", text).strip("().")
    return Label(kind, text, found.end("rest"))


def follows(label: str | None, before: str | None) -> bool:
    """Whether a label is the successor of another one of its style: `(c)` of `(b)`, `(ii)` of `(hh)`."""
    if not label or not before:
        return False
    if label.isdigit() and before.isdigit():
        return int(label) == int(before) + 1
    letters = set(zip(before, label, strict=False)) if len(before) == len(label) else set()
    return len(letters) == 1 and all(ord(later) == ord(earlier) + 1 for earlier, later in letters)


def style_of(label: str | None, open_labels: list[tuple[str, str | None]]) -> str:
    """The style of a point's label; `open_labels` are style and label of the points that it may follow.

    `(i)` after `(h)` is a letter; any other `(i)` begins Roman numerals.
    """
    if label is None:
        return "bullet"
    for style, before in reversed(open_labels):
        if follows(label, before) and not label.isdigit():
            return style
    if _ROMAN.fullmatch(label) and not (len(label) == 1 and label in "vx" and not open_labels):
        return "roman"
    return next((style for style, shape in _NUMBERED_STYLES if re.fullmatch(shape, label)), "other")
