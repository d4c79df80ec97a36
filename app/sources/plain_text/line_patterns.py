"""Patterns of lines shared by several stages."""

import re
import unicodedata
from functools import lru_cache

from app.domain.characters import simplified
from app.domain.numerals import HEAVENLY_STEMS, from_chinese, from_roman
from app.domain.organs import Names, Organ
from app.domain.verbs import opening_verb
from app.sources.labels import Label, leading_heading_label, leading_label

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED = str.maketrans("0123456789", RAISED)
RINGED = "①-⑳⑴-⒇"

RAISED_MARK = re.compile(f"[{RAISED}]+")
BRACKETED_MARK = re.compile(r"[\[［〔【](?:\d{1,3}|[一二三四五六七八九十]{1,3}|[ivx]{1,5})[\]］〕】]")
"""Footnote marks recognisable by their form."""
COUNTERS = "年月日号段条届章次个项款岁名亿万千百%"
"""Measure words and units: a number before one of them is a quantity."""

_CLOSERS = r"[”’」』）)\]］]*"
_PAUSE = re.compile(
    rf"(?:[，；。：！？…]{_CLOSERS}\s?(?:[0-9{RAISED}*]{{0,3}}|[\[［〔【](?:\^?\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|[ivx]{{1,5}})[\]］〕】]|\^?\d{{1,3}}/?|[{RINGED}]|[(（]\d{{1,2}}[)）]|[\[［(（〔【]?注\s?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[\]］)）〕】]?)|[,;.:!?]{_CLOSERS}\s?[{RAISED}*]{{0,3}}|(?<=[\u3400-\u9fff》”）)])[,;]\d{{1,2}}|[，；。,;][爰兹茲]|[，；。]/\d{{1,2}}|^[{RAISED}]+)$"
)

_ANNEX = re.compile(
    r"附件\s*(?:[一二三四五六七八九十]{1,3}|[A-Z]|[0-9]{1,2})?[*]{0,3}(?:(?:\s+|\s*[:：]\s*)[^，；。]{0,80}[^，；。：,;:\s])?"
)

_DRAFT_FORMULA = re.compile(r"(?:大会|经济及社会理事会|安全理事会|人权理事会)[，,]")

PART_LETTER = re.compile(rf"(?P<letter>[A-Z{HEAVENLY_STEMS}])(?:\s*(?P<mark>[{RAISED}0-9*]{{1,3}}))?")
"""The letter of a part on a line of its own, optionally with a footnote mark."""

PART_TITLED = re.compile(
    rf"(?P<letter>[A-Z{HEAVENLY_STEMS}])(?:\s*[.．、:：]\s*|\s+)(?P<title>[\u3400-\u9fff“《][^，；。]{{1,120}})"
)
"""The letter of a part with its title, `A. 双边核武器谈判`."""

_LONGEST_PAUSE, _LONGEST_LABEL = 12, 24
"""How much of a line is examined for a pause or label, in characters."""
_LONGEST_ANNEX, _LONGEST_FORMULA = 100, 12
LONGEST_HEADING = 80
"""In characters."""

_HEADED_ALONE = re.compile(
    r"[一二三四五六七八九十]{1,3}|[A-Z]\s*节?|第[一二三四五六七八九十百0-9]{1,4}(?:部分|[章节条编款])|附件.{0,4}"
)
_LATIN_WORDS = re.compile(r"[A-Z]\s+[A-Za-z]")
_NAMES_POINT = re.compile(r"[(（][^)）]{1,4}[)）](?:项(?!目)|款(?!项)|段(?!落)|分段|小节)")
_GOES_ON = re.compile("并|同时|但|以|其中|包括|而")
_LABEL_ALONE = re.compile(r"[0-9]{1,3}[.．、]|[(（][a-z0-9一二三四五六七八九十]{1,4}[)）]|[㈠-㈩•–—]")
_STEM = re.compile(rf"(?P<stem>[{HEAVENLY_STEMS}])[、.．]\s*(?=[\u3400-\u9fff“《])")
"""`甲、` before a sentence; before a heading it is the heading's."""
_BARE_HAN = re.compile(r"(?P<han>[一二三四五六七八九十]{1,3})\s+(?=[\u3400-\u9fff])")
"""`一 谴责…；`, where a scan lost the stop."""
_GLUED_BULLET = re.compile(r"(?:[—–―－]{1,2}|[·•‧∙●○■□◆◇▪])\s*(?=[\u3400-\u9fff“《])")
"""`——起诉应负责任的人；`, `·加强法治；`."""
COUNCIL_ALONE = re.compile("本?(?P<name>理事会|委员会|小组委员会)[，,]")
"""A formula that does not say which council."""
MEANT_ALONE = {"理事会": "SC", "委员会": "CHR", "小组委员会": "SUBCHR"}
"""Whom it means where neither the number nor the cover tells."""
_LINKING_WORD = re.compile("(?:爰|兹|茲)(?:决议|決議|议决|議決)?[：:，,]?")
_SENTENCE_SIGN, _NARROW_GAP, _FEWEST_NARROW = re.compile("[，；。：]"), re.compile(r"\s{2,}"), 3
"""Of three cells two blanks are enough between them, where no sentence stands."""
_CELL_SIGN = re.compile(r"(?:(?<!\s)\s+)?\|\s*|\t+| {3,}")


def letter_line(text: str) -> re.Match[str] | None:
    """The letter of a part on a line of its own, alone or with the part's title; None for any other line."""
    return PART_LETTER.fullmatch(text) or PART_TITLED.fullmatch(text)


def part_letter(printed: str) -> str:
    """The letter of a part in symbols: older texts print `甲` for A."""
    stem = HEAVENLY_STEMS.find(printed) if printed else -1
    return printed if stem < 0 else chr(ord("A") + stem)


def mark_number(printed: str) -> str:
    """The number of a footnote mark in any style, `¹`, `[1]`, `1/`, `①`, `^1`, `注1`; an asterisk is unchanged."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", printed))
    if not digits and (numeral := re.search("[一二三四五六七八九十]+", printed)):
        return str(from_chinese(numeral[0]))
    if not digits and (numeral := re.search("[ivx]+", printed)):
        return str(from_roman(numeral[0].upper()))
    return digits or printed


def as_raised(number: str) -> str:
    """The number of a footnote as a raised mark; what is not a number is unchanged."""
    return number.translate(_TO_RAISED)


def pauses(text: str) -> bool:
    """Whether a paragraph may end with a line: punctuation at its end, before an optional footnote mark, or a
    mark alone."""
    return bool(_PAUSE.search(text[-_LONGEST_PAUSE:]))


@lru_cache(maxsize=1024)
def _label(beginning: str) -> Label | None:
    # `(b)项所述` continues a sentence.
    return None if _NAMES_POINT.match(beginning) else leading_label(beginning)


def begins_with_verb(text: str) -> bool:
    """Whether a line opens with a verb, bold or not."""
    return opening_verb(text.lstrip("* "))[0] is not None


def begins_paragraph(text: str) -> bool:
    """Whether a line opens with a verb as a paragraph does; `并重申` continues a sentence."""
    return begins_with_verb(text) and not _GOES_ON.match(simplified(text[:8].lstrip("* ")))


def formula_organ(text: str, names: Names) -> Organ | None:
    """The organ named in an opening formula, `大会，`, with or without comma; or None."""
    bare = text.strip("* ")
    if len(bare) >= 20:
        return None
    # The Security Council's first texts say `理事会，`; the number tells whose they are.
    alone = COUNCIL_ALONE.fullmatch(simplified(bare))
    return names.organ_by_code(MEANT_ALONE[alone["name"]]) if alone else names.organ(bare.rstrip("，, "))


def is_linking_word(text: str) -> bool:
    """Whether a line is the word that leads from preamble to operative paragraphs in older texts: `爰`."""
    return bool(_LINKING_WORD.fullmatch(text))


def label_alone(text: str) -> bool:
    """Whether a line is a label whose text is on the next line."""
    return bool(_LABEL_ALONE.fullmatch(text))


def label_of(text: str) -> Label | None:
    """The label of a paragraph or point at the beginning of a text, or None."""
    bare = _BARE_HAN.match(text)
    if bare and pauses(text) and begins_with_verb(text[bare.end() :]):
        return Label("han", bare["han"], bare.end())
    stem = _STEM.match(text)
    if stem and pauses(text):
        return Label("point", stem["stem"], stem.end())
    bullet = _GLUED_BULLET.match(text)
    if bullet and pauses(text):
        return Label("bullet", None, bullet.end())
    return _label(text[:_LONGEST_LABEL])


def cells_of(text: str) -> list[str]:
    """The cells of a table row set as text; any other text is a single cell."""
    cells = _CELL_SIGN.split(text)
    if len(cells) == 1 and not _SENTENCE_SIGN.search(text):
        narrow = _NARROW_GAP.split(text)
        return narrow if len(narrow) >= _FEWEST_NARROW else cells
    label = leading_label(f"{cells[0].strip()} x") if len(cells) == 2 else None
    return [text] if label and label.end == len(cells[0].strip()) + 1 else cells


def is_annex(text: str) -> bool:
    """Whether a text is the heading of an annex, `附件二`, with or without its title."""
    return len(text) <= _LONGEST_ANNEX and bool(_ANNEX.fullmatch(simplified(text)))


def is_draft_formula(text: str) -> bool:
    """Whether a text is the opening formula of a proposed draft."""
    return len(text) <= _LONGEST_FORMULA and bool(_DRAFT_FORMULA.fullmatch(simplified(text)))


def heading_label(text: str) -> Label | None:
    """The label at the beginning of a heading, or None; a capital before Latin words is not a label."""
    label = leading_heading_label(text)
    is_word = label is not None and _LATIN_WORDS.match(text)
    return None if is_word else label


def is_labelled_heading(text: str) -> bool:
    """Whether a text is a heading by its label: `一`, `第二章`, `A. 全体会议`."""
    bare = text.strip("* ")
    return bool(_HEADED_ALONE.fullmatch(bare)) or (heading_label(bare) is not None and is_heading(bare))


def is_heading(text: str) -> bool:
    """Whether a text looks like a heading: short and without closing punctuation."""
    bare = text.strip("* ")
    return 0 < len(bare) <= LONGEST_HEADING and "；" not in bare and not pauses(bare)
