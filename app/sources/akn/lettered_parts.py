"""The documents in a file: usually one, several if a resolution has lettered parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.sources.packs import LanguagePack


@dataclass(frozen=True, slots=True)
class LetteredPart:
    """A document: its statement, the elements that hold its metadata, its own before those of the whole file, and
    what is known of its language."""

    statement: etree._Element
    boxes: tuple[etree._Element, ...]
    pack: LanguagePack

    def all(self, path: str) -> list[etree._Element]:
        """The elements at a path: those of the document if there are any, else those of the file."""
        return next((found for box in self.boxes if (found := box.findall(path))), [])

    def first(self, path: str) -> etree._Element | None:
        """The first element at a path, or None."""
        return next(iter(self.all(path)), None)

    def everywhere(self, path: str) -> Iterator[etree._Element]:
        """The elements at a path, those of the file first."""
        for box in reversed(self.boxes):
            yield from box.findall(path)


def parts_of(root: etree._Element, pack: LanguagePack) -> list[LetteredPart]:
    """The documents in a file. Raises ValueError, with a reason in Chinese, if there are none."""
    statement = root.find("{*}statement")
    if statement is not None:
        return [LetteredPart(statement, (statement,), pack)]
    collection = root.find("{*}documentCollection")
    statements = root.findall("{*}components/{*}component/{*}statement")
    if collection is None or not statements:
        raise ValueError("XML 中没有决议或决定（statement）")
    return [LetteredPart(statement, (statement, collection), pack) for statement in statements]
