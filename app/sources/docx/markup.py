"""Names and attributes of WordprocessingML (ECMA-376, part 1, section 17)."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from app.sources.safe_xml import name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_OFF = ("0", "false", "off", "none")


def value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """An attribute of Word's namespace; None for no element."""
    return None if element is None else element.get(f"{W}{attribute}")


def number(element: etree._Element | None, attribute: str = "val") -> int | None:
    """An attribute that is a whole number, else None."""
    found = (value(element, attribute) or "").strip()
    digits = found.removeprefix("-")
    return int(found) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def flag(element: etree._Element | None) -> bool | None:
    """Whether a property is switched on; None where it is absent."""
    return None if element is None else (value(element) or "on") not in _OFF


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """The descendant at a path of names such as `pPr/numPr/numId`, or None."""
    for step in _steps(path):
        if element is None:
            return None
        element = next(element.iterchildren(step), None)
    return element


@lru_cache(maxsize=256)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(f"{W}{step}" for step in path.split("/"))


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The child elements of an element with their names; of what is given in two ways, the first is taken.

    What only groups others (a content control, a smart tag, an insertion) counts as its content.
    """
    for one in element:
        kind = name(one)
        if kind == "AlternateContent":
            chosen = _chosen(one)
            if chosen is not None:
                yield from children(chosen)
        elif kind == "sdt":
            content = one.find(f"{W}sdtContent")
            is_prompt = flag(child(one, "sdtPr/showingPlcHdr"))
            if content is not None and not is_prompt:
                yield from children(content)
        elif kind in _GROUPS:
            yield from children(one)
        else:
            yield kind, one


_GROUPS = frozenset({"smartTag", "customXml", "ins", "moveTo", "dir", "bdo"})
"""Elements around content that is read as if they were not there."""


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """The form of an alternate content that holds words, the newest first; else the first."""
    forms = [one for one in alternate if name(one) in ("Choice", "Fallback")]
    with_words = (form for form in forms if next(form.iter(f"{W}t", f"{W}sym"), None) is not None)
    return next(with_words, forms[0] if forms else None)
