"""Reader of PDF files.

PDFium gives characters with place, size and font; from them rows (`rows`), their order (`columns`), what is printed
around the text (`furniture`), footnotes (`notes`), tables (`tables`) and paragraphs (`paragraphs`). What a resolution
is, the stages of plain text decide (`sources.laid_out`).
"""

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import laid_out
from app.sources.pdf.layout import layout_of
from app.sources.pdf.pdfium import UnreadableError
from app.sources.reading import Reading

FORMAT = "pdf"


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a PDF file; `stem` is its name without extension. A file that is not a resolution yields a Problem.

    PDFium may abort the process: call this in one of its own.
    """
    try:
        text = layout_of(data)
    except UnreadableError as error:
        return Problem(error.code, str(error))
    return text if isinstance(text, Problem) else laid_out.read(text, stem, names)
