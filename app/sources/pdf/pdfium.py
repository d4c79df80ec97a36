"""The pages of a PDF as PDFium reads them; only `drawn` calls it too.

PDFium may abort the process on a damaged file, and is not safe in threads: call it in a process of its own.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.sources.pdf.calls import ADDRESS, address_of, with_addresses
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


_of_character = (ADDRESS, ctypes.c_int)
_unicode = with_addresses(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_of_character)
_owner = with_addresses(pdfium.FPDFText_GetTextObject, ADDRESS, *_of_character)
_box = with_addresses(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, *_of_character, ADDRESS)
_origin = with_addresses(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *_of_character, ADDRESS, ADDRESS)
_matrix = with_addresses(pdfium.FPDFText_GetMatrix, ctypes.c_int, *_of_character, ADDRESS)
_font_size = with_addresses(pdfium.FPDFText_GetFontSize, ctypes.c_double, *_of_character)
_mode = with_addresses(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ADDRESS)
_font = with_addresses(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_unpacked_box, _unpacked_point = Struct("4f").unpack_from, Struct("2d").unpack_from
"""Left, top, right, bottom; x, y."""
_unpacked_matrix = Struct("4f").unpack_from
"""The first four of a matrix."""
_new = tuple.__new__
_LINE_ENDS = (10, 13)
_UPRIGHT = (1, 3)
"""Quarter turns of text that runs upward and downward."""
_PointerToFont = type(pdfium.FPDFTextObj_GetFont.restype())


class _Reader:
    """Reads one page."""

    def __init__(self, page: Any, text: Any, number: int) -> None:  # noqa: ANN401  ctypes pointers
        self._page, self._number = page, number
        self._text = address_of(text)
        self._count = min(MOST_GLYPHS + 1, pdfium.FPDFText_CountChars(text)) if text else 0
        self._runs: dict[tuple[int | None, float, int, tuple[float, ...]], _Run] = {}
        self._styles: dict[tuple[int | None, bool, bool], Style] = {}
        self._matrix = ctypes.create_string_buffer(24)
        self._matrix_at = ctypes.addressof(self._matrix)

    def page(self) -> Page:
        """The page, turned upright by the direction of most of its text."""
        width, height = pdfium.FPDF_GetPageWidthF(self._page), pdfium.FPDF_GetPageHeightF(self._page)
        found = self._characters()
        strokes, has_image = drawn_on(self._page, width * height)
        if all(run.angle == 0 and not run.is_hidden for run in self._runs.values()):
            glyphs = tuple(glyph for _, glyph in found)
            unmapped = sum(glyph.text == "\ufffd" for glyph in glyphs)
            return Page(self._number, width, height, glyphs, tuple(strokes), 0, unmapped, "", has_image)
        printed = [(run, glyph) for run, glyph in found if run and not glyph.text.isspace()]
        angles = Counter(run.angle for run, _ in printed)
        main = next((angle for angle, _ in angles.most_common() if angle is not None), 0)
        turn = Turn(main or 0, width, height)
        turned = [turn.glyph(glyph) for run, glyph in found if run is None or run.angle == main]
        return Page(
            self._number,
            *((height, width) if main in (1, 3) else (width, height)),
            tuple(by_lines(turned) if main else turned),
            tuple(turn.stroke(stroke) for stroke in strokes),
            sum(run.is_hidden for run, _ in printed),
            sum(glyph.text == "\ufffd" for _, glyph in printed),
            "".join(glyph.text for run, glyph in printed if run.angle != main),
            has_image,
            is_turned=bool(main),
        )

    def _characters(self) -> list[tuple[_Run | None, Glyph]]:
        """The characters in the order of the content; blanks that PDFium puts between words have no run."""
        text, run_of = self._text, self._run
        found: list[tuple[_Run | None, Glyph]] = []
        box, origin = ctypes.create_string_buffer(16), ctypes.create_string_buffer(16)
        at, x_at = ctypes.addressof(box), ctypes.addressof(origin)
        y_at = x_at + 8
        last: int | None = None
        run: _Run | None = None
        for index in range(self._count):
            code = _unicode(text, index)
            if code in _LINE_ENDS:
                continue
            owner = _owner(text, index)
            if not owner:
                if code == 32 and run:
                    found.append((None, Glyph(" ", 0, 0, 0, 0, run.style, is_gap=True)))
                continue
            if owner != last or run is None:
                last, run = owner, run_of(owner, index)
            _box(text, index, at)
            _origin(text, index, x_at, y_at)
            left, top, right, bottom = _unpacked_box(box)
            x, y = _unpacked_point(origin)
            size, style, _, angle = run
            if angle in _UPRIGHT:
                left, right, y = min(bottom, top), max(bottom, top), x
            elif angle:
                left, right = min(left, right), max(left, right)
            # For each of very many characters: the tuple is made without the steps of its class.
            found.append((run, _new(Glyph, (_char(code), left, right, y, size, style, False))))
        return found

    def _run(self, owner: int, index: int) -> _Run:
        _matrix(self._text, index, self._matrix_at)
        key = (_font(owner), _font_size(self._text, index), _mode(owner), _unpacked_matrix(self._matrix))
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = self._run_of(*key)
        return run

    def _run_of(self, font: int | None, size: float, mode: int, matrix: tuple[float, ...]) -> _Run:
        a, b, c, d = matrix
        angle: int | None = 0
        is_slanted = False
        if b or c or a <= 0:
            degrees = math.degrees(math.atan2(b, a))
            quarter = round(degrees / 90)
            angle = quarter % 4 if abs(degrees - 90 * quarter) <= _LEVEL else None
            is_slanted = not b and c > _SLANT * abs(d)
        is_bold = mode == _DRAWN_BOLD
        style = self._styles.get((font, is_slanted, is_bold))
        if style is None:
            pointer = ctypes.cast(font, _PointerToFont) if font else None
            style = _style_of(pointer, is_slanted=is_slanted, is_bold=is_bold)
            self._styles[font, is_slanted, is_bold] = style
        # The height over the baseline: a slanted font is no larger.
        height = abs(a * d - b * c) / width if (width := math.hypot(a, b)) else math.hypot(c, d)
        return _Run(abs(size) * height, style, mode == _HIDDEN, angle)


def _style_of(font: Any, *, is_slanted: bool, is_bold: bool) -> Style:  # noqa: ANN401
    if not font:
        return Style("", is_bold, is_slanted)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    family, is_bold_face, is_slanted_face = _face_of(buffer.value)
    angle = ctypes.c_int()
    slants = bool(pdfium.FPDFFont_GetItalicAngle(font, angle)) and angle.value != 0
    return Style(
        family,
        is_bold or is_bold_face or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT,
        is_slanted or slants or is_slanted_face,
    )


@lru_cache(maxsize=1000)
def _face_of(printed: bytes) -> tuple[str, bool, bool]:
    """The family that the name of a font tells, and whether it tells a bold or a slanted face."""
    name = printed.decode("utf-8", "replace")
    return _FACE.sub("", name), bool(_BOLD.search(name)), bool(_SLANTED.search(name))


@lru_cache(maxsize=10_000)
def _char(code: int) -> str:
    """The character of a code that PDFium gives."""
    char = "\ufffd" if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
    return "-" if char in _LINE_HYPHENS else char
