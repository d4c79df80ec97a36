"""Small Word files for tests, element by element."""

from app.sources.docx import layout_of
from app.sources.laid_out import LaidOutText
from tests.rendering.docx.markup import Element, run, w
from tests.rendering.docx.package import Package


def p(*children: Element | str, **properties: Element) -> Element:
    """A paragraph; a string is a run."""
    runs = [run(child) if isinstance(child, str) else child for child in children]
    return w("p", w("pPr", *properties.values()) if properties else None, *runs)


def word_file(*body: Element, **parts: Element) -> bytes:
    """The bytes of a file with a body and further parts, by name."""
    package = Package()
    for name, root in parts.items():
        package.add(f"{name}.xml", name, root)
    return package.written(w("document", w("body", *body)))


def laid_out(*body: Element, **parts: Element) -> LaidOutText:
    """What is read of such a file."""
    return layout_of(word_file(*body, **parts))


def texts(text: LaidOutText) -> list[str]:
    """The paragraphs with their labels."""
    return [f"{one.label}|{one.content.text}" if one.label else one.content.text for one in text.paragraphs]


def codes(text: LaidOutText) -> list[str]:
    """The codes of its problems."""
    return [problem.code for problem in text.problems]


def in_list(number: int, level: int | None = 0) -> Element:
    """The list properties of a paragraph."""
    return w("numPr", w("ilvl", val=level) if level is not None else None, w("numId", val=number))


def level(index: int, shape: str, text: str, *further: Element, start: int = 1) -> Element:
    """A level of a list."""
    return w(
        "lvl", w("start", val=start), w("numFmt", val=shape), *further, w("lvlText", val=text), ilvl=index
    )


def abstract(number: int, *children: Element) -> Element:
    return w("abstractNum", *children, abstractNumId=number)


def num(number: int, of: int, *overrides: Element) -> Element:
    return w("num", w("abstractNumId", val=of), *overrides, numId=number)


def note(kind: str, number: int, *children: Element) -> Element:
    return w(kind, *children, id=number)


def mark(kind: str, number: int, custom: str = "") -> Element:
    """The mark of a footnote or endnote, typed where it is a custom one."""
    if custom:
        return w("r", w(f"{kind}Reference", id=number, customMarkFollows=1), w("t", custom))
    return w("r", w(f"{kind}Reference", id=number))


def raised(text: str) -> Element:
    return run(text, w("vertAlign", val="superscript"))
