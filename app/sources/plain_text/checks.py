"""Consistency checks of a whole text: marks and footnotes, votes and tally, names and states."""

from collections import Counter
from collections.abc import Sequence

from app.domain.adoption import Adoption, Choice
from app.domain.resolution import Footnote, Problem
from app.sources.plain_text.closing import Closing
from app.sources.plain_text.head import Cover
from app.sources.sponsors import unknown_sponsor
from app.sources.structure import Body

_CHOICES: dict[Choice, str] = {"in_favour": "赞成", "against": "反对", "abstaining": "弃权"}


def check(body: Body, closing: Closing, cover: Cover, footnotes: Sequence[Footnote]) -> list[Problem]:
    """All inconsistencies, with their places if they have any."""
    return [
        *_notes(footnotes, body, cover),
        *_votes(closing.adoption),
        *_states(closing, cover),
        *_unclaimed(closing),
    ]


def _notes(footnotes: Sequence[Footnote], body: Body, cover: Cover) -> list[Problem]:
    printed = {note.number for note in footnotes}
    marks = [(mark.number, paragraph.anchor) for paragraph in body.paragraphs for mark in paragraph.notes]
    marked = (
        {number for number, _ in marks}
        | {sponsor.mark for sponsor in cover.sponsors}
        | {mark.number for mark in cover.title_notes}
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
    if not adoption.votes:
        return []
    counts = Counter(vote.vote for vote in adoption.votes)
    tally = (adoption.in_favour, adoption.against, adoption.abstaining)
    return [
        Problem("tally_differs", f"{name}票数印作{said}，名单有{counts[choice]}国", "vote")
        for (choice, name), said in zip(_CHOICES.items(), tally, strict=True)
        if said is not None and said != counts[choice]
    ]


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
