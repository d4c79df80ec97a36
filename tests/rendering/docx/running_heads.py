"""Running heads of odd, even and first pages, and the feet with their page numbers."""

from tests.rendering.docx.markup import Element, box, field_runs, paragraph, run, w
from tests.rendering.docx.package import Package
from tests.rendering.docx.shape import WordShape
from tests.rendering.printed import PrintedText


def heads_and_feet(package: Package, text: PrintedText, shape: WordShape) -> list[Element]:
    """Add the parts to a package; returns the references of the section."""
    first = f"联合国\t{text.symbol}" if shape.cover == "header" else ""
    heads = {
        "even": f"{text.symbol}\t{text.title}",
        "default": f"{text.title}\t{text.symbol}",
        "first": first,
    }
    made = []
    for place, words in heads.items():
        part = w("hdr", paragraph("Header", run(words)))
        made.append(w("headerReference", type=place, r__id=package.add(f"{place}_head.xml", "header", part)))
    for place in heads:
        page = [*field_runs("PAGE", "2"), run("/"), *field_runs("NUMPAGES", "4")]
        part = w("ftr", paragraph("Footer", run("22-28954\t"), *page))
        if place == "first" and shape.boxes:
            part.append(paragraph("Footer", box("*2228954*", 2)))
        made.append(w("footerReference", type=place, r__id=package.add(f"{place}_foot.xml", "footer", part)))
    return made
