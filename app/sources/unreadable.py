"""Characters that nobody can read: private-use ones, which mean something in one font only, and lost ones."""

from collections.abc import Iterable, Iterator

from app.domain.characters import UNREADABLE
from app.domain.resolution import Footnote, Paragraph, Problem


def unreadable_characters(title: str | None, units: Iterable[Paragraph | Footnote]) -> Iterator[Problem]:
    """A problem for each place with such characters."""
    for anchor, text in (("title", title or ""), *((unit.anchor, unit.text) for unit in units)):
        if found := UNREADABLE.findall(text):
            codes = "、".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found))
            yield Problem("unreadable_characters", f"有{len(found)}个字符没有通用的字形：{codes}", anchor)
