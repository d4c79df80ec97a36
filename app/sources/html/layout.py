"""From the bytes of a page to its paragraphs, footnotes and frame."""

from collections.abc import Sequence

from lxml import etree

from app.domain.resolution import Problem
from app.sources.html.encoding import decode_page
from app.sources.html.flow import Flowed, flow
from app.sources.html.frame import frame_of
from app.sources.html.notes import Noted, with_notes
from app.sources.html.parsing import parse, words
from app.sources.html.runs import rich
from app.sources.laid_out import LaidOutFurniture, LaidOutNote, LaidOutParagraph, LaidOutText
from app.sources.plain_text.by_language import pack_of

_LONGEST_TOLD = 24


def layout_of(data: bytes) -> LaidOutText:
    """What a page prints. Raises ValueError, with a reason in Chinese, for what is no page that can be read."""
    text, doubts = decode_page(data)
    root = parse(text)
    signs = pack_of(words(root)).lines
    noted = with_notes(flow(root, signs))
    framed = frame_of(noted.paragraphs, noted.taken, signs)
    why = ["脚注的标题" if index in noted.headings else reason for index, reason in enumerate(framed.why)]
    return LaidOutText(
        tuple(_paragraphs(noted, why)),
        tuple(
            LaidOutNote(note.number, rich(note.runs), _place(noted.paragraphs[note.first]))
            for note in noted.notes
        ),
        tuple(_furniture(noted, why)),
        heads=(*_page_title(root), *framed.heads),
        problems=(*doubts, *_cut_off(text), *_outside(noted.paragraphs, framed.doubts)),
    )


def _paragraphs(noted: Noted, why: Sequence[str]) -> list[LaidOutParagraph]:
    return [
        LaidOutParagraph(rich(one.runs), _place(one), one.label, one.level, one.role, one.indent, one.rows)
        for index, (one, reason) in enumerate(zip(noted.paragraphs, why, strict=True))
        if not reason and index not in noted.taken
    ]


def _furniture(noted: Noted, why: Sequence[str]) -> list[LaidOutFurniture]:
    return [
        LaidOutFurniture(one.text, _place(one), reason)
        for index, (one, reason) in enumerate(zip(noted.paragraphs, why, strict=True))
        if reason and one.text and index not in noted.taken
    ]


def _place(one: Flowed) -> str:
    return f"第{one.place}段"


def _page_title(root: etree._Element) -> tuple[str, ...]:
    """The title of the page, which may have the symbol."""
    title = root.find(".//head/title")
    text = " ".join(words(title).split()) if title is not None else ""
    return (text,) if text else ()


def _cut_off(text: str) -> tuple[Problem, ...]:
    lower = text.lower()
    if "<html" in lower and "</html" not in lower:
        return (Problem("cut_off", "网页没有结束标签(</html>)，文件可能不完整"),)
    return ()


def _outside(paragraphs: Sequence[Flowed], doubts: Sequence[int]) -> list[Problem]:
    return [
        Problem(
            "frame_like_text",
            f"{_place(paragraphs[index])}看来不属于正文，未收入：“{paragraphs[index].text[:_LONGEST_TOLD]}…”",
        )
        for index in doubts
    ]
