"""What a search finds as a collection of Akoma Ntoso: a reference to the file of each document, no texts."""

from collections.abc import Iterable
from datetime import date

from lxml import etree

from app.domain.record import Record
from app.writers.akn.elements import add, as_address, root
from app.writers.akn.identification import EDITOR


def collection(found: Iterable[Record], path: str, day: date) -> bytes:
    """A collection of documents, as it is on a day; `path` tells what was sought, as an address of the site."""
    file = root()
    document = add(file, "documentCollection", name="search")
    meta = add(document, "meta")
    block = add(meta, "identification", source=f"#{EDITOR}")
    for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
        told = add(block, level)
        add(told, "FRBRthis", value=as_address(path))
        add(told, "FRBRuri", value=as_address(path))
        add(told, "FRBRdate", date=str(day), name="search")
        add(told, "FRBRauthor", href=f"#{EDITOR}", as_="#editor")
        if level == "FRBRWork":
            add(told, "FRBRcountry", value="un")
        if level == "FRBRExpression":
            add(told, "FRBRlanguage", language="zho")
    references = add(meta, "references", source=f"#{EDITOR}")
    add(references, "TLCOrganization", eId=EDITOR, href="/", showAs="决议 Juéyì")
    body = add(document, "collectionBody")
    for nth, record in enumerate(found, start=1):
        shown = " ".join(filter(None, (record.number, record.title)))
        part = add(body, "component", eId=f"component_{nth}")
        add(part, "documentRef", eId=f"component_{nth}__documentRef", href=f"{record.url}.xml", showAs=shown)
    if not len(body):
        # The schema wants a component; this one refers to nothing that was found, and says so.
        part = add(body, "component", eId="component_1")
        add(part, "documentRef", eId="component_1__documentRef", href=as_address(path), showAs="没有找到")
    return etree.tostring(file, encoding="UTF-8", xml_declaration=True)
