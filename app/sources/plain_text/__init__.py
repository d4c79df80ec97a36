"""Reader of plain text exported from a PDF, word processor, scanner or web page.

Stages, each a pure function that returns what it took and why: clean (page furniture and footnotes) → parts
and split (documents, paragraphs) → head → body, without footnote marks → closing → checks.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.characters import visible, with_common_characters
from app.domain.organs import Names
from app.domain.resolution import Footnote, Head, Problem, Resolution
from app.domain.symbols import Symbol
from app.sources.blocks import RichText
from app.sources.decoding import decode
from app.sources.document_identity import provisional_id
from app.sources.languages import unread_language
from app.sources.limits import check_lines, check_paragraphs, check_text
from app.sources.plain_text.body import read_body
from app.sources.plain_text.by_language import pack_of
from app.sources.plain_text.checks import check, corrigendum, guessed_beginnings
from app.sources.plain_text.clean import CleanText, clean
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.doubts import doubts, doubts_of_lines
from app.sources.plain_text.given_lines import with_marks
from app.sources.plain_text.head import lift_plain_title_mark
from app.sources.plain_text.head_facts import add_day_of_decision, organ_of, read_facts
from app.sources.plain_text.lines import Separator, cut, join
from app.sources.plain_text.note_lines import NoteLines
from app.sources.plain_text.note_marks import lift_marks
from app.sources.plain_text.note_styles import has_starred_notes
from app.sources.plain_text.printed_parts import (
    PrintedPart,
    parts_of,
    with_common_closing,
    without_notes_of_others,
)
from app.sources.plain_text.split import TextBlock, split
from app.sources.plain_text.text_pack import TextPack
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line, Reading
from app.sources.structure import Body
from app.sources.unreadable import unreadable_characters

FORMAT = "text"

_NO_PARAGRAPHS = "开头语之后没有任何段落"


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a text; `stem` is its file name without extension. A file that is not a resolution yields a
    Problem.

    A text with lettered parts yields one document for each.
    """
    try:
        printed = _bounded_lines(data)
        pack = pack_of("\n".join(line.text for line in printed))
        web = pack.before.plain(printed, names)
    except ValueError as error:
        return Problem("unreadable", str(error))
    lines = web.lines
    found = opening_of(lines, pack, names)
    if isinstance(found, Problem):
        return found
    opening, has_formula = found
    starts = frozenset(pack.openings.separate(lines, names)[1:])
    has_stars = has_formula or has_starred_notes(lines, pack.notes.star)
    text = clean(lines, opening, pack, has_stars=has_stars, starts=starts)
    readings = read_clean(text, stem, names)
    if isinstance(readings, Problem):
        return unread_language("".join(line.text for line in lines)) or readings
    return _with_web(readings, web)


def _with_web(readings: tuple[Reading, ...], web: WebText) -> tuple[Reading, ...]:
    """The readings with what was left out before the stages."""
    first, *others = (
        replace(one, resolution=replace(one.resolution, problems=(*web.problems, *one.resolution.problems)))
        for one in readings
    )
    return (replace(first, claims=_in_order([*web.furniture, *first.claims])), *others)


def opening_of(lines: Sequence[Line], pack: TextPack, names: Names) -> tuple[int, bool] | Problem:
    """The index of the line that opens the text, and whether it is a formula; or why no text opens."""
    opening = pack.openings.find(lines, names)
    has_formula = opening is not None and pack.openings.formula_of(lines, opening, names) is not None
    if not has_formula and (problem := corrigendum(lines, pack)):
        return problem
    if opening is None:
        return unread_language("".join(line.text for line in lines)) or pack.why_no_opening
    return opening, has_formula


def read_clean(text: CleanText, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a text without furniture and footnotes: stages 2 to the last, the same for files with layout."""
    readings: list[Reading] = []
    for part in parts_of(text, names):
        reading = _read_part(text, part, stem, names)
        if isinstance(reading, Problem):
            return reading
        readings.append(reading)
    if not readings:
        return Problem("no_paragraphs", _NO_PARAGRAPHS)
    readings = without_notes_of_others(with_common_closing(readings))
    return (replace(readings[0], claims=_in_order([*text.furniture, *readings[0].claims])), *readings[1:])


def _bounded_lines(data: bytes) -> list[Line]:
    text = with_common_characters(visible(decode(data)))
    check_text(text)
    lines = cut(text)
    check_lines([len(line.text) for line in lines])
    return lines


def _read_part(text: CleanText, part: PrintedPart, stem: str, names: Names) -> Reading | Problem:
    """Read one document: stages 2 to 6."""
    lines, pack = text.lines, text.pack
    start, end = (part.start + index for index in pack.closing.find(lines[part.start : part.end]))
    is_prose = part.formula is None
    blocks = split(text, part.start, start, is_prose=is_prose)
    annexed = len(blocks)
    blocks += split(text, end, part.end, is_prose=is_prose)
    if not blocks:
        return Problem("no_paragraphs", _NO_PARAGRAPHS)
    try:
        check_paragraphs([len(block.text) for block in blocks])
    except ValueError as error:
        return Problem("unreadable", str(error))
    cover, head_claims = pack.head.read([with_marks(line, text.given) for line in part.head], names)
    contents = lift_marks(blocks, text)
    if text.marks != "given":
        lift_plain_title_mark(cover, _unmarked(contents, text.notes), pack.head.plain_title_mark)
    body = read_body(blocks, contents, pack, annexed=annexed, is_prose=is_prose)
    if part.formula and not any(paragraph.verb for paragraph in body.paragraphs):
        return Problem("no_verbs", "没有一段以决议的动词（如“回顾”“决定”）开头，看来不是决议")
    organ, guessed = organ_of(cover, part, blocks[0].text, pack, names)
    if organ is None:
        return Problem("no_organ", "看不出是哪个机构的决定")
    if cover.other_organization and organ.code == "GA":
        return Problem("no_organ", f"封面印有“{cover.other_organization[:20]}”，不是联合国大会的决议")
    closing = _closing(lines[start:end], cover, blocks[0].text if is_prose else "", pack, names)
    if is_prose:
        add_day_of_decision(cover, closing, blocks[0].text, pack)
    head, problems = read_facts(cover, organ, part, closing, text)
    notes = _notes_of(text.notes, part, body, head)
    footnotes = _footnotes(notes, pack.lines.separator)
    resolution = Resolution(
        id=Symbol(head.symbol).url if head.symbol else provisional_id(stem),
        head=head,
        paragraphs=body.paragraphs,
        footnotes=footnotes,
        adoption=closing.adoption,
        sponsors=cover.sponsors,
        problems=(
            *cover.problems,
            *guessed,
            *problems,
            *body.problems,
            *guessed_beginnings(blocks, body),
            *check(body, closing, cover, footnotes, pack, names.seats_on(head.body, head.adopted_on)),
            *doubts(head, body.paragraphs, footnotes, text.furniture, pack),
            *doubts_of_lines(blocks, body.paragraphs, notes, annexed, pack, is_wrapped=text.layout.wrapped),
            *unreadable_characters(head.title, (*body.paragraphs, *footnotes)),
        ),
        language=pack.language.language,
    )
    claims = [
        *head_claims[part.shared :],
        *_formula_claims(part),
        *_note_claims(notes, footnotes),
        *_unit_claims(blocks, body),
        *closing.claims,
    ]
    return Reading(resolution, _in_order(claims), (*closing.dates, *cover.dates))


def _closing(lines: Sequence[Line], cover: Cover, first_words: str, pack: TextPack, names: Names) -> Closing:
    """The closing lines; `first_words` are those of a decision in prose, which may tell its vote."""
    told = cover.adoption or pack.head.decided_how(first_words)
    closing = pack.closing.read(lines, names, told)
    if told and first_words and closing.adoption.method == "unknown":
        whole = f"{told}。{closing.adoption.text}"
        return replace(closing, adoption=pack.closing.read([], names, whole).adoption)
    return closing


def _formula_claims(part: PrintedPart) -> list[Claim]:
    if part.formula is None or part.is_inside:
        return []
    return [Claim(part.formula, "formula", why="机构的开头语")]


def _in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.line.start))


def _unmarked(contents: Sequence[RichText], notes: Sequence[NoteLines]) -> frozenset[str]:
    """The numbers of footnotes without a mark in any paragraph."""
    marked = {mark.number for content in contents for mark in content.marks}
    return frozenset(note.number for note in notes) - marked


def _notes_of(notes: Sequence[NoteLines], part: PrintedPart, body: Body, head: Head) -> list[NoteLines]:
    """The footnotes of one document: those that it marks, and unmarked ones that stand in it."""
    marks = {mark.number for paragraph in body.paragraphs for mark in paragraph.notes}
    marks |= {mark.number for mark in head.title_notes}
    printed = Counter(note.number for note in notes)
    return [
        note
        for note in notes
        if not part.is_one_of_several
        or part.start < note.before <= part.end
        or (note.number in marks and printed[note.number] == 1)
    ]


def _footnotes(notes: Sequence[NoteLines], separator: Separator) -> tuple[Footnote, ...]:
    used: Counter[str] = Counter()
    footnotes = []
    for note in notes:
        used[note.number] += 1
        again = f"~{used[note.number]}" if used[note.number] > 1 else ""
        footnotes.append(
            Footnote(f"fn/{note.number}{again}", note.number, join(note.texts, separator), links=note.links)
        )
    return tuple(footnotes)


def _note_claims(notes: Sequence[NoteLines], footnotes: Sequence[Footnote]) -> Iterator[Claim]:
    for note, footnote in zip(notes, footnotes, strict=True):
        for line in note.lines:
            why = "脚注的注号" if line is note.lines[0] else "脚注续行"
            yield Claim(line, "note", footnote.anchor, why)


def _unit_claims(blocks: Sequence[TextBlock], body: Body) -> Iterator[Claim]:
    for block, paragraph in zip(blocks, body.paragraphs, strict=True):
        for line in block.lines:
            why = block.why if line is block.lines[0] else "续行"
            yield Claim(line, "unit", paragraph.anchor, why)
