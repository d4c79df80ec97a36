"""Safe XML parsing: no entities, no network, bounded depth."""

import re

from lxml import etree

from app.sources.limits import check_tags, check_text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parse(data: bytes) -> etree._Element:
    """The root element of an Akoma Ntoso document.

    Raises ValueError, with a reason in Chinese, if the file is not well formed, declares entities, is nested
    deeper than libxml2 allows (256), too large (`sources.limits`), or is another kind of XML.
    """
    check_tags(data)
    if any(doctype in data for doctype in _DOCTYPES):
        raise ValueError("XML 中有 DOCTYPE 声明，可能定义实体，不予读取")
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
        raise ValueError("XML 中有 DOCTYPE 声明，可能定义实体，不予读取")
    if root.tag != f"{{{NAMESPACE}}}akomaNtoso":
        raise ValueError(f"不是联合国的 Akoma Ntoso：根元素是“{str(root.tag)[:120]}”")
    check_text(words(root))
    return root


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


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
