"""A whole document: head, text, annexes."""

from functools import partial

from lxml import etree

from app.domain.addresses import official_url
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.organs import Names
from app.domain.resolution import Language, Resolution
from app.writers.akn.body import BodyWriter
from app.writers.akn.elements import Ids, add, root
from app.writers.akn.head import printed_sponsors, write_conclusions, write_cover, write_preface
from app.writers.akn.identification import write_identification
from app.writers.akn.inline import HrefOf, InlineWriter
from app.writers.akn.metadata import write_metadata
from app.writers.akn.note_writer import NoteWriter
from app.writers.akn.notes import note_places
from app.writers.akn.outline import Scope, scopes
from app.writers.akn.vocabulary import Wording

_NAMES = {"resolution": "resolution", "decision": "decision", "draft": "draftResolution"}


def statement(text: Resolution, names: Names, marked_on: str) -> etree._Element:
    """A text as a whole file; `marked_on` is the date of the markup."""
    wording = Wording(text.language, names)
    file = root()
    document = add(file, "statement", name=_NAMES[text.head.kind])
    meta = add(document, "meta")
    write_identification(meta, text, wording, marked_on=marked_on)
    write_metadata(meta, text, wording)
    ids = Ids(text.units)
    inline = InlineWriter(hrefs(names, text.language), wording.set_off)
    notes = NoteWriter(text.footnotes, note_places(text, printed_sponsors(text)), inline, ids)
    body = BodyWriter(inline, notes, ids)
    write_cover(document, text, wording)
    write_preface(document, text, wording, inline, notes)
    main, *annexes = scopes(text.paragraphs)
    last = _main(document, text, main, body, ids)
    write_conclusions(document, text, wording)
    if annexes:
        attachments = add(document, "attachments")
        for number, annex in enumerate(annexes, 1):
            part = add(attachments, "attachment", eId=ids.new(f"att_{number}"))
            held = add(part, "doc", name="annex")
            component = "/annex" if len(annexes) == 1 else f"/annex_{number}"
            write_identification(add(held, "meta"), text, wording, marked_on=marked_on, component=component)
            last = add(held, "mainBody")
            body.write(None, last, annex.nodes, f"att_{number}__")
    notes.write_rest(last)
    return file


def _main(
    document: etree._Element, text: Resolution, main: Scope, body: BodyWriter, ids: Ids
) -> etree._Element:
    preamble = add(document, "preamble")
    if text.head.formula:
        formula = add(preamble, "formula", name="enactingFormula", eId=ids.new("formula_1"))
        add(formula, "p", text.head.formula)
    main_body = add(document, "mainBody")
    body.write(preamble, main_body, main.nodes, "")
    if not len(preamble):
        document.remove(preamble)
    if not len(main_body):
        # A text may have annexes alone, or no words at all; the schema wants something to stand here.
        add(main_body, "p")
    return main_body


def hrefs(names: Names, language: Language) -> HrefOf:
    """What gives the United Nations' own address of a document, and the official one of an instrument."""
    return partial(_href, names, language)


def _href(names: Names, language: Language, target: str) -> str | None:
    if target.startswith(INSTRUMENT_PREFIX):
        found = names.instruments.of_slug(target.removeprefix(INSTRUMENT_PREFIX))
        return found.official if found else None
    try:
        return official_url(target, language)
    except ValueError:
        return None
