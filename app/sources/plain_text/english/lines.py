"""How English lines look: what a paragraph, a heading or a label begins and ends with."""

import re

from app.domain.organs import Names, Organ
from app.sources.labels import Label, leading_label
from app.sources.packs import ENGLISH as PACK
from app.sources.plain_text.line_patterns import RAISED

ROMAN = "[IVX]{1,5}"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = rf"[0-9]{{1,2}}\s+(?:{MONTHS})\s+[0-9]{{4}}"
"""`15 December 2022`."""
LONGEST_HEADING = 200
"""In characters."""

_CLOSERS = r"[”’\")\]]*"
_PAUSE = re.compile(
    rf"(?:[,;.:!?…]{_CLOSERS}|; (?:and|or))\s?(?:[{RAISED}*]{{0,3}}|[\[［]\d{{1,3}}[\]］])$"
    rf"|(?:(?<=[A-Za-z”)\]])|(?<=19\d\d)|(?<=20\d\d))[,;.:]{_CLOSERS}\d{{1,3}}$"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(/])(?:Nos?|paras?|vols?|arts?|chaps?|sects?|pp?|Add|Corr|Rev|Suppl|Mr|Ms|Mrs|Dr|St|cf|e\.g|i\.e)\.$"
)
_LONGEST_PAUSE, _LONGEST_LABEL = 16, 24
_REFERS = re.compile(r"\([a-z0-9]{1,4}\) (?:of|above|below|to|and \(|or \(|thereof|herein|respectively)\b")
"""`(b) of resolution 70/1` goes on with a sentence."""
_LABEL_ALONE = re.compile(r"[0-9]{1,3}\.|\([a-z0-9]{1,4}\)|[•–—]")
_LETTERED = re.compile(r"(?P<letter>[a-z])\.\s+(?=[A-Z“])")
_IN_SENTENCE = re.compile(r"[0-9]{1,3}\. [a-z]")

_VERBS = (
    "accept acknowledg adopt affirm agree appeal appoint appreciat appropriat approv ask assur attach authoris authoriz "
    "await call commend commit conclud concur condemn confirm congratulat consider continu decid declar demand deplor "
    "designat determin direct draw elect emphasis emphasiz encourag endors establish express extend highlight honour honor "
    "instruct invit maintain not observ pay proclaim propos pledg re-emphasis re-emphasiz reaffirm realis realiz recall "
    "recogniz recognis recommend recommit reconfirm record regret reiterat reject rejoic remain remind renew request requir "
    "resolv salut shar stress submit supplement support suspend tak terminat transmit underlin underscor understand urg "
    "welcom"
).split()
_ADJECTIVES = (
    "Acting Alarmed Appalled Aware Bearing Believing Cognizant Concerned Conscious Convinced Desiring Desirous Determined "
    "Disappointed Dismayed Distressed Disturbed Encouraged Grateful Guided Having Indignant Inspired Keeping Looking Looks "
    "Mindful Outraged Referring Refers Resolved Seeking Seized Shocked Troubled Wishing Sharing"
).split()
_VERB = re.compile(
    r"(?:(?:Also|Further|Furthermore|Once again|Again|Therefore|[A-Z][a-z]+ly)(?:,? (?:and )?[a-z]+ly)?,? )?"
    rf"(?:(?i:{'|'.join(_VERBS)})(?:es|s|ing)|(?i:{'|'.join(_ADJECTIVES)}))\b(?!’)"
)
_OPERATIVE = re.compile(
    r"(?:(?:Also|Further|Furthermore|Once again|Again|Therefore|[A-Z][a-z]+ly)(?:,? (?:and )?[a-z]+ly)?,? )?"
    rf"(?i:{'|'.join(_VERBS)})(?:es|s)\b(?!’)"
)
"""A verb in the form of operative paragraphs: `Decides`, not `Deciding`."""
_LONGEST_OPENING = 60
_WRAPS = "*_ "

_IN_TEXT = re.compile(
    r"^(?:At its|On) [0-9]|^[0-9]{1,4}/[0-9]|\s(?:of|the|and|to|in|for|on|by|with|an?|or|that|which|at|from|as|its|their)$|[0-9]+/[0-9]+ of [0-9]{1,2}$"
)
"""What no heading begins or ends with."""

_ANNEX = re.compile(
    rf"(?:Annex|ANNEX)(?:\s+(?:{ROMAN}|[A-Z]|[0-9]{{1,2}}))?[*{RAISED}]{{0,3}}"
    rf"(?:(?:\s{{2,}}|\s*[:.–—]\s+|(?<=[IVX0-9])\s+)[A-Z“\[].{{0,150}})?"
)
_ORGANS = "General Assembly|Security Council|Human Rights Council|Economic and Social Council|Commission on Human Rights|Trusteeship Council"
_DRAFT_FORMULA = re.compile(rf"The (?:{_ORGANS}),")
_LONGEST_ANNEX, _LONGEST_FORMULA = 200, 60
_HEADED_ALONE = re.compile(
    rf"{ROMAN}|[A-Z]|(?:Part|Chapter|Section|Article|Annex|Appendix|Principle|Rule|Guideline)(?:\s+(?:{ROMAN}|[A-Z]|[0-9]{{1,3}}))"
    r"|Annex|Appendix|Preamble"
)


def separator(last: str, part: str) -> str:
    """A blank, but behind a hyphen or a slash that breaks a word."""
    is_suspended = last.endswith("-") and _SUSPENDED.match(part)
    is_broken = bool(_BROKEN.search(last)) and not is_suspended
    return "" if not last or not part or is_broken else " "


_SUSPENDED = re.compile(r"(?:and|or|to)\b(?!-)")
"""`age- and gender-sensitive`: a hyphen that breaks no word; `up-` `to-date` is one."""
_BROKEN = re.compile(r"(?:(?<=\S)[-/]|(?<=\w)[–—]|\s)$")


def pauses(text: str) -> bool:
    """Whether a paragraph may end with a line: punctuation at its end, before an optional footnote mark."""
    end = text[-_LONGEST_PAUSE:]
    return bool(_PAUSE.search(end)) and not _ABBREVIATED.search(end)


def label_of(text: str) -> Label | None:
    """The label of a paragraph or point at the beginning of a text, or None."""
    beginning = text[:_LONGEST_LABEL]
    if _REFERS.match(beginning) or _IN_SENTENCE.match(beginning):
        return None
    if found := _LETTERED.match(beginning):
        return Label("point", found["letter"], found.end())
    label = leading_label(beginning)
    is_decimal = label is not None and "." in (label.text or "")
    # `10.30 a.m.` is no label.
    return None if label and is_decimal and text[label.end : label.end + 1].islower() else label


_LISTED = re.compile(r"[0-9]{1,4}/[0-9]{1,4}(?: [A-Z])?(?:,| of [0-9]| and [0-9])")
"""A resolution in a list that goes on over lines: `2007/13 of 25 July 2007`."""


def goes_on(text: str) -> bool:
    """Whether a line is in the middle of a sentence: it begins with a small letter that is no label."""
    is_listed = bool(_LISTED.match(text))
    return is_listed or (text[:1].islower() and label_of(text) is None)


def label_alone(text: str) -> bool:
    """Whether a line is a label whose text is on the next line."""
    return bool(_LABEL_ALONE.fullmatch(text))


def begins_with_verb(text: str) -> bool:
    """Whether a line opens with a verb in the form of a paragraph, in italics or not."""
    bare = text[:_LONGEST_OPENING].lstrip(_WRAPS)
    return bare[:1].isupper() and bool(_VERB.match(bare))


def begins_operative(text: str) -> bool:
    """Whether a line opens with a verb in the form of operative paragraphs."""
    bare = text[:_LONGEST_OPENING].lstrip(_WRAPS)
    return bare[:1].isupper() and bool(_OPERATIVE.match(bare))


def heading_label(text: str) -> Label | None:
    """The label at the beginning of a heading, or None."""
    return PACK.labels.of_heading(text.strip(_WRAPS))


def is_heading(text: str) -> bool:
    """Whether a text looks like a heading: short, not the end of a sentence and not the middle of one."""
    bare = text.strip(_WRAPS)
    return (
        0 < len(bare) <= LONGEST_HEADING
        and not bare[0].islower()
        and not pauses(bare)
        and not _IN_TEXT.search(bare)
    )


def is_labelled_heading(text: str) -> bool:
    """Whether a text is a heading by its label: `II`, `Part I`, `A. General`."""
    bare = text.strip(_WRAPS)
    return bool(_HEADED_ALONE.fullmatch(bare)) or (heading_label(bare) is not None and is_heading(bare))


def is_annex(text: str) -> bool:
    """Whether a text is the heading of an annex, `Annex II`, with or without its title."""
    bare = text.strip(_WRAPS)
    return len(bare) <= _LONGEST_ANNEX and bool(_ANNEX.fullmatch(bare)) and not pauses(bare)


def is_draft_formula(text: str) -> bool:
    """Whether a text is an opening formula."""
    return len(text) <= _LONGEST_FORMULA and bool(_DRAFT_FORMULA.fullmatch(text.strip(_WRAPS)))


def formula_organ(text: str, names: Names) -> Organ | None:
    """The organ named in an opening formula, `The General Assembly,`, with or without comma; or None."""
    bare = text.strip(_WRAPS).rstrip(", ")
    if len(bare) > _LONGEST_FORMULA or not bare.startswith("The "):
        return None
    return organ_named(bare, names)


def organ_named(text: str, names: Names) -> Organ | None:
    """The organ of an English name, or None."""
    bare = text.strip().removeprefix("The ").removeprefix("the ").lower()
    named = (organ for organ in names.organs for name in organ.english if name.lower() == bare)
    return next(named, None)
