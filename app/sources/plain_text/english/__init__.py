"""English, as the stages of plain text know it: texts as the United Nations sets them today."""

import re

from app.domain.organs import Names, Organ
from app.domain.resolution import Problem
from app.sources.packs import ENGLISH as PACK
from app.sources.plain_text.english.closing import (
    begins_votes,
    ends_text,
    find_closing,
    is_closing_line,
    last_closing_line,
    read_closing,
)
from app.sources.plain_text.english.head import read_head
from app.sources.plain_text.english.lines import (
    DAY,
    LONGEST_HEADING,
    MONTHS,
    ROMAN,
    begins_operative,
    begins_with_verb,
    formula_organ,
    goes_on,
    heading_label,
    is_annex,
    is_draft_formula,
    is_heading,
    is_labelled_heading,
    label_alone,
    label_of,
    pauses,
    separator,
)
from app.sources.plain_text.english.marks import mark_score
from app.sources.plain_text.english.numbers import is_number_line, numbered_title
from app.sources.plain_text.english.openings import find_opening, formula_of, separate_texts, tells_decided
from app.sources.plain_text.english.site import head_line, reads_like_text, web_line
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.text_pack import (
    BodySigns,
    Closings,
    DoubtSigns,
    HeadSigns,
    NoteSigns,
    Openings,
    Preparation,
    TextPack,
)
from app.sources.plain_text.web_signs import WebText

_ARTICLE = re.compile(rf"(?:Article|Principle|Rule|Guideline)\s+(?:{ROMAN}|[0-9]{{1,3}})\.?")
_INTRODUCES_DRAFT = re.compile(r"following draft (?:resolution|decision)s?\s*:?$")
_LONGEST_INTRODUCTION = 60
_FORMULA_ALONE = re.compile(r"The (?:General Assembly|[A-Z][A-Za-z ]{4,40}Council)")
_DECIDED_AT = re.compile(
    rf"At its (?P<meeting>[0-9]+(?:st|nd|rd|th)(?: \(resumed\))?(?: plenary)?(?: \(resumed\))? meeting),? (?:held )?on (?P<day>{DAY})"
)

_NEVER = re.compile(r"(?!)")


def _first_organ(text: str, names: Names) -> Organ | None:
    named = [(text.find(name), organ) for organ in names.organs for name in organ.english if " " in name]
    found = [(place, organ) for place, organ in named if place >= 0]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _decided_at(text: str) -> tuple[str, str] | None:
    found = _DECIDED_AT.match(text)
    meeting = PACK.closing.meeting(found["meeting"]) if found else None
    return (found["day"], meeting or "") if found else None


ENGLISH = TextPack(
    language=PACK,
    lines=LineSigns(
        separator=separator,
        row_separator=separator,
        letters=re.compile("[A-Za-z]{2}"),
        long_row=re.compile(".{45,}"),
        pauses=pauses,
        full_stop=".",
        word_gap=" ",
        label_of=label_of,
        label_alone=label_alone,
        heading_label=heading_label,
        begins_with_verb=begins_with_verb,
        begins_paragraph=begins_with_verb,
        is_heading=is_heading,
        is_labelled_heading=is_labelled_heading,
        longest_heading=LONGEST_HEADING,
        shortest_sentence=40,
        is_annex=is_annex,
        is_draft_formula=is_draft_formula,
        is_linking_word=lambda _text: False,
        is_act_alone=lambda _text: False,
        goes_on=goes_on,
        ends_text=ends_text,
        is_closing_line=is_closing_line,
        begins_votes=begins_votes,
        numbered_title=numbered_title,
        is_number_line=is_number_line,
        furniture={
            "notes_heading": re.compile(r"(?:Foot)?[Nn]otes?:?"),
            "language": re.compile("English|ENGLISH"),
            "recycle": re.compile(r"Please recycle\s?♲?|♲"),
        },
        web_line=web_line,
        head_line=head_line,
        never_last=tuple("(“‘["),
        never_first=tuple(",.;:)]”’"),
        reads_like_text=reads_like_text,
    ),
    notes=NoteSigns(
        opening=re.compile(r"[A-Z“]|https?:|[0-9]{4}"),
        says_where=re.compile("See|Ibid|Official|United|Resolution|General|Available"),
        counted=re.compile(
            rf"(?:{MONTHS}|per cent|million|billion|and\b|to\b|years?|months?|weeks?|days?|posts?|States|Member|of\b)"
        ),
        sentence_end=re.compile(
            r"(?<!\bNo)(?<!Nos)(?<!vol)(?<!para)(?<!paras)(?<!chap)(?<!sect)(?<!\bart)\.[”’\")]*$"
        ),
        broken_address=re.compile(r"(?:[Aa]vailable (?:at|from)|\bat):?$|(?:www\.|https?:)\S*$"),
        unfinished=",(“",
        day=re.compile(DAY),
        digits=re.compile(r"(?<!\d)\d+(?!\d)"),
        mark_score=mark_score,
        in_list=lambda _number, _before, _behind: 0.0,
        spacing=lambda _texts: "mixed",
        star=re.compile(r"(?<![*\s])(?P<stars>\*{1,3})(?=[,.;:)\s]|$)"),
        behind_stop=re.compile(r"\b(?:abstentions?|vote)\.\s?(\d{1,3})$"),
        word_behind=re.compile("."),
    ),
    body=BodySigns(
        recalls=lambda _text: False,
        is_act=lambda _text: False,
        opens_preamble=lambda text, _bold: begins_with_verb(text),
        names_organ=lambda text: bool(_FORMULA_ALONE.fullmatch(text)),
        is_article=lambda text: bool(_ARTICLE.fullmatch(text)),
        introduces_draft=lambda text: bool(_INTRODUCES_DRAFT.search(text[-_LONGEST_INTRODUCTION:])),
        has_decided=begins_operative,
        sole_ends=(".", ":"),
        goes_on=(",", ":"),
        lists=(":",),
    ),
    head=HeadSigns(
        read=read_head,
        plain_title_mark=re.compile(r"(?<=[a-z”)])\d$"),
        formula_organ=formula_organ,
        formula=lambda text: " ".join(text.strip("*_ ").split()),
        first_organ=_first_organ,
        council_alone=lambda _text: "",
        decided_at=_decided_at,
        decided_how=lambda _text: "",
        corrigendum=lambda word: word.strip("[]: ").lower() == "corrigendum",
    ),
    openings=Openings(find_opening, formula_of, separate_texts, tells_decided),
    closing=Closings(find_closing, read_closing, last_closing_line),
    before=Preparation(
        plain=lambda lines, _names: WebText(tuple(lines)),
        closed=list,
        cut=lambda lines, _names: list(lines),
    ),
    doubts=DoubtSigns(
        odd_title=lambda _title: False,
        longest_title=400,
        odd_heading=lambda _text: False,
        mark_left=_NEVER,
        figure_between=_NEVER,
        vote_inside=_NEVER,
        site_words=_NEVER,
        foreign_text=lambda _text: False,
        point_ends=("or", "and"),
        counted_votes=_NEVER,
        vote_words=("in favour", "against", "abst"),
    ),
    why_no_opening=Problem(
        "no_formula",
        "没有任何机构的开头语（如 The General Assembly,），也没有决定的编号和标题，看来不是决议",
    ),
)
