"""Small PDF files, made here by WeasyPrint and pypdf."""

import io
from functools import cache

import weasyprint

from app.domain.resolution import Problem
from app.settings import shipped_names
from app.sources import pdf
from app.sources.laid_out import LaidOutText
from app.sources.pdf.layout import layout_of
from app.sources.reading import Reading

STYLE = """
@page { size: 300pt 260pt; margin: 40pt; @bottom-center { content: counter(page) "/" counter(pages); font-size: 9pt } }
@page :left { @top-left { content: "A/RES/99/7"; font-size: 9pt } @top-right { content: "养护山地牧场"; font-size: 9pt } }
@page :right { @top-left { content: "养护山地牧场"; font-size: 9pt } @top-right { content: "A/RES/99/7"; font-size: 9pt } }
@page :first { @top-left { content: none } @top-right { content: none } }
body { font: 10pt/1.5 'Noto Serif CJK SC'; margin: 0 } p { margin: 0; text-indent: 2em }
h1 { font-size: 10pt; text-align: center } td { border: 0.5pt solid; padding: 2pt } table { border-collapse: collapse }
.note { float: footnote; font-size: 8pt; text-indent: 0 }
.note::footnote-call { content: attr(data-n); font-size: 65%; vertical-align: super; line-height: 0 }
.note::footnote-marker { content: attr(data-n) ' '; font-size: 65%; vertical-align: super; line-height: 0 }
"""


@cache
def printed(body: str, style: str = "") -> bytes:
    """A PDF file of a body in HTML."""
    out = io.BytesIO()
    weasyprint.HTML(
        string=f"<html lang=zh-CN><style>{STYLE}{style}</style><body>{body}</body></html>"
    ).write_pdf(out)
    return out.getvalue()


def layout(data: bytes) -> LaidOutText:
    """What a file prints that is not refused."""
    found = layout_of(data)
    assert isinstance(found, LaidOutText), found
    return found


def words(data: bytes) -> list[str]:
    """The words of all paragraphs."""
    return [paragraph.content.text for paragraph in layout(data).paragraphs]


def read(data: bytes) -> Reading:
    """The only document of a file."""
    readings = pdf.read(data, "text", shipped_names())
    assert not isinstance(readings, Problem), readings
    return readings[0]
