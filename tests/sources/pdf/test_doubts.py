"""What is refused, and what is read with a doubt."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from app.domain.resolution import Problem
from app.settings import shipped_names
from app.sources import pdf
from tests.sources.pdf import layout, printed, read
from tests.sources.pdf.test_pages import RESOLUTION


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _refused(data: bytes) -> Problem:
    found = pdf.read(data, "text", shipped_names())
    assert isinstance(found, Problem)
    return found


def _with_content(operators: bytes) -> bytes:
    """The resolution with operators before the content of each page."""
    writer = PdfWriter(clone_from=io.BytesIO(printed(RESOLUTION)))
    for page in writer.pages:
        stream = DecodedStreamObject()
        stream.set_data(operators + page.get_contents().get_data())
        page[NameObject("/Contents")] = writer._add_object(stream)
    return _written(writer)


def test_a_password_is_told() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed(RESOLUTION)))
    writer.encrypt("geheim", algorithm="RC4-128")
    assert "密码" in _refused(_written(writer)).message


def test_a_scan_is_told_and_what_to_do() -> None:
    image = "<img style='width: 260pt; height: 200pt' src='data:image/png;base64,{}'>".format(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    data = printed(image, "@page { margin: 20pt; @bottom-center { content: none } }")
    problem = _refused(data)
    assert problem.code == "scan"
    assert "OCR" in problem.message


def test_a_page_without_anything_is_no_scan() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    assert _refused(_written(writer)).code == "no_text"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 500, printed(RESOLUTION)[:300]]
)
def test_a_damaged_file_is_told(data: bytes) -> None:
    assert _refused(data).code == "damaged"


def test_invisible_text_is_text_of_ocr() -> None:
    text = layout(_with_content(b"3 Tr "))
    assert [problem.code for problem in text.problems] == ["ocr_text"]
    assert [problem.code for problem in read(_with_content(b"3 Tr ")).resolution.problems][:1] == ["ocr_text"]


def test_a_font_that_gives_other_characters_is_refused() -> None:
    rubbish = "".join(chr(0x8000 + 7 * number) for number in range(400))
    assert _refused(printed(f"<p>{rubbish}</p>")).code == "rubbish_font"
