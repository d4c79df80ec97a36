"""Elements of WordprocessingML."""

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_V = "urn:schemas-microsoft-com:vml"
NAMESPACES = {"w": W, "r": R, "mc": _MC, "wp": _WP, "a": _A, "wps": _WPS, "v": _V}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element
Child = Element | str | None


def w(tag: str, *children: Child, **attributes: str | int) -> Element:
    """An element of Word's own namespace; a string among the children is its text."""
    return _filled(etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES), children, attributes)


def other(prefix: str, tag: str, *children: Child, **attributes: str | int) -> Element:
    """An element of another namespace, with attributes of none."""
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        made.set(name, str(value))
    return _filled(made, children, {})


def _filled(made: Element, children: tuple[Child, ...], attributes: dict[str, str | int]) -> Element:
    for name, value in attributes.items():
        prefix, _, local = name.rpartition("__")
        made.set(f"{{{NAMESPACES[prefix or 'w']}}}{local}", str(value))
    for child in children:
        if isinstance(child, str):
            made.text = child
            made.set(_SPACE, "preserve")
        elif child is not None:
            made.append(child)
    return made


def paragraph(style: str, *children: Child, **properties: Element) -> Element:
    """A paragraph of a style; `properties` are further ones, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties.values()), *children)


def run(text: str, *properties: Element, tag: str = "t") -> Element:
    """A run; a tab in the text is one of Word's."""
    made = w("r", w("rPr", *properties) if properties else None)
    for index, piece in enumerate(text.split("\t")):
        if index:
            made.append(w("tab"))
        if piece:
            made.append(w(tag, piece))
    return made


def box(text: str, number: int) -> Element:
    """A text box as Word writes it: once for new programs, once for old ones."""
    words = w("p", run(text))
    drawing = other(
        "wp",
        "inline",
        other("wp", "extent", cx=1000000, cy=300000),
        other("wp", "docPr", id=number, name=f"Text Box {number}"),
        other(
            "a",
            "graphic",
            other("a", "graphicData", _shape(words), uri=_WPS),
        ),
    )
    old = other(
        "v",
        "shape",
        other("v", "textbox", w("txbxContent", w("p", run(text)))),
        id=f"box{number}",
        style="width:80pt;height:24pt",
    )
    return w(
        "r",
        other(
            "mc",
            "AlternateContent",
            other("mc", "Choice", w("drawing", drawing), Requires="wps"),
            other("mc", "Fallback", w("pict", old)),
        ),
    )


def _shape(words: Element) -> Element:
    frame = other(
        "a",
        "xfrm",
        other("a", "off", x=0, y=0),
        other("a", "ext", cx=1000000, cy=300000),
    )
    outline = other("a", "prstGeom", other("a", "avLst"), prst="rect")
    return other(
        "wps",
        "wsp",
        other("wps", "cNvSpPr", txBox=1),
        other("wps", "spPr", frame, outline),
        other("wps", "txbx", w("txbxContent", words)),
        other("wps", "bodyPr"),
    )


def field_runs(instruction: str, result: str) -> list[Element]:
    """A field: its instruction and its result."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", f" {instruction} ")),
        w("r", w("fldChar", fldCharType="separate")),
        run(result),
        w("r", w("fldChar", fldCharType="end")),
    ]
