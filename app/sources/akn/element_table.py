"""The treatment of every element and attribute: used, ignored for a stated reason, or reported.

This is the only place that decides it. An element in neither table is treated as a container and reported; a
test checks the tables against the large collection.
"""

from collections import Counter

from lxml import etree

from app.domain.resolution import Problem

USED_ELEMENTS = frozenset(
    # containers
    "akomaNtoso documentCollection collectionBody components component statement meta coverPage preface "
    "preamble mainBody conclusions attachments attachment doc embeddedStructure "
    # identification, history, subjects
    "identification FRBRWork FRBRExpression FRBRuri FRBRdate classification keyword workflow step analysis "
    "parliamentary voting count voters notes note "
    # head and closing
    "docNumber docAuthority docStatus docDate docTitle docProponent session event date inline location vote "
    "outcome organization quantity "
    # text
    "formula container p span a sup eol authorialNote paragraph num content list sublist point intro wrapUp "
    "blockList listIntroduction item section title part subsection heading subheading subhheading "
    "crossHeading table tr td th hcontainer ref mref noteRef".split()
)

IGNORED_ELEMENTS = {
    "FRBRthis": "says what FRBRuri says",
    "FRBRname": "the symbol, which the cover prints",
    "FRBRManifestation": "the markup's own history: when and by whom the XML was made",
    "FRBRauthor": "the organ stands in FRBRuri and on the cover",
    "FRBRcountry": "always `un`",
    "FRBRlanguage": "the language is seen in the text; the block of an Arabic text says Chinese",
    "references": "declares the names that `refersTo` uses",
    "TLCOrganization": "declares a name",
    "TLCConcept": "declares a name",
    "TLCRole": "declares a name",
    "TLCTerm": "declares a name",
    "presentation": "layout of the first page's foot",
    "footerFirstPage": "layout",
    "footerFirstPageLeft": "layout",
    "footerFirstPageRight": "layout",
    "internalCode": "layout",
    "docketNumber": "always empty",
    "img": "logo, bar code, QR code",
    "docType": "says `决定`, as the statement's name does",
    "documentRef": "points to a component of the same file",
    "quorum": "always empty",
    "decoration": "an ornament between paragraphs",
}

USED_ATTRIBUTES = frozenset(
    {
        ("*", "eId"),
        ("*", "refersTo"),
        ("statement", "name"),
        ("FRBRuri", "value"),
        ("FRBRdate", "date"),
        ("keyword", "value"),
        ("keyword", "href"),
        ("keyword", "showAs"),
        ("keyword", "dictionary"),
        ("step", "date"),
        ("step", "outcome"),
        ("step", "as"),
        ("step", "by"),
        ("step", "start"),
        ("step", "end"),
        ("voting", "outcome"),
        ("count", "value"),
        ("count", "counted"),
        ("docDate", "date"),
        ("date", "date"),
        ("session", "value"),
        ("inline", "name"),
        ("inline", "title"),
        ("docNumber", "title"),
        ("docTitle", "title"),
        ("organization", "title"),
        ("span", "class"),
        ("paragraph", "class"),
        ("a", "href"),
        ("authorialNote", "marker"),
        ("noteRef", "marker"),
        ("td", "colspan"),
        ("td", "rowspan"),
        ("th", "colspan"),
        ("th", "rowspan"),
    }
)

IGNORED_ATTRIBUTES = {
    ("*", "schemaLocation"): "names the schema",
    ("*", "space"): "blanks are judged by what stands beside them",
    ("*", "source"): "names who made the block",
    ("*", "class"): "place and size on the cover",
    ("*", "style"): "layout",
    ("*", "name"): "a container's name is its verb, which the text prints; of others it is always the same",
    ("authorialNote", "placement"): "always `bottom`",
    ("location", "title"): "the number that the words beside it print",
    ("keyword", "shortForm"): "a shorter form of the same subject",
    ("vote", "by"): "the organ once more",
    ("vote", "as"): "always `#author`",
    ("quantity", "normalized"): "the number that it encloses",
    ("organization", "GUID"): "a key into a database of its own",
    ("*", "data-width-type"): "layout of a table",
    ("*", "data-borders-info"): "layout of a table",
    ("*", "data-vertical-align"): "layout of a table",
    ("*", "data-justification"): "layout of a table",
    ("*", "place"): "the place in the archive that wrote the file; places are found anew",
    ("ref", "href"): "references are read from the words",
    ("noteRef", "href"): "says what the mark says",
}


def unknown_markup(root: etree._Element) -> list[Problem]:
    """A problem for each kind of element and attribute that is in neither table."""
    strange: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        if kind in IGNORED_ELEMENTS:
            continue
        if kind not in USED_ELEMENTS:
            strange[f"<{kind}>"] += 1
        for attribute in element.attrib:
            plain = etree.QName(attribute).localname
            if not {(kind, plain), ("*", plain)} & _KNOWN_ATTRIBUTES:
                strange[f"{kind}/@{plain}"] += 1
    return [
        Problem("unknown_markup", f"标记中有读取程序不认识的 {what}（{count} 处）")
        for what, count in strange.items()
    ]


_KNOWN_ATTRIBUTES = USED_ATTRIBUTES | IGNORED_ATTRIBUTES.keys()
