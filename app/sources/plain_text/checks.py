"""Consistency checks of a whole text: marks and footnotes, votes and tally, names and states."""

import re
from collections.abc import Iterator, Sequence

from app.domain.adoption import Adoption
from app.domain.characters import simplified
from app.domain.resolution import Footnote, Problem
from app.domain.tally_checks import list_problems, seat_problems
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.split import TextBlock
from app.sources.plain_text.text_pack import DoubtSigns, TextPack
from app.sources.reading import Line
from app.sources.sponsors import unknown_sponsor
from app.sources.structure import Body


def check(
    body: Body,
    closing: Closing,
    cover: Cover,
    footnotes: Sequence[Footnote],
    pack: TextPack,
    members: int | None,
) -> list[Problem]:
    """All inconsistencies, with their places if they have any. `members` is how many the organ had that day, None if
    that is not known."""
    return [
        *_notes(footnotes, body, cover, closing),
        *_votes(closing.adoption),
        *_unread_votes(closing.adoption, pack.doubts),
        *seat_problems(closing.adoption, members),
        *_states(closing, cover),
        *_unclaimed(closing),
        *_odd_ends(body),
    ]


def corrigendum(lines: Sequence[Line], pack: TextPack) -> Problem | None:
    """Why a text without a formula is a correction of another one, no document of its own; None if it is not."""
    words = [word for line in lines[:_LINES_OF_COVER] for word in (line.text, *line.text.split()[-1:])]
    symbol = next((found for word in words if (found := _CORRECTION.fullmatch(word))), None)
    if symbol is None and not any(map(pack.head.corrigendum, words)):
        return None
    corrected = f"{symbol['corrected']}的更正（{symbol[0]}）" if symbol else "另一份文件的更正"
    return Problem("corrigendum", f"是{corrected}，不是单独的决议；请收录更正后的全文，代替原来的文件")


_LINES_OF_COVER = 40
_CORRECTION = re.compile(r"(?P<corrected>[AES]/.*\S)/Corr\.\s?\d+")


def _odd_ends(body: Body) -> Iterator[Problem]:
    """What may be a closing line that no rule knows: a heading with nothing below it, and a text without a label behind
    a paragraph without points."""
    annexes = [unit.annex for unit in body.paragraphs]
    for unit, following in zip(body.paragraphs, [*annexes[1:], "none"], strict=False):
        if unit.kind == "heading" and following != unit.annex:
            yield Problem("heading_alone", f"标题之下没有文字：{unit.text[:40]}", unit.anchor)
    with_points = {
        unit.anchor.rpartition("/")[0] for unit in body.paragraphs if "/end" not in unit.anchor[-8:]
    }
    for unit in body.paragraphs:
        stem, _, end = unit.anchor.rpartition("/")
        is_end = end.partition("~")[0] == "end" and unit.kind == "operative"
        if is_end and stem not in with_points:
            yield Problem("unnumbered_paragraph", "执行部分中没有编号的段落", unit.anchor)


def guessed_beginnings(blocks: Sequence[TextBlock], body: Body) -> Iterator[Problem]:
    """The paragraphs that begin inside a line of the source, where only the words tell."""
    for block, paragraph in zip(blocks, body.paragraphs, strict=True):
        if block.lines[0].cut:
            yield Problem(
                "beginning_guessed", "来源没有在这里换行，这一段的开头是按动词或编号推定的", paragraph.anchor
            )


def _notes(footnotes: Sequence[Footnote], body: Body, cover: Cover, closing: Closing) -> list[Problem]:
    printed = {note.number for note in footnotes}
    marks = [(mark.number, paragraph.anchor) for paragraph in body.paragraphs for mark in paragraph.notes]
    marked = (
        {number for number, _ in marks}
        | {sponsor.mark for sponsor in cover.sponsors}
        | {mark.number for mark in cover.title_notes}
        | closing.marks
        | cover.marks
    )
    return [
        *(
            Problem("mark_without_note", f"注号{number}没有对应的脚注", anchor)
            for number, anchor in marks
            if number not in printed
        ),
        *(
            Problem("note_without_mark", f"正文中找不到脚注{number}的注号", f"fn/{number}")
            for number in dict.fromkeys(note.number for note in footnotes)
            if number not in marked
        ),
    ]


def _votes(adoption: Adoption) -> list[Problem]:
    return list_problems(
        {
            "in_favour": adoption.in_favour,
            "against": adoption.against,
            "abstaining": adoption.abstaining,
        },
        adoption.votes,
        "印作",
    )


def _unread_votes(adoption: Adoption, signs: DoubtSigns) -> Iterator[Problem]:
    """Words on the vote that count votes which no rule reads."""
    text = simplified(adoption.text or "")
    numbers = (adoption.in_favour, adoption.against, adoption.abstaining)
    unread = [
        word
        for number, word in zip(numbers, signs.vote_words, strict=True)
        if number is None and word in text
    ]
    if signs.counted_votes.search(text) and (unread or adoption.in_favour is None):
        yield Problem("tally_unread", f"读不出其中的票数：“{text[:60]}”", "vote")


def _states(closing: Closing, cover: Cover) -> list[Problem]:
    unknown = [vote.name for vote in closing.adoption.votes if vote.state is None]
    return [Problem("unknown_state", f"表决名单中的“{name}”不是已知的国名", "vote") for name in unknown] + [
        unknown_sponsor(sponsor.name) for sponsor in cover.sponsors if sponsor.state is None
    ]


def _unclaimed(closing: Closing) -> list[Problem]:
    return [
        Problem("unclaimed_line", f"文末有一行不知其义：{claim.line.text[:40]}")
        for claim in closing.claims
        if claim.role == "unclaimed"
    ]
