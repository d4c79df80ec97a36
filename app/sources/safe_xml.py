"""Safe XML parsing: no entities, no network, bounded depth."""

import re

from lxml import etree

_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_HAS_DOCTYPE = "XML 中有 DOCTYPE 声明，可能定义实体，不予读取"


def parse_xml(data: bytes) -> etree._Element:
    """The root element of an XML document, without comments and processing instructions.

    Raises ValueError, with a reason in Chinese, if it is not well formed, declares entities, or is nested deeper than
    libxml2 allows (256).
    """
    if any(doctype in data for doctype in _DOCTYPES):
        raise ValueError(_HAS_DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(_reason(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(_HAS_DOCTYPE)
    return root


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: etree._Element) -> str:
    """All text in an element, including blanks."""
    return "".join(str(piece) for piece in element.itertext())


def _reason(error: etree.XMLSyntaxError) -> str:
    told = str(error.msg or "")
    if re.search("depth", told, re.IGNORECASE):
        return "XML 嵌套过深"
    if "is empty" in told:
        return "是空文件"
    if not told or re.search("Premature end|EndTag|Incomplete", told):
        return f"XML 不完整，中断在第 {error.lineno} 行"
    return f"不是格式良好的 XML：第 {error.lineno} 行，{told[:160]}"
