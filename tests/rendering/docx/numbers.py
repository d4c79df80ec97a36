"""Automatic numbers: lists that count as a document's labels do."""

import re
from collections.abc import Iterator

from tests.rendering.docx.markup import Element, w
from tests.rendering.printed import han

RINGS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_STYLES: dict[str, tuple[str, str, int]] = {
    "number": ("decimal", "%1.", 0),
    "letter": ("lowerLetter", "(%{})", 1),
    "roman": ("lowerRoman", "(%{})", 2),
    "han": ("chineseCounting", "(%{})", 1),
    "ring": ("ideographEnclosedCircle", "%{}", 1),
    "heading": ("chineseCounting", "%1.", 0),
    "bullet": ("bullet", "\uf0b7", 1),
}
"""Name of a list -> format, text of its label, and the first level that it may stand at."""
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
LEVEL_OF_STYLE = "9000"
"""The list that the style of operative paragraphs belongs to."""


class Numberer:
    """Hands out lists; one that does not go on is a new one that starts where the label says."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, int, int]] = []
        self._open: dict[tuple[str, int], tuple[int, int]] = {}
        self.next_of_style = 1

    def take(self, label: str, depth: int, before: str | None) -> Element | None:
        """The list properties that print `label`; None where no list prints it. `before` is the last label
        of the same depth."""
        found = _counted(label, before)
        if found is None or depth > 8:
            return None
        style, value = found
        level = max(depth, _STYLES[style][2])
        number, after = self._open.get((style, level), (0, 0))
        if after != value or not number:
            self._lists.append((style, level, value))
            number = len(self._lists)
        for key in [key for key in self._open if key[1] > level]:
            del self._open[key]
        self._open[style, level] = number, value + (style != "bullet")
        return w("numPr", w("ilvl", val=level), w("numId", val=number))

    def part(self) -> Element:
        """The part `numbering.xml`: one abstract list for each list, so that none counts for another."""
        abstract = [
            w("abstractNum", *_levels(style, level, start), abstractNumId=index)
            for index, (style, level, start) in enumerate(self._lists, start=1)
        ]
        abstract.append(
            w(
                "abstractNum",
                w(
                    "lvl",
                    w("start", val=1),
                    w("numFmt", val="decimal"),
                    w("pStyle", val="Operative"),
                    w("lvlText", val="%1."),
                    ilvl=0,
                ),
                abstractNumId=LEVEL_OF_STYLE,
            )
        )
        lists = [
            w(
                "num",
                w("abstractNumId", val=index),
                w("lvlOverride", w("startOverride", val=start), ilvl=level),
                numId=index,
            )
            for index, (_, level, start) in enumerate(self._lists, start=1)
        ]
        lists.append(w("num", w("abstractNumId", val=LEVEL_OF_STYLE), numId=LEVEL_OF_STYLE))
        return w("numbering", *abstract, *lists)


def _levels(style: str, level: int, start: int) -> Iterator[Element]:
    shape, text, _ = _STYLES[style]
    for index in range(level + 1):
        is_own = index == level
        yield w(
            "lvl",
            w("start", val=start if is_own else 1),
            w("numFmt", val=shape if is_own else "decimal"),
            w("suff", val="tab") if is_own else None,
            w("lvlText", val=text.format(level + 1) if is_own else f"%{index + 1}."),
            w("pPr", w("ind", left=420 * (index + 1), hanging=420)),
            ilvl=index,
        )


def _counted(label: str, before: str | None) -> tuple[str, int] | None:
    """The list and the value that print a label with its signs, `1.`, `(a)`, `㈠`, or None."""
    if label in ("–", "•"):
        return "bullet", 1
    if re.fullmatch(r"[0-9]{1,3}\.", label):
        return "number", int(label[:-1])
    if label in RINGS:
        return "ring", RINGS.index(label) + 1
    bare = label.strip("()").removesuffix(".")
    count = next((value for value in range(1, 30) if han(value) == bare), None)
    if count:
        return ("heading" if label.endswith(".") else "han"), count
    return _letter(bare, before) if label == f"({bare})" else None


def _letter(bare: str, before: str | None) -> tuple[str, int] | None:
    if bare in _ROMANS and not (before and before.strip("()") in ("h", "u", "w")):
        return "roman", _ROMANS.index(bare)
    if not re.fullmatch(r"([a-z])\1*", bare):
        return None
    return "letter", ord(bare[0]) - 96 + 26 * (len(bare) - 1)
