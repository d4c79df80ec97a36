"""The lines that are drawn on a page, as PDFium tells them."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from app.sources.pdf.calls import ADDRESS, address_of, with_addresses
from app.sources.pdf.glyphs import Stroke

_MOST_OBJECTS = 20_000
"""Maximum number of drawn objects that are looked at on a page, and of segments in a path."""
_DEEPEST_FORM = 4
_THIN = 2.0
"""Greatest thickness of a drawn line, in points."""
_SHORTEST = 8.0
_HALF = 0.5


_PointerToObject = type(pdfium.FPDFPage_GetObject.restype())
_kind = with_addresses(pdfium.FPDFPageObj_GetType, ctypes.c_int, ADDRESS)
_on_page = with_addresses(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, ctypes.c_int)
_in_form = with_addresses(pdfium.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong)


def drawn_on(page: Any, area: float) -> tuple[list[Stroke], bool]:  # noqa: ANN401  ctypes pointers
    """The lines on a page, and whether an image fills half of its area, given in square points."""
    strokes: list[Stroke] = []
    has_image = False
    for kind, drawn, matrix in _objects(page, pdfium.FPDFPage_CountObjects, _on_page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            strokes += _strokes(drawn, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, low, right, high = _bounds(drawn)
            has_image |= abs((right - left) * (high - low)) >= _HALF * area
    return strokes, has_image


_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def _objects(
    holder: Any,  # noqa: ANN401
    count: Any,  # noqa: ANN401
    get: Any,  # noqa: ANN401
    matrix: _Matrix = _SAME,
    depth: int = 0,
) -> Iterator[tuple[int, Any, _Matrix]]:
    """The drawn objects but text, with their kinds, and those inside forms, with the matrix of the form."""
    at = address_of(holder)
    for index in range(min(_MOST_OBJECTS, count(holder))):
        address = get(at, index)
        kind = _kind(address)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        drawn = ctypes.cast(address, _PointerToObject)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, drawn, matrix
        elif depth < _DEEPEST_FORM:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(drawn, inner)
            placed = _product((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix)
            yield from _objects(drawn, pdfium.FPDFFormObj_CountObjects, _in_form, placed, depth + 1)


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    x, y = _placed((e, f), then)
    p, q, r, s = then[:4]
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def _placed(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _bounds(drawn: Any) -> tuple[float, float, float, float]:  # noqa: ANN401
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(drawn, *values)
    left, low, right, high = (value.value for value in values)
    return left, low, right, high


def _strokes(path: Any, matrix: _Matrix) -> Iterator[Stroke]:  # noqa: ANN401
    """The level and upright lines of a path: thin shapes, and the sides of others."""
    left, low, right, high = _bounds(path)
    if min(right - left, high - low) <= _THIN:
        yield from _stroke(_placed((left, low), matrix), _placed((right, high), matrix))
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    placed = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(_MOST_OBJECTS, pdfium.FPDFPath_CountSegments(path))):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _placed((x.value, y.value), placed)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO and points:
            yield from _stroke(points[-1], point)
        else:
            points.clear()
        points.append(point)


def _stroke(first: tuple[float, float], last: tuple[float, float]) -> Iterator[Stroke]:
    left, right = sorted((first[0], last[0]))
    low, high = sorted((first[1], last[1]))
    if high - low <= _THIN and right - left >= _SHORTEST:
        yield Stroke(left, right, (low + high) / 2, (low + high) / 2)
    elif right - left <= _THIN and high - low >= _SHORTEST:
        yield Stroke((left + right) / 2, (left + right) / 2, low, high)
