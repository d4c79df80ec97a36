"""The pages of a PDF as PDFium reads them; only `drawn` calls it too.

PDFium may abort the process on a damaged file, and is not safe in threads: call it in a process of its own.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.sources.pdf.drawn import drawn_on
from app.sources.pdf.glyphs import Glyph, Page, Style
from app.sources.pdf.turning import Turn, by_lines

MOST_PAGES = 2_000
MOST_GLYPHS = 1_500_000
"""Maximum number of characters on all pages, blanks included."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_HIDDEN = 3
"""Text render mode: neither filled nor stroked."""
_DRAWN_BOLD = 2
"""Text render mode: filled and stroked, which makes a face bold that has no bold cut."""
_BOLD = re.compile(r"bold|black|heavy|demi|hei(?:ti)?\b|黑", re.IGNORECASE)
_SLANTED = re.compile(r"italic|oblique", re.IGNORECASE)
_FACE = re.compile(
    r"^[A-Z]{6}\+|[-,]?(?:Bold|Italic|Oblique|Regular|Black|Light|Medium|DemiBold|SemiBold|MT)+(?=$|[-,])|-?[HV]?Kana$"
)
_BOLD_WEIGHT = 600
_SLANT = 0.1
_LEVEL = 10
"""How far a line may slope, in degrees: scans are never quite level."""
_LINE_HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen at the end of a line."""


class UnreadableError(ValueError):
    """A file that is not read; `code` and the message, in Chinese, say why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file, one at a time. Raise UnreadableError if it is damaged, locked or too large."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            message = "PDF 文件设有密码，无法读取，请提供没有密码的文件"
            raise UnreadableError("password", message) from None
        raise UnreadableError("damaged", "PDF 文件已损坏或不完整，无法打开") from None
    try:
        count = len(document)
        if not count:
            raise UnreadableError("damaged", "PDF 文件没有任何一页")
        if count > MOST_PAGES:
            raise UnreadableError("too_large", f"PDF 文件有 {count} 页，最多 {MOST_PAGES} 页，请分成几个文件")
        seen = 0
        for index in range(count):
            page = _page(document, index)
            seen += len(page.glyphs)
            if seen > MOST_GLYPHS:
                message = f"PDF 文件的文字超过 {MOST_GLYPHS} 字，请分成几个文件"
                raise UnreadableError("too_large", message)
            yield page
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """One page; one that cannot be loaded is empty."""
    handle = pdfium.FPDF_LoadPage(document.raw, index)
    if not handle:
        return Page(index + 1, 0, 0, (), ())
    try:
        text = pdfium.FPDFText_LoadPage(handle)
        try:
            return _Reader(handle, text, index + 1).page()
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(handle)


class _Run(NamedTuple):
    """What all characters of one text object share; `angle` is in quarter turns, None if they are askew."""

    size: float
    style: Style
    is_hidden: bool
    angle: int | None


class _Reader:
    """Reads one page."""

    def __init__(self, page: Any, text: Any, number: int) -> None:  # noqa: ANN401  ctypes pointers
        self._page, self._text, self._number = page, text, number
        self._styles: dict[tuple[int, bool, bool], Style] = {}
        self._matrix = pdfium.FS_MATRIX()

    def page(self) -> Page:
        """The page, turned upright by the direction of most of its text."""
        width, height = pdfium.FPDF_GetPageWidthF(self._page), pdfium.FPDF_GetPageHeightF(self._page)
        found = list(self._characters()) if self._text else []
        printed = [(run, glyph) for run, glyph in found if run and not glyph.text.isspace()]
        angles = Counter(run.angle for run, _ in printed)
        main = next((angle for angle, _ in angles.most_common() if angle is not None), 0)
        hidden = sum(run.is_hidden for run, _ in printed)
        strokes, has_image = drawn_on(self._page, width * height)
        turned = "".join(glyph.text for run, glyph in printed if run.angle != main)
        turn = Turn(main or 0, width, height)
        glyphs = [turn.glyph(glyph) for run, glyph in found if run is None or run.angle == main]
        return Page(
            self._number,
            *((height, width) if main in (1, 3) else (width, height)),
            tuple(by_lines(glyphs) if main else glyphs),
            tuple(turn.stroke(stroke) for stroke in strokes),
            hidden,
            sum(glyph.text == "\ufffd" for _, glyph in printed),
            turned,
            has_image,
            is_turned=bool(main),
        )

    def _characters(self) -> Iterator[tuple[_Run | None, Glyph]]:
        """The characters in the order of the content; blanks that PDFium puts between words have no run."""
        text, box, x, y = self._text, pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        last, run = 0, None
        for index in range(min(MOST_GLYPHS + 1, pdfium.FPDFText_CountChars(text))):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if code in (10, 13):
                continue
            owner = pdfium.FPDFText_GetTextObject(text, index)
            if not owner:
                if code == 32 and run:
                    yield None, Glyph(" ", 0, 0, 0, 0, run.style, is_gap=True)
                continue
            address = ctypes.addressof(owner.contents)
            if address != last or run is None:
                last, run = address, self._run(owner, index)
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            yield run, self._glyph(code, run, box, x.value, y.value)

    def _glyph(self, code: int, run: _Run, box: Any, x: float, y: float) -> Glyph:  # noqa: ANN401
        char = "\ufffd" if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
        char = "-" if char in _LINE_HYPHENS else char
        if run.angle == 0:
            return Glyph(char, box.left, box.right, y, run.size, run.style)
        low, high = sorted((box.bottom, box.top)) if run.angle in (1, 3) else sorted((box.left, box.right))
        base = x if run.angle in (1, 3) else y
        return Glyph(char, low, high, base, run.size, run.style)

    def _run(self, owner: Any, index: int) -> _Run:  # noqa: ANN401
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
        angle: int | None = 0
        is_slanted = False
        if matrix.b or matrix.c or matrix.a <= 0:
            degrees = math.degrees(math.atan2(matrix.b, matrix.a))
            quarter = round(degrees / 90)
            angle = quarter % 4 if abs(degrees - 90 * quarter) <= _LEVEL else None
            is_slanted = not matrix.b and matrix.c > _SLANT * abs(matrix.d)
        return _Run(abs(size), self._style(owner, is_slanted, mode == _DRAWN_BOLD), mode == _HIDDEN, angle)

    def _style(self, owner: Any, is_slanted: bool, is_drawn_bold: bool) -> Style:  # noqa: ANN401, FBT001
        font = pdfium.FPDFTextObj_GetFont(owner)
        key = (ctypes.addressof(font.contents) if font else 0, is_slanted, is_drawn_bold)
        if key not in self._styles:
            self._styles[key] = _style_of(font, is_slanted=is_slanted, is_bold=is_drawn_bold)
        return self._styles[key]


def _style_of(font: Any, *, is_slanted: bool, is_bold: bool) -> Style:  # noqa: ANN401
    if not font:
        return Style("", is_bold, is_slanted)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    angle = ctypes.c_int()
    slants = bool(pdfium.FPDFFont_GetItalicAngle(font, angle)) and angle.value != 0
    return Style(
        _FACE.sub("", name),
        is_bold or bool(_BOLD.search(name)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT,
        is_slanted or slants or bool(_SLANTED.search(name)),
    )
