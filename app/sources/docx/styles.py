"""Styles: how paragraphs and runs look, by themselves and by what their styles are based on (ECMA-376, 17.7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from app.sources.docx.markup import child, flag, number, value

Alignment = Literal["start", "center", "end", "both"]

_LONGEST_CHAIN = 20
"""Maximum number of styles that are based on one another; Word allows ten or so."""
_HEADINGS = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_NO_OUTLINE = 9
_ALIGNMENTS: dict[str, Alignment] = {
    "center": "center",
    "end": "end",
    "right": "end",
    "both": "both",
    "distribute": "both",
}


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks. `font` is that of Chinese characters, where it is named; `is_raised`: superscript."""

    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    is_hidden: bool = False
    font: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph looks. `outline` is the level of a heading from 0 on, None for text; `indent` is that of the
    first line, in twips; `list_id` and `list_level` say to which list it belongs."""

    alignment: Alignment = "start"
    outline: int | None = None
    indent: int = 0
    list_id: int | None = None
    list_level: int | None = None
    has_rule: bool = False
    breaks_page: bool = False


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = [] if root is None else root.findall("{*}style")
        self._styles = {value(style, "styleId") or "": style for style in styles}
        defaults = (style for style in styles if value(style, "type") == "paragraph")
        self._default = next(
            (value(one, "styleId") for one in defaults if value(one, "default") == "1"), None
        )
        base = child(root, "docDefaults/rPrDefault/rPr")
        self._base = run_look(base, RunLook()) if base is not None else RunLook()
        self._runs: dict[str | None, RunLook] = {}
        self._paragraphs: dict[str | None, ParagraphLook] = {}

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """The look of a paragraph with these properties."""
        style = value(child(properties, "pStyle")) or self._default
        if style not in self._paragraphs:
            self._paragraphs[style] = self._of_style(style)
        return paragraph_look(properties, self._paragraphs[style])

    def run_of_paragraph(self, properties: etree._Element | None) -> RunLook:
        """The look of the runs of a paragraph that say nothing themselves."""
        return self._of_runs(value(child(properties, "pStyle")) or self._default, self._base)

    def run(self, properties: etree._Element | None, look: RunLook) -> RunLook:
        """The look of a run with these properties in a paragraph whose runs look so."""
        if properties is None:
            return look
        style = value(child(properties, "rStyle"))
        return run_look(properties, self._of_runs(style, look) if style else look)

    def has_borders(self, style: str | None) -> bool:
        """Whether a style of tables draws lines."""
        return any(has_lines(child(one, "tblPr/tblBorders")) for one in self._chain(style))

    def _of_style(self, style: str | None) -> ParagraphLook:
        look = ParagraphLook()
        for one in reversed(list(self._chain(style))):
            look = paragraph_look(child(one, "pPr"), look)
            found = _HEADINGS.fullmatch((value(child(one, "name")) or "").strip())
            if found and look.outline is None:
                look = replace(look, outline=int(found[1]) - 1)
            # A style names its list; its level there is told by the list.
            if child(one, "pPr/numPr/numId") is not None and child(one, "pPr/numPr/ilvl") is None:
                look = replace(look, list_level=None)
        return look

    def _of_runs(self, style: str | None, look: RunLook) -> RunLook:
        for one in reversed(list(self._chain(style))):
            look = run_look(child(one, "rPr"), look)
        return look

    def _chain(self, style: str | None) -> Iterator[etree._Element]:
        """A style and those that it is based on; a circle is cut."""
        for _ in range(_LONGEST_CHAIN):
            one = self._styles.get(style or "")
            if one is None:
                return
            yield one
            style = value(child(one, "basedOn"))


def style_of(properties: etree._Element | None) -> str | None:
    """The identifier of a paragraph's style, or None."""
    return value(child(properties, "pStyle"))


def run_look(properties: etree._Element | None, look: RunLook) -> RunLook:
    """A look changed by properties."""
    if properties is None or not len(properties):
        return look
    bold, italic = flag(child(properties, "b")), flag(child(properties, "i"))
    raised, hidden = value(child(properties, "vertAlign")), flag(child(properties, "vanish"))
    up = number(child(properties, "position"))
    fonts = child(properties, "rFonts")
    font = value(fonts, "eastAsia") or value(fonts, "eastAsiaTheme")
    return RunLook(
        look.is_bold if bold is None else bold,
        look.is_italic if italic is None else italic,
        look.is_raised
        if raised is None and up is None
        else raised == "superscript" or (up or 0) >= _RAISED_BY,
        look.is_hidden if hidden is None else hidden,
        font or look.font,
    )


_RAISED_BY = 6
"""Half points by which a character stands above the line to be taken as raised."""


def paragraph_look(properties: etree._Element | None, look: ParagraphLook) -> ParagraphLook:
    """A look changed by properties."""
    if properties is None or not len(properties):
        return look
    outline, listed = number(child(properties, "outlineLvl")), child(properties, "numPr")
    level = number(child(listed, "ilvl"))
    alignment = value(child(properties, "jc"))
    if outline is not None:
        look = replace(look, outline=outline if 0 <= outline < _NO_OUTLINE else None)
    if listed is not None and (list_id := number(child(listed, "numId"))) is not None:
        look = replace(look, list_id=list_id)
    if level is not None:
        look = replace(look, list_level=level)
    breaks = flag(child(properties, "pageBreakBefore"))
    return replace(
        look,
        alignment=_ALIGNMENTS.get(alignment, "start") if alignment else look.alignment,
        indent=_indent(child(properties, "ind"), look.indent),
        has_rule=has_lines(child(properties, "pBdr")) or look.has_rule,
        breaks_page=look.breaks_page if breaks is None else breaks,
    )


def has_lines(borders: etree._Element | None) -> bool:
    """Whether any of the borders is drawn."""
    return borders is not None and any((value(side) or "nil") not in ("nil", "none") for side in borders)


def _indent(ind: etree._Element | None, before: int) -> int:
    """Of the first line, in twips."""
    if ind is None:
        return before
    left = number(ind, "left") or number(ind, "start") or 0
    return left + (number(ind, "firstLine") or 0) - (number(ind, "hanging") or 0)
