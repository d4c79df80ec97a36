"""Writes footnotes where their marks stand."""

from itertools import count

from lxml import etree

from app.domain.resolution import Footnote, NoteMark
from app.writers.akn.elements import Ids, add, place
from app.writers.akn.inline import InlineWriter, Words, WriteNote
from app.writers.akn.notes import NotePlaces

UNMARKED = "unmarked"
"""The class of a footnote that no mark in the text leads to; it stands where its number comes in order."""


class NoteWriter:
    """Writes the footnotes of a text. `notes` are all of them, `places` tells where each stands."""

    def __init__(
        self, notes: tuple[Footnote, ...], places: NotePlaces, inline: InlineWriter, ids: Ids
    ) -> None:
        self._places = places
        self._inline = inline
        self._ids = {
            note.anchor: ids.of(note.eid, f"authorialNote_{number}") for number, note in enumerate(notes, 1)
        }
        self._anchors = {note.number: note.anchor for note in reversed(notes)}

    def at_marks(self, anchor: str) -> WriteNote:
        """What writes the marks of a unit, called for each of them in their order."""
        numbers = count()
        return lambda parent, mark: self._at_mark(parent, mark, (anchor, next(numbers)))

    def write_rest(self, body: etree._Element) -> None:
        """Write the footnotes that no mark led to, behind all else."""
        if self._places.rest:
            line = add(add(add(body, "hcontainer", name="notes"), "content"), "p")
            for note in self._places.rest:
                self.write(line, note, UNMARKED)

    def _at_mark(self, parent: etree._Element, mark: NoteMark, at: tuple[str, int]) -> None:
        for note in self._places.before.get(at, ()):
            self.write(parent, note, UNMARKED)
        if own := self._places.at.get(at):
            self._anchors[own.number] = own.anchor
            self.write(parent, own)
            return
        anchor = self._anchors.get(mark.number)
        add(parent, "noteRef", href=f"#{self._ids[anchor] if anchor else ''}", marker=mark.number)

    def write(self, parent: etree._Element, note: Footnote, class_: str | None = None) -> None:
        """Write a footnote into the words of an element."""
        element = add(
            parent,
            "authorialNote",
            marker=note.number,
            placement="bottom",
            eId=self._ids[note.anchor],
            class_=class_,
        )
        words = Words(note.text, citations=note.citations, links=note.links)
        self._inline.write(add(place(element, note), "p"), words, _nothing)


def _nothing(parent: etree._Element, mark: NoteMark) -> None:
    """A footnote has no marks of its own."""
