"""Chinese, as the stages of plain text know it: its texts of eighty years."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.domain.organs import Names, Organ
from app.domain.resolution import Problem
from app.domain.text import Span
from app.domain.verbs import find_verb
from app.sources.dates import DATE
from app.sources.packs import CHINESE as CHINESE_PACK
from app.sources.plain_text.adoption_lines import begins_votes, decided_at, decided_how
from app.sources.plain_text.closing import ends_text, is_closing_line, last_closing_line, read_closing
from app.sources.plain_text.closing_place import find_closing
from app.sources.plain_text.doubt_signs import CHINESE_DOUBTS
from app.sources.plain_text.head import read_head
from app.sources.plain_text.letter_spacing import without_letter_spacing
from app.sources.plain_text.line_patterns import (
    COUNCIL_ALONE,
    COUNTERS,
    LONGEST_HEADING,
    MEANT_ALONE,
    begins_paragraph,
    begins_with_verb,
    heading_label,
    is_annex,
    is_draft_formula,
    is_heading,
    is_labelled_heading,
    is_linking_word,
    label_alone,
    label_of,
    pauses,
)
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.lines import separator
from app.sources.plain_text.mark_scores import in_list, mark_score, spacing_of
from app.sources.plain_text.number_lines import is_number_line, sure_number_line
from app.sources.plain_text.openings import (
    deciding_organ,
    find_opening,
    formula_of,
    separate_texts,
    tells_decided,
)
from app.sources.plain_text.run_on import cut_run_on
from app.sources.plain_text.scan_slips import in_full_width, without_slips
from app.sources.plain_text.text_pack import (
    BodySigns,
    Closings,
    HeadSigns,
    NoteSigns,
    Openings,
    Preparation,
    TextPack,
)
from app.sources.plain_text.web_signs import WebText
from app.sources.plain_text.web_text import without_web
from app.sources.reading import Line
from app.sources.web_lines import web_line

_ORGANS = "(?:大会|安全理事会|经济及社会理事会|人权理事会|人权委员会|托管理事会)"
_PAGE = r"(?:\d{1,4}|[〇○零一二三四五六七八九十百]{1,5})"
_FURNITURE = {
    "notes_heading": r"(?:注(?:释|解)?|脚注|参考(?:资料|文献|来源)|引用)[:：]?",
    "session_head": rf"(?:\d{{1,3}}\s+)?{_ORGANS}\s*[—–―-]{{1,2}}\s*第[^第\s]{{1,8}}届(?:会议|会|常会)?(?:\s+\d{{1,3}})?|{_ORGANS}(?:决议案?|正式[纪记]录)\s*[—–―-]{{1,2}}\s*第[^第\s]{{1,8}}届(?:会议|会|常会)?(?:\s+\d{{1,3}})?|(?:{_PAGE}\s+)?{_ORGANS}\s*第[^第\s]{{1,8}}届(?:会议|会)?(?:所?通过之?)?(?:决议案?|正式[纪记]录)(?:\s+{_PAGE})?",
    "language": "Chinese|CHINESE|中文",
    "recycle": r"请回收♲?|♲",
}
_HEAD_LINE = re.compile(
    r"(?:[AES]|[A-Z]{3,5})/\S{1,40}(?: ?\(\d{4}\))?|联合国|Distr\..*|Chinese|Original:.*|原件:.*|.{2,12}届会议?.{0,10}|议程项目.{1,20}|"
    r"第.{1,14}号(?:决议|决定).{0,60}|(?:大会|人权理事会|安全理事会|经济及社会理事会|人权委员会).{0,30}|第[一二三四五六]委员会|"
    r"[\[［].*[\]］]?|\d{4}年\d{1,2}月\d{1,2}日.{0,40}|.{1,80}[:：](?:决议|决定)草案|决议(?:草案)?|决定(?:草案)?|[A-Z]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG = 60
"""Least length, in characters, of words outside of a text that are worth a doubt."""
_VERBS_OF_PREAMBLES = frozenset(
    "回顾 审议了 重申 铭记 认识到 注意到 考虑到 意识到 深信 念及 忆及 遵循".split()
)
"""Verbs that no heading opens with."""
_ACTS = frozenset("请 促请 敦促 吁请 要求 决定 通过 核定 核准 核可 建议 授权 议决 责成 训令 邀请".split())
"""Verbs that no preamble opens with."""
_LAST_WORDS = re.compile(
    "(?:根据|依照|按照|遵照).{2,40}采取行动|[爰兹]|[爰兹]?(?:决议|议决)|(?:并|为此|因此|因而).{0,10}"
)
"""What a preamble may end with, without a comma: `根据《联合国宪章》第七章采取行动`, `爰`, `并为此目的`."""
_ACT_ALONE, _LONGEST_ACT = ("决议", "议决"), 3
"""The act on a line of its own, above numbered paragraphs."""
_ORGAN = re.compile("大会|.{2,10}理事会")
"""A formula without its comma below a preamble, which is no heading."""
_ARTICLE = re.compile("(?:第|原则|规则)\\s*[一二三四五六七八九十百0-9]{1,5}\\s*条?")
"""The heading of an article of a declaration, whose paragraphs are neither preambular nor operative."""
_LONGEST_INTRODUCTION = 20
_INTRODUCES_DRAFT = re.compile("(?:以下|下列).{0,6}(?:决议|决定)草案[:：]?$")
"""`建议大会通过以下决议草案：`, followed by another text with a formula of its own."""


def _row_separator(above: str, below: str) -> str:
    """A blank between two Latin words."""
    last, first = above[-1:], below[:1]
    are_words = last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    return " " if are_words else ""


def _numbered_title(text: str) -> tuple[str, str] | None:
    found = sure_number_line(text)
    if found and (not found.kind or found.title[0] == found.title[1]):
        return found.number, text[slice(*found.title)]
    return None


def _reads_like_text(text: str) -> bool:
    han = len(_HAN.findall(text))
    return han >= _LONG or (han >= _LONG // 5 and begins_paragraph(text))


def _opens_preamble(text: str, bold: Sequence[Span]) -> bool:
    return find_verb(text, bold)[0] in _VERBS_OF_PREAMBLES or bool(_LAST_WORDS.fullmatch(simplified(text)))


_ASSEMBLY = re.compile(
    "(?<!环境)(?<!環境)(?<!人居)(?<!卫生)(?<!衛生)(?<!劳工)(?<!勞工)(?<!缔约方)(?<!締約方)(?<!代表)(?<!组织)(?<!組織)大[会會]"
)
"""The Assembly, and not that of another organization, `环境大会`."""


def _place_of(name: str, text: str) -> int:
    if name not in ("大会", "大會"):
        return text.find(name)
    found = _ASSEMBLY.search(text)
    return found.start() if found else -1


def _first_organ(text: str, names: Names) -> Organ | None:
    named = [(_place_of(name, text), organ) for organ in names.organs for name in organ.names]
    found = [(place, organ) for place, organ in named if place >= 0]
    return min(found, key=lambda pair: pair[0])[1] if found else None


_COMMISSION_DECIDES = re.compile(
    r"(?:\d{4}年\d{1,2}月\d{1,2}日[，,]?)?委员会(?=[在于第，,\d]|决定|注意到|忆及|回顾|审议了)"
)


_COUNCIL_DECIDES = re.compile("理事会(?:第|决定|注意到|核可|核准|任命|选出)")


def _council_alone(text: str) -> str:
    plain = simplified(text[:_LONGEST_COUNCIL])
    if alone := COUNCIL_ALONE.fullmatch(simplified(text.strip("* "))):
        return MEANT_ALONE[alone["name"]]
    if _COMMISSION_DECIDES.match(plain):
        return "CHR"
    return "ECOSOC" if _COUNCIL_DECIDES.search(plain) else ""


_LONGEST_COUNCIL = 200
"""How much of a decision, in characters, is searched for a council."""


def _prepared(lines: Sequence[Line], names: Names) -> WebText:
    """The lines without those of a site, without letter spacing and slips of a scan; one that holds several paragraphs is
    cut."""
    lines, halves = in_full_width(lines)
    web = without_web(lines, names)
    mended = without_slips(cut_run_on(without_letter_spacing(web.lines), names))
    return replace(web, lines=mended.lines, problems=(*halves, *web.problems, *mended.problems))


CHINESE = TextPack(
    language=CHINESE_PACK,
    lines=LineSigns(
        separator=separator,
        row_separator=_row_separator,
        letters=_HAN,
        long_row=re.compile(r"\S{15,}"),
        pauses=pauses,
        full_stop="。",
        word_gap="",
        label_of=label_of,
        label_alone=label_alone,
        heading_label=heading_label,
        begins_with_verb=begins_with_verb,
        begins_paragraph=begins_paragraph,
        is_heading=is_heading,
        is_labelled_heading=is_labelled_heading,
        longest_heading=LONGEST_HEADING,
        shortest_sentence=12,
        is_annex=is_annex,
        is_draft_formula=is_draft_formula,
        is_linking_word=is_linking_word,
        is_act_alone=lambda text: simplified(text[:_LONGEST_ACT]) in _ACT_ALONE,
        goes_on=lambda _text: False,
        ends_text=ends_text,
        is_closing_line=is_closing_line,
        begins_votes=begins_votes,
        numbered_title=_numbered_title,
        is_number_line=is_number_line,
        furniture={kind: re.compile(shape) for kind, shape in _FURNITURE.items()},
        web_line=web_line,
        head_line=lambda text: bool(_HEAD_LINE.fullmatch(simplified(text))),
        never_last=tuple("第、《“‘（("),
        never_first=tuple("、，。；：）》”’)"),
        reads_like_text=_reads_like_text,
    ),
    notes=NoteSigns(
        opening=re.compile(
            r"[A-Z][A-Za-z.]*/|见|参见|另见|第|同上|联合国|《|“|可查阅|https?:|大会|同前|安全理事会|经济及社会理事会|人权|本|[0-9]{4}|[A-Z]"
        ),
        says_where=re.compile("见|参见|另见|同上"),
        counted=re.compile(rf"[{COUNTERS}至和、，]"),
        sentence_end=re.compile(r"[。.][”’」』）)]*$"),
        broken_address=re.compile(r"(?:可查阅|载于|网址)[:：]?$|(?:www\.|https?:)[^\u3400-\u9fff。]*$"),
        unfinished="第，、《（(",
        day=DATE,
        digits=re.compile(r"(?<![\d.])(?<!\d,)\d+(?![\d])"),
        mark_score=mark_score,
        in_list=in_list,
        spacing=spacing_of,
        star=re.compile(r"(?<![*\s])(?P<stars>\*{1,3}|[†‡])(?=[，。；：、)）和与及]|$)"),
        behind_stop=re.compile(r"[\u3400-\u9fff][。.]\s?(\d{1,3})$"),
        word_behind=re.compile(r"[0-9A-Za-z]"),
    ),
    body=BodySigns(
        opens_preamble=_opens_preamble,
        recalls=lambda text: find_verb(text)[0] in _VERBS_OF_PREAMBLES,
        is_act=lambda text: find_verb(text)[0] in _ACTS,
        names_organ=lambda text: bool(_ORGAN.fullmatch(simplified(text))),
        is_article=lambda text: bool(_ARTICLE.fullmatch(text)),
        introduces_draft=lambda text: bool(
            _INTRODUCES_DRAFT.search(simplified(text[-_LONGEST_INTRODUCTION:]))
        ),
        has_decided=lambda text: text.startswith("决定") and text.endswith("："),
        sole_ends=("。", "：", ":"),
        goes_on=("，", ",", "："),
        lists=("：",),
    ),
    head=HeadSigns(
        read=read_head,
        plain_title_mark=re.compile(r"(?<=[\u3400-\u9fff》”）)])\d$"),
        formula_organ=deciding_organ,
        formula=lambda text: "".join(text.split()),
        first_organ=_first_organ,
        council_alone=_council_alone,
        decided_at=decided_at,
        decided_how=decided_how,
        corrigendum=lambda word: simplified(word).strip("[]［］：: ") in ("更正", "勘误", "勘误表"),
    ),
    openings=Openings(find_opening, formula_of, separate_texts, tells_decided),
    closing=Closings(find_closing, read_closing, last_closing_line),
    before=Preparation(
        plain=_prepared,
        closed=without_letter_spacing,
        cut=lambda lines, names: cut_run_on(lines, names, is_laid_out=True),
    ),
    doubts=CHINESE_DOUBTS,
    why_no_opening=Problem(
        "no_formula",
        "没有任何机构的开头语（如“大会，”“人权理事会，”），也没有决定的编号和标题，看来不是决议",
    ),
)
