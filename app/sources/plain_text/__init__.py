"""Plain text that came out of a PDF, a word processor or a web page.

Stages, each a pure function: head, clean, split, notes, body, closing.
"""

from collections import Counter
from dataclasses import replace

from app.domain.organs import Names, Organ
from app.domain.resolution import Footnote, Head, Problem, Resolution
from app.domain.symbols import Symbol
from app.domain.verbs import opening_verb
from app.sources.decoding import decode
from app.sources.identity import provisional_id, session_of_number, symbol_of_number
from app.sources.plain_text.body import read_body
from app.sources.plain_text.checks import check
from app.sources.plain_text.clean import CleanText, clean, furniture_kind
from app.sources.plain_text.closing import Closing, find_closing, read_closing
from app.sources.plain_text.head import Cover, read_head
from app.sources.plain_text.lines import cut, join
from app.sources.plain_text.notes import lift_marks
from app.sources.plain_text.split import Block, split
from app.sources.reading import Claim, Line, Reading
from app.sources.structure import Body

FORMAT = "text"


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a text, which prints one document; `stem` is its file's name without ending. What is no resolution is a Problem."""
    try:
        lines = cut(decode(data))
    except ValueError as error:
        return Problem("unreadable", str(error))
    at = _formula(lines, names)
    if at is None:
        return Problem("no_formula", "没有任何机构的开头语（如“大会，”“人权理事会，”），看来不是决议")
    organ = _formula_organ(lines[at], names)
    assert organ  # noqa: S101  _formula found the line by it
    furniture = [
        Claim(line, f"furniture.{kind}") for line in lines[:at] if (kind := furniture_kind(line.text))
    ]
    head_lines = [line for line in lines[:at] if not furniture_kind(line.text)]
    cover, head_claims, problems = read_head(head_lines, names)
    text = clean(lines[at + 1 :], cover.number, cover.title)
    closing_at = find_closing(text.lines)
    blocks = split(replace(text, lines=text.lines[:closing_at]))
    if not blocks:
        return Problem("no_paragraphs", "开头语之后没有任何段落")
    marked = lift_marks(blocks, text)
    body = read_body(marked)
    if not any(paragraph.verb for paragraph in body.paragraphs):
        return Problem("no_verbs", "没有一段以决议的动词（如“回顾”“决定”）开头，看来不是决议")
    closing = read_closing(text.lines[closing_at:], names)
    head, head_problems = _head(cover, organ, lines[at], closing, text)
    resolution = Resolution(
        id=Symbol(head.symbol).url if head.symbol else provisional_id(stem),
        head=head,
        paragraphs=body.paragraphs,
        footnotes=_footnotes(text),
        adoption=closing.adoption,
        sponsors=cover.sponsors,
        problems=(*problems, *head_problems, *body.problems, *check(text, body, closing, cover)),
    )
    claims = [
        *furniture,
        *head_claims,
        Claim(lines[at], "formula"),
        *text.furniture,
        *_note_claims(text, resolution),
        *_unit_claims(blocks, body),
        *closing.claims,
    ]
    return (Reading(resolution, tuple(sorted(claims, key=lambda claim: claim.line.start))),)


def _formula(lines: list[Line], names: Names) -> int | None:
    """The index of the opening formula; some print it without its comma, before the first verb."""
    named = [index for index, line in enumerate(lines) if _formula_organ(line, names)]
    for index in named:
        if lines[index].text.rstrip()[-1] in "，,":
            return index
    for index in named:
        if index + 1 < len(lines) and opening_verb(lines[index + 1].text.strip("* "))[0]:
            return index
    return None


def _formula_organ(line: Line, names: Names) -> Organ | None:
    return names.organ(line.text.strip("*").rstrip("，, "))


def _head(
    cover: Cover, organ: Organ, formula: Line, closing: Closing, text: CleanText
) -> tuple[Head, list[Problem]]:
    problems: list[Problem] = []
    if cover.organ and cover.organ != organ:
        problems.append(Problem("organ_differs", f"封面是{cover.organ.name}，开头语是{organ.name}"))
    if cover.cover_date and closing.adopted_on and cover.cover_date != closing.adopted_on:
        problems.append(
            Problem("date_differs", f"封面的日期是{cover.cover_date}，文末是{closing.adopted_on}")
        )
    symbol = symbol_of_number(organ, cover.number, decision=cover.kind == "decision")
    for printed in _printed_symbols(cover, text):
        if symbol is None:
            symbol = printed
        elif printed != symbol:
            problems.append(Problem("symbol_differs", f"编号所示文号是{symbol}，另有一处印作{printed}"))
    session = session_of_number(organ, cover.number) or cover.session
    if cover.session and cover.session != session:
        problems.append(Problem("session_differs", f"编号属于第{session}届，封面印作第{cover.session}届"))
    is_draft = cover.kind == "draft"
    head = Head(
        symbol=symbol.canonical if symbol else None,
        kind=cover.kind,
        outcome="pending" if is_draft else "adopted",
        body=organ.code,
        number=cover.number,
        title=cover.title,
        session=session,
        session_dates=cover.session_dates,
        agenda_item=cover.agenda_item,
        agenda_item_title=cover.agenda_item_title,
        committee=cover.committee,
        adopted_on=None if is_draft else closing.adopted_on or cover.cover_date,
        published_on=cover.published_on,
        meeting=closing.meeting or cover.meeting,
        distribution=cover.distribution,
        language=cover.language,
        original_language=cover.original_language,
        formula=formula.text,
    )
    return head, problems


def _printed_symbols(cover: Cover, text: CleanText) -> list[Symbol]:
    return [*([cover.printed_symbol] if cover.printed_symbol else []), *text.heads]


def _footnotes(text: CleanText) -> tuple[Footnote, ...]:
    used: Counter[str] = Counter()
    footnotes = []
    for note in text.notes:
        used[note.number] += 1
        again = f"~{used[note.number]}" if used[note.number] > 1 else ""
        footnotes.append(Footnote(f"fn/{note.number}{again}", note.number, join(list(note.texts))))
    return tuple(footnotes)


def _note_claims(text: CleanText, resolution: Resolution) -> list[Claim]:
    return [
        Claim(line, "note", footnote.anchor)
        for note, footnote in zip(text.notes, resolution.footnotes, strict=True)
        for line in note.lines
    ]


def _unit_claims(blocks: list[Block], body: Body) -> list[Claim]:
    return [
        Claim(line, "unit", paragraph.anchor)
        for block, paragraph in zip(blocks, body.paragraphs, strict=True)
        for line in block.lines
    ]
