"""Words of a printed paragraph as HTML: verbs set off, marks and links, and the footnotes in each style."""

import re
from html import escape

from app.domain.resolution import Footnote, Link, Paragraph
from tests.rendering.html.shape import PageShape
from tests.rendering.pages import spaced_digits
from tests.rendering.printed import Printed

_FIRST_MARK = 0xE000
_SOURCE_WIDTH = 70


class WordSetter:
    """Sets words; a footnote may be marked several times, and is linked back to its first mark."""

    def __init__(self, shape: PageShape, footnotes: tuple[Footnote, ...]) -> None:
        self._shape, self.footnotes = shape, footnotes
        self._marked: dict[int, int] = {}

    def paragraph(self, one: Printed) -> str:
        """The words with their label."""
        return self.words(one.text, one.unit)

    def without_label(self, one: Printed) -> str:
        """The words behind the label."""
        return self.words(one.text[one.label :].lstrip(), one.unit)

    def words(self, text: str, unit: Paragraph | None = None) -> str:
        """Any printed words."""
        links = unit.links if unit is not None and self._shape.links else ()
        if self._shape.words.spaced_digits:
            text, links = self._printed(text), ()
        html = escape(text, quote=False)
        html = html.replace("\u00a0", "&nbsp;").replace("\u3000", "&#12288;")
        if links:
            html = _linked(html, links, unit)
        if unit is not None and unit.verb:
            verb = escape(self._printed(unit.text[unit.verb_start : unit.verb_end]), quote=False)
            html = html.replace(f"**{verb}**", self._verb(verb), 1)
        if self._shape.wrapped_source:
            html = _wrapped(html)
        return re.sub("[\ue000-\uf8ff]", lambda found: self._mark(ord(found[0]) - _FIRST_MARK), html)

    def _printed(self, words: str) -> str:
        return spaced_digits(words) if self._shape.words.spaced_digits else words

    def _verb(self, words: str) -> str:
        tag = self._shape.verb
        return words if tag == "none" else f"<{tag}>{words}</{tag.split()[0]}>"

    def _mark(self, index: int) -> str:
        number = escape(self.footnotes[index].number)
        self._marked[index] = again = self._marked.get(index, -1) + 1
        match self._shape.note_style:
            case "linked":
                name = f' id="fnref{index}"' if not again else ""
                return f'<sup{name}><a href="#fn{index}">{number}</a></sup>'
            case "encyclopedia":
                return (
                    f'<sup id="cite_ref-{index}_{again}" class="reference"><a href="#cite_note-{index}">'
                    f'<span class="cite-bracket">[</span>{number}<span class="cite-bracket">]</span></a></sup>'
                )
            case "word":
                return (
                    f'<a style=\'mso-footnote-id:ftn{index}\' href="#_ftn{index}" name="_ftnref{index}" title="">'
                    f"<span class=MsoFootnoteReference><span style='mso-special-character:footnote'>"
                    f"<![if !supportFootnotes]><span class=MsoFootnoteReference>[{number}]</span><![endif]></span></span></a>"
                )
            case "raised":
                return f"<SUP><FONT size=1>{number}</FONT></SUP>"
            case "bracketed":
                return f"[{number}]"

    def notes(self) -> str:
        """All footnotes, as they stand at the end of a page."""
        if not self.footnotes:
            return ""
        each = [self._note(index, note) for index, note in enumerate(self.footnotes)]
        stars = [html for html, note in zip(each, self.footnotes, strict=True) if note.number.startswith("*")]
        each = [html for html in each if html not in stars]
        match self._shape.note_style:
            case "linked":
                return f'<section class="footnotes" role="doc-endnotes"><hr>{"".join(stars)}<h2>注释</h2><ol>{"".join(each)}</ol></section>'
            case "encyclopedia":
                return f'<h2><span class="mw-headline" id="注释">注释</span><span class="mw-editsection">[<a href="/edit">编辑</a>]</span></h2>{"".join(stars)}<div class="reflist"><ol class="references">{"".join(each)}</ol></div>'
            case "word":
                return f"<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\"><![endif]>{''.join([*stars, *each])}</div>"
            case _:
                rule = '<HR align=left width="30%">' if self._shape.rule else "<BR><B>注：</B>"
                return rule + "".join([*stars, *each])

    def _note(self, index: int, note: Footnote) -> str:
        text, number = self.words(note.text), escape(note.number)
        if number.startswith("*"):
            return f"<p>{number} {text}</p>\n"
        match self._shape.note_style:
            case "linked":
                return f'<li id="fn{index}" value="{number}"><p>{text} <a href="#fnref{index}" role="doc-backlink">↩︎</a></p></li>\n'
            case "encyclopedia":
                marks = self._marked.get(index, 0)
                back = f'<b><a href="#cite_ref-{index}_0">^</a></b>'
                if marks:
                    refs = " ".join(
                        f'<a href="#cite_ref-{index}_{at}"><sup><i><b>{number}.{at}</b></i></sup></a>'
                        for at in range(marks + 1)
                    )
                    back = f"^ {refs}"
                return f'<li id="cite_note-{index}"><span class="mw-cite-backlink">{back}</span> <span class="reference-text">{text}</span></li>\n'
            case "word":
                return (
                    f"<div style='mso-element:footnote' id=ftn{index}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{index}' "
                    f'href="#_ftnref{index}" name="_ftn{index}" title=""><span class=MsoFootnoteReference>[{number}]</span></a>'
                    f"<span lang=EN-US><span style='mso-spacerun:yes'>&nbsp; </span></span>{text}<o:p></o:p></p></div>\n"
                )
            case "raised":
                return f"<SUP>{number}</SUP>&nbsp;{text}<BR>\n"
            case "bracketed":
                return f"[{number}] {text}<BR>\n"


def _linked(html: str, links: tuple[Link, ...], unit: Paragraph | None) -> str:
    """The words with links on what the source links, where it stands once."""
    assert unit
    for link in links:
        words = escape(unit.text[link.start : link.end], quote=False)
        if len(words) > 2 and html.count(words) == 1 and "**" not in words:
            html = html.replace(words, f'<a href="{escape(link.href)}" target="_blank">{words}</a>')
    return html


def _wrapped(html: str) -> str:
    """Line ends in the source of the page, between characters of Chinese, where a browser shows nothing or a blank."""
    pieces, line = [], ""
    for char in html:
        is_place = (
            len(line) >= _SOURCE_WIDTH and "\u4e00" <= char <= "\u9fff" and "\u4e00" <= line[-1] <= "\u9fff"
        )
        if is_place:
            pieces.append(line)
            line = ""
        line += char
    return "\n  ".join([*pieces, line])
