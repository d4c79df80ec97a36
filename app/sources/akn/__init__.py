"""Reader of Akoma Ntoso for the United Nations (AKN4UN), the machine-readable texts that the United Nations
publishes.

Stages: parsing (safe XML) → lettered_parts (one file may contain several documents) → identity, head, adoption,
history (metadata around the text) → blocks (the text as a sequence of blocks) → structure (places).
"""

from collections import Counter
from collections.abc import Sequence

from app.domain.organs import Names
from app.domain.resolution import Footnote, Paragraph, Problem, Resolution
from app.domain.tally_checks import seat_problems
from app.sources.akn import own_files
from app.sources.akn.adoption import read_adoption
from app.sources.akn.blocks import ReadBlocks, read_blocks
from app.sources.akn.element_table import unknown_markup
from app.sources.akn.head import read_head
from app.sources.akn.history import read_keywords, read_sponsors, read_steps
from app.sources.akn.identity import identify
from app.sources.akn.inline import note_numbers
from app.sources.akn.language import pack_of
from app.sources.akn.lettered_parts import LetteredPart, parts_of
from app.sources.akn.parsing import parse
from app.sources.blocks import Note
from app.sources.document_identity import provisional_id
from app.sources.reading import Reading
from app.sources.structure import structure
from app.sources.unreadable import unreadable_characters

FORMAT = "akn"


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a file; `stem` is its name without extension. A file that is not a resolution in a language
    that is read (`sources.packs`) yields a Problem."""
    try:
        root = parse(data)
        numbers = note_numbers(root)
        strange = unknown_markup(root)
        return tuple(
            _read_part(part, stem, names, numbers, strange) for part in parts_of(root, pack_of(root))
        )
    except ValueError as error:
        return Problem("unreadable", str(error))


def _read_part(
    part: LetteredPart, stem: str, names: Names, numbers: frozenset[str], strange: list[Problem]
) -> Reading:
    identity = identify(part, names)
    text = read_blocks(part, numbers)
    head = read_head(part, identity, stem, text.closing)
    # Paragraphs of a decision have no verbs, unless it has a formula and a file of our own marks them.
    has_verbs = part.is_ours and head.head.formula and any(block.content.bold for block in text.blocks)
    is_prose = identity.kind == "decision" or (part.is_ours and own_files.is_prose(part.statement))
    body = structure(text.blocks, is_prose=is_prose and not has_verbs, pack=part.pack)
    if not body.paragraphs:
        raise ValueError("XML 中没有任何段落")
    adoption, vote_problems = read_adoption(part, names)
    steps = read_steps(part)
    sponsors, sponsor_problems = read_sponsors(part, steps, names)
    footnotes, note_problems = _footnotes((*head.notes, *text.notes), numbers)
    return Reading(
        Resolution(
            id=identity.symbol.url if identity.symbol else provisional_id(stem),
            head=head.head,
            paragraphs=body.paragraphs,
            footnotes=footnotes,
            adoption=adoption,
            sponsors=sponsors,
            problems=(
                *identity.problems,
                *head.problems,
                *body.problems,
                *_label_problems(text),
                *note_problems,
                *_mark_problems(body.paragraphs, footnotes, numbers),
                *vote_problems,
                *seat_problems(adoption, names.seats_on(head.head.body, head.head.adopted_on)),
                *sponsor_problems,
                *strange,
                *unreadable_characters(head.head.title, (*body.paragraphs, *footnotes)),
            ),
            steps=steps,
            keywords=read_keywords(part),
            language=part.pack.language,
        ),
        dates=head.dates,
    )


def _label_problems(text: ReadBlocks) -> list[Problem]:
    if not text.typed_labels:
        return []
    return [Problem("typed_labels", f"{text.typed_labels}个段落的编号写在文字里，标记中没有单独的编号")]


def _footnotes(notes: Sequence[Note], numbers: frozenset[str]) -> tuple[tuple[Footnote, ...], list[Problem]]:
    """The footnotes in the order of their marks; a repeated number has the suffix `~2` in its place.

    `numbers` are those of the whole file, since numbering continues through its parts.
    """
    used: Counter[str] = Counter()
    footnotes, problems = [], []
    for note in notes:
        used[note.number] += 1
        anchor = f"fn/{note.number}" if used[note.number] == 1 else f"fn/{note.number}~{used[note.number]}"
        # Each table has its own legend, so letters repeat.
        if used[note.number] > 1 and note.number.isdigit():
            problems.append(Problem("repeated_note", f"脚注{note.number}的编号重复出现", anchor))
        footnotes.append(
            Footnote(anchor, note.number, note.content.text, links=note.content.links, eid=note.eid)
        )
    first = next((note.number for note in footnotes), "1")
    if first.isdigit() and first != "1" and "1" not in numbers:
        problems.insert(0, Problem("notes_start_late", f"脚注从{first}开始编号", f"fn/{first}"))
    return tuple(footnotes), problems


def _mark_problems(
    paragraphs: Sequence[Paragraph], footnotes: Sequence[Footnote], numbers: frozenset[str]
) -> list[Problem]:
    """Marks without a footnote anywhere in the file."""
    known = {note.number for note in footnotes} | numbers
    return [
        Problem("mark_without_note", f"注号{mark.number}没有对应的脚注", paragraph.anchor)
        for paragraph in paragraphs
        for mark in paragraph.notes
        if mark.number not in known
    ]
