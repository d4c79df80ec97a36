"""A part of a document: one place with its points, a range, an annex, a footnote, the vote."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from app.domain.organs import Names
from app.domain.place_lookup import locate
from app.domain.resolution import Footnote, Paragraph, Resolution
from app.writers.akn.body import BodyWriter
from app.writers.akn.elements import Ids, add, root
from app.writers.akn.head import write_vote
from app.writers.akn.identification import frbr_address, write_identification
from app.writers.akn.inline import InlineWriter, Words
from app.writers.akn.note_writer import NoteWriter
from app.writers.akn.notes import TITLE, note_places
from app.writers.akn.outline import scopes
from app.writers.akn.statement import hrefs
from app.writers.akn.vocabulary import Wording

_VOTE = "vote"


def portion(text: Resolution, names: Names, marked_on: str, places: Sequence[str]) -> etree._Element:
    """A portion of a text. Raises LookupError if the text has no such place."""
    paragraphs, footnotes = _at(text, places)
    has_title = TITLE in places and text.head.title is not None
    wording = Wording(text.language, names)
    head = text.head if has_title else replace(text.head, title_notes=())
    part = replace(text, head=head, paragraphs=paragraphs, footnotes=footnotes)
    file = root()
    address = frbr_address(text, wording)
    document = add(file, "portion", includedIn=address.expression)
    named = "_".join(place.replace("/", "-") for place in places)
    write_identification(add(document, "meta"), text, wording, marked_on=marked_on, component=f"~{named}")
    ids = Ids(text.units)
    inline = InlineWriter(hrefs(names, text.language), wording.set_off)
    notes = NoteWriter(footnotes, note_places(part), inline, ids)
    held = add(add(document, "portionBody"), "hcontainer", name="portion")
    if has_title:
        line = add(add(add(held, "hcontainer", name="title"), "content"), "p")
        inline.write(line, Words(head.title or "", head.title_notes), notes.at_marks(TITLE))
    body = BodyWriter(inline, notes, ids)
    for scope in scopes(paragraphs):
        within = add(held, "hcontainer", name="annex") if scope.annex and scope.nodes else held
        body.nodes(within, scope.nodes, f"att_{scope.annex}__" if scope.annex else "")
    notes.write_rest(held)
    if _VOTE in places:
        write_vote(add(add(add(held, "hcontainer", name=_VOTE), "content"), "p"), text, wording)
    return file


def _at(text: Resolution, places: Sequence[str]) -> tuple[tuple[Paragraph, ...], tuple[Footnote, ...]]:
    """What stands at the places, each unit once, in the order of the text."""
    paragraphs: set[str] = set()
    footnotes: set[str] = set()
    for place in places:
        if place == TITLE and text.head.title:
            marked = {mark.number for mark in text.head.title_notes}
            footnotes |= {note.anchor for note in text.footnotes if note.number in marked}
            continue
        located = locate(text, place)
        if located is None:
            raise LookupError(place)
        paragraphs |= {unit.anchor for unit in located.paragraphs}
        footnotes |= {note.anchor for note in located.footnotes}
    return (
        tuple(unit for unit in text.paragraphs if unit.anchor in paragraphs),
        tuple(note for note in text.footnotes if note.anchor in footnotes),
    )
