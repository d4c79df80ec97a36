"""The documents in a file: usually one, several if a resolution has lettered parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.sources.packs import LanguagePack

OUR_EDITOR = "#jueyi"
"""Who made the markup of the files that this archive writes."""


@dataclass(frozen=True, slots=True)
class LetteredPart:
    """A document: its statement, the elements that hold its metadata, its own before those of the whole file, and
    what is known of its language. `is_ours`: this archive wrote the file (`app/writers/akn`), so its markup says what
    it means and nothing is guessed."""

    statement: etree._Element
    boxes: tuple[etree._Element, ...]
    pack: LanguagePack
    is_ours: bool = False

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
        editor = statement.find("{*}meta/{*}identification/{*}FRBRManifestation/{*}FRBRauthor")
        is_ours = editor is not None and editor.get("href") == OUR_EDITOR
        return [LetteredPart(statement, (statement,), pack, is_ours)]
    collection = root.find("{*}documentCollection")
    statements = root.findall("{*}components/{*}component/{*}statement")
    if collection is None or not statements:
        raise ValueError("XML 中没有决议或决定（statement）")
    return [LetteredPart(statement, (statement, collection), pack) for statement in statements]
