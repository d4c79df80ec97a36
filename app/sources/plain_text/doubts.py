"""Signs in a finished reading that something was read as what it is not, so that no such mistake goes untold.

None of them changes the reading; each tells what is unusual, with its place. Each was held against the large
collection: it hardly ever speaks of a text that was read as it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.resolution import Footnote, Head, Paragraph, Problem
from app.sources.plain_text.line_patterns import RAISED, RINGED
from app.sources.plain_text.note_lines import NoteLines
from app.sources.plain_text.point_doubts import between_points, of_points
from app.sources.plain_text.split import TextBlock
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Claim

_LEAST_REPEATED = 20
"""Least length of a paragraph that is not there twice by chance."""
_SHOWN, _SEARCHED, _END, _OPENING, _LEAST_SENTENCE = 40, 20_000, 40, 60, 15
"""In characters: what of a text is shown and searched, its end, what a verb opens, and a short sentence."""
_LONGEST_HEAD = 200
_OPEN_ENDS = "，,；;、"

_MARK_LEFT = re.compile(
    rf"[{RAISED}]|(?<![：:；;])[{RINGED}]|\[\^?\d{{1,3}}\]|〔\d{{1,3}}〕|【\d{{1,3}}】|[（(〔\[]注\s?\d{{1,3}}[)）〕\]]"
    r"|(?<![\d/A-Za-z(（])\d{1,2}/(?=[\s，。；、]|$)"
)
"""What has the form of a footnote mark, in words that are left without marks."""
_COLUMNS = re.compile(r"\S(?:\t|[ \u3000]{4,})\S")
_NUMBER_INSIDE = re.compile(r"[；;。]\s*(?P<number>\d{1,3})\s*[.．、]\s*(?=\D)")
_FRAME = re.compile(
    r"https?://|www\.|(?<![\d/])\d{2}-\d{5}(?!\d)|(?<!\S)[-–—] ?\d{1,3} ?[-–—](?!\S)|第\s*\d{1,3}\s*页\s*[,，/]?\s*共\s*\d{1,3}\s*页"
)
"""An address, the number of a job, a page number."""
_NOTE = re.compile(r"\d{1,3}\s+(?P<text>\S.*)")
"""A paragraph that begins as a footnote does."""
_SECTION = re.compile(r"(?:annex/\d+/)?(?:sec/\d+/)*")
_PAIRS = ("《》", "“”")


def doubts(
    head: Head,
    paragraphs: Sequence[Paragraph],
    footnotes: Sequence[Footnote],
    furniture: Sequence[Claim],
    pack: TextPack,
) -> list[Problem]:
    """All signs that the finished document shows."""
    main = [unit for unit in paragraphs if unit.annex is None]
    return [
        *_of_title(head, pack),
        *(_of_order(main, pack) if head.formula is not None else ()),
        *(problem for unit in paragraphs if unit.kind != "table" for problem in _of_words(unit, pack)),
        *(problem for unit in main for problem in _of_main(unit, pack, is_prose=head.formula is None)),
        *_marks_left(paragraphs, footnotes, pack),
        *of_points(paragraphs),
        *between_points(paragraphs),
        *_repeated(paragraphs),
        *_of_notes(footnotes, pack),
        *(problem for claim in furniture for problem in _of_furniture(claim, pack)),
    ]


def doubts_of_lines(
    blocks: Sequence[TextBlock],
    paragraphs: Sequence[Paragraph],
    notes: Sequence[NoteLines],
    annexed: int,
    pack: TextPack,
    *,
    is_wrapped: bool,
) -> Iterator[Problem]:
    """Signs that the lines show; blocks from the index `annexed` on follow the closing lines. In a text that is cut
    at a width a verb may begin any line."""
    if annexed < len(blocks) and not pack.lines.is_annex(blocks[annexed].text):
        told = f"结尾之后的文字没有“附件”字样，推定为附件：{blocks[annexed].text[:_SHOWN]}"
        yield Problem("annex_guessed", told, paragraphs[annexed].anchor)
    for note in notes:
        for line in note.lines[1:]:
            if len(line.text) >= _LEAST_SENTENCE and _is_paragraph(line.text, pack):
                yield Problem(
                    "note_doubtful", f"脚注的续行像一段正文：{line.text[:_SHOWN]}", f"fn/{note.number}"
                )
    for block, unit in zip(blocks, paragraphs, strict=True):
        if is_wrapped or unit.kind not in ("preambular", "operative"):
            continue
        for above, line in pairwise(block.lines):
            if pack.lines.pauses(above.text) and pack.lines.begins_paragraph(line.text):
                told = f"有一行以动词开头而没有另起一段：{line.text[:_SHOWN]}"
                yield Problem("paragraph_doubtful", told, unit.anchor)


def _is_paragraph(text: str, pack: TextPack) -> bool:
    return pack.lines.begins_paragraph(text) and pack.lines.pauses(text)


def _of_title(head: Head, pack: TextPack) -> Iterator[Problem]:
    title = head.title
    if title and (len(title) > pack.doubts.longest_title or pack.doubts.odd_title(title)):
        yield Problem("title_doubtful", f"不像标题：{title[:_SHOWN]}")


def _of_order(main: Sequence[Paragraph], pack: TextPack) -> Iterator[Problem]:
    """Preamble and operative part of a resolution: which comes first, and whether both end."""
    if not any(unit.kind == "operative" for unit in main):
        yield Problem("division_doubtful", "没有一段读作执行部分")
    yield from _late(main, pack)
    if not any(unit.kind == "operative" and unit.number for unit in main):
        yield from _acts(main, pack)
    if main and main[-1].kind in ("operative", "preambular") and main[-1].text[-1:] in _OPEN_ENDS:
        told = f"最后一段以“{main[-1].text[-1:]}”结尾，文本可能不完整"
        yield Problem("text_cut_off", told, main[-1].anchor)


def _late(main: Sequence[Paragraph], pack: TextPack) -> Iterator[Problem]:
    """Preambular paragraphs behind operative ones, and a second formula."""
    decided = ""
    for index, unit in enumerate(main):
        above = main[index - 1] if index else None
        if unit.kind == "operative" and not unit.depth and "op/" in unit.anchor and "/end" not in unit.anchor:
            decided = unit.anchor
        elif unit.kind == "preambular" and not unit.depth and above:
            is_new = pack.lines.is_draft_formula(unit.text) and not pack.body.introduces_draft(above.text)
            is_told = any(one.text[-1:] in pack.body.lists for one in main[max(0, index - 2) : index])
            if is_new and (decided or (above.kind == "heading" and not is_told)):
                yield Problem("another_text", "又有一个开头语，可能是另一份文件", unit.anchor)
            elif decided and above.kind != "heading" and not pack.lines.is_draft_formula(unit.text):
                yield Problem("division_doubtful", f"序言段在{decided}之后", unit.anchor)
        if unit.kind in ("heading", "preambular"):
            decided = ""


def _acts(main: Sequence[Paragraph], pack: TextPack) -> Iterator[Problem]:
    """What may belong to the other part in a text without numbers: preambular paragraphs that open as operative ones do,
    and operative ones that only their signs tell."""
    acts = [unit for unit in main if unit.kind == "operative" and not unit.depth and "op/" in unit.anchor]
    if any(unit.text[-1:] in "；;" and not pack.body.is_act(unit.text) for unit in acts):
        yield Problem("division_doubtful", "执行部分没有编号，按标点划分", acts[0].anchor)
    for unit in main:
        is_act = unit.kind == "preambular" and not unit.depth and pack.body.is_act(unit.text)
        if is_act and unit.text[-1] not in "：:":
            told = f"序言段以执行部分的动词开头：{unit.text[:_SHOWN]}"
            yield Problem("division_doubtful", told, unit.anchor)


def _of_words(unit: Paragraph, pack: TextPack) -> Iterator[Problem]:
    """What stands in a paragraph of any part that is none of its words."""
    text = unit.text[:_SEARCHED]
    if text[:1] in pack.lines.never_first:
        yield Problem("odd_beginning", f"段首是“{text[:1]}”", unit.anchor)
    if found := _FRAME.search(text) or pack.doubts.site_words.search(text):
        yield Problem("furniture_inside", f"段内可能有版面的文字：“{found[0]}”", unit.anchor)
    if _closes(text, pack):
        yield Problem("closing_inside", f"段内像有文末的日期、会议或表决：{text[-_END:]}", unit.anchor)
    if (note := _NOTE.match(text)) and not unit.number and pack.notes.opening.match(note["text"]):
        yield Problem("note_doubtful", f"像脚注而没有读作脚注：{text[:_SHOWN]}", unit.anchor)
    if unit.kind != "heading":
        yield from _of_parts(unit.anchor, text, pack)


def _of_parts(anchor: str, text: str, pack: TextPack) -> Iterator[Problem]:
    """What of a paragraph seems to be a mark, or another paragraph."""
    for shape in (_MARK_LEFT, pack.doubts.mark_left):
        if found := shape.search(text):
            told = text[max(0, found.start() - 6) : found.end()]
            yield Problem("mark_left", f"像注号而没有读作注号：“{told}”", anchor)
            break
    if number := _number_inside(text, pack):
        yield Problem("paragraph_doubtful", f"段内有编号{number}，可能是另一段", anchor)
    if _COLUMNS.search(text):
        yield Problem("paragraph_doubtful", "段内有大段空白，可能是并排的两栏或表格", anchor)
    if any(_is_half(text, *pair) for pair in _PAIRS):
        yield Problem("paragraph_doubtful", "段内的引号或书名号不成对", anchor)
    if len(text) < _LONGEST_HEAD and pack.lines.is_number_line(text):
        yield Problem("another_text", f"像另一份文件的编号和标题：{text[:_SHOWN]}", anchor)


def _is_half(text: str, opening: str, closing: str) -> bool:
    """Whether a sign lacks its partner, and the paragraph is none of several in quotation marks."""
    is_quoted = text.startswith(opening) or text.endswith(closing)
    return text.count(opening) != text.count(closing) and (opening == "《" or not is_quoted)


def _closes(text: str, pack: TextPack) -> bool:
    """Whether a paragraph is a closing line, or has a date at its end, behind a sentence."""
    if len(text) <= pack.lines.longest_heading and (
        pack.lines.ends_text(text) or pack.lines.is_closing_line(text)
    ):
        return True
    day = pack.notes.day.search(text[-_END:])
    return day is not None and text[-_END:][: day.start()].rstrip()[-1:] in ("。", ".", "]", "；")


def _number_inside(text: str, pack: TextPack) -> str | None:
    """The number of another paragraph inside of one: at a pause, with a verb behind it."""
    for found in _NUMBER_INSIDE.finditer(text):
        if pack.lines.begins_with_verb(text[found.end() : found.end() + _OPENING]):
            return found["number"]
    return None


def _of_main(unit: Paragraph, pack: TextPack, *, is_prose: bool) -> Iterator[Problem]:
    """What a paragraph of the main text shows; decisions in prose tell their votes."""
    text = unit.text[:_SEARCHED]
    if unit.kind == "heading":
        label = pack.lines.label_of(text)
        if pack.lines.begins_with_verb(text[label.end :] if label else "") or pack.doubts.odd_heading(text):
            yield Problem("heading_doubtful", f"不像标题：{text[:_SHOWN]}", unit.anchor)
        return
    if unit.kind == "table" or is_prose:
        return
    if unit.kind == "preambular" and not unit.depth and not unit.verb and text[:1] in "《“":
        yield Problem("paragraph_doubtful", f"没有动词，可能属于上一段：{text[:_SHOWN]}", unit.anchor)
    if pack.doubts.vote_inside.search(text):
        yield Problem("closing_inside", f"段内像有表决情况：{text[:_SHOWN]}", unit.anchor)
    if pack.doubts.foreign_text(text):
        yield Problem("second_language", f"一段多是外文：{text[:_SHOWN]}", unit.anchor)
    is_point = unit.depth and unit.kind == "operative"
    if is_point and not pack.lines.pauses(unit.text) and not unit.text.endswith(pack.doubts.point_ends):
        yield Problem("odd_ending", f"分段没有以标点结尾：“{unit.text[-8:]}”", unit.anchor)


def _marks_left(
    paragraphs: Sequence[Paragraph], footnotes: Sequence[Footnote], pack: TextPack
) -> Iterator[Problem]:
    """Figures in the words that may be marks: glued to both sides, and the number of a footnote."""
    numbers = {note.number for note in footnotes}
    for unit in paragraphs if numbers else ():
        for found in pack.doubts.figure_between.finditer(unit.text[:_SEARCHED]):
            if found[0] in numbers:
                told = unit.text[max(0, found.start() - 6) : found.end()]
                yield Problem("mark_left", f"像注号而没有读作注号：“{told}”", unit.anchor)
                break


def _repeated(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for unit in paragraphs:
        if unit.kind in ("heading", "table") or len(unit.text) < _LEAST_REPEATED:
            continue
        section = _SECTION.match(unit.anchor)
        first = seen.setdefault((section[0] if section else "", unit.text), unit.anchor)
        if first != unit.anchor:
            yield Problem("repeated_text", f"与{first}文字相同", unit.anchor)


def _of_notes(footnotes: Sequence[Footnote], pack: TextPack) -> Iterator[Problem]:
    numbers = [int(note.number) for note in footnotes if note.number.isdecimal()]
    for above, below in pairwise(numbers):
        if below > above + 1:
            yield Problem("note_doubtful", f"脚注从{above}跳到{below}", f"fn/{below}")
    for note in footnotes:
        text = note.text[:_SEARCHED].rstrip()
        if text[-1:] in f"{_OPEN_ENDS}：:":
            yield Problem("note_doubtful", f"脚注以“{text[-1:]}”结尾", note.anchor)
        if number := _number_inside(text, pack):
            yield Problem("note_doubtful", f"脚注内有编号{number}，可能是正文的一段", note.anchor)


def _of_furniture(claim: Claim, pack: TextPack) -> Iterator[Problem]:
    """A line that was left out and reads like a numbered paragraph."""
    text = claim.line.text
    label = pack.lines.label_of(text)
    if label and label.kind == "number" and _is_paragraph(text[label.end :], pack):
        yield Problem("furniture_doubtful", f"像一段而没有收入：{text[:_SHOWN]}")
