"""Places that readers and citations name by what is printed there: a heading by its words, an article or an action by its
number.

`第19条` is where a heading `第十九条` stands, or a section below it, whatever its address; `行动1` is the heading
`行动1. 我们将……。`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.numerals import CHINESE_NUMERAL, from_chinese
from app.domain.place_lookup import locate, places_of
from app.domain.places import PART_PREFIX, annexes_of, cite
from app.domain.resolution import Paragraph, Resolution
from app.domain.text import fold

THEMES = "行动|(?:总体|具体|战略)?目标|承诺|支柱|原则|建议|措施"
_NUMBER = rf"(?:[0-9]{{1,3}}|{CHINESE_NUMERAL}{{1,5}})"
_ARTICLE = re.compile(rf"第\s?(?P<number>{_NUMBER})\s?(?P<unit>条|编|章|部分)")
_THEME = re.compile(rf"(?P<word>{THEMES})\s?(?P<number>{_NUMBER})(?![0-9.]*[0-9])")
_OF_SECTION = re.compile(r"(?P<within>(?:annex/[0-9]+/)?)sec/(?P<label>[0-9]+)(?=/|$)")
_QUOTES = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class PrintedHeading:
    """A heading as it was named: its words, or an article or action by its number; `within` is the annex or section."""

    words: str
    within: str = ""

    @property
    def key(self) -> str:
        """What is alike for all ways to print the number: `第十九条` and `第19条` are `19条`; else the folded words."""
        return _key(self.words) or fold(self.words)


def _key(printed: str) -> str:
    found = _ARTICLE.match(printed) or _THEME.match(printed)
    if found is None:
        return ""
    groups = found.groupdict()
    try:
        return f"{groups.get('word', '')}{from_chinese(found['number'])}{groups.get('unit', '')}"
    except ValueError:
        return ""


def place_of_number(text: Resolution, named: PrintedHeading, rest: str = "") -> str | None:
    """The place of an article or action, or of `rest` in it (`op/2`); None if the text prints no such number."""
    within = f"{named.within}/" if named.within else ""
    units = [unit for unit in text.paragraphs if unit.anchor.startswith(within)]
    keyed = [index for index, unit in enumerate(units) if _key(_printed(unit)) == named.key]
    headed = [index for index in keyed if units[index].kind == "heading"]
    for index in headed or keyed:
        if found := _below(text, units, index, rest):
            return found
    return None


def _below(text: Resolution, units: Sequence[Paragraph], index: int, rest: str) -> str | None:
    head = units[index]
    base = _section_below(units, index) or head.anchor
    if not rest:
        return base
    if found := locate(text, f"{base}/{rest}"):
        return found.place
    unit = _key(_printed(head)).lstrip("0123456789")
    for below in units[index + 1 :]:
        if below.kind == "heading" and _key(_printed(below)).endswith(unit):
            return None
        if below.anchor.endswith(f"/{rest}"):
            return below.anchor
    return None


def _section_below(units: Sequence[Paragraph], index: int) -> str | None:
    """The section that is the article of a heading, with no other article in it; it may be counted otherwise."""
    if units[index].kind != "heading":
        return None
    # The title of an article may be a heading of its own below its number.
    below = next((unit for unit in units[index + 1 :] if not _is_title(unit)), None)
    found = _OF_SECTION.match(below.anchor) if below else None
    if found is None or not _key(_printed(units[index])).endswith("条"):
        return None
    held = [at for at, unit in enumerate(units) if f"{unit.anchor}/".startswith(f"{found[0]}/")]
    others = (_key(_printed(unit)) for unit in units[held[0] : held[-1]] if unit.kind == "heading")
    return None if any(key.endswith("条") for key in others) else found[0]


def place_of_words(text: Resolution, named: PrintedHeading, time: int) -> str | None:
    """The place of the heading of these words, the `time`th one; or, if only one begins with them, of that one."""
    headings = [unit for unit in text.paragraphs if unit.kind == "heading"]
    alike = [unit for unit in headings if fold(_printed(unit)) == fold(named.words)]
    near = [unit for unit in alike if _prefix(unit.anchor) == named.within] if named.within else alike
    if len(near) >= time:
        return near[time - 1].anchor
    begun = [unit for unit in headings if fold(_printed(unit)).startswith(fold(named.words))]
    return begun[0].anchor if len(begun) == 1 and fold(named.words) else None


def citation_words(text: Resolution, place: str, words: str) -> str:
    """The `words` of a place, but a heading by what it prints, `标题“……”`, and a section that is an article as one:
    `附件第13条第2段`."""
    unit = next((one for one in text.paragraphs if one.anchor == place and one.kind == "heading"), None)
    if unit is not None:
        return _named(text, unit) or words
    section = _OF_SECTION.match(place)
    if section and (article := _article(text, section)):
        return words.replace(f"第{section['label']}节", f"第{article}")
    return words


def _named(text: Resolution, unit: Paragraph) -> str:
    """A heading by its words; empty if they are none, or too long for a citation."""
    printed = _printed(unit)
    within = _prefix(unit.anchor)
    alike = [
        one.anchor
        for one in text.paragraphs
        if one.kind == "heading" and fold(_printed(one)) == fold(printed)
        if not within or _prefix(one.anchor) == within
    ]
    if not fold(printed) or len(printed) > _LONGEST:
        return ""
    before = cite(within, annexes_of(places_of(text))) if within else ""
    time = alike.index(unit.anchor) + 1
    return f"{before}标题“{printed.translate(_QUOTES)}”" + (f"（第{time}处）" if time > 1 else "")


_LONGEST = 120
"""In characters."""


def _article(text: Resolution, section: re.Match[str]) -> str:
    """The number that the heading of a section prints, `13条`; empty if that is no article, or leads elsewhere."""
    units = text.paragraphs
    first = next((at for at, unit in enumerate(units) if f"{unit.anchor}/".startswith(f"{section[0]}/")), 0)
    above = next((unit for unit in reversed(units[:first]) if not _is_title(unit)), None)
    key = _key(_printed(above)) if above and above.kind == "heading" else ""
    named = PrintedHeading(f"第{key}", section["within"].rstrip("/"))
    return key if key.endswith("条") and place_of_number(text, named) == section[0] else ""


def _is_title(unit: Paragraph) -> bool:
    return unit.kind == "heading" and not _key(_printed(unit))


def _prefix(anchor: str) -> str:
    found = PART_PREFIX.match(anchor)
    return found[0].strip("/") if found else ""


def _printed(unit: Paragraph) -> str:
    """The words of a unit with its number, as far as these are words: `一. 导言`."""
    return f"{unit.number}. {unit.text}" if unit.number and unit.kind == "heading" else unit.text
