"""The labels that a browser prints before the items of lists."""

import re
from collections.abc import Callable

from lxml import etree

from app.domain.numerals import HEAVENLY_STEMS, to_chinese, to_roman
from app.sources.html.appearance import classes, style_of
from app.sources.labels import leading_label

_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
    "trad-chinese-informal": "simp-chinese-informal",
    "cjk-ideographic": "simp-chinese-informal",
}
"""Styles by the values of `type` and other names of the same style."""
_UNLABELLED = frozenset("list-unstyled list-none nostyle unstyled plainlist".split())
_BULLET = "•"
_MOST = 999
"""The greatest number that a paragraph has."""
_BEGINNING = 80
"""How much of an item, in characters, is searched for a label."""


class OpenList:
    """A list whose items are being read; it counts them."""

    def __init__(self, element: etree._Element) -> None:
        self._is_numbered = element.tag == "ol"
        self._style = _style(element) or "decimal"
        self._step = -1 if element.get("reversed") is not None else 1
        items = len(element.findall("li")) if self._step < 0 else 1
        self._number = _given(element.get("start"), items)

    def label(self, item: etree._Element, depth: int) -> str | None:
        """The label of the next item as a browser prints it, points in brackets, or None; `depth` counts from 1.

        An item that has a label typed in its words has no other. Numbers of inner lists stand in brackets too, since
        a browser's `1.` below `5.` is not a paragraph of its own.
        """
        number = _given(item.get("value"), self._number)
        self._number = number + self._step
        style = _style(item) or self._style
        typed = leading_label(_beginning(item))
        if style == "none" or (typed and typed.kind != "bullet"):
            return None
        if not self._is_numbered:
            return _BULLET
        label = _printed(number, style) if 0 < number <= _MOST else None
        if label is None:
            return None
        is_paragraph = depth == 1 and (style == "decimal" or style.startswith("upper-"))
        return f"{label}." if is_paragraph else f"({label})"


def _beginning(item: etree._Element) -> str:
    text = ""
    for piece in item.itertext():
        text = (text + str(piece)).lstrip()
        if len(text) > _BEGINNING:
            break
    return re.sub(r"\s+", " ", text)


def _style(element: etree._Element) -> str | None:
    style = style_of(element)
    told = style.get("list-style-type") or style.get("list-style") or element.get("type")
    if told and told.split():
        return _STYLES.get(told.split()[0], told.split()[0])
    return "none" if classes(element) & _UNLABELLED else None


def _given(printed: str | None, otherwise: int) -> int:
    return int(printed) if printed and re.fullmatch(r"\s*-?\d{1,6}\s*", printed) else otherwise


def _printed(number: int, style: str) -> str | None:
    """A number in a style; None if the style has none such."""
    most, write = _WRITERS.get(style, (_MOST, str))
    return write(number) if number <= most else None


def _letters(number: int) -> str:
    """`a` … `z`, `aa` … as browsers count."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


_WRITERS: dict[str, tuple[int, Callable[[int], str]]] = {
    "lower-alpha": (_MOST, _letters),
    "upper-alpha": (_MOST, lambda number: _letters(number).upper()),
    "lower-roman": (89, lambda number: to_roman(number).lower()),
    "upper-roman": (89, to_roman),
    "cjk-heavenly-stem": (len(HEAVENLY_STEMS), lambda number: HEAVENLY_STEMS[number - 1]),
    "simp-chinese-informal": (99, to_chinese),
}
"""For each style the greatest number that it is used for here, and how it is written."""
