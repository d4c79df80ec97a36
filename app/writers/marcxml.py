"""Records in MARCXML, in the fields that the United Nations' libraries use.

Source: the libraries' published records: 191 symbol, organ and session; 245 title; 269 date; 650 subjects; 710 the organ;
856 the text; 989 the kind of document; 991 agenda item; 996 meeting and vote.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.domain.citation_styles import tally
from app.domain.controls import without_forbidden
from app.domain.record import Record

_MARC = "http://www.loc.gov/MARC21/slim"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES: dict[Any, str] = {None: _MARC, "xsi": _XSI}
_LOCATION = f"{_MARC} http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_LANGUAGES = {"zh": "chi", "en": "eng"}
_LEADER = "     nam a22     uc 4500"
"""A printed text, catalogued in part, in Unicode; lengths are left blank, as the schema has it."""
_KINDS = {"resolution": "Resolutions", "decision": "Decisions", "draft": "Draft resolutions"}

Field = tuple[str, str, tuple[tuple[str, str], ...]]
"""Tag, both indicators, subfields by code."""


def marcxml(record: Record) -> etree._Element:
    """A record as `marc:record`; subfields that are not known are left out, and fields without any."""
    root = etree.Element(f"{{{_MARC}}}record", nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    etree.SubElement(root, f"{{{_MARC}}}leader").text = _LEADER
    for tag, value in (("001", record.key), ("008", _fixed(record))):
        etree.SubElement(root, f"{{{_MARC}}}controlfield", tag=tag).text = without_forbidden(value)
    for tag, indicators, subfields in _fields(record):
        first, second = tuple(indicators)
        known = [(code, value) for code, value in subfields if value]
        if known:
            field = etree.SubElement(root, f"{{{_MARC}}}datafield", tag=tag, ind1=first, ind2=second)
            for code, value in known:
                etree.SubElement(field, f"{{{_MARC}}}subfield", code=code).text = without_forbidden(value)
    return root


def _fixed(record: Record) -> str:
    """Field 008 (40 characters): one date, its year, place unknown, language; `|` is not coded."""
    year = f"{record.date_parts[0]:04}" if record.date_parts else "uuuu"
    dates = f"s{year}    " if record.date_parts else "nuuuuuuuu"
    return f"||||||{dates}xx {'|' * 17}{_LANGUAGES[record.language]}||"


def _fields(record: Record) -> Iterator[Field]:
    head = record.head
    yield "041", "  ", (("a", _LANGUAGES[record.language]),)
    if record.number:
        root = f"{record.organ.root}/"
        yield "191", "  ", (("a", record.number), ("b", root), ("c", head.session or ""))
    yield "245", "10", (("a", record.title), ("b", record.genre), ("c", record.author))
    yield "260", "  ", (("b", record.publisher), ("c", head.known_date))
    yield "269", "  ", (("a", head.known_date),)
    yield "520", "  ", (("a", record.words),)
    for subject in record.subjects:
        yield "650", "17", (("a", subject), ("2", "unbist"))
    yield "710", "2 ", (("a", record.author),)
    yield "856", "40", (("u", record.url), ("q", "text/html"))
    yield (
        "989",
        "  ",
        (("a", "Documents and Publications"), ("b", "Resolutions and Decisions"), ("c", _KINDS[head.kind])),
    )
    yield "991", "  ", (("b", head.agenda_item or ""), ("c", head.agenda_item_title or ""))
    yield "996", "  ", (("a", head.meeting or ""), ("b", tally(record.adoption)))
