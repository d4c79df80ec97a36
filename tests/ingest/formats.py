"""One text as a file of each format that can be set without another program."""

from app.domain.organs import Names
from app.sources import akn
from tests.conftest import only
from tests.rendering.docx import WordShape, set_document
from tests.rendering.html import PageShape, set_page
from tests.rendering.printed import printed
from tests.sources.akn.text import document, statement


def in_all_formats(body: str, text: str, names: Names) -> dict[str, bytes]:
    """The bytes by the ending of the file's name; `body` is the XML of the paragraphs, `text` the plain text."""
    xml = document(statement(body))
    parts = [only(akn.read(xml, "text", names)).resolution]
    page = PageShape("modern")
    return {
        ".xml": xml,
        ".docx": set_document(parts, WordShape(seed="1"), names),
        ".html": set_page(printed(parts, page.words, names), page),
        ".txt": text.encode(),
    }
