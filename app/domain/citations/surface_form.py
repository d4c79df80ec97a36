"""The surface form in which references are read: one character for each of the text, so that offsets hold."""

from functools import lru_cache

from app.domain.characters import simplified

_FULL_WIDTH = {
    full: full - 0xFEE0
    for full in range(0xFF01, 0xFF5F)
    if chr(full - 0xFEE0).isalnum() or chr(full - 0xFEE0) in "()/-.&#"
}
_SAME = str.maketrans("‐‑–—−∕⁄⧸\u3000\xa0\u2009\u202f\n\t\r〔〕", "-----///       ()")


@lru_cache(maxsize=2048)
def surface_form(text: str) -> str:
    """A text in simplified characters with half-width letters, digits and brackets, of the same length.

    Full-width commas and full stops are kept: they delimit sentences and numbers.
    """
    return simplified(text).translate(_FULL_WIDTH).translate(_SAME)
