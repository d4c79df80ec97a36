"""Automatic numbers: lists and their counters (ECMA-376, part 1, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.domain.characters import UNREADABLE
from app.sources.docx.markup import child, flag, number, value
from app.sources.docx.number_formats import formatted

MOST_LEVELS = 9
_MOST_LISTS = 20_000
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"
"""Printed for a bullet of a font of its own, whose character means nothing in another one."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    shape: str
    text: str
    restart: int | None
    in_figures: bool
    style: str | None

    @property
    def bullet(self) -> str:
        return self.text if self.text.strip() and not UNREADABLE.search(self.text) else _BULLET


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the abstract one that it counts with, its levels, and where a level starts anew with it."""

    abstract: int
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class AutomaticNumber:
    """A number as printed, the level that it stands at, and the format that was not known, if any."""

    text: str
    level: int
    unknown: str | None = None


class Numbering:
    """The lists of a document, and their counters as far as the document was read."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        links = ((value(child(one, "styleLink")), number) for number, one in self._abstract.items())
        self._by_style = {link: number for link, number in links if link}
        self._lists: dict[int, _List | None] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next(self, list_id: int, level: int | None, style: str | None) -> AutomaticNumber | None:
        """The number of the next paragraph of a list; None if it prints none.

        `style` is that of the paragraph: where its level is not said, it is the one that names the style.
        """
        found = self._list(list_id)
        if found is None:
            return None
        if level is None:
            named = (index for index, one in found.levels.items() if one.style and one.style == style)
            level = next(named, 0)
        own = found.levels.get(level)
        if own is None:
            return None
        counters = self._count(list_id, found, level)
        if own.shape == "bullet":
            return AutomaticNumber(own.bullet, level)
        return _printed(own, level, found.levels, counters)

    def _count(self, list_id: int, found: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        own = found.levels[level]
        is_first = (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        start = found.starts.get(level, own.start)
        goes_on = level in counters and not (is_first and level in found.starts)
        counters[level] = counters[level] + 1 if goes_on else start
        for lower in [one for one in counters if one > level]:
            restart = found.levels[lower].restart if lower in found.levels else None
            # Without a word a level restarts behind any higher one; 0 means never.
            if restart is None or level < restart:
                del counters[lower]
        return counters

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._made(list_id)
        return self._lists[list_id]

    def _made(self, list_id: int) -> _List | None:
        num = self._nums.get(list_id)
        abstract_id = number(child(num, "abstractNumId"))
        if num is None or abstract_id is None:
            return None
        abstract_id = self._with_levels(abstract_id)
        abstract = self._abstract.get(abstract_id)
        levels = _levels(abstract) if abstract is not None else {}
        starts: dict[int, int] = {}
        for override in num.findall("{*}lvlOverride"):
            level = number(override, "ilvl")
            if level is None or not 0 <= level < MOST_LEVELS:
                continue
            levels |= _levels(override, only=level)
            start = number(child(override, "startOverride"))
            if start is not None:
                starts[level] = start
        return _List(abstract_id, levels, starts)

    def _with_levels(self, abstract_id: int) -> int:
        """The abstract list that has the levels of one that only refers to a style of lists."""
        link = value(child(self._abstract.get(abstract_id), "numStyleLink"))
        if link is None:
            return abstract_id
        return self._by_style.get(link, abstract_id)


def _by_id(root: etree._Element | None, kind: str, attribute: str) -> dict[int, etree._Element]:
    found: dict[int, etree._Element] = {}
    for one in root.findall(f"{{*}}{kind}") if root is not None else ():
        identifier = number(one, attribute)
        if identifier is not None and len(found) < _MOST_LISTS:
            found[identifier] = one
    return found


def _levels(root: etree._Element, only: int | None = None) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in root.findall("{*}lvl"):
        level = number(one, "ilvl") if only is None else only
        if level is not None and 0 <= level < MOST_LEVELS:
            start = number(child(one, "start"))
            found[level] = _Level(
                1 if start is None else start,
                value(child(one, "numFmt")) or "decimal",
                value(child(one, "lvlText")) or "",
                number(child(one, "lvlRestart")),
                bool(flag(child(one, "isLgl"))),
                value(child(one, "pStyle")),
            )
    return found


def _printed(
    own: _Level, level: int, levels: Mapping[int, _Level], counters: Mapping[int, int]
) -> AutomaticNumber | None:
    unknown: str | None = None

    def number_of(found: re.Match[str]) -> str:
        nonlocal unknown
        index = int(found[1]) - 1
        of_level = levels.get(index)
        if of_level is None or index > level:
            return ""
        shape = "decimal" if own.in_figures and index < level else of_level.shape
        count = counters.get(index, of_level.start)
        text = formatted(count, shape)
        if text is None:
            unknown = shape
        return str(count) if text is None else text

    text = _PLACEHOLDER.sub(number_of, own.text).strip()
    return AutomaticNumber(text, level, unknown) if text else None
