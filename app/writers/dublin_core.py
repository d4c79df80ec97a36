"""Records in unqualified Dublin Core, the format that every repository of OAI-PMH has to have."""

from collections.abc import Iterator

from lxml import etree

from app.domain.controls import without_forbidden
from app.domain.record import Record

_DC = "http://purl.org/dc/elements/1.1/"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = {"oai_dc": _OAI_DC, "dc": _DC, "xsi": _XSI}
_LOCATION = f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_RIGHTS = "联合国文件的非正式文本；使用者须注明联合国为来源。"


def dublin_core(record: Record) -> etree._Element:
    """A record as `oai_dc:dc`; what is not known is left out."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    for name, value in _fields(record):
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = without_forbidden(value)
    return root


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    yield "title", record.title
    yield "creator", record.author
    for subject in record.subjects:
        yield "subject", subject
    yield "description", record.words
    for note in record.notes:
        yield "description", note
    yield "publisher", record.publisher
    yield "date", record.head.known_date
    yield "type", record.genre
    yield "format", "text/html"
    yield "identifier", record.url
    yield "identifier", record.number
    yield "language", {"zh": "zh-Hans", "en": "en"}[record.language]
    yield "rights", _RIGHTS
