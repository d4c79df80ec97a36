"""Elements of Akoma Ntoso: made one below the other, and the identifiers of all of them."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from lxml import etree

from app.domain.controls import without_forbidden
from app.domain.resolution import Footnote, Paragraph

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN4UN = "http://un.org/akn4un"
"""The namespace of what the United Nations adds."""
OURS = "tag:jueyi.invalid,2026:akn"
"""The namespace of the places of this archive: `{tag:jueyi.invalid,2026:akn}place`, on each unit."""

COUNTED = f"{{{OURS}}}counted"
"""Marks a number of votes that is counted from the names, since none is printed."""

_UNOFFICIAL = "非正式文本，以联合国正式文件为准 (unofficial text; source: United Nations)"

_TAG = f"{{{NAMESPACE}}}"
_PLACE = f"{{{OURS}}}place"
_BAD_IN_URI = re.compile(r"[%#\[\]:\s]")
_KEYS = {"class_": "class", "as_": "as"}
_BLANK = re.compile(r"\s")
_BAD_IN_LABEL = re.compile(r"[^0-9A-Za-z.]+")
_BAD_IN_ADDRESS = re.compile(r"%(?![0-9A-Fa-f]{2})|[\[\]\s]|#(?=.*#)")


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str | None) -> etree._Element:
    """A new element at the end of another one; attributes that are None are left out, `_` behind a name is dropped."""
    given = {
        _KEYS.get(key, key): without_forbidden(value)
        for key, value in attributes.items()
        if value is not None
    }
    element = etree.SubElement(parent, _TAG + name, given)
    if text:
        element.text = without_forbidden(text)
    return element


def root() -> etree._Element:
    """The element that all others stand in; as the United Nations' own files, it says that the text is unofficial."""
    spaces: dict[Any, str] = {None: NAMESPACE, "akn4un": AKN4UN, "jueyi": OURS}
    top = etree.Element(_TAG + "akomaNtoso", nsmap=spaces)
    top.append(etree.Comment(_UNOFFICIAL))
    return top


def append_text(parent: etree._Element, text: str) -> None:
    """Add words behind all that an element holds."""
    text = without_forbidden(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def as_reference(text: str) -> str:
    """Words as the value of an attribute that must be an address, as the names of sponsors in `step`."""
    return _BAD_IN_URI.sub(lambda found: found[0] if found[0] == " " else quote(found[0]), text)


def as_address(href: str) -> str:
    """An address without what none may hold; what is before a colon that is no scheme is escaped."""
    clean = _BAD_IN_ADDRESS.sub(lambda found: quote(found[0]), href.strip())
    scheme, colon, rest = clean.partition(":")
    if colon and "/" not in scheme and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        return f"{scheme}%3A{rest}"
    return clean


class Ids:
    """The `eId` of each element: that of the source if it gave one, else one by the AKN Naming Convention, each
    once."""

    def __init__(self, units: Iterable[Paragraph | Footnote] = ()) -> None:
        # A blank is not allowed, though some files of the United Nations have one.
        self._free = {unit.eid for unit in units if unit.eid and not _BLANK.search(unit.eid)}
        self._used = set(self._free)

    def of(self, eid: str | None, otherwise: str) -> str:
        """The identifier that the source gives, for the first element that bears it; else the other one."""
        if eid in self._free:
            self._free.remove(eid)
            return eid or otherwise
        return self.new(otherwise)

    def new(self, wanted: str) -> str:
        """An identifier that no other element has."""
        given, time = wanted, 1
        while given in self._used:
            time += 1
            given = f"{wanted}_{time}"
        self._used.add(given)
        return given


def label(text: str) -> str:
    """A label as a part of an identifier: `5~2` → `5-2`."""
    return _BAD_IN_LABEL.sub("-", text).strip("-.") or "nn"


def place(element: etree._Element, unit: Paragraph | Footnote) -> etree._Element:
    """The element, with the unit's place in this archive."""
    element.set(_PLACE, unit.anchor)
    return element
