"""Parsing of Akoma Ntoso within the bounds of a text."""

from lxml import etree

from app.sources.limits import check_tags, check_text
from app.sources.safe_xml import name, parse_xml, words

__all__ = ["NAMESPACE", "name", "parse", "words"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def parse(data: bytes) -> etree._Element:
    """The root element of an Akoma Ntoso document.

    Raises ValueError, with a reason in Chinese, if the file is not safe (`sources.safe_xml`), too large
    (`sources.limits`), or is another kind of XML.
    """
    check_tags(data)
    root = parse_xml(data)
    if root.tag != f"{{{NAMESPACE}}}akomaNtoso":
        raise ValueError(f"不是联合国的 Akoma Ntoso：根元素是“{str(root.tag)[:120]}”")
    check_text(words(root))
    return root
