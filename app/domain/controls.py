"""Characters that command a terminal or the order of writing instead of being read."""

import re
from xml.sax.saxutils import escape

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, line ends, invisible and directional format characters, and the halves of surrogate pairs
that stand for bytes of a file name that are not UTF-8."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, even escaped (XML 1.0, 2.2)."""
_UNDECODED = range(0xDC80, 0xDD00)
"""Surrogates that stand for the bytes 80 to FF."""


def without_forbidden(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return text if text.isprintable() else _NOT_IN_XML.sub("", text)  # as almost all are


def as_xml(text: str) -> str:
    """A text as the content of an XML element, escaped, without characters that XML cannot hold."""
    return escape(without_forbidden(text))


def has_controls(text: str) -> bool:
    """Whether a text holds any such character."""
    return CONTROL.search(text) is not None


def escaped(text: str, keep: str = "") -> str:
    r"""A text with each such character written as an escape, `\x1b` or `\u202e`, except those in `keep`."""
    if text.isprintable():
        return text  # as almost all are
    return CONTROL.sub(lambda found: found[0] if found[0] in keep else _escape(ord(found[0])), text)


def _escape(code: int) -> str:
    if code in _UNDECODED:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
